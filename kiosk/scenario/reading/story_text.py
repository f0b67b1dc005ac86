"""A story's text, whatever it was written with: as the scenario file it is, or made from a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.files import StoryFile
from kiosk.values import dataclass


class StoryText(Protocol):
    """The bytes of a scenario file, empty where there are none, and where its problems are told."""

    @property
    def data(self) -> bytes:
        """The text."""

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give all that is wrong: these problems of the text, and those of what it was made from."""

    def placed(self, problem: Problem) -> Problem:
        """Give a problem of the text at the place where people find it."""


WorkbookReader = Callable[[bytes, str], StoryText]
"""Gives the text of a workbook's bytes; the file's name is how it is called towards people."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A scenario file's own bytes."""

    data: bytes

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give the problems as they are."""
        return tuple(problems)

    def placed(self, problem: Problem) -> Problem:
        """Give the problem as it is."""
        return problem


def story_text(file: StoryFile, workbooks: WorkbookReader | None) -> StoryText:
    """Give the text of a file; without a reader of workbooks they are texts like any other."""
    if workbooks is not None and file.is_workbook:
        return workbooks(file.data, file.name)
    return PlainText(file.data)
