"""A story examined by the checks that need fonts, screens, a voice or the contents of files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from itertools import islice

from kiosk.review.story_checks import backdrops, drawable, narrated, shown_there, speech, text_fit
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewContext, ReviewedStory
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.problems import Problem, in_order
from kiosk.scenario.reading.library import Loaded
from kiosk.scenario.reading.reader import Read, read
from kiosk.scenario.reading.text import ENOUGH
from kiosk.values import dataclass
from kiosk.voice.phonemes import NoSpelling
from kiosk.voice.text_normaliser import BadWording

Check = Callable[[ReviewedStory], Iterator[LocatedFinding]]

EVERY_STORY: tuple[Check, ...] = (drawable.check_characters,)
"""Checks that hold also of a story that can't be played yet."""

PLAYABLE_STORIES: tuple[Check, ...] = (
    text_fit.check,
    drawable.check_picture,
    backdrops.check,
    shown_there.check,
    narrated.check,
    speech.check_readings,
    speech.check_unsure_readings,
    speech.check_recordings,
)
"""Checks that ask the screens and the voice, which know only stories that can be played."""

LINES_SEARCHED = 40
"""Lines below the beginning of a value in which its words are looked for."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StorySource:
    """A file as it was read, to find the places of findings in."""

    reading: Read

    def problem(self, located: LocatedFinding) -> Problem:
        """Give a finding as a problem of the file, at its line and column."""
        finding = located.finding
        mark = self.reading.positions.get((finding.mark, finding.field), finding.mark)
        return self.reading.manuscript.placed(finding.problem, self._mark_of(mark, located.words))

    def _mark_of(self, mark: Mark, words: str) -> Mark:
        """Give where some words stand at or below a place; the place itself where they don't."""
        if not words:
            return mark
        start = mark.column - 1
        for line in range(mark.line, mark.line + LINES_SEARCHED):
            found = self.reading.manuscript.line(line).find(words, start)
            if found >= 0:
                return Mark(line, found + 1)
            start = 0
        return mark


def review_story(loaded: Loaded, data: bytes, context: ReviewContext) -> tuple[Problem, ...]:
    """Give what the checks find in a story file; none where it can't be read at all.

    Raises NoSpelling where a voice is asked and none answers, BadWording where the lists of readings
    can't be used: neither is the story's fault.
    """
    reading = read(data, Scenario, loaded.name, cap=len(data))
    if reading.value is None or not reading.whole:
        return ()
    source = StorySource(reading)
    picture = loaded.pictures[0] if loaded.pictures else None
    reviewed = ReviewedStory(reading.value, context, picture, loaded.own_folder)
    checks = (*EVERY_STORY, *PLAYABLE_STORIES) if loaded.scenario is not None else EVERY_STORY
    problems: list[Problem] = []
    for check in checks:
        problems += _findings_of(check, reviewed, source, loaded.name)
    return in_order(problems[:ENOUGH])


def _findings_of(
    check: Check, reviewed: ReviewedStory, source: StorySource, name: str
) -> list[Problem]:
    try:
        return [source.problem(located) for located in islice(check(reviewed), ENOUGH)]
    except (NoSpelling, BadWording):
        raise
    except Exception:  # noqa: BLE001 - a story a check stumbles over is told as such
        _log.exception("查看 %s 时程序出错", name)
        return [Problem.of("internal").placed(name)]
