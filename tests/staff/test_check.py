"""全部检查: what needs somebody is asked step by step, all else is looked at meanwhile, each with its light."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.composition import make_kit
from kiosk.doctor import Diagnosis, Health, Installation
from kiosk.doctor.examine import LOOKS as DOCTORS
from kiosk.engine.window import Pressed, Released
from kiosk.settings import Settings
from kiosk.speech import Heard, Utterance
from kiosk.staff import checkup as room
from kiosk.staff.checkup import Checkup, subjects
from kiosk.staff.gallery import DAY, desk_to_look_at
from kiosk.staff.machine import NoMachine
from kiosk.staff.screens.check import CheckScreen
from kiosk.staff.screens.check_steps import PAD, TRIED, KeypadStep, SoundStep, TouchStep
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.stick_look import stick
from tests.driven_loop import DrivenLoop, FakeVoice
from tests.kits import stories

PATIENCE = 30.0


class Ear(FakeVoice):
    """A voice with a device, or without one; each sentence is over in the frame after it began."""

    device = True

    def heard(self, now: float) -> Heard:
        heard = super().heard(now)
        return replace(heard, audible=self.device and heard.utterance is not None, done=False)

    def over(self) -> Heard:
        assert self.wanted is not None
        return Heard(self.wanted, done=True)


class Bench(DrivenLoop):
    """A loop that stands at the first step of 全部检查; what is looked at besides is the test's."""

    def __init__(
        self,
        canvas: pygame.Surface,
        looks: tuple[Callable[[Installation], Iterator[Diagnosis]], ...],
    ) -> None:
        self.ear, self.machine = Ear(), NoMachine()
        kit = make_kit(canvas.get_size(), stories(), Settings())
        super().__init__(canvas, kit, self.ear)
        desk = replace(desk_to_look_at(kit), machine=self.machine)
        menu = MenuScreen(kit, kit.flow.attract(0.0).session, desk=desk)
        self.checkup = Checkup(desk.installation, looks)
        step = TouchStep(kit, menu.session, desk=desk, opener=menu, checkup=self.checkup)
        self.loop._go(step, self.now)
        self.frame()

    def words(self) -> str:
        return "".join(str(getattr(item, "paragraph", "")) for item in self.loop._view.items)

    def say_all(self) -> None:
        """Let every sentence that is wanted be said."""
        screen = self.screen
        while isinstance(screen, SoundStep) and screen.utterance is not None:
            self.ear.wanted = screen.utterance
            screen = screen.tick(self.now, self.ear.heard(self.now))
            assert isinstance(screen, SoundStep)
            after = screen.tick(self.now, Heard(screen.utterance, done=True))
            assert isinstance(after, SoundStep)
            screen = after
        self.loop._go(screen, self.now)
        self.frame()


def good(_installation: Installation) -> Iterator[Diagnosis]:
    yield Diagnosis("data", "数据文件夹", Health.OK, "剩余 9 GB")


def bad(_installation: Installation) -> Iterator[Diagnosis]:
    yield Diagnosis("link", "二维码", Health.OK, "认得出来")
    yield Diagnosis("link", "二维码", Health.ERROR, "画错了", "换一张。")


@pytest.fixture
def bench(canvas: pygame.Surface) -> Bench:
    return Bench(canvas, (good, bad))


def test_what_is_looked_at_is_the_doctors() -> None:
    assert set(room.LOOKS) - {stick} <= set(DOCTORS)


def test_the_corners_of_the_very_screen_are_tapped(bench: Bench) -> None:
    width, height = bench.kit.size
    for x, y in ((1, 1), (width - 2, 1), (1, height - 2), (width - 2, height - 2)):
        assert isinstance(bench.screen, TouchStep)
        bench.settle()
        bench.frame(Pressed(x, y))
        bench.frame(Released(x, y))
    assert isinstance(bench.screen, SoundStep)
    (told,) = bench.screen.answers
    assert told.health is Health.OK


def test_every_voice_of_the_catalogue_says_a_sentence_in_turn(bench: Bench) -> None:
    bench.key("enter")
    step = bench.screen
    assert isinstance(step, SoundStep)
    assert [one.voice for one in step.script] == list(bench.kit.catalogue.voices)
    assert all(one.text for one in step.script)
    bench.say_all()
    assert "都听见了吗" in bench.words()
    bench.key("enter")
    assert isinstance(bench.screen, KeypadStep)
    assert [one.health for one in bench.screen.answers] == [Health.NOTICE, Health.OK]


def test_where_no_device_plays_it_that_is_said_and_nobody_is_asked(bench: Bench) -> None:
    bench.ear.device = False
    bench.key("enter")
    step = bench.screen
    assert isinstance(step, SoundStep)
    after = step.tick(bench.now, Heard(step.utterance, done=True))
    assert isinstance(after, SoundStep)
    bench.loop._go(after, bench.now)
    bench.frame()
    assert "没有声音设备" in bench.words()
    assert after.utterance is None
    bench.key("enter")
    assert isinstance(bench.screen, KeypadStep)
    assert "没有声音设备" in bench.screen.answers[-1].message


def test_muted_the_sound_is_turned_on_first(bench: Bench) -> None:
    bench.machine.muted = True
    bench.key("enter")
    assert isinstance(bench.screen, SoundStep)
    bench.frame()
    assert "静音" in bench.words()
    assert bench.screen.utterance is None
    bench.key("enter")
    bench.frame()
    doing = bench.screen.doing
    assert doing is None or doing.task.wait(PATIENCE)
    bench.frame()
    assert not bench.machine.muted
    assert isinstance(bench.screen, SoundStep)
    assert isinstance(bench.screen.utterance, Utterance)


def test_every_key_is_pressed_and_enter_goes_on(bench: Bench) -> None:
    for _ in range(2):
        bench.key("enter")
    bench.say_all()
    bench.key("enter") if isinstance(bench.screen, SoundStep) else None
    for key in sorted(TRIED):
        assert isinstance(bench.screen, KeypadStep)
        bench.key(key)
    bench.key("enter")
    assert isinstance(bench.screen, CheckScreen)
    assert bench.screen.answers[-1].health is Health.OK


def test_keys_that_are_dead_are_named(bench: Bench) -> None:
    step = KeypadStep(
        bench.kit,
        bench.loop.screen.session,  # type: ignore[attr-defined]
        desk=bench.loop.screen.desk,  # type: ignore[attr-defined]
        opener=bench.loop.screen.opener,  # type: ignore[attr-defined]
        checkup=bench.checkup,
        pressed=TRIED - {"5", "+"},
    )
    bench.loop._go(step, bench.now)
    bench.frame()
    bench.key("enter")
    assert isinstance(bench.screen, CheckScreen)
    told = bench.screen.answers[-1]
    assert told.health is Health.NOTICE
    assert told.message.endswith("+　5")
    assert told.advice


def test_the_pad_has_every_key_the_kiosk_knows_but_the_one_that_goes_back() -> None:
    assert len([key for row in PAD for key in row if key]) == len(TRIED) + 1 == 16


def test_lights_come_as_things_are_found_and_the_bad_ones_then_come_first(
    canvas: pygame.Surface,
) -> None:
    go_on = threading.Event()

    def slow(_installation: Installation) -> Iterator[Diagnosis]:
        assert go_on.wait(PATIENCE)
        yield Diagnosis("clock", "日期", Health.OK, "2026-11-21")

    bench = Bench(canvas, (good, slow, bad))
    for _ in range(3):
        bench.key("enter")
    screen = bench.screen
    assert isinstance(screen, CheckScreen)
    assert screen.idle_timeout is None
    assert not screen.actions
    go_on.set()
    assert bench.checkup.wait(PATIENCE)
    bench.frame()
    listed = bench.screen
    assert isinstance(listed, CheckScreen)
    assert listed.complete
    assert "1 样要先处理" in bench.words()
    assert listed.rows[0].title == "二维码"
    assert listed.rows[0].detail == ("画错了。换一张。",)
    bench.key("/")
    again = bench.screen
    assert isinstance(again, CheckScreen)
    assert again.checkup is not bench.checkup
    assert again.checkup.wait(PATIENCE)
    bench.frame()
    bench.key("enter")
    assert isinstance(bench.screen, MenuScreen)


def test_a_look_that_fails_is_a_light_and_the_others_go_on(canvas: pygame.Surface) -> None:
    def broken(_installation: Installation) -> Iterator[Diagnosis]:
        raise RuntimeError("oh")
        yield

    bench = Bench(canvas, (broken, good))
    assert bench.checkup.wait(PATIENCE)
    assert [one.health for one in subjects(bench.checkup.found)] == [Health.ERROR, Health.OK]


def test_a_real_look_at_this_machine_gets_to_its_end(tmp_path: Path) -> None:
    checkup = Checkup(lambda: replace(Installation.here(tmp_path, DAY), shown=(1920, 1080)))
    checkup.start()
    assert checkup.wait(120)
    told = {one.check for one in checkup.found}
    assert {"screen", "fonts", "voice", "data", "clock", "settings", "stories", "link"} <= told
    for one in checkup.found:
        assert one.health is Health.OK or one.advice
