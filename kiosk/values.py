"""`dataclass` as the standard library has it, quicker to import: what a frozen one does is compiled when it is first made.

The library's compiles six small functions for every class as its module is imported. For the two hundred
classes of the first picture that was more than half of all that imports took, 120 ms of 240; here it is 25.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn, cast

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 (to be imported from here)
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        eq: bool = True,
        order: bool = False,
        slots: bool = False,
        kw_only: bool = False,
    ) -> Any:  # noqa: ANN401 (a class, or what makes one)
        """Make a dataclass, by the standard library where it isn't frozen or has an order.

        A frozen one takes no attribute at all, of whatever name; `InitVar` isn't known.
        """

        def made(plain: type) -> type:
            if order or not frozen:
                make = dataclasses.dataclass(
                    frozen=frozen, eq=eq, order=order, slots=slots, kw_only=kw_only
                )
                return make(plain)
            make = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )
            return _frozen(make(plain), eq=eq, slots=slots)

        return made if cls is None else made(cls)


_set = object.__setattr__
_LEFT_OUT = object()


def _frozen(cls: type[Any], *, eq: bool, slots: bool) -> type[Any]:
    """Give a class that has its fields what a frozen one does, where its body hasn't said so itself."""
    body = vars(cls)
    given: dict[str, object] = {
        "__init__": _late(cls, "__init__", partial(_init, slots=slots)),
        "__repr__": _repr,
        "__setattr__": _no_change,
        "__delattr__": _no_change,
    }
    if slots:
        given |= {"__getstate__": _state, "__setstate__": _take_state}
    if eq:
        if body.get("__hash__") is None:
            # None stands there where the body has an __eq__ alone.
            cls.__hash__ = _late(cls, "__hash__", _hash)
        given["__eq__"] = _late(cls, "__eq__", _equal)
    for name, method in given.items():
        if name not in body:
            setattr(cls, name, method)
    return cls


def _late(
    cls: type[Any], name: str, make: Callable[[type[Any]], Callable[..., Any]]
) -> Callable[..., Any]:
    """Give a method that makes the real one when it is first called, and lets it take its place."""

    def late(self: object, *values: object, **named: object) -> Any:  # noqa: ANN401 (whatever the method gives)
        method = make(cls)
        setattr(cls, name, method)
        return method(self, *values, **named)

    return late


def _compiled(name: str, lines: list[str], known: dict[str, object]) -> Callable[..., Any]:
    """Give a function from its lines, the first of which is its head, and the names these know."""
    exec("\n    ".join(lines), known)  # noqa: S102 (as the library does it)
    return cast("Callable[..., Any]", known[name])


def _init(cls: type[Any], *, slots: bool) -> Callable[..., None]:
    taken: list[str] = []
    named: list[str] = []
    body: list[str] = []
    known: dict[str, object] = {"_set": _set, "_left_out": _LEFT_OUT}
    for field in dataclasses.fields(cls):
        name = value = field.name
        made = field.default_factory is not dataclasses.MISSING
        known[f"_default_{name}"] = field.default_factory if made else field.default
        default = made or field.default is not dataclasses.MISSING
        if field.init:
            says = f"{name}=_left_out" if made else f"{name}=_default_{name}" if default else name
            (named if field.kw_only else taken).append(says)
            if made:
                value = f"_default_{name}() if {name} is _left_out else {name}"
        elif made:
            value = f"_default_{name}()"
        elif default and slots:
            value = f"_default_{name}"
        else:
            continue
        place = getattr(cls, name, None)
        if isinstance(place, MemberDescriptorType):
            # A third quicker than by the name.
            known[f"_put_{name}"] = place.__set__
            body.append(f"_put_{name}(self, {value})")
        else:
            body.append(f"_set(self, '{name}', {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    stars = ["*", *named] if named else []
    head = f"def __init__({', '.join(['self', *taken, *stars])}):"
    return _compiled("__init__", [head, *(body or ["pass"])], known)


def _equal(cls: type[Any]) -> Callable[..., Any]:
    names = [f.name for f in dataclasses.fields(cls) if f.compare]
    one, other = (
        f"({''.join(f'{whose}.{name},' for name in names)})" for whose in ("self", "other")
    )
    lines = [
        "def __eq__(self, other):",
        "if other.__class__ is not self.__class__:",
        "    return NotImplemented",
        f"return {one} == {other}",
    ]
    return _compiled("__eq__", lines, {})


def _hash(cls: type[Any]) -> Callable[..., Any]:
    fields = dataclasses.fields(cls)
    names = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
    values = "".join(f"self.{name}," for name in names)
    return _compiled("__hash__", ["def __hash__(self):", f"return hash(({values}))"], {})


@recursive_repr("...")
def _repr(self: Any) -> str:  # noqa: ANN401 (whatever is a dataclass)
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _no_change(self: object, name: str, _value: object = None) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"{type(self).__qualname__}.{name} is for ever")


def _state(self: Any) -> list[object]:  # noqa: ANN401 (as above)
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _take_state(self: Any, state: list[object]) -> None:  # noqa: ANN401 (as above)
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, one.name, value)
