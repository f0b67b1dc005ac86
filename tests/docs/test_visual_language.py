"""The page of the visual language tells what the theme holds, and the theme alone holds it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.devices import bubbles, forms, messages
from kiosk.ui import theme
from kiosk.ui.theme import (
    CONTRAST,
    DAY,
    LEADING,
    Colour,
    Corner,
    Ground,
    Pace,
    Palette,
    Scale,
    Shadow,
    Space,
    Stroke,
    Theme,
    Tone,
    contrast,
)
from kiosk.ui.theme.scale import ASSUMED_DIAGONAL, INVITATION_MM, LARGE

ROOT = Path(__file__).resolve().parents[2]
KIOSK = ROOT / "kiosk"
DRAWN = ("ui", "devices", "screens", "engine")
"""The rooms that draw."""
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
    ("on_dark", "attract.0.low"),
    ("on_dark", "attract.1.low"),
    ("on_dark", "attract.2.low"),
    ("slogan", "attract.0.band"),
    ("slogan", "attract.1.band"),
    ("slogan", "attract.2.band"),
    ("teal.ink", "card"),
    ("teal.ink", "teal.tint"),
    ("red.ink", "red.tint"),
    ("green.ink", "green.tint"),
    ("amber.ink", "amber.tint"),
)
"""What is written on what."""

SIZES = ("headline", "figure", "spoken", "choice", "title", "question", "helper")
LENGTHS = ("bar", "button", "invitation", "gap")
LADDERS = (Space, Corner, Shadow, Stroke)


def written(value: Colour | Tone | Ground | tuple[Ground, ...] | float) -> str:
    if isinstance(value, Ground):
        return f"{written(value.top)} to {written(value.low)}, band {written(value.band)}"
    if isinstance(value, tuple) and isinstance(value[0], Ground):
        return "; ".join(written(ground) for ground in value)
    if isinstance(value, Tone):
        return f"{written(value.ink)} on {written(value.tint)}"
    if isinstance(value, float | int):
        return f"{value:g}"
    return "`#{:02X}{:02X}{:02X}`".format(*value)


def colour(palette: Palette, name: str) -> Colour:
    found: object = palette
    for part in name.split("."):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
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
    scale = Scale.of(1920, 1080, ASSUMED_DIAGONAL)
    return [
        f"| `{name}` | {getattr(scale, name)} | {millimetres(name)} |"
        for name in (*SIZES, *LENGTHS)
    ]


def named(where: type) -> dict[str, float]:
    return {name: value for name, value in vars(where).items() if name.isupper()}


def motion_rows() -> list[str]:
    return [f"| `{name}` | {value:g} |" for name, value in named(Pace).items()]


def length_rows() -> list[str]:
    return [
        f"| `{ladder.__name__}` | "
        + ", ".join(f"`{name}` {value:g}" for name, value in named(ladder).items())
        + " |"
        for ladder in LADDERS
    ]


SENTENCES = (
    f"大字 is {LARGE:g} times",
    f"{theme.READ_MM:g} mm for what is heard",
    f"{theme.LABEL_MM:g} mm for labels",
    f"{theme.BAR_MM:g} mm high",
    f"{theme.GAP_MM:g} mm apart",
    f"{INVITATION_MM:g} mm high",
    f"Lines stand {LEADING} em apart",
    f"{theme.SHADOW_ALPHA} of 255",
    f"At most {messages.MOST_BARS} strokes",
    f"up to {bubbles.GROW:g} times a label",
    f"turned by {forms.SEAL_TURN:g}°",
)


@pytest.mark.parametrize(
    "row",
    [
        *palette_rows(),
        *contrast_rows(),
        *size_rows(),
        *length_rows(),
        *motion_rows(),
        *SENTENCES,
    ],
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


def sources() -> list[Path]:
    found = (path for room in DRAWN for path in (KIOSK / room).rglob("*.py"))
    return sorted(path for path in found if path.parent.name != "theme")


def test_the_looks_are_the_three_the_page_tells_of() -> None:
    for look in theme.Look:
        assert f"`{look.name}`" in PAGE
        assert Theme.of((1920, 1080), ASSUMED_DIAGONAL, look).colours in (DAY, CONTRAST)


def test_every_colour_of_the_palette_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    named = set(re.findall(r"\.([a-z_0-9]+)\b", code)) | {"green", "amber"}
    assert {f.name for f in fields(Palette)} <= named
