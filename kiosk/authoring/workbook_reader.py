"""A workbook's sheets as a written story, by the table of columns."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Any

from kiosk.authoring.cells import Sheet, Sheets, Word, one_line, plain_name, split_items
from kiosk.authoring.columns import (
    CHOICES,
    ENDINGS,
    FORM,
    FORM_HEAD,
    LINES,
    MARKED,
    MOST_MARKED,
    QUIZ,
    SCENES,
    SHEETS,
    SOURCES,
    STORY,
    TABLES,
    WHERE,
    Column,
    Table,
    marked_columns,
)
from kiosk.authoring.story_tree import Cell, CellText, StoryTree, letters
from kiosk.authoring.typed_values import typed_flag, typed_number
from kiosk.scenario.model import FORMAT_VERSION, Scenario
from kiosk.scenario.schema import Sort, keys_of
from kiosk.scenario.suggest import did_you_mean
from kiosk.values import dataclass

HEAD_WITHIN = 10
"""Rows in which a table's head is looked for."""

LEAST_OF_A_HEAD = 2
"""Titles that make a head; one alone may stand in a text by chance."""

NEEDED = (SCENES, LINES, CHOICES, ENDINGS, QUIZ, SOURCES)
"""Tables no story does without."""

_REMARK = ("备注", "说明：", "#")
"""What the title of a column, or the name of a sheet, begins with that is the author's own."""
_COUNTING = ("序号", "序", "行号", "no", "no.", "#")
"""Titles of columns that only count rows."""
_OF_THE_PROGRAM = ("wpsreserved",)
"""What the names of sheets begin with that a program keeps for itself."""
_FORM_REMARKS = ("说明", "备注", "填在这一列")
_LABELS_WITHIN = 3
"""Columns of the story's own sheet in which its labels are looked for."""

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
    if not sheets.sheets:
        if not sheets.problems:
            sheets.report("no-sheets", Cell(), story=STORY, scenes=SCENES)
        return None
    _tell_missing(sheets)
    story = _form(sheets)
    found = {table.name: list(_table(sheets, table)) for table in TABLES}
    for name in SHEETS:
        if name in sheets.sheets:
            _tell_unseen(sheets, sheets.sheets[name])
    for table in TABLES:
        if table.name not in (LINES, CHOICES):
            story[table.field] = [row.tree for row in found[table.name]]
    _give_ids(sheets, story)
    _give_to_places(sheets, story["scenes"] + story["endings"], found[LINES], "lines")
    _give_to_places(sheets, story["scenes"], found[CHOICES], "choices")
    for place in story["scenes"] + story["endings"]:
        place.setdefault("lines", [])
    needed = {key.name for key in keys_of(Scenario) if key.required}
    return {name: value for name, value in story.items() if value or name in needed}


# Sheets ------------------------------------------------------------------------------------------


def _tell_missing(sheets: Sheets) -> None:
    """Tell of sheets that aren't there, else of those that aren't read."""
    missing = [name for name in (STORY, *NEEDED) if name not in sheets.sheets]
    others = [name for name in sheets.others if not _is_own(name)]
    for name in missing:
        sheets.broken.add(name)
        unused = f"；没有用上的表：{'、'.join(others)}" if others else ""
        sheets.report("no-sheet", Cell(), name=name, others=unused)
    for name in others if not missing else ():
        like = next((known for known in SHEETS if plain_name(name).startswith(known)), "")
        sheets.report("not-read", Cell(name), "sheet-like" if like else "sheet", like=like)


def _is_own(name: str) -> bool:
    plain = plain_name(name).lower()
    return plain.startswith((*_REMARK, *_OF_THE_PROGRAM))


def _tell_unseen(sheets: Sheets, sheet: Sheet) -> None:
    """Tell what nobody sees and yet is read, and what is seen and yet isn't."""
    filled = sheet.filled()
    if sheet.hidden and filled:
        sheets.report("hidden-cells", Cell(sheet.name), "sheet")
    rows_filled = {row for rows in filled.values() for row in rows}
    for first, last in _runs(sorted(sheet.hidden_rows & rows_filled)):
        rows = f"{first}" if first == last else f"{first} 到 {last}"
        sheets.report("hidden-cells", Cell(sheet.name, first, 1), "rows", rows=rows)
    columns = (n for n, rows in filled.items() if len(rows) > 1)  # more than a head
    for first, last in _runs(sorted(sheet.hidden_columns.intersection(columns))):
        named = letters(first) if first == last else f"{letters(first)} 到 {letters(last)}"
        place = Cell(sheet.name, filled[first][0], first)
        sheets.report("hidden-cells", place, "columns", columns=named)
    if sheet.drawn:
        sheets.report("not-read", Cell(sheet.name), "drawing")


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of numbers."""
    first = 0
    for n, number in enumerate(numbers):
        first = first or number
        if n + 1 == len(numbers) or numbers[n + 1] != number + 1:
            yield first, number
            first = 0


def _tell_comments(sheets: Sheets, sheet: Sheet, places: set[int], head: int) -> None:
    """Tell of remarks pinned to cells of a story; those of the head say how it is filled in."""
    cells = [Cell(sheet.name, row, column) for row, column in sheet.commented if row > head]
    cells = [cell for cell in cells if cell.column in places]
    if cells:
        named = "、".join(f"{letters(cell.column)}{cell.row}" for cell in cells[:MOST_NAMED])
        sheets.report("not-read", cells[0], "comment", cells=named)


# The story's own sheet ---------------------------------------------------------------------------


def _form(sheets: Sheets) -> Row:
    """Give what the story's own sheet says; a label may stand in several rows."""
    story: Row = {"format": CellText(str(FORMAT_VERSION), Cell(STORY))}
    sheet = sheets.sheets.get(STORY)
    if sheet is not None:
        _FormReader(sheets, sheet, story).read()
    for column in FORM:
        if column.path[0] not in story and column.key.required and column.path[0] != "approval":
            story[column.path[0]] = [] if column.many else CellText("", Cell(STORY))
    _complete(story.get("approval"), next(c for c in FORM if c.path[0] == "approval"))
    return story


class _FormReader:
    """Reads the sheet that has a label and a value in each row."""

    def __init__(self, sheets: Sheets, sheet: Sheet, story: Row) -> None:
        self._sheets, self._sheet, self._story = sheets, sheet, story
        self._labels = {column.title: column for column in FORM}
        self._first: dict[str, Word] = {}
        self._at = self._label_column()

    def read(self) -> None:
        """Put all values into the story, telling what can't be."""
        before: Column | None = None
        orphans: list[Word] = []
        last = 0
        for row in sorted(self._sheet.rows):
            label = self._sheet.word(row, self._at)
            value = self._sheet.word(row, self._at + 1)
            self._tell_beside(row)
            title = _title(label)
            column = self._labels.get(title)
            continued = before is not None and before.many and not title and row == last + 1
            if continued or (label.under is not None and column is None):
                column = before
            last, before = row, column
            if column is not None:
                self._take(column, label, value)
            elif value.filled and not title.startswith((FORM_HEAD, *_REMARK)):
                orphans.append(label if label.filled else value)
        self._tell_orphans(orphans)
        _tell_comments(self._sheets, self._sheet, {self._at + 1}, 0)

    def _label_column(self) -> int:
        """Give the column the labels stand in: a column may have been put before it."""

        def labels(column: int) -> int:
            words = (self._sheet.word(row, column) for row in self._sheet.rows)
            return sum(_title(word) in self._labels for word in words)

        return max(range(1, _LABELS_WITHIN + 1), key=lambda column: (labels(column), -column))

    def _take(self, column: Column, label: Word, value: Word) -> None:
        first = self._first.setdefault(column.title, value)
        if column.many:
            self._sheets.lists.setdefault(column.path[0], value.cell)
        elif first is not value and first.filled:
            if value.filled and value.text != first.text:
                cell = label.cell if label.text else value.cell
                other = str(first.cell)
                self._sheets.report("duplicate-key", cell, "row", key=column.title, other=other)
            return
        else:
            self._first[column.title] = value
        _put(self._sheets, self._story, column, value)

    def _tell_beside(self, row: int) -> None:
        """Tell of what stands right of the values and their explanations: it is no part of the story."""
        for n, word in sorted(self._sheet.rows[row].items()):
            if n > self._at + 2 and word.filled and not self._is_remark(n):
                self._sheets.report("not-read", word.cell, "beside")
                return

    def _is_remark(self, column: int) -> bool:
        heads = (_title(self._sheet.word(row, column)) for row in range(1, HEAD_WITHIN))
        return any(head.startswith((*_REMARK, *_FORM_REMARKS)) for head in heads)

    def _tell_orphans(self, orphans: list[Word]) -> None:
        """Tell of values nobody knows the label of; a label that lacks explains itself with them."""
        given = set(self._first)
        missing = [c.title for c in FORM if c.must and len(c.path) == 1 and c.title not in given]
        known = missing or [title for title in self._labels if title not in given]
        for word in orphans:
            variant = "row" if word.cell.column == self._at else "row-without-label"
            _unknown(self._sheets, word, variant, known or list(self._labels))
        if missing:
            self._sheets.broken.add(STORY)
        if missing and not orphans:
            self._sheets.report(
                "no-column", Cell(STORY), "row", titles="”“".join(missing), sheet=STORY
            )


def _complete(approval: Row | None, column: Column) -> None:
    """Let a half-filled approval name what it lacks."""
    if approval:
        for sibling in FORM:
            if sibling.path[0] == column.path[0]:
                approval.setdefault(sibling.path[1], CellText("", Cell(STORY)))


# Tables ------------------------------------------------------------------------------------------


def _table(sheets: Sheets, table: Table) -> Iterator[TableRow]:
    sheet = sheets.sheets.get(table.name)
    if sheet is None:
        return
    head = _head(sheets, table, sheet)
    _tell_comments(sheets, sheet, set(head.columns), head.row)
    before = CellText("")
    for number in sorted(row for row in sheet.rows if row > head.row):
        words = {n: sheet.word(number, n) for n in head.columns}
        if not any(word.filled for word in words.values()):
            continue
        tree: Row = {}
        for n, column in head.columns.items():
            word = _uncovered(sheets, sheet, column, words[n])
            if column.path != (WHERE,):
                _put(sheets, tree, column, word)
            elif word.filled:
                before = CellText(one_line(sheets.use(word)), word.cell)
        _fill_in(tree, table.model, head, Cell(table.name, number, 1))
        first = min(n for n, word in words.items() if word.filled)
        yield TableRow(tree, before, Cell(table.name, number, first))


def _uncovered(sheets: Sheets, sheet: Sheet, column: Column, word: Word) -> Word:
    """Give what a cell shows that a merged one covers: of names chosen from a list the same."""
    if word.under is None or word.fault is not None or word.under.column != word.cell.column:
        return word
    top = sheet.word(word.under.row, word.under.column)
    if not top.filled or column.path == (WHERE,):
        return word
    if column.names:
        return Word(top.text, word.cell, top.number, top.day, fault=top.fault)
    area = f"{letters(top.cell.column)}{top.cell.row}"
    if word.cell not in sheets.faulty:
        sheets.faulty.add(word.cell)
        sheets.report("merged-cells", word.cell, "down", key=column.title, first=area)
    return word


def _head(sheets: Sheets, table: Table, sheet: Sheet) -> _Head:
    """Give the head of a table: of its first rows the one that names the most columns."""
    best = _Head()
    for row in range(1, HEAD_WITHIN + 1):
        titles = {n: table.column(_title(word)) for n, word in sheet.rows.get(row, {}).items()}
        known = {n: column for n, column in sorted(titles.items()) if column is not None}
        if len(known) > len(best.columns):
            best = _Head(row, known)
    if len(best.columns) < LEAST_OF_A_HEAD:
        return _no_head(sheets, table, sheet)
    _tell_above(sheets, sheet, best.row)
    below = _first_below(sheet, best.row)
    if below:
        _tell_columns(sheets, table, sheet, best, below)
    return best


def _first_below(sheet: Sheet, head: int) -> dict[int, int]:
    """Give the first row below the head in which each column holds something."""
    filled = ((n, rows, bisect_right(rows, head)) for n, rows in sheet.filled().items())
    return {n: rows[at] for n, rows, at in filled if at < len(rows)}


def _no_head(sheets: Sheets, table: Table, sheet: Sheet) -> _Head:
    filled = [n for n, row in sheet.rows.items() if any(word.filled for word in row.values())]
    if filled:
        wanted = "、".join(column.title for column in table.columns)
        sheets.report("no-head", Cell(table.name, 1, 1), titles=wanted)
        sheets.broken.add(table.name)
    return _Head(max(filled, default=0))


def _tell_above(sheets: Sheets, sheet: Sheet, head: int) -> None:
    """Tell of rows above the head that hold more than a heading."""
    for row in sorted(n for n in sheet.rows if n < head):
        words = [word for word in sheet.rows[row].values() if word.filled]
        if len(words) > 1:
            sheets.report("not-read", words[0].cell, "above")


def _tell_columns(
    sheets: Sheets, table: Table, sheet: Sheet, head: _Head, below: dict[int, int]
) -> None:
    """Tell of columns nobody knows in which something stands, of doubled and of missing ones."""
    first: dict[str, int] = {}
    for n, column in list(head.columns.items()):
        if first.setdefault(column.title, n) != n:
            del head.columns[n]
            if n in below:
                word = sheet.word(head.row, n)
                sheets.report("duplicate-key", word.cell, "column", key=column.title)
    missing = [c.title for c in table.columns if c.needed and c.title not in first]
    free = missing or [c.title for c in _offered(table, first) if c.title not in first]
    known = free or _titles(table)
    unknown = [
        n
        for n in sorted(below.keys() - head.columns.keys())
        if not _is_remark(_title(sheet.word(head.row, n)))
        and table.column(_title(sheet.word(head.row, n))) is None
    ]
    for start, end in _runs([n for n in unknown if not sheet.word(head.row, n).filled]):
        row, at = min((below[n], n) for n in range(start, end + 1))
        named = letters(start) if start == end else f"{letters(start)} 到 {letters(end)}"
        told = {"columns": named, "row": head.row, "known": "、".join(known)}
        sheets.report("unknown-key", Cell(sheet.name, row, at), "column-without-head", **told)
    for n in unknown:
        if sheet.word(head.row, n).filled:
            _unknown(sheets, sheet.word(head.row, n), "column", known)
    if missing:
        sheets.broken.add(table.name)
    if missing and not unknown:
        cell = Cell(table.name, head.row)
        sheets.report("no-column", cell, "", titles="”“".join(missing), sheet=table.name)


def _offered(table: Table, known: Iterable[str]) -> Iterator[Column]:
    """Give the columns a table may have, of lines those of one 破绽 and one 凭据 more."""
    yield from table.columns
    for marked in MARKED if table.name == LINES else ():
        numbers = range(1, MOST_MARKED + 1)
        free = (n for n in numbers if marked_columns(marked, n)[0].title not in known)
        yield from marked_columns(marked, next(free, MOST_MARKED))


def _titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def _is_remark(title: str) -> bool:
    return title.startswith(_REMARK) or title.lower() in _COUNTING


def _title(word: Word) -> str:
    """Give a title without what people put around it."""
    return plain_name(word.text).replace(":", "：").strip("*：")


def _unknown(sheets: Sheets, title: Word, variant: str, known: list[str]) -> None:
    if title.fault is not None:  # a struck-out title, say: that is all that is wrong with it
        sheets.use(title)
        return
    if sheets.full:
        return
    sheets.report(
        "unknown-key",
        title.cell,
        variant,
        key=_title(title),
        suggestion=did_you_mean(_title(title), known),
        known="、".join(known),
    )


# Values ------------------------------------------------------------------------------------------


def _put(sheets: Sheets, tree: Row, column: Column, word: Word) -> None:
    """Put a cell's text where its column says; a blank one only where something must stand."""
    name = column.path[0]
    if column.many and len(column.path) == 1 and column.key.name in ("law", "audience"):
        found = split_items(CellText(sheets.use(word), word.cell), column.parting)
        tree.setdefault(name, []).extend(found)
        return
    text = _value(sheets, column, word)
    if not text and (len(column.path) > 1 or not column.key.required) and not word.filled:
        return
    here = tree
    for step in column.path[:-1]:
        here = here.setdefault(step, {})
    if column.many:
        here[column.path[-1]] = split_items(CellText(text, word.cell), column.parting)
    else:
        here[column.path[-1]] = CellText(one_line(text), word.cell)


def _value(sheets: Sheets, column: Column, word: Word) -> str:
    """Give what a cell says to its column."""
    text = sheets.use(word)
    if column.number and text:
        text, fault = typed_number(word)
        return sheets.use(Word(text, word.cell, fault=fault))
    if column.flag:
        return typed_flag(text)
    return word.day if column.dated and _is_whole(column, word) else text


def _is_whole(column: Column, word: Word) -> bool:
    """Tell whether a date is shown as far as its column wants it."""
    return bool(word.day) and (column.key.shape.sort is not Sort.DATE or word.day.count("-") > 1)


def _fill_in(tree: Row, model: type, head: _Head, first: Cell) -> None:
    """Let every text that must be there stand, if only as a blank with its cell."""
    cells = {c.path[-1]: Cell(first.sheet, first.row, n) for n, c in head.columns.items()}
    for key in keys_of(model):
        if key.required and key.shape.sort is not Sort.LIST:
            tree.setdefault(key.name, CellText("", cells.get(key.name, Cell(first.sheet))))
    where = {c.path: n for n, c in head.columns.items()}
    for marked in MARKED:
        given = tree.get(marked.field, {})
        numbers = sorted(given, key=int)
        for number in numbers:
            for name in ("words", "technique", "note"):
                cell = Cell(first.sheet, first.row, where.get((marked.field, number, name)) or 1)
                given[number].setdefault(name, CellText("", cell))
        if numbers:
            tree[marked.field] = [given[number] for number in numbers]


def _give_ids(sheets: Sheets, story: Row) -> None:
    """Give ids where they are blank: of people and endings their names, of questions their number."""
    for person in story["cast"]:
        _give_id(person, person["name"].text.strip("“”\"'‘’"))
    for ending in story["endings"]:
        _give_id(ending, ending["title"].text)
    taken = {item["id"].text for item in story["quiz"]}
    for n, item in enumerate(story["quiz"], start=1):
        name = f"题{n}"
        _give_id(item, name if name not in taken else f"题{n}-2")
    title = story["title"].text
    if not story["id"].text and title and story["id"].cell not in sheets.faulty:
        digest = hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()
        story["id"] = CellText(f"story-{digest[:6]}", story["id"].cell)
        sheets.report("id-given", story["id"].cell, id=story["id"].text)


def _give_id(tree: Row, name: str) -> None:
    if not tree["id"].text:
        tree["id"] = CellText(name, tree["id"].cell)


def _give_to_places(sheets: Sheets, places: list[Row], rows: list[TableRow], name: str) -> None:
    """Give each row to the scene or ending it names."""
    owners: dict[str, Row] = {}
    for place in places:
        owners.setdefault(place["id"].text, place)
    unsure = sheets.broken & {SCENES, ENDINGS, LINES if name == "lines" else CHOICES}
    told = {cell for cell, _ in sheets.problems} | sheets.faulty
    for row in rows:
        owner = owners.get(row.where.text)
        if owner is not None:
            owner.setdefault(name, []).append(row.tree)
            continue
        cell = row.where.cell if row.where.cell.row else row.first
        if unsure or cell in told or sheets.full:
            continue
        told.add(cell)
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
