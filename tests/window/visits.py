"""A whole visit, from 待机 to 待机, by whatever hand; it looks at every screen on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.paths import RefusedError
from kiosk.records.journal_file import journal_file, open_read
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Ending, Scenario, Verdict
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.visit.score import score
from tests.sample import FAMILIAR_IDS

from .displays import PATIENCE
from .harness import HELD, Event, Kiosk, shipped_stories

FRESH = {"plays": 0, "answers": 0, "slow": False, "look": "NORMAL", "volume": 3}
"""What a screen knows of a visitor who has only just come."""

MOST_PLAYS = 5000

Hand = Callable[[Kiosk, str], Event]
"""Presses a target, by a touch or by its key."""

KEYS = {
    **{f"story-{n}": f"KP_{n}" for n in range(1, 6)},
    **{f"choice-{n}": f"KP_{n}" for n in range(1, 4)},
    "start": "KP_5",
    "show-all": "KP_Enter",
    "more": "KP_Enter",
    "main": "KP_Enter",
    "row-first": "KP_1",
    "answer-scam": "KP_1",
    "answer-genuine": "KP_2",
    "look": "KP_Multiply",
    "slow": "KP_Divide",
    "help": "KP_Decimal",
    "replay": "KP_0",
    "leave": "BackSpace",
}


def by_the_engine(data: Path, more: str = "") -> None:
    """Write settings in which the live engine says everything, ready-made speech or not."""
    data.mkdir(exist_ok=True)
    (data / "settings.yaml").write_text(f"语音引擎: espeak\n{more}", encoding="utf-8")


def _on_its_page(kiosk: Kiosk, name: str, press: Hand) -> str:
    """Turn to the page a story's card is on, and give what the card is called there."""
    if not name.removeprefix("story-").isdecimal():
        return name
    number = int(name.removeprefix("story-"))
    while True:
        kiosk.ready()
        here = sum(t.removeprefix("story-").isdecimal() for t in kiosk.targets)
        if number <= here or "more" not in kiosk.targets:
            return f"story-{number}"
        number -= here
        press(kiosk, "more")
        kiosk.see("ChooseScreen")


def by_touch(kiosk: Kiosk, name: str) -> Event:
    """Touch a target and see that it was the one meant."""
    name = _on_its_page(kiosk, name, by_touch)
    if name == "row-first":
        kiosk.ready()
        if any(t.startswith("rest-") for t in kiosk.targets):
            # The steps come as they are told; a touch on the place of one brings them all.
            kiosk.tap(next(t for t in kiosk.targets if t.startswith("rest-")))
            kiosk.ready()
        name = next(t for t in kiosk.targets if t.startswith("row-"))
    pressed = kiosk.tap(name)
    assert pressed["name"] == name
    return pressed


def soon(true: Callable[[], bool], what: str) -> None:
    """Look again and again until something holds."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, what


def touched(kiosk: Kiosk, name: str) -> None:
    """Touch a target until it is told: a window may just be going, or coming back."""
    kiosk.ready(name)
    kiosk.skip()
    at = len(kiosk.events)

    def told() -> bool:
        kiosk.display.xdotool("mousemove", *kiosk.point(name), "click", "--delay", HELD, 1)
        return any(e["ev"] == "press" and e["name"] == name for e in kiosk.events[at:])

    soon(told, f"{name} is pressed")


def offered(kiosk: Kiosk) -> int:
    """Give how many stories there are to choose from on all pages, and go back to the first."""
    found, page = 0, 0
    while True:
        kiosk.ready()
        names = kiosk.targets
        found += sum(name.startswith("story-") and name != "story-any" for name in names)
        if "more" not in names:
            break
        by_touch(kiosk, "more")
        page += 1
        kiosk.see("ChooseScreen", ("choose", page))
    while page:
        by_touch(kiosk, "before")
        page -= 1
        kiosk.see("ChooseScreen", ("choose", page))
    return found


def by_key(kiosk: Kiosk, name: str) -> Event:
    """Hit a target's key and see that it was the one meant."""
    name = _on_its_page(kiosk, name, by_key)
    pressed = kiosk.key(KEYS[name])
    assert pressed["name"] == name or (name == "row-first" and pressed["name"].startswith("row-"))
    return pressed


def stories() -> tuple[Scenario, ...]:
    """Give the shipped stories in the order of their cards."""
    return shipped_stories().deck.scenarios


@cache
def falling() -> tuple[int, tuple[int, ...]]:
    """Give the card and the choices, counted from 0, of the shortest play that loses money.

    Of the stories tests know: those have their speech.
    """
    found = [
        (len(choices), card, choices)
        for card, story in enumerate(stories())
        if story.id in FAMILIAR_IDS
        for choices in Graph(story).plays(MOST_PLAYS)
        if _loses(story, choices)
    ]
    _, card, choices = min(found)
    return card, choices


def deciding() -> str:
    """Give the card of a story that asks for a decision in its first scene."""
    card = next(n for n, story in enumerate(stories()) if story.scenes[0].choices)
    return f"story-{card + 1}"


def _loses(story: Scenario, choices: tuple[int, ...]) -> bool:
    play = Play.begin(story)
    for choice in choices:
        while not play.finished and not _scene_choices(play):
            play = play.go_on()
        play = play.choose(choice)
    fell = any(step.choice.verdict is Verdict.FALL for step in play.steps)
    return fell and play.lost > 0


def _scene_choices(play: Play) -> int:
    return 0 if isinstance(play.position, Ending) else len(play.position.choices)


def story(kiosk: Kiosk, press: Hand, *, hurry: str) -> Play:
    """Play a story with a fall from its card to its ending; `hurry` shows a scene's rest."""
    card, choices = falling()
    press(kiosk, f"story-{card + 1}")
    play, left = Play.begin(stories()[card]), list(choices)
    while not play.finished:
        kiosk.see("SceneScreen", ("scene", play.trail))
        press(kiosk, hurry)
        if not _scene_choices(play):
            press(kiosk, "main")
            play = play.go_on()
            continue
        chosen = left.pop(0)
        kiosk.ready(f"choice-{chosen + 1}")
        assert {f"choice-{n + 1}" for n in range(_scene_choices(play))} <= set(kiosk.targets)
        press(kiosk, f"choice-{chosen + 1}")
        play = play.choose(chosen)
        kiosk.see("OutcomeScreen", ("outcome", len(play.steps), play.trail))
        press(kiosk, "main")  # shows the why
        press(kiosk, "main")  # goes on
    return play


def journal(data: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the journal; nothing where there is none yet."""
    try:
        with closing(open_read(journal_file(data))) as base:
            return base.execute(question).fetchall()
    except RefusedError:
        return []


def visit(kiosk: Kiosk, press: Hand, *, hurry: str, at_install: Callable[[], None]) -> None:
    """Make a whole visit and see that nothing of it is left."""
    kiosk.ready("start")
    press(kiosk, "start")
    assert kiosk.see("ChooseScreen", ("choose", 0))["session"] == FRESH
    press(kiosk, "look")
    play = story(kiosk, press, hurry=hurry)
    kiosk.see("EndingScreen", ("ending", play.trail))
    press(kiosk, "main")
    kiosk.see("DebriefScreen", ("debrief", play.trail, 0))
    # From the moment the score is shown nothing takes it back.
    told = journal(kiosk.data, "SELECT verb, round(scaled * 100), loss, look, slow FROM play")
    assert told == [("completed", score(play), play.lost, "large", 0)]
    press(kiosk, "row-first")
    kiosk.see("ReplayScreen", ("replay", Debrief.of(play).rows[0].number, -1))
    press(kiosk, "main")
    kiosk.see("DebriefScreen", ("debrief", play.trail, 0))
    press(kiosk, "main")
    for number in range(3):
        kiosk.see("QuizScreen", ("quiz", number, None))
        press(kiosk, "answer-genuine" if number % 2 else "answer-scam")
        kiosk.see("QuizScreen")
        press(kiosk, "main")
    kiosk.see("GradeScreen", ("grade", 3))
    press(kiosk, "slow")  # no sooner: all that may be said of a story would be made slower ahead
    known = kiosk.see("GradeScreen", ("grade", 3))["session"]
    assert known == {"plays": 1, "answers": 3, "slow": True, "look": "LARGE", "volume": 3}
    press(kiosk, "main")
    kiosk.see("InstallScreen", "install")
    kiosk.ready()
    at_install()
    press(kiosk, "main")
    assert kiosk.see("AttractScreen", "attract")["session"] == FRESH
    after = "SELECT install > 0, (SELECT count(*) FROM answer WHERE stage = 'after') FROM play"
    kiosk.until(lambda: journal(kiosk.data, after) == [(1, 3)], "the end of the visit being noted")
