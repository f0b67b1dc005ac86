"""A workbook's sheets as a written story, by the table of columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kiosk.authoring.cells import Sheets, one_line, split_items
from kiosk.authoring.columns import (
    CHOICES,
    ENDINGS,
    FORM,
    FORM_HEAD,
    LINES,
    QUIZ,
    SCENES,
    SOURCES,
    STORY,
    TABLES,
    WHERE,
    Column,
    Table,
)
from kiosk.authoring.story_tree import Cell, CellText, StoryTree
from kiosk.scenario.model import FORMAT_VERSION, Scenario
from kiosk.scenario.schema import Sort, keys_of
from kiosk.scenario.suggest import did_you_mean

HEAD_WITHIN = 10
"""Rows in which a table's head is looked for."""

NEEDED = (SCENES, LINES, CHOICES, ENDINGS, QUIZ, SOURCES)
"""Tables no story does without."""

_REMARK = ("备注", "说明：", "#")
"""What the title of a column begins with that is the author's own."""

MOST_NAMED = 30
"""Places named in the advice."""

Row = dict[str, Any]


@dataclass(slots=True)
class TableRow:
    """One row of a table: its tree, the cell of its scene and the first filled-in cell."""

    tree: Row
    where: CellText
    first: Cell


@dataclass(slots=True)
class _Head:
    """A table's head: its row, and the column each place of it stands for."""

    row: int = 0
    columns: dict[int, Column] = field(default_factory=dict)


def read_story_tree(sheets: Sheets) -> dict[str, StoryTree] | None:
    """Give the story a workbook tells, None where it holds none at all."""
    if not sheets.rows:
        if not sheets.problems:
            sheets.report("no-sheets", Cell(), story=STORY, scenes=SCENES)
        return None
    story = _form(sheets)
    found = {table.name: list(_table(sheets, table)) for table in TABLES}
    for table in TABLES:
        if table.name not in (LINES, CHOICES):
            story[table.field] = [row.tree for row in found[table.name]]
    _give_to_places(sheets, story["scenes"] + story["endings"], found[LINES], "lines")
    _give_to_places(sheets, story["scenes"], found[CHOICES], "choices")
    for place in story["scenes"] + story["endings"]:
        place.setdefault("lines", [])
    needed = {key.name for key in keys_of(Scenario) if key.required}
    return {name: value for name, value in story.items() if value or name in needed}


def _form(sheets: Sheets) -> Row:
    """Give what the story's own sheet says; a label may stand in several rows."""
    story: Row = {"format": CellText(str(FORMAT_VERSION), Cell(STORY))}
    labels = {column.title: column for column in FORM}
    rows = sheets.rows.get(STORY)
    if rows is None:
        _no_sheet(sheets, STORY)
    for row in rows or ():
        label = row[0].text if row else ""
        value = (
            row[1] if len(row) > 1 else CellText("", Cell(STORY, row[0].cell.row if row else 0, 2))
        )
        column = labels.get(label.strip("：:* "))
        if column is None:
            if label != FORM_HEAD and value.text and label and not label.startswith(_REMARK):
                _unknown(sheets, row[0], labels)
            continue
        _put(story, column, value)
    for column in FORM:
        if column.path[0] not in story and column.key.required and column.path[0] != "approval":
            story[column.path[0]] = [] if column.many else CellText("", Cell(STORY))
    _complete(story.get("approval"), next(c for c in FORM if c.path[0] == "approval"))
    return story


def _complete(approval: Row | None, column: Column) -> None:
    """Let a half-filled approval name what it lacks."""
    if approval:
        for sibling in FORM:
            if sibling.path[0] == column.path[0]:
                approval.setdefault(sibling.path[1], CellText("", Cell(STORY)))


def _table(sheets: Sheets, table: Table) -> Iterator[TableRow]:
    rows = sheets.rows.get(table.name)
    if rows is None:
        if table.name in NEEDED:
            _no_sheet(sheets, table.name)
        return
    head = _head(sheets, table, rows)
    before = CellText("")
    for row in rows[head.row :]:
        filled = [(head.columns[n], word) for n, word in enumerate(row) if n in head.columns]
        if not any(word.text for _, word in filled):
            continue
        tree: Row = {}
        place = row[0].cell
        for column, word in filled:
            if column.path != (WHERE,):
                _put(tree, column, word)
            elif word.text:
                before = CellText(one_line(word.text), word.cell)
        _fill_in(tree, table.model, head, Cell(place.sheet, place.row, 1))
        yield TableRow(tree, before, next(word.cell for _, word in filled if word.text))


def _head(sheets: Sheets, table: Table, rows: list[list[CellText]]) -> _Head:
    """Give the head of a table: of its first rows the one that names the most columns."""
    best = _Head()
    for n, row in enumerate(rows[:HEAD_WITHIN]):
        titles = {m: table.column(_title(word)) for m, word in enumerate(row)}
        known = {m: column for m, column in titles.items() if column is not None}
        if len(known) > len(best.columns):
            best = _Head(n + 1, known)
    if not best.columns:
        if any(word.text for row in rows for word in row):
            wanted = "、".join(column.title for column in table.columns)
            sheets.report("no-head", Cell(table.name, 1, 1), titles=wanted)
        best.row = len(rows)
        return best
    seen: dict[str, int] = {}
    for m, word in enumerate(rows[best.row - 1]):
        column = best.columns.get(m)
        if column is None:
            _check_unknown(sheets, table, rows[best.row :], word, m)
        elif seen.setdefault(column.title, m) != m:
            del best.columns[m]
            sheets.report("duplicate-key", word.cell, "column", key=column.title)
    return best


def _title(word: CellText) -> str:
    return one_line(word.text).strip("* ").replace(":", "：")


def _check_unknown(
    sheets: Sheets, table: Table, rows: list[list[CellText]], title: CellText, column: int
) -> None:
    """Tell of a column nobody knows if something stands in it: nothing is silently left out."""
    used = any(len(row) > column and row[column].text for row in rows)
    if used and not title.text.startswith(_REMARK):
        _unknown(sheets, title, {c.title: c for c in table.columns})


def _unknown(sheets: Sheets, title: CellText, known: dict[str, Column]) -> None:
    sheets.report(
        "unknown-key",
        title.cell,
        "column" if title.text else "column-without-head",
        key=title.text,
        suggestion=did_you_mean(title.text, known),
        known="、".join(known),
    )


def _no_sheet(sheets: Sheets, name: str) -> None:
    sheets.report("no-sheet", Cell(), name=name)


def _put(tree: Row, column: Column, word: CellText) -> None:
    """Put a cell's text where its column says; a blank one only where something must stand."""
    if column.path in (("law",), ("audience",)):  # one item a row
        tree.setdefault(column.path[0], []).extend([word] if word.text else [])
        return
    if not word.text and (len(column.path) > 1 or not column.key.required):
        return
    here = tree
    for step in column.path[:-1]:
        here = here.setdefault(step, {})
    if column.many:
        here[column.path[-1]] = split_items(word)
    else:
        here[column.path[-1]] = CellText(one_line(word.text), word.cell)


def _fill_in(tree: Row, model: type, head: _Head, first: Cell) -> None:
    """Let every text that must be there stand, if only as a blank with its cell."""
    cells = {c.path[-1]: Cell(first.sheet, first.row, n + 1) for n, c in head.columns.items()}
    for key in keys_of(model):
        if key.required and key.shape.sort is not Sort.LIST:
            tree.setdefault(key.name, CellText("", cells.get(key.name, first)))
    cues = tree.get("cues")
    if cues is None:
        return
    tree["cues"] = [cues[number] for number in sorted(cues, key=int)]
    for number, cue in zip(sorted(cues, key=int), tree["cues"], strict=True):
        where = {c.path: n for n, c in head.columns.items()}
        for name in ("words", "technique", "note"):
            column = where.get(("cues", number, name))
            cue.setdefault(name, CellText("", Cell(first.sheet, first.row, (column or 0) + 1)))


def _give_to_places(sheets: Sheets, places: list[Row], rows: list[TableRow], name: str) -> None:
    """Give each row to the scene or ending it names."""
    owners: dict[str, Row] = {}
    for place in places:
        owners.setdefault(place["id"].text, place)
    for row in rows:
        owner = owners.get(row.where.text)
        if owner is not None:
            owner.setdefault(name, []).append(row.tree)
            continue
        cell = row.where.cell if row.where.cell.row else row.first
        if any(told == cell for told, _ in sheets.problems):
            continue
        known = "、".join(list(owners)[:MOST_NAMED])
        sheets.report(
            "unknown-place",
            cell,
            ("unknown" if row.where.text else "not-said") + ("" if known else "-none-there"),
            what="场景" if name == "choices" else "场景或结局",
            name=row.where.text,
            suggestion=did_you_mean(row.where.text, owners),
            known=known,
            scenes=SCENES,
        )
