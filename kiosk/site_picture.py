"""The pixels of a picture a site brings itself: the police's own QR code, on a poster or alone."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pygame

from kiosk.install import Pixels
from kiosk.scenario.codes import worded
from kiosk.scenario.picture_file import HEAVIEST, fault_of


class PictureRefusedError(ValueError):
    """A picture that can't be read; the message says in Chinese which, why and what to do."""


def pixels_of(path: Path) -> Pixels:
    """Give a picture's pixels; PictureRefusedError where it can't be opened or would take too much.

    It is asked for before the first screen is there: a poster of gigabytes or a pipe must not keep
    the kiosk from starting.
    """
    data = _bytes_of(path)
    # A poster may be a strip; and a drawing is no picture of a code.
    fault = fault_of("", data)
    if fault is not None and fault.variant == "other":
        raise _not_opened(path)
    if fault is not None and fault.variant != "narrow":
        words = worded("bad-picture", fault.variant, name=path.name, **dict(fault.figures))
        raise PictureRefusedError(f"二维码{words.message}，没有采用。{words.advice}。")
    try:
        surface = pygame.image.load(io.BytesIO(data), path.name)
        return Pixels(pygame.image.tobytes(surface, "RGB"), *surface.get_size())
    except (pygame.error, ValueError, MemoryError) as error:
        raise _not_opened(path) from error


def _bytes_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_opened(path)
        with path.open("rb") as file:
            return file.read(HEAVIEST + 1)
    except OSError as error:
        raise _not_opened(path) from error


def _not_opened(path: Path) -> PictureRefusedError:
    return PictureRefusedError(
        f"二维码图片 {path} 打不开，没有采用。请检查设置里的“二维码图片”，换一张 PNG 或 JPG 图片。"
    )
