"""A written story as a scenario file: Chinese keys, in the order and the style of the shipped ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

import yaml

from kiosk.authoring.story_tree import Cell, CellText, StoryTree
from kiosk.patterns import pattern
from kiosk.scenario.model import Choice, Line, QuizItem, Scenario, Scene
from kiosk.scenario.schema import Key, Sort, keys_of
from kiosk.values import dataclass

INDENT = 2
WIDEST_SHORT_LIST = 60
"""Characters up to which a list of texts stands in one line."""

_ORDER: dict[type, str] = {
    Scenario: "format id title kind type audience wallet wallet_name picture twin cast readings scenes endings"
    " law remember quiz sources review_by approval",
    Scene: "id channel contact present device lines question choices goto",
    Line: "speaker form photo id text say if_noted unless_noted cues grounds",
    Choice: "text verdict stance say control if_noted unless_noted loss leaks notes goto consequence why"
    " aftermath",
    QuizItem: "id channel sender text say kind technique words why",
}
"""Where the style's order isn't that of the model's fields."""

_OWN_PARAGRAPH = ("cast", "readings", "scenes", "endings", "law", "quiz", "sources")
_LOOKS_LIKE_A_NUMBER = pattern(r"[-+]?\d[\d\s.,:·*•+-]*")
_ESCAPES = {2: "x", 4: "u", 8: "U"}
"""The letter of an escape in double quotes, by its hexadecimal digits."""
_A_DATE = pattern(r"\d{4}-\d\d(-\d\d)?")


@dataclass(slots=True)
class StoryYaml:
    """A scenario file's text, and which cell each piece of it came from."""

    lines: list[str] = field(default_factory=list)
    lists: Mapping[str, Cell] = field(default_factory=dict)
    """The cells, by key, of what is said of a list as a whole, or where it is missing."""
    _cells: list[tuple[int, int, Cell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(f"{line}\n" for line in self.lines)

    def add(self, line: str, cell: Cell = Cell()) -> None:  # noqa: B008 - frozen, so it may be shared
        """Add a line; what is said of it is said of the cell, where one is given."""
        self.lines.append(line)
        self.note(1, cell)

    def note(self, column: int, cell: Cell) -> None:
        """Note the cell of what stands in the last line from a column on, counted from 1."""
        if cell.sheet:
            self._cells.append((len(self.lines), column, cell))

    def cell_at(self, line: int, column: int) -> Cell:
        """Give the cell of what stands at a place; where that is nobody's, the one before."""
        n = bisect_right(self._cells, (line, column, Cell("\U0010ffff")))
        return self._cells[n - 1][2] if n else Cell()

    def join_item(self, start: int, indent: int) -> None:
        """Turn the lines from `start` on into an item of a list."""
        pad = " " * indent
        self.lines[start] = f"{pad}- {self.lines[start][indent + INDENT :]}"


def to_yaml(
    story: dict[str, StoryTree], remark: str = "", lists: Mapping[str, Cell] | None = None
) -> StoryYaml:
    """Give a written story as a scenario file, each line of `remark` as a comment on its top.

    `lists` are the cells, by key, of what is said of a list as a whole.
    """
    out = StoryYaml(lists=lists or {})
    for line in remark.splitlines():
        out.add(f"# {line}")
    for key in _in_order(Scenario):
        value = story.get(key.name)
        if value is None:
            continue
        if key.name in _OWN_PARAGRAPH:
            out.add("")
        _pair(out, key, value, 0)
    return out


def _object(out: StoryYaml, tree: dict[str, StoryTree], model: type, indent: int) -> None:
    for key in _in_order(model):
        value = tree.get(key.name)
        if value is not None:
            _pair(out, key, value, indent)


def _in_order(model: type) -> list[Key]:
    order = _ORDER.get(model, "").split()
    keys = keys_of(model)
    return sorted(keys, key=lambda key: order.index(key.name)) if order else list(keys)


def _pair(out: StoryYaml, key: Key, value: StoryTree, indent: int) -> None:
    start = f"{' ' * indent}{key.zh}:"
    if isinstance(value, CellText):
        out.add(f"{start} {scalar(value.text, key.shape.sort)}".rstrip(), value.cell)
    elif isinstance(value, dict):
        out.add(start, first_cell(value))
        _object(out, value, key.shape.of, indent + INDENT)
    elif not value:
        out.add(f"{start} []", out.lists.get(key.name, Cell()))
    elif key.shape.item and key.shape.item.sort is Sort.OBJECT:
        first = first_cell(value)
        out.add(start, first if indent else out.lists.get(key.name, first))
        _items(out, value, key.shape.item.of, indent + INDENT, apart=key.name == "scenes")
    else:
        _texts(out, start, value, indent + INDENT)


def _items(
    out: StoryYaml, values: list[StoryTree], model: type, indent: int, *, apart: bool
) -> None:
    for n, value in enumerate(values):
        if n and apart:
            out.add("")
        start = len(out.lines)
        if isinstance(value, dict):
            _object(out, value, model, indent + INDENT)
        out.join_item(start, indent)


def _texts(out: StoryYaml, start: str, values: list[StoryTree], indent: int) -> None:
    words = [value for value in values if isinstance(value, CellText)]
    length = len(start) + sum(len(word.text) + 2 for word in words)
    if length <= WIDEST_SHORT_LIST and all(_plain(f"- [{w.text}]", w.text) for w in words):
        out.add(f"{start} [", first_cell(values))
        for n, word in enumerate(words):
            out.lines[-1] += ", " if n else ""
            out.note(len(out.lines[-1]) + 1, word.cell)
            out.lines[-1] += word.text
        out.lines[-1] += "]"
        return
    out.add(start, first_cell(values))
    for word in words:
        out.add(f"{' ' * indent}- {scalar(word.text)}", word.cell)


def first_cell(value: StoryTree) -> Cell:
    """Give the first cell of a tree, in the order it is written."""
    if isinstance(value, CellText):
        return value.cell
    inside = value.values() if isinstance(value, dict) else value
    return next((cell for cell in map(first_cell, inside) if cell.sheet), Cell())


def scalar(text: str, sort: Sort = Sort.TEXT) -> str:
    """Give a text as YAML reads it back: as it stands where it can, else in quotes."""
    if not text:
        return ""
    number = _LOOKS_LIKE_A_NUMBER.fullmatch(text) and not _A_DATE.fullmatch(text)
    if not (number and sort is Sort.TEXT) and _plain(f"- {text}", text):
        return text
    if all(c.isprintable() or c == "\u3000" for c in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(c) for c in text) + '"'


@lru_cache(maxsize=4096)
def _plain(item: str, text: str) -> bool:
    """Tell whether YAML reads an item of a list back as that text, nothing lost or added."""
    try:
        node = yaml.compose(f"{item}\n", Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return False
    while isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
        node = node.value[0]
    whole = isinstance(node, yaml.ScalarNode) and node.value == text and not node.style
    return whole and text.isprintable() and not text.endswith(":")


def _escaped(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if c.isprintable() or c == "\u3000":
        return c
    code = ord(c)
    digits = next(n for n in _ESCAPES if code < 1 << 4 * n)
    return f"\\{_ESCAPES[digits]}{code:0{digits}x}"
