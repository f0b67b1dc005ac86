"""Work that a staff page waits for: done in a thread of its own, with what it says meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")
Tell = Callable[[str], None]
"""Is told how far work has come, as a sentence for the screen."""

log = logging.getLogger(__name__)


class Task(Generic[Result]):
    """Something to be done once, off the frame; it begins when the page that waits is shown.

    What a press brings is asked for while the finger is still down, so that making a task does
    nothing yet. A disk that hangs holds up this thread and no frame.
    """

    def __init__(self, work: Callable[[Tell], Result]) -> None:
        """Take what is to be done; `work` is told where to say how far it has come."""
        self._work = work
        self._thread: threading.Thread | None = None
        self._result: Result | None = None
        self._error: Exception | None = None
        self._ended = threading.Event()
        self.progress = ""
        """How far it has come, as it said last."""

    def start(self) -> None:
        """Begin; what has begun already goes on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="staff", daemon=True)
            self._thread.start()

    @property
    def done(self) -> bool:
        """Tell whether it has ended, well or not."""
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end; False where it isn't there in so many seconds."""
        return self._ended.wait(seconds)

    def result(self) -> Result:
        """Give what came of it, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # it ended without an error

    def _run(self) -> None:
        try:
            self._result = self._work(self._tell)
        except Exception as error:  # noqa: BLE001 (the page says it, and logs what nobody expected)
            self._error = error
        finally:
            self._ended.set()

    def _tell(self, progress: str) -> None:
        self.progress = progress
