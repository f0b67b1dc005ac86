"""Reviews the stories of a library, or remembers what was found in them the last time.

What was found is kept under a stamp of all that went into it: the story's bytes, its picture and
recordings, and the ground it was reviewed on, which is the program, its fonts and words, the catalogue,
the voice chosen and the libraries underneath. It lies in a folder of its own, of which the kiosk knows
nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

from kiosk.scenario.problems import Problem, has_errors, in_order
from kiosk.scenario.reading.library import Library, Loaded
from kiosk.scenario.reading.text import COMMAND_CAP
from kiosk.storage import JsonCache, file_stamps, read_file, stamp_of
from kiosk.values import dataclass

FOLDER = "review"
"""Name of the folder below the cache."""

KEPT = 200
"""Files kept; one has less than ten kilobytes as a rule."""

LIBRARIES = ("pygame", "pygame-ce", "pyttsx3", "espeakng-loader", "sherpa-onnx")
READ_FROM = (".py", ".toml", ".yaml", ".txt", ".tsv", ".otf")
"""Endings of the program's own files a review depends on."""

Reviewer = Callable[[Loaded, bytes], tuple[Problem, ...]]
"""Gives what is found in a story file by the rules that take longer."""


def ground(program: Path, folders: Iterable[Path], choices: Iterable[object]) -> str:
    """Give a stamp of what every review stands on, from names, sizes and times of files."""
    parts = [f"{sys.version}\0{sys.platform}".encode()]
    for name in LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            parts.append(f"{name} {metadata.version(name)}".encode())
    for folder in (program, *folders):
        parts += file_stamps(folder, READ_FROM)
    parts.append(repr([str(choice) for choice in choices]).encode("utf-8", "backslashreplace"))
    return stamp_of(parts)


@dataclass
class CachedReviewer:
    """Reviews stories it doesn't remember.

    `begin` makes the reviewer when the first story asks for it: whoever only remembers needs no
    fonts and no voice. `folder` is where findings are kept, None for nowhere; `ground` is what they
    depend on beside the story; `recordings` the folder of people's recordings.
    """

    begin: Callable[[], Reviewer]
    ground: str
    folder: Path | None = None
    recordings: Path | None = None
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
        cache = JsonCache(self.folder, KEPT)
        stamp = self._stamp(one, data)
        found = cache.recall(stamp, lambda plain: _from_plain(plain, one.name))
        if found is not None:
            return found
        each(one.name)
        if self._reviewer is None:
            self._reviewer = self.begin()
        problems = self._reviewer(one, data)
        stumbled = any(problem.code == "internal" for problem in problems)
        if self.whole and not stumbled:
            cache.keep(stamp, [problem.to_plain() for problem in problems])
        return problems

    def _stamp(self, one: Loaded, data: bytes) -> str:
        parts = [self.ground.encode(), one.name.encode("utf-8", "surrogatepass"), data]
        parts.append(bytes([one.scenario is not None]))
        for path in self._others(one):
            parts += file_stamps(path)
        return stamp_of(parts)

    def _others(self, one: Loaded) -> tuple[Path, ...]:
        own = self.recordings / one.scenario.id if self.recordings and one.scenario else None
        beside = [own, self.recordings / "录音清单.json"] if own and self.recordings else []
        if one.own_folder is not None:
            beside.append(one.own_folder)
        return (*one.pictures, *(path for path in beside if path is not None))


def _from_plain(plain: Any, file: str) -> tuple[Problem, ...]:  # noqa: ANN401  what JSON holds
    """Give the problems of a story file; raises what unfit values raise."""
    problems = tuple(Problem.from_plain(one) for one in plain)
    if any(problem.file != file for problem in problems):
        raise ValueError(file)
    return problems


def _bytes_of(path: Path) -> bytes | None:
    """Give a story's bytes again; None where they can't be read any more, or never could."""
    try:
        return read_file(path, COMMAND_CAP)
    except OSError:
        return None


def refused(one: Loaded) -> bool:
    """Tell whether a story may not be shown, after all that was found in it."""
    return one.scenario is None or has_errors(one.problems)
