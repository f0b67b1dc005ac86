"""What stands before the screen while the kiosk doesn't: 请稍候 between two starts, 暂停服务 when all failed.

A small process of its own, made once the kiosk is seen to run: it lies below all other windows, and is raised when it is needed. It uses
neither fonts nor stories, no voice and no pygame: the words are drawn ahead (`assets/curtain`), and the X
server itself keeps them on the screen. Where there is no X server there is none: what the system shows
between two windows is seen then.

When the supervisor dies it stays, and says 请稍候 until another supervisor's curtain is there, or nobody has come
for a while.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.supervisor.curtain_window import CurtainWindow

log = logging.getLogger(__name__)

SHOWN_SECONDS = 0.5
"""How long it may take until it is seen; a server that hangs shows nothing whoever waits for it."""
ALONE_SECONDS = 30.0
"""How long it stands after the supervisor has died: who starts another does so within a few seconds."""
SHOWN, HIDE = b"s", b"h"
LAST_STREAM = 2
NAME = "kiosk-curtain"
"""What the process is called among those of the machine."""


class Page(Enum):
    """A page; its value is what the process is told."""

    WAIT = b"w"
    CALM = b"c"


def _has_x_server() -> bool:
    """Tell whether windows can be put one behind the other.

    A Wayland compositor has XWayland's unmanaged windows before all else: a curtain covers the kiosk for good
    (seen with cage 0.1.4), and weston 10 in its kiosk shell ends itself.
    """
    there = bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
    return sys.platform == "linux" and there


class Curtain:
    """The supervisor's side; `pages` is the folder of the drawn words, None for no curtain at all."""

    def __init__(self, pages: Path | None) -> None:
        self._pages = pages
        self._pid = 0
        self._tell, self._told = -1, -1
        self._page: Page | None = None

    @property
    def pid(self) -> int:
        """Give its process, 0 where there is none."""
        return self._pid

    def ready(self) -> None:
        """Be prepared to be shown at once; where there is one already nothing is done."""
        if self._pages is None or not _has_x_server():
            return
        if self._pid and self._lives():
            return
        told, self._tell = os.pipe()
        self._told, tell = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _run(told, tell, self._pages)
        os.close(told)
        os.close(tell)

    def _lives(self) -> bool:
        ended, _ = os.waitpid(self._pid, os.WNOHANG)
        if ended:
            self._forget()
        return not ended

    def _forget(self) -> None:
        for number in (self._tell, self._told):
            os.close(number)
        self._pid, self._page = 0, None

    def show(self, page: Page, *, seen: bool = True) -> None:
        """Show a page before everything; unless told otherwise it is `seen`, or can't be, when this returns."""
        self.ready()
        if self._pid and self._page is page:
            return
        if self._pid:
            self._heard(0.0)  # of a page nobody waited for
        self._page = page
        if self._said(page.value) and seen:
            self._heard(SHOWN_SECONDS)

    def _heard(self, seconds: float) -> None:
        with suppress(OSError):
            if select.select([self._told], (), (), seconds)[0]:
                os.read(self._told, 64)

    def hide(self) -> None:
        """Show what is behind it."""
        self._page = None
        self._said(HIDE)

    def _said(self, letter: bytes) -> bool:
        if not self._pid:
            return False
        try:
            os.write(self._tell, letter)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Be gone."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._forget()


def _run(told: int, tell: int, pages: Path) -> None:
    """Be the process, until it is killed, or the supervisor is dead and another there; never returns."""
    try:
        for number in (signal.SIGINT, signal.SIGALRM):
            signal.signal(
                number, signal.SIG_IGN
            )  # whoever stops the supervisor by a key means it alone
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with suppress(OSError):
            Path("/proc/self/comm").write_text(NAME, encoding="ascii")
        # What the supervisor holds, its lock too, is none of this process's.
        kept = sorted((told, tell))
        os.closerange(LAST_STREAM + 1, kept[0])
        os.closerange(kept[0] + 1, kept[1])
        os.closerange(kept[1] + 1, os.sysconf("SC_OPEN_MAX"))
        from kiosk.supervisor.curtain_window import CurtainWindow  # noqa: PLC0415 (that process alone)

        _obey(CurtainWindow(pages), told, tell)
    except BaseException:
        log.exception("“请稍候”显示不了")
        os._exit(1)
    os._exit(0)


def _obey(window: CurtainWindow, told: int, tell: int) -> None:
    page: Page | None = None
    while True:
        ready, _, _ = select.select([told, window.connection], (), (), window.moves_after(page))
        if told in ready:
            letters = os.read(told, 64)
            if not letters:
                _stand_alone(window)
                return
            page = None if letters[-1:] == HIDE else Page(letters[-1:])
            if page is None:
                window.hide()
            else:
                window.show(page.name.lower())
                os.write(tell, SHOWN)
        elif page is not None and not ready:
            window.move_on()
        window.look()


def _stand_alone(window: CurtainWindow) -> None:
    """Cover what the dead supervisor has left, until another's curtain is there."""
    window.show(Page.WAIT.name.lower())
    until = time.monotonic() + ALONE_SECONDS
    while not window.replaced and (left := until - time.monotonic()) > 0:
        select.select([window.connection], (), (), left)
        window.look()
