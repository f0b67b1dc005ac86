"""Every figure is what a plain count of the same plays gives."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pytest

from kiosk.report.figures import Figures, days_there, figures
from kiosk.report.period import Period
from kiosk.report.statistics import Case, Discerning, Share, discerning
from kiosk.scenario.model import Kind, Stance
from tests.report.made_journal import FIRST, GENUINE, SCAM, STORIES, Made, made

PERIOD = Period(date(2026, 11, 4), date(2026, 11, 17))
KINDS = {story.hash: story.kind for story in STORIES}

Plays = list[dict[str, Any]]


@pytest.fixture(scope="module")
def found() -> Made:
    return made(900)


@pytest.fixture(scope="module")
def path(found: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found.write(tmp_path_factory.mktemp("journal") / "journal.db")


@pytest.fixture(scope="module")
def told(path: Path) -> Figures:
    # as the kiosk's own is opened: nothing can be changed
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as journal:
        return figures(journal, PERIOD)


@pytest.fixture(scope="module")
def plays(found: Made) -> Plays:
    within = (PERIOD.first.isoformat(), PERIOD.last.isoformat())
    return [
        play
        for play in found.plays
        if not play["trial"]
        and play["clock"] == "trusted"
        and within[0] <= play["day"] <= within[1]
    ]


def firsts(plays: Plays, *, ended: bool = False) -> Plays:
    return [p for p in plays if p["attempt"] == 1 and (p["verb"] == "completed" or not ended)]


def taken_for_scam(play: dict[str, Any]) -> bool:
    made_so = [(choice["verdict"], choice["stance"]) for choice in play["choices"]]
    if KINDS[play["story"]] == "genuine":
        return ("fall", "refuse") in made_so
    verdicts = [verdict for verdict, _ in made_so]
    return "fall" not in verdicts and verdicts.count("risky") <= 1


def test_there_is_something_of_everything_to_count(found: Made, plays: Plays) -> None:
    assert len(plays) > 500
    assert any(play["trial"] for play in found.plays)
    assert {play["clock"] for play in found.plays} == {"trusted", "jumped", "before_build"}
    assert {play["left_by"] for play in plays} == {"", "exit", "idle", "cut"}


def test_the_sums(told: Figures, plays: Plays, found: Made) -> None:
    sums = told.totals
    assert sums.visits == len({play["visit"] for play in plays})
    assert sums.plays == len(plays)
    assert sums.finished == sum(play["verb"] == "completed" for play in plays)
    assert sums.first_tries == len(firsts(plays))
    assert sums.first_finished == len(firsts(plays, ended=True))
    assert sums.returns == sum(play["attempt"] > 1 for play in plays)
    assert sums.returns_finished == sum(
        play["attempt"] > 1 and play["verb"] == "completed" for play in plays
    )
    assert sums.lost == sum(play["loss"] for play in plays)
    assert sums.spared == sum(play["spared"] or 0 for play in plays if play["story"] == SCAM.hash)
    assert sums.undated == sum(p["clock"] != "trusted" and not p["trial"] for p in found.plays)
    assert sums.trials == sum(
        bool(p["trial"])
        and p["clock"] == "trusted"
        and PERIOD.first <= date.fromisoformat(p["day"]) <= PERIOD.last
        for p in found.plays
    )


def test_first_and_last_try_of_a_story_are_compared_within_a_visit(
    told: Figures, plays: Plays
) -> None:
    ended: dict[tuple[int, str], dict[int, float]] = {}
    for play in plays:
        if play["verb"] == "completed":
            ended.setdefault((play["visit"], play["story"]), {})[play["attempt"]] = play["scaled"]
    pairs = [tries for tries in ended.values() if 1 in tries and len(tries) > 1]
    assert told.totals.pairs == len(pairs) > 20
    assert told.totals.points_first == pytest.approx(100 * fmean(tries[1] for tries in pairs))
    assert told.totals.points_again == pytest.approx(
        100 * fmean(tries[max(tries)] for tries in pairs)
    )


def test_days_hours_and_kiosks(told: Figures, plays: Plays) -> None:
    begun = {min(p["id"] for p in plays if p["visit"] == v) for v in {p["visit"] for p in plays}}

    def counted(some: Plays) -> tuple[int, int, int]:
        return (
            sum(play["id"] in begun for play in some),
            len(some),
            sum(play["verb"] == "completed" for play in some),
        )

    assert list(told.days) == list(PERIOD.days)
    for day, one in told.days.items():
        assert (one.visits, one.plays, one.finished) == counted(
            [play for play in plays if play["day"] == day.isoformat()]
        )
    assert len(told.hours) == 24
    for hour, one in enumerate(told.hours):
        assert (one.visits, one.plays, one.finished) == counted(
            [play for play in plays if play["quarter"] // 4 == hour]
        )
    assert sum(one.visits for one in told.hours) == told.totals.visits
    assert {(k.id, k.name) for k in told.kiosks} == {
        ("aaaa1111", "城南支行 大堂"),
        ("bbbb2222", ""),
    }
    for kiosk in told.kiosks:
        own = [play for play in plays if play["kiosk"] == kiosk.id]
        assert (kiosk.counted.visits, kiosk.counted.plays, kiosk.counted.finished) == counted(own)


def test_how_plays_were_left(told: Figures, plays: Plays) -> None:
    ways = Counter(play["left_by"] for play in plays)
    assert (told.leaving.exit, told.leaving.idle, told.leaving.cut) == (
        ways["exit"],
        ways["idle"],
        ways["cut"],
    )
    assert told.leaving.running == 0


def test_a_story_map_tells_how_many_went_which_way(told: Figures, plays: Plays) -> None:
    for story in told.stories:
        tries = firsts([play for play in plays if play["story"] == story.hash])
        took = Counter((c["scene"], c["number"]) for p in tries for c in p["choices"])
        for way in story.ways:
            if way.number:
                assert way.took == took[way.start, way.number]
                seconds = [
                    c["seconds"]
                    for p in tries
                    for c in p["choices"]
                    if (c["scene"], c["number"]) == (way.start, way.number)
                ]
                assert way.seconds == pytest.approx(median(seconds))
        places = {place.id: place for place in story.places}
        left = Counter(p["place"] for p in tries if p["verb"] != "completed")
        reached = Counter(p["place"] for p in tries if p["verb"] == "completed")
        for place in story.places:
            assert place.left == left[place.id]
            if place.ending:
                assert place.came == reached[place.id]
        # whoever came to a scene went on or left
        for place in story.places:
            if not place.ending:
                gone = sum(way.took for way in story.ways if way.start == place.id)
                assert place.came == gone + place.left
        assert places[story.places[0].id].came == len(tries)


def test_each_story_has_its_own_sums(told: Figures, plays: Plays) -> None:
    assert {story.hash for story in told.stories} == {SCAM.hash, GENUINE.hash}
    for story in told.stories:
        own = [play for play in plays if play["story"] == story.hash]
        ended = firsts(own, ended=True)
        assert (story.plays, story.first_tries, story.first_finished) == (
            len(own),
            len(firsts(own)),
            len(ended),
        )
        assert story.points == pytest.approx(100 * fmean(play["scaled"] for play in ended))
        good = sum(taken_for_scam(p) == (KINDS[p["story"]] == "scam") for p in ended)
        assert story.handled == Share(good, len(ended))


def test_cues_and_techniques_missed(told: Figures, plays: Plays) -> None:
    met: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    techniques: dict[str, list[int]] = {}
    for play in firsts([play for play in plays if play["story"] == SCAM.hash]):
        for choice in play["choices"]:
            for number in json.loads(choice["met"]):
                _, _, words, technique, _ = SCAM.cues[number - 1]
                met[words] += 1
                missed[words] += choice["verdict"] != "safe"
                techniques.setdefault(technique, []).append(choice["verdict"] != "safe")
    assert {cue.words: cue.missed for cue in told.cues} == {
        words: Share(missed[words], met[words]) for words in met
    }
    assert [cue.missed.count for cue in told.cues] == sorted(missed.values(), reverse=True)
    assert {one.name: one.missed for one in told.techniques} == {
        name: Share(sum(marks), len(marks)) for name, marks in techniques.items()
    }


def test_discernment_of_all_by_deck_and_before_and_after_the_first_story(
    told: Figures, plays: Plays
) -> None:
    ended = firsts(plays, ended=True)

    def expected(some: Plays) -> Discerning:
        return discerning(
            Case(str(p["visit"]), KINDS[p["story"]] == "scam", taken_for_scam(p)) for p in some
        )

    def alike(found: Discerning, wanted: Discerning) -> None:
        assert (found.hits, found.false_alarms) == (wanted.hits, wanted.false_alarms)
        assert found.d_prime_interval is not None
        assert wanted.d_prime_interval is not None
        assert found.d_prime == pytest.approx(wanted.d_prime)
        assert found.d_prime_interval.low == pytest.approx(wanted.d_prime_interval.low)
        assert found.c == pytest.approx(wanted.c)

    alike(told.whole.discerning, expected(ended))
    decks = {deck.name: deck for deck in told.decks}
    assert set(decks) == {"没有专场", "老年人专场"}
    alike(decks["老年人专场"].discerning, expected([p for p in ended if p["deck"]]))
    alike(told.first_story.discerning, expected([p for p in ended if p["number"] == 1]))
    alike(told.later_stories.discerning, expected([p for p in ended if p["number"] > 1]))


def test_refusal_is_told_beside_it(told: Figures, plays: Plays) -> None:
    stances: Counter[tuple[str, str]] = Counter()
    for play in firsts(plays, ended=True):
        stances.update((KINDS[play["story"]], choice["stance"]) for choice in play["choices"])
    assert {(k.en, s.en): n for (k, s), n in told.stances.items()} == dict(stances)
    scams = sum(n for (kind, _), n in stances.items() if kind == "scam")
    assert told.whole.refused_scams == Share(stances["scam", "refuse"], scams)
    assert told.stances[Kind.GENUINE, Stance.REFUSE] == told.whole.refused_genuine.count > 0


def test_quiz_install_and_settings(told: Figures, plays: Plays) -> None:
    answers = [answer for play in plays for answer in play["answers"]]
    for stage, kind, share in (
        ("before", "", told.quiz.before),
        ("after", "scam", told.quiz.after_scams),
        ("after", "genuine", told.quiz.after_genuine),
    ):
        some = [a["success"] for a in answers if (a["stage"], a["kind"]) == (stage, kind)]
        assert share == Share(sum(some), len(some))
    shown = [play for play in plays if play["install"] is not None]
    assert (told.install.shown, told.install.visits) == (
        len(shown),
        len({play["visit"] for play in shown}),
    )
    assert told.install.median == pytest.approx(median(play["install"] for play in shown))
    assert told.use.large == sum(play["look"] == "large" for play in plays)
    assert told.use.keyed == sum(play["keyed"] for play in plays)
    assert told.use.captions_only == sum(not play["voiced"] for play in plays)


def test_plays_by_a_wrong_clock_count_where_that_is_asked_for_and_on_no_day(
    path: Path, told: Figures
) -> None:
    with sqlite3.connect(path) as journal:
        whole = figures(journal, PERIOD, with_undated=True)
    assert whole.totals.plays == told.totals.plays + told.totals.undated
    assert whole.days == told.days
    assert whole.hours == told.hours
    assert whole.totals.undated == told.totals.undated > 0
    assert sum(k.counted.plays for k in whole.kiosks) == whole.totals.plays


def test_the_days_there_are_those_of_clocks_that_could_be_trusted(path: Path, found: Made) -> None:
    days = [p["day"] for p in found.plays if not p["trial"] and p["clock"] == "trusted"]
    with sqlite3.connect(path) as journal:
        assert days_there(journal) == Period(
            date.fromisoformat(min(days)), date.fromisoformat(max(days))
        )


def test_an_empty_range_is_full_of_nothing(path: Path) -> None:
    day = FIRST.replace(year=2020)
    with sqlite3.connect(path) as journal:
        none = figures(journal, Period(day, day))
    assert (none.totals.plays, none.totals.visits, none.stories, none.cues) == (0, 0, (), ())
    assert none.install.median is None
    assert none.whole.discerning.d_prime is None
