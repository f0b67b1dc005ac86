"""The rules of the loop: release acts, a new target is deaf, nobody there goes home, faults too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pygame
import pytest

from kiosk import composition
from kiosk.engine.loop import DEAF_SECONDS, FRAME_SECONDS, MOST_FAULTS, Loop
from kiosk.engine.painter import Painter
from kiosk.engine.window import Exposed, KeyHit, Muted, Pressed, Quit, Released, SoundDevices
from kiosk.screens.attract import AttractScreen
from kiosk.screens.choose import ChooseScreen
from kiosk.screens.help import HelpScreen
from kiosk.screens.install import InstallScreen
from kiosk.screens.kit import Session
from kiosk.screens.scene import SceneScreen
from kiosk.screens.still_there import StillThereScreen
from kiosk.speech import Heard, Utterance
from kiosk.ui.items import Art
from kiosk.ui.screen import View
from tests.driven_loop import BEGAN, DrivenLoop, FakeVoice
from tests.kits import kit


@pytest.fixture
def stage(canvas: pygame.Surface) -> DrivenLoop:
    return DrivenLoop(canvas, kit())


@pytest.fixture
def choosing(stage: DrivenLoop) -> DrivenLoop:
    stage.tap("start")
    assert isinstance(stage.screen, ChooseScreen)
    return stage


def test_a_touch_acts_when_the_finger_is_lifted(choosing: DrivenLoop) -> None:
    choosing.settle()
    choosing.down("help")
    assert isinstance(choosing.screen, ChooseScreen)
    choosing.up("help")
    assert isinstance(choosing.screen, HelpScreen)


def test_a_finger_that_slides_to_another_target_does_nothing(choosing: DrivenLoop) -> None:
    choosing.settle()
    choosing.down("help")
    choosing.up("story-1")
    assert isinstance(choosing.screen, ChooseScreen)
    # Nor does the lifted finger leave anything behind.
    choosing.up("help")
    assert isinstance(choosing.screen, ChooseScreen)


def test_a_finger_that_slides_off_everything_does_nothing(choosing: DrivenLoop) -> None:
    choosing.settle()
    choosing.down("help")
    choosing.frame(Released(1, 1))
    assert isinstance(choosing.screen, ChooseScreen)


def test_a_finger_that_came_down_before_another_screen_was_shown_does_nothing(
    choosing: DrivenLoop,
) -> None:
    choosing.settle()
    choosing.down("help")
    for name in ("help", "main"):  # somebody presses keys meanwhile: there and back again
        choosing.key(choosing.target(name).keys[0])
    assert isinstance(choosing.screen, ChooseScreen)
    choosing.settle()
    choosing.up("help")
    assert isinstance(choosing.screen, ChooseScreen)


def test_a_finger_lifted_without_having_come_down_does_nothing(choosing: DrivenLoop) -> None:
    choosing.settle()
    choosing.up("help")
    assert isinstance(choosing.screen, ChooseScreen)


def test_the_pressed_target_is_outlined_until_the_finger_is_lifted(choosing: DrivenLoop) -> None:
    choosing.settle()
    box = choosing.target("help").box
    assert box is not None
    corner = (box.x + box.w // 2, box.y + 2)
    before = choosing.canvas.get_at(corner)
    choosing.down("help")
    assert choosing.canvas.get_at(corner) != before
    choosing.frame(Released(1, 1))
    choosing.frame()
    assert choosing.canvas.get_at(corner) == before


def test_what_is_no_button_to_the_eye_is_not_outlined(choosing: DrivenLoop) -> None:
    choosing.tap("story-1")
    choosing.frame(after=DEAF_SECONDS + 0.01)  # and no more: a line is told a frame here
    for name, marks in (("device", 0), ("help", 1)):
        choosing.down(name)
        shown = choosing.loop._painter._shown
        assert shown is not None
        assert len(shown.items) - len(choosing.loop._view.items) == marks, name
        choosing.frame(Released(-1, -1))


@pytest.mark.parametrize("by_key", [False, True])
def test_a_new_screen_hears_nothing_for_a_moment(stage: DrivenLoop, by_key: bool) -> None:  # noqa: FBT001
    stage.tap("start")
    screen = stage.frame()
    box = stage.target("story-1").box
    assert box is not None
    hits = [KeyHit("1")] if by_key else [Pressed(*box.centre), Released(*box.centre)]
    assert stage.frame(*hits, after=DEAF_SECONDS / 2).identity == screen.identity
    assert isinstance(stage.frame(*hits, after=DEAF_SECONDS), SceneScreen)


def test_a_double_tap_doesnt_choose_what_it_didnt_see(stage: DrivenLoop) -> None:
    stage.settle()
    centre = pygame.Rect(0, 0, *stage.kit.size).center
    stage.frame(Pressed(*centre), Released(*centre), Pressed(*centre), Released(*centre))
    assert isinstance(stage.screen, ChooseScreen)
    stage.frame(Pressed(*centre), Released(*centre), after=0.1)
    assert isinstance(stage.screen, ChooseScreen)


def test_taps_that_waited_while_a_slow_machine_drew_choose_nothing(
    stage: DrivenLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.settle()
    at = pygame.Rect(0, 0, *stage.kit.size).center
    real = Painter.paint

    def slowly(painter: Painter, view: View) -> object:
        stage.now += 2 * DEAF_SECONDS
        return real(painter, view)

    monkeypatch.setattr(Painter, "paint", slowly)
    stage.frame(Pressed(*at), Released(*at))
    shown = stage.screen
    assert isinstance(shown, ChooseScreen)
    assert any(one.box is not None and one.box.holds(*at) for one in stage.loop._view.targets)
    stage.frame(Pressed(*at), Released(*at), Pressed(*at), Released(*at), after=0.001)
    assert stage.screen.identity == shown.identity
    assert isinstance(stage.frame(Pressed(*at), Released(*at), after=DEAF_SECONDS), SceneScreen)


def test_two_touches_in_one_frame_both_count(choosing: DrivenLoop) -> None:
    choosing.settle()
    target = choosing.target("volume")
    assert target.box is not None
    once = target.then(choosing.now)
    again = next(one for one in once.view(choosing.now, Heard()).targets if one == target)
    choosing.frame(*2 * (Pressed(*target.box.centre), Released(*target.box.centre)))
    assert once.comfort.volume != choosing.screen.comfort.volume
    assert choosing.screen.comfort == again.then(choosing.now).comfort


def test_choices_that_appear_under_a_finger_dont_hear_it_at_once(choosing: DrivenLoop) -> None:
    voice = choosing.voice
    voice.speaking = True
    choosing.tap("story-1")
    scene = choosing.screen
    assert isinstance(scene, SceneScreen)
    while "show-all" not in choosing.names() or not scene.scene.choices:
        choosing.key("enter")
        scene = choosing.screen
        assert isinstance(scene, SceneScreen)
    choosing.key("enter")
    choosing.frame()
    shown = choosing.screen.identity
    assert choosing.frame(KeyHit("1"), after=0.05).identity == shown
    assert choosing.frame(KeyHit("1"), after=DEAF_SECONDS).identity != shown


def test_two_keys_in_one_frame_are_both_heard(choosing: DrivenLoop) -> None:
    choosing.settle()
    quiet = choosing.screen.session.comfort.volume
    choosing.frame(KeyHit("-"), KeyHit("-"))
    assert choosing.screen.session.comfort.volume == quiet - 2


def test_a_key_without_a_target_does_nothing(choosing: DrivenLoop) -> None:
    before = choosing.screen
    choosing.settle()
    assert choosing.frame(KeyHit("9")).identity == before.identity


def test_nobody_there_is_asked_and_then_the_visit_is_gone(choosing: DrivenLoop) -> None:
    choosing.tap("slow")
    choosing.frame()
    choosing.frame(after=choosing.kit.settings.idle_seconds - 1)
    assert isinstance(choosing.screen, ChooseScreen)
    choosing.frame(after=1.1)
    assert isinstance(choosing.screen, StillThereScreen)
    choosing.frame(after=choosing.kit.settings.countdown_seconds - 1)
    assert isinstance(choosing.screen, StillThereScreen)
    choosing.frame(after=1.1)
    assert isinstance(choosing.screen, AttractScreen)
    assert choosing.screen.session.visit == Session(0).visit
    assert not choosing.screen.session.comfort.slow


def test_somebody_there_goes_on_where_they_were(choosing: DrivenLoop) -> None:
    choosing.tap("story-1")
    before = choosing.screen
    choosing.frame()
    choosing.frame(after=choosing.kit.settings.idle_seconds)
    assert isinstance(choosing.screen, StillThereScreen)
    choosing.key("0")
    assert choosing.screen.identity == before.identity


def test_a_touch_resets_the_clock(choosing: DrivenLoop) -> None:
    choosing.settle()
    for _ in range(3):
        choosing.frame(Pressed(1, 1), Released(1, 1), after=choosing.kit.settings.idle_seconds - 1)
    assert isinstance(choosing.screen, ChooseScreen)


def test_speech_resets_the_clock(choosing: DrivenLoop) -> None:
    choosing.voice.speaking = True
    choosing.tap("replay")
    choosing.frame()
    for _ in range(3):
        choosing.frame(after=choosing.kit.settings.idle_seconds - 1)
    choosing.frame(after=choosing.kit.settings.idle_seconds - 1)
    assert isinstance(choosing.screen, ChooseScreen)


def test_the_install_page_waits_longer(choosing: DrivenLoop) -> None:
    choosing.loop._go(choosing.kit.flow.install(choosing.screen.session), choosing.now)
    choosing.frame()
    assert choosing.kit.settings.install_idle_seconds > choosing.kit.settings.idle_seconds
    choosing.frame(after=choosing.kit.settings.install_idle_seconds - 1)
    assert isinstance(choosing.screen, InstallScreen)
    choosing.frame(after=1.1)
    assert isinstance(choosing.screen, StillThereScreen)


def test_attract_is_never_asked_whether_it_is_there(stage: DrivenLoop) -> None:
    stage.frame(after=100_000)
    assert isinstance(stage.screen, AttractScreen)


class BrokenScreen(ChooseScreen):
    """A screen that can't be drawn."""

    def view(self, *_: object) -> None:  # type: ignore[override]
        raise ZeroDivisionError("three in the afternoon")


def test_a_fault_leads_to_attract_and_is_told(choosing: DrivenLoop) -> None:
    broken = BrokenScreen(choosing.kit, choosing.screen.session)
    choosing.loop._go(broken, choosing.now)
    choosing.frame()
    assert isinstance(choosing.screen, AttractScreen)
    assert [type(screen) for screen in choosing.faults] == [BrokenScreen]
    # And the kiosk goes on.
    choosing.tap("start")
    assert isinstance(choosing.screen, ChooseScreen)


def test_a_fault_in_what_a_target_does_leads_to_attract(choosing: DrivenLoop) -> None:
    def explode(_now: float) -> ChooseScreen:
        raise KeyError("no such story")

    choosing.settle()
    target = replace(choosing.target("help"), then=explode)
    choosing.loop._view = replace(choosing.loop._view, targets=(target,))
    box = target.box
    assert box is not None
    choosing.frame(Pressed(*box.centre), Released(*box.centre))
    assert isinstance(choosing.screen, AttractScreen)


def test_faults_without_end_are_let_go_for_a_new_process(stage: DrivenLoop) -> None:
    stage.loop._home = lambda _now: BrokenScreen(stage.kit, Session(0))
    stage.loop.screen = BrokenScreen(stage.kit, Session(0))
    for _ in range(MOST_FAULTS):
        stage.frame()
    with pytest.raises(ZeroDivisionError):
        stage.frame()


def test_a_window_that_was_covered_is_drawn_anew(choosing: DrivenLoop) -> None:
    choosing.voice.speaking = True
    choosing.frame()
    drawn = bytes(pygame.image.tobytes(choosing.canvas, "RGB"))
    choosing.canvas.fill((1, 1, 1))
    choosing.frame(Exposed())
    assert bytes(pygame.image.tobytes(choosing.canvas, "RGB")) == drawn


def test_it_ends_when_asked(stage: DrivenLoop) -> None:
    stage.frame(Quit())
    assert stage.loop.ended


def test_muted_nothing_is_heard_until_the_key_comes_again(stage: DrivenLoop) -> None:
    loud = stage.voice.volume
    assert loud > 0
    stage.frame(Muted())
    assert stage.voice.volume == 0
    stage.frame(Muted())
    assert stage.voice.volume == loud


def test_a_mute_that_was_forgotten_ends_by_itself(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit())
    stage.loop._mute_seconds = lambda: 100.0
    loud = stage.voice.volume
    stage.frame(Muted())
    stage.frame(after=90)
    assert stage.loop.muted
    assert stage.voice.volume == 0
    stage.frame(after=11)
    assert not stage.loop.muted
    assert stage.voice.volume == loud


def test_muted_attract_says_so_to_staff(stage: DrivenLoop) -> None:
    def written() -> str:
        return "".join(str(getattr(i, "paragraph", "")) for i in stage.loop._view.items)

    assert "静音" not in written()
    stage.frame(Muted())
    stage.frame()
    assert "静音" in written()


def test_muted_the_visitor_sees_that_nothing_can_be_heard(choosing: DrivenLoop) -> None:
    def pictures() -> set[str]:
        return {item.name for item in choosing.loop._view.items if isinstance(item, Art)}

    choosing.settle()
    heard = pictures()
    choosing.frame(Muted())
    choosing.settle()
    assert pictures() - heard == {"icons/volume-off"}


def test_a_press_silences_what_was_being_said(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit(), FakeVoice(speaking=True))
    stage.tap("start")
    stage.frame()
    saying = stage.voice.wanted
    assert saying is not None
    stage.tap("story-1")
    assert stage.voice.wanted is not None
    assert stage.voice.wanted.id != saying.id


class Prepares(FakeVoice):
    """Notes which speech it is asked to make ready, and which news of devices it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: list[tuple[Utterance, ...]] = []
        self.gone: list[bool] = []

    def ahead(self, utterances: Iterable[Utterance]) -> None:
        self.ready.append(tuple(utterances))

    def devices_changed(self, *, gone: bool) -> None:
        self.gone.append(gone)


def test_what_a_screen_will_say_is_made_ready_when_it_comes(canvas: pygame.Surface) -> None:
    voice = Prepares()
    stage = DrivenLoop(canvas, kit(), voice)
    for name in ("start", "story-1"):
        voice.ready.clear()
        stage.tap(name)
        assert voice.ready == [tuple(stage.screen.upcoming_speech())]
        assert voice.ready[0]


def test_a_voice_that_comes_later_is_told_what_the_present_screen_will_say(
    choosing: DrivenLoop,
) -> None:
    voice = Prepares()
    choosing.loop.speak_with(voice)
    assert voice.ready == [tuple(choosing.screen.upcoming_speech())]
    choosing.frame()
    assert voice.wanted == choosing.screen.utterance


def test_news_of_sound_devices_reach_the_voice(canvas: pygame.Surface) -> None:
    voice = Prepares()
    stage = DrivenLoop(canvas, kit(), voice)
    stage.frame(SoundDevices(gone=True), SoundDevices(gone=False))
    assert voice.gone == [True, False]


def test_it_is_as_loud_as_the_site_wants_and_the_visitor_has_set(canvas: pygame.Surface) -> None:
    voice, own = FakeVoice(), kit()
    loop = Loop(
        canvas,
        composition.make_surfaces(own),
        own.flow.attract,
        voice,
        volume=lambda: 0.5,
        clock=lambda: BEGAN,
        source=list,
    )
    loop.step()
    assert voice.volume == 0.5 * loop.screen.comfort.loudness > 0


def test_words_are_lit_no_oftener_than_frames_are_shown_but_a_new_screen_never_waits(
    choosing: DrivenLoop,
) -> None:
    choosing.settle()
    choosing.frame(Exposed())
    choosing.loop.redraw()
    choosing.frame(after=FRAME_SECONDS / 4)
    choosing.loop.redraw()
    choosing.now += FRAME_SECONDS / 4
    assert not choosing.loop.step()
    choosing.now += FRAME_SECONDS
    assert choosing.loop.step()
    choosing.inputs.append(KeyHit(choosing.target("help").keys[0]))
    choosing.now += FRAME_SECONDS / 4
    assert choosing.loop.step()
    assert isinstance(choosing.screen, HelpScreen)


def test_what_a_press_brings_on_the_same_screen_never_waits_either(canvas: pygame.Surface) -> None:
    stage = DrivenLoop(canvas, kit(), FakeVoice(speaking=True))
    stage.tap("start")
    stage.tap("story-1")
    stage.settle()
    before = stage.screen
    stage.loop.redraw()
    stage.frame()
    stage.inputs.append(KeyHit(*stage.target("show-all").keys))
    stage.now += FRAME_SECONDS / 4
    assert stage.loop.step()
    assert stage.screen is not before
    assert stage.screen.identity == before.identity


def test_the_picture_of_a_new_screen_comes_before_what_it_may_say_later(
    canvas: pygame.Surface,
) -> None:
    pictures: list[bytes] = []

    class Looks(FakeVoice):
        def ahead(self, utterances: Iterable[Utterance]) -> None:  # noqa: ARG002
            pictures.append(pygame.image.tobytes(canvas, "RGB"))

    stage = DrivenLoop(canvas, kit(), Looks())
    stage.settle()
    pictures.clear()
    before = pygame.image.tobytes(canvas, "RGB")
    stage.tap("start")
    assert pictures == [pygame.image.tobytes(canvas, "RGB")]
    assert pictures != [before]
