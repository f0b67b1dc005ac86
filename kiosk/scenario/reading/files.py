"""Scenario files gathered from wherever staff point to, whatever lies there.

A path may be a file, a folder of stories, or a story's own folder (one yaml and its pictures). A
story may be a workbook, too; one beside the yaml made from it is no second story.
Nothing here parses: bytes are read up to a cap, and what can't be read becomes a problem.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.scenario.catalogue import FOLDER
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.text import STICK_CAP, WORKBOOK_CAP
from kiosk.storage import read_beginning
from kiosk.values import dataclass

ENDINGS = (".yaml", ".yml")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".et", ".ods")
"""Endings of tables; which of them can be read is told where they are."""
TABLES = (*WORKBOOKS, ".xlt", ".ett", ".csv")
"""Endings of tables that are taken for stories where they are named one by one."""
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
MOST_ENTRIES = 2_000
"""Entries of one folder that are looked at, the first by name; a campaign has dozens of stories, not thousands."""
MOST_NAMES = 20_000
"""Names that are listed to find which are the first."""

_PACKED, _IN_WORKBOOKS = b"PK\x03\x04", b"xl/workbook.xml"
"""What a workbook begins with, and a name that stands in it."""

NOT_STORIES = (FOLDER, "transcripts")
"""Folders beside the stories that hold something else."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a story's own folder; size in bytes, `changed` in nanoseconds."""

    path: Path
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A file that ought to be a story: its bytes, or the problem that keeps it from being read.

    `name` is how it is called towards people, relative to the folder staff pointed to; `changed` is
    when it was last, in nanoseconds.
    """

    path: Path
    name: str
    data: bytes = b""
    problem: Problem | None = None
    pictures: tuple[Picture, ...] = ()
    changed: int = 0

    @property
    def is_workbook(self) -> bool:
        """Whether it is a table and no text, by its name or by what is in it."""
        if self.path.name.lower().endswith(TABLES):
            return True
        return self.data.startswith(_PACKED) and _IN_WORKBOOKS in self.data


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files found under some paths, in order, and the problems of the paths themselves."""

    files: tuple[StoryFile, ...]
    problems: tuple[Problem, ...]


def gather(paths: Sequence[Path], cap: int = STICK_CAP) -> Gathered:
    """Read every story file under the paths, at most `cap` bytes each; never raises OSError."""
    files: dict[Path, StoryFile] = {}
    problems: list[Problem] = []
    for path in paths:
        found = list(_under(path, cap, problems))
        if not found and not problems:
            problems.append(Problem.of("no-stories").placed(printable(path)))
        for file in found:
            files.setdefault(file.path, file)
    return Gathered(tuple(files.values()), tuple(problems))


def printable(path: Path | str) -> str:
    """Give a path as it can be printed anywhere, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _under(path: Path, cap: int, problems: list[Problem]) -> Iterator[StoryFile]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        yield _read(path, str(path), cap)  # whoever looks for it wants all of the path
        return
    if not is_folder:
        yield _read(path, path.name, cap, _pictures_beside(path))
        return
    entries = _entries(path, problems, printable(path))
    pictures = _pictures_among(entries)
    for entry in entries:
        if entry.name in NOT_STORIES:
            continue
        if not _is_folder(entry):
            yield from _file(entry, entry.name, cap, pictures)
        elif entry.name.lower().endswith((*ENDINGS, *WORKBOOKS)):
            yield _refused(Path(entry.path), entry.name, "folder-not-file")
        else:
            yield from _own_folder(Path(entry.path), cap, problems)


def _own_folder(folder: Path, cap: int, problems: list[Problem]) -> Iterator[StoryFile]:
    """Give the story of a story's own folder; a folder without one is somebody's other business."""
    inside = _entries(folder, problems, printable(folder.name))
    pictures = _pictures_among(inside)
    stories = [
        file
        for entry in inside
        if not _is_folder(entry)
        for file in _file(entry, f"{folder.name}/{entry.name}", cap, pictures)
    ]
    texts = [file for file in stories if not file.is_workbook]
    if len(texts or stories) > 1:
        problems.append(
            Problem.of("many-stories", count=len(texts or stories)).placed(printable(folder.name))
        )
        return
    yield from stories


def _file(
    entry: os.DirEntry[str], name: str, cap: int, pictures: tuple[Picture, ...]
) -> Iterator[StoryFile]:
    lower = entry.name.lower()
    if lower.endswith((*ENDINGS, *WORKBOOKS)):
        yield _read(Path(entry.path), name, cap, pictures)
    elif any(f"{ending}." in lower for ending in ENDINGS):
        yield _refused(Path(entry.path), name, "double-ending")


def _read(path: Path, name: str, cap: int, pictures: Iterable[Picture] = ()) -> StoryFile:
    if path.name.lower().endswith(TABLES):
        cap = max(cap, WORKBOOK_CAP)
    try:
        facts = path.stat()
        odd = _not_a_file(facts.st_mode)
        if odd:
            return _refused(path, name, odd)
        if facts.st_size > cap:  # asked before reading: a stick may hold a film by that name
            return _too_big(path, name, facts.st_size, cap)
        data = read_beginning(path, cap + 1)
    except OSError as error:
        return _refused(path, name, _why_not(path, error), detail=reason_of(error))
    if len(data) > cap:
        return _too_big(path, name, len(data), cap)
    return StoryFile(path, printable(name), data, None, tuple(pictures), facts.st_mtime_ns)


def _not_a_file(mode: int) -> str:
    """Give the code where a mode is no file's; a pipe would never stop."""
    if stat.S_ISDIR(mode):
        return "folder-not-file"
    return "" if stat.S_ISREG(mode) else "not-a-file"


def _why_not(path: Path, error: OSError) -> str:
    """Give the code for a file the system won't give."""
    if error.errno == errno.ELOOP:
        return "dead-shortcut"
    if isinstance(error, FileNotFoundError):
        return "dead-shortcut" if path.is_symlink() else "not-found"
    if error.errno in {errno.ENOTDIR, errno.ENAMETOOLONG}:
        return "not-found"  # no file can be there
    return "no-permission" if isinstance(error, PermissionError) else "unreadable"


def _too_big(path: Path, name: str, size: int, cap: int) -> StoryFile:
    return _refused(path, name, "too-big", size=f"{size // 1024:,}", most=f"{cap // 1024:,}")


def _refused(path: Path, name: str, code: str, /, **values: object) -> StoryFile:
    name = printable(name)
    return StoryFile(path, name, b"", Problem.of(code, **values).placed(name))


def _entries(folder: Path, problems: list[Problem], name: str) -> list[os.DirEntry[str]]:
    """Give a folder's entries by name, hidden and half-written ones left out."""
    try:
        with os.scandir(folder) as listing:
            found = sorted(islice(listing, MOST_NAMES), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(Problem.of("unreadable", "folder", detail=reason_of(error)).placed(name))
        return []
    if len(found) > MOST_ENTRIES:
        problems.append(Problem.of("too-many-files", most=MOST_ENTRIES).placed(name))
    hidden = (".", "~$", "__MACOSX", "System Volume Information", "$RECYCLE.BIN")
    return [entry for entry in found[:MOST_ENTRIES] if not entry.name.startswith(hidden)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def pictures_in(folder: Path) -> tuple[Picture, ...]:
    """Give the pictures that lie beside a story, by name."""
    ignored: list[Problem] = []  # the folder was listed a moment ago; its problem is told there
    return _pictures_among(_entries(folder, ignored, ""))


def _pictures_among(entries: Iterable[os.DirEntry[str]]) -> tuple[Picture, ...]:
    pictures: list[Picture] = []
    for entry in entries:
        if entry.name.lower().endswith(PICTURES):
            try:
                facts = entry.stat()
            except OSError:
                continue
            if stat.S_ISREG(facts.st_mode):
                pictures.append(Picture(Path(entry.path), facts.st_size, facts.st_mtime_ns))
    return tuple(pictures)


def _pictures_beside(path: Path) -> tuple[Picture, ...]:
    is_story = path.name.lower().endswith((*ENDINGS, *WORKBOOKS))
    return pictures_in(path.parent) if is_story else ()
