"""Workbooks for tests: made from stories, changed cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import chain
from typing import Any

from openpyxl import Workbook, load_workbook

from kiosk.authoring.convert import Converted, convert
from kiosk.authoring.workbook import Names, workbook
from kiosk.paths import shipped
from kiosk.scenario.first_story import first_story
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import shipped_pictures
from kiosk.scenario.reading.reader import read_story

NAMES = Names(
    load_catalogue(shipped("scenarios") / "catalogue")[0], shipped_pictures(shipped("assets"))
)


def story(text: bytes) -> Scenario:
    scenario = read_story(text, "剧本.yaml", catalogue=NAMES.catalogue).scenario
    assert scenario is not None
    return scenario


FIRST = story(first_story("例子").encode())


def converted(data: bytes) -> Converted:
    return convert(data, "故事.xlsx", catalogue=NAMES.catalogue, pictures=NAMES.pictures)


@cache
def filled(scenario: Scenario | None) -> bytes:
    """Give a workbook's bytes, made once."""
    return workbook(NAMES, scenario, FIRST)


def repacked(data: bytes, change: Callable[[str, str], str | None]) -> bytes:
    """Give a workbook with the texts of its parts changed; None takes a part out."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = change(name, old.read(name).decode())
            if text is not None:
                new.writestr(name, text)
    return out.getvalue()


class Book:
    """The workbook of the first story, to be spoiled."""

    def __init__(self, scenario: Scenario | None = FIRST) -> None:
        self.book: Any = load_workbook(BytesIO(filled(scenario)))

    def put(self, sheet: str, cell: str, value: object) -> Book:
        self.book[sheet][cell].value = value
        return self

    def cell(self, sheet: str, title: str, row: int) -> str:
        """Give the cell of a row under a head."""
        for cell in self.book[sheet][2]:
            if cell.value == title:
                return f"{cell.column_letter}{row}"
        raise KeyError(title)

    def look(self, sheet: str, cell: str, number_format: str) -> Book:
        self.book[sheet][cell].number_format = number_format
        return self

    def row(self, label: str) -> int:
        """Give the first row of a label on the story's own sheet."""
        for (cell,) in self.book["剧本"].iter_rows(max_col=1):
            if str(cell.value).strip("*") == label:
                return int(cell.row)
        raise KeyError(label)

    def raw(self, sheet: str, change: Callable[[str], str]) -> bytes:
        """Give the bytes with a sheet's own text changed."""
        part = f"xl/worksheets/sheet{self.book.sheetnames.index(sheet) + 1}.xml"
        return repacked(self.data(), lambda name, text: change(text) if name == part else text)

    def data(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def converted(self) -> Converted:
        return converted(self.data())

    def told(self) -> list[str]:
        """Give what is told of it, as `place code`."""
        return [f"{p.where} {p.code}" for p in self.converted().problems]


@cache
def slim() -> bytes:
    """Give what stands in the first story's workbook, on the sheets somebody fills in: no styles, no drop-downs."""
    bare = Workbook()
    bare.remove(bare.active)
    for sheet in Book().book:
        if sheet.title in ("先看这里", "例子", "名单"):
            continue
        copy = bare.create_sheet(sheet.title)
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.value is not None:
                copy[cell.coordinate] = cell.value
                copy[cell.coordinate].number_format = cell.number_format
    out = BytesIO()
    bare.save(out)
    return out.getvalue()


class SlimBook(Book):
    """The same as a table somebody copied the words into: opened and read in a sixth of the time."""

    def __init__(self) -> None:
        self.book = load_workbook(BytesIO(slim()))
