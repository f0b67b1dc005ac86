"""The shipped catalogue and the shipped stories are whole and without a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.scenario.catalogue import FILES, Catalogue
from kiosk.scenario.checks.check_context import keyed_texts
from kiosk.scenario.graph import extremes
from kiosk.scenario.measures import LONGEST
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Severity
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import load_library, shipped_pictures
from kiosk.scenario.reading.reader import read_story
from kiosk.scenario.serialise import fingerprint, from_plain, same_fingerprint, to_plain

from .corpus import EXAMPLE, example

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "scenarios"
PROBLEMS_OF_NO_APPROVAL = ("not-approved", "approval-void")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded, problems = load_catalogue(STORIES / "catalogue")
    assert problems == ()
    return loaded


def test_names_of_the_catalogue_are_unique_and_sentences_fit(catalogue: Catalogue) -> None:
    for part in ("types", "techniques", "keywords", "laws", "hotlines", "decks", "voices"):
        names = catalogue.names(part)
        assert names
        assert len(set(names)) == len(names)
    bounded = set()
    for part in FILES:
        for entry in getattr(catalogue, part):
            assert entry.source
            assert entry.look_again < date.max
            for one in keyed_texts(entry):
                if one.key.budget:
                    bounded.add(part)
                    assert len(one.text) <= one.key.budget, one.text
    assert bounded == {"types", "techniques", "laws", "hotlines", "decks"}


def test_the_catalogue_holds_the_lists_of_2025(catalogue: Catalogue) -> None:
    assert len(catalogue.techniques) == 10
    assert len([t for t in catalogue.types if t.list_year == 2025]) == 10
    assert len(catalogue.keywords) == 20
    assert (catalogue.keywords[0].words, catalogue.keywords[-1].words) == ("屏幕共享", "刷流水")
    assert catalogue.type("真实联系") is not None
    law = catalogue.law("反电信网络诈骗法-31")
    assert law is not None
    assert law.article == "第三十一条"
    assert catalogue.law("反电信网络诈骗法-99") is None
    line = catalogue.hotline("96110")
    assert line is not None
    assert line.area_code


def test_a_catalogue_that_should_be_looked_at_again_is_told_by_file_and_day(
    catalogue: Catalogue,
) -> None:
    def told(day: date) -> list[tuple[str, str]]:
        library = load_library([EXAMPLE], catalogue, day)
        return [(p.file, p.code) for p in library.problems]

    assert told(date(2027, 6, 30)) == []
    after = told(date(2027, 7, 1))
    assert ("law.yaml", "catalogue-due") in after
    assert {code for _, code in after} == {"catalogue-due"}


def test_a_theme_is_gone_when_its_year_is_over(catalogue: Catalogue) -> None:
    def themes(year: int) -> list[str]:
        shown = catalogue.slogans_on(date(year, 12, 31))
        return [slogan.text[:2] for slogan in shown if slogan.family == "年度主题"]

    assert themes(2023) == ["预警", "警惕", "反诈"]
    assert themes(2025) == ["反诈"]
    assert themes(2026) == []
    assert len(catalogue.slogans_on(date(2026, 1, 1))) == len(catalogue.slogans) - 3


def test_a_missing_catalogue_is_told_file_by_file_and_stops_nothing(tmp_path: Path) -> None:
    empty, problems = load_catalogue(tmp_path)
    assert len(problems) == 8
    library = load_library([EXAMPLE], empty, date(2026, 11, 21))
    assert len(library.scenarios) == 1


def test_the_example_is_without_a_fault_against_the_shipped_catalogue(
    catalogue: Catalogue,
) -> None:
    story = read_story(
        example().encode(), "a", catalogue=catalogue, pictures=shipped_pictures(ROOT / "assets")
    )
    assert story.problems == ()


def test_the_shipped_stories_are_played_and_keep_every_rule(catalogue: Catalogue) -> None:
    library = load_library(
        [STORIES], catalogue, date(2026, 11, 28), pictures=shipped_pictures(ROOT / "assets")
    )
    told = [p for p in library.all_problems if p.code not in PROBLEMS_OF_NO_APPROVAL]
    assert [p.text() for p in told if p.severity is Severity.ERROR] == []
    assert [p.text() for p in told if p.severity is Severity.NOTICE] == []
    assert {s.id for s in library.scenarios} >= {"kefu-baiwan", "gongjianfa", "shuadan"}
    for scenario in library.scenarios:
        bounds = extremes(scenario)
        assert bounds is not None
        assert (bounds.best, bounds.worst <= 20) == (100, True)
        assert bounds.longest <= LONGEST


def test_a_story_comes_back_from_plain_values_as_it_was() -> None:
    scenario = read_story(example().encode(), "a").scenario
    assert scenario is not None
    assert from_plain(to_plain(scenario), Scenario) == scenario


@pytest.mark.parametrize("wrong", [{}, {"id": 3}, {"unheard": 1}, [], None, {"format": True}])
def test_plain_values_of_another_kind_are_refused(wrong: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        from_plain(wrong, Scenario)


def test_a_fingerprint_knows_every_word_but_no_spelling_of_the_file() -> None:
    scenario = read_story(example().encode(), "a").scenario
    assert scenario is not None
    original = fingerprint(scenario)
    assert original == "030f-9faa-c8b1-584e"  # approvals are tied to it: it may never change
    spaced = read_story(example().replace(": ", ":   ").encode(), "b").scenario
    assert spaced is not None
    assert fingerprint(spaced) == original
    for old, new in (("三点", "四点"), ("损失: 8000", "损失: 8001"), ("按键: 关闭\n", "\n")):
        other = read_story(example().replace(old, new).encode(), "b").scenario
        assert other is not None
        assert fingerprint(other) != original
    assert fingerprint(scenario, [("a.png", b"x")]) != original
    assert same_fingerprint("030F9FAA c8b1 584e", original)
    assert not same_fingerprint("", "")
