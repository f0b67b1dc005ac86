"""Store how the screens look now, after somebody has looked: tests/review/golden/*.png.

PYTHONPATH=. python scripts/golden.py
"""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from PIL import Image

import tests.conftest  # noqa: F401 - lets it be eleven in the morning, as for the tests: at night 待机 is dark
from tests.review.golden_states import FOLDER, pictures


def main() -> None:
    """Replace all stored pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, surface in pictures():
        raw = pygame.image.tobytes(surface, "RGB")
        picture = Image.frombytes("RGB", surface.get_size(), raw)
        picture.save(FOLDER / f"{name}.png", optimize=True)
        print(name)


if __name__ == "__main__":
    main()
