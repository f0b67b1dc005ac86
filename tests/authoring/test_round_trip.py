"""From a story to a workbook and back nothing is lost, whatever stands in the story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.authoring.story_tree import story_tree
from kiosk.authoring.story_yaml import to_yaml
from kiosk.authoring.workbook import workbook
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.character_rules import WrittenCharacter, faults_of, meant
from kiosk.scenario.reading.reader import read
from kiosk.scenario.schema import Shape, Sort, keys_of
from tests.sample import SAMPLE

from .books import FIRST, NAMES, converted, story


def back(scenario: Scenario) -> Scenario:
    """Give what a workbook of a story is read as, whether or not it may be played."""
    text = converted(workbook(NAMES, scenario)).text
    value: Scenario = read(text.encode(), Scenario, "x.yaml").value
    return value


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_whole_story_comes_back_whole(path: Path) -> None:
    before = story(path.read_bytes())
    after = converted(workbook(NAMES, before))
    assert after.scenario == before
    assert not [p for p in after.problems if p.severity.en == "error"]


def test_the_complete_example_of_the_documentation_comes_back_whole() -> None:
    root = Path(__file__).resolve().parents[2]
    before = story((root / "docs" / "example-story.yaml").read_bytes())
    after = converted(workbook(NAMES, before))
    assert after.scenario == before
    assert before.approval is not None
    assert after.fingerprint == before.approval.fingerprint


# What a file can hold and people may type: signs of YAML, of formulas, of numbers and dates.


def is_mended(text: str) -> bool:
    """Tell whether a text is read as what was meant by it, and told: it doesn't come back as it was."""
    written = [WrittenCharacter(character, n) for n, character in enumerate(text)]
    return meant(text, faults_of(written, '"')) != text


TEXTS = st.one_of(
    st.sampled_from(
        (
            "=1+1",
            "'甲",
            "007",
            "1e5",
            "2025-06",
            "2025/6/1",
            "TRUE",
            "#N/A",
            "- 甲",
            "甲: 乙",
            "甲 #乙",
            "[甲, 乙]",
            "{甲}",
            "*甲",
            "&甲",
            "!甲",
            "%",
            "@",
            "`",
            '"',
            "''",
            "\\n",
            "_x000D_",
            "_x5F_",
            "<b>&amp;",
            "否",
            "null",
            "~",
            "---",
            "甲、乙，丙；丁",
            "甲:",
            ":甲",
            "|",
            ">",
            "😀𠮷",
            "？",
            "12:30",
            "+86",
            "1,000",
        )
    ),
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"),
            exclude_characters="\ufffe\uffff\ufeff",
        ),
        min_size=1,
        max_size=12,
    ).filter(lambda text: text == text.strip() and text and not is_mended(text)),
)


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Give any value of a shape, as long as the story's pieces can be told apart."""
    if shape.sort is Sort.OBJECT:
        return objects(shape.of)
    if shape.sort is Sort.LIST and shape.item:
        return st.lists(values(shape.item), max_size=3).map(tuple)
    if shape.sort is Sort.NAME:
        return st.sampled_from(list(shape.of))  # type: ignore[call-overload]  # a Named class
    plain: dict[Sort, st.SearchStrategy[Any]] = {
        Sort.TEXT: TEXTS,
        Sort.NUMBER: st.integers(0, 1_000_000_000),
        Sort.FLAG: st.booleans(),
        Sort.DATE: st.dates(date(1000, 1, 1)),
    }
    return plain[shape.sort]


def objects(model: type) -> st.SearchStrategy[Any]:
    parts = {}
    for key in keys_of(model):
        strategy = values(key.shape)
        parts[key.name] = strategy if key.required else st.one_of(st.just(key.default), strategy)
    return st.builds(model, **parts)


def told_apart(scenario: Scenario) -> Scenario:
    """Give the story with ids that occur once, as a playable one has."""
    scenes = tuple(replace(s, id=f"{s.id}甲{n}") for n, s in enumerate(scenario.scenes))
    endings = tuple(replace(e, id=f"{e.id}乙{n}") for n, e in enumerate(scenario.endings))
    return replace(scenario, format=1, scenes=scenes, endings=endings)


# A workbook of one story takes 0.4 s to write: few examples here, many for the file alone.
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(objects(Scenario).map(told_apart))
def test_any_story_comes_back_whole_from_a_workbook(scenario: Scenario) -> None:
    assert back(scenario) == scenario


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(objects(Scenario))
def test_any_story_comes_back_whole_from_its_file(scenario: Scenario) -> None:
    text = to_yaml(story_tree(scenario)).text
    assert read(text.encode(), Scenario, "x.yaml").value == scenario


def test_many_cues_of_one_line_come_back() -> None:
    scene = FIRST.scenes[0]
    line = replace(scene.lines[-1], text="一二三四五六七八九十")
    cue = next(c for s in FIRST.scenes for some in s.lines for c in some.cues)
    line = replace(line, cues=tuple(replace(cue, words=c) for c in "一二三四五"))
    before = replace(FIRST, scenes=(replace(scene, lines=(line,)), *FIRST.scenes[1:]))
    assert back(before) == before
