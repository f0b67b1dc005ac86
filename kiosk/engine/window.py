"""The window and what comes in through it: touches and keys, as the screens know them."""

from __future__ import annotations

import ctypes
import logging
import math
import os
import select
import string
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pygame

from kiosk.engine.display_watch import DisplayWatch
from kiosk.engine.foreground import Foreground
from kiosk.engine.x_display import XDisplay, when_gone
from kiosk.ui.geometry import Box
from kiosk.values import dataclass

log = logging.getLogger(__name__)

KEYS = {
    **{getattr(pygame, f"K_KP{n}"): str(n) for n in range(10)},
    **{getattr(pygame, f"K_{n}"): str(n) for n in range(10)},
    pygame.K_RETURN: "enter",
    pygame.K_KP_ENTER: "enter",
    pygame.K_BACKSPACE: "backspace",
    pygame.K_PERIOD: ".",
    pygame.K_KP_PERIOD: ".",
    pygame.K_SLASH: "/",
    pygame.K_KP_DIVIDE: "/",
    pygame.K_ASTERISK: "*",
    pygame.K_KP_MULTIPLY: "*",
    pygame.K_PLUS: "+",
    pygame.K_KP_PLUS: "+",
    pygame.K_EQUALS: "+",
    pygame.K_MINUS: "-",
    pygame.K_KP_MINUS: "-",
    **{getattr(pygame, f"K_{letter}"): letter for letter in string.ascii_lowercase},
}
"""Keys of the keypad, and their twins on a keyboard, by the names that targets use; letters are staff's."""

WINDOWS_DPI_PER_MONITOR, WINDOWS_RESTORE = 2, 9


class NoScreenError(RuntimeError):
    """There is no screen to draw on; the message says what to do."""


LOCKED = {"SDL_WINDOWS_NO_CLOSE_ON_ALT_F4": "1"}
"""What SDL is told of a full screen on Windows; elsewhere a window that is asked to close simply doesn't."""

FIRST_TOUCH = {"SDL_MOUSE_FOCUS_CLICKTHROUGH": "1"}
"""What SDL is told everywhere: a touch that comes together with the focus counts.

Else it is thrown away: on X11 one that is taken within 10 ms of the focus, as both are at once on a machine that was busy,
the first after a start above all; on Windows every one that brings the window to the front.
"""

LOOK_MS = 40
"""Pause between two looks where a system can't say that something has come: Windows, a bare screen.

A finger stays for longer than that.
"""
BRIEF_MS, SOON_MS = 20, 4
"""A wait this brief is one between two pictures, or for a finger to be lifted: then it looks this often."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finger or the mouse came down, at pixels of the window."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Released:
    """It was lifted."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class KeyHit:
    """A key of the keypad."""

    key: str


@dataclass(frozen=True, slots=True)
class Quit:
    """The program is asked to end, by its own keys; else the window was `closed`: Alt and F4, a window manager."""

    closed: bool = False


@dataclass(frozen=True, slots=True)
class Exposed:
    """The window has to be drawn anew."""


@dataclass(frozen=True, slots=True)
class Muted:
    """Staff pressed 静音, F8: silence, or sound again."""


@dataclass(frozen=True, slots=True)
class SoundDevices:
    """A sound device came, or one is `gone`."""

    gone: bool


Input = Pressed | Released | KeyHit | Quit | Exposed | Muted | SoundDevices


def open_window(windowed: tuple[int, int] | None) -> pygame.Surface:
    """Open the window, full screen at the desktop's own size, or a window of that size.

    Raises NoScreenError where there is no screen.
    """
    if sys.platform == "win32":
        _be_aware_of_dpi()
    os.environ.update(FIRST_TOUCH)
    if not windowed:
        os.environ.update(LOCKED)
    if sys.platform == "linux":
        if os.environ.get("WAYLAND_DISPLAY"):
            # The acceleration hint has no effect on Wayland; XWayland takes it.
            if os.environ.get("DISPLAY"):
                os.environ.setdefault("SDL_VIDEODRIVER", "x11")
        elif not os.environ.get("DISPLAY"):
            # No desktop: only a bare screen is left to try. Looking for a Wayland desktop all the
            # same would write a C library's complaint above our own sentence.
            os.environ.setdefault("SDL_VIDEODRIVER", "kmsdrm")
    try:
        pygame.display.init()
        if pygame.display.get_driver() in ("dummy", "offscreen") and not _asked_for_no_screen():
            raise NoScreenError(NO_SCREEN)
        if windowed:
            canvas = pygame.display.set_mode(windowed, pygame.RESIZABLE)
        else:
            # On X11 SDL waits 100 ms after it has asked for full screen. A window without a frame is
            # as large and is there at once; `cover` asks when it shows something. Window managers
            # give full screen to what may change its size.
            late = pygame.display.get_driver() == "x11"
            flags = pygame.NOFRAME | pygame.RESIZABLE if late else pygame.FULLSCREEN
            canvas = pygame.display.set_mode((0, 0), flags)
    except pygame.error as error:
        raise NoScreenError(NO_SCREEN) from error
    pygame.display.set_caption("反诈互动训练")
    pygame.font.init()
    # SDL begins with text input on: a Chinese input method would open its window over the screen and
    # keep the keypad's full stop for itself.
    pygame.key.stop_text_input()
    pygame.mouse.set_visible(bool(windowed))
    pygame.event.set_blocked(None)
    pygame.event.set_allowed(
        [
            pygame.QUIT,
            pygame.KEYDOWN,
            pygame.MOUSEBUTTONDOWN,
            pygame.MOUSEBUTTONUP,
            pygame.WINDOWEXPOSED,
            pygame.WINDOWSHOWN,
            pygame.AUDIODEVICEADDED,
            pygame.AUDIODEVICEREMOVED,
        ]
    )
    return canvas


def watched(
    size: tuple[int, int], *, windowed: bool, gone: Callable[[], object] = lambda: None
) -> tuple[DisplayWatch, Foreground | None]:
    """Give what watches the display behind a picture of a size, and what keeps a full screen's window in front.

    On X11 the window is full screen from now on, and `gone` is done when the server is no more; the process
    ends then.
    """
    if windowed:
        return DisplayWatch(size, _canvas), None
    _take_all_keys()
    if pygame.display.get_driver() != "x11":
        kept = Foreground(_to_front, take_keys=_take_all_keys)
        return DisplayWatch(size, _canvas, _desktop, _reopened), kept
    try:
        when_gone(gone)
        display = XDisplay()
        window = int(pygame.display.get_wm_info()["window"])
        # Not set_mode, which shows black until the next picture.
        display.full_screen(window)
    except (OSError, AttributeError, KeyError, pygame.error) as error:
        log.warning("窗口没能全屏，仍盖住整个桌面：%s", error)
        return DisplayWatch(size, _canvas), None
    cover = partial(display.cover, window)
    watch = DisplayWatch(size, _canvas, display.box, cover, display.connection)
    to_front = partial(display.to_front, window)
    return watch, Foreground(to_front, display.stay_bright, take_keys=_take_all_keys)


def _take_all_keys() -> None:
    """Have a window manager's keys come here instead: no other window is brought before this one.

    Let go and taken anew: SDL asks for them once, and doesn't notice when it is refused.
    Of the keyboard alone: with the mouse, hidden as it is, pygame would tell how far it moved and not where
    it is. pygame and pygame-ce have no name for it in common.
    """
    if hasattr(pygame.event, "set_keyboard_grab"):
        for grab in (False, True):
            pygame.event.set_keyboard_grab(grab)
        return
    with warnings.catch_warnings():  # pygame-ce means another way of drawing to replace this one
        warnings.simplefilter("ignore", DeprecationWarning)
        window = getattr(pygame, "Window").from_display_module()  # noqa: B009
    for grab in (False, True):
        window.grab_keyboard = grab


def _to_front() -> None:
    """Bring the window back before all others, where that isn't X11."""
    if sys.platform == "win32":  # pragma: no cover - not tried on the machines this is made on
        handle = pygame.display.get_wm_info().get("window")
        with suppress(AttributeError, OSError):
            ctypes.windll.user32.ShowWindow(handle, WINDOWS_RESTORE)  # type: ignore[attr-defined, unused-ignore]
            ctypes.windll.user32.SetForegroundWindow(handle)  # type: ignore[attr-defined, unused-ignore]


def _canvas() -> pygame.Surface:
    """Give the window's surface; after a change of its size that is another one, the old one is gone."""
    return pygame.display.get_surface()


def _desktop() -> Box | None:
    """Give the first display as SDL knows it: where that isn't X11 it learns of changes."""
    sizes = pygame.display.get_desktop_sizes()
    return Box(0, 0, *sizes[0]) if sizes else None


def _reopened(_box: Box) -> None:
    pygame.display.set_mode((0, 0), pygame.FULLSCREEN)


ECHO_SECONDS = 0.5
"""How long after a touch what a mouse does is taken for the same touch, and the other way round."""

NO_SCREEN = (
    "没有找到可以显示画面的屏幕。请在机器自己的桌面上打开本程序；"
    "如果是远程登录，请先接好显示器并登录桌面，再运行一次。"
)


def _asked_for_no_screen() -> bool:
    return os.environ.get("SDL_VIDEODRIVER") in ("dummy", "offscreen")


def _be_aware_of_dpi() -> None:
    """Ask Windows for real pixels; scaled ones make the window blurred or too large."""
    import ctypes  # noqa: PLC0415 (Windows only)

    try:
        ctypes.windll.shcore.SetProcessDpiAwareness(WINDOWS_DPI_PER_MONITOR)  # type: ignore[attr-defined, unused-ignore]
    except (AttributeError, OSError):
        try:
            ctypes.windll.user32.SetProcessDPIAware()  # type: ignore[attr-defined, unused-ignore]
        except (AttributeError, OSError):
            return


def waiting() -> bool:
    """Tell whether something has come in."""
    return bool(pygame.event.peek())


class InputWait:
    """Waits for touches and keys without looking for them again and again.

    It sleeps on the connection to the X server, over which all comes, and on those it is told of; now
    and then it looks elsewhere: with looking alone a still page takes 0.47 % of a core instead of
    0.27 %. `event.wait` would look every millisecond.
    """

    def __init__(self) -> None:
        self._connections: list[int] = []
        self.also(_x_connection())

    def also(self, connection: int) -> None:
        """Be woken by what comes over another connection; by its descriptor, -1 for none."""
        if connection >= 0:
            self._connections.append(connection)

    def wait(self, milliseconds: int) -> None:
        """Wait that long, but no longer once something has come in."""
        if waiting():
            # Already read: the connection is empty and would not wake anybody.
            return
        if self._connections:
            select.select(self._connections, (), (), milliseconds / 1000)
            return
        pause = SOON_MS if milliseconds <= BRIEF_MS else LOOK_MS
        while milliseconds > 0:
            pygame.time.wait(min(milliseconds, pause))
            milliseconds -= pause
            if waiting():
                return


def _x_connection() -> int:
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


class Hand:
    """Takes a tap once that comes as two: SDL makes a mouse's of a touch, and so may the panel or the X server."""

    def __init__(self) -> None:
        self._touch = False
        self._until = -math.inf

    def counts(self, *, touch: bool, now: float) -> bool:
        """Tell whether what a mouse did, or a `touch` as one, is no echo of the other at second `now`."""
        if touch != self._touch and now < self._until:
            return False
        self._touch, self._until = touch, now + ECHO_SECONDS
        return True


_hand = Hand()


def inputs() -> list[Input]:  # noqa: C901 (a flat list of what may happen)
    """Give what came in since the last call.

    A touch arrives as a mouse event of SDL's making, that of the first finger alone; only those are taken.
    """
    found: list[Input] = []
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            found.append(Quit(closed=True))
        elif event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            if event.button == 1 and _hand.counts(touch=event.touch, now=time.monotonic()):
                down = event.type == pygame.MOUSEBUTTONDOWN
                found.append(Pressed(*event.pos) if down else Released(*event.pos))
        elif event.type == pygame.KEYDOWN:
            both = pygame.KMOD_CTRL, pygame.KMOD_ALT
            if event.key == pygame.K_q and all(event.mod & mod for mod in both):
                found.append(Quit())
            elif event.key == pygame.K_F8:
                found.append(Muted())
            elif event.key in KEYS and not event.mod & pygame.KMOD_CTRL:
                found.append(KeyHit(_key(event)))
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWSHOWN):
            found.append(Exposed())
        elif event.type == pygame.AUDIODEVICEADDED and not event.iscapture:
            found.append(SoundDevices(gone=False))
        elif event.type == pygame.AUDIODEVICEREMOVED and not event.iscapture:
            found.append(SoundDevices(gone=True))
    return found


def _key(event: pygame.event.Event) -> str:
    """Give a key's name; on a keyboard `*` is Shift and 8."""
    if event.key == pygame.K_8 and event.mod & pygame.KMOD_SHIFT:
        return "*"
    return KEYS[event.key]
