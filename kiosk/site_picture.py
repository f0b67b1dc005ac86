"""The pictures a site brings itself: the police's own QR code, on a poster or alone; its logo."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pygame

from kiosk.app_link import Pixels
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.picture_file import HEAVIEST, fault_of


class PictureRefusedError(ValueError):
    """A picture that can't be read; the message says in Chinese which, why and what to do."""


def pixels_of(path: Path, what: str = "二维码") -> Pixels:
    """Give a picture's pixels; PictureRefusedError where it can't be opened or would take too much.

    `what` names it in the message and, with 图片 after it, in the settings. It is asked for before the first screen is there: a poster of gigabytes or a pipe must not keep
    the kiosk from starting.
    """
    data = _bytes_of(path, what)
    # A poster may be a strip; and a drawing is no picture of a code.
    fault = fault_of("", data)
    if fault is not None and fault.variant == "other":
        raise _not_opened(path, what)
    if fault is not None and fault.variant != "narrow":
        problem = Problem.of("bad-picture", fault.variant, name=path.name, **dict(fault.figures))
        raise PictureRefusedError(f"{what}{problem.message}，没有采用。{problem.advice}。")
    try:
        surface = pygame.image.load(io.BytesIO(data), path.name)
        return Pixels(pygame.image.tobytes(surface, "RGB"), *surface.get_size())
    except (pygame.error, ValueError, MemoryError) as error:
        raise _not_opened(path, what) from error


def _bytes_of(path: Path, what: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_opened(path, what)
        with path.open("rb") as file:
            return file.read(HEAVIEST + 1)
    except OSError as error:
        raise _not_opened(path, what) from error


def _not_opened(path: Path, what: str) -> PictureRefusedError:
    return PictureRefusedError(
        f"{what}图片 {path} 打不开，没有采用。请检查设置里的“{what}图片”，换一张 PNG 或 JPG 图片。"
    )
