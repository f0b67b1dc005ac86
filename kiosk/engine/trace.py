"""Lines about what is on the screen, for tests and benchmarks: one JSON object each.

They go to the file descriptor named by KIOSK_TRACE_FD; without it nothing is written.

* `{"ev": "frame", "n", "t", "took", "screen", "identity", "size", "targets": [[name, x, y, w, h], …],
  "took": seconds from looking for inputs to the changed window, "hears": seconds from which touches on all of them count, "said": id of what is being said or
  null, "piece": number of the piece of the script, "session": {"plays", "answers", "slow", "look", "volume"}}`
  after each frame that changed the window; where it shows a play's score,
  `"score": {"story", "place", "points", "lost", "decisions"}` too;
* `{"ev": "hears", "t"}` when touches on all the targets begin to count;
* `{"ev": "press", "t", "name"}` when a target has been pressed;
* `{"ev": "voice", "t", "id", "audible", "begun", "done"}` when speech begins, ends or gives way;
  without an id when nothing is to be said.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.speech import Heard
    from kiosk.ui.screen import Screen, View

VARIABLE = "KIOSK_TRACE_FD"


class Trace:
    """Writes the lines, if anybody asked for them."""

    def __init__(self, descriptor: int = -1) -> None:
        self._descriptor = descriptor
        self._frames = 0
        self._hears = 0.0
        self._voice: tuple[object, bool, bool] = (None, False, False)

    @classmethod
    def from_environment(cls) -> Trace:
        """Give the trace that the environment asks for."""
        number = os.environ.get(VARIABLE, "")
        return cls(int(number)) if number.isdecimal() else cls()

    @property
    def wanted(self) -> bool:
        """Tell whether anybody reads."""
        return self._descriptor >= 0

    def frame(self, now: float, took: float, screen: Screen, view: View, hears: float) -> None:
        """Tell of a frame that has been presented."""
        if not self.wanted:
            return
        self._frames += 1
        utterance = screen.utterance
        self._write(
            ev="frame",
            n=self._frames,
            t=now,
            took=took,
            screen=type(screen).__name__,
            identity=repr(screen.identity),
            targets=[[t.name, *t.box] for t in view.targets if t.box is not None],
            hears=hears,
            said=utterance.id if utterance else None,
            piece=screen.present,
            **screen.trace_fields(),
        )

    def hears(self, now: float, since: float) -> None:
        """Tell, once, that touches on all targets count since a second that has come."""
        if self.wanted and self._hears < since <= now:
            self._hears = since
            self._write(ev="hears", t=now)

    def voice(self, now: float, heard: Heard) -> None:
        """Tell of speech: what is to be heard, that it is heard, that it is done."""
        if not self.wanted:
            return
        begun = heard.upto > 0 or heard.audible
        state = (heard.utterance, begun, heard.done)
        if state == self._voice:
            return
        self._voice = state
        self._write(
            ev="voice",
            t=now,
            id=heard.utterance.id if heard.utterance else None,
            audible=heard.audible,
            begun=begun,
            done=heard.done,
        )

    def event(self, ev: str, now: float, **values: object) -> None:
        """Tell of something else."""
        if self.wanted:
            self._write(ev=ev, t=now, **values)

    def _write(self, **values: object) -> None:
        try:
            os.write(self._descriptor, (json.dumps(values, ensure_ascii=False) + "\n").encode())
        except OSError:
            # Whoever read has gone; the kiosk has better to do.
            self._descriptor = -1
