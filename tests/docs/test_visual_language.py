"""The page of the visual language tells what the theme holds, and the theme alone holds it."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.stage import motion, theme
from kiosk.stage.channels import bubbles, messages
from kiosk.stage.screens import attract
from kiosk.stage.text.prose import LEADING
from kiosk.stage.theme import CONTRAST, DAY, Colour, Palette, Scale, Theme, Tone, contrast

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / "kiosk" / "stage"
PAGE = (ROOT / "docs" / "visual-language.md").read_text(encoding="utf-8")
SCREENS = ((1920, 1080), (1080, 1920), (1366, 768), (3840, 2160))
LEAST = 7.0

TEXTS = (
    ("ink", "paper"),
    ("ink2", "paper"),
    ("ink2", "card"),
    ("ink2", "screen"),
    ("ink", "bubble_own"),
    ("ink", "spoken"),
    ("ink", "invite"),
    ("on_dark", "teal.ink"),
    ("on_dark", "red.ink"),
    ("on_dark", "device_top"),
    ("on_dark", "attract_low"),
    ("slogan", "attract_band"),
    ("teal.ink", "card"),
    ("teal.ink", "teal.tint"),
    ("red.ink", "red.tint"),
    ("green.ink", "green.tint"),
    ("amber.ink", "amber.tint"),
)
"""What is written on what."""

SIZES = ("headline", "figure", "spoken", "choice", "title", "question", "helper")
LENGTHS = ("bar", "button", "gap")
MOVES = (
    "SHAKE_EVERY",
    "SHAKE_SECONDS",
    "SHAKE_STEPS",
    "SLIDE_SECONDS",
    "COUNT_SECONDS",
    "SWEEP_SECONDS",
    "SWEEP_GAP",
)
AT_ATTRACT = ("TITLE_SECONDS", "LINE_SECONDS", "SLOGAN_SECONDS", "WANDER_SECONDS", "HOOP_SECONDS")


def written(value: Colour | Tone | int) -> str:
    if isinstance(value, Tone):
        return f"{written(value.ink)} on {written(value.tint)}"
    if isinstance(value, int):
        return str(value)
    return "`#{:02X}{:02X}{:02X}`".format(*value)


def colour(palette: Palette, name: str) -> Colour:
    found: object = palette
    for part in name.split("."):
        found = getattr(found, part)
    assert isinstance(found, tuple)
    return found


def palette_rows() -> list[str]:
    return [
        f"| `{f.name}` | {written(getattr(DAY, f.name))} | {written(getattr(CONTRAST, f.name))} |"
        for f in fields(Palette)
    ]


def contrast_rows() -> list[str]:
    rows = []
    for text, ground in TEXTS:
        ratios = [contrast(colour(p, text), colour(p, ground)) for p in (DAY, CONTRAST)]
        rows.append(f"| `{text}` on `{ground}` | {ratios[0]:.1f} | {ratios[1]:.1f} |")
    return rows


def millimetres(name: str) -> str:
    found = []
    for size in SCREENS:
        scale = Scale.of(*size, theme.assumed_diagonal(*size))
        found.append(f"{getattr(scale, name) * scale.mm:.1f}")
    return " | ".join(found)


def size_rows() -> list[str]:
    scale = Scale.of(1920, 1080, theme.ASSUMED_DIAGONAL)
    return [
        f"| `{name}` | {getattr(scale, name)} | {millimetres(name)} |"
        for name in (*SIZES, *LENGTHS)
    ]


def motion_rows() -> list[str]:
    return [f"| `{name}` | {getattr(motion, name):g} |" for name in MOVES] + [
        f"| `{name}` | {getattr(attract, name):g} |" for name in AT_ATTRACT
    ]


SENTENCES = (
    f"大字 is {theme.LARGE:g} times",
    f"{theme.READ_MM:g} mm for what is heard",
    f"{theme.LABEL_MM:g} mm for labels",
    f"{theme.BAR_MM:g} mm high",
    f"{theme.GAP_MM:g} mm apart",
    f"Lines stand {LEADING} em apart",
    f"{theme.SHADOW_ALPHA} of 255",
    f"At most {messages.MOST_BARS} strokes",
    f"up to {bubbles.GROW:g} times a label",
    f"turned by {messages.SEAL_TURN:g}°",
)


@pytest.mark.parametrize(
    "row", [*palette_rows(), *contrast_rows(), *size_rows(), *motion_rows(), *SENTENCES]
)
def test_the_page_tells_what_the_code_does(row: str) -> None:
    assert row in PAGE


def test_the_page_tells_of_no_colour_the_theme_has_not() -> None:
    told = set(re.findall(r"#[0-9A-F]{6}", PAGE))
    known = set(re.findall(r"#[0-9A-F]{6}", " ".join(palette_rows()))) | {
        written(one).strip("`") for one in (theme.SHADOW, theme.BLACK, theme.WHITE)
    }
    assert told <= known


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_what_is_written_stands_out_seven_to_one(text: str, ground: str) -> None:
    for palette in (DAY, CONTRAST):
        assert contrast(colour(palette, text), colour(palette, ground)) >= LEAST


def test_high_contrast_never_stands_out_less() -> None:
    for text, ground in TEXTS:
        day, high = (contrast(colour(p, text), colour(p, ground)) for p in (DAY, CONTRAST))
        assert high >= day - 0.05, (text, ground)


# Nothing else holds a colour or an em -----------------------------------------------------------

EXCEPTED = {
    ("pictures.py", "#000000"): "the black that icons are drawn in, replaced by the tint",
    ("text/fonts.py", (0, 0, 0)): "a glyph drawn to see whether the font has it, never shown",
}
LETTERING = {"lay": 1, "fit": 1, "largest": 1, "Style": 0}
"""Calls that set words, and which of their arguments is the em."""


def sources() -> list[Path]:
    return sorted(path for path in STAGE.rglob("*.py") if path.name != "theme.py")


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


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(STAGE)))
def test_no_colour_is_written_outside_the_theme(path: Path) -> None:
    name = path.relative_to(STAGE).as_posix()
    found = literals(ast.parse(path.read_text(encoding="utf-8")))
    assert {one for one in found if (name, one) not in EXCEPTED} == set()


def test_a_colour_written_out_would_be_found() -> None:
    assert literals(ast.parse("a = (10, 20, 30)\nb = 'fill #0a0b0c'\nc = (1, 2)")) == {
        (10, 20, 30),
        "#0a0b0c",
    }


def test_every_exception_is_still_needed() -> None:
    for name, one in EXCEPTED:
        assert one in literals(ast.parse((STAGE / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(STAGE)))
def test_no_em_is_a_number_of_pixels(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = LETTERING.get(name)
        if place is not None and len(node.args) > place:
            assert not isinstance(node.args[place], ast.Constant), f"{path.name}:{node.lineno}"


def test_the_looks_are_the_three_the_page_tells_of() -> None:
    for look in theme.Look:
        assert f"`{look.name}`" in PAGE
        assert Theme.of((1920, 1080), theme.ASSUMED_DIAGONAL, look).colours in (DAY, CONTRAST)


def test_every_colour_of_the_palette_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    named = set(re.findall(r"\.([a-z_0-9]+)\b", code)) | {"green", "amber"}
    assert {f.name for f in fields(Palette)} <= named
