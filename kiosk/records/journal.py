"""The journal while the kiosk runs: a thread that writes plays down as they go on.

Nothing of it is asked for in a frame. What can't be written waits in memory, in its order, and is tried
again; a damaged file gets another name and a new one is begun. The visit goes on in every case, and
`trouble` tells staff.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.os_errors import reason_of
from kiosk.process import thread_ended
from kiosk.records.kiosk_id import kiosk_id
from kiosk.records.tally import Counted, Counts
from kiosk.values import dataclass

if TYPE_CHECKING:
    import sqlite3

    from kiosk.records.journal_rows import Answered, Played
    from kiosk.records.journal_writer import JournalWriter

log = logging.getLogger(__name__)

MOST_WAITING = 20_000
"""Things that wait in memory while nothing can be written: some days of a busy hall."""
AGAIN_SECONDS = 10.0
"""After so long it is tried again."""

Deed = Callable[["JournalWriter"], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing can be written at present, how much waits, and how much there was no room for.

    The reason is empty where writing goes on again and something was lost before.
    """

    reason: str
    waiting: int
    lost: int


class Journal:
    """Writes the journal of a data directory in a thread of its own."""

    def __init__(
        self,
        data: Path,
        *,
        name: Callable[[], str] = lambda: "",
        today: Callable[[], date] = date.today,
        again: float = AGAIN_SECONDS,
    ) -> None:
        """Take the data directory; nothing is read before `start`.

        `name` gives what staff call the machine.
        """
        self._data, self._name, self._today = data, name, today
        self._known: Callable[[Counts], None] = lambda _: None
        self._again = again
        self._deeds: queue.SimpleQueue[Deed | None] = queue.SimpleQueue()
        self._waiting: deque[Deed] = deque()
        self._lost = 0
        self._reason = ""
        self._thread: threading.Thread | None = None
        self._told_known = False
        self._safe = threading.Event()
        """Set once the play that was finished last is on the disk."""
        self._safe.set()
        self._finished: threading.Event | None = None
        """That of a play which is written and not yet on the disk."""
        self._syncing = _Syncing(data)

    def start(self, known: Callable[[Counts], None] = lambda _: None) -> None:
        """Begin to read and to write; `known` is told, once, what was counted before."""
        if self._thread is None:
            self._known = known
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    def close(self, until: float = inf) -> bool:
        """Let the last be written; False where it isn't by second `until` of `time.monotonic`."""
        self._deeds.put(None)
        return thread_ended(self._thread, until)

    @property
    def trouble(self) -> Trouble | None:
        """Tell what keeps it from being written; None where nothing does."""
        reason, waiting = self._reason, len(self._waiting)
        return Trouble(reason, waiting, self._lost) if reason or self._lost else None

    # What is written ----------------------------------------------------------------------------

    def played(self, played: Played) -> None:
        """Write down a play as it stands now; one that has come to its ending is soon on the disk."""
        if not played.play.finished:
            self._deeds.put(lambda writer: writer.play(played))
            return
        safe = self._safe = threading.Event()

        def deed(writer: JournalWriter) -> None:
            writer.play(played)
            self._finished = safe

        self._deeds.put(deed)

    def settle(self, seconds: float) -> bool:
        """Wait until the play that was finished last is on the disk; False where it isn't after so long.

        Nobody waits for a file that can't be written anyway.
        """
        return self.trouble is not None or self._safe.wait(seconds)

    def answered(self, answered: Answered) -> None:
        """Write down an answer after a play."""
        self._deeds.put(lambda writer: writer.answer(answered))

    def install(self, play: int, seconds: float) -> None:
        """Write down for how long 安装 App has stood after a play by now."""
        self._deeds.put(lambda writer: writer.install(play, seconds))

    def moved(self, since: int, until: int) -> None:
        """Write of the plays between two ids that the clock was moved since or before."""
        self._deeds.put(lambda writer: writer.moved(since, until))

    def counted(self, what: Counted, day: date) -> None:
        """Write down one more of what is kept by day."""
        self._deeds.put(lambda writer: writer.count(what, day))

    # The thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        # SQLite takes 10 ms to import: no picture waits for it.
        from kiosk.records.journal_writer import JournalWriter  # noqa: PLC0415

        syncing = threading.Thread(target=self._syncing.run, name="journal-disk", daemon=True)
        syncing.start()
        writer = JournalWriter(self._data, kiosk_id(self._data), self._name, self._today)
        try:
            self._waiting.append(self._tell_known)
            self._write(writer)
            ended = False
            while not ended:
                ended = self._next()
                self._write(writer)
        finally:
            writer.close()
            self._syncing.end()
            syncing.join()

    def _tell_known(self, writer: JournalWriter) -> None:
        if not self._told_known:
            self._known(writer.counts())
            self._told_known = True

    def _next(self) -> bool:
        """Take what has come, waiting for it; tell whether that was the end."""
        wait = self._again if self._waiting else None
        try:
            deed = self._deeds.get(timeout=wait)
        except queue.Empty:
            return False
        while deed is not None:
            if len(self._waiting) == MOST_WAITING:
                self._waiting.popleft()
                self._lost += 1
            self._waiting.append(deed)
            try:
                deed = self._deeds.get_nowait()
            except queue.Empty:
                return False
        return True

    def _write(self, writer: JournalWriter) -> None:
        while self._waiting:
            deed = self._waiting[0]
            if not self._try(lambda: writer.do(deed), writer):  # noqa: B023 (done at once)
                return
            self._waiting.popleft()
        safe, self._finished = self._finished, None
        if safe is not None:
            self._syncing.wish(safe)

    def _try(self, deed: Callable[[], None], writer: JournalWriter) -> bool:
        """Do something with the file; in a new one where the old one is damaged. False where neither can be."""
        import sqlite3  # noqa: PLC0415 (as above)

        from kiosk.paths import RefusedError  # noqa: PLC0415

        for fresh in (False, True):
            try:
                deed()
            except (sqlite3.Error, RefusedError, OSError) as error:
                if not fresh and writer.set_aside_after(error):
                    continue
                self._told(error)
                return False
            except Exception:  # what can't be made a row must not keep all else from being written
                log.exception("有一条记录写不成，跳过")
                self._lost += 1
            self._told(None)
            return True
        return False

    def _told(self, error: sqlite3.Error | Exception | None) -> None:
        """Note what went wrong; the log has it once, however often it is tried."""
        reason = "" if error is None else _reason(error)
        if reason and reason != self._reason:
            log.warning("记录写不进 %s（%s），先记在内存里", self._data, reason)
        elif self._reason and not reason:
            log.info("记录又写得进了")
        self._reason = reason


class _Syncing:
    """Has the disk take what was written, in a thread of its own: a slow disk holds up no later play."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._wishes: queue.SimpleQueue[threading.Event | None] = queue.SimpleQueue()

    def wish(self, done: threading.Event) -> None:
        """Have all that was committed until now on the disk soon; `done` is set then."""
        self._wishes.put(done)

    def end(self) -> None:
        """End once the last wish is met."""
        self._wishes.put(None)

    def run(self) -> None:
        """Meet one wish after the other."""
        from kiosk.records.journal_file import journal_file, on_disk  # noqa: PLC0415 (as above)

        while (done := self._wishes.get()) is not None:
            try:
                on_disk(journal_file(self._data))
            except OSError as error:
                log.warning("记录还没有存到磁盘上（%s）", reason_of(error))
            done.set()


def _reason(error: Exception) -> str:
    import sqlite3  # noqa: PLC0415 (as above)

    if isinstance(error, sqlite3.Error):
        from kiosk.records.journal_file import error_words  # noqa: PLC0415

        return error_words(error)
    return reason_of(error) if isinstance(error, OSError) else str(error)
