"""A tree of YAML nodes as frozen values, by the table of keys, noting every problem on the way.

Scalars stay text until a key asks for something else, so no Norway, no octal, no surprise dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import MISSING
from datetime import date
from typing import Any

import yaml

from kiosk.scenario.keys import Key, Shape, Sort, keys_of, spellings
from kiosk.scenario.model import Mark, Named
from kiosk.scenario.near import did_you_mean
from kiosk.scenario.parse import place
from kiosk.scenario.problems import Severity
from kiosk.scenario.slips import QUOTE_IT, slip_in, slips_in
from kiosk.scenario.text import Manuscript

Places = dict[tuple[Mark, str], Mark]
"""Where the value of an object's key was written: (object's mark, field) to the value's mark.

The items of a list of texts are found under `field.0`, `field.1` and so on.
"""

LARGEST = 1_000_000_000

LONGEST_TEXT = 1_000
"""Characters of any text; far above what a screen holds, so that nothing after it need fear one."""

_NO_KEYS = "这里应当是“键: 值”"

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TRUE = ("是", "有", "yes", "true")
_FALSE = ("否", "无", "没有", "no", "false")
_WIDE_GAP = re.compile(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")


class Walker:
    """Builds one model object from a tree.

    After `build`, `whole` tells whether every value could be read; where not, fillers stand in
    their places so that the rest can still be checked.
    """

    def __init__(self, sheet: Manuscript, known: frozenset[str]) -> None:
        """Take the text the tree was made from and all keys of the format."""
        self.whole = True
        self.places: Places = {}
        self._sheet = sheet
        self._known = known

    def build(self, node: yaml.Node, model: type) -> Any:  # noqa: ANN401 - of the model asked for
        """Give the object the node stands for, None where it isn't a set of keys at all."""
        if not isinstance(node, yaml.MappingNode):
            slips = tuple(slips_in(self._sheet.lines, self._known))
            for slip in slips:
                self._sheet.report(slip.code, slip.mark, slip.message, slip.advice)
            if not slips:
                self._wrong(node, "wrong-kind", _NO_KEYS, _one_key(model))
            self.whole = False
            return None
        return self._object(node, Shape(Sort.OBJECT, of=model))

    def _value(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        if shape.sort is Sort.OBJECT:
            return self._object(node, shape)
        if shape.sort is Sort.LIST:
            return self._list(node, shape)
        if not isinstance(node, yaml.ScalarNode):
            return self._not_a_text(node, shape)
        text = self._text(node)
        readers: dict[Sort, Callable[[], Any]] = {
            Sort.NUMBER: lambda: self._number(node, text),
            Sort.FLAG: lambda: self._flag(node, text),
            Sort.DATE: lambda: self._date(node, text),
            Sort.NAME: lambda: self._name(node, text, shape),
        }
        return readers[shape.sort]() if shape.sort in readers else text

    def _object(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - of the shape's class
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "wrong-kind", _NO_KEYS, _one_key(shape.of))
            return self._object(yaml.MappingNode("", [], node.start_mark, node.end_mark), shape)
        at = place(node.start_mark)
        table = spellings(shape.of)
        given: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = self._key(key_node, table)
            if key is None:
                continue
            if key.name in given:
                first = place(given[key.name].start_mark).line
                advice = f"第 {first} 行已经写过，留下一个，删掉另一个"
                self._wrong(key_node, "duplicate-key", f"“{key_node.value}”写了两次", advice)
                continue
            given[key.name] = value
            self.places[at, key.name] = place(value.start_mark)
        values = {key.name: self._field(key, given, node) for key in table.values()}
        self._note_items(at, given)
        return shape.of(**values, mark=at)

    def _key(self, node: yaml.Node, table: dict[str, Key]) -> Key | None:
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, "wrong-kind", "这里应当是一个键", QUOTE_IT)
            return None
        written = node.value.strip()
        key = table.get(written) or table.get(written.lower())
        if key is not None and written == node.value:
            return key
        near = did_you_mean(written, table)
        chinese = dict.fromkeys(key.zh for key in table.values())
        advice = f"这里可以写：{'、'.join(chinese)}"
        self._wrong(node, "unknown-key", f"不认识“{written}”{near}", advice)
        return key

    def _field(self, key: Key, given: dict[str, yaml.Node], owner: yaml.Node) -> Any:  # noqa: ANN401
        node = given.get(key.name)
        if node is None:
            if not key.required:
                return key.default
            self._wrong(
                owner, "missing-key", f"缺少“{key.zh}”", f"加上一行 “{key.zh}: ……”：{key.doc}"
            )
            return self._filler(key.shape)
        if isinstance(node, yaml.ScalarNode) and not node.value.strip():
            if key.default is not MISSING:
                return key.default
            self._wrong(node, "missing-value", f"“{key.zh}”后面没有内容", key.doc)
            return self._filler(key.shape)
        return self._value(node, key.shape)

    def _list(self, node: yaml.Node, shape: Shape) -> tuple[Any, ...]:
        assert shape.item is not None  # noqa: S101 - a list's shape has one; for the type checker
        if not isinstance(node, yaml.SequenceNode):
            example = (
                "[验证码, 姓名]" if shape.item.sort is Sort.TEXT else "每一项另起一行，以“- ”开头"
            )
            self._wrong(node, "wrong-kind", "这里应当是一个列表", f"写成 {example}")
            return ()
        return tuple(self._value(item, shape.item) for item in node.value)

    def _note_items(self, at: Mark, given: dict[str, yaml.Node]) -> None:
        for name, node in given.items():
            if isinstance(node, yaml.SequenceNode):
                for n, item in enumerate(node.value):
                    self.places[at, f"{name}.{n}"] = place(item.start_mark)

    def _text(self, node: yaml.ScalarNode) -> str:
        """Give a scalar's text; lines broken in the middle of Chinese words leave no gap."""
        first, last = node.start_mark.line, node.end_mark.line
        text: str = node.value.strip()
        if first != last:
            text = _WIDE_GAP.sub("", text).replace("\n", " ")
        if not node.style:
            self._plain(node)
        if len(text) > LONGEST_TEXT:
            message = f"这段文字有 {len(text)} 个字，最多 {LONGEST_TEXT} 个"
            self._wrong(node, "text-too-long", message, "拆成几句台词")
            return text[:LONGEST_TEXT]
        return text

    def _plain(self, node: yaml.ScalarNode) -> None:
        """Note what an unquoted text may have swallowed or lost."""
        for line in range(node.start_mark.line + 2, node.end_mark.line + 2):
            slip = slip_in(self._sheet.line(line), line, self._known)
            if slip and node.end_mark.column:
                self.whole = False
                self._sheet.report(slip.code, slip.mark, slip.message, slip.advice)
        end = place(node.end_mark)
        rest = self._sheet.line(end.line)[end.column - 1 :]
        cut = re.match(r"[ \t]+#", rest)
        if cut:
            self._sheet.report(
                "hash-cuts",
                Mark(end.line, end.column + cut.end() - 1),
                "从 # 号起都被当成注释，不会显示",
                f"如果 # 是文字的一部分，{QUOTE_IT}；如果真是注释，请另起一行写",
                Severity.NOTICE,
            )

    def _number(self, node: yaml.ScalarNode, text: str) -> int:
        plain = unicodedata.normalize("NFKC", text).replace(",", "")
        if re.fullmatch(r"[0-9]{1,10}", plain) and int(plain) <= LARGEST:
            return int(plain)
        advice = f"只写数字，从 0 到 {LARGEST}，例如 52000"
        self._wrong(node, "not-a-number", f"这里要写整数，写的是“{_short(text)}”", advice)
        return 0

    def _flag(self, node: yaml.ScalarNode, text: str) -> bool:
        if text.lower() in _TRUE:
            return True
        if text.lower() not in _FALSE:
            self._wrong(
                node, "not-a-flag", f"这里要写“是”或“否”，写的是“{_short(text)}”", "写 是 或 否"
            )
        return False

    def _date(self, node: yaml.ScalarNode, text: str) -> date:
        found = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
        try:
            if found:
                return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass  # no such day: told below like any other wrong date
        self._wrong(
            node, "not-a-date", f"没有“{_short(text)}”这个日期", "写成 年-月-日，例如 2027-06-30"
        )
        return date.max

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
            f"不认识“{_short(text)}”{did_you_mean(text, names)}",
            f"这里可以写：{'、'.join(dict.fromkeys(chinese))}",
        )
        return next(iter(names.values()))

    def _not_a_text(self, node: yaml.Node, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            self._wrong(node, "text-start", "文字不能直接以 [ 或 { 开头", QUOTE_IT)
        else:
            self._wrong(
                node,
                "wrong-kind",
                f"这里应当是{shape.sort.value}，不是一组内容",
                "写在冒号后面的同一行",
            )
        return self._filler(shape)

    def _filler(self, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
        """Give something in place of a value that can't be read; its problem is already told."""
        fillers: dict[Sort, Callable[[], Any]] = {
            Sort.TEXT: str,
            Sort.NUMBER: int,
            Sort.FLAG: bool,
            Sort.DATE: lambda: date.max,
            Sort.LIST: tuple,
            Sort.NAME: lambda: next(iter(shape.of)),  # type: ignore[call-overload]  # as above
            Sort.OBJECT: lambda: shape.of(
                **{
                    key.name: self._filler(key.shape) if key.required else key.default
                    for key in keys_of(shape.of)
                }
            ),
        }
        return fillers[shape.sort]()

    def _wrong(self, node: yaml.Node, code: str, message: str, advice: str) -> None:
        """Report an error at a node, or the slip on its line that explains it, once."""
        if code not in ("unknown-key", "duplicate-key"):
            self.whole = False
        at = place(node.start_mark)
        slip = None
        if code not in ("missing-key", "missing-value", "duplicate-key"):
            slip = slip_in(self._sheet.line(at.line), at.line, self._known)
        if slip is None:
            self._sheet.report(code, at, message, advice)
        elif not any(p.code == slip.code for p in self._sheet.errors_at(at.line)):
            self._sheet.report(slip.code, slip.mark, slip.message, slip.advice)


def _one_key(model: type) -> str:
    return f"每行写一个键，例如 “{keys_of(model)[0].zh}: ……”"


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"  # noqa: PLR2004 - as much as a line bears
