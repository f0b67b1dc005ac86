"""What SDL must know before pygame is imported."""

from __future__ import annotations

import os


def prepare() -> None:
    """Set the environment of this process.

    Without a GPU SDL would draw through a software OpenGL: 30 ms a frame instead of 2.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
