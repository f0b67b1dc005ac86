"""What may be how long, and that the story with every text at its limit reaches each limit."""

from __future__ import annotations

from pathlib import Path

from kiosk.authoring.columns import FORM, TABLES
from kiosk.scenario.checks import wording
from kiosk.scenario.checks.check_context import CheckContext, keyed_texts
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read
from kiosk.scenario.schema import Key, Sort, keys_of
from tests.sample import ALL

ROOT = Path(__file__).parents[2]


def story(path: Path) -> Scenario:
    reading = read(path.read_bytes(), Scenario, path.name, cap=10**6)
    assert reading.value is not None
    return reading.value


AT_THE_LIMIT = story(ROOT / "tests" / "screens" / "at_the_limit" / "at_the_limit.yaml")


def test_the_story_at_the_limit_keeps_and_reaches_every_budget() -> None:
    context = CheckContext(AT_THE_LIMIT)
    assert not list(wording.budgets(context))
    longest: dict[str, tuple[int, int]] = {}
    for one in keyed_texts(AT_THE_LIMIT):
        if one.key.budget:
            length, _ = longest.get(one.key.called, (0, 0))
            longest[one.key.called] = max(length, len(one.text)), one.key.budget
    assert len(longest) > 15
    assert {what: pair for what, pair in longest.items() if pair[0] != pair[1]} == {}


def test_no_shipped_story_is_too_wordy() -> None:
    for path in ALL:
        assert not list(wording.budgets(CheckContext(story(path))))


def budgeted() -> list[tuple[type, Key]]:
    """Give every key of a story that has a budget, with its class."""
    classes, found = [Scenario], []
    for model in classes:
        for key in keys_of(model):
            shape = key.shape.item or key.shape
            if shape.sort is Sort.OBJECT and shape.of not in classes:
                classes.append(shape.of)
            if key.budget:
                found.append((model, key))
    return found


def test_a_budget_is_said_in_the_sentence_of_its_key_and_nowhere_else() -> None:
    assert len(budgeted()) > 20
    for _, key in budgeted():
        assert f"不超过 {key.budget} 个字" in key.doc
        assert key.called
    models = {model for model, _ in budgeted()}
    said = [key for model in models for key in keys_of(model) if "不超过" in key.doc]
    assert all(key.budget for key in said)


def test_a_cell_of_a_workbook_warns_of_the_same_length() -> None:
    columns = [*FORM, *(column for table in TABLES for column in table.columns)]
    bounded = {(c.key, c.budget) for c in columns if c.budget}
    # One cell holds all texts of a list: none of them can be counted alone.
    assert bounded == {(k, k.budget) for _, k in budgeted() if k.shape.sort is Sort.TEXT}
