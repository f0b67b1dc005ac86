"""The screens look as they did when somebody last looked at them and found them good.

Where one differs, the picture now and a picture of the difference lie in `build/golden/`; when the
new look is meant, `python scripts/golden.py` stores it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest
from PIL import Image

from tests.review.golden_states import FOLDER, WANTED, pictures

OUT = Path(__file__).parents[2] / "build" / "golden"
TOLERANCE = 24
"""Levels of 255 a pixel may differ: smooth edges differ a little between pygame and pygame-ce."""
SHARE = 0.0005
"""Share of the pixels that may differ by more."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, pygame.Surface]:
    return dict(pictures())


def test_every_wanted_screen_exists_and_nothing_else_is_stored(
    drawn: dict[str, pygame.Surface],
) -> None:
    assert len(drawn) == sum(len(names) for names in WANTED.values())
    assert {path.stem for path in FOLDER.glob("*.png")} == set(drawn)


def test_the_screens_look_as_they_did(drawn: dict[str, pygame.Surface]) -> None:
    differ = {name: share for name in drawn if (share := difference(name, drawn[name])) > SHARE}
    told = [f"{name}: {share:.2%} of the pixels" for name, share in differ.items()]
    assert not told, f"see {OUT}"


def difference(name: str, surface: pygame.Surface) -> float:
    """Give the share of a screen's pixels that differ; where it is too large, lay out two pictures."""
    now = np.frombuffer(pygame.image.tobytes(surface, "RGB"), np.uint8)
    now = now.reshape(surface.get_height(), surface.get_width(), 3).astype(int)
    stored = np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGB")).astype(int)
    if stored.shape != now.shape:
        return 1.0
    apart = np.abs(now - stored).max(axis=2) > TOLERANCE
    share = float(apart.mean())
    if share > SHARE:
        OUT.mkdir(parents=True, exist_ok=True)
        Image.fromarray(now.astype(np.uint8)).save(OUT / f"{name}-now.png")
        marked = (stored * 0.3 + 255 * 0.7).astype(np.uint8)
        marked[apart] = (220, 0, 90)
        Image.fromarray(marked).save(OUT / f"{name}-difference.png")
    return share
