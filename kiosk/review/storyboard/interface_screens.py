"""The screens between and around the stories, in every state a visitor meets, by the words they show.

What stands there of a story is an example.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

import pygame

from kiosk.engine.painter import Painter
from kiosk.paths import shipped
from kiosk.review.gallery import (
    ACT_AGE,
    ATTRACT_AGE,
    NOW,
    PAUSED,
    SECONDS,
    recall_states,
    scene_pages,
    with_twin,
)
from kiosk.review.plays import best_and_worst, next_plays, plays_to_everywhere
from kiosk.review.storyboard.pictures import data_uri
from kiosk.scenario.model import Ending, Kind, Scenario, Scene, Verdict
from kiosk.screens.attract import AttractScreen
from kiosk.screens.attract_reel import Act, Payoff
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import AppCode, KioskScreen, Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.paused import PausedScreen
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.storage import read_file
from kiosk.ui.screen import Comfort
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.theme import Look, Theme
from kiosk.values import dataclass
from kiosk.visit.deck import Deck
from kiosk.visit.play import Play

LOOKS = {Look.NORMAL: "标准的字", Look.LARGE: "大字", Look.LARGE_CONTRAST: "大字、高对比"}
FOLDER = shipped("assets") / "curtain"
CURTAIN = (
    ("waiting", "wait", "程序重新打开的时候"),
    ("paused", "calm", "程序一再意外结束的时候"),
)
"""What stands before the screen while the program doesn't run: its part of the words, its page, its caption."""
VISITORS = 12
"""How many are said to have played, on the picture that says it."""
ICON = 64
"""Pixels of an icon on a page."""
ACT_NAMES = {Act.ASKS: "选项出来以后", Act.CHOOSES: "按下一个选项", Act.INVITES: "请路过的人试"}
PAYOFF_NAMES = {
    Payoff.LOST: "钱没了",
    Payoff.LEAKED: "信息没了",
    Payoff.SEEN: "识破了",
    Payoff.CHECKED: "核实清楚了",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen in a state: which section of the words it belongs to, and what it is."""

    section: str
    caption: str
    screen: KioskScreen


def interface_screens(kit: Kit) -> Iterator[Shown]:
    """Give every screen of the interface in every state; the deck has one story at least."""
    session = Session(seed=7)
    yield from _attract(kit)
    yield from _choose(kit, session)
    story = kit.deck.scenarios[0]
    yield from _looks(kit, story)
    yield from _scenes(kit, session)
    yield from _outcomes(kit, session, story)
    yield from _afterwards(kit, session, story)
    yield from _install(kit, session)
    choose = kit.flow.choose(session, NOW)
    yield Shown("help", "我可能正在被骗", kit.flow.help(choose, NOW))
    yield Shown("leave", "要退出吗", kit.flow.leave(choose, NOW))
    yield Shown("still", "您还在吗", kit.flow.still_there(choose, NOW))
    yield Shown("paused", "暂停服务", PausedScreen(kit, session, paused=PAUSED))


def interface_pictures(kit: Kit, surfaces: SurfaceCache) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the pictures of all these screens by section, each with its caption, drawn without a display."""
    canvas = pygame.Surface(kit.size)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for one in interface_screens(kit):
        muted = not one.screen.session.comfort.volume
        Painter(canvas, surfaces).paint(one.screen.view(NOW + ATTRACT_AGE, Heard(muted=muted)))
        found[one.section] = (*found.get(one.section, ()), (one.caption, data_uri(canvas)))
    for section, page, caption in CURTAIN:
        _draw_curtain(canvas, page, kit.theme(Look.NORMAL))
        found[section] = (*found.get(section, ()), (caption, data_uri(canvas)))
    return found


def _draw_curtain(canvas: pygame.Surface, page: str, theme: Theme) -> None:
    """Draw what stands before the screen while the program doesn't run, from the words drawn for that."""
    ground = theme.colours.attract[0].top
    files = {int(path.name.split("-")[1].split(".")[0]): path for path in FOLDER.glob(f"{page}-*")}
    fitting = [size for size in files if size <= min(canvas.get_size())] or [min(files)]
    ink = pygame.image.load(BytesIO(gzip.decompress(read_file(files[max(fitting)]))), "ink.pgm")
    # Of white as much as there is ink, the rest of the ground.
    words = pygame.Surface(ink.get_size())
    words.fill([255 - part for part in ground])
    words.blit(ink, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    canvas.fill(ground)
    middle = words.get_rect(center=canvas.get_rect().center)
    canvas.blit(words, middle, special_flags=pygame.BLEND_RGB_ADD)


def icon_pictures(surfaces: SurfaceCache, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Give the icons of these names, each with its name, black on white."""
    found = []
    for name in names:
        plate = pygame.Surface((ICON, ICON))
        plate.fill((255, 255, 255))
        plate.blit(surfaces.pictures.draw(f"icons/{name}", (ICON, ICON)), (0, 0))
        found.append((name, data_uri(plate, ICON)))
    return tuple(found)


def _attract(kit: Kit) -> Iterator[Shown]:
    """Give the attract screen under each of its titles."""
    first = kit.flow.attract(NOW)
    if not isinstance(first, AttractScreen):
        return
    seen: set[str] = set()
    for number, frame in enumerate(first.frames):
        name = ACT_NAMES.get(frame.act) or PAYOFF_NAMES[frame.payoff]
        if not frame.asking:
            name = "有人来电" if frame.calls else "来了消息"
        if name not in seen:
            seen.add(name)
            yield Shown(
                "attract", f"待机：{name}", first.showing(number, ACT_AGE, NOW + ATTRACT_AGE)
            )
    closed = replace(kit, open_now=lambda: False)
    yield Shown("attract", "待机：营业时间以外", closed.flow.attract(NOW))


def _choose(kit: Kit, session: Session) -> Iterator[Shown]:
    yield Shown("choose", "选故事", kit.flow.choose(session, NOW))
    for page in range(1, len(kit.story_pages)):
        yield Shown("choose", f"选故事　第{page + 1}页", kit.flow.choose(session, NOW, page))
    counted = replace(kit, visitors=lambda: VISITORS)
    yield Shown("choose", "已经有人玩过", counted.flow.choose(session, NOW))
    empty = replace(kit, deck=Deck(()))
    yield Shown("choose", "一个故事也没有", empty.flow.choose(session, NOW))


def _looks(kit: Kit, story: Scenario) -> Iterator[Shown]:
    """Give one scene as it looks after each helper of the bar."""
    play = next(play for play in plays_to_everywhere(story) if _decides(play))
    comforts = {name: Comfort(look=look) for look, name in LOOKS.items()}
    comforts |= {"慢一点": Comfort(slow=True), "静音": Comfort(volume=0)}
    for name, comfort in comforts.items():
        screen = kit.flow.onward(Session(seed=7, comfort=comfort), play, NOW)
        if isinstance(screen, SceneScreen):
            yield Shown("bar", name, screen.hurried())


def _scenes(kit: Kit, session: Session) -> Iterator[Shown]:
    """Give a scene of each channel, as it is told and as it is decided."""
    seen = set[tuple[object, ...]]()
    for story in kit.deck.scenarios:
        for play in plays_to_everywhere(story):
            scene = play.position
            if not isinstance(scene, Scene):
                continue
            what = scene.channel, scene.device.ringing, scene.device.sharing, bool(scene.choices)
            screen = kit.flow.onward(session, play, NOW)
            if what in seen or not isinstance(screen, SceneScreen):
                continue
            seen.add(what)
            ringing = "，正在响" if scene.device.ringing else ""
            name = f"{scene.channel.zh}{ringing}"
            pages = dict(scene_pages(screen))
            yield Shown("story", f"{name}，说第一句", next(iter(pages.values())))
            yield Shown("device", f"{name}，说完", screen.hurried())


def _outcomes(kit: Kit, session: Session, story: Scenario) -> Iterator[Shown]:
    """Give what follows a choice of each verdict, with something lost and something given away."""
    seen = set[tuple[Verdict, bool, bool]]()
    for play in plays_to_everywhere(story):
        scene = play.position
        for index, choice in enumerate(scene.choices if isinstance(scene, Scene) else ()):
            what = choice.verdict, bool(choice.loss), bool(choice.leaks)
            screen = kit.flow.outcome(session, play, index, NOW)
            if what in seen or not isinstance(screen, OutcomeScreen):
                continue
            seen.add(what)
            lost = "，丢了钱" if choice.loss else ""
            leaked = "，交出信息" if choice.leaks else ""
            name = f"{choice.verdict.zh}{lost}{leaked}"
            yield Shown("outcome", name, screen)
            for number, page in enumerate(screen.cue_pages, start=1):
                more = f"　第{number}页" if number > 1 else ""
                yield Shown("verdict", f"{name}：为什么{more}", page)


def _afterwards(kit: Kit, session: Session, story: Scenario) -> Iterator[Shown]:
    """Give the ending, the debrief, the quiz and the grade."""
    best, worst = best_and_worst(story)
    for name, play in (("最好的走法", best), ("最差的走法", worst)):
        yield Shown("ending", name, kit.flow.onward(session, play, NOW))
        debrief = kit.flow.debrief(session, play, SECONDS)
        if isinstance(debrief, DebriefScreen):
            for page, told in enumerate(debrief.told_pages, start=1):
                yield Shown("debrief", f"{name}　第{page}页", told)
            if debrief.debrief.wrong is not None:
                again = kit.flow.again(debrief, play, NOW)
                yield Shown("retry", f"{name}　再试", again)
            row = debrief.debrief.rows[0]
            yield Shown("debrief", f"{name}　点开一步", kit.flow.replay(debrief, play, row))
    visited = replace(session, visit=session.visit.with_play(worst))
    for name, recalled in recall_states(kit, visited, worst):
        yield Shown("recall", name, recalled)
    screen: KioskScreen = kit.flow.quiz(visited, worst)
    first = True
    while isinstance(screen, QuizScreen):
        if first:
            yield Shown("quiz", "题目", screen)
            for kind in Kind:
                yield Shown("quiz", f"选“{kind.zh}”以后", screen.answered(kind))
        first = False
        answered = screen.answered(Kind.SCAM)
        screen = kit.flow.next_question(answered.session, answered.questions, answered.number + 1)
    yield Shown("grade", "识骗力", screen)
    paired = with_twin(kit, story)
    if paired is not None:
        yield Shown("grade", "还有一个像的故事", replace(screen, kit=paired))


def _install(kit: Kit, session: Session) -> Iterator[Shown]:
    if kit.code is not None:
        for confirmed, name in ((False, "二维码还没有核对"), (True, "二维码核对过")):
            code = AppCode(kit.code.link, confirmed=confirmed)
            yield Shown("install", name, replace(kit, code=code).flow.install(session))
    yield Shown("install", "没有二维码", replace(kit, code=None).flow.install(session))


def _decides(play: Play) -> bool:
    return len(next_plays(play)) > 1 and not isinstance(play.position, Ending)
