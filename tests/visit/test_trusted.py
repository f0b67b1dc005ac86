"""Who stands by the visitor at the end: somebody they asked, never one to beware of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.review.plays import plays_to_everywhere
from kiosk.scenario.model import (
    Channel,
    Character,
    Choice,
    Cue,
    Ending,
    Kind,
    Line,
    Scenario,
    Scene,
    Stance,
    Verdict,
)
from kiosk.visit.play import Play
from kiosk.visit.trusted import ended_well, trusted
from tests.sample import every_story

CUE = (Cue("转钱", "脱离官方", "说明"),)
CALLER = Character("来电", "“客服”", "女客服", "女客服")
DAUGHTER = Character("女儿", "女儿", "年轻女声", "女儿")
OFFICER = Character("民警", "民警", "女警官", "真民警女")
NEIGHBOUR = Character("邻居", "邻居", "老年女声", "女邻居")


def choice(goto: str, verdict: Verdict = Verdict.SAFE, stance: Stance = Stance.ASK) -> Choice:
    return Choice(f"去{goto}", verdict, stance, goto, "后来", "因为")


def scene(name: str, contact: str, words: str, *choices: Choice, goto: str = "") -> Scene:
    line = Line(contact, words, cues=CUE if "转钱" in words else ())
    return Scene(name, Channel.PHONE, (line,), contact, choices=choices, goto=goto)


def story(*cast: Character, ending: Line | None = None) -> Scenario:
    """Give a story in which one may ask the daughter, verify with the police, or pay."""
    return Scenario(
        1, "demo", "一个电话", None, "类型", 1000, "警官",  # type: ignore[arg-type]  # not asked here
        (
            scene(
                "来电", "来电", "请您转钱",
                choice("问女儿"),
                choice("问民警", stance=Stance.VERIFY),
                choice("完", Verdict.FALL, Stance.COMPLY),
                choice("问邻居"),
            ),
            scene("问女儿", "女儿", "是骗子", goto="完"),
            scene("问民警", "民警", "是骗子", goto="完"),
            scene("问邻居", "邻居", "我也要转钱", goto="完"),
        ),
        (Ending("完", "完", (ending or Line("旁白", "故事完了"),)),),
        (), "记住", (), (), date(2027, 1, 1), cast,
    )  # fmt: skip


def played(told: Scenario, first: int) -> Play:
    play = Play.begin(told).choose(first)
    return play if play.finished else play.go_on()


ALL = (CALLER, DAUGHTER, OFFICER, NEIGHBOUR)


def test_it_is_who_was_asked_in_this_play() -> None:
    assert trusted(played(story(*ALL), 0))[0] == DAUGHTER
    assert trusted(played(story(*ALL), 1))[0] == OFFICER


def test_of_two_who_were_asked_it_is_the_last() -> None:
    told = story(*ALL)
    asked = replace(told.scenes[1], choices=(choice("问民警"),), goto="")
    told = replace(told, scenes=(told.scenes[0], asked, *told.scenes[2:]))
    assert trusted(Play.begin(told).choose(0).choose(0).go_on())[0] == OFFICER


def test_where_nobody_was_asked_it_is_who_could_have_been() -> None:
    assert trusted(played(story(*ALL), 2))[0] == DAUGHTER


def test_who_speaks_at_the_ending_comes_before_all_others_and_then_who_is_named() -> None:
    speaking = story(*ALL, ending=Line("民警", "女儿打电话来了"))
    assert trusted(played(speaking, 0))[0] == OFFICER
    named = story(*ALL, ending=Line("旁白", "民警对女儿说"))
    assert trusted(played(named, 0))[0] == OFFICER


def test_whoever_was_taken_in_is_no_helper_but_stands_at_the_ending_they_speak_at() -> None:
    assert trusted(played(story(*ALL), 3))[0] == DAUGHTER
    assert trusted(played(story(*ALL, ending=Line("邻居", "唉")), 1))[0] == NEIGHBOUR


def test_it_is_never_one_under_a_borrowed_name_or_without_a_face_one_knows() -> None:
    borrowed = replace(DAUGHTER, name="“女儿”")
    assert not trusted(played(story(CALLER, borrowed), 0))
    assert not trusted(played(story(replace(DAUGHTER, portrait="")), 0))
    assert not trusted(played(story(replace(DAUGHTER, portrait="陌生人")), 0))
    assert not trusted(played(story(CALLER, ending=Line("来电", "哈哈")), 2))


def with_two_endings() -> Scenario:
    """Give the story with an ending of its own for who paid."""
    told = story(*ALL)
    first, (ending,) = told.scenes[0], told.endings
    paid = replace(first.choices[2], goto="得手")
    first = replace(first, choices=(*first.choices[:2], paid, *first.choices[3:]))
    endings = (ending, replace(ending, id="得手"))
    return replace(told, scenes=(first, *told.scenes[1:]), endings=endings)


def test_a_scam_ended_well_where_nothing_was_lost_and_no_fall_leads_there() -> None:
    told = with_two_endings()
    assert ended_well(played(told, 0))
    assert not ended_well(played(told, 2))
    assert not ended_well(played(story(*ALL), 0))


def test_a_genuine_contact_ended_well_where_it_was_taken_up_in_the_end_and_little_was_lost() -> (
    None
):
    told = replace(story(*ALL), kind=Kind.GENUINE)
    first, asked, *others = told.scenes
    first = replace(first, choices=(replace(first.choices[2], goto="问女儿"),))
    lost = [replace(choice("完", Verdict.RISKY), loss=loss) for loss in (99, 100)]
    asked = replace(asked, choices=(*lost, choice("完", Verdict.FALL)), goto="")
    told = replace(told, scenes=(first, asked, *others))
    well = [ended_well(Play.begin(told).choose(0).choose(n)) for n in range(3)]
    assert well == [True, False, False]


def test_a_genuine_contact_without_money_at_stake_may_end_well_too() -> None:
    told = replace(story(*ALL), kind=Kind.GENUINE, wallet=0)
    assert ended_well(played(told, 0))
    assert not ended_well(played(told, 2))


def test_a_risky_way_to_somebody_makes_them_no_helper() -> None:
    told = story(CALLER, OFFICER)
    first = told.scenes[0]
    risky = tuple(replace(one, verdict=Verdict.RISKY) for one in first.choices)
    told = replace(told, scenes=(replace(first, choices=risky), *told.scenes[1:]))
    assert not trusted(played(told, 1))


@pytest.mark.parametrize("told", every_story(), ids=lambda story: story.id)
def test_in_the_shipped_stories_somebody_honest_stands_at_every_ending(told: Scenario) -> None:
    for play in plays_to_everywhere(told):
        if not play.finished:
            continue
        person = trusted(play)[0]
        assert not person.borrowed
        lines = [line for place in told.places for line in place.lines]
        if any(line.cues for line in lines if line.speaker == person.id):
            ending = play.position.lines
            assert any(person.id == line.speaker or person.name in line.text for line in ending)
