from __future__ import annotations

import pytest

from speech import listen
from speech.listen import distance, plain, syllables


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [("a b c", "a b c", 0), ("a b c", "a x c", 1), ("a b c", "a c", 1), ("a b", "a x y b", 2), ("a", "", 1), ("", "a", 1)],
)  # fmt: skip
def test_wrong_syllables_are_those_changed_lost_or_added(said: str, heard: str, wrong: int) -> None:
    assert distance(said.split(), heard.split()) == wrong


def test_one_said_as_in_telephone_numbers_is_heard_as_one() -> None:
    assert distance(plain(["yao", "yao", "ling"]), plain(["yi", "yi", "ling"])) == 0


def test_syllables_of_a_reading_are_found_whatever_stands_beside_them() -> None:
    assert syllables("bu4ran2 yi4dian3r, nv3er2.") == ["bu", "ran", "yi", "dian", "nv", "er"]


def test_figures_written_together_may_have_been_said_one_by_one() -> None:
    assert listen.one_by_one("9-6-110，报警110") == "九六一一零，报警一一零"
    assert listen.one_by_one("三成") == "三成"
