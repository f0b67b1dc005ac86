"""Write the figures and tables that pages in docs/ take from the program.

    python scripts/page_figures.py [--check]

A figure is followed by what it comes from, unseen by readers: `0.3<!-- = engine.loop.DEAF_SECONDS -->`.
A table stands between `<!-- table palette -->` and `<!-- end -->`; its last column is written by hand
and stays with its row where the table has one. With --check it only tells (exit 1) what differs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import kiosk  # noqa: E402 - the checkout's own package, not an installed one
from kiosk.ui import theme  # noqa: E402
from kiosk.ui.theme import scale  # noqa: E402

PAGES = sorted((ROOT / "docs").rglob("*.md"))
FIGURE = re.compile(r"(?P<told>[^\s|(*<`“]+)(?P<mark>[*`]{0,3}<!-- = (?P<source>[^>]+?) -->)")
MODULE = re.compile(r"(?<![\w.])[a-z_]+(?:\.[a-z_]+)*(?=\.[A-Z_]{2}|\.[A-Z][a-z])")
TABLE = re.compile(r"(?P<head><!-- table (?P<name>\w+) -->\n.*\n\|[-|]+\|\n)(?P<rows>(?:\|.*\n)*)")
MB = 1024 * 1024

SCREENS = ((1920, 1080), (1080, 1920), (1366, 768), (3840, 2160))
SIZES = ("headline", "figure", "spoken", "choice", "title", "question", "helper")
LENGTHS = ("bar", "button", "invitation", "gap")
LADDERS = (theme.Space, theme.Corner, theme.Shadow, theme.Stroke)
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


def sources(page: str) -> list[str]:
    """Give what the figures of a page come from."""
    return [found["source"] for found in FIGURE.finditer(page)]


def figure(source: str) -> str:
    """Give the figure a source stands for: an expression of names below `kiosk`; else ValueError."""
    try:
        for name in MODULE.findall(source):
            import_module(f"kiosk.{name}")
        value = eval(source, {**vars(kiosk), "MB": MB})  # noqa: S307 - our own pages
    except (ImportError, AttributeError, NameError) as error:
        raise ValueError(f"“{source}”里的名字找不到：{error}") from error
    return value if isinstance(value, str) else f"{value:g}"


def written(page: str) -> str:
    """Give a page with its figures and tables made anew."""
    page = FIGURE.sub(lambda found: figure(found["source"]) + found["mark"], page)
    return TABLE.sub(lambda found: found["head"] + _rows(found["name"], found["rows"]), page)


def _rows(name: str, old: str) -> str:
    by_hand = {
        row.split(" | ")[0]: row.rstrip(" |").rsplit(" | ", 1)[-1] for row in old.split("\n")
    }
    made, has_notes = TABLES[name]
    rows = []
    for row in made():
        note = f" {by_hand.get(row.split(' | ')[0], '')} |" if has_notes else ""
        rows.append(f"{row} |{note}\n")
    return "".join(rows)


def named(where: type) -> dict[str, float]:
    """Give the figures that have a name in a class of the theme."""
    return {name: value for name, value in vars(where).items() if name.isupper()}


def colour(palette: theme.Palette, name: str) -> theme.Colour:
    """Give a colour of a palette by its dotted name."""
    found: object = palette
    for part in name.split("."):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
    assert isinstance(found, tuple)  # noqa: S101 - a name in TEXTS is a colour's
    return found


def painted(value: object) -> str:
    """Give a value of a palette as the page writes it."""
    if isinstance(value, theme.Ground):
        return f"{painted(value.top)} to {painted(value.low)}, band {painted(value.band)}"
    if isinstance(value, tuple) and isinstance(value[0], theme.Ground):
        return "; ".join(painted(ground) for ground in value)
    if isinstance(value, theme.Tone):
        return f"{painted(value.ink)} on {painted(value.tint)}"
    if isinstance(value, tuple):
        return "`#{:02X}{:02X}{:02X}`".format(*value)
    return f"{value:g}"


def _palette() -> Iterator[str]:
    for field in fields(theme.Palette):
        day, high = (painted(getattr(one, field.name)) for one in (theme.DAY, theme.CONTRAST))
        yield f"| `{field.name}` | {day} | {high}"


def _contrast() -> Iterator[str]:
    for text, ground in TEXTS:
        day, high = (
            theme.contrast(colour(one, text), colour(one, ground))
            for one in (theme.DAY, theme.CONTRAST)
        )
        yield f"| `{text}` on `{ground}` | {day:.1f} | {high:.1f}"


def _sizes() -> Iterator[str]:
    scales = [theme.Scale.of(*size, theme.assumed_diagonal(*size)) for size in SCREENS]
    pixels = theme.Scale.of(1920, 1080, scale.ASSUMED_DIAGONAL)
    for name in (*SIZES, *LENGTHS):
        millimetres = " | ".join(f"{getattr(one, name) * one.mm:.1f}" for one in scales)
        yield f"| `{name}` | {getattr(pixels, name)} | {millimetres}"


def _lengths() -> Iterator[str]:
    for ladder in LADDERS:
        steps = ", ".join(f"`{name}` {value:g}" for name, value in named(ladder).items())
        yield f"| `{ladder.__name__}` | {steps}"


def _pace() -> Iterator[str]:
    for name, value in named(theme.Pace).items():
        yield f"| `{name}` | {value:g}"


TABLES: dict[str, tuple[Callable[[], Iterator[str]], bool]] = {
    "palette": (_palette, True),
    "contrast": (_contrast, False),
    "sizes": (_sizes, True),
    "lengths": (_lengths, False),
    "pace": (_pace, True),
}
"""The rows of each table, and whether a column written by hand follows."""


def main() -> int:
    """Write the pages, or check them."""
    differ = 0
    for path in PAGES:
        old = path.read_text(encoding="utf-8")
        new = written(old)
        if new != old and "--check" in sys.argv[1:]:
            lines = zip(old.splitlines(), new.splitlines(), strict=False)
            for number, (one, other) in enumerate(lines, 1):
                if one != other:
                    print(f"{path.name}:{number} 和程序对不上：{other}")
            differ = 1
        elif new != old:
            path.write_text(new, encoding="utf-8")
    if differ:
        print("请运行 python scripts/page_figures.py")
    return differ


if __name__ == "__main__":
    sys.exit(main())
