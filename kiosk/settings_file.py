"""Reads settings.yaml: every fault has a code and a place, and costs its own line alone.

Nothing of YAML is imported for it, which takes 30 ms at start; `settings_lines` says why.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from kiosk.os_errors import reason_of
from kiosk.patterns import pattern
from kiosk.scenario.problems import Problem, Severity, in_order
from kiosk.scenario.schema import Key, WrongValueError, keys_of, spellings
from kiosk.scenario.suggest import did_you_mean
from kiosk.settings import Place, Settings, Written, as_written, written_of
from kiosk.storage import read_beginning

if TYPE_CHECKING:
    from kiosk.scenario.reading.text import Manuscript
    from kiosk.settings_lines import Entry

SIZE_LIMIT = 64 * 1024
"""Bytes; a settings file is one or two kilobytes."""

MOST_PROBLEMS = 100
"""Problems told of one file; whoever has mended so many checks again."""

NO_FAULTS = ("empty", "gbk")
"""What stories are told of and settings aren't: no settings, Notepad's encoding."""

LABEL = "设置："
"""What a problem of the settings begins with where other things are told too."""

_ONE_IN = 4
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\0")

_SHOWN = 20
"""Characters of a value in a message."""

_ENDINGS = (".yaml", ".yml", ".yam", ".yaml.txt", ".yml.txt", ".txt", ".yaml.yaml", "")
_STEMS = ("settings", "setting", "seting", "setings", "设置", "设定", "配置")
_COPY = pattern(r"[\s_-]*(?:\(\d+\)|（\d+）|副本|复制|copy|备份|bak|旧|old)[\s_-]*(?:\(\d+\)|\d*)")


Read = tuple[Settings, tuple[Problem, ...]]
"""What a file sets, and everything wrong in it, in order."""


def load(path: Path) -> Read:
    """Give the settings of a file and everything wrong in it; no file means the defaults.

    A file beside it whose name is only nearly right is told, and read where there is no other.
    Relative paths in the file are meant from the file's own folder.
    """
    found, told = _found(path)
    try:
        regular = stat.S_ISREG(found.stat().st_mode)
        data = _bytes(found) if regular else b""
    except FileNotFoundError:
        return Settings(), told
    except OSError as error:
        return _unread(found, "", detail=reason_of(error))
    if not regular:
        return _unread(found, "no-file")
    if len(data) > SIZE_LIMIT:
        return _unread(found, "big", most=SIZE_LIMIT // 1024)
    settings, problems = read_settings(data, str(found))
    return _from_folder(settings, found.parent), (*told, *problems)


def read_settings(data: bytes, file: str) -> Read:
    """Give what a file's bytes set and everything wrong in them, in order; never raises."""
    # They are wanted by those sites alone that have a file.
    from kiosk.scenario.reading.text import Manuscript, TooManyProblemsError  # noqa: PLC0415
    from kiosk.settings_lines import entries  # noqa: PLC0415  as above

    manuscript = Manuscript(file)
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    try:
        fill(manuscript, data)
        table = spellings(Settings)
        for entry in entries(manuscript, ways_written()):
            key = table.get(entry.key)
            if key is None:
                _report_unknown(manuscript, entry)
            elif key.name in places:
                line = places[key.name].line
                manuscript.report("duplicate-key", entry.key_at, key=entry.key, line=line)
            else:
                source = manuscript.line(entry.at.line)
                places[key.name] = Place(file, entry.at.line, entry.at.column, source)
                _take(entry, key, values, manuscript)
    except TooManyProblemsError:
        pass  # enough are told already
    problems = in_order(manuscript.problems)
    if len(problems) > MOST_PROBLEMS:
        more = Problem.of("more", left=f"{len(problems) - MOST_PROBLEMS} 个").placed(file)
        problems = (*problems[:MOST_PROBLEMS], more)
    return Settings(**values, places=places), problems


def fill(manuscript: Manuscript, data: bytes) -> None:
    """Fill a manuscript with the text of a settings file."""
    from kiosk.scenario.reading.text import decode  # noqa: PLC0415  for those sites alone that have a file

    decode(_without_stray_nulls(data), manuscript)
    manuscript.problems = [p for p in manuscript.problems if p.code not in NO_FAULTS]


def ways_written() -> dict[str, Written]:
    """Give how the value of each setting is written, by both spellings of its key."""
    return {name: written_of(key) for name, key in spellings(Settings).items()}


def _without_stray_nulls(data: bytes) -> bytes:
    """Give UTF-8 with nulls in it as damaged characters, which cost their lines alone.

    In UTF-16 every second byte of Latin letters is a null, and no two are neighbours; what then isn't UTF-8
    has other troubles.
    """
    if b"\0" not in data or data.startswith(_UTF_16):
        return data
    if b"\0\0" not in data and data.count(0) * _ONE_IN >= len(data):
        return data
    damaged = data.replace(b"\0", "\ufffd".encode())
    try:
        damaged.decode()
    except UnicodeDecodeError:
        return data
    return damaged


def _take(entry: Entry, key: Key, values: dict[str, Any], manuscript: Manuscript) -> None:
    """Take what an entry sets, or report why it can't be."""
    if not entry.value:
        default = as_written(key.default)
        manuscript.report("setting-empty", entry.key_at, key=key.zh, default=default)
        return
    try:
        values[key.name] = value_of(key, entry.value)
    except WrongValueError as wrong:
        manuscript.add(problem_of(wrong, entry.value), entry.at)


def value_of(key: Key, text: str) -> Any:  # noqa: ANN401 - of any setting's type
    """Give the value a text stands for in a setting; WrongValueError where it stands for none."""
    assert key.shape.parse is not None  # noqa: S101 - every setting has one; for the type checker
    return key.shape.parse(text)


def problem_of(wrong: WrongValueError, text: str) -> Problem:
    """Give what is told of a text that is no value of its setting; it stands nowhere yet."""
    return Problem.of(wrong.code, wrong.variant, **{"written": _short(text), **wrong.values})


def _report_unknown(manuscript: Manuscript, entry: Entry) -> None:
    keys = keys_of(Settings)
    suggestion = did_you_mean(entry.key, [name for key in keys for name in (key.zh, key.name)])
    known = "、".join(key.zh for key in keys)
    said = {"key": _short(entry.key), "suggestion": suggestion, "known": known}
    manuscript.report("unknown-key", entry.key_at, **said)


def found_file(path: Path) -> Path:
    """Give the file that is read for a settings file: one beside it where only its name is odd."""
    return _found(path)[0]


def problem_text(problem: Problem) -> str:
    """Give a problem for the log or the terminal, with what it means for the kiosk."""
    result = "这里写的没有起作用。" if problem.severity is Severity.ERROR else ""
    return "\n    ".join(filter(None, (f"{LABEL}{problem.text()}", result)))


def _found(path: Path) -> tuple[Path, tuple[Problem, ...]]:
    """Give the file that is read, and what is told of others whose names are nearly right."""
    near = sorted(_near(path), key=_how_near)
    read = None
    if not os.path.lexists(path):
        read = next((each for each in near if not _is_copy(each)), None)
    problems = []
    for each in near:
        variant = "read" if each == read else "beside" if read or path.exists() else "copy"
        name = read.name if read and each != read else path.name
        problems.append(Problem.of("settings-name", variant, name=name).placed(str(each)))
    return read or path, tuple(problems)


def _near(path: Path) -> Iterator[Path]:
    """Give the files beside the settings whose names are nearly theirs."""
    with suppress(OSError):
        for each in path.parent.iterdir():
            stem, ending = _parts(each)
            stem = _COPY.sub("", stem).strip(" _-")
            if each.name != path.name and stem in _STEMS and ending in _ENDINGS and each.is_file():
                yield each


def _parts(path: Path) -> tuple[str, str]:
    """Give a file's name without its ending, and the ending, which may be double."""
    name = unicodedata.normalize("NFKC", path.name).casefold().strip()
    stem, dot, ending = name.partition(".")
    return stem, dot + ending.replace(" ", "")


def _is_copy(path: Path) -> bool:
    return _COPY.search(_parts(path)[0]) is not None


def _how_near(path: Path) -> tuple[int, int, str]:
    stem, ending = _parts(path)
    stems = [*_STEMS, stem]
    return stems.index(stem), _ENDINGS.index(ending), path.name


def _bytes(path: Path) -> bytes:
    return read_beginning(path, SIZE_LIMIT + 1)


def _unread(path: Path, variant: str, **values: object) -> Read:
    return Settings(), (Problem.of("settings-unread", variant, **values).placed(str(path)),)


def _from_folder(settings: Settings, folder: Path) -> Settings:
    """Give the settings with relative paths made those of a folder."""
    paths: dict[str, Any] = {
        one.name: folder / value
        for one in fields(settings)
        if isinstance(value := getattr(settings, one.name), Path)
        # D:\ is no name in this folder, wherever the file is read.
        and not PureWindowsPath(value).is_absolute()
    }
    return replace(settings, **paths)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
