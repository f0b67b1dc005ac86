"""A story examined by the rules that need fonts, screens, a voice or the contents of files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from kiosk.review.checks import glyphs, misread, pictures, recordings, room
from kiosk.review.context import Case, ReviewContext, Told
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.problems import Problem, in_order
from kiosk.scenario.reading.library import Loaded
from kiosk.scenario.reading.reader import Read, read
from kiosk.scenario.reading.text import ENOUGH
from kiosk.voice.phonemes import NoSpelling

Check = Callable[[Case], Iterator[Told]]

PIECEWISE: tuple[Check, ...] = (glyphs.check,)
"""Rules that hold also of a story that can't be played yet."""

PLAYED: tuple[Check, ...] = (room.check, pictures.check, misread.check, recordings.check)
"""Rules that ask the screens and the voice, which know only stories that can be played."""

NEAR = 40
"""Lines below the beginning of a value in which its words are looked for."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenedStory:
    """A file as it was read, to find the places of findings in."""

    reading: Read

    def problem(self, told: Told) -> Problem:
        """Give a finding as a problem of the file, at its line and column."""
        finding = told.finding
        mark = self.reading.places.get((finding.mark, finding.field), finding.mark)
        return self.reading.sheet.placed(finding.problem, self._at(mark, told.words))

    def _at(self, mark: Mark, words: str) -> Mark:
        """Give where some words stand at or below a place; the place itself where they don't."""
        if not words:
            return mark
        start = mark.column - 1
        for line in range(mark.line, mark.line + NEAR):
            found = self.reading.sheet.line(line).find(words, start)
            if found >= 0:
                return Mark(line, found + 1)
            start = 0
        return mark


def problems_of(loaded: Loaded, data: bytes, bench: ReviewContext) -> tuple[Problem, ...]:
    """Give what the rules find in a story file; none where it can't be read at all.

    Raises NoSpelling where a voice is asked and none answers.
    """
    reading = read(data, Scenario, loaded.name, cap=len(data))
    if reading.value is None or not reading.whole:
        return ()
    source = OpenedStory(reading)
    picture = loaded.pictures[0] if loaded.pictures else None
    case = Case(reading.value, bench, picture, loaded.own_folder)
    rules = (*PIECEWISE, *PLAYED) if loaded.scenario is not None else PIECEWISE
    told: list[Problem] = []
    for rule in rules:
        told += _asked(rule, case, source, loaded.name)
    return in_order(told[:ENOUGH])


def _asked(rule: Check, case: Case, source: OpenedStory, name: str) -> list[Problem]:
    try:
        return [source.problem(told) for told in islice(rule(case), ENOUGH)]
    except NoSpelling:
        raise
    except Exception:  # noqa: BLE001 - a story a rule stumbles over is told as such
        _log.exception("reviewing %s", name)
        return [Problem.of("internal").placed(name)]
