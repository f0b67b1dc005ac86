"""Expressions are compiled when they are first asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.patterns import pattern

ROOT = Path(__file__).resolve().parents[2]


def test_it_answers_as_the_expression_does() -> None:
    late, known = (
        pattern("(?P<a>[a-c]+)-", re.IGNORECASE),
        re.compile("(?P<a>[a-c]+)-", re.IGNORECASE),
    )
    for _ in range(2):
        assert [m.groupdict() for m in late.finditer("Ab-xc-")] == [{"a": "Ab"}, {"a": "c"}]
        assert late.sub("", "ab-d") == known.sub("", "ab-d") == "d"
        assert late.pattern == known.pattern
        assert (late.fullmatch("ab"), late.search("-")) == (None, None)
    assert pattern(rb"\xff+").split(b"a\xffb") == [b"a", b"b"]


def test_a_wrong_one_is_met_where_it_is_first_asked() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("a")


def test_no_module_compiles_one_as_it_is_imported() -> None:
    told = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in (ROOT / "kiosk").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"_?[A-Z0-9_]+ = re\.compile\(", line)
    ]
    assert told == []
