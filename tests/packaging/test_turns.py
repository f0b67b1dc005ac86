"""The run on pygame-ce leaves out nothing that pygame has a say in."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ALIKE_ON_BOTH, BY_THE_CLOCK, LONG, WINDOWS, WITHOUT_PYGAME, turns
from tests.imports import Imports, imports_of

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "tests/docs/test_figures.py": "reads constants",
    "tests/settings/test_settings.py": "asks what is wrong with a site as the kiosk does",
    "tests/settings/test_written_naturally.py": "the same",
    "tests/visit/test_trusted.py": "reads the stories as the kiosk does",
}


def imported(tree: ast.AST) -> set[str]:
    """Give all that the top of a file imports, by every name it may have."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
            found.add(str(node.module))
    return found


def with_pygame(kiosk: Imports) -> set[str]:
    """Give the modules that import pygame at once, themselves or through others."""
    found = {name for name in kiosk if "pygame" in {one.split(".")[0] for one in top(name)}}
    while more := {name for name, others in kiosk.items() if others & found} - found:
        found |= more
    return found


def top(name: str) -> set[str]:
    """Give what a module imports at once, where it names pygame at all."""
    path = ROOT / name.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    read = source.read_bytes()
    return imported(ast.parse(read)) if b"pygame" in read else set()


def test_what_runs_on_one_pygame_alone_imports_none() -> None:
    drawn = with_pygame(imports_of(ROOT / "kiosk", late=False))
    assert "kiosk.ui.items" in drawn
    assert "kiosk.scenario.model" not in drawn
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    alone = {file for file in files if file.startswith(WITHOUT_PYGAME)}
    assert len(alone) > 40
    found = {
        file
        for file in alone
        if imported(ast.parse((ROOT / file).read_bytes())) & (drawn | {"pygame"})
    }
    assert found == set(ALLOWED)


def test_whatever_is_named_is_there() -> None:
    for name in (*WITHOUT_PYGAME, *ALIKE_ON_BOTH, *BY_THE_CLOCK, WINDOWS, *LONG):
        assert (ROOT / name).exists(), name


def test_what_pygame_itself_does_is_asked_of_both() -> None:
    for room in ("ui", "engine", "assets", "runtime"):
        files = [
            path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / room).rglob("test_*.py")
        ]
        assert files
        assert not [file for file in files if file.startswith((*WITHOUT_PYGAME, *ALIKE_ON_BOTH))]
    for name in (
        *("review/test_golden", "review/test_inspection", "staff/test_staff_pages"),
        *(
            "screens/test_visit_by_keys",
            "voice/test_output",
            "voice/test_sound",
            "window/test_visit",
        ),
    ):
        assert (ROOT / f"tests/{name}.py").exists(), name
        assert not f"tests/{name}.py".startswith((*WITHOUT_PYGAME, *ALIKE_ON_BOTH))


def test_the_clock_goes_first_then_windows_and_what_is_long_by_turns_and_nothing_is_left_out() -> (
    None
):
    other, window, long = "tests/app_link/test_app_link.py", f"{WINDOWS}test_{{}}.py", LONG[:2]
    files = [other, *long, *(window.format(name) for name in "abc"), BY_THE_CLOCK[0], other]
    a, b, c = (window.format(name) for name in "abc")
    assert turns(files) == [BY_THE_CLOCK[0], a, long[0], b, long[1], c, other]
