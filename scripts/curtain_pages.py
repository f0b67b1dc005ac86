"""Draw the words that stand before the screen while the kiosk doesn't: assets/curtain/*.pgm.gz.

    PYTHONPATH=. .venv-test/bin/python scripts/curtain_pages.py

After a change to `[waiting]` or `[paused]` in assets/words/zh-CN.toml, or to the fonts.
"""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from kiosk.supervisor.curtain_window import SIZES
from kiosk.words import Words

ASSETS = Path(__file__).resolve().parents[1] / "assets"
FOLDER = ASSETS / "curtain"
TITLE, NOTE, GAP = 0.13, 0.055, 0.05
"""Shares of the screen's short side: the height of either row, and what lies between."""
PAGES = {"wait": ("waiting.title", "waiting.note"), "calm": ("paused.title", "paused.note")}
"""The keys of each page's words among the interface's."""


def pages() -> dict[str, bytes]:
    """Give each file's name and what it holds."""
    pygame.font.init()
    words = Words.of_language(ASSETS / "words", "zh-CN")
    return {
        f"{page}-{size}.pgm.gz": _packed(_page(*map(words, keys), size))
        for page, keys in PAGES.items()
        for size in SIZES
    }


def _page(title: str, note: str, size: int) -> pygame.Surface:
    rows = [
        pygame.font.Font(ASSETS / "fonts" / f"KioskSansSC-{face}.otf", round(size * share)).render(
            text,
            True,  # noqa: FBT003 (its only way)
            "white",
        )
        for text, face, share in ((title, "Bold", TITLE), (note, "Regular", NOTE))
    ]
    wide = max(row.get_width() for row in rows)
    gap = round(size * GAP)
    high = sum(row.get_height() for row in rows) + gap
    page = pygame.Surface((wide, high))
    y = 0
    for row in rows:
        page.blit(row, ((wide - row.get_width()) // 2, y))
        y += row.get_height() + gap
    return page


def _packed(page: pygame.Surface) -> bytes:
    wide, high = page.get_size()
    ink = pygame.image.tobytes(page, "RGB")[::3]
    return gzip.compress(b"P5 %d %d 255\n" % (wide, high) + ink, mtime=0)


def main() -> int:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in pages().items():
        (FOLDER / name).write_bytes(page)
        print(name, len(page))
    return 0


if __name__ == "__main__":
    sys.exit(main())
