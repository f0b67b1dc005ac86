"""The display behind a window on X11: where it lies and how large it is now, and the window over all of it.

It is kept bright, and the window in front with the keys, for as long as the window is there.

SDL 2 asks for a display's size once and knows no other afterwards. So it is asked here, over a
connection of our own: the server tells when something about its displays has changed. The window is
made full screen here too: SDL would set it back to the size it knows.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

from kiosk.ui.geometry import Box

log = logging.getLogger(__name__)

X11, XRANDR, XEXT = "libX11.so.6", "libXrandr.so.2", "libXext.so.6"
STRUCTURE_NOTIFY, SUBSTRUCTURE_NOTIFY, SUBSTRUCTURE_REDIRECT = 1 << 17, 1 << 19, 1 << 20
DISPLAY_CHANGES = 0b111
"""XRandR's masks: the screen, a CRTC or an output has changed."""
CLIENT_MESSAGE, LONGS = 33, 32
ADD = 1
FROM_APPLICATION, FROM_PAGER = 1, 2
"""Of _NET_WM_STATE and _NET_ACTIVE_WINDOW, as the window managers' specification numbers them.

Who asks for the keys as an application may be refused: it could be one that people aren't using now.
"""
REVERT_TO_PARENT, CURRENT_TIME = 2, 0
VIEWABLE, MAP_STATE = 2, 92
"""Whether a window is seen, and the byte at which Xlib's structure of its attributes says so."""
ATTRIBUTES_BYTES = 136
EVENT_LONGS = 24


class _Monitor(Structure):
    _fields_ = (
        ("name", c_ulong),
        ("primary", c_int),
        ("automatic", c_int),
        ("noutput", c_int),
        *((name, c_int) for name in ("x", "y", "width", "height", "mwidth", "mheight")),
        ("outputs", c_void_p),
    )


class _Message(Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("rest", c_long * EVENT_LONGS),
    )


def _noted(_display: int | None, _error: int | None) -> int:
    log.warning("显示服务器报告了一个错误，画面照常")
    return 0


_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(_noted)

_gone: list[Callable[[], object]] = []
"""What is done when the server is no more; Xlib asks a function that belongs to no connection."""


def _ended(_display: int | None) -> int:
    for act in _gone:
        act()
    return 0


_GONE_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p)(_ended)


def when_gone(act: Callable[[], object]) -> None:
    """Have something done when the X server is no more, restarted or killed; OSError where there is no Xlib.

    Xlib ends the process as soon as that has returned.
    """
    _gone[:] = [act]
    _library(X11).XSetIOErrorHandler(_GONE_HANDLER)


class XDisplay:
    """A connection to the X server, by its descriptor. OSError or AttributeError where there is none."""

    def __init__(self) -> None:
        self._x = _library(X11)
        # Xlib's own handler ends the program, and a display that goes away may make errors.
        self._x.XSetErrorHandler(_HANDLER)
        self._display = c_void_p(self._x.XOpenDisplay(os.environ.get("DISPLAY", "").encode()))
        if not self._display:
            raise OSError("X11")
        self.connection = int(self._x.XConnectionNumber(self._display))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XSelectInput(self._display, self._root, c_long(STRUCTURE_NOTIFY))
        self._randr = self._with_randr()
        self._power = self._with_power()
        self._stale = True
        self._box: Box | None = None

    def _with_randr(self) -> ctypes.CDLL | None:
        try:
            randr = _library(XRANDR)
            found = randr.XRRQueryExtension(self._display, byref(c_int()), byref(c_int()))
            randr.XRRGetMonitors.restype = POINTER(_Monitor)
        except (OSError, AttributeError):
            return None
        if not found:
            return None
        randr.XRRSelectInput(self._display, self._root, c_int(DISPLAY_CHANGES))
        return randr

    def box(self) -> Box | None:
        """Give where the first display lies now; None while there is none."""
        event = (c_long * EVENT_LONGS)()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, byref(event))
            self._stale = True
        if self._stale:
            self._stale, self._box = False, self._asked()
        return self._box

    def _asked(self) -> Box | None:
        if self._randr is None:
            return self._whole()
        count = c_int()
        monitors = self._randr.XRRGetMonitors(self._display, self._root, c_int(1), byref(count))
        if not monitors:
            return self._whole()
        try:
            known = [monitors[number] for number in range(count.value)]
            # As SDL counts them: the primary one first.
            known.sort(key=lambda monitor: not monitor.primary)
            boxes = [Box(one.x, one.y, one.width, one.height) for one in known]
        finally:
            self._randr.XRRFreeMonitors(monitors)
        return boxes[0] if boxes else None

    def _whole(self) -> Box:
        """Give the whole of the server's screen."""
        place, size = [c_int() for _ in range(2)], [c_uint() for _ in range(4)]
        found = map(byref, (c_ulong(), *place, *size))
        self._x.XGetGeometry(self._display, self._root, *found)
        return Box(0, 0, size[0].value, size[1].value)

    def cover(self, window: int, box: Box) -> None:
        """Put a window over a display, where no window manager does so."""
        self._x.XMoveResizeWindow(self._display, c_ulong(window), *map(c_int, box[:2]), *box[2:])
        self._x.XFlush(self._display)

    def to_front(self, window: int) -> None:
        """Bring a window back before all others, with the keys, were it made small or left behind."""
        shown = c_ulong(window)
        self._x.XMapRaised(self._display, shown)
        self._ask(window, b"_NET_ACTIVE_WINDOW", FROM_PAGER, CURRENT_TIME)
        self._x.XSync(self._display, 0)
        attributes = ctypes.create_string_buffer(ATTRIBUTES_BYTES)
        found = self._x.XGetWindowAttributes(self._display, shown, attributes)
        state = int.from_bytes(attributes.raw[MAP_STATE : MAP_STATE + 4], sys.byteorder)
        if found and state == VIEWABLE:
            self._x.XSetInputFocus(self._display, shown, REVERT_TO_PARENT, c_ulong(CURRENT_TIME))
        self._x.XFlush(self._display)

    def stay_bright(self) -> None:
        """Turn off the screen saver and the saving of power, which a desktop may have turned on again."""
        self._x.XSetScreenSaver(self._display, 0, 0, 0, 0)
        if self._power is not None:
            self._power.DPMSDisable(self._display)
        self._x.XFlush(self._display)

    def _with_power(self) -> ctypes.CDLL | None:
        try:
            extension = _library(XEXT)
            extension.DPMSQueryExtension.argtypes = [c_void_p, c_void_p, c_void_p]
            found = extension.DPMSQueryExtension(self._display, byref(c_int()), byref(c_int()))
        except (OSError, AttributeError):
            return None
        return extension if found else None

    def full_screen(self, window: int) -> None:
        """Ask the window manager, if there is one, to keep a window over a whole display."""
        full = self._x.XInternAtom(self._display, b"_NET_WM_STATE_FULLSCREEN", 0)
        self._ask(window, b"_NET_WM_STATE", ADD, full, 0, FROM_APPLICATION)

    def _ask(self, window: int, what: bytes, *words: int) -> None:
        """Send a window manager a message about a window; without one nobody hears it."""
        kind = self._x.XInternAtom(self._display, what, 0)
        data = (c_long * 5)(*words)
        message = _Message(CLIENT_MESSAGE, 0, 1, self._display, window, kind, LONGS, data)
        mask = c_long(SUBSTRUCTURE_NOTIFY | SUBSTRUCTURE_REDIRECT)
        self._x.XSendEvent(self._display, self._root, 0, mask, byref(message))
        self._x.XFlush(self._display)


def _library(name: str) -> ctypes.CDLL:
    library = ctypes.CDLL(name)
    if name == X11:
        library.XOpenDisplay.argtypes, library.XOpenDisplay.restype = [c_char_p], c_void_p
        library.XDefaultRootWindow.restype = c_ulong
        library.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
        library.XInternAtom.restype = c_ulong
    return library
