"""Recording line by line: what is kept, what is asked for again; and SDL's disk as a microphone."""

from __future__ import annotations

import array
import json
import math
import os
import subprocess
import sys
import textwrap
import wave
from pathlib import Path

import pytest

import kiosk
from kiosk.speech import Utterance
from kiosk.voice.microphone import RATE, fault_of
from kiosk.voice.recording_script import Part
from kiosk.voice.recording_session import record
from kiosk.voice.recordings import Recordings, Standing

ROOT = str(Path(kiosk.__file__).resolve().parent.parent)


def line(number: int, text: str = "您好") -> tuple[Part, str]:
    return Part(Utterance(f"故事/一-{number}", text), "故事", "旁白", "一"), text


def sound(seconds: float = 1.0, loud: int = 8000) -> array.array[int]:
    values = (loud * math.sin(math.tau * 200 * n / RATE) for n in range(int(RATE * seconds)))
    return array.array("h", (max(-32768, min(32767, round(v))) for v in values))


class Hands:
    """Types what it is told to, and holds a microphone that hears what it is told to."""

    def __init__(self, typed: str, *takes: array.array[int]) -> None:
        self.typed = list(typed)
        self.takes = list(takes)
        self.said: list[str] = []
        self.listening = False

    def ask(self, _prompt: str) -> str:
        if not self.typed:
            raise EOFError
        return self.typed.pop(0).replace("↵", "")

    def start(self) -> None:
        self.listening = True

    def stop(self) -> array.array[int]:
        self.listening = False
        return self.takes.pop(0) if self.takes else sound()

    def record(self, folder: Path, lines: list[tuple[Part, str]]) -> int:
        return record(lines, folder, self, self.ask, self.said.append)


def standing(folder: Path, one: tuple[Part, str]) -> Standing:
    return Recordings([folder]).look(one[0].utterance).standing


def test_two_presses_of_enter_record_a_line(tmp_path: Path) -> None:
    lines = [line(1), line(2)]
    assert Hands("↵↵↵↵").record(tmp_path, lines) == 2
    assert [standing(tmp_path, each) for each in lines] == [Standing.RECORDED] * 2
    with wave.open(str(tmp_path / "故事" / "一-1.wav")) as wav:
        assert (wav.getframerate(), wav.getnframes()) == (RATE, RATE)


def test_what_is_recorded_is_not_asked_for_again_and_what_changed_is(tmp_path: Path) -> None:
    Hands("↵↵").record(tmp_path, [line(1)])
    assert Hands("↵↵").record(tmp_path, [line(1)]) == 0
    assert Hands("↵↵").record(tmp_path, [line(1, "您好吗")]) == 1


def test_a_recording_of_other_words_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    Hands("↵↵").record(tmp_path, [line(1)])
    path = tmp_path / "故事" / "一-1.wav"
    before = path.read_bytes()
    Hands("↵↵", sound(2.0)).record(tmp_path, [line(1, "您好吗")])
    assert path.with_name("一-1.wav.旧").read_bytes() == before
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (sound(0.1), "没录完"),
        (sound(1.0, 60000), "破音"),
        (sound(1.0, 300), "没有录到声音"),
        (array.array("h"), "没有录到声音"),
    ],
    ids=["too short", "too loud", "too soft", "nothing"],
)
def test_a_bad_take_is_told_and_asked_for_again(
    bad: array.array[int], said: str, tmp_path: Path
) -> None:
    hands = Hands("↵↵↵↵", bad, sound())
    assert hands.record(tmp_path, [line(1)]) == 1
    assert any(said in s for s in hands.said)


def test_a_good_take_has_no_fault() -> None:
    assert fault_of(sound(), "您好") == ""


def test_a_line_can_be_skipped_and_gone_back_to(tmp_path: Path) -> None:
    lines = [line(1), line(2)]
    assert Hands("sb↵↵q").record(tmp_path, lines) == 1
    assert standing(tmp_path, lines[0]) is Standing.RECORDED
    assert standing(tmp_path, lines[1]) is Standing.MISSING


def test_the_end_of_typing_in_the_middle_of_a_take_leaves_the_microphone_off(
    tmp_path: Path,
) -> None:
    hands = Hands("↵")
    assert hands.record(tmp_path, [line(1)]) == 0
    assert not hands.listening
    assert standing(tmp_path, line(1)) is Standing.MISSING


PROGRAM = """
    import array, json, sys
    from kiosk.voice.microphone import Microphone, NoMicrophone
    try:
        microphone = Microphone()
    except NoMicrophone as error:
        sys.exit(str(error))
    microphone.start()
    assert microphone.wait_for(0.8), "nothing came"
    values = microphone.stop()
    first = len(values)
    microphone.start()
    assert microphone.wait_for(0.2)
    second = len(microphone.stop())
    microphone.close()
    print(json.dumps([first, second, max(values), sum(a < 0 <= b for a, b in zip(values, values[1:]))]))
"""


def with_microphone(driver: str, source: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": ROOT,
        "SDL_AUDIODRIVER": driver,
        "SDL_DISKAUDIOFILEIN": str(source),
        "SDL_DISKAUDIOFILE": os.devnull,
    }
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_capture_device_is_heard_sample_by_sample(tmp_path: Path) -> None:
    (tmp_path / "in.raw").write_bytes(sound(5).tobytes())
    run = with_microphone("disk", tmp_path / "in.raw")
    assert run.returncode == 0, run.stderr
    first, second, loudest, waves = json.loads(run.stdout.splitlines()[-1])
    assert first >= 0.8 * RATE
    assert 0.2 * RATE <= second < first
    assert loudest == pytest.approx(8000, abs=2)
    assert waves == pytest.approx(200 * first / RATE, abs=2)


def test_no_microphone_is_said_in_chinese(tmp_path: Path) -> None:
    run = with_microphone("no-such-driver", tmp_path)
    assert run.returncode == 1
    assert "话筒" in run.stderr
    assert "Traceback" not in run.stderr
