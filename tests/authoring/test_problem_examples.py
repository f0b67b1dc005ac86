"""Each problem a workbook alone can have is told of what its code's file describes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kiosk.authoring.cells import MOST_ROWS
from kiosk.scenario.problems import Code, Example, code, code_names

from .books import SlimBook as Book
from .books import converted, repacked

ALL = [
    (code(name), shown)
    for name in code_names()
    if code(name).workbook_alone
    for shown in code(name).examples
]


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
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
    for sheet in book.book.sheetnames:
        del book.book[sheet]
    book.book.create_sheet("记账")
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


def strict() -> bytes:
    kind = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strictly = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    return repacked(Book().data(), lambda _, text: text.replace(kind, strictly))


def looking(sheet: str, title: str, value: object, look: str) -> bytes:
    book = Book()
    cell = book.cell(sheet, title, 3)
    return book.put(sheet, cell, value).look(sheet, cell, look).data()


def with_formula(written: str) -> bytes:
    def change(text: str) -> str:
        return re.sub(r'<c r="H6".*?</c>', f'<c r="H6">{written}</c>', text)

    return Book().raw("选择", change)


def struck() -> bytes:
    book = Book()
    book.book["台词"]["C3"].font = Font(strike=True)
    return book.data()


def merged(beneath: str) -> bytes:
    area = '<mergeCells><mergeCell ref="C4:C5"/></mergeCells>'
    book = Book()
    if not beneath:
        book.book["台词"].merge_cells("C4:C5")
        return book.data()
    book.book["台词"].merged_cells.ranges.clear()
    return book.raw("台词", lambda text: text.replace("</sheetData>", f"</sheetData>{area}"))


def hidden(what: str) -> bytes:
    book = Book()
    sheet = book.book["选择"]
    if what == "row":
        sheet.row_dimensions[3].hidden = True
    elif what == "column":
        sheet.column_dimensions["H"].hidden = True
    else:
        book.book["来源"].sheet_state = "hidden"
    return book.data()


def another_sheet(name: str) -> bytes:
    book = Book()
    book.book.create_sheet(name).append(["一", "二"])
    return book.data()


def above_the_head() -> bytes:
    book = Book()
    book.book["台词"].insert_rows(2)
    return book.put("台词", "A2", "这里").put("台词", "B2", "也有").data()


def commented() -> bytes:
    book = Book()
    book.book["台词"]["C4"].comment = Comment("删掉", "民警")
    return book.data()


def drawn() -> bytes:
    return Book().raw("剧本", lambda text: text.replace("</worksheet>", "<drawing/></worksheet>"))


def without(sheet: str, cell: str, *, row: bool = False) -> bytes:
    book = Book()
    place = book.book[sheet][cell]
    (book.book[sheet].delete_rows if row else book.book[sheet].delete_cols)(
        place.row if row else place.column
    )
    return book.data()


def form(label: str, value: object) -> bytes:
    book = Book()
    return book.put("剧本", f"B{book.row(label)}", value).data()


def deleted_row() -> bytes:
    return without("剧本", f"A{Book().row('存款')}", row=True)


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
    "a-strict-workbook": strict,
    "a-binary-workbook": lambda: zipped("xl/workbook.bin"),
    "an-ods": lambda: zipped("mimetype", "content.xml"),
    "a-csv": "场景,谁,文字\n来电,旁白,电话响了。\n".encode,
    "a-page": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "a-locked-workbook": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "a-formula-not-worked-out": lambda: with_formula("<f>3000+5000</f><v/>"),
    "a-picture-in-a-cell": lambda: with_formula('<f>DISPIMG("ID_1",1)</f><v>=DISPIMG()</v>'),
    "an-odd-format": lambda: looking("场景", "号码", 138, "[NatNum1]0"),
    "an-unseen-number": lambda: looking("选择", "损失", 8000, ";;;"),
    "a-card-number": lambda: looking("场景", "号码", 6222021234567890, "General"),
    "a-long-number": lambda: looking("场景", "账号", 6222021234567890123, "0"),
    "thousands": lambda: looking("选择", "损失", 48000, "0,"),
    "a-struck-row": struck,
    "a-merged-text": lambda: merged(""),
    "words-beneath": lambda: merged("beneath"),
    "a-hidden-row": lambda: hidden("row"),
    "a-hidden-column": lambda: hidden("column"),
    "a-hidden-sheet": lambda: hidden("sheet"),
    "another-sheet": lambda: another_sheet("拍摄计划"),
    "a-second-sheet-of-lines": lambda: another_sheet("台词2"),
    "a-row-above-the-head": above_the_head,
    "a-cell-beside-the-form": lambda: Book().put("剧本", "E4", "也许换个标题").data(),
    "a-comment": commented,
    "a-drawing": drawn,
    "a-deleted-column": lambda: without("选择", "C2"),
    "a-deleted-row": deleted_row,
    "no-id": lambda: form("编号", None),
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
