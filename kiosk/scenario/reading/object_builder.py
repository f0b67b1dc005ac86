"""A tree of YAML nodes as frozen values, by the table of keys, noting every problem on the way.

Scalars stay text until a key asks for something else, so no Norway, no octal, no surprise dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING
from datetime import date
from typing import Any

import yaml

from kiosk.patterns import pattern
from kiosk.scenario.characters import name_of, number_of
from kiosk.scenario.model import Mark, Named
from kiosk.scenario.reading.character_rules import (
    MOST_TOLD,
    SHOWN,
    CharacterFault,
    WrittenCharacter,
    faults_of,
    may_be_faulty,
    meant,
    written_characters,
)
from kiosk.scenario.reading.parse import mark_of
from kiosk.scenario.reading.text import Manuscript, mark_at
from kiosk.scenario.reading.typing_errors import typing_error_in, typing_errors_in
from kiosk.scenario.schema import (
    Key,
    Shape,
    Sort,
    WrongValueError,
    has_mark,
    keys_of,
    spellings,
)
from kiosk.scenario.suggest import did_you_mean

Positions = dict[tuple[Mark, str], Mark]
"""Where the value of an object's key was written: (object's mark, field) to the value's mark.

The items of a list of texts are found under `field.0`, `field.1` and so on.
"""

LARGEST = 1_000_000_000

LONGEST_TEXT = 1_000
"""Characters of any text; far above what a screen holds, so that nothing after it need fear one."""

_DATE = pattern(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TRUE = ("是", "有", "yes", "true")
_FALSE = ("否", "无", "没有", "no", "false")
_MOST_LOOKED_AT = 6 * LONGEST_TEXT
"""Characters of a value as written that are looked at: what is longer is refused as such."""

_GROUPED = pattern(r"[0-9]{1,10}|[0-9]{1,3}(?:,[0-9]{3})+")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９，－／．", "0123456789,-/.")
_ODD_GAP = pattern("[\u3000\u00a0\u2000-\u200a\u202f\u205f]#")
_HABIT = 0.5
"""The share of quoted texts from which on quotes are a file's habit and mean nothing by themselves."""
_WIDE_COMMA = pattern("[，、；]")
_ANY_COMMA = pattern("[，、；,;]")
_WIDE_BRACKETS = ("［", "【", "〔", "「")
_QUOTED = pattern("[“”‘’＂＇「『].*[“”‘’＂＇」』]")
_QUOTED_ONCE = pattern("[‘’＇].*[‘’＇]")
_WIDE_GAP = pattern(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")


class ObjectBuilder:
    """Builds one model object from a tree.

    After `build`, `whole` tells whether every value could be read; where not, fillers stand in
    their places so that the rest can still be checked.
    """

    def __init__(self, manuscript: Manuscript, known: frozenset[str]) -> None:
        """Take the text the tree was made from and all keys of the format."""
        self.whole = True
        self.positions: Positions = {}
        self._manuscript = manuscript
        self._known = known
        self._texts = self._quoted = 0
        self._names_in_quotes: list[tuple[str, Mark]] = []

    def build(self, node: yaml.Node, model: type) -> Any:  # noqa: ANN401 - of the model asked for
        """Give the object the node stands for, None where it isn't a set of keys at all."""
        if not isinstance(node, yaml.MappingNode):
            typing_errors = tuple(typing_errors_in(self._manuscript.lines, self._known))
            for typing_error in typing_errors:
                typing_error.report_to(self._manuscript)
            if not typing_errors:
                self._wrong(node, "wrong-kind", "keys", key=keys_of(model)[0].zh)
            self.whole = False
            return None
        built = self._object(node, Shape(Sort.OBJECT, of=model))
        self._report_swallowed_quotes()
        return built

    def _value(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        if shape.sort is Sort.OBJECT:
            return self._object(node, shape)
        if shape.sort is Sort.LIST:
            return self._list(node, shape)
        if shape.sort is Sort.TABLE:
            return self._table(node, shape)
        if not isinstance(node, yaml.ScalarNode):
            return self._not_a_text(node, shape)
        return self._scalar(node, shape)

    def _scalar(self, node: yaml.ScalarNode, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        text = self._text(node)
        if shape.parse is not None:
            return self._parsed(node, text, shape)
        if shape.sort is Sort.NAME:
            return self._name(node, text, shape)
        readers = {Sort.NUMBER: self._number, Sort.FLAG: self._flag, Sort.DATE: self._date}
        return readers[shape.sort](node, text) if shape.sort in readers else text

    def _object(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - of the shape's class
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "wrong-kind", "keys", key=keys_of(shape.of)[0].zh)
            return self._object(yaml.MappingNode("", [], node.start_mark, node.end_mark), shape)
        at = mark_of(node.start_mark)
        table = spellings(shape.of)
        given: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self._key(key_node, table)
            if key is None:
                continue
            if key.name in given:
                first = mark_of(given[key.name].start_mark).line
                self._wrong(key_node, "duplicate-key", key=key_node.value, line=first)
                continue
            given[key.name] = value
            self.positions[at, key.name] = mark_of(value.start_mark)
        values = {key.name: self._field(key, given, node) for key in keys_of(shape.of)}
        self._note_items(at, given)
        return shape.of(**values, mark=at) if has_mark(shape.of) else shape.of(**values)

    def _key(self, node: yaml.Node, table: dict[str, Key]) -> Key | None:
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, "wrong-kind", "key")
            return None
        whole = self.whole
        value = self._as_meant(node)
        if value != node.value:
            self.whole = whole  # the key is told, and what stands behind it is known all the same
        written = value.strip()
        key = table.get(written) or table.get(written.lower())
        if key is not None and (written == node.value or value != node.value):
            return key
        suggestion = did_you_mean(written, table)
        known = "、".join(dict.fromkeys(key.zh for key in table.values()))
        self._wrong(node, "unknown-key", key=written, suggestion=suggestion, known=known)
        return key

    def _field(self, key: Key, given: dict[str, yaml.Node], owner: yaml.Node) -> Any:  # noqa: ANN401
        node = given.get(key.name)
        if node is None:
            if not key.required:
                return key.default
            self._wrong(owner, "missing-key", key=key.zh, **_meaning(key))
            return self._filler(key.shape)
        if isinstance(node, yaml.ScalarNode) and not node.value.strip():
            if key.default is not MISSING:
                return key.default
            variant = "hash" if self._commented(node) else "empty"
            self._wrong(node, "missing-value", variant, key=key.zh, **_meaning(key))
            return self._filler(key.shape)
        return self._given(node, key)

    def _given(self, node: yaml.Node, key: Key) -> Any:  # noqa: ANN401 - by the shape
        """Give the value of a key that is there and holds something."""
        if isinstance(node, yaml.SequenceNode) and key.shape.sort is Sort.LIST:
            self._commas(node, names=not key.budget and key.shape.parse is None)
        if key.shape.parse is not None:
            return self._value_or_default(node, key)
        if key.one and isinstance(node, yaml.SequenceNode):
            return self._several(node, key)
        if key.quotes_mean and isinstance(node, yaml.ScalarNode):
            self._note_quotes(node)
        return self._value(node, key.shape)

    def _several(self, node: yaml.SequenceNode, key: Key) -> Any:  # noqa: ANN401 - by the shape
        """Report a list where one thing is to be given, and give a filler."""
        self._wrong(node, "wrong-kind", "goto" if key.name == "goto" else "one", what=key.one)
        return self._filler(key.shape)

    def _note_quotes(self, node: yaml.ScalarNode) -> None:
        """Note a name that stands in quotes of YAML's, which nobody sees, as if they were its own."""
        name = node.value.strip()
        if node.style in ('"', "'") and name and not name.startswith(("“", '"', "「", "『", "‘")):
            self._names_in_quotes.append((name, mark_of(node.start_mark)))

    def _report_swallowed_quotes(self) -> None:
        if self._quoted < _HABIT * self._texts:
            for name, mark in self._names_in_quotes:
                self._manuscript.report("quotes-swallowed", mark, name=_short(name))

    def _value_or_default(self, node: yaml.Node, key: Key) -> Any:  # noqa: ANN401 - by the shape
        """Give the key's value, its default where any part of it can't be read."""
        before, self.whole = self.whole, True
        value = self._value(node, key.shape)
        value = value if self.whole else key.default
        self.whole = self.whole and before
        return value

    def _commented(self, node: yaml.Node) -> bool:
        """Tell whether all that stands behind a key is a comment."""
        at = mark_of(node.start_mark)
        return self._manuscript.line(at.line)[at.column - 1 :].lstrip().startswith("#")

    def _list(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - a tuple, or by its parser
        assert shape.item is not None  # noqa: S101 - a list's shape has one; for the type checker
        if isinstance(node, yaml.ScalarNode) and shape.parse is not None:
            return self._parsed(node, self._text(node), shape)
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, *_no_list(node, shape.item))
            return ()
        return tuple(
            self._value(item, shape.item)
            for number, item in enumerate(node.value, 1)
            if not self._is_empty_item(item, number)
        )

    def _is_empty_item(self, node: yaml.Node, number: int) -> bool:
        """Report an item that holds nothing, and tell that it does."""
        empty = isinstance(node, yaml.ScalarNode) and not node.value.strip()
        if empty:
            self._wrong(node, "empty-item", number=number)
        return empty

    def _table(self, node: yaml.Node, shape: Shape) -> dict[str, Any]:
        """Give what stands under names its author chose; the first of two with one name."""
        assert shape.item is not None  # noqa: S101 - as a list's
        found: dict[str, Any] = {}
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "wrong-kind", "table")
            return found
        first: dict[str, int] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self._wrong(name, "wrong-kind", "key")
                continue
            called = self._as_meant(name)
            if called in found:
                self._wrong(name, "duplicate-key", key=called, line=first[called])
            else:
                first[called] = mark_of(name.start_mark).line
                found[called] = self._value(value, shape.item)
        return found

    def _note_items(self, at: Mark, given: dict[str, yaml.Node]) -> None:
        for name, node in given.items():
            if isinstance(node, yaml.SequenceNode):
                for n, item in enumerate(node.value):
                    self.positions[at, f"{name}.{n}"] = mark_of(item.start_mark)

    def _text(self, node: yaml.ScalarNode) -> str:
        """Give a scalar's text; lines broken in the middle of Chinese words leave no gap."""
        first, last = node.start_mark.line, node.end_mark.line
        self._texts += 1
        self._quoted += node.style in ('"', "'")
        text = self._as_meant(node).strip()
        if first != last:
            text = _WIDE_GAP.sub("", text).replace("\n", " ")
        if not node.style:
            self._plain(node)
        if len(text) > LONGEST_TEXT:
            self._wrong(node, "text-too-long", length=len(text), most=LONGEST_TEXT)
            return text[:LONGEST_TEXT]
        return text

    def _as_meant(self, node: yaml.ScalarNode) -> str:
        """Give a scalar's value with the characters that were meant, reporting those that weren't."""
        value: str = node.value
        if not (self._manuscript.misread or may_be_faulty(value)):
            return value
        start = node.start_mark.index
        end = min(node.end_mark.index, start + _MOST_LOOKED_AT)
        written = written_characters(self._manuscript.written, start, end, node.style)
        faults = faults_of(written, node.style)
        for fault in faults[:MOST_TOLD]:
            self._report_characters(node, written, fault)
        if all(fault.code == SHOWN for fault in faults):
            return value
        return meant("".join(one.character for one in written), faults)

    def _report_characters(
        self, node: yaml.ScalarNode, written: list[WrittenCharacter], fault: CharacterFault
    ) -> None:
        self.whole = self.whole and fault.code == SHOWN
        first = written[fault.first]
        text = self._manuscript.written
        how = number = f"U+{number_of(first.character)}"
        if first.length > 1:
            how = f"{text[first.at : first.at + first.length]}，也就是 {number}"
        values = {"how": how, "number": number, **fault.values}
        start = node.start_mark.index
        mark = mark_at(text, first.at, start, mark_of(node.start_mark))
        self._manuscript.report(fault.code, mark, fault.variant, **values)

    def _plain(self, node: yaml.ScalarNode) -> None:
        """Note what an unquoted text may have swallowed or lost, and quotes that are none."""
        if _QUOTED_ONCE.fullmatch(node.value.strip()):
            self._manuscript.report("quote-shown", mark_of(node.start_mark))
        for line in range(node.start_mark.line + 2, node.end_mark.line + 2):
            typing_error = typing_error_in(self._manuscript.line(line), line, self._known)
            if typing_error and node.end_mark.column:
                self.whole = False
                typing_error.report_to(self._manuscript)
        end = mark_of(node.end_mark)
        rest = self._manuscript.line(end.line)[end.column - 1 :]
        cut = re.match(r"[ \t]+#", rest)
        if cut:
            self._manuscript.report("hash-cuts", Mark(end.line, end.column + cut.end() - 1))
        gap = _ODD_GAP.search(node.value)
        if gap:
            text, begun = self._manuscript.written, node.start_mark.index
            at = text.find(gap.group(), begun, node.end_mark.index)
            if at >= 0:
                mark = mark_at(text, at + 1, begun, mark_of(node.start_mark))
                self._manuscript.report("hash-shown", mark, name=name_of(gap.group()[0]))

    def _commas(self, node: yaml.SequenceNode, *, names: bool) -> None:
        """Note a list of which an item holds commas: most likely it is one of several.

        An item on a line of its own may be a sentence, but where the list is one of `names`.
        """
        sign = _WIDE_COMMA if node.flow_style else _ANY_COMMA
        for item in node.value if node.flow_style or names else ():
            found = sign.search(item.value) if isinstance(item, yaml.ScalarNode) else None
            if found and not item.style:
                at = mark_of(item.start_mark)
                variant = "" if node.flow_style else "item"
                mark = Mark(at.line, at.column + found.start())
                self._manuscript.report("wide-comma", mark, variant, sign=found.group())

    def _number(self, node: yaml.ScalarNode, text: str) -> int:
        plain = text.translate(_HALF_WIDTH)
        number = int(plain.replace(",", "")) if _GROUPED.fullmatch(plain) else None
        if number is not None and number <= LARGEST:
            return number
        variant = "comma" if re.fullmatch("[0-9]+(?:,[0-9]*)+", plain) and number is None else ""
        self._wrong(node, "not-a-number", variant, written=_short(text), most=LARGEST)
        return 0

    def _flag(self, node: yaml.ScalarNode, text: str) -> bool:
        if text.lower() in _TRUE:
            return True
        if text.lower() not in _FALSE:
            self._wrong(node, "not-a-flag", written=_short(text))
        return False

    def _date(self, node: yaml.ScalarNode, text: str) -> date:
        found = _DATE.fullmatch(text.translate(_HALF_WIDTH))
        try:
            if found:
                return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass  # no such day: told below like any other wrong date
        self._wrong(node, "not-a-date", written=_short(text))
        return date.max

    def _parsed(self, node: yaml.ScalarNode, text: str, shape: Shape) -> Any:  # noqa: ANN401 - by its parser
        assert shape.parse is not None  # noqa: S101 - as a list's
        try:
            return shape.parse(text)
        except WrongValueError as wrong:
            values = {"written": _short(text), **wrong.values}
            self._wrong(node, wrong.code, wrong.variant, **values)
            return None

    def _name(self, node: yaml.ScalarNode, text: str, shape: Shape) -> Named:
        names: dict[str, Named] = {}
        for member in shape.of:  # type: ignore[attr-defined]  # a Named class gives its members
            names |= {member.zh: member, member.en: member}
        folded = {name.casefold(): member for name, member in names.items()}
        if text.casefold() in folded:
            return folded[text.casefold()]
        chinese = [member.zh for member in names.values()]
        self._wrong(
            node,
            "unknown-name",
            written=_short(text),
            suggestion=did_you_mean(text, names),
            known="、".join(dict.fromkeys(chinese)),
        )
        return next(iter(names.values()))

    def _not_a_text(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            self._wrong(node, "text-start", "bracket")
        else:
            self._wrong(node, "wrong-kind", "text", wanted=shape.sort.value)
        return self._filler(shape)

    def _filler(self, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        """Give something in place of a value that can't be read; its problem is already told."""
        fillers: dict[Sort, Callable[[], Any]] = {
            Sort.TEXT: str,
            Sort.NUMBER: int,
            Sort.FLAG: bool,
            Sort.DATE: lambda: date.max,
            Sort.LIST: tuple,
            Sort.TABLE: dict,
            Sort.NAME: lambda: next(iter(shape.of)),  # type: ignore[call-overload]  # as above
            Sort.OBJECT: lambda: shape.of(
                **{
                    key.name: self._filler(key.shape) if key.required else key.default
                    for key in keys_of(shape.of)
                }
            ),
        }
        return fillers[shape.sort]()

    def _wrong(self, node: yaml.Node, code: str, variant: str = "", /, **values: object) -> None:
        """Report an error at a node, or the typing error on its line that explains it, once."""
        if code not in ("unknown-key", "duplicate-key"):
            self.whole = False
        at = mark_of(node.start_mark)
        typing_error = None
        if code not in ("missing-key", "missing-value", "duplicate-key"):
            typing_error = typing_error_in(self._manuscript.line(at.line), at.line, self._known)
        if typing_error is None and _QUOTED.fullmatch(str(values.get("written", ""))):
            code, variant = "wide-quote", ""
        if typing_error is None:
            self._manuscript.report(code, at, variant, **values)
        elif not any(p.code == typing_error.code for p in self._manuscript.errors_at(at.line)):
            typing_error.report_to(self._manuscript)


def _no_list(node: yaml.Node, item: Shape) -> tuple[str, str]:
    """Give code and variant for what stands where a list should be."""
    if isinstance(node, yaml.ScalarNode) and node.value.strip().startswith(_WIDE_BRACKETS):
        return "wide-bracket", ""
    return "wrong-kind", "short-list" if item.sort is Sort.TEXT else "list"


def _meaning(key: Key) -> dict[str, str]:
    return {"meaning": key.doc, "meaning_in_workbook": key.doc_in_workbook}


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"  # noqa: PLR2004 - as much as a line bears
