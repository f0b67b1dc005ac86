"""What is made quicker does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kiosk import values

ROOT = Path(__file__).resolve().parents[2]
Make = Callable[..., Any]
MAKERS = {"the library's": dataclass, "ours": values.dataclass}


def shapes(make: Make) -> tuple[type[Any], ...]:
    """Give classes of many kinds, the same ones by either maker."""

    @make(frozen=True, slots=True)
    class Plain:
        """Words."""

        one: int
        two: str = "two"
        three: list[int] = field(default_factory=list, compare=False)
        four: ClassVar[int] = 4

    @make(frozen=True, slots=True)
    class More(Plain):
        """More words."""

        five: float = field(default=5.0, repr=False)
        six: int = field(default=6, hash=False)
        seven: int = field(default=7, init=False)

    @make(frozen=True, slots=True)
    class Single:
        """One."""

        value: object

    @make(frozen=True, slots=True)
    class Empty:
        """None at all."""

    @make(frozen=True, eq=False, kw_only=True)
    class Screen:
        """As screens are."""

        title: str
        memo: list[int] = field(init=False, default_factory=list)

    @make(frozen=True, eq=False, kw_only=True)
    class Sub(Screen):
        """With more."""

        aside: int = field(default=1, kw_only=False)

    @make(frozen=True)
    class Own:  # noqa: PLW1641 (a frozen one gets it)
        """What its body says itself stays."""

        value: int
        doubled: int = field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "doubled", 2 * self.value)

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __repr__(self) -> str:
            return "own"

    @make(frozen=True, slots=True)
    class Named:
        """With names that might be somebody's own."""

        live: int = 1
        set_live: str = "a"
        put_live: str = "b"
        default_live: str = "c"
        left_out: tuple[int, ...] = field(default_factory=tuple)

    @make(slots=True)
    class Changing:
        """Not frozen."""

        value: int = 0

    @make(frozen=True, slots=True, order=True)
    class Ordered:
        """With an order."""

        value: int = 0

    return Plain, More, Single, Empty, Screen, Sub, Own, Changing, Ordered, Named


CALLS: tuple[tuple[int, tuple[object, ...], dict[str, object]], ...] = (
    (0, (1,), {}),
    (0, (1, "zwei", [3]), {}),
    (0, (), {"two": "b", "one": 2}),
    (0, (), {}),
    (0, (1, 2, 3, 4), {}),
    (0, (1,), {"four": 4}),
    (1, (1, "2", [3], 4.0, 5), {}),
    (1, (1,), {"seven": 1}),
    (2, (float("nan"),), {}),
    (3, (), {}),
    (3, (1,), {}),
    (4, (), {"title": "a"}),
    (4, ("a",), {}),
    (4, (), {"title": "a", "memo": []}),
    (5, (2,), {"title": "b"}),
    (5, (), {}),
    (6, (21,), {}),
    (7, (), {}),
    (8, (3,), {}),
    (9, (), {}),
    (9, (2,), {"put_live": "x", "left_out": (1,)}),
)


def told(shape: type[Any], values: tuple[object, ...], named: dict[str, object]) -> object:
    """Give what can be seen of something made, or which fault its making is."""
    try:
        one = shape(*values, **named)
    except TypeError:
        return TypeError
    same = shape(*values, **named)
    return (
        repr(one).rpartition("<locals>.")[2],
        {f.name: repr(getattr(one, f.name)) for f in fields(one)},
        one == same,
        one == one,  # noqa: PLR0124 (what isn't equal to itself)
        one == object(),
        hash(one) == hash(same) if shape.__hash__ else None,
        hasattr(one, "__dict__"),
        shape.__match_args__,
    )


@pytest.mark.parametrize(("which", "given", "named"), CALLS)
def test_what_is_made_is_the_same(
    which: int, given: tuple[object, ...], named: dict[str, object]
) -> None:
    theirs, ours = (told(shapes(make)[which], given, named) for make in MAKERS.values())
    assert ours == theirs


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_is_frozen_stays(make: Make) -> None:
    plain, more, _single, _empty, screen, _sub, own, *_ = shapes(make)
    for one in (plain(1), more(1), screen(title="a"), own(3)):
        name = fields(one)[0].name
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(one, name)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_one_with_something_else_is_another(make: Make) -> None:
    _, more, *_ = shapes(make)
    one = more(1, "b", [2], 3.0, 4)
    other = replace(one, six=5)
    assert (other.one, other.two, other.three, other.five, other.six) == (1, "b", [2], 3.0, 5)
    assert one != other
    assert hash(one) == hash(other)  # left out of it
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one
    assert copy.deepcopy(one).three is not one.three


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_of_the_same_values_another_class_is_another(make: Make) -> None:
    plain, more, *_ = shapes(make)
    assert plain(1) != more(1)


@values.dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found again by its name."""

    one: int
    two: tuple[int, ...] = ()


def test_it_is_kept_and_read_again() -> None:
    kept = Kept(1, (2, 3))
    assert Kept.__init__.__code__.co_varnames[:3] == ("self", "one", "two")
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 (of our own)


def test_the_kiosk_makes_all_of_its_own_this_way() -> None:
    theirs = [
        path.name
        for path in (ROOT / "kiosk").rglob("*.py")
        if path.name != "values.py" and "dataclasses.dataclass" in _imported(path)
    ]
    assert theirs == []


def _imported(path: Path) -> list[str]:
    import ast  # noqa: PLC0415 (for this alone)

    tree = ast.parse(path.read_text(encoding="utf-8"))
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return [f"{node.module}.{name.name}" for node in froms for name in node.names]


def test_nothing_is_compiled_before_it_is_needed() -> None:
    code = (
        "import builtins, dataclasses\n"
        "from kiosk.values import dataclass\n"
        "made = []\n"
        "dataclasses.exec = lambda *given: made.append(given) or builtins.exec(*given)\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class One:\n"
        "    '''Words.'''\n"
        "    value: int = 1\n"
        "print(len(made), One() == One(1), One.__init__.__code__.co_varnames)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "0 True ('self', 'value')\n"


def test_fields_are_those_of_the_library() -> None:
    theirs, ours = (shapes(make)[1] for make in MAKERS.values())
    names = ("name", "init", "repr", "compare", "kw_only")
    told = [[[getattr(f, name) for name in names] for f in fields(one)] for one in (theirs, ours)]
    assert told[0] == told[1]
    assert dataclasses.is_dataclass(ours)
