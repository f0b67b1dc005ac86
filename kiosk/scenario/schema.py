"""The table of keys of each model class, made from its fields; everything generic uses it.

A `Shape` says what a value is: a text, a number, a list of something, an object. The reader walks
by shapes, the cache stores by them, the documentation prints them.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kiosk.scenario.model import Named, is_key, key
from kiosk.values import dataclass


class Sort(Enum):
    """What kind of value a shape is."""

    TEXT = "文字"
    NUMBER = "整数"
    FLAG = "是或否"
    DATE = "日期"
    NAME = "固定名称"
    LIST = "列表"
    OBJECT = "一组键"
    TABLE = "一组名称"


class WrongValueError(ValueError):
    """A text that isn't a value of its key; code, variant and values are those of its problem."""

    def __init__(self, code: str, variant: str = "", /, **values: object) -> None:
        """Take what the problem is told by; the text itself is added as `written`."""
        super().__init__(code)
        self.code, self.variant, self.values = code, variant, values


Parse = Callable[[str], Any]
"""Gives the value a text stands for; WrongValueError where it stands for none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value of a field is; `of` is the class of an object or name.

    `item` is the shape of what a list or a table holds. Where a field has a `parse` of its own, its
    text is handed to that.
    """

    sort: Sort
    of: type = object
    item: Shape | None = None
    parse: Parse | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a class: the field's name is its English spelling.

    `doc_in_workbook` is the sentence about it where names are chosen from a list. A text should
    have at most `budget` characters, each text of a list too; 0 sets no bound. `called` is what a
    text that has more is called. `one` is what the value is one of where it can't be several;
    `quotes_mean` as in `model.key`.
    """

    name: str
    zh: str
    doc: str
    doc_in_workbook: str
    shape: Shape
    default: Any
    budget: int = 0
    called: str = ""
    one: str = ""
    quotes_mean: bool = False

    @property
    def required(self) -> bool:
        """Whether a file must give it."""
        return self.default is MISSING


def parsed(zh: str, doc: str, parse: Parse, default: Any) -> Any:  # noqa: ANN401 - of any field's type
    """Give a dataclass field its Chinese key, its one sentence, and how its text is read.

    What can't be read leaves the default; a field of texts may be written as a list, too.
    """
    return field(default=default, metadata={**key(zh, doc).metadata, "parse": parse})


@cache
def keys_of(model: type) -> tuple[Key, ...]:
    """Give the keys of a model class in the order of its fields."""
    hints = get_type_hints(model)
    return tuple(_key(one, _shape(one, hints[one.name])) for one in fields(model) if is_key(one))


def _key(of: Field[Any], shape: Shape) -> Key:
    single = shape.sort in (Sort.NUMBER, Sort.FLAG, Sort.DATE, Sort.NAME)
    return Key(
        of.name,
        of.metadata["zh"],
        of.metadata["doc"],
        of.metadata["doc_in_workbook"],
        shape,
        of.default,
        of.metadata["budget"],
        of.metadata["called"],
        of.metadata["one"] or (shape.sort.value if single else ""),
        of.metadata["quotes_mean"],
    )


def key_of(model: type, name: str) -> Key:
    """Give a key of a model class by its English name; StopIteration where there is none."""
    return next(key for key in keys_of(model) if key.name == name)


def _shape(of: Field[Any], hint: Any) -> Shape:  # noqa: ANN401 - a type hint has no narrower type
    parse = of.metadata.get("parse")
    if parse is None:
        return shape_of(hint)
    if get_origin(hint) is tuple:
        return Shape(Sort.LIST, item=Shape(Sort.TEXT), parse=parse)
    return Shape(Sort.TEXT, parse=parse)


@cache
def has_mark(model: type) -> bool:
    """Tell whether objects of a class keep the place they were written at."""
    return any(one.name == "mark" for one in fields(model))


@cache
def spellings(model: type) -> dict[str, Key]:
    """Give the keys of a model class by both of their spellings, Chinese first."""
    table = keys_of(model)
    return {key.zh: key for key in table} | {key.name: key for key in table}


@cache
def shape_of(hint: Any) -> Shape:  # noqa: ANN401 - a type hint has no narrower type
    """Give the shape a type hint stands for; TypeError where the format has no such value."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return shape_of(inner)
    if get_origin(hint) is tuple:
        return Shape(Sort.LIST, item=shape_of(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        return Shape(Sort.TABLE, item=shape_of(get_args(hint)[1]))
    simple = {str: Sort.TEXT, bool: Sort.FLAG, int: Sort.NUMBER, date: Sort.DATE}
    if hint in simple:
        return Shape(simple[hint])
    if isinstance(hint, type) and issubclass(hint, Named):
        return Shape(Sort.NAME, of=hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return Shape(Sort.OBJECT, of=hint)
    raise TypeError(f"the format has no value like {hint!r}")


@cache
def all_keys(model: type) -> frozenset[str]:
    """Give every spelling of every key of a model class and of the classes below it."""
    seen: set[type] = set()
    waiting = [model]
    names: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        names.update(spellings(current))
        for one in keys_of(current):
            shape = one.shape.item or one.shape
            if shape.sort is Sort.OBJECT:
                waiting.append(shape.of)
    return frozenset(names)
