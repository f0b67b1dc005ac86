"""Our own TOML files as frozen values: a dataclass says what may stand in one, and nothing else may."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kiosk.storage import read_text

Model = TypeVar("Model")


class BadTomlError(ValueError):
    """A file that can't be used; the message says which, where in it and why."""


def read_toml(path: Path, model: type[Model]) -> Model:
    """Give a file as an object of a dataclass; BadTomlError where it isn't one.

    Its fields may be texts, numbers, flags, dataclasses, tuples and sets of these, or a Mapping.
    """
    try:
        table = tomllib.loads(read_text(path))
    except (OSError, ValueError) as error:
        raise BadTomlError(f"{path} 读不出来：{error}") from error
    made: Model = _value(table, model, path.name)
    return made


def _value(given: Any, hint: Any, where: str) -> Any:  # noqa: ANN401 - by the hint
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        (hint,) = (part for part in parts if part is not types.NoneType)
        return _value(given, hint, where)
    if kind in (tuple, frozenset):
        items = _of_type(given, list, where)
        wanted = parts * len(items) if kind is frozenset else _items(parts, len(items), where)
        listed = zip(items, wanted, strict=True)
        return kind(_value(item, one, f"{where} {n}") for n, (item, one) in enumerate(listed, 1))
    if kind is Mapping:
        table = _of_type(given, dict, where)
        return {key: _value(value, parts[1], f"{where} {key}") for key, value in table.items()}
    if is_dataclass(hint):
        return _object(_of_type(given, dict, where), hint, where)
    return _of_type(given, hint, where)


def _object(table: dict[str, Any], model: Any, where: str) -> Any:  # noqa: ANN401 - a dataclass
    hints, known = _hints_and_fields(model)
    for name in table.keys() - known.keys():
        raise BadTomlError(f"{where}：不认识“{name}”")
    for name, one in known.items():
        if name not in table and one.default is MISSING and one.default_factory is MISSING:
            raise BadTomlError(f"{where}：少了“{name}”")
    return model(
        **{name: _value(value, hints[name], f"{where} {name}") for name, value in table.items()}
    )


@cache
def _hints_and_fields(model: Any) -> tuple[dict[str, Any], dict[str, Field[Any]]]:  # noqa: ANN401 - a dataclass
    """Give what the fields of a class may hold, and the fields, by name: asked for each of a hundred rules."""
    return get_type_hints(model), {one.name: one for one in fields(model)}


def _items(parts: tuple[Any, ...], count: int, where: str) -> tuple[Any, ...]:
    """Give what each item of a tuple has to be."""
    if parts[-1] is Ellipsis:
        return parts[:1] * count
    if len(parts) != count:
        raise BadTomlError(f"{where}：应当有 {len(parts)} 项，写了 {count} 项")
    return parts


def _of_type(given: Any, kind: type, where: str) -> Any:  # noqa: ANN401 - of that type
    if type(given) is not kind:
        raise BadTomlError(f"{where}：应当是 {kind.__name__}，写的是 {given!r}")
    return given
