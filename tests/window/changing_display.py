"""A display that is turned, plugged out and in, and exchanged while a program runs on it."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint, c_ulong, c_ushort, c_void_p

from .displays import Display

MM_A_PIXEL = 0.248
NO_MODE = 0
UNTURNED = 1


REFUSED: list[int] = []
"""Errors the server has told of: what it can't show it refuses."""


def _refused(_display: int | None, _error: int | None) -> int:
    REFUSED.append(len(REFUSED))
    return 0


HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(_refused)
"""Xlib's own ends the program."""


class _Mode(Structure):
    _fields_ = (
        ("id", c_ulong),
        ("width", c_uint),
        ("height", c_uint),
        ("clock", c_ulong),
        *((name, c_uint) for name in ("hs", "hse", "htotal", "hskew", "vs", "vse", "vtotal")),
        ("name", c_char_p),
        ("name_length", c_uint),
        ("flags", c_ulong),
    )


class _Resources(Structure):
    _fields_ = (
        ("at", c_ulong),
        ("config_at", c_ulong),
        ("ncrtc", c_int),
        ("crtcs", POINTER(c_ulong)),
        ("noutput", c_int),
        ("outputs", POINTER(c_ulong)),
        ("nmode", c_int),
        ("modes", POINTER(_Mode)),
    )


class ChangingDisplay(Display):
    """An X server without a screen whose one display may have any size up to `most`."""

    def __init__(
        self, size: tuple[int, int], most: tuple[int, int] = (3840, 3840), number: str = ""
    ) -> None:
        super().__init__(most, number)
        self._x, self._randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
        self._x.XOpenDisplay.argtypes, self._x.XOpenDisplay.restype = [c_char_p], c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XSetErrorHandler(HANDLER)
        self._randr.XRRGetScreenResources.restype = POINTER(_Resources)
        self._randr.XRRCreateMode.restype = c_ulong
        self._server_at = c_void_p(self._x.XOpenDisplay(self.name.encode()))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._server_at))
        self._modes: dict[tuple[int, int], int] = {}
        self.change(size)

    def change(self, size: tuple[int, int]) -> None:
        """Give the display another size, as turning or exchanging it does."""
        if size not in self._modes:
            self._modes[size] = self._new_mode(size)
        self._show(NO_MODE)
        self._framebuffer(size)
        self._show(self._modes[size])
        assert not REFUSED, f"the server doesn't show {size}"
        self.size = size

    def unplug(self) -> None:
        """Take the display away; the server's screen stays as large as it was."""
        self._show(NO_MODE)
        self._x.XSync(self._server_at, 0)

    def _new_mode(self, size: tuple[int, int]) -> int:
        width, height = size
        name = f"{width}x{height}-tried".encode()
        mode = _Mode(0, width, height, 10**8, *(width,) * 3, 0, *(height,) * 3, name, len(name), 0)
        made = int(self._randr.XRRCreateMode(self._server_at, self._root, byref(mode)))
        output = self._resources().outputs[0]
        self._randr.XRRAddOutputMode(self._server_at, c_ulong(output), c_ulong(made))
        return made

    def _resources(self) -> _Resources:
        found = self._randr.XRRGetScreenResources(self._server_at, self._root)
        resources: _Resources = found.contents
        return resources

    def _framebuffer(self, size: tuple[int, int]) -> None:
        mm = (max(1, round(side * MM_A_PIXEL)) for side in size)
        self._randr.XRRSetScreenSize(self._server_at, self._root, *map(c_int, (*size, *mm)))

    def _show(self, mode: int) -> None:
        resources = self._resources()
        outputs = (c_ulong * 1)(resources.outputs[0])
        self._randr.XRRSetCrtcConfig(
            *(self._server_at, byref(resources), c_ulong(resources.crtcs[0]), c_ulong(0)),
            *(c_int(0), c_int(0), c_ulong(mode), c_ushort(UNTURNED)),
            *((outputs, c_int(1)) if mode else (None, c_int(0))),
        )
        self._x.XSync(self._server_at, 0)

    def close(self) -> None:
        """End the server."""
        self._x.XCloseDisplay(self._server_at)
        super().close()
