from __future__ import annotations

import pytest

from speech.listen import distance


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [("a b c", "a b c", 0), ("a b c", "a x c", 1), ("a b c", "a c", 1), ("a b", "a x y b", 2), ("a", "", 1), ("", "a", 1)],
)  # fmt: skip
def test_wrong_syllables_are_those_changed_lost_or_added(said: str, heard: str, wrong: int) -> None:
    assert distance(said.split(), heard.split()) == wrong
