"""A storyboard carries what was approved, and one that carries nothing, or nonsense, is no trouble."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paths import shipped
from kiosk.review.storyboard.record import LARGEST, NAME, STORY, Record, element, read_records
from kiosk.review.storyboard.versions import StoryVersion
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import read_story
from tests.sample import SAMPLE

TODAY = date(2026, 11, 28)
CATALOGUE = load_catalogue(shipped("scenarios") / "catalogue")[0]


def packed(value: object) -> str:
    data = zlib.compress(json.dumps(value).encode())
    return f'<meta name="{NAME}" content="{base64.urlsafe_b64encode(data).decode()}">'


def version_of(record: Record) -> StoryVersion | None:
    return StoryVersion.of_record(record, "签过字的.html")


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_story_comes_back_as_it_was(path: Any) -> None:  # noqa: ANN401 - a path of the list above
    read = read_story(path.read_bytes(), path.name, catalogue=CATALOGUE)
    assert read.scenario is not None
    version = StoryVersion(read.scenario, read.fingerprint, CATALOGUE, path.name, "图")
    page = f"<!DOCTYPE html><html><head>{element(version.record(TODAY))}</head></html>"
    (record,) = read_records(page)
    back = version_of(record)
    assert back is not None
    assert (back.scenario, back.fingerprint, back.picture) == (
        read.scenario,
        read.fingerprint,
        "图",
    )
    assert back.on == "2026-11-28"
    assert back.sections("？") == version.sections("？")


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: base64.b64encode(b).decode()))
def test_nonsense_carries_nothing(content: str) -> None:
    assert read_records(f'<meta name="{NAME}" content="{content}">') == ()
    assert read_records(content) == ()


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        [2, STORY, "f", "d", {}],
        [1, STORY, 3, "d", {}],
        [1, STORY, "f", "d", []],
        [1, STORY, "f", "d"],
        "x",
        None,
    ],
)
def test_a_record_of_another_shape_is_none(value: object) -> None:
    assert read_records(packed(value)) == ()


@pytest.mark.parametrize(
    "content",
    [{}, {"scenario": {}}, {"scenario": 3, "laws": {}, "picture": ""}, {"scenario": {"id": 1}}],
)
def test_a_record_without_a_story_gives_no_version(content: dict[str, Any]) -> None:
    (record,) = read_records(packed([1, STORY, "f", "d", content]))
    assert version_of(record) is None


def test_a_record_that_would_fill_the_memory_is_refused() -> None:
    assert read_records(packed([1, STORY, "f", "d", {"x": "0" * (LARGEST + 1)}])) == ()


@pytest.mark.parametrize("goal", ["来电", "没有这里"])
def test_a_story_that_leads_in_a_circle_or_nowhere_is_no_version(goal: str) -> None:
    story = read_story((shipped("scenarios") / "冒充客服.yaml").read_bytes(), "x").scenario
    assert story is not None
    first, second, *rest = story.scenes
    assert first.id == "来电"
    ways = tuple(replace(choice, goto=goal) for choice in second.choices)
    bad = replace(story, scenes=(first, replace(second, choices=ways), *rest))
    assert version_of(StoryVersion(story, "f", CATALOGUE, "x").record(TODAY)) is not None
    assert version_of(StoryVersion(bad, "f", CATALOGUE, "x").record(TODAY)) is None
