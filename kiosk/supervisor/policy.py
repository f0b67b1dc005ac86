"""What follows an end of the inner process: another start, a longer pause, a page that says so meanwhile."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.supervisor.codes import (
    AFTER_CRASH,
    AGAIN,
    CRASHED,
    CRASHED_IN,
    INNER,
    NO_SCREEN,
    REFUSED,
)
from kiosk.supervisor.curtain import Curtain, Page
from kiosk.supervisor.inner import USUAL, Inner, Limits, Sign, SpawnedInner, guarded
from kiosk.supervisor.service import Service

log = logging.getLogger(__name__)

BUDGET = 6
"""Crashes within BUDGET_SECONDS after which 暂停服务 stands on the screen."""
BUDGET_SECONDS = 600.0
LOOK_SECONDS = 0.05
"""How often a pause looks whether the end has been asked for."""
GRACE_SECONDS = (0.0, 0.5, 2.0, 5.0, 10.0, 20.0)
"""Pauses before the first, the second, … restart."""
CALM_SECONDS = (30.0, 60.0, 120.0, 300.0)
"""The same once 暂停服务 stands there; the last is repeated for ever."""
STEADY_SECONDS = 10.0
"""How long it must run behind that page until the page goes."""
SCREEN_SECONDS = 120.0
"""How long a screen that was there may be gone: a session that has ended has none any more."""
SCREEN_PAUSE = 1.0
"""Pause between two looks for one."""


class Screening(Protocol):
    """What stands before the screen while nothing else does (`kiosk.supervisor.curtain`)."""

    def ready(self) -> None:
        """Be prepared to be shown at once."""

    def show(self, page: Page, *, seen: bool = True) -> None:
        """Show a page, before everything; with `seen` it is there when this returns."""

    def hide(self) -> None:
        """Show what is behind it."""

    def close(self) -> None:
        """Be gone."""


class Supervisor:
    """Starts an inner process and restarts it; `start` gives something with `wait` and `stop`.

    A fault of its own is the end, by CRASHED: the kiosk dies with it, and whoever watches it starts both again.
    """

    def __init__(
        self,
        start: Callable[[], Inner],
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] | None = None,
        curtain: Screening | None = None,
        service: Service | None = None,
    ) -> None:
        self._inner: Inner | None = None
        # A plain flag: a signal handler must take no lock that what it interrupts may hold.
        self._asked = False
        self._start, self._clock, self._pause = start, clock, pause or self._wait
        self._curtain: Screening = curtain or Curtain(None)
        self._service = service or Service({})
        self._lived = False
        """Whether any has shown a picture."""
        self._calm = 0
        """How many starts have been tried behind 暂停服务."""
        self._beating: float | None = None
        """Since when the present one goes its rounds."""
        self._crashes: list[float] = []
        self._screen_gone: float | None = None

    def stop(self, _number: int = 0, _frame: object = None) -> None:
        """Ask the inner process to end, and start no other; a signal handler."""
        self._asked = True
        if self._inner is not None:
            self._inner.stop()

    def _wait(self, seconds: float) -> None:
        """Wait, but no longer once the end is asked for."""
        end = self._clock() + seconds
        while not self._asked and self._clock() < end:
            time.sleep(LOOK_SECONDS)
            self._service.alive()

    def run(self) -> int:
        """Keep it running until its end is asked for, by itself or from outside; give the exit code."""
        try:
            while (code := self._one()) is None:
                pass
        except Exception:
            # Whoever starts another: until then the page stands.
            log.exception("看护程序出错")
            self._curtain.show(Page.WAIT)
            return CRASHED
        finally:
            self._service.stopping()
        self._curtain.close()
        return code

    def _one(self) -> int | None:
        """Run one inner process to its end; give the exit code of it all, None to start another."""
        self._beating = None
        inner = self._inner = self._start()
        if self._asked:
            inner.stop()
        code = inner.wait(self._seen)
        if self._asked:
            return code if code in REFUSED else 0
        if code == 0 or (code in REFUSED and not self._lived):
            return code
        if code == AGAIN:
            _tell_of_crash()
            self._curtain.show(Page.WAIT)
            log.info("按要求重新启动")
            return None
        if code == NO_SCREEN:
            return self._without_screen()
        self._crashed(_how(code, frozen=inner.frozen), inner.draws)
        return 0 if self._asked else None

    def _without_screen(self) -> int | None:
        """Wait for a screen that was there to come back; one that never was is the end."""
        now = self._clock()
        gone = self._screen_gone = now if self._screen_gone is None else self._screen_gone
        if not self._lived or now - gone >= SCREEN_SECONDS:
            return 1
        self._pause(SCREEN_PAUSE)
        return 0 if self._asked else None

    def _crashed(self, how: str, drawn: str) -> None:
        """Note an end that nobody asked for, show a page, and pause."""
        _tell_of_crash(how, drawn)
        now = self._clock()
        self._crashes = [*(t for t in self._crashes if now - t < BUDGET_SECONDS), now]
        count = len(self._crashes)
        log.error("程序意外结束（%s），第 %d 次重新启动", how, count)
        if self._calm or count >= BUDGET:
            if not self._calm:
                log.error("十分钟里意外结束了 %d 次，暂停服务。请运行 kiosk doctor。", count)
            self._curtain.show(Page.CALM)
            self._service.ready("暂停服务：程序一再意外结束")
            pause = CALM_SECONDS[min(self._calm, len(CALM_SECONDS) - 1)]
            self._calm += 1
        else:
            self._curtain.show(Page.WAIT)
            pause = GRACE_SECONDS[min(count - 1, len(GRACE_SECONDS) - 1)]
        self._pause(pause)

    def _seen(self, sign: Sign) -> None:
        """Take what is seen of the present inner process."""
        self._service.alive()
        match sign:
            case Sign.SLOW:
                # Its picture may come at any moment: nobody waits for the page meanwhile.
                self._curtain.show(Page.CALM if self._calm else Page.WAIT, seen=False)
            case Sign.FROZEN:
                # Before it is killed: what lies behind its window is never seen.
                self._curtain.show(Page.CALM if self._calm else Page.WAIT)
            case Sign.PICTURE:
                self._lived, self._screen_gone = True, None
                _tell_of_crash()  # it has noted that by now: one after it, without a screen say, must not do so again
                if not self._calm:
                    self._curtain.hide()
                    self._service.ready("运行中")
            case Sign.BEAT:
                self._goes_on()

    def _goes_on(self) -> None:
        now = self._clock()
        if self._beating is None:
            self._beating = now
            self._curtain.ready()
        if self._calm and now - self._beating >= STEADY_SECONDS:
            log.info("恢复服务")
            self._calm, self._crashes = 0, []
            self._curtain.hide()
            self._service.ready("运行中")


def _tell_of_crash(how: str = "", drawn: str = "") -> None:
    """Have the next inner process know how the one before it ended by itself, and in what; or that none did."""
    for name, value in ((AFTER_CRASH, how), (CRASHED_IN, drawn)):
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


def _how(code: int, *, frozen: bool) -> str:
    """Give how an inner process ended, in a few words."""
    if frozen:
        return "画面不动了"
    return f"信号 {-code}" if code < 0 else f"{code}"


def supervised(
    main: Callable[[], int],
    arguments: Sequence[str],
    curtain: Screening | None = None,
    limits: Limits = USUAL,
) -> int:
    """Run `main` in an inner process that is restarted when it dies, and give its exit code.

    `arguments` are those of the command line, for systems that can't fork; `curtain` stands before the
    screen while nothing else does, `limits` say when it counts as standing still.
    """
    if os.environ.get(INNER):
        # As a forked one: Python's own end would quit pygame under a thread that hangs.
        os._exit(guarded(main))
    can_fork = hasattr(os, "fork")
    supervisor = Supervisor(
        lambda: Inner(main, limits) if can_fork else SpawnedInner(arguments, limits),
        curtain=curtain,
        service=Service(os.environ),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.stop)
    return supervisor.run()
