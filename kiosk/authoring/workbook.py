"""A story's workbook: empty to fill in, or holding a story; with drop-downs, guide and example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from kiosk.authoring import guide_sheet, styles
from kiosk.authoring.cells import Parting, join_items
from kiosk.authoring.columns import (
    CHOICES,
    EXAMPLE,
    FORM,
    FORM_HEAD,
    GUIDE,
    LINES,
    MARKED,
    NAMES,
    STORY,
    TABLES,
    WHERE,
    Column,
    Table,
    marked_columns,
)
from kiosk.authoring.names_sheet import Lists, write_names
from kiosk.authoring.story_tree import CellText, StoryTree, story_tree
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.values import dataclass

Sheet = Any
"""A worksheet; openpyxl has no types."""

ROWS_FOR_LAW = 4
ROWS_FOR_AUDIENCE = 3
HEAD = 2
"""The row of a table's head; above it stands what the table is for."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names a workbook offers."""

    catalogue: Catalogue
    pictures: PictureFiles


def workbook(names: Names, story: Scenario | None = None, example: Scenario | None = None) -> bytes:
    """Give the bytes of a workbook, holding a story where one is given."""
    book = Workbook()
    styles.prepare(book)
    guide_sheet.write(book.active, GUIDE)
    tree = story_tree(story) if story else {}
    lists = Lists.of(names.catalogue, names.pictures)
    _form(book.create_sheet(STORY), tree, lists)
    for table in TABLES:
        rows = list(_rows(table, tree))
        _table(book.create_sheet(table.name), _widened(table, rows), rows, lists)
    if example:
        _example(book.create_sheet(EXAMPLE), example)
    write_names(book.create_sheet(NAMES), lists)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _form(sheet: Sheet, tree: dict[str, StoryTree], lists: Lists) -> None:
    styles.title_row(sheet, "一行填一项，只填中间那一列。带星号的一定要填。", 3)
    for n, title in enumerate((FORM_HEAD, "填在这一列", "说明"), start=1):
        styles.head(sheet.cell(HEAD, n), title)
    row = HEAD
    for column in FORM:
        for n, value in enumerate(_values(column, tree)):
            row += 1
            styles.label(sheet.cell(row, 1), column, must=not n)
            styles.entry(sheet.cell(row, 2), column, value)
            styles.doc(sheet.cell(row, 3), column.doc)
            styles.fit_height(
                sheet, row, zip((column.title, value, column.doc), styles.FORM_WIDTHS, strict=True)
            )
            lists.offer(sheet, column, f"B{row}")
            styles.warn_of_length(sheet, column, f"B{row}:B{row}")
    styles.form(sheet, HEAD)


def _values(column: Column, tree: dict[str, StoryTree]) -> list[str]:
    """Give the texts of the rows of one label: one item a row, with blank ones to fill in."""
    name = column.path[0]
    if name not in ("law", "audience"):
        return [_at(tree, column.path, column.parting)]
    words = [word.text for word in _list(tree, name) if isinstance(word, CellText)]
    items = [join_items([word], column.parting) for word in words]
    blank = {"law": ROWS_FOR_LAW, "audience": ROWS_FOR_AUDIENCE}[name] - len(items)
    return [*items, *[""] * max(blank, 0)]


def _table(sheet: Sheet, table: Table, rows: list[dict[str, StoryTree]], lists: Lists) -> None:
    styles.title_row(sheet, table.about, len(table.columns))
    for n, column in enumerate(table.columns, start=1):
        styles.column_head(sheet.cell(HEAD, n), column)
    for m, tree in enumerate(rows, start=HEAD + 1):
        texts = [_at(tree, column.path, column.parting) for column in table.columns]
        for n, (column, text) in enumerate(zip(table.columns, texts, strict=True), start=1):
            styles.entry(sheet.cell(m, n), column, text)
        widths = (column.width for column in table.columns)
        styles.fit_height(sheet, m, zip(texts, widths, strict=True))
    last = max(HEAD + table.rows, HEAD + len(rows) + 20)
    for n, column in enumerate(table.columns, start=1):
        letter = styles.letter(n)
        area = f"{letter}{HEAD + 1}:{letter}{last}"
        lists.offer(sheet, column, area)
        styles.warn_of_length(sheet, column, area)
        styles.colour_verdicts(sheet, column, area)
        styles.blank_column(sheet.column_dimensions[letter], column)
    sheet.freeze_panes = sheet.cell(HEAD + 1, 3 if table.name in (LINES, CHOICES) else 2)
    styles.page_setup(sheet)


def _rows(table: Table, tree: dict[str, StoryTree]) -> Iterator[dict[str, StoryTree]]:
    """Give the rows of a table: objects of the story, those of places with the place's id."""
    if table.name not in (LINES, CHOICES):
        yield from (row for row in _list(tree, table.field) if isinstance(row, dict))
        return
    for field in ("scenes", "endings"):
        for place in _list(tree, field):
            if isinstance(place, dict):
                for row in _list(place, table.field):
                    if isinstance(row, dict):
                        yield {WHERE: place["id"], **row}


def _list(tree: dict[str, StoryTree], name: str) -> list[StoryTree]:
    value = tree.get(name)
    return value if isinstance(value, list) else []


def _widened(table: Table, rows: list[dict[str, StoryTree]]) -> Table:
    """Give the table with columns for as many 破绽 and 凭据 as some line has."""
    if table.name != LINES:
        return table
    columns = list(table.columns)
    for marked in MARKED:
        most = max((len(_list(row, marked.field)) for row in rows), default=0)
        at = 1 + max(n for n, one in enumerate(columns) if one.path[0] == marked.field)
        columns[at:at] = [
            column for n in range(marked.offered, most) for column in marked_columns(marked, n + 1)
        ]
    return replace(table, columns=tuple(columns))


def _at(tree: StoryTree, path: tuple[str, ...], parting: Parting = Parting.LINES) -> str:
    """Give what one cell holds of a tree; empty where there is nothing."""
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step, CellText(""))
        elif isinstance(tree, list):
            tree = tree[int(step)] if int(step) < len(tree) else {}
    if isinstance(tree, list):
        return join_items([word.text for word in tree if isinstance(word, CellText)], parting)
    return tree.text if isinstance(tree, CellText) else ""


def _example(sheet: Sheet, example: Scenario) -> None:
    """Set a whole story on one sheet, table under table, columns as on the sheets themselves."""
    tree = story_tree(example)
    row = 1
    styles.heading(sheet.cell(row, 1), "一个填好的例子（只是给您看的，填在前面那些表里才算）")
    row += 2
    styles.heading(sheet.cell(row, 1), f"“{STORY}”这样填")
    for column in FORM:
        for value in (v for v in _values(column, tree) if v):
            row += 1
            styles.label(sheet.cell(row, 1), column)
            styles.entry(sheet.cell(row, 2), column, value)
    for table in TABLES:
        rows = list(_rows(table, tree))
        if not rows:
            continue
        shown = _widened(table, rows)
        row += 2
        styles.heading(sheet.cell(row, 1), f"“{table.name}”这样填")
        row += 1
        for n, column in enumerate(shown.columns, start=1):
            styles.column_head(sheet.cell(row, n), column)
        for one in rows:
            row += 1
            texts = [_at(one, column.path, column.parting) for column in shown.columns]
            for n, (column, text) in enumerate(zip(shown.columns, texts, strict=True), start=1):
                styles.entry(sheet.cell(row, n), column, text)
            styles.fit_height(sheet, row, ((text, styles.EXAMPLE_WIDTH) for text in texts))
    styles.example(sheet)
