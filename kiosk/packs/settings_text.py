"""Changes in the bytes of a settings file: what people wrote beside stays as it is, byte for byte.

A line is changed where it stands, behind its key and before its comment; encoding and line ends stay.
Nothing here is believed: whoever writes the bytes reads them first, and sees that they say what they should.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from kiosk.patterns import pattern
from kiosk.scenario.problems import Severity
from kiosk.scenario.reading.text import Manuscript, TooManyProblemsError
from kiosk.scenario.schema import Key, WrongValueError, key_of, spellings
from kiosk.settings import Settings
from kiosk.settings_file import fill, read_settings, value_of, ways_written
from kiosk.settings_lines import Block, blocks, entries, remark_behind
from kiosk.values import dataclass

HEAD = "# 这里的设置也可以在屏幕上改：工作人员页面，“设置”。每行一项：名称、冒号、值。"
"""The first line of a file that was begun by this program."""

_ENDS = pattern(rb"\r\n|\r|\n")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnchangeableError(ValueError):
    """Bytes in which nothing can be changed: they are no text, or not one that is read to its end."""


class UnwritableError(ValueError):
    """A text that can't be written so that it is read as what it says."""


@dataclass(slots=True)
class _Page:
    """A file's lines as bytes with their ends, and how a new one is written."""

    bom: bytes
    encoding: str
    lines: list[bytes]
    end: bytes = os.linesep.encode()

    @property
    def ends(self) -> tuple[bytes, bytes]:
        """Give what a line with an end has as its last."""
        return "\n".encode(self.encoding), "\r".encode(self.encoding)

    def line(self, text: str) -> bytes:
        """Give a line of this file."""
        return text.encode(self.encoding) + self.end

    def bytes(self) -> bytes:
        """Give the file."""
        return self.bom + b"".join(self.lines)


def fresh(changes: Mapping[str, str | None]) -> bytes:
    """Give a file that sets these texts alone."""
    page = _Page(b"", "utf-8", [])
    lines = [
        HEAD,
        *(
            _line(key_of(Settings, name), text)
            for name, text in changes.items()
            if text is not None
        ),
    ]
    page.lines = [page.line(line) for line in lines]
    return page.bytes()


def line_of(name: str, text: str) -> str:
    """Give the line that sets a setting to a text; UnwritableError where there is none."""
    return _line(key_of(Settings, name), text)


def texts(data: bytes) -> dict[str, str]:
    """Give what a file sets, by the fields' names, as texts that are read as the same values."""
    manuscript = Manuscript("")
    table = spellings(Settings)
    found: dict[str, str] = {}
    with suppress(TooManyProblemsError):
        fill(manuscript, data)
        for entry in entries(manuscript, ways_written()):
            key = table.get(entry.key)
            if key is not None:
                found.setdefault(key.name, entry.value)
    return {name: text for name, text in found.items() if _means(key_of(Settings, name), text)}


def _means(key: Key, text: str) -> bool:
    """Tell whether a text is a value of a setting."""
    try:
        value_of(key, text)
    except WrongValueError:
        return False
    return bool(text)


def changed(data: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Give a file's bytes with some settings changed, by name; None takes a setting's lines away.

    UnchangeableError where that can't be done.
    """
    manuscript = Manuscript("")
    found: list[Block] = []
    table = spellings(Settings)
    with suppress(TooManyProblemsError):
        fill(manuscript, data)
        if any(p.severity is Severity.ERROR and not p.line for p in manuscript.problems):
            raise UnchangeableError
        found.extend(blocks(manuscript, ways_written()))
    page = _page(data)
    if len(page.lines) != len(manuscript.lines):
        raise UnchangeableError
    for name, text in changes.items():
        mine = [
            block for block in found if (key := table.get(block.entry.key)) and key.name == name
        ]
        _change(page, manuscript, mine, key_of(Settings, name), text)
    return page.bytes()


def _change(
    page: _Page, manuscript: Manuscript, mine: list[Block], key: Key, text: str | None
) -> None:
    """Change the lines of one setting; a line that is taken away is empty, so that numbers stay."""
    if text is None:
        for block in mine:
            for number in (block.entry.key_at.line, *block.lines):
                page.lines[number - 1] = b""
        return
    if not mine:
        last = next((n for n in reversed(range(len(page.lines))) if page.lines[n]), None)
        if last is not None and not page.lines[last].endswith(page.ends):
            page.lines[last] += page.end
        page.lines.append(page.line(_line(key, text)))
        return
    block = mine[0]  # of several the first counts, as when it is read
    for number in block.lines:
        page.lines[number - 1] = b""
    number = block.entry.key_at.line
    line = manuscript.line(number)
    head = line[: block.entry.at.column - 1]
    page.lines[number - 1] = page.line(_line(key, text, head, remark_behind(block.entry.value)))


def _page(data: bytes) -> _Page:
    for bom, encoding in _WIDE:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding)
            lines = [
                line.encode(encoding)
                for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)
            ]
            return _with_end(_Page(bom, encoding, lines))
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    encoding = "utf-8"
    try:
        data.decode()
    except UnicodeDecodeError:
        encoding = "gb18030"
    return _with_end(_Page(bom, encoding, list(_byte_lines(data[len(bom) :]))))


def _byte_lines(data: bytes) -> Iterator[bytes]:
    """Give lines with their ends; no byte of a character of UTF-8 or GBK is one of an end."""
    start = 0
    for met in _ENDS.finditer(data):
        yield data[start : met.end()]
        start = met.end()
    if start < len(data):
        yield data[start:]


def _with_end(page: _Page) -> _Page:
    """Give a page whose new lines end as its first one does."""
    first = page.lines[0].decode(page.encoding, "replace") if page.lines else ""
    end = first[len(first.rstrip("\r\n")) :]
    page.end = (end or os.linesep).encode(page.encoding)
    return page


def _line(key: Key, text: str, head: str = "", remark: str = "") -> str:
    """Give a line that is read as the value a text stands for, as it was begun where that goes."""
    value = value_of(key, text)
    forms = (text, "'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False))
    begins = [(head, remark)] if head else []
    begins += [(f"{key.zh}: ", remark), (f"{key.zh}: ", "")]
    for line in (f"{begin}{form}{rest}" for begin, rest in begins for form in forms):
        if _read_back(line, key) == value:
            return line
    raise UnwritableError(key.zh)


def _read_back(line: str, key: Key) -> Any:  # noqa: ANN401 - of any setting's type
    settings, problems = read_settings(line.encode(), "")
    return None if problems else getattr(settings, key.name)
