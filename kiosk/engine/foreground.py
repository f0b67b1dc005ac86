"""Keeps the window in front, with the keys, and the display bright, for as long as the kiosk runs."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pygame

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often it is looked whether the window is still in front."""
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between two tries to bring it back: whoever holds the keys for good isn't asked all the time."""
BRIGHT_SECONDS = 60.0
"""How often the saving of power is turned off, and all keys are taken: a desktop may turn it on at any time."""
BEGINNING_SECONDS = 10.0
"""For how long all keys are taken at every look: whoever was before the window at its start held them."""


def in_front() -> bool:
    """Tell whether the window is seen and has the keys."""
    return pygame.display.get_active() and pygame.key.get_focused()


def _nothing() -> None:
    return


class Foreground:
    """Brings a window back that was made small, or behind which something else has taken the keys.

    `to_front` brings it there, `stay_bright` turns the saving of power off, `take_keys` takes all keys, which is
    refused while somebody else holds them, as the curtain does, and nobody says when they are free.
    """

    def __init__(
        self,
        to_front: Callable[[], None],
        stay_bright: Callable[[], None] = _nothing,
        there: Callable[[], bool] = in_front,
        take_keys: Callable[[], None] = _nothing,
    ) -> None:
        self._to_front, self._stay_bright, self._there = to_front, stay_bright, there
        self._take_keys, self._begun = take_keys, 0.0
        self._look = self._try = self._bright = 0.0
        self._tries = 0

    def look(self, now: float) -> None:
        """Look, at second `now`, and bring it back where it isn't; cheap, once a frame."""
        if now < self._look:
            return
        self._look = now + LOOK_SECONDS
        self._begun = self._begun or now
        there, taken = self._there(), now < self._begun + BEGINNING_SECONDS
        if now >= self._bright:
            self._bright = now + BRIGHT_SECONDS
            self._stay_bright()
            taken = True
        if there and taken:
            self._take_keys()
        if there:
            self._tries, self._try = 0, now + LOOK_SECONDS
        elif now >= self._try:
            if not self._tries:
                log.info("窗口不在最前面，把它拿回来")
            self._try = now + PAUSES[min(self._tries, len(PAUSES) - 1)]
            self._tries += 1
            self._to_front()
