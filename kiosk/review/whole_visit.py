"""A whole visit of somebody who listens to the end of every screen: what they meet, and for how long.

Nothing is drawn and nothing waits: the screens are asked what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from kiosk.paths import shipped
from kiosk.scenario.measures import TO_CHOOSE
from kiosk.scenario.model import Scenario, Scene
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.speech import Utterance
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from kiosk.visit.play import Play
from kiosk.voice.engines import SPEECH
from kiosk.voice.speech_pack import PROFILE, SpeechPacks
from kiosk.voice.text_normaliser import load_wording, shipped_wording
from kiosk.voice.timeline import TAIL, of_length

TO_PRESS = 2.0
"""Seconds from the end of a screen's speech to the press that goes on, where nothing is decided."""


class Part(Enum):
    """What a visit consists of."""

    CHOOSING = "选故事"
    STORY = "故事"
    ENDING = "结局"
    DEBRIEF = "复盘"
    QUIZ = "再考考您"
    GRADE = "眼力"
    INSTALL = "安装"


@dataclass(frozen=True, slots=True)
class Met:
    """A screen of a visit: its part, and the seconds it waits for a hand once all is said."""

    part: Part
    screen: KioskScreen
    pause: float


def met(kit: Kit, session: Session, play: Play) -> Iterator[Met]:
    """Give the screens of a visit with one finished play, from 选故事 on; the quiz is answered rightly."""
    flow = kit.flow
    yield Met(Part.CHOOSING, flow.choose(session, 0.0), TO_CHOOSE)
    so_far, left = Play.begin(play.scenario), [step.index for step in play.steps]
    while not so_far.finished:
        place = so_far.position
        decides = isinstance(place, Scene) and bool(place.choices)
        scene = flow.onward(session, so_far, 0.0)
        yield Met(Part.STORY, scene, TO_CHOOSE if decides else TO_PRESS)
        if not decides:
            so_far = so_far.go_on()
            continue
        index = left.pop(0)
        yield Met(Part.STORY, flow.outcome(session, so_far, index, 0.0), TO_PRESS)
        so_far = so_far.choose(index)
    ending = flow.onward(session, so_far, 0.0)
    session = ending.session
    yield Met(Part.ENDING, ending, TO_PRESS)
    yield Met(Part.DEBRIEF, flow.debrief(session, so_far, 0.0), TO_PRESS)
    screen = flow.quiz(session, so_far)
    while isinstance(screen, QuizScreen):
        yield Met(Part.QUIZ, screen, TO_PRESS)
        answered = screen.answered(screen.question.item.kind)
        yield Met(Part.QUIZ, answered, TO_PRESS)
        session = answered.session
        screen = flow.next_question(session, answered.questions, answered.number + 1)
    yield Met(Part.GRADE, screen, TO_PRESS)
    yield Met(Part.INSTALL, flow.install(session), TO_PRESS)


def said_to_the_end(screen: Screen) -> Iterator[Utterance]:
    """Give what is said on a screen where nobody presses anything, in order."""
    while (said := screen.utterance) is not None:
        yield said
        screen = screen.said()


def seconds_of_parts(
    kit: Kit, play: Play, of_speech: Callable[[Utterance], float]
) -> dict[Part, float]:
    """Give the seconds of each part of a visit with a play; `of_speech` gives those of an utterance."""
    lasted = dict.fromkeys(Part, 0.0)
    for one in met(kit, Session(seed=1), play):
        lasted[one.part] += one.pause + sum(map(of_speech, said_to_the_end(one.screen)))
    return lasted


def shipped_lengths() -> Callable[[Utterance], float]:
    """Give what gives the seconds of an utterance by the shipped speech, its rest included.

    What the shipped speech doesn't have is as long as its caption.
    """
    wording, packs = load_wording(shipped_wording()), SpeechPacks((shipped("assets") / SPEECH,))

    def seconds(one: Utterance) -> float:
        said = wording.of(one, PROFILE)
        line = packs.line(said, one.voice) if said.speakable else None
        return (line.ms / 1000 if line else of_length(one.text).seconds) + TAIL

    return seconds


def chances(story: Scenario) -> Iterator[tuple[Play, float]]:
    """Give every play of a story, finished, with its share among visitors who choose evenly by chance."""
    waiting = [(Play.begin(story), 1.0)]
    while waiting:
        play, chance = waiting.pop()
        place = play.position
        if not isinstance(place, Scene):
            yield play, chance
        elif not place.choices:
            waiting.append((play.go_on(), chance))
        else:
            share = chance / len(place.choices)
            waiting += [(play.choose(n), share) for n in range(len(place.choices))]
