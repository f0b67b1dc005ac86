"""Whether all that is shown is said, and all that is said is shown while it is said.

Words are compared without their marks, as they stand and as the voice says them. What need not be
said on the same screen stands in the table `EXEMPTIONS`, and what other screens of the visit say of this
one in `_said_elsewhere`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from kiosk.patterns import pattern
from kiosk.review.gallery import NOW
from kiosk.review.screen_probe import Defect, DrawnText, InspectedScreen, ScreenProbe, drawn_texts
from kiosk.scenario.model import Scene
from kiosk.scenario.spoken import Speaker
from kiosk.screens.attract import AttractScreen
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.ending import EndingScreen
from kiosk.screens.kit import KioskScreen
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.screens.visit_screen import PlayScreen, VisitScreen
from kiosk.speech import Heard, Utterance
from kiosk.ui.items import Group, Text
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from kiosk.voice.text_normaliser import TextNormaliser, load_wording, shipped_wording
from kiosk.words import Words

# What may be seen without being said on the same screen, each with its reason --------------------


@dataclass(frozen=True, slots=True)
class Exemption:
    """Words of the interface by their keys, words on targets by name, or words of a shape."""

    reason: str
    keys: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    cast: bool = False
    """Whether the names of those who speak are meant, and their first characters in a face's place."""
    button: bool = False
    """Whether the words of a page's own button are meant, which aren't pressed before the choices."""


EXEMPTIONS = (
    Exemption(
        "The helpers say what they did when they are pressed; which key is which is told last on "
        "the page of stories.",
        targets=("replay", "slow", "look", "volume", "leave", "help"),
    ),
    Exemption(
        "A control drawn on a device is bound to a choice, and that is read.",
        keys=("device.answer", "device.hang_up", "device.confirm", "device.close"),
        targets=("device-",),
        button=True,
    ),
    Exemption(
        "The bar that hurries on brings only what comes by itself.",
        keys=("story.show_all", "story.show_rest", "outcome.show_why"),
    ),
    Exemption(
        "A mark on the drawing, for whoever photographs it.",
        keys=("bar.simulated", "device.paper_sample"),
    ),
    Exemption(
        "Meant for staff: that they are trying the kiosk themselves, and since when it is paused.",
        keys=("bar.trial", "paused.since"),
    ),
    Exemption(
        "A call is heard to ring, to go on and to end; the seconds of a call or of a voice note "
        "say nothing to act on.",
        keys=("device.calling", "device.in_call", "device.call_over", "device.dialling"),
        shapes=(r".*\d\d:\d\d", r"\d+″"),
    ),
    Exemption(
        "The sign of a form; its words are read.",
        keys=("device.transfer", "device.link", "device.paper"),
    ),
    Exemption(
        "A pin repeats the number of a 破绽 or 凭据, and they are named in their order.",
        shapes=(r"[1-9]",),
    ),
    Exemption(
        "Everybody speaks in a voice of their own.",
        keys=("story.says", "story.me", "device.me"),
        cast=True,
    ),
    Exemption(
        "It counts down while the seconds are said.", keys=("still.note",), shapes=(r"\d\d?",)
    ),
)


_PARTS = pattern(r"[，。？！：；、…\s“”‘’（）《》·—]+")
_BLANK = pattern(r"\\\{\w+\\\}")
LONGEST_ANSWER = "say.look_large_contrast"
"""The longest of what helpers say."""
_ENDS = pattern(r"[，。？！：；]")


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give what is seen alone, and what is heard alone."""
    probe = inspected.still
    if not probe.screen.read_aloud:
        return
    yield from _unsaid(probe)
    yield from _unseen(probe.screen)


# Seen and not heard ------------------------------------------------------------------------------


def _unsaid(probe: ScreenProbe) -> Iterator[Defect]:
    screen = probe.screen
    # What only who hears it again is told, counts as said.
    thorough = replace(screen, repetition=1)
    corpus = _corpus((*thorough.script, *_said_elsewhere(screen)))
    for text in probe.texts:
        if text.index in _decoration(probe) or exemption_of(probe, text) is not None:
            continue
        if not all(_is_said(part, corpus) for part in _parts(text.paragraph.text)):
            yield Defect("没有读音", f"“{text.words}”写在画面上，却没有读出来")


def _said_elsewhere(screen: KioskScreen) -> Iterator[Utterance]:
    """Give what other screens of the same visit have said of this one.

    The title where the story was chosen, a scene's words before what came of it and again in the
    debrief, a question's before its answer, the other pages of a debrief.
    """
    match screen:
        case SceneScreen() | EndingScreen():
            yield Speaker(screen.play.scenario).title()
        case OutcomeScreen():
            yield Speaker(screen.play.scenario).title()
            yield from _scene(screen, screen.scene)
        case DebriefScreen():
            yield Speaker(screen.play.scenario).title()
        case ReplayScreen():
            yield from _scene(screen, screen.scene)
            yield from screen.back.script
        case QuizScreen() if screen.said_kind is not None:
            yield from replace(screen, said_kind=None, repetition=1).script


def _scene(screen: PlayScreen, scene: Scene) -> tuple[Utterance, ...]:
    """Give what a scene said when the play stood there."""
    steps = tuple(takewhile(lambda step: step.scene.id != scene.id, screen.play.steps))
    play = replace(screen.play, way=(scene,), steps=steps)
    session = replace(screen.session, keyed=True)
    return SceneScreen(screen.kit, session, play=play).script


def exemption_of(probe: ScreenProbe, text: DrawnText) -> Exemption | None:
    """Give the exemption a text falls under, if any."""
    on = [t.name for t in probe.view.targets if t.box is not None and t.box.around(text.ink)]
    words, shown = probe.screen.kit.words, text.paragraph.text.strip()
    for one in EXEMPTIONS:
        named = one.cast and shown in _names(probe.screen)
        named = named or (one.button and shown == _button(probe.screen))
        if named or _pattern(words, one).fullmatch(shown):
            return one
        if any(name.startswith(one.targets) for name in on):
            return one
    return None


@lru_cache(maxsize=64)
def _pattern(words: Words, one: Exemption) -> re.Pattern[str]:
    """Give what finds the texts of an exemption, whatever stands in their blanks."""
    keyed = [_BLANK.sub(".*", re.escape(words(key))) for key in one.keys]
    return re.compile("|".join((*keyed, *one.shapes)) or r"(?!)")


def _button(screen: KioskScreen) -> str | None:
    """Give the words of the button of a scene's page."""
    return screen.scene.device.button if isinstance(screen, SceneScreen) else None


def _names(screen: KioskScreen) -> set[str]:
    """Give the names of those who speak in a screen's story, and their first characters."""
    stories = (screen.play.scenario,) if isinstance(screen, PlayScreen) else ()
    names = {name for story in stories for one in story.cast for name in (one.name, one.claimed)}
    return names | {name.lstrip("“‘")[:1] for name in names}


def _decoration(probe: ScreenProbe) -> frozenset[int]:
    """Give the texts at 待机 that only draw people near: the story that plays itself, the slogans.

    The titles are said in turn, each at its time.
    """
    screen = probe.screen
    if not isinstance(screen, AttractScreen):
        return frozenset()
    words = screen.kit.words
    titles = {words(key) for key in words.keys() if key.startswith("attract.titles.")}  # noqa: SIM118
    slogans = {slogan.text for slogan in screen.kit.catalogue.slogans} | {screen.kit.staff_note()}
    groups = [item for item in probe.view.items if isinstance(item, Group)]
    demo = {item.paragraph for group in groups for item in group.items if isinstance(item, Text)}
    return frozenset(
        text.index
        for text in probe.texts
        if text.paragraph in demo
        or text.paragraph.text in titles
        or set(re.split(r"[　\n]", text.paragraph.text)) <= slogans
    )


# Heard and not seen ------------------------------------------------------------------------------


def _unseen(screen: KioskScreen) -> Iterator[Defect]:
    """Give each piece of which some words stand nowhere at any time while it is said."""
    for start in _beginnings(screen):
        now_shown: Screen = start
        while (said := now_shown.utterance) is not None:
            corpus = "|".join(
                form for text in _texts_meanwhile(now_shown, said) for form in _forms(text)
            )
            if not all(_is_said(part, corpus) for part in _parts(said.text)):
                yield Defect("字幕不全", f"正在读的“{said.text}”没有全写在画面上")
            now_shown = now_shown.tick(NOW, Heard(said, done=True))


def _beginnings(screen: KioskScreen) -> Iterator[Screen]:
    """Give the screen where its script begins, and where a helper of the bar has something to say."""
    if isinstance(screen, AttractScreen):
        yield from (screen.from_piece(name) for name in ("title", "site"))
        return
    first = screen.again()
    yield first
    if isinstance(first, VisitScreen):
        yield first.all_said().saying("look", LONGEST_ANSWER)


def _texts_meanwhile(screen: Screen, said: Utterance) -> set[str]:
    """Give all texts that stand on a screen at one time or another while a piece is said."""
    ends = [found.end() for found in _ENDS.finditer(said.text)] or [len(said.text)]
    texts: set[str] = set()
    for upto in ends:
        heard = Heard(said, (0, upto), upto)
        here = screen.tick(NOW, heard)
        texts |= {text.paragraph.text for text in drawn_texts(here.view(NOW, heard))}
    return texts


# Words -------------------------------------------------------------------------------------------


def _corpus(utterances: Iterable[Utterance]) -> str:
    return "|".join(form for one in utterances for form in _forms_said(one))


@lru_cache(maxsize=4096)
def _forms_said(one: Utterance) -> tuple[str, ...]:
    """Give the plain words of a piece: as written, as its file reads it, as the voice says it."""
    return (_plain(one.text), _plain(one.say), _plain(_wording().of(one).text), *_forms(one.text))


def _is_said(part: str, corpus: str) -> bool:
    return any(form in corpus for form in _forms(part))


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if _plain(part)]


@lru_cache(maxsize=8192)
def _forms(text: str) -> tuple[str, ...]:
    """Give the plain words of a text as written and as the voice says them."""
    return _plain(text), _plain(_wording().word(text.lstrip("−")).text)


def _plain(text: str) -> str:
    """Give the letters and figures of a text, without marks and spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


@lru_cache(maxsize=1)
def _wording() -> TextNormaliser:
    return load_wording(shipped_wording())
