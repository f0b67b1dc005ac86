"""Where each text of a story first stands: the screens, and what must be seen whole on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from kiosk.devices import registry
from kiosk.devices.aftermath import result_of
from kiosk.devices.device_state import met_in
from kiosk.review.gallery import NOW, SECONDS
from kiosk.review.plays import best_and_worst, plays_to_everywhere
from kiosk.scenario.model import Choice, Control, Ending, Kind, Mark, Result, Scenario, Scene
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.recall import RecallScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import LABEL_MM, READ_MM, Look
from kiosk.values import dataclass
from kiosk.visit.deck import STORIES_A_PAGE, Deck
from kiosk.visit.play import Play
from kiosk.visit.quiz import Question
from kiosk.visit.recall import SENTENCES, Recall

MOST_LINES = 40
"""Lines of a scene that is laid out: it is laid out once for each line, with all of them."""


@dataclass(frozen=True, slots=True)
class RequiredText:
    """A text of a story: whose and which key's it is, what it is called, its least em in mm.

    `within` says that it may stand among other words, as a title does that names what follows.
    """

    owner: object
    field: str
    text: str
    what: str
    least: float = READ_MM
    within: bool = False

    @property
    def mark(self) -> Mark:
        """Give where its owner was written."""
        mark: Mark = getattr(self.owner, "mark")  # noqa: B009 - every model object has one
        return mark


@dataclass(frozen=True)
class TextFitCase:
    """A screen by its name, on each of its pages, and the texts that must be seen whole on one.

    `place` is the id of the scene or ending it is of, "" where it is of none.
    """

    name: str
    screens: tuple[KioskScreen, ...]
    required: tuple[RequiredText, ...]
    place: str = ""


def kit_with_only(kit: Kit, story: Scenario) -> Kit:
    """Give a kit in which this story stands on every card of a full page."""
    deck = Deck((story,) * STORIES_A_PAGE)
    return replace(kit, deck=deck, minutes={story.id: 1})


def text_fit_cases(
    kit: Kit, look: Look, story: Scenario, near: TextFitCase | None = None
) -> Iterator[TextFitCase]:
    """Give every screen on which a text of the story stands for the first time.

    With a case `near`, those of other scenes and endings than its own are left out: nothing is laid out for them.
    """
    kit = kit_with_only(kit, story)
    session = Session(seed=7, comfort=Comfort(look=look))
    title = RequiredText(story, "title", story.title, "标题", LABEL_MM, within=True)
    yield TextFitCase("选故事", (kit.flow.choose(session, NOW),), (title,))
    for item in story.quiz:
        quiz = QuizScreen(kit, session, questions=(Question(story, item),))
        text = RequiredText(item, "text", item.text, "考题的内容")
        sender = RequiredText(item, "sender", item.sender, "考题的“来自”", LABEL_MM)
        yield TextFitCase(f"考题-{item.id}", (quiz,), (text, sender))
        why = RequiredText(item, "why", item.why, "“为什么”")
        yield TextFitCase(f"考题-{item.id}-为什么", (quiz.answered(Kind.SCAM),), (why,))
    for play in plays_to_everywhere(story):
        if too_long(play.position):
            continue
        place = play.position.id
        if near is not None and near.place != place:
            continue
        screen = kit.flow.onward(session, play, NOW)
        if isinstance(play.position, Ending):
            yield TextFitCase(f"结局-{place}", (screen,), tuple(_ending(play.position)), place)
        elif isinstance(screen, SceneScreen):
            yield from _scene(kit, session, play, screen)
    best, _ = best_and_worst(story)
    remember = RequiredText(story, "remember", story.remember, "“记住”")
    told = RecallScreen(kit, session, play=best, recall=Recall(story, (story,)), picked=0)
    asked = RecallScreen(kit, session, play=best, recall=Recall(story, (story,) * SENTENCES))
    yield TextFitCase("先想一想", (asked,), (remember,))
    yield TextFitCase("先想一想-答过", (told,), (remember, title))
    yield TextFitCase("复盘", (kit.flow.debrief(session, best, SECONDS),), (title, remember))


def too_long(place: Scene | Ending) -> bool:
    """Tell whether a scene or an ending has more than anybody can lay out."""
    return len(place.lines) > MOST_LINES


def _scene(kit: Kit, session: Session, play: Play, screen: SceneScreen) -> Iterator[TextFitCase]:
    scene = screen.scene
    for n, line in enumerate(scene.lines):
        said = RequiredText(line, "text", line.text, "台词")
        yield TextFitCase(f"{scene.id}-{n + 1}", (screen.at(n),), (said,), scene.id)
    opened = screen.hurried()
    required: tuple[RequiredText, ...] = (*_choices(scene), *_device(play, scene))
    bound = any(choice.control is Control.CONFIRM for choice in scene.choices)
    if bound and f"device-{Control.CONFIRM.en}" not in _drawn(opened):
        # A narrow device gives the room of its buttons to its words: the choices do the same.
        required = tuple(text for text in required if text.field != "button")
    yield TextFitCase(f"{scene.id}-选", (opened,), required, scene.id)
    for n, choice in enumerate(scene.choices):
        outcome = kit.flow.outcome(session, play, n, NOW)
        if isinstance(outcome, OutcomeScreen):
            shown = (*_consequence(choice), *_aftermath(scene, choice))
            name = f"{scene.id}-选{n + 1}"
            yield TextFitCase(f"{name}-后果", (outcome,), shown, scene.id)
            required = (*_why(choice), *_notes(scene))
            yield TextFitCase(f"{name}-为什么", outcome.cue_pages, required, scene.id)
    if not scene.choices and any(line.evidence for line in scene.lines):
        yield from _replay(kit, session, play, scene)


def _drawn(screen: SceneScreen) -> set[str]:
    """Give the names of what can be pressed on a screen."""
    return {target.name for target in screen.view(NOW, Heard()).targets}


def _replay(kit: Kit, session: Session, play: Play, scene: Scene) -> Iterator[TextFitCase]:
    """Give the screen of the debrief on which a scene without a choice shows its 破绽 and 凭据."""
    while isinstance(play.position, Scene) and not play.position.choices:
        play = play.go_on()
    if play.finished:
        return
    debrief = kit.flow.debrief(session, play.choose(0), SECONDS)
    for row in debrief.debrief.rows if isinstance(debrief, DebriefScreen) else ():
        for number, one in enumerate(row.screens, start=-len(row.screens)):
            if one.id == scene.id and isinstance(debrief, DebriefScreen):
                screen = ReplayScreen(
                    kit, session, back=debrief, play=debrief.play, row=row, number=number
                )
                yield TextFitCase(f"复盘-{scene.id}", screen.leaves, tuple(_notes(scene)), scene.id)


def _choices(scene: Scene) -> Iterator[RequiredText]:
    for choice in scene.choices:
        yield RequiredText(choice, "text", choice.text, "选项")
    if scene.question and scene.choices:
        yield RequiredText(scene, "question", scene.question, "“提问”", LABEL_MM)


def _device(play: Play, scene: Scene) -> Iterator[RequiredText]:
    device = scene.device
    named = {
        "title": "画面的标题",
        "number": "号码",
        "address": "网址",
        "payee": "收款人",
        "account": "账号",
        "place": "地点",
        "button": "按钮上的字",
        "notice": "通知",
        "caller": "来电",
        "seal": "印章上的字",
        "code": "二维码下面的字",
    }
    for field, what in named.items():
        if getattr(device, field):
            text, within = getattr(device, field), field in ("title", "caller")
            yield RequiredText(device, field, text, what, LABEL_MM, within)
    for n, item in enumerate(device.items):
        yield RequiredText(device, f"items.{n}", item, "画面的内容", LABEL_MM)
    if registry.kind(scene.channel).names_contact:
        for character in play.scenario.cast:
            if character.id == scene.contact:
                met = any(character.id in met_in(step.scene) for step in play.steps)
                name, within = character.name if met else character.claimed, bool(scene.present)
                yield RequiredText(character, "name", name, "称呼", LABEL_MM, within)


def _consequence(choice: Choice) -> Iterator[RequiredText]:
    yield RequiredText(choice, "consequence", choice.consequence, "后果")


def _why(choice: Choice) -> Iterator[RequiredText]:
    yield RequiredText(choice, "why", choice.why, "“为什么”")


def _aftermath(scene: Scene, choice: Choice) -> Iterator[RequiredText]:
    """Give what a choice's device must show: all of it that is written and that its result has."""
    told, result = choice.aftermath, result_of(scene, choice)
    named = {"sent": "您发出去的话", "reply": "对方回的话", "notice": "通知", "caller": "来电"}
    if result is Result.TRANSFERRED:
        named["payee"] = "收款人"
    if result is Result.DIALLING:
        named["number"] = "号码"
    for field, what in named.items():
        if getattr(told, field):
            # A name stands among other words: 收款人 陈··, 96110 来电.
            within = field in ("payee", "caller")
            yield RequiredText(told, field, getattr(told, field), what, LABEL_MM, within)
    page = Control.CLOSE in registry.kind(scene.channel).follows
    if page and result in (None, Result.SUBMITTED):
        for n, item in enumerate(told.items):
            yield RequiredText(told, f"items.{n}", item, "页面的内容", LABEL_MM)


def _notes(scene: Scene) -> Iterator[RequiredText]:
    for line in scene.lines:
        for one in line.evidence:
            yield RequiredText(one, "note", one.note, f"{one.called}的说明", LABEL_MM)


def _ending(ending: Ending) -> Iterator[RequiredText]:
    yield RequiredText(ending, "title", ending.title, "结局的标题")
    for line in ending.lines:
        yield RequiredText(line, "text", line.text, "结局的台词")


Value = TypeVar("Value")


def with_text(value: Value, required: RequiredText, text: str, *, alone: bool = False) -> Value:
    """Give a model object in which a text of it reads otherwise, `alone` in its list if in one."""
    if value is required.owner:
        name, _, number = required.field.partition(".")
        if not number:
            return replace(value, **{name: text})  # type: ignore[type-var]  # a model object
        items = [text] if alone else list(getattr(value, name))
        items[0 if alone else int(number)] = text
        return replace(value, **{name: tuple(items)})  # type: ignore[type-var]  # as above
    if isinstance(value, tuple):
        changed = tuple(with_text(item, required, text, alone=alone) for item in value)
        same = all(one is other for one, other in zip(changed, value, strict=True))
        return value if same else changed  # type: ignore[return-value]  # a tuple as well
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        f.name: with_text(getattr(value, f.name), required, text, alone=alone)
        for f in fields(value)
    }
    changes = {name: new for name, new in changes.items() if new is not getattr(value, name)}
    return replace(value, **changes) if changes else value
