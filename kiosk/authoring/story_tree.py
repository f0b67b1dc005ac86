"""A story as it is written down: texts under keys, each with the cell it stands in.

Between a workbook and a scenario file lies this tree. Keys are the English ones of the model.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk.scenario.model import Named
from kiosk.scenario.schema import Shape, Sort, keys_of
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place in a workbook: the sheet's name, row and column counted from 1; 0 means all of it."""

    sheet: str = ""
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give the place as people find it: 【台词】C5, or the sheet alone."""
        if not self.sheet:
            return ""
        return f"【{self.sheet}】{letters(self.column) if self.row else ''}{self.row or ''}"


@dataclass(frozen=True, slots=True)
class CellText:
    """One text as written, and where."""

    text: str
    cell: Cell = Cell()


StoryTree = CellText | list["StoryTree"] | dict[str, "StoryTree"]


def letters(column: int) -> str:
    """Give a column's letters: 1 is A, 27 is AA; empty for 0."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def story_tree(value: object) -> dict[str, StoryTree]:
    """Give a model object as it is written down; what equals its default is left out."""
    tree: dict[str, StoryTree] = {}
    model: type = type(value)
    for key in keys_of(model):
        given = getattr(value, key.name)
        if key.required or given != key.default:
            tree[key.name] = _written(given, key.shape)
    return tree


def _written(value: Any, shape: Shape) -> StoryTree:  # noqa: ANN401 - by the shape
    if shape.sort is Sort.OBJECT:
        return story_tree(value)
    if shape.sort is Sort.LIST and shape.item:
        return [_written(item, shape.item) for item in value]
    return CellText(as_text(value))


def as_text(value: Named | date | bool | int | str) -> str:  # noqa: FBT001 - a value, no switch
    """Give one value as a file holds it."""
    if isinstance(value, Named):
        return value.zh
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)
