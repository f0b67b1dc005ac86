"""The theme alone holds colours, ems and lengths: a screen names what it wants."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable
from functools import cache

from kiosk.ui.theme import Pace, Space, Thing
from tests.docs.test_visual_language import KIOSK, LADDERS, named, sources

EXCEPTED = {
    ("ui/figure.py", "#000001"): "the sleeve of an arm, replaced by the figure's own",
    ("ui/figure.py", "#000002"): "its shade, replaced alike",
    ("ui/figure.py", "#000003"): "the hand, replaced by the figure's skin",
    ("ui/figure.py", "#000004"): "its shade, replaced alike",
    ("ui/images.py", "#000000"): "the black that icons are drawn in, replaced by the tint",
    ("ui/text/fonts.py", (0, 0, 0)): "a glyph drawn to see whether the font has it, never shown",
}
LETTERING = {"lay": 1, "fit": 1, "largest": 1, "Style": 0}
"""Calls that set words, and which of their arguments is the em."""


@cache
def drawing() -> dict[str, ast.AST]:
    """Give what draws, parsed, by its path."""
    return {
        path.relative_to(KIOSK).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sources()
    }


def places(rule: Callable[[ast.AST], list[int]]) -> list[str]:
    """Give every file and line a rule finds in what draws."""
    assert len(drawing()) > 20
    return [f"{name}:{line}" for name, tree in drawing().items() for line in rule(tree)]


def literals(tree: ast.AST) -> set[object]:
    """Give the colours written out in a module: tuples of three or four bytes, and codes."""
    found: set[object] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"#[0-9A-Fa-f]{6}\b", node.value))
        if isinstance(node, ast.Tuple) and len(node.elts) in (3, 4):
            values = [getattr(part, "value", None) for part in node.elts]
            if all(type(value) is int and 0 <= value <= 255 for value in values):
                found.add(tuple(values))
    return found


def test_no_colour_is_written_outside_the_theme() -> None:
    found = {(name, one) for name, tree in drawing().items() for one in literals(tree)}
    assert found - set(EXCEPTED) == set()


def test_a_colour_written_out_would_be_found() -> None:
    assert literals(ast.parse("a = (10, 20, 30)\nb = 'fill #0a0b0c'\nc = (1, 2)")) == {
        (10, 20, 30),
        "#0a0b0c",
    }


def test_every_exception_is_still_needed() -> None:
    for name, one in EXCEPTED:
        assert one in literals(drawing()[name])


def numbered_ems(tree: ast.AST) -> list[int]:
    """Give the lines where words are set in a number of pixels."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = LETTERING.get(name)
            if place is not None and len(node.args) > place:
                found += [node.lineno] * isinstance(node.args[place], ast.Constant)
    return found


def test_no_em_is_a_number_of_pixels() -> None:
    assert places(numbered_ems) == []


def test_an_em_written_out_would_be_found() -> None:
    assert numbered_ems(ast.parse("Style(40, ink)\nStyle(em, ink)\nlay(fonts, 20, style)")) == [
        1,
        3,
    ]


MAKES_PIXELS = {"px", "at_least"}
"""The theme's two calls that make pixels of a length."""
MOVES_BOXES = {
    "inset",
    "grow",
    "move",
    "above",
    "below",
    "after",
    "before",
    "top",
    "low",
    "left",
    "end",
}
MOVES_BOXES |= {"centred", "rows", "columns"}
"""Calls that cut and move boxes by pixels."""


def unnamed_lengths(tree: ast.AST) -> list[int]:
    """Give the lines where a length is a number: it has no name in the theme."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        numbers = [
            part.value
            for argument in node.args
            for part in ast.walk(argument)
            if isinstance(part, ast.Constant) and type(part.value) in (int, float)
        ]
        direct = [getattr(argument, "value", None) for argument in node.args]
        if name == "Length" or (name in MAKES_PIXELS and numbers):
            found.append(node.lineno)
        elif name in MOVES_BOXES:
            # The first number given to these two counts.
            lengths = direct[1:] if name in {"rows", "columns"} else direct
            found += [node.lineno for n in lengths if type(n) is int and n > 1]
    return found


def test_no_length_is_written_outside_the_theme() -> None:
    assert places(unnamed_lengths) == []


def test_a_length_written_out_would_be_found() -> None:
    code = "scale.px(20)\nscale.px(Space.L)\nbox.inset(24, 0)\nbox.rows(2, 8)\nLength(3)\nbox.rows(2, a)"
    assert unnamed_lengths(ast.parse(code)) == [1, 3, 4, 5]


def test_free_space_grows_by_the_same_share_at_each_step() -> None:
    steps = [value for name, value in named(Space).items() if name not in ("GAP", "MARGIN")]
    ladder = steps[1 : steps.index(max(steps)) + 1]
    assert all(1.35 <= b / a <= 1.45 for a, b in itertools.pairwise(ladder))


def test_every_length_of_the_theme_is_used() -> None:
    files = [*sources(), KIOSK / "ui" / "theme" / "scale.py", KIOSK / "ui" / "theme" / "colours.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"\b[A-Z]\w+\.[A-Z_0-9]+\b", code))
    known = {
        f"{where.__name__}.{name}" for where in (*LADDERS, Thing, Pace) for name in named(where)
    }
    assert known - used == set()
