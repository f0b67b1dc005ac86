"""Model values as plain lists, texts and numbers, and back; and the fingerprint made from them.

Versions of a story are kept so, and an approval is tied by the fingerprint to a story's very words. What
equals its default is left out, so that a key added to the format later changes neither. Places in the
file aren't kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, replace
from datetime import date
from functools import cache
from typing import Any

from kiosk.scenario.model import Scenario
from kiosk.scenario.schema import Shape, Sort, keys_of

GROUPS = 4
GROUP = 4
"""Groups of a fingerprint, and hexadecimal digits of a group."""


def to_plain(value: object) -> dict[str, Any]:
    """Give a model object as JSON holds it, by English names."""
    plain: dict[str, Any] = {}
    model: type = type(value)
    for key in keys_of(model):
        given = getattr(value, key.name)
        if key.required or given != key.default:
            plain[key.name] = _plain(given, key.shape)
    return plain


def from_plain(plain: Any, model: type) -> Any:  # noqa: ANN401 - an object of the model
    """Give the model object back; KeyError, TypeError or ValueError where it isn't one."""
    return _maker(model)(plain)


def _plain(value: Any, shape: Shape) -> Any:  # noqa: ANN401 - by the shape
    if value is None:
        return None
    if shape.sort is Sort.OBJECT:
        return to_plain(value)
    if shape.sort is Sort.LIST and shape.item:
        return [_plain(item, shape.item) for item in value]
    if shape.sort is Sort.NAME:
        return value.en
    if shape.sort is Sort.DATE:
        return value.isoformat()
    return value


@cache
def _maker(model: type) -> Callable[[Any], Any]:
    """Give the function that makes objects of a model."""
    readers = {key.name: _reader(key.shape) for key in keys_of(model)}
    required = {f.name for f in fields(model) if f.default is MISSING}

    def make(plain: Any) -> Any:  # noqa: ANN401 - by the model
        values = {name: readers[name](given) for name, given in plain.items()}
        if not required <= values.keys():
            raise KeyError(model.__name__)
        return model(**values)

    return make


def _reader(shape: Shape) -> Callable[[Any], Any]:
    if shape.sort is Sort.OBJECT:
        return lambda plain: None if plain is None else _maker(shape.of)(plain)
    if shape.sort is Sort.LIST and shape.item:
        item = _reader(shape.item)
        return lambda plain: tuple([item(one) for one in plain])
    if shape.sort is Sort.NAME:
        named = {member.en: member for member in shape.of}  # type: ignore[attr-defined]  # a Named
        return lambda plain: None if plain is None else named[plain]
    if shape.sort is Sort.DATE:
        return date.fromisoformat
    wanted = {Sort.TEXT: str, Sort.NUMBER: int, Sort.FLAG: bool}[shape.sort]

    def simple(plain: Any) -> Any:  # noqa: ANN401 - by the shape
        if type(plain) is not wanted:
            raise TypeError(f"{plain!r} is no {wanted.__name__}")
        return plain

    return simple


def fingerprint(scenario: Scenario, pictures: Iterable[tuple[str, bytes]] = ()) -> str:
    """Give four groups of four hexadecimal digits over everything but the approval.

    `pictures` are name and bytes of the story's own pictures, in any order. Places in the file,
    spelling of keys and blanks between them don't count; a changed word does.
    """
    words = json.dumps(
        to_plain(replace(scenario, approval=None)),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass"))
    for name, data in sorted(pictures):
        digest.update(b"\0" + name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.sha256(data).digest())
    return grouped(digest.hexdigest())


def grouped(digits: str) -> str:
    """Give the first sixteen digits in groups of four, as people read them out."""
    return "-".join(digits[n * GROUP : (n + 1) * GROUP] for n in range(GROUPS))


def same_fingerprint(one: str, other: str) -> bool:
    """Tell whether two fingerprints as people write them are the same: case and gaps don't count."""
    return _digits(one) == _digits(other) != ""


def _digits(written: str) -> str:
    return "".join(c for c in written.lower() if c in "0123456789abcdef")
