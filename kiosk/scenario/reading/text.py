"""Bytes of a file as text, whatever program wrote them, with the problems met on the way."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import field
from itertools import islice

from kiosk.patterns import pattern
from kiosk.scenario.model import Mark
from kiosk.scenario.problems import Problem, Severity
from kiosk.values import dataclass

STICK_CAP = 512 * 1024
"""Most bytes read of one file from a stick or a scenarios folder."""

COMMAND_CAP = 8 * 1024 * 1024
"""Most bytes read of one file named on the command line."""

WORKBOOK_CAP = 8 * 1024 * 1024
"""Most bytes read of a workbook, wherever it lies: it is packed, and a text in it takes more."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_OTHER_KINDS = (
    (b"PK\x03\x04", "WPS、Word 或 Excel 文档，或者压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 WPS、Word 或 Excel 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "写字板文档"),
)

# What YAML doesn't allow in a text, what it takes for the end of a line though no editor does, and
# what it passes over at the beginning of one. Compiled (and kept, by re) with the first text: a
# start from the cache reads none, and compiling takes 6 ms.
_NOT_FOR_YAML = (
    "[^\x09\x0a\x0d\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|(?<![^\r\n])\ufeff"
)
_STAND_IN = "\ufffd"
"""What YAML's parser is shown in place of a character that isn't for it; as long as that is."""

_LINE_ENDS = pattern("\r\n|\r|\n")


_MOST_NULS = 50
"""The share of a text that may be NUL: one in fifty. Where more is, it is none, or of two bytes each."""

ENOUGH = 400
"""Problems after which a file is looked at no further."""

LONGEST_SOURCE = 2_000
"""Characters of the longest line kept with a problem."""


class TooManyProblemsError(Exception):
    """So much is wrong with a file that the rest of it isn't looked at."""


@dataclass(slots=True)
class Manuscript:
    """A file's text with its lines, collecting the problems found in it.

    `text` is what is parsed, `written` what stands in the file, of the same length: where a character
    isn't for YAML, `text` has another. `misread` says that parts of it were read as what they are not.
    """

    file: str
    text: str = ""
    written: str = ""
    misread: bool = False
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def report(self, code: str, mark: Mark | None, variant: str = "", /, **values: object) -> None:
        """Add a problem by its code; mark None means the file as a whole."""
        self.add(Problem.of(code, variant, **values), mark)

    def add(self, problem: Problem, mark: Mark | None) -> None:
        """Add a problem at a place of this file.

        TooManyProblemsError where there are enough: a file made to be wrong mustn't take minutes.
        """
        if len(self.problems) >= ENOUGH:
            raise TooManyProblemsError(self.file)
        self.problems.append(self.placed(problem, mark))

    def placed(self, problem: Problem, mark: Mark | None) -> Problem:
        """Give a problem at a place of this file, without adding it."""
        if mark is None:
            return problem.placed(self.file)
        source = self.line(mark.line)
        if len(source) > LONGEST_SOURCE:
            source = ""
        return problem.placed(self.file, mark.line, mark.column, source)

    def line(self, number: int) -> str:
        """Give a line by its number, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def errors_at(self, line: int) -> Iterator[Problem]:
        """Give the errors already found on a line."""
        return (p for p in self.problems if p.line == line and p.severity is Severity.ERROR)


def decode(data: bytes, manuscript: Manuscript) -> Manuscript:
    """Fill a manuscript with a file's text and give it back.

    Where the bytes can't be read, the text stays empty and a problem says why.
    """
    if not data.strip(b"\0 \t\r\n"):
        manuscript.report("empty", None)
        return manuscript
    other = next((kind for magic, kind in _OTHER_KINDS if data.startswith(magic)), "")
    if other:
        manuscript.report("not-text", None, "other", kind=other)
        return manuscript
    text = (
        _with_bom(data, manuscript) if data.startswith(_boms()) else _without_bom(data, manuscript)
    )
    if text is None:
        return manuscript
    text = text.lstrip("\ufeff")  # what writes files together leaves one more at their beginning
    if not text.strip("\ufeff \t\r\n"):
        manuscript.report("empty", None)
        return manuscript
    _fill(manuscript, text)
    return manuscript


def _fill(manuscript: Manuscript, text: str) -> None:
    from kiosk.scenario.reading.character_rules import (  # noqa: PLC0415 - a start from the cache reads no text
        WHOLLY_MISREAD,
        read_as_gbk,
    )

    if not _LINE_ENDS.search(text):
        text = re.sub(
            "[\x85\u2028\u2029]", "\n", text
        )  # all its lines end so: then it is their end
    manuscript.lines = lines_of(text)
    misread = sum(1 for _ in islice(read_as_gbk(text), WHOLLY_MISREAD))
    if misread == WHOLLY_MISREAD:
        manuscript.report("mojibake", Mark(), "file")
        return
    manuscript.misread = misread > 0
    manuscript.written = text
    manuscript.text = re.sub(_NOT_FOR_YAML, _STAND_IN, text)


def lines_of(text: str) -> list[str]:
    """Give the lines of a text as editors count them, without their ends."""
    lines = _LINE_ENDS.split(text)
    return lines if lines[-1] else lines[:-1]


def mark_at(text: str, offset: int, start: int = 0, begun: Mark = Mark()) -> Mark:  # noqa: B008 - frozen, so it may be shared
    """Give line and column of a character of a text; known is that at `start` they are `begun`."""
    ends = [met.end() for met in _LINE_ENDS.finditer(text, start, offset)]
    if not ends:
        return Mark(begun.line, begun.column + offset - start)
    return Mark(begun.line + len(ends), offset - ends[-1] + 1)


def odd_places(manuscript: Manuscript) -> Iterator[tuple[str, Mark]]:
    """Give the characters that aren't for YAML with their places, but for those in a remark."""
    for number, line in enumerate(manuscript.lines, 1):
        if not line.lstrip().startswith("#"):
            for met in re.finditer(_NOT_FOR_YAML, line):
                yield met.group(), Mark(number, met.start() + 1)


def _boms() -> tuple[bytes, ...]:
    return tuple(bom for bom, _ in _BOMS)


def _with_bom(data: bytes, manuscript: Manuscript) -> str | None:
    encoding = next(name for bom, name in _BOMS if data.startswith(bom))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        manuscript.report("not-text", None)
        return None


def _without_bom(data: bytes, manuscript: Manuscript) -> str | None:
    if data.count(0) * _MOST_NULS > len(data):
        manuscript.report("not-text", None)
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        damaged = data.decode("utf-8", errors="replace")
        bad = damaged.count("\ufffd")
        good = sum(c > "\x7f" for c in damaged) - bad
        if good > 4 * bad:  # UTF-8 with a broken place; GBK bytes read as UTF-8 are nearly all bad
            manuscript.lines = lines_of(damaged)
            place = mark_at(damaged, len(data[: wrong.start].decode("utf-8")))
            manuscript.report("broken-character", place)
            return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        manuscript.report("not-text", None)
        return None
    manuscript.report("gbk", None)
    return text
