"""All that is read is read within a bound: through `kiosk.storage`, or where a reason stands here."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

OWN_WAYS = {
    "cli.py": "writes to nowhere",
    "commands/pack.py": "writes a new file",
    "engine/display_size.py": "what Linux tells of its displays",
    "packs/campaign_pack.py": "writes a new file",
    "packs/lock.py": "a lock, whose bytes nobody reads",
    "packs/pack_sources.py": "a stick's files, piece by piece, within a budget of bytes and time",
    "packs/sticks.py": "what Linux tells of its disks",
    "records/exports.py": "has a file it wrote on the disk",
    "records/journal_file.py": "has SQLite's own file on the disk",
    "records/xapi.py": "writes a new file",
    "staff/reports.py": "has a file it wrote on the disk",
    "staff/stick_look.py": "writes a new file",
    "storage.py": "is where it is done",
    "supervisor/curtain_window.py": "needs nothing of the kiosk, which may be broken",
    "voice/worker/__main__.py": "its own standard output",
    "voice/worker/sound.py": "writes a sound into memory",
    "voice/microphone.py": "what Linux tells of this process",
}
"""Files that open others themselves, and why they may."""

READS = {"read_bytes", "read_text"}
OPENS = {"open", "fdopen"}
PLACES_OF_OPEN = {"os", "io"}
TAKES_PATHS = {("pygame.mixer", "Sound"), ("pygame.image", "load"), ("zipfile", "ZipFile")}
"""What opens a file itself where it is given a path."""


def own_ways(source: str) -> list[int]:
    """Give the lines of a module that open or read a file by themselves."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name("open"):
                found.append(node.lineno)
            case ast.Attribute(ast.Name(), attr) | ast.Attribute(_, attr) if attr in READS:
                found.append(node.lineno)
            case ast.Attribute(ast.Name(place), attr) if attr in OPENS and place in PLACES_OF_OPEN:
                found.append(node.lineno)
            case ast.Attribute(whose, "open") if _is_path(whose, node):
                found.append(node.lineno)
            case ast.Attribute(whose, name) if (ast.unparse(whose), name) in TAKES_PATHS:
                if not _from_memory(node):
                    found.append(node.lineno)
    return sorted(found)


def _is_path(_whose: ast.expr, call: ast.Call) -> bool:
    """Tell a path's `open` from others: it is given a mode, or none and an encoding."""
    modes = [a.value for a in call.args if isinstance(a, ast.Constant)]
    return any(mode in {"rb", "r", "rb+", "xb", "wb"} for mode in modes) or any(
        keyword.arg == "encoding" for keyword in call.keywords
    )


def _from_memory(call: ast.Call) -> bool:
    """Tell whether it is given bytes that were read, or a file that was opened."""
    if not call.args:
        return bool(call.keywords)
    return "BytesIO" in ast.unparse(call.args[0]) or ast.unparse(call.args[0]) in {
        "file",
        "written",
    }


def test_every_file_is_read_within_a_bound() -> None:
    package = ROOT / "kiosk"
    found = {
        path.relative_to(package).as_posix(): lines
        for path in sorted(package.rglob("*.py"))
        if (lines := own_ways(path.read_text(encoding="utf-8")))
    }
    assert found.keys() == OWN_WAYS.keys(), found


def test_a_way_of_ones_own_is_seen_however_it_is_written() -> None:
    for written in (
        "open(path)",
        "path.read_bytes()",
        "(folder / name).read_text(encoding='utf-8')",
        "path.open('rb')",
        "Path('a').open(encoding='utf-8')",
        "os.open(path, 0)",
        "os.fdopen(3)",
        "pygame.mixer.Sound(path)",
        "pygame.image.load(str(path))",
        "zipfile.ZipFile(path)",
    ):
        assert own_ways(written), written
    for written in ("read_file(path)", "archive.open(name)", "zipfile.ZipFile(BytesIO(data))"):
        assert not own_ways(written), written
