"""The window of the curtain on X11, by Xlib alone: no toolkit, no font, nothing to be drawn anew.

It is of no window manager's: it comes up at once and stays before whatever opens behind it.
"""

from __future__ import annotations

import ctypes
import os
import zlib
from collections.abc import Sequence
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_long,
    c_uint,
    c_ulong,
    c_void_p,
)
from pathlib import Path
from typing import NamedTuple

GROUND, INK = (0x0C, 0x3A, 0x49), (0xFF, 0xFF, 0xFF)
"""White on the ground of 待机: 11.9 to 1."""
SIZES = (768, 1080, 2160)
"""Short sides, in pixels, for which words are drawn."""
MOVE_SECONDS = 60.0
STEPS = ((0, 0), (1, 1), (-1, 1), (-1, -1), (1, -1))
"""Where the words stand, one after the other, in shares of a tenth of the screen: nothing burns in."""
FIRST = "wait"
"""The page that lies at the bottom."""
MOST_BYTES = 4_000_000

STRUCTURE_NOTIFY, VISIBILITY_CHANGE = 1 << 17, 1 << 16
VISIBILITY_NOTIFY, CONFIGURE_NOTIFY, SELECTION_CLEAR = 15, 22, 29
OBSCURED = (1, 2)
EVENT_LONGS = 24
MARK = b"_FANZHA_KIOSK_CURTAIN"
"""What the newest of these windows owns on a screen (ICCCM 2.8, as window managers replace each other)."""
BACK_PIXEL, OVERRIDE_REDIRECT = 1 << 1, 1 << 9
DEEP_ENOUGH = 24
Z_PIXMAP, ASYNC, NOW = 2, 1, 0


class _Attributes(Structure):
    _fields_ = (
        ("background_pixmap", c_ulong),
        ("background_pixel", c_ulong),
        ("border_pixmap", c_ulong),
        ("border_pixel", c_ulong),
        ("bit_gravity", c_int),
        ("win_gravity", c_int),
        ("backing_store", c_int),
        ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong),
        ("save_under", c_int),
        ("event_mask", c_long),
        ("do_not_propagate_mask", c_long),
        ("override_redirect", c_int),
        ("colormap", c_ulong),
        ("cursor", c_ulong),
    )


class _Monitor(Structure):
    _fields_ = (
        ("name", c_ulong),
        ("primary", c_int),
        ("automatic", c_int),
        ("noutput", c_int),
        *((name, c_int) for name in ("x", "y", "width", "height", "mwidth", "mheight")),
        ("outputs", c_void_p),
    )


class _Visibility(Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("state", c_int),
    )


class _Colour(Structure):
    _fields_ = (
        ("pixel", c_ulong),
        ("red", ctypes.c_ushort),
        ("green", ctypes.c_ushort),
        ("blue", ctypes.c_ushort),
        ("flags", ctypes.c_char),
        ("pad", ctypes.c_char),
    )


class Place(NamedTuple):
    """A piece of the screen, in pixels."""

    x: int
    y: int
    w: int
    h: int


class Drawn(NamedTuple):
    """Words drawn ahead: how much ink lies on each pixel, 0 to 255, row by row."""

    w: int
    h: int
    ink: bytes


def drawn(packed: bytes) -> Drawn | None:
    """Give words drawn ahead, a grey picture (PGM) in gzip's wrapping; None for anything else."""
    try:
        raw = zlib.decompressobj(31).decompress(packed, MOST_BYTES)
        head, _, ink = raw.partition(b"\n")
        kind, wide, high, most = head.split()
        w, h = int(wide), int(high)
    except (ValueError, zlib.error):
        return None
    fits = kind == b"P5" and most == b"255" and w > 0 and len(ink) == w * h
    return Drawn(w, h, ink) if fits else None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return b""


def coloured(words: Drawn) -> bytes:
    """Give the words as the server wants them: blue, green, red and a byte unused for each pixel."""
    shades = [
        bytes(
            round(ground + (ink - ground) * share / 255)
            for ground, ink in zip(reversed(GROUND), reversed(INK), strict=True)
        )
        + b"\0"
        for share in range(256)
    ]
    return b"".join([shades[share] for share in words.ink])


def size_for(place: Place) -> int:
    """Give the size of words that suits a screen."""
    return max((size for size in SIZES if size <= min(place.w, place.h)), default=SIZES[0])


def _ignored(_display: int | None, _error: int | None) -> int:
    return 0


_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(_ignored)


class CurtainWindow:
    """A window over all of the screen, below all others. OSError where there is no X server.

    `pages` holds `<page>-<size>.pgm.gz`; where there is none of a page its colour alone is shown.
    """

    def __init__(self, pages: Path) -> None:
        # As they lie there: unpacked they would take megabytes for as long as the kiosk runs.
        self._packed = {
            (page, size): _read(pages / f"{page}-{size}.pgm.gz")
            for page in ("wait", "calm")
            for size in SIZES
        }
        self._x = x = _xlib()
        x.XSetErrorHandler(_HANDLER)
        self._display = c_void_p(x.XOpenDisplay(os.environ.get("DISPLAY", "").encode()))
        if not self._display:
            raise OSError("X11")
        self.connection: int = x.XConnectionNumber(self._display)
        """Over which the server says that something has changed."""
        self._screen = x.XDefaultScreen(self._display)
        self._root = c_ulong(x.XDefaultRootWindow(self._display))
        self._gc = c_void_p(x.XDefaultGC(self._display, self._screen))
        self._depth = x.XDefaultDepth(self._display, self._screen)
        x.XSelectInput(self._display, self._root, c_long(STRUCTURE_NOTIFY))
        self._ground = self._pixel(GROUND)
        whole = self._whole()
        self._window = c_ulong(
            x.XCreateSimpleWindow(self._display, self._root, *map(c_int, whole[:2]),
                                  *map(c_uint, whole[2:]), c_uint(0), c_ulong(0), self._ground)
        )  # fmt: skip
        own = _Attributes(override_redirect=1, background_pixel=self._ground.value)
        chosen = c_ulong(OVERRIDE_REDIRECT | BACK_PIXEL)
        x.XChangeWindowAttributes(self._display, self._window, chosen, byref(own))
        x.XSelectInput(self._display, self._window, c_long(VISIBILITY_CHANGE))
        self._hide_pointer()
        self.replaced = False
        """Whether there is another on this screen by now."""
        self._page, self._shown = FIRST, False
        self._step = 0
        self._draw()
        self._x.XLowerWindow(self._display, self._window)
        self._x.XMapWindow(self._display, self._window)
        self._x.XLowerWindow(self._display, self._window)
        mark = c_ulong(x.XInternAtom(self._display, MARK, c_int(0)))
        x.XSetSelectionOwner(self._display, mark, self._window, c_ulong(NOW))
        x.XSync(self._display, 0)

    def show(self, page: str) -> None:
        """Show a page before everything; it is there when this returns."""
        if page != self._page:
            self._page = page
            self._draw()
        self._shown = True
        self._x.XRaiseWindow(self._display, self._window)
        # No key reaches what lies behind.
        self._x.XGrabKeyboard(
            self._display, self._window, c_int(0), c_int(ASYNC), c_int(ASYNC), c_ulong(NOW)
        )
        self._x.XSync(self._display, 0)

    def hide(self) -> None:
        """Show what is behind it, and lie at the very bottom: when all else goes it is there at once."""
        self._shown = False
        self._x.XUngrabKeyboard(self._display, c_ulong(NOW))
        self._x.XLowerWindow(self._display, self._window)
        if self._page != FIRST or self._step:
            self._page, self._step = FIRST, 0
            self._draw()
        self._x.XSync(self._display, 0)

    def moves_after(self, page: object) -> float | None:
        """Give the seconds after which what is shown wants to be moved; None for nothing shown."""
        return None if page is None else MOVE_SECONDS

    def move_on(self) -> None:
        """Set the words elsewhere."""
        self._step += 1
        self._draw()

    def look(self) -> None:
        """Take what the server has said: another size, or something before this window."""
        event = (c_long * EVENT_LONGS)()
        changed = covered = False
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, byref(event))
            kind = c_int.from_buffer(event).value
            changed |= kind == CONFIGURE_NOTIFY
            self.replaced |= kind == SELECTION_CLEAR
            if kind == VISIBILITY_NOTIFY:
                covered |= _Visibility.from_buffer(event).state in OBSCURED
        if changed:
            self._draw()
        if covered and self._shown:
            self._x.XRaiseWindow(self._display, self._window)
        self._x.XFlush(self._display)

    # Drawing ------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Have the server hold the page: it needs nobody to show it again."""
        x, display = self._x, self._display
        whole, place = self._whole(), self._first_monitor()
        x.XMoveResizeWindow(display, self._window, *map(c_int, whole[:2]), *map(c_uint, whole[2:]))
        sheet = c_ulong(
            x.XCreatePixmap(display, self._root, *map(c_uint, whole[2:]), c_uint(self._depth))
        )
        x.XSetForeground(display, self._gc, self._ground)
        area = (*map(c_int, (0, 0)), *map(c_uint, whole[2:]))
        x.XFillRectangle(display, sheet, self._gc, *area)
        words = drawn(self._packed.get((self._page, size_for(place)), b""))
        if words and self._depth >= DEEP_ENOUGH:
            self._put(sheet, words, place)
        x.XSetWindowBackgroundPixmap(display, self._window, sheet)
        x.XFreePixmap(display, sheet)
        x.XClearWindow(display, self._window)
        x.XFlush(display)

    def _put(self, sheet: c_ulong, words: Drawn, place: Place) -> None:
        across, down = STEPS[self._step % len(STEPS)]
        left = place.x + (place.w - words.w) // 2 + across * place.w // 10
        top = place.y + (place.h - words.h) // 2 + down * place.h // 10
        pixels = coloured(words)
        visual = c_void_p(self._x.XDefaultVisual(self._display, self._screen))
        image = c_void_p(
            self._x.XCreateImage(
                self._display, visual, c_uint(self._depth), c_int(Z_PIXMAP), c_int(0), pixels,
                c_uint(words.w), c_uint(words.h), c_int(32), c_int(0),
            )
        )  # fmt: skip
        if image:
            spot = map(c_int, (0, 0, left, top))
            size = map(c_uint, (words.w, words.h))
            self._x.XPutImage(self._display, sheet, self._gc, image, *spot, *size)
            self._x.XFree(image)  # the pixels are Python's

    def _pixel(self, colour: Sequence[int]) -> c_ulong:
        red, green, blue = (part * 257 for part in colour)
        wanted = _Colour(red=red, green=green, blue=blue)
        colours = c_ulong(self._x.XDefaultColormap(self._display, self._screen))
        self._x.XAllocColor(self._display, colours, byref(wanted))
        return c_ulong(wanted.pixel)

    def _hide_pointer(self) -> None:
        bits = (ctypes.c_char * 1)()
        empty = c_ulong(
            self._x.XCreateBitmapFromData(self._display, self._root, bits, c_uint(1), c_uint(1))
        )
        black = _Colour()
        pointer = c_ulong(
            self._x.XCreatePixmapCursor(
                self._display, empty, empty, byref(black), byref(black), c_uint(0), c_uint(0)
            )
        )
        self._x.XDefineCursor(self._display, self._window, pointer)

    def _whole(self) -> Place:
        """Give all of the server's screen: where there are several displays, all of them."""
        place, size = [c_int() for _ in range(2)], [c_uint() for _ in range(4)]
        found = map(byref, (c_ulong(), *place, *size))
        self._x.XGetGeometry(self._display, self._root, *found)
        return Place(0, 0, size[0].value, size[1].value)

    def _first_monitor(self) -> Place:
        """Give the display the kiosk is on, where the server knows several."""
        try:
            randr = ctypes.CDLL("libXrandr.so.2")
            randr.XRRGetMonitors.restype = POINTER(_Monitor)
        except (OSError, AttributeError):
            return self._whole()
        count = c_int()
        found = randr.XRRGetMonitors(self._display, self._root, c_int(1), byref(count))
        if not found or count.value < 1:
            return self._whole()
        # As SDL counts them: the primary one first.
        one = min((found[n] for n in range(count.value)), key=lambda each: not each.primary)
        place = Place(one.x, one.y, one.width, one.height)
        randr.XRRFreeMonitors(found)
        return place


def _xlib() -> ctypes.CDLL:
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.argtypes = [c_char_p]
    for name in ("XOpenDisplay", "XDefaultGC", "XDefaultVisual", "XCreateImage"):
        getattr(library, name).restype = c_void_p
    for name in (
        "XDefaultRootWindow", "XCreateSimpleWindow", "XCreatePixmap", "XDefaultColormap",
        "XCreateBitmapFromData", "XCreatePixmapCursor", "XInternAtom",
    ):  # fmt: skip
        getattr(library, name).restype = c_ulong
    return library
