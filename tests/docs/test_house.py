"""No import runs in a circle or back up, however late or only for types it is made."""

from __future__ import annotations

import ast
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.imports import Imports, circles, imports_of, upward

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
LAYERS: list[str] = CONTRACTS["importlinter"]["contracts"][0]["layers"]
DRAWN = ("engine", "screens", "devices", "ui")
"""From the top down: the engine knows the screens, and what is drawn with knows none of them."""


@pytest.fixture(scope="module")
def kiosk() -> Imports:
    return imports_of(ROOT / "kiosk")


def test_no_import_runs_in_a_circle(kiosk: Imports) -> None:
    assert circles(kiosk) == []


def test_no_import_runs_back_up(kiosk: Imports) -> None:
    rooms = [[name.strip("() ") for name in layer.replace("|", ":").split(":")] for layer in LAYERS]
    assert upward(kiosk, rooms) == []


def test_what_draws_knows_only_what_lies_below(kiosk: Imports) -> None:
    assert upward(kiosk, [[room] for room in DRAWN]) == []


def test_every_file_was_read(kiosk: Imports) -> None:
    assert len(kiosk) == sum(1 for _ in (ROOT / "kiosk").rglob("*.py"))
    assert sum(len(known) for known in kiosk.values()) > 3 * len(kiosk)


# The reading itself -------------------------------------------------------------------------------


def tree(folder: Path, **files: str) -> Imports:
    """Give the imports of an invented house; a file's name is its path with `__` for the slash."""
    (folder / "house").mkdir()
    (folder / "house" / "__init__.py").touch()
    for name, source in files.items():
        path = folder / "house" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        ast.parse(source)
        path.write_text(source, encoding="utf-8")
    return imports_of(folder / "house")


WAYS = {
    "plain": "import house.b",
    "from a room": "from house import b",
    "a name": "from house.b import thing",
    "relative": "from . import b",
    "relative name": "from .b import thing",
    "another name": "import house.b as other",
    "lazy": "def use():\n    from house.b import thing\n",
    "for types alone": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.b import thing\n",
    "by its name": "from importlib import import_module\nimport_module('house.b')",
}


@pytest.mark.parametrize("way", WAYS)
def test_an_import_is_seen_however_it_is_written(tmp_path: Path, way: str) -> None:
    found = tree(tmp_path, a=WAYS[way], b="from house import a\nthing = 1")
    assert circles(found) == [["house.a", "house.b"]]


def test_a_circle_is_told_once_with_all_that_stand_in_it(tmp_path: Path) -> None:
    found = tree(
        tmp_path,
        a="import house.b",
        b="import house.c",
        c="import house.a",
        d="import house.a",
        e="def use(): import house.e",
    )
    assert circles(found) == [["house.a", "house.b", "house.c"], ["house.e"]]


def test_a_line_and_a_fork_are_no_circle(tmp_path: Path) -> None:
    found = tree(
        tmp_path, a="import house.b, house.c", b="import house.d", c="import house.d", d=""
    )
    assert circles(found) == []


def test_a_room_reached_through_its_own_front_door_is_the_room(tmp_path: Path) -> None:
    found = tree(tmp_path, low__a="from house.low import b", low__b="from house.high import c")
    assert found["house.low.a"] == {"house.low.b"}
    assert "house.high" not in found["house.low.b"]  # there is no such file


def test_an_import_back_up_is_told_with_both_ends(tmp_path: Path) -> None:
    found = tree(
        tmp_path,
        high__a="from house.low import b",
        low__b="",
        low__c="def use():\n    from house.high import a",
    )
    assert upward(found, [["high"], ["low"]]) == ["house.low.c -> house.high.a"]
    assert upward(found, [["high", "low"]]) == []


def test_the_rooms_of_the_contract_are_in_the_order_drawn() -> None:
    flat = [name.strip("() ") for layer in LAYERS for name in layer.replace("|", ":").split(":")]
    assert all(flat.index(above) < flat.index(below) for above, below in pairwise(DRAWN))
