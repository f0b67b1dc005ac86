"""Beside the score stand what was noticed and what was missed, and one sentence that is true of the play."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.review.plays import best_and_worst
from kiosk.scenario.model import Cue, Ground, Kind, Line, Scenario, Stance, Verdict
from kiosk.screens import score_card
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import Session
from kiosk.speech import Heard
from kiosk.ui.items import Text
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from tests.driven_loop import BEGAN
from tests.kits import SMALL, UPRIGHT, WIDE, shared
from tests.visit.stories import choice, scene, story

WORDS = shared(SMALL)[0].words
GROUND = Ground("真的", "制造紧迫", "说明")
CUE = Cue("假的", "制造紧迫", "说明")


def tale(kind: Kind, *lines: Line, stance: Stance = Stance.REFUSE) -> Scenario:
    """Give a story of two decisions, each after these lines: careful, or a fall of one 做法."""
    scenes = [
        replace(
            scene(name, choice(goto, Verdict.SAFE), choice(goto, Verdict.FALL, stance)), lines=lines
        )
        for name, goto in (("一", "二"), ("二", "good"))
    ]
    return story(*scenes, kind=kind)


def told(one: Scenario, *indices: int) -> str | None:
    play = Play.begin(one)
    for index in indices:
        play = play.choose(index)
    said = score_card.tally(WORDS, play, Debrief.of(play))
    return said.text if said else None


TRUE = Line("旁白", "真的", grounds=(GROUND,))
FALSE = Line("旁白", "假的", cues=(CUE,))


@pytest.mark.parametrize(
    ("kind", "lines", "indices", "said"),
    [
        (Kind.SCAM, (FALSE,), (0, 0), "2 处破绽都看出来了"),
        (Kind.SCAM, (FALSE,), (0, 1), "2 处破绽，漏看 1 处"),
        (Kind.SCAM, (FALSE, TRUE), (1, 1), "2 处破绽，漏看 2 处"),
        (Kind.GENUINE, (TRUE, FALSE), (0, 0), "2 句真话都听出来了"),
        (Kind.GENUINE, (TRUE, TRUE), (1, 0), "4 句真话，漏听 2 句"),
        (Kind.GENUINE, (FALSE,), (0, 0), "2 处破绽都看出来了"),
        (Kind.SCAM, (TRUE,), (0, 0), None),
        (Kind.SCAM, (), (0, 0), None),
    ],
)
def test_what_was_met_is_counted_and_what_was_missed(
    kind: Kind, lines: tuple[Line, ...], indices: tuple[int, ...], said: str | None
) -> None:
    assert told(tale(kind, *lines), *indices) == said


@pytest.mark.parametrize(
    ("kind", "stance", "indices", "key"),
    [
        (Kind.GENUINE, Stance.REFUSE, (0, 0), "debrief.genuine_ok"),
        (Kind.GENUINE, Stance.REFUSE, (1, 0), "debrief.genuine_missed"),
        (Kind.GENUINE, Stance.COMPLY, (1, 0), "debrief.not_spotted"),
        (Kind.SCAM, Stance.COMPLY, (0, 1), "debrief.not_spotted"),
    ],
)
def test_the_sentence_speaks_of_help_refused_only_where_help_was_refused(
    kind: Kind, stance: Stance, indices: tuple[int, ...], key: str
) -> None:
    play = Play.begin(tale(kind, stance=stance))
    for index in indices:
        play = play.choose(index)
    assert score_card.headline(WORDS, play, Debrief.of(play)).text == WORDS(key)


@pytest.mark.parametrize("size", [WIDE, SMALL, UPRIGHT], ids=str)
@pytest.mark.parametrize("look", list(Look), ids=str)
def test_the_count_stands_on_one_row_and_is_said(size: tuple[int, int], look: Look) -> None:
    kit = shared(size)[0]
    for one in kit.deck.scenarios:
        for play in best_and_worst(one):
            session = Session(0, comfort=Comfort(look=look))
            screen = DebriefScreen(kit, session, play=play, seconds=60)
            count = screen.words_of("tally")
            items = screen.view(BEGAN, Heard()).items
            written = [i for i in items if isinstance(i, Text) and i.paragraph.text == count]
            assert [len(text.paragraph.rows) for text in written] == [1]
