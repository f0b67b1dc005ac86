"""Our own TOML files become values of the type asked for, or say where they aren't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.toml_file import BadTomlError, read_toml


@dataclass(frozen=True)
class Part:
    name: str
    pair: tuple[str, int] | None = None


@dataclass(frozen=True)
class Whole:
    title: str = ""
    counts: tuple[int, ...] = ()
    known: frozenset[str] = frozenset()
    part: tuple[Part, ...] = ()
    named: Mapping[str, Part] = field(default_factory=dict)
    on: bool = False


def read(folder: Path, text: str) -> Whole:
    path = folder / "x.toml"
    path.write_text(text, encoding="utf-8")
    return read_toml(path, Whole)


def test_every_kind_of_value_is_read(tmp_path: Path) -> None:
    text = """
title = "甲"
counts = [1, 2]
known = ["乙", "乙"]
on = true
[[part]]
name = "丙"
pair = ["丁", 3]
[named."戊"]
name = "己"
"""
    assert read(tmp_path, text) == Whole(
        "甲", (1, 2), frozenset({"乙"}), (Part("丙", ("丁", 3)),), {"戊": Part("己")}, on=True
    )
    assert read(tmp_path, "") == Whole()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 3", "x.toml title：应当是 str"),
        ("counts = [1, true]", "x.toml counts 2：应当是 int"),
        ("counts = 1", "x.toml counts：应当是 list"),
        ("titel = 'x'", "x.toml：不认识“titel”"),
        ("[[part]]\npair = ['a', 1]", "x.toml part 1：少了“name”"),
        ("[[part]]\nname = 'a'\npair = ['a']", "x.toml part 1 pair：应当有 2 项"),
        ("part = {name = 'a'}", "x.toml part：应当是 list"),
        ("named = {a = 1}", "x.toml named a：应当是 dict"),
        ("title = ", "读不出来"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadTomlError) as met:
        read(tmp_path, text)
    assert told in str(met.value)


def test_a_file_that_is_not_there_or_no_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadTomlError, match="读不出来"):
        read_toml(tmp_path / "none.toml", Whole)
    (tmp_path / "gbk.toml").write_bytes("title = '甲'".encode("gbk"))
    with pytest.raises(BadTomlError, match="读不出来"):
        read_toml(tmp_path / "gbk.toml", Whole)
