"""The page about the format says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read_story
from kiosk.scenario.schema import all_keys

from .corpus import example

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_model() -> None:
    call = [sys.executable, ROOT / "scripts" / "format_docs.py", "--check"]
    assert subprocess.run(call, capture_output=True, text=True, check=False).returncode == 0


def test_every_key_stands_on_the_page() -> None:
    for key in all_keys(Scenario):
        assert f"| {key} |" in PAGE or f"| `{key}` |" in PAGE


def test_the_example_on_the_page_is_read_without_a_problem() -> None:
    *_, block = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    story = read_story(block.encode(), "例子.yaml")
    assert story.problems == ()
    assert story.scenario is not None


def test_the_problem_on_the_page_is_told_in_these_words() -> None:
    wrong = example().replace("去: 网页", "去: 网业")
    (problem,) = (
        p for p in read_story(wrong.encode(), "我的剧本.yaml").problems if p.code == "dead-link"
    )
    assert problem.text() in PAGE
