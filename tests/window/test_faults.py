"""What goes wrong while a visitor is there: the visit goes on, or attract comes back."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

from kiosk.records.quarantine import quarantine_file, read_failed

from .curtains import covers
from .displays import Display
from .harness import Event, running
from .visits import (
    KEYS,
    by_key,
    by_the_engine,
    by_touch,
    deciding,
    offered,
    stories,
    touched,
    visit,
)

INPUTS = 1000
AT_ONCE = 25
CLICK = ("click", "--delay", 10, 1)
SEED = 20261121


def test_a_killed_voice_comes_back_and_the_visit_goes_on(
    shared_display: Display, tmp_path: Path
) -> None:
    by_the_engine(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        by_touch(kiosk, "start")
        kiosk.spoken()
        for card in (deciding(), "story-any"):
            killed = kiosk.voices
            assert killed
            for voice in killed:
                os.kill(voice, signal.SIGKILL)
            by_touch(kiosk, card)
            kiosk.see("SceneScreen")
            kiosk.spoken()
            assert not set(killed) & set(kiosk.voices)
            by_touch(kiosk, "leave")
            by_touch(kiosk, "leave-yes")
            kiosk.see("AttractScreen")
            by_touch(kiosk, "start")
            kiosk.see("ChooseScreen")
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()


def test_a_story_in_which_the_process_dies_twice_is_set_aside_and_named_but_not_one_it_was_stopped_in(
    shared_display: Display, tmp_path: Path
) -> None:
    first, second = stories()[:2]
    with running(shared_display, tmp_path) as kiosk:
        for card, number in (
            ("story-2", signal.SIGKILL),
            ("story-1", signal.SIGSEGV),
            ("story-1", signal.SIGKILL),
        ):
            touched(kiosk, "start")
            kiosk.see("ChooseScreen")
            by_touch(kiosk, card)
            kiosk.see("SceneScreen")
            killed = os.pidfd_open(kiosk.inner)
            signal.pidfd_send_signal(killed, number)
            os.close(killed)
            kiosk.wait(lambda e: e["ev"] == "frame" and e["n"] == 1, "starting again")
            kiosk.until(lambda: not covers(shared_display), "the curtain to go")
        touched(kiosk, "start")
        assert offered(kiosk) == len(stories()) - 1
        assert f"“{first.title}”以前出过错（程序意外结束（信号 9））" in kiosk.log()
        by_touch(kiosk, "story-1")  # the second is the first one now
        kiosk.see("SceneScreen")
        assert kiosk.end() == 0
    kept = read_failed(quarantine_file(tmp_path))
    assert {(one.title, one.faults) for one in kept} == {(second.title, 1), (first.title, 2)}


def test_without_a_sound_device_captions_carry_on(shared_display: Display, tmp_path: Path) -> None:
    with running(shared_display, tmp_path, SDL_AUDIODRIVER="nonsense") as kiosk:
        by_touch(kiosk, "start")
        by_touch(kiosk, deciding())
        kiosk.see("SceneScreen")
        kiosk.wait(lambda e: e["ev"] == "frame" and e["piece"] >= 1, "the second line")
        told = [e for e in kiosk.events if e["ev"] == "voice"]
        assert told
        assert not any(e["audible"] for e in told)
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()


def test_where_nothing_can_be_written_a_visit_goes_on(
    shared_display: Display, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with running(shared_display, data) as kiosk:
        for folder in (data / "cache", data / "logs"):
            if folder.exists():
                folder.rename(tmp_path / folder.name)
            folder.write_text("a file where a folder should be", encoding="utf-8")
        visit(kiosk, by_key, hurry="show-all", at_install=lambda: None)
        assert kiosk.end() == 0


def test_a_thousand_touches_and_keys_at_random_raise_nothing(
    shared_display: Display, tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 (no secret; the same every time)
    width, height = shared_display.size
    keys = sorted({*KEYS.values(), "KP_Add", "KP_Subtract", "Escape", "Tab", "a", "F1", "space"})
    with running(shared_display, tmp_path) as kiosk:
        seen: set[str] = set()
        for _ in range(INPUTS // AT_ONCE):
            kiosk.until(lambda: kiosk.listens, "touches that count")
            words: list[object] = []
            for _ in range(AT_ONCE):
                words += _random_input(chance, kiosk.frame, (width, height), keys)
            kiosk.display.xdotool(*words)
            seen |= {e["screen"] for e in kiosk.events if e["ev"] == "frame"}
        assert len(seen) >= 6, f"came no further than {sorted(seen)}"
        assert kiosk.process.poll() is None
        assert kiosk.end() == 0
        for word in ("ERROR", "Traceback"):
            assert word not in kiosk.log()
            assert word not in kiosk.errors()


def _random_input(
    chance: random.Random, frame: Event, size: tuple[int, int], keys: list[str]
) -> list[object]:
    """Give a touch anywhere, a touch on something, a drag, or a key."""
    spot = chance.randrange(size[0]), chance.randrange(size[1])
    match chance.randrange(5):
        case 0:
            return ["mousemove", *spot, *CLICK]
        case 1 | 2:
            _, x, y, w, h = chance.choice(frame["targets"])
            return ["mousemove", x + w // 2, y + h // 2, *CLICK]
        case 3:
            away = chance.randrange(size[0]), chance.randrange(size[1])
            return ["mousemove", *spot, "mousedown", 1, "mousemove", *away, "mouseup", 1]
        case _:
            return ["key", "--delay", 10, chance.choice(keys)]
