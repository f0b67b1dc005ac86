"""Everything of a story is in its pieces: what a reviewer isn't shown can't be approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.paths import shipped
from kiosk.review.storyboard.changes import changes
from kiosk.review.storyboard.pieces import STORY, Kind, debrief_plays, story_sections
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Mark, Named, Reading, Scenario
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.reader import read_story
from kiosk.scenario.serialise import fingerprint

EXAMPLE = Path(__file__).parents[3] / "docs" / "example-story.yaml"
ASKED = "您怎么办？"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(shipped("scenarios") / "catalogue")[0]


@pytest.fixture(scope="module")
def story(catalogue: Catalogue) -> Scenario:
    """Give the example, with what it has no use for: a 凭据, 词 of a quiz item, a name of the money, a twin."""
    text = EXAMPLE.read_text(encoding="utf-8")
    said = "        文字: 妈，谁的电话？怎么还要转钱？\n"
    ground = "        凭据: [{词: 怎么还要转钱, 手法: 要求保密, 说明: 女儿当面问您}]\n"
    asked = "    手法: 制造紧迫\n    为什么: 用"
    words = "    手法: 制造紧迫\n    词: [今晚清零]\n    为什么: 用"
    text = text.replace(said, said + ground).replace(asked, words)
    text += "钱的名称: 退休金\n对照: bie-de\n"
    scenario = read_story(text.encode(), "x.yaml", catalogue=catalogue).scenario
    assert scenario is not None
    assert scenario.quiz[0].words
    return replace(scenario, approval=None, readings=(Reading("重发", "虫发"),))


def otherwise(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any part of a story
    """Give an object with one thing in it changed, for each thing there is; marks are left alone."""
    match value:
        case str():
            yield f"{value}啊"
        case int():
            yield type(value)(1 - value) if value in (0, 1) else value + 1
        case date():
            yield value + timedelta(days=1)
        case Named():
            members = list(type(value))
            yield members[(members.index(value) + 1) % len(members)]
        case tuple():
            for place, item in enumerate(value):
                yield from (
                    (*value[:place], changed, *value[place + 1 :]) for changed in otherwise(item)
                )
            if value:
                yield value[:-1]
        case Mark() | None:
            pass
        case _:
            for one in fields(value):
                below = otherwise(getattr(value, one.name))
                yield from (replace(value, **{one.name: changed}) for changed in below)


def test_whatever_changes_a_fingerprint_changes_a_piece(
    story: Scenario, catalogue: Catalogue
) -> None:
    before = story_sections(story, catalogue, usual_question=ASKED)
    now = fingerprint(story)
    tried = 0
    for changed in otherwise(story):
        places = {place.id for place in changed.places}
        goals = {edge.goal for edges in Graph(changed).edges.values() for edge in edges}
        written = {s.goto for s in changed.scenes} | {
            c.goto for s in changed.scenes for c in s.choices
        }
        if not (written - {""} <= places and goals <= places) or not Graph(changed).extremes():
            continue  # a way that leads nowhere: such a story has no storyboard
        assert fingerprint(changed) != now
        tried += 1
        after = story_sections(changed, catalogue, usual_question=ASKED)
        assert changes(before, after), changed
    assert tried > 150


def test_nothing_changed_is_no_change(story: Scenario, catalogue: Catalogue) -> None:
    one, other = (story_sections(story, catalogue, usual_question=ASKED) for _ in range(2))
    assert changes(one, other) == ()


def test_a_picture_that_is_replaced_under_its_name_is_a_change(
    story: Scenario, catalogue: Catalogue
) -> None:
    before, after = (
        story_sections(story, catalogue, usual_question=ASKED, picture=digest)
        for digest in ("0000-0000-0000-0000", "0000-0000-0000-0001")
    )
    (section,) = changes(before, after)
    assert section.new is not None
    assert section.new.key == STORY


def test_a_piece_has_the_number_of_its_section_and_its_place(
    story: Scenario, catalogue: Catalogue
) -> None:
    for section in story_sections(story, catalogue, usual_question=ASKED):
        for place, piece in enumerate(section.pieces, start=1):
            assert piece.number == f"{section.number}.{place}"
            below = [part.number for part in piece.parts if part.number]
            assert below == [f"{piece.number}.{n}" for n in range(1, len(below) + 1)]
            assert len(below) == (2 if piece.kind is Kind.CHOICE else len(below))


def test_each_ending_has_a_debrief_and_the_best_and_the_worst_play_come_first(
    story: Scenario,
) -> None:
    plays = debrief_plays(story)
    assert [one.name for one in plays[:2]] == ["最好的走法", "最差的走法"]
    assert len({one.name for one in plays}) == len(plays)
    assert {one.play.position.id for one in plays} == {ending.id for ending in story.endings}


def test_a_ground_is_told_with_the_technique_it_does_without(
    story: Scenario, catalogue: Catalogue
) -> None:
    sections = story_sections(story, catalogue, usual_question=ASKED)
    parts = [part for s in sections for piece in s.pieces for part in piece.parts]
    (ground,) = (part for part in parts if part.name == "凭据")
    assert ground.text == "怎么还要转钱——没有要求保密：女儿当面问您"
    assert ground.number
    assert [part.text for part in parts if part.name == "词"] == ["今晚清零", "重发"]
