"""A workbook's bytes as sheets of raw cells: what is written, how it looks, what is hidden.

Everything a sheet holds is told apart here, for nothing of it may be dropped in silence: a formula
and its value, a struck-out word, a hidden row. Nothing is built that isn't asked for, and a
document type, which could grow without bound, is refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import field
from posixpath import dirname, join, normpath
from typing import Any
from xml.parsers import expat

from kiosk.authoring.number_format import BUILT_IN, GENERAL
from kiosk.patterns import pattern
from kiosk.values import dataclass

MOST_ROWS = 5_000
MOST_MERGED = 5_000
LONGEST_TEXT = 32_767
"""Characters; programs that write workbooks put no more into a cell."""
MOST_ELEMENTS = 200_000
"""Elements of a part; those of blank cells don't count. A story takes below twenty thousand."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all parts that are read, each as often as the workbook asks for it."""
LONGEST_TOKEN = 1 << 20
"""Bytes of a tag or a remark: while one lasts the parser begins it anew with every piece."""
_CHUNK = 1 << 16
MOST_COLUMN = 16_384
_LONGEST_TAG = 1_024
_BLANK_CELL = pattern(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="\w+")? ?/>')
_BLANK_ROW = pattern(rb'<row r="\d{1,7}"[^<>]*(?:/>|(?<!/)></row>)')

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFF = ("0", "false", "off", "none")
_ESCAPE = pattern(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

_Started = Callable[[str, dict[str, str]], None]
_Ended = Callable[[str, str], None]


class WorkbookError(Exception):
    """A workbook that can't be read; code and variant are those of its problem."""

    def __init__(self, code: str, variant: str = "") -> None:
        """Take what the problem is told by."""
        super().__init__(code)
        self.code, self.variant = code, variant


@dataclass(frozen=True, slots=True)
class Text:
    """A text and how its letters look: `struck` some of them, `as_cell` others as their cell says."""

    text: str
    struck: bool = False
    as_cell: bool = True


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that isn't empty.

    `kind` is the file's own: n a number, s a text, b true or false, e an error, d a date. `formula`
    is None where there is none. `has_value` tells a formula's empty text from one not worked out.
    """

    kind: str
    value: str
    number_format: str = GENERAL
    struck: bool = False
    formula: str | None = None
    has_value: bool = True


Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""


@dataclass(slots=True)
class RawSheet:
    """What a sheet holds; areas are first and last row, first and last column."""

    name: str
    hidden: bool = False
    cells: dict[Place, RawCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    commented: list[Place] = field(default_factory=list)
    drawn: bool = False
    cut_at: int = 0
    """The row from which on nothing was kept; 0 where all was."""


@dataclass(frozen=True, slots=True)
class _Style:
    number_format: str = GENERAL
    struck: bool = False


class RawWorkbook:
    """A workbook's sheets by their names; raises WorkbookError where it isn't one."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read what an opened workbook is made of."""
        self._archive = archive
        self._left = MOST_UNPACKED
        self._names = {part_key(name): name for name in archive.namelist()}
        self._texts: list[Text] | None = None
        self.since_1904 = False
        self._sheets: dict[str, tuple[str, bool]] = {}
        book = self._book()
        self._links = self._links_of(book)
        self._styles = self._read_styles()
        self._read_book(book)

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets' names, in their order."""
        return tuple(self._sheets)

    def sheet(self, name: str) -> RawSheet:
        """Read a sheet."""
        part, hidden = self._sheets[name]
        reader = _SheetReader(RawSheet(name, hidden=hidden), self._styles, self._shared_texts)
        self._parse(part, reader.started, reader.ended)
        sheet = reader.sheet
        for kind, target in self._links_of(part).values():
            if kind.endswith("/comments"):
                sheet.commented += self._commented(target)
        return sheet

    # Parts ---------------------------------------------------------------------------------------

    def _book(self) -> str:
        links = self._links_of("")
        found = next((t for kind, t in links.values() if kind.endswith("/officeDocument")), "")
        return found or "xl/workbook.xml"

    def _links_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Give the parts a part leads to, by the link's id: its kind and its target."""
        folder, _, name = part.rpartition("/")
        place = join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def started(name: str, given: dict[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode", "") != "External":
                target = given.get("Target", "").replace("\\", "/")
                whole = target[1:] if target.startswith("/") else join(dirname(part), target)
                found[given.get("Id", "")] = (given.get("Type", ""), normpath(whole))

        if part_key(place) in self._names:
            self._parse(place, started)
        return found

    def _read_book(self, part: str) -> None:
        def started(name: str, given: dict[str, str]) -> None:
            if name == "workbookPr":
                self.since_1904 = _is_on(given.get("date1904", "0"))
            elif name == "sheet":
                kind, target = self._links.get(given.get("r:id", ""), ("", ""))
                if kind.endswith("/worksheet"):
                    hidden = given.get("state", "visible") != "visible"
                    self._sheets[given.get("name", "")] = (target, hidden)

        if part_key(part) not in self._names:
            raise WorkbookError("broken-workbook")
        self._parse(part, started)

    def _read_styles(self) -> list[_Style]:
        part = self._linked("/styles")
        reader = _StylesReader()
        if part:
            self._parse(part, reader.started, reader.ended)
        return reader.styles

    def _shared_texts(self) -> list[Text]:
        if self._texts is None:
            self._texts = []
            part = self._linked("/sharedStrings")
            if part:
                reader = _TextReader()
                texts = self._texts

                def ended(name: str, text: str) -> None:
                    reader.ended(name, text)
                    if name == "si":
                        texts.append(reader.taken())

                self._parse(part, reader.started, ended)
        return self._texts

    def _commented(self, part: str) -> Iterator[Place]:
        found: list[Place] = []

        def started(name: str, given: dict[str, str]) -> None:
            if name == "comment":
                found.append(_place(given.get("ref", "")))

        if part_key(part) in self._names:
            self._parse(part, started)
        yield from (place for place in found if place[0])

    def _linked(self, kind: str) -> str:
        target = next((t for found, t in self._links.values() if found.endswith(kind)), "")
        return target if part_key(target) in self._names else ""

    def _parse(self, part: str, started: _Started, ended: _Ended | None = None) -> None:
        """Tell of a part's elements, one after the other."""
        try:
            name = self._names[part_key(part)]
        except KeyError:
            raise WorkbookError("broken-workbook") from None
        with self._archive.open(name) as file:
            parser = _Parser(started, ended)
            while chunk := file.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise WorkbookError("too-big", "unpacked")
                parser.feed(chunk)
            parser.close()


class _Parser:
    """Tells of the elements of the spreadsheet's own namespaces by their bare names."""

    def __init__(self, started: _Started, ended: _Ended | None) -> None:
        self._started, self._ended = started, ended
        self._text: list[str] = []
        self._left = MOST_ELEMENTS
        self._held = b""
        self._fed = 0
        self._length = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        if ended is not None:
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._add
        parser.StartDoctypeDeclHandler = self._refuse
        self._parser: Any = parser

    def feed(self, data: bytes) -> None:
        """Read on; blank cells and rows, of which there may be millions, are taken out at once."""
        data = self._held + data
        whole = data.rfind(b">") + 1 or len(data)
        whole = whole if len(data) - whole < _LONGEST_TAG else len(data)
        self._held = data[whole:]
        data = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", data[:whole]))
        self._fed += len(data)
        self._parser.Parse(data, False)  # noqa: FBT003 - not the last
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise WorkbookError("too-big", "unpacked")

    def close(self) -> None:
        """Read to the end."""
        self._parser.Parse(self._held, True)  # noqa: FBT003 - the last

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._left -= 1
        if not self._left:
            raise WorkbookError("too-big", "unpacked")
        space, _, bare = name.rpartition(" ")
        self._text.clear()
        self._length = 0
        if space == _STRICT:
            raise WorkbookError("not-a-workbook", "strict")
        if space in (_MAIN, _RELATIONS):
            link = given.get(f"{_LINKS} id")
            if link is not None:
                given["r:id"] = link
            self._started(bare, given)

    def _add(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise WorkbookError("too-big", "unpacked")
        self._text.append(text)

    def _end(self, name: str) -> None:
        space, _, bare = name.rpartition(" ")
        text = "".join(self._text)
        self._text.clear()
        self._length = 0
        if space == _MAIN and self._ended is not None:
            self._ended(bare, text)

    def _refuse(self, *_told: object) -> None:
        raise WorkbookError("broken-workbook")


class _TextReader:
    """Reads a text whole or in pieces that look each its own way; what tells its sound is left out."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._parts: list[str] = []
        self._struck = self._as_cell = False
        self._in_run = self._own_look = self._run_struck = self._in_sound = False

    def started(self, name: str, given: dict[str, str]) -> None:
        if name == "r":
            self._in_run, self._own_look, self._run_struck = True, False, False
        elif name == "rPr":
            self._own_look = True
        elif name == "strike" and self._in_run:
            self._run_struck = _is_on(given.get("val", "1"))
        elif name == "rPh":
            self._in_sound = True

    def ended(self, name: str, text: str) -> None:
        if name == "rPh":
            self._in_sound = False
        elif name == "r":
            self._in_run = False
        elif name == "t" and not self._in_sound:
            self._parts.append(text)
            if text.strip():
                self._struck = self._struck or (self._in_run and self._run_struck)
                self._as_cell = self._as_cell or not (self._in_run and self._own_look)

    def taken(self) -> Text:
        """Give the text read, and begin the next."""
        text = Text(_unescaped("".join(self._parts)), self._struck, self._as_cell)
        self._reset()
        return text


class _StylesReader:
    """Reads the looks of cells, of which the number format and a line through the words matter."""

    def __init__(self) -> None:
        self.styles: list[_Style] = []
        self._formats: dict[int, str] = {}
        self._fonts: list[bool] = []
        self._in = ""

    def started(self, name: str, given: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs", "dxfs", "cellStyleXfs"):
            self._in = name
        elif name == "numFmt" and self._in != "dxfs":
            self._formats[_whole(given.get("numFmtId"))] = given.get("formatCode", GENERAL)
        elif name == "font" and self._in == "fonts":
            self._fonts.append(False)
        elif name == "strike" and self._in == "fonts" and self._fonts:
            self._fonts[-1] = _is_on(given.get("val", "1"))
        elif name == "xf" and self._in == "cellXfs":
            number = _whole(given.get("numFmtId"))
            font = _whole(given.get("fontId"))
            written = self._formats.get(number) or BUILT_IN.get(number, GENERAL)
            self.styles.append(_Style(written, font < len(self._fonts) and self._fonts[font]))

    def ended(self, name: str, _text: str) -> None:
        if name == self._in:
            self._in = ""


class _SheetReader:
    """Reads a sheet row by row."""

    def __init__(
        self, sheet: RawSheet, styles: list[_Style], texts: Callable[[], list[Text]]
    ) -> None:
        self.sheet = sheet
        self._styles, self._texts = styles, texts
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = _TextReader()
        self._hide_rows = False

    def started(self, name: str, given: dict[str, str]) -> None:
        if self._cell is not None:
            self._inline.started(name, given)
        elif name == "row":
            self._row = _whole(given.get("r")) or self._row + 1
            self._column = 0
            by_default = self._hide_rows and "ht" not in given
            if _is_on(given.get("hidden", "0")) or given.get("ht") == "0" or by_default:
                self.sheet.hidden_rows.add(self._row)
        elif name == "c":
            row, column = _place(given.get("r", ""))
            self._row, self._column = row or self._row, column or self._column + 1
            self._cell, self._value, self._formula = given, None, None
        else:
            self._started_else(name, given)

    def _started_else(self, name: str, given: dict[str, str]) -> None:
        if name == "col":
            if _is_on(given.get("hidden", "0")) or given.get("width") == "0":
                span = _whole(given.get("min")), _whole(given.get("max"))
                self.sheet.hidden_columns.append(span)
        elif name == "sheetFormatPr":
            self._hide_rows = _is_on(given.get("zeroHeight", "0"))
        elif name == "mergeCell" and len(self.sheet.merged) < MOST_MERGED:
            first, _, last = given.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            if top and left:
                self.sheet.merged.append((top, bottom, left, right))
        elif name in ("drawing", "picture"):
            self.sheet.drawn = True

    def ended(self, name: str, text: str) -> None:
        if self._cell is None:
            return
        if name == "v":
            self._value = text
        elif name == "f":
            self._formula = text
        elif name == "c":
            self._keep(self._cell)
            self._cell = None
        else:
            self._inline.ended(name, text)

    def _keep(self, given: dict[str, str]) -> None:
        inline = self._inline.taken()
        kind = given.get("t", "n")
        style = self._style(_whole(given.get("s")))
        text = Text(self._value or "")
        if kind == "inlineStr":
            kind, text = "s", inline
        elif kind == "s":
            text = self._shared(self._value)
        elif kind == "str":
            kind, text = "s", Text(_unescaped(self._value or ""))
        has_value = bool(self._value) or (kind == "s" and self._value is not None)
        if not text.text.strip() and self._formula is None:
            return
        if self._row > MOST_ROWS:
            self.sheet.cut_at = self.sheet.cut_at or self._row
            return
        if self._column <= MOST_COLUMN:
            self.sheet.cells[self._row, self._column] = RawCell(
                kind,
                text.text,
                style.number_format,
                text.struck or (text.as_cell and style.struck),
                self._formula,
                has_value,
            )

    def _style(self, number: int) -> _Style:
        return self._styles[number] if number < len(self._styles) else _Style()

    def _shared(self, number: str | None) -> Text:
        texts = self._texts()
        at = _whole(number)
        if number is None or at >= len(texts):
            raise WorkbookError("broken-workbook")
        return texts[at]


def part_key(name: str) -> str:
    """Give a part's name as parts are found by, whatever program wrote it."""
    return normpath(name.replace("\\", "/")).lstrip("/").casefold()


def _is_on(value: str) -> bool:
    return value.strip().lower() not in _OFF


def _whole(text: str | None) -> int:
    """Give a number as written in a file; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdecimal() else 0


def _place(reference: str) -> Place:
    """Give row and column of a reference such as C5; zeros where it is none."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _unescaped(text: str) -> str:
    """Give a text whose signs written as _x000D_ stand for themselves."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
