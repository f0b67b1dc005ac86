"""Which sounds of the place each screen asks for, and what 静音 does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pygame
import pytest

from kiosk import composition
from kiosk.engine import window
from kiosk.engine.loop import Loop
from kiosk.engine.window import Input, KeyHit, Muted, SoundDevices
from kiosk.review.plays import plays_to_everywhere
from kiosk.scenario.model import Channel, Control, Scene
from kiosk.screens.kit import Kit, Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.screens.scene import SceneScreen
from kiosk.settings import Settings
from kiosk.speech import SILENCE, SoundEffect, Sounding
from kiosk.visit.play import Play
from tests.driven_loop import FakeVoice
from tests.kits import stories

SIZE = (1366, 768)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return composition.make_kit(SIZE, stories(), Settings())


def scenes(kit: Kit) -> Iterator[SceneScreen]:
    for story in kit.deck.scenarios:
        for play in plays_to_everywhere(story):
            if isinstance(play.position, Scene):
                yield SceneScreen(kit, Session(1), play=play)


def kinds(wanted: frozenset[Sounding]) -> set[SoundEffect]:
    return {one.sound for one in wanted}


def test_a_ringing_telephone_rings_until_the_choices_stand_there(kit: Kit) -> None:
    ringing = [s for s in scenes(kit) if s.scene.device.ringing]
    assert len(ringing) >= 3
    for screen in ringing:
        assert kinds(screen.sounds) == {SoundEffect.RING}
        assert screen.said().sounds in (screen.sounds, SILENCE)  # it doesn't begin anew at a line
        assert screen.hurried().sounds == SILENCE


def test_each_message_of_somebody_else_chimes_once(kit: Kit) -> None:
    chimed = 0
    for start in scenes(kit):
        screen = start
        if screen.scene.channel not in (Channel.CHAT, Channel.SMS):
            continue
        asked: list[Sounding] = []
        for line in screen.scene.lines:
            others = line.speaker not in ("旁白", "我")
            assert kinds(screen.sounds) == ({SoundEffect.MESSAGE} if others else set())
            asked += screen.sounds
            screen = screen.said()
        assert len(asked) == len(set(asked))
        chimed += len(asked)
    assert chimed > 5


def test_other_channels_are_quiet(kit: Kit) -> None:
    for screen in scenes(kit):
        if screen.scene.channel in (Channel.WEB, Channel.BANK_APP, Channel.FACE_TO_FACE):
            assert screen.sounds == SILENCE


def test_hanging_up_is_heard_and_no_other_choice(kit: Kit) -> None:
    heard = set()
    for screen in scenes(kit):
        for index, choice in enumerate(screen.scene.choices):
            after: Play = screen.play.choose(index)
            wanted = OutcomeScreen(kit, Session(1), play=after).sounds
            assert (kinds(wanted) == {SoundEffect.HANG_UP}) == (choice.control is Control.HANG_UP)
            heard |= wanted
    assert len(heard) > 3  # each hanging up is an occasion of its own


@pytest.mark.parametrize(
    ("wanted", "open_now", "found"),
    [
        (False, True, set()),
        (True, True, {SoundEffect.MUSIC}),
        (True, False, set()),
    ],
)
def test_music_is_for_sites_that_want_it_in_their_hours(
    kit: Kit,
    wanted: bool,  # noqa: FBT001  one of two cases
    open_now: bool,  # noqa: FBT001  as above
    found: set[SoundEffect],
) -> None:
    screen = kit.flow.attract(0.0)
    decided = replace(kit.settings, attract_music=wanted)
    screen = replace(screen, kit=replace(kit, settings=decided, open_now=lambda: open_now))
    assert kinds(screen.sounds) == found


@dataclass
class Voice(FakeVoice):
    """Notes the news of devices, too."""

    speaking: bool = True
    volume: float = -1.0
    devices: list[bool] = field(default_factory=list)

    def devices_changed(self, *, gone: bool) -> None:
        self.devices.append(gone)


@pytest.fixture
def loop(kit: Kit) -> Iterator[tuple[Loop, Voice, list[Input]]]:
    pygame.display.init()
    pygame.font.init()
    inputs: list[Input] = []
    voice = Voice()

    def taken() -> list[Input]:
        found, inputs[:] = [*inputs], []
        return found

    canvas = pygame.display.set_mode(SIZE)
    yield (
        Loop(
            canvas,
            composition.make_surfaces(kit),
            kit.flow.attract,
            voice,
            volume=lambda: 0.8,
            clock=lambda: 100.0,
            source=taken,
        ),
        voice,
        inputs,
    )
    pygame.display.quit()


def test_f8_mutes_and_the_next_f8_brings_the_level_back(
    loop: tuple[Loop, Voice, list[Input]],
) -> None:
    stage, voice, inputs = loop
    stage.step()
    usual = voice.volume
    assert usual == pytest.approx(0.8 * 0.85)
    inputs.append(Muted())
    stage.step()
    assert voice.volume == 0
    inputs.append(KeyHit("+"))  # a visitor can't undo it
    stage.step()
    assert voice.volume == 0
    inputs.append(Muted())
    stage.step()
    assert voice.volume == pytest.approx(usual)


def test_news_of_sound_devices_reaches_the_voice(
    loop: tuple[Loop, Voice, list[Input]],
) -> None:
    stage, voice, inputs = loop
    inputs += [SoundDevices(gone=True), SoundDevices(gone=False)]
    stage.step()
    assert voice.devices == [True, False]


def test_keys_and_devices_come_in_as_inputs() -> None:
    pygame.display.init()
    pygame.display.set_mode((20, 20))
    pygame.event.clear()
    given = [
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F8, mod=0),
        pygame.event.Event(pygame.AUDIODEVICEREMOVED, which=1, iscapture=0),
        pygame.event.Event(pygame.AUDIODEVICEADDED, which=1, iscapture=0),
        pygame.event.Event(pygame.AUDIODEVICEREMOVED, which=2, iscapture=1),
    ]
    for event in given:
        pygame.event.post(event)
    found = [i for i in window.inputs() if isinstance(i, Muted | SoundDevices)]
    pygame.display.quit()
    assert found == [Muted(), SoundDevices(gone=True), SoundDevices(gone=False)]
