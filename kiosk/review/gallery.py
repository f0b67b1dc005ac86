"""Every screen in every state as PNG, drawn without a display."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pygame

from kiosk.engine.painter import Painter
from kiosk.outputs import Kind as OutputKind
from kiosk.outputs import in_png, write_output
from kiosk.patterns import pattern
from kiosk.review.plays import best_and_worst, plays_to_everywhere
from kiosk.scenario.model import Ending, Kind, Scenario, Scene
from kiosk.screens.attract import AttractScreen
from kiosk.screens.attract_reel import Act, Payoff
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.grade import GradeScreen
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.paused import PausedScreen
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.recall import RecallScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.settings import STATION_NAME_BUDGET
from kiosk.speech import Heard
from kiosk.ui.screen import Comfort
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look
from kiosk.visit.deck import Deck
from kiosk.visit.play import Play
from kiosk.visit.visit import Visit

PICTURE = OutputKind("gallery", in_png)
NOW = 1000.0
"""The loop's seconds at which screens are drawn and looked at."""
SPOKEN_SHARE = 0.5
"""How much of a line has been said on the pictures that show one being said."""
SECONDS = 192.0
"""How long the play of a debrief took."""
States = Callable[[Kit, Look], Iterable[tuple[str, KioskScreen]]]
"""Gives screens by the names of their states, for a kit and a look."""
PAUSED = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001 (as people in front of the kiosk count)
"""Since when the kiosk of the pictures is paused."""
ATTRACT_AGE = 3.0
"""Seconds 待机 has stood when it is drawn and looked at."""
ACT_AGE = 1.25
"""Seconds a picture of its reel has stood then."""
ACTS = {
    Act.COMES: "响起",
    Act.TELLS: "讲述",
    Act.ASKS: "选项",
    Act.CHOOSES: "选了",
    Act.PAYS_OFF: "结果",
    Act.INVITES: "邀请",
}
PAYOFFS = {
    Payoff.LOST: "钱没了",
    Payoff.LEAKED: "泄露",
    Payoff.SEEN: "识破",
    Payoff.CHECKED: "核实",
}
EVERYTHING = pattern("")
"""Finds the name of every state."""


def states(kit: Kit, look: Look = Look.NORMAL) -> Iterator[tuple[str, KioskScreen]]:
    """Give every screen of a visit in every state with a name, story by story."""
    session = Session(seed=7, comfort=Comfort(look=look))
    flow = kit.flow
    yield from _attract_states(kit, session)
    for page in range(max(1, len(kit.story_pages))):
        yield f"选故事-{page + 1}", flow.choose(session, NOW, page)
    if kit.story_pages:
        plays = (Play.begin(story) for story in kit.story_pages[0][:2])
        visited = Visit(tuple(plays))
        yield "选故事-玩过", flow.choose(replace(session, visit=visited), NOW)
    for story in kit.deck.scenarios:
        for name, screen in story_states(kit, session, story):
            yield f"{story.id}-{name}", screen
    choose = flow.choose(session, NOW)
    if isinstance(choose, VisitScreen):
        yield "求助", flow.help(choose, NOW)
        yield "退出", flow.leave(choose, NOW)
    yield "还在吗", flow.still_there(choose, NOW)
    yield "安装", flow.install(session)
    yield from _station_states(kit, session)
    paused = PausedScreen(kit, session, paused=PAUSED)
    yield "暂停服务", paused
    yield "暂停服务-说", paused.say(NOW)
    yield from _trial_states(kit, replace(session, trial=True))


def _station_states(kit: Kit, session: Session) -> Iterator[tuple[str, KioskScreen]]:
    """Give the screens that show the local police station's number, where a site has set one."""
    name, phone = "一" * STATION_NAME_BUDGET, "0000-20000000"
    named = replace(kit.settings, station_name=name, station_phone=phone, police_number=False)
    site = replace(kit, settings=named)
    yield "待机-不写报警电话", site.flow.attract(NOW).comforted(session.comfort)
    choose = site.flow.choose(session, NOW)
    if isinstance(choose, VisitScreen):
        yield "求助-派出所", site.flow.help(choose, NOW)
    yield "安装-派出所", site.flow.install(session)


def _trial_states(kit: Kit, session: Session) -> Iterator[tuple[str, KioskScreen]]:
    """Give a screen of each kind as it looks while staff try the kiosk."""
    yield "试玩-选故事", kit.flow.choose(session, NOW)
    for story in kit.deck.scenarios[:1]:
        seen: set[type[KioskScreen]] = set()
        for name, screen in story_states(kit, session, story):
            if type(screen) not in seen:
                seen.add(type(screen))
                yield f"试玩-{name}", screen
    yield "试玩-安装", kit.flow.install(session)


def _attract_states(kit: Kit, session: Session) -> Iterator[tuple[str, KioskScreen]]:
    """Give 待机, each act of the stories that play themselves there, and the hours of rest."""
    attract = kit.flow.attract(NOW).comforted(session.comfort)
    yield "待机", attract
    if isinstance(attract, AttractScreen):
        shown: set[str] = set()
        for number, frame in enumerate(attract.frames):
            name = ACTS[frame.act]
            if frame.paid:
                name = f"{name}-{PAYOFFS[frame.payoff]}"
            elif not frame.calls:
                name = f"{name}-消息"
            if name not in shown:
                shown.add(name)
                yield f"待机-{name}", attract.showing(number, ACT_AGE, NOW + ATTRACT_AGE)
    closed = replace(kit, open_now=lambda: False)
    yield "待机-夜间", closed.flow.attract(NOW).comforted(session.comfort)


def story_states(kit: Kit, session: Session, story: Scenario) -> Iterator[tuple[str, KioskScreen]]:
    """Give the screens of one story: scenes, outcomes, endings, debriefs, the quiz, the grade."""
    flow = kit.flow
    for play in plays_to_everywhere(story):
        place = play.position
        if isinstance(place, Ending):
            yield f"结局-{met_as(play)}", flow.onward(session, play, NOW)
            continue
        yield from _scene_states(kit, session, play, place)
    best, worst = best_and_worst(story)
    for name, play in (("最好", best), ("最差", worst)):
        yield from _debrief_states(kit, session, play, name)
    visited = replace(session, visit=session.visit.with_play(worst))
    yield from recall_states(kit, visited, worst)
    yield from _quiz_states(kit, visited, worst)


def met_as(play: Play) -> str:
    """Give what the place a play stands at is called; where others meet other words, by the notes."""
    place = play.position
    if place in play.scenario.places:
        return place.id
    return f"{place.id}-{'、'.join(sorted(play.notes)) or '什么也没记下'}"


def _scene_states(
    kit: Kit, session: Session, play: Play, scene: Scene
) -> Iterator[tuple[str, KioskScreen]]:
    screen = kit.flow.onward(session, play, NOW)
    if not isinstance(screen, SceneScreen):
        return
    called = met_as(play)
    yield from scene_pages(screen, called)
    for index in range(len(scene.choices)):
        outcome = kit.flow.outcome(session, play, index, NOW)
        if isinstance(outcome, OutcomeScreen):
            yield f"{called}-选{index + 1}-后果", outcome
            yield from numbered(f"{called}-选{index + 1}-为什么", outcome.cue_pages)


def scene_pages(screen: SceneScreen, called: str = "") -> Iterator[tuple[str, KioskScreen]]:
    """Give a scene as each of its lines is said, and opened; every page of words on its own."""
    scene, called = screen.scene, called or screen.scene.id
    for number in range(len(scene.lines)):
        saying = screen.at(number)
        last = number == len(scene.lines) - 1
        name = f"{called}-说" if last else f"{called}-说{number + 1}"
        yield name, saying
        for page in saying.word_pages:
            if page.piece == number and page.page:
                yield f"{name}-第{page.page + 1}页", page
    opened = screen.hurried()
    yield f"{called}-选", opened
    for number, page in enumerate(opened.word_pages[:-1], start=1):
        yield f"{called}-选-第{number}页", page


def _debrief_states(
    kit: Kit, session: Session, play: Play, name: str
) -> Iterator[tuple[str, KioskScreen]]:
    debrief = kit.flow.debrief(session, play, SECONDS)
    if not isinstance(debrief, DebriefScreen):
        return
    yield f"复盘-{name}-说", debrief
    for page, told in enumerate(debrief.told_pages, start=1):
        yield f"复盘-{name}-{page}", told
    if debrief.debrief.wrong is not None:
        yield f"复盘-{name}-再试", kit.flow.again(debrief, play, NOW)
    for row in debrief.debrief.rows:
        for number in range(1, len(row.screens) + 1):
            state = ReplayScreen(kit, session, back=debrief, play=play, row=row, number=-number)
            before = f"-前{number - 1}幕" if number > 1 else ""
            yield from numbered(f"复盘-{name}-第{row.number}步{before}", state.leaves)


def numbered(name: str, pages: Sequence[KioskScreen]) -> Iterator[tuple[str, KioskScreen]]:
    """Give the pages of a screen, the first under the screen's own name."""
    for number, page in enumerate(pages, start=1):
        yield name if number == 1 else f"{name}-第{number}页", page


def recall_states(kit: Kit, session: Session, play: Play) -> Iterator[tuple[str, KioskScreen]]:
    """Give what is asked of a story once another has been played, where there is another."""
    others = (story for story in kit.deck.scenarios if story.id != play.scenario.id)
    after = next((best_and_worst(story)[0] for story in others), None)
    if after is None:
        return
    visit = session.visit.with_play(after)
    screen = kit.flow.quiz(replace(session, visit=visit), after)
    if isinstance(screen, RecallScreen):
        yield "先想一想", screen
        yield "先想一想-答对", screen.picking(screen.recall.right)
        yield "先想一想-没想起", screen.picking(screen.recall.right - 1)


def _quiz_states(kit: Kit, session: Session, play: Play) -> Iterator[tuple[str, KioskScreen]]:
    screen = kit.flow.quiz(session, play)
    while isinstance(screen, QuizScreen):
        yield f"考题-{screen.number + 1}", screen
        for kind in Kind:
            yield f"考题-{screen.number + 1}-{kind.zh}", screen.answered(kind)
        answered = screen.answered(Kind.SCAM)
        screen = kit.flow.next_question(answered.session, answered.questions, answered.number + 1)
    yield "识骗力", screen
    paired = with_twin(kit, play.scenario)
    if isinstance(screen, GradeScreen) and screen.twin is None and paired is not None:
        yield "识骗力-像的", replace(screen, kit=paired)


def with_twin(kit: Kit, story: Scenario) -> Kit | None:
    """Give a kit in which a story is a pair with another, as it may be; None where there is no other."""
    others = [one for one in kit.deck.scenarios if one.id != story.id]
    if not others:
        return None
    paired = replace(others[0], twin=story.id)
    rest = (paired if one is others[0] else one for one in kit.deck.scenarios)
    return replace(kit, deck=Deck(tuple(rest)))


def heard_halfway(screen: KioskScreen) -> Heard:
    """Give what is heard when half of the present piece has been said."""
    utterance = screen.utterance
    if utterance is None:
        return Heard()
    upto = max(1, round(len(utterance.text) * SPOKEN_SHARE))
    start = max((utterance.text.rfind(mark, 0, upto) + 1 for mark in "，。？！、：；"), default=0)
    return Heard(utterance, (start, upto), upto, audible=True, level=0.7)


def draw(kit: Kit, surfaces: SurfaceCache, screen: KioskScreen) -> pygame.Surface:
    """Give a screen's picture, without a display."""
    canvas = pygame.Surface(kit.size)
    age = ATTRACT_AGE if screen.identity == "attract" else 0.0
    Painter(canvas, surfaces).paint(screen.view(NOW + age, heard_halfway(screen)))
    return canvas


def save(
    kit: Kit,
    surfaces: SurfaceCache,
    folder: Path,
    look: Look = Look.NORMAL,
    only: re.Pattern[str] = EVERYTHING,
    shown: States = states,
) -> int:
    """Write every state whose name `only` finds as `NNN-name.png`; give how many there are.

    OutputRefusedError where a picture can't be written, or isn't one of an earlier gallery.
    """
    count = 0
    for number, (name, screen) in enumerate(shown(kit, look), start=1):
        if not only.search(name):
            continue
        count += 1
        safe = re.sub(r"[^\w-]+", "_", name)
        picture = io.BytesIO()
        pygame.image.save(draw(kit, surfaces, screen), picture, "screen.png")
        write_output(folder / f"{number:03d}-{safe}.png", picture.getvalue(), PICTURE)
    return count
