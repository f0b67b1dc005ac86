"""What the library's cache holds comes back as it was, and bytes of anything else make nothing."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

import pytest

from kiosk.scenario.problems import DatedProblem, Problem, code
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.kept_values import from_bytes, to_bytes
from tests.sample import SCENARIOS, every_story


def test_stories_come_back_with_the_places_of_all_they_say() -> None:
    stories = every_story()
    again = from_bytes(to_bytes(stories))
    assert again == stories
    # A place doesn't count when two are compared.
    assert repr(again) == repr(stories)


def test_a_catalogue_comes_back() -> None:
    catalogue, _ = load_catalogue(SCENARIOS / "catalogue")
    assert catalogue.types
    assert from_bytes(to_bytes(catalogue)) == catalogue


def test_a_problem_comes_back_with_its_days() -> None:
    problem = Problem.of("review-due", due="2027-06-30").placed("故事\udc80.yaml", 3, 2, "来源")
    dated = DatedProblem(problem, since=date(2027, 7, 1))
    assert from_bytes(to_bytes((problem, dated))) == (problem, dated)


class Runs:
    """Asks whoever reads it to call something."""

    def __init__(self, call: object, *values: object) -> None:
        self.call, self.values = call, values

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call, self.values


@pytest.mark.parametrize(
    ("call", "values"),
    [
        (os.system, ("touch 有人来过",)),
        (Path.touch, (Path("有人来过"),)),
        (eval, ("open('有人来过', 'w')",)),
        (getattr, (Problem, "of")),
        (Problem.of, ("review-due",)),
        (pickle.loads, (b"N.",)),
        (code, ("review-due",)),
    ],
)
def test_bytes_that_ask_for_anything_but_a_value_of_the_model_make_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: object, values: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="no value of the model"):
        from_bytes(pickle.dumps(Runs(call, *values)))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\x80\x05", b"\x80\xff", b"(", to_bytes(("a",))[:-1]]
)
def test_bytes_that_are_none_of_its_own_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="no value of the model"):
        from_bytes(data)
