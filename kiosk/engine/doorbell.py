"""Waits for touches and keys without looking for them again and again."""

from __future__ import annotations

import ctypes
import select

import pygame

from kiosk.engine.window import waiting

LOOK_MS = 40
"""Pause between two looks where a system can't say that something has come: Windows, a bare screen.

A finger stays for longer than that.
"""


class Doorbell:
    """Sleeps on the connection to the X server, over which all comes; looks now and then elsewhere.

    `event.wait` would look every millisecond.
    """

    def __init__(self) -> None:
        self._connection = _connection()

    def wait(self, milliseconds: int) -> None:
        """Wait that long, but no longer once something has come in."""
        if waiting():
            # Already read: the connection is empty and would not wake anybody.
            return
        if self._connection >= 0:
            select.select([self._connection], (), (), milliseconds / 1000)
            return
        while milliseconds > 0:
            pygame.time.wait(min(milliseconds, LOOK_MS))
            milliseconds -= LOOK_MS
            if waiting():
                return


def _connection() -> int:
    """Give the descriptor of the connection to the X server, or -1 without one."""
    if not pygame.display.get_init() or pygame.display.get_driver() != "x11":
        return -1
    try:
        display = pygame.display.get_wm_info()["display"]
        address = ctypes.pythonapi.PyCapsule_GetPointer
        address.restype, address.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        number = ctypes.CDLL("libX11.so.6").XConnectionNumber
        number.argtypes = [ctypes.c_void_p]
        return int(number(address(display, b"display")))
    except (KeyError, OSError, AttributeError, ValueError, pygame.error):
        return -1
