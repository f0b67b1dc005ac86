"""Reviews the stories of a library, or remembers what was found in them the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.review import review_cache
from kiosk.scenario.problems import Problem, has_errors, in_order
from kiosk.scenario.reading.library import Library, Loaded
from kiosk.scenario.reading.text import COMMAND_CAP

Reviewer = Callable[[Loaded, bytes], tuple[Problem, ...]]
"""Gives what is found in a story file by the rules that take longer."""


@dataclass
class ReviewDesk:
    """Where stories come to be reviewed.

    `begin` makes the reviewer when the first story asks for it: whoever only remembers needs no
    fonts and no voice. `folder` is where findings are kept, None for nowhere; `ground` is what they
    depend on beside the story; `recordings` the folder of people's recordings.
    """

    begin: Callable[[], Reviewer]
    ground: bytes
    folder: Path | None = None
    recordings: Path | None = None
    reviewed: int = 0
    """Stories that were really looked at."""
    whole: bool = True
    """Whether everything could be asked; what was found otherwise isn't kept."""
    _reviewer: Reviewer | None = None

    def reviewed_library(self, library: Library, each: Callable[[str], None]) -> Library:
        """Give the library with what is found added; `each` is told the name before a story."""
        loaded = [self._one(one, each) for one in library.loaded]
        return replace(library, loaded=tuple(loaded))

    def _one(self, one: Loaded, each: Callable[[str], None]) -> Loaded:
        data = _bytes_of(one.file)
        if data is None:
            return one
        problems = self._found(one, data, each)
        if not problems:
            return one
        return replace(one, problems=in_order((*one.problems, *problems)))

    def _found(self, one: Loaded, data: bytes, each: Callable[[str], None]) -> Sequence[Problem]:
        name = review_cache.key(
            self.ground, one.name, data, self._others(one), playable=one.scenario is not None
        )
        found = review_cache.recall(self.folder, name, one.name) if self.folder else None
        if found is not None:
            return found
        each(one.name)
        if self._reviewer is None:
            self._reviewer = self.begin()
        self.reviewed += 1
        problems = self._reviewer(one, data)
        stumbled = any(problem.code == "internal" for problem in problems)
        if self.folder is not None and self.whole and not stumbled:
            review_cache.keep(self.folder, name, problems)
        return problems

    def _others(self, one: Loaded) -> tuple[Path, ...]:
        own = self.recordings / one.scenario.id if self.recordings and one.scenario else None
        beside = [own, self.recordings / "录音清单.json"] if own and self.recordings else []
        if one.own_folder is not None:
            beside.append(one.own_folder)
        return (*one.pictures, *(path for path in beside if path is not None))


def _bytes_of(path: Path) -> bytes | None:
    """Give a story's bytes again; None where they can't be read any more, or never could."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(COMMAND_CAP + 1)
    except OSError:
        return None
    return data if len(data) <= COMMAND_CAP else None


def refused(one: Loaded) -> bool:
    """Tell whether a story may not be shown, after all that was found in it."""
    return one.scenario is None or has_errors(one.problems)
