"""Bytes of a file as text, whatever program wrote them, with the problems met on the way."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.scenario.model import Mark
from kiosk.scenario.problems import Problem, Severity

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

# What YAML allows in a text, the same set both of PyYAML's parsers ask for. Compiled (and kept, by
# re) with the first text: a start from the cache reads none, and compiling takes 6 ms.
_NOT_PRINTABLE = "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


ENOUGH = 400
"""Problems after which a file is looked at no further."""

LONGEST_SOURCE = 2_000
"""Characters of the longest line kept with a problem."""


class TooManyProblemsError(Exception):
    """So much is wrong with a file that the rest of it isn't looked at."""


@dataclass(slots=True)
class Manuscript:
    """A file's text with its lines, collecting the problems found in it."""

    file: str
    text: str = ""
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
    if not text.strip("\ufeff \t\r\n"):
        manuscript.report("empty", None)
        return manuscript
    manuscript.lines = text.splitlines()
    odd = re.search(_NOT_PRINTABLE, text)
    if odd:
        mark = mark_at(text, odd.start())
        manuscript.report("control-character", mark, number=f"{ord(odd.group()):04X}")
        return manuscript
    manuscript.text = text
    return manuscript


def mark_at(text: str, offset: int) -> Mark:
    """Give line and column of a character of a text."""
    before = text[:offset].splitlines(keepends=True)
    if not before or before[-1] != before[-1].rstrip("\r\n\x85\u2028\u2029"):
        return Mark(len(before) + 1, 1)
    return Mark(len(before), len(before[-1]) + 1)


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
    if b"\0" in data:
        manuscript.report("not-text", None)
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        damaged = data.decode("utf-8", errors="replace")
        bad = damaged.count("\ufffd")
        good = sum(c > "\x7f" for c in damaged) - bad
        if good > 4 * bad:  # UTF-8 with a broken place; GBK bytes read as UTF-8 are nearly all bad
            manuscript.lines = damaged.splitlines()
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
