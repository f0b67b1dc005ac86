"""What has no room beside the choices stands on pages: one press away, spoken, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.review import gallery
from kiosk.screens.kit import Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.speech import Heard
from kiosk.ui.items import Text
from kiosk.ui.screen import Screen, Target
from kiosk.ui.text.clauses import clauses
from kiosk.ui.theme import Look
from tests.driven_loop import BEGAN
from tests.kits import FINE, SMALL, sampled, shared, walked


def states() -> list[Screen]:
    return [screen for _, screen in walked(SMALL, Look.LARGE)]


def turn(screen: Screen) -> Target | None:
    return screen.view(BEGAN, Heard()).target_for("5")


def turned(screen: Screen) -> Iterator[Screen]:
    """Give a screen and those that turning its pages leads to, until the first comes again."""
    seen = []
    while (written := words(screen)) not in seen:
        seen.append(written)
        yield screen
        target = turn(screen)
        if target is None:
            return
        screen = target.then(BEGAN)


def words(screen: Screen) -> str:
    items = screen.view(BEGAN, Heard()).items
    return "".join(item.paragraph.text for item in items if isinstance(item, Text))


def opened() -> list[SceneScreen]:
    """Give the scenes that have pages, on the last of them: all their lines have been said."""
    scenes = [one for one in states() if isinstance(one, SceneScreen) and one.open]
    return [one for one in scenes if turn(one) is not None and one.piece >= len(one.scene.lines)]


def said_there(screen: Screen) -> Iterator[tuple[str, str]]:
    """Give each clause of what is being said, with all that is written while it is."""
    said = screen.utterance
    assert said is not None
    upto = 0
    for clause in clauses(said.text):
        upto += len(clause)
        yield clause, words(screen.tick(BEGAN, Heard(said, (0, upto), upto)))


def test_every_line_of_a_scene_is_reached_by_turning() -> None:
    screens = opened()
    assert screens
    for screen in screens:
        pages = list(turned(screen))
        written = "".join(words(page) for page in pages)
        for page in pages[1:]:
            # A line longer than its page goes on with the voice.
            assert all(clause in there for clause, there in said_there(page))
        assert all(clauses(line.text)[0] in written for line in screen.scene.lines)


def test_turning_to_a_page_says_its_words() -> None:
    for screen in opened():
        for page in list(turned(screen))[1:]:
            assert isinstance(page, SceneScreen)
            assert page.utterance is not None
            assert page.utterance.text in {line.text for line in screen.scene.lines}


def test_the_page_follows_the_voice_to_the_last_line() -> None:
    for screen in opened():
        at: Screen = replace(screen, piece=0)
        for line in screen.scene.lines:
            assert all(clause in there for clause, there in said_there(at))
            assert at.utterance is not None
            assert at.utterance.text == line.text
            at = at.tick(BEGAN, Heard(at.utterance, done=True))
        assert words(at) == words(screen)


def test_what_can_be_turned_is_told() -> None:
    told = sampled(SMALL)[0].words.spoken("say.press_earlier")
    assert all(told in screen.script for screen in opened())


def test_until_the_choices_come_their_room_is_the_words() -> None:
    fewer = 0
    for screen in opened():
        last = replace(screen, open=False, piece=len(screen.scene.lines) - 1)
        before, beside = max(1, len(last.word_pages)), len(screen.word_pages)
        assert before <= beside
        fewer += before < beside
    assert fewer


def test_every_cue_is_named_on_some_page() -> None:
    paged = 0
    for screen in states():
        if not isinstance(screen, OutcomeScreen | ReplayScreen):
            continue
        if isinstance(screen, OutcomeScreen) and not screen.open:
            continue
        pages = list(turned(screen))
        paged += len(pages) > 1
        written = "".join(words(page) for page in pages)
        notes = [cue.note for line in screen.scene.lines for cue in line.cues]
        assert all(note in written for note in notes)
    assert paged


def test_a_cue_stands_on_the_page_that_is_shown_while_it_is_named() -> None:
    for screen in states():
        if not isinstance(screen, OutcomeScreen | ReplayScreen):
            continue
        for at, piece in enumerate(screen.script):
            for cue in (cue for line in screen.scene.lines for cue in line.cues):
                told = {"words": cue.words, "technique": cue.technique, "note": cue.note}
                if piece.text == screen.kit.words("say.cue", **told):
                    page: VisitScreen = replace(screen, piece=at)
                    if isinstance(page, OutcomeScreen):
                        page = replace(page, open=True)
                    assert cue.note in words(page)


def test_of_a_step_seen_again_every_message_is_read_on_some_page() -> None:
    kit = shared(FINE)[0]
    # Where its step is lit whole, the transfer before it has no room on the phone.
    story = next(one for one in kit.deck.scenarios if one.id == "shuadan")
    again = [
        screen
        for _, screen in gallery.story_states(kit, Session(seed=7), story)
        if isinstance(screen, ReplayScreen)
    ]
    assert again
    for screen in again:
        assert not screen.view(BEGAN, Heard()).left_out, screen.identity
