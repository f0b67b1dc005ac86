"""Each problem a workbook alone can have is told of what its code's file describes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from kiosk.authoring.cells import MOST_ROWS
from kiosk.scenario.problems import Code, Example, code, code_names

from .books import Book, converted

ALL = [
    (code(name), shown)
    for name in code_names()
    if code(name).workbook_alone
    for shown in code(name).examples
]


def zipped(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "nothing")
    return out.getvalue()


def put(sheet: str, title: str, value: object) -> bytes:
    book = Book()
    return book.put(sheet, book.cell(sheet, title, 3), value).data()


def renamed() -> bytes:
    book = Book()
    book.book["场景"].title = "幕"
    return book.data()


def another() -> bytes:
    book = Book()
    for sheet in book.book.sheetnames[1:]:
        del book.book[sheet]
    return book.data()


def headless() -> bytes:
    book = Book()
    book.book["场景"].delete_rows(2)
    return book.data()


def formula() -> bytes:
    book = Book()
    cell = book.cell("台词", "文字", 3)
    book.put("台词", cell, "#NAME?").book["台词"][cell].data_type = "e"
    return book.data()


def long() -> bytes:
    book = Book()
    book.book["台词"].cell(MOST_ROWS + 100, 1).value = "x"
    return book.data()


SETUPS: dict[str, Callable[[], bytes]] = {
    "a-document": lambda: zipped("word/document.xml"),
    "a-torn-copy": lambda: Book().data()[:4_000],
    "a-broken-workbook": lambda: zipped("xl/workbook.xml"),
    "an-old-workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "another-workbook": another,
    "a-renamed-sheet": renamed,
    "no-head": headless,
    "an-unknown-scene": lambda: put("台词", "场景", "没这里"),
    "no-scene": lambda: put("台词", "场景", None),
    "a-formula": formula,
    "many-rows": long,
}


def title(pair: tuple[Code, Example]) -> str:
    return f"{pair[0].name}-{pair[1].setup}"


@pytest.mark.parametrize("pair", ALL, ids=title)
def test_an_odd_workbook_is_told_by_its_code_in_the_words_of_a_workbook(
    pair: tuple[Code, Example],
) -> None:
    rule, shown = pair
    told = [p for p in converted(SETUPS[shown.setup]()).problems if p.code == rule.name]
    assert told
    assert {p.severity for p in told} == {rule.severity}
    assert all(p.where.startswith("故事.xlsx") and p.advice in p.text() for p in told)
    assert all(not p.line and p.cell is not None for p in told)


def test_every_setup_is_shown_by_a_code() -> None:
    assert {shown.setup for _, shown in ALL} == set(SETUPS)
