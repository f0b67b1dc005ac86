"""Draws pictures in a thread of its own, before a screen needs them.

What takes long in a picture is drawn by SDL_image, which lets go of the interpreter meanwhile: frames
go on at their pace, with pygame and with pygame-ce.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    import pygame

    Work = Future[pygame.Surface]

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that a picture under way is waited for; the largest takes a quarter of it."""


class ImageWorker:
    """Holds what was asked for until it is taken; what goes wrong is left to whoever needs it."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._works: dict[Hashable, Work] = {}

    def ask(self, key: Hashable, make: Callable[[], pygame.Surface]) -> None:
        """Have the surface of a key made after those asked for before."""
        if key in self._works:
            return
        if self._thread is None:
            # Not needed before the first picture is shown.
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

            self._thread = ThreadPoolExecutor(1, "pictures")
        self._works[key] = self._thread.submit(make)

    def take(self, key: Hashable) -> pygame.Surface | None:
        """Give the surface of a key, waiting for one under way; None where it isn't even begun."""
        work = self._works.pop(key, None)
        if work is None or work.cancel():
            return None
        try:
            return work.result(PATIENCE)
        except Exception:
            log.debug("没能提前画好 %s", key, exc_info=True)
            return None

    def finished(self) -> list[tuple[Hashable, pygame.Surface]]:
        """Give what has been made since, and hold it no more."""
        keys = [key for key, work in self._works.items() if work.done()]
        made = ((key, self.take(key)) for key in keys)
        return [(key, surface) for key, surface in made if surface is not None]

    def wait(self) -> None:
        """Wait until all that was asked for is made; for tests and benchmarks."""
        for work in self._works.values():
            work.exception()

    def forget(self) -> None:
        """Make nothing of what isn't begun."""
        for key in [key for key, work in self._works.items() if work.cancel()]:
            del self._works[key]

    def close(self, until: float = inf) -> bool:
        """End after the picture under way; False where that takes beyond second `until`.

        `until` is of `time.monotonic`.
        """
        self.forget()
        self._works.clear()
        if self._thread is None:
            return True
        thread, self._thread = self._thread, None
        last = thread.submit(lambda: None)
        thread.shutdown(wait=False)
        try:
            last.result(None if until == inf else max(0.0, until - time.monotonic()))
        except TimeoutError:
            return False
        thread.shutdown()
        return True
