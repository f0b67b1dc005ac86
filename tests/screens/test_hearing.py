"""A whole visit can be made by ear and keypad: what is shown is said, and what can be pressed too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.review import gallery
from kiosk.review.plays import best_and_worst
from kiosk.scenario.spoken import NUMBERS
from kiosk.screens import caption_bar
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.scene import SceneScreen
from kiosk.screens.visit_screen import VisitScreen
from kiosk.settings import Settings
from kiosk.speech import Heard, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Panel, Text
from kiosk.ui.screen import Comfort, Screen, View
from kiosk.ui.theme import Look
from kiosk.visit.play import Play
from tests.kits import TODAY, WIDE, sampled

EVERY_CHANNEL = Path(__file__).parent / "every_channel.yaml"
NOW = 1000.0
HURRIES = {"show-all", "device"}
"""Only for those who read faster than is spoken: the same comes by itself."""


def said(screen: Screen) -> str:
    """Give all that is said on a screen, as it is said."""
    return "／".join(one.say or one.text for one in screen.script)


def heard_through(screen: Screen) -> Screen:
    """Give the screen when everything on it has been said."""
    while screen.utterance is not None:
        screen = screen.tick(NOW, Heard(screen.utterance, done=True))
    return screen


@cache
def channel_kit() -> Kit:
    """Give a kit of the one story in which every channel and every form comes up."""
    composition.drawing_without_display()
    return composition.make_kit(
        WIDE, composition.open_stories([EVERY_CHANNEL], None, TODAY), Settings()
    )


@pytest.fixture(params=["sample", "channels"])
def kit(request: pytest.FixtureRequest) -> Kit:
    return sampled(WIDE)[0] if request.param == "sample" else channel_kit()


def test_every_key_that_does_something_is_told_by_the_voice(kit: Kit) -> None:
    silent = []
    for name, screen in gallery.states(kit):
        if not isinstance(screen, VisitScreen):
            continue
        told = said(screen.keyed())
        for target in heard_through(screen).view(NOW, Heard()).targets:
            if target.name in HURRIES:
                continue
            for key in target.keys:
                number = NUMBERS[int(key) - 1] if key in "123456" else ""
                ways = (f"／{number}，", f"／{number}。", f"按{number}，", f"按{number}。")
                if number and not any(way in f"／{told}" for way in ways):
                    silent.append(f"{name}：{key}")
                if key == "enter" and "回车" not in told and "按二" not in told:
                    silent.append(f"{name}：{key}")
    assert silent == []


def test_a_scene_read_to_its_end_stands_open_and_silent(kit: Kit) -> None:
    for story in kit.deck.scenarios:
        screen = heard_through(kit.flow.story(Session(seed=1), story, NOW))
        assert isinstance(screen, SceneScreen)
        assert screen.open


def outcome(kit: Kit) -> OutcomeScreen:
    """Give the outcome of the first choice of a story that costs money."""
    for story in kit.deck.scenarios:
        _, worst = best_and_worst(story)
        play = Play.begin(story)
        for step in worst.steps:
            while play.position is not step.scene:
                play = play.go_on()
            if step.choice.loss:
                found = kit.flow.outcome(Session(seed=1), play, step.index, NOW)
                assert isinstance(found, OutcomeScreen)
                return found
            play = play.choose(step.index)
    pytest.fail("no story costs money")


def test_money_that_goes_is_told_between_what_happened_and_why(kit: Kit) -> None:
    screen = outcome(kit)
    pieces = (one.text for one in screen.script[: screen.index_of("why") + 1])
    happened, money, *leaked, verdict, reason, why = pieces
    assert reason == kit.words("say.why")
    assert kit.words(f"verdict.{screen.step.choice.verdict.en}") in verdict
    choice = screen.step.choice
    assert (happened, why) == (choice.consequence, choice.why)
    assert str(choice.loss) in money
    assert str(screen.play.kept) in money
    assert len(leaked) == bool(choice.leaks)
    assert all(leak in told for leak in choice.leaks for told in leaked)


def test_the_why_opens_with_the_verdict_and_not_before(kit: Kit) -> None:
    screen: Screen = outcome(kit)
    opened = []
    while screen.utterance is not None:
        assert isinstance(screen, OutcomeScreen)
        opened.append((screen.piece_name == "verdict", screen.open))
        screen = screen.tick(NOW, Heard(screen.utterance, done=True))
    before = opened.index((True, True))
    assert before > 0
    assert opened[:before] == [(False, False)] * before
    assert set(opened[before + 1 :]) == {(False, True)}


def debrief(kit: Kit) -> DebriefScreen:
    story = next(s for s in kit.deck.scenarios if best_and_worst(s)[1].leaks)
    screen = kit.flow.debrief(Session(seed=1), best_and_worst(story)[1], 60)
    assert isinstance(screen, DebriefScreen)
    return screen


def test_the_debrief_tells_and_shows_what_was_given_away_and_the_law(kit: Kit) -> None:
    screen = debrief(kit)
    pages = [replace(screen, page=page) for page in range(screen.page_count)]
    told = "".join(said(page) for page in pages)
    shown = "".join(
        item.paragraph.text
        for page in pages
        for item in page.view(NOW, Heard()).items
        if hasattr(item, "paragraph")
    )
    law = next(law for law in kit.catalogue.laws if law.id == screen.debrief.law[0])
    for words in ("、".join(screen.debrief.leaks), law.paraphrase):
        assert words in told
        assert words in shown


def test_the_debrief_tells_every_step_with_its_verdict_and_the_key_that_opens_it(kit: Kit) -> None:
    screen = debrief(kit)
    for page in range(screen.page_count):
        one = replace(screen, page=page)
        for target in one.view(NOW, Heard()).targets:
            if target.name.startswith("row-"):
                told = next(
                    u.text for u in one.script if f"第{target.name[4:]}步，您选了" in u.text
                )
                assert told.startswith(f"{NUMBERS[int(target.keys[0]) - 1]}，")
                assert target.label in told


# What is pressed in the bar ----------------------------------------------------------------------


def scene(kit: Kit) -> SceneScreen:
    screen = kit.flow.story(Session(seed=1), kit.deck.scenarios[0], NOW)
    assert isinstance(screen, SceneScreen)
    return screen


def press(screen: Screen, key: str) -> VisitScreen:
    target = screen.view(NOW, Heard()).target_for(key)
    assert target is not None
    after = target.then(NOW)
    assert isinstance(after, VisitScreen)
    return after


@pytest.mark.parametrize("key", ["/", "*", "+", "-"])
def test_a_helper_says_what_it_did_and_then_the_piece_goes_on(kit: Kit, key: str) -> None:
    before = scene(kit)
    after = press(before, key)
    assert after.utterance is not None
    assert after.utterance.id.startswith("界面/say.")
    assert after.tick(NOW, Heard(before.utterance, done=True)) is after
    onward = after.tick(NOW, Heard(after.utterance, done=True))
    assert onward.utterance == before.utterance
    assert onward.piece == before.piece


def test_the_same_helper_pressed_again_says_something_else(kit: Kit) -> None:
    screen: VisitScreen = scene(kit)
    told = []
    for key in "//***":
        screen = press(screen, key)
        assert screen.utterance is not None
        told.append(screen.utterance.text)
    assert len(set(told)) == len(told)


def test_a_helper_is_heard_also_when_all_has_been_said(kit: Kit) -> None:
    after = press(heard_through(scene(kit)), "/")
    assert after.utterance is not None
    assert after.tick(NOW, Heard(after.utterance, done=True)).utterance is None


def test_silence_says_nothing(kit: Kit) -> None:
    screen = replace(scene(kit), session=Session(seed=1, comfort=Comfort(volume=1)))
    assert press(screen, "-").utterance == screen.utterance


def test_who_goes_on_meanwhile_hears_no_more_of_the_helper(kit: Kit) -> None:
    slow = press(scene(kit).keyed(), "/")
    assert isinstance(slow, SceneScreen)
    assert slow.hurried().utterance == slow.script[len(slow.scene.lines)]
    again = press(slow, "0")
    assert again.utterance is not None
    assert again.utterance.text == slow.script[0].text


def test_the_helper_spoken_of_is_lit_and_no_word_of_the_story_is(kit: Kit) -> None:
    screen = press(scene(kit), "/")
    colour = screen.theme.colours.spoken
    heard = Heard(screen.utterance, (0, 3), 3)
    view = screen.view(NOW, heard)
    lit = [i.box for i in view.items if isinstance(i, Panel) and i.colour == colour]
    (helper,) = [t.box for t in view.targets if t.name == "slow"]
    assert helper in lit
    # What else is lit are the helper's words, in the head line.
    assert all(box == helper or box.bottom <= screen.body.y for box in lit)


# What the interface says is written while it is said ---------------------------------------------


def written(view: View) -> str:
    return "／".join(item.paragraph.text for item in view.items if isinstance(item, Text))


def test_a_hint_is_written_in_the_head_line_as_long_as_it_is_said(kit: Kit) -> None:
    screen = heard_through(scene(kit))
    assert isinstance(screen, SceneScreen)
    screen = screen.keyed()
    (at,) = (n for n, one in enumerate(screen.pieces) if one.name in {"go on", "how to choose"})
    screen = replace(screen, piece=at)
    title = screen.play.scenario.title
    said = screen.script[at]
    before = written(screen.view(NOW, Heard()))
    meanwhile = written(screen.view(NOW, Heard(said, (0, 1), 1)))
    after = written(screen.view(NOW, Heard(said, (0, len(said.text)), len(said.text), done=True)))
    assert (said.text in before, title in before) == (False, True)
    assert (said.text in meanwhile, title in meanwhile) == (True, False)
    assert after == before


def test_which_step_it_is_stands_beside_the_title_and_is_lit_there(kit: Kit) -> None:
    walked = (screen for _, screen in gallery.states(kit))
    touched = next(s for s in walked if isinstance(s, SceneScreen) and s.open and s.scene.choices)
    screen = replace(touched.from_piece("step"), session=replace(touched.session, keyed=True))
    said = screen.script[screen.piece]
    still, meanwhile = screen.view(NOW, Heard()), screen.view(NOW, Heard(said, (0, 3), 3))
    assert said.text.rstrip("。") in written(still)
    assert written(meanwhile) == written(still)
    colour = screen.theme.colours.spoken
    lit = [i.box for i in meanwhile.items if isinstance(i, Panel) and i.colour == colour]
    assert lit
    assert all(box.bottom <= screen.body.y for box in lit)


def test_a_hint_too_long_for_the_head_line_is_written_clause_by_clause(kit: Kit) -> None:
    composer = Composer(kit.fonts, kit.theme(Look.LARGE))
    text = "您好，有空吗？点一下屏幕，三分钟，试试看。"
    room = Box(0, 0, kit.theme(Look.LARGE).scale.choice * 8, kit.theme(Look.LARGE).scale.choice * 2)
    pages: list[str] = []
    for upto in range(len(text)):
        drawn = caption_bar.draw(
            composer, room, Heard(Utterance("界面/x", text), (upto, upto + 1), upto + 1)
        )
        (page,) = [item.paragraph.text for item in drawn.front if isinstance(item, Text)]
        assert text[upto] in page
        if page not in pages:
            pages.append(page)
    assert "".join(pages) == text
    assert len(pages) > 1
    assert all(page[-1] in "，。？！" for page in pages)


def test_what_stands_on_the_screen_is_not_written_twice(kit: Kit) -> None:
    screen = scene(kit)
    line = screen.script[0]
    assert written(screen.view(NOW, Heard(line, (0, 1), 1))).count(line.text[:4]) <= 2
    assert screen.play.scenario.title in written(screen.view(NOW, Heard(line, (0, 1), 1)))


@pytest.mark.parametrize("muted", [True, False])
def test_a_kiosk_that_is_muted_shows_it_on_the_helper_of_the_volume(kit: Kit, muted: bool) -> None:  # noqa: FBT001
    view = scene(kit).view(NOW, Heard(muted=muted))
    assert ("静音" in written(view)) is muted
    signs = {item.name for item in view.items if isinstance(item, Art)}
    assert ("icons/volume-off" in signs) is muted


def test_a_volume_of_nothing_shows_the_same_sign(kit: Kit) -> None:
    screen = replace(scene(kit), session=Session(seed=1, comfort=Comfort(volume=0)))
    assert "静音" in written(screen.view(NOW, Heard()))
