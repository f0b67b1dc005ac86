"""What may be how long, and that the story with every text at its limit reaches each limit."""

from __future__ import annotations

from pathlib import Path

from kiosk.scenario.checks import wording
from kiosk.scenario.checks.check_context import CheckContext, keyed_texts
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read

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
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        assert not list(wording.budgets(CheckContext(story(path))))
