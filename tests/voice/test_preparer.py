"""Speech made ready by the real process, cache and mixer, in silence."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.speech import Utterance
from kiosk.voice import output as output_module
from kiosk.voice import preparer as preparer_module
from kiosk.voice.clip_cache import ClipCache
from kiosk.voice.jobs import Job, Speech
from kiosk.voice.output import Output
from kiosk.voice.preparer import SOON, Preparer
from kiosk.voice.recordings import Recordings
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_pack import SpeechPacks
from kiosk.voice.speech_sources import Materials
from kiosk.voice.text_normaliser import shipped_wording

from .faulty import ALWAYS, meeting, needs_engine
from .recorded import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HELLO = Utterance("a/1", "您好，请拨打96110。")


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Preparer]]:
    made: list[Preparer] = []

    def preparer(
        command: list[str] | None = None,
        cache: Path = tmp_path / "cache",
        recordings: Path = tmp_path / "recordings",
        deadline: float = 4.0,
        packs: SpeechPacks | None = None,
    ) -> Preparer:
        materials = Materials(
            {},
            ClipCache(cache),
            Recordings([recordings]),
            shipped_wording(),
            packs or SpeechPacks(()),
        )
        made.append(Preparer(SpeakingProcess(command, deadline=deadline), Output(), materials))
        return made[-1]

    yield preparer
    for each in made:
        each.close()
        each.output.close()


def speech_of(preparer: Preparer, utterance: Utterance = HELLO) -> Speech | None:
    ticket = preparer.request(Job.of(utterance))
    assert ticket.wait(30)
    return ticket.speech


@needs_engine
def test_a_line_is_made_kept_and_lit_as_written(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    speech = speech_of(make())
    assert speech is not None
    line = speech.timeline
    assert line.text == HELLO.text
    assert line.upto[-1] == HELLO.text.index("。")
    assert speech.sound.seconds == pytest.approx(line.seconds, abs=0.01)
    assert len(list((tmp_path / "cache").glob("*.wav"))) == 1


@needs_engine
def test_what_was_made_before_needs_no_process(make: Callable[..., Preparer]) -> None:
    assert speech_of(make())
    later = make([sys.executable, "-c", "raise SystemExit(1)"])
    assert speech_of(later) is not None
    assert speech_of(later, Utterance("a/2", "没有准备过的话")) is None


@needs_engine
def test_a_damaged_clip_is_made_again(make: Callable[..., Preparer], tmp_path: Path) -> None:
    assert speech_of(make())
    (clip,) = (tmp_path / "cache").glob("*.wav")
    whole = clip.read_bytes()
    clip.write_bytes(whole[: len(whole) // 2])
    assert speech_of(make())
    assert clip.stat().st_size == pytest.approx(len(whole), rel=0.05)


@needs_engine
def test_a_cache_that_cannot_be_written_still_lets_it_speak(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    preparer = make(cache=tmp_path / "file" / "cache")
    assert speech_of(preparer)
    assert "写不进" in preparer.state().error


@needs_engine
def test_a_full_disk_still_lets_it_speak(
    make: Callable[..., Preparer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClipCache, "make_room", lambda _: False)
    assert speech_of(make())
    assert not list((tmp_path / "cache").glob("*.wav"))


@needs_engine
@pytest.mark.parametrize("accident", ["SIGKILL", "SIGSTOP"])
def test_a_process_lost_in_the_middle_costs_time_and_not_the_line(
    accident: str, make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make(meeting(accident, tmp_path / "flag"), deadline=0.3)
    assert speech_of(preparer)
    assert preparer.state().failures == 1


@needs_engine
def test_a_line_that_always_ends_the_process_is_let_be_and_others_are_spoken(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make(meeting("leave", tmp_path / "flag", 2))
    assert speech_of(preparer) is None
    assert speech_of(preparer) is None
    assert speech_of(preparer, Utterance("a/2", "下一句话")) is not None
    assert preparer.state().failures == 2


def test_without_any_engine_the_answer_is_none_and_says_why(make: Callable[..., Preparer]) -> None:
    preparer = make(["/no/such/engine"])
    assert speech_of(preparer) is None
    assert "启动不了" in preparer.state().error


def test_a_line_with_nothing_to_say_is_none(make: Callable[..., Preparer]) -> None:
    assert speech_of(make(), Utterance("a/3", "……！")) is None


@needs_engine
def test_lines_ahead_are_made_and_the_wanted_one_goes_before_them(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make()
    preparer.ahead([Job.of(Utterance(f"a/{n}", f"这是第{n}句话")) for n in range(40)])
    assert speech_of(preparer)
    assert len(list((tmp_path / "cache").glob("*.wav"))) < 40
    assert preparer.idle.wait(30)
    assert len(list((tmp_path / "cache").glob("*.wav"))) == 41


@needs_engine
def test_new_lines_ahead_replace_those_that_wait(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make()
    preparer.ahead([Job.of(Utterance(f"a/{n}", f"这是第{n}句话")) for n in range(200)])
    preparer.ahead([Job.of(HELLO)])
    assert preparer.idle.wait(30)
    assert len(list((tmp_path / "cache").glob("*.wav"))) <= 2


@needs_engine
def test_a_line_made_ahead_is_at_hand_at_once(make: Callable[..., Preparer]) -> None:
    preparer = make()
    preparer.ahead([Job.of(HELLO)])
    assert preparer.idle.wait(30)
    assert preparer.request(Job.of(Utterance(HELLO.id, HELLO.text, repetition=7))).settled


def test_a_persons_recording_is_heard_before_any_engine(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    record(tmp_path / "recordings", HELLO)
    speech = speech_of(make(["/no/such/engine"]))
    assert speech is not None
    assert speech.timeline.seconds == pytest.approx(2.5, abs=0.05)
    assert speech.timeline.start_of(HELLO.text.index("请")) == pytest.approx(1.5, abs=0.1)
    assert max(speech.timeline.level) > 0.5


def test_a_recordings_own_marks_are_believed(make: Callable[..., Preparer], tmp_path: Path) -> None:
    path = record(tmp_path / "recordings", HELLO)
    path.with_suffix(".json").write_text(
        json.dumps({"marks": [[0, 0], [3, 700]]}), encoding="utf-8"
    )
    speech = speech_of(make(["/no/such/engine"]))
    assert speech is not None
    assert speech.timeline.start_of(3) == pytest.approx(0.7)


@needs_engine
def test_a_broken_recording_is_passed_over(make: Callable[..., Preparer], tmp_path: Path) -> None:
    record(tmp_path / "recordings", HELLO).write_bytes(b"RIFFnothing")
    assert speech_of(make()) is not None


@needs_engine
def test_no_sound_card_is_silence_in_time(
    make: Callable[..., Preparer], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pygame  # noqa: PLC0415  after the environment is set

    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-card")
    preparer = make()
    speech = speech_of(preparer)
    assert speech is not None
    assert not preparer.state().device
    assert preparer.output.play(speech.sound)
    assert os.environ["SDL_AUDIODRIVER"] == "no-such-card"


def test_a_sound_card_that_comes_back_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import pygame  # noqa: PLC0415  after the environment is set

    now = [0.0]
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-card")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tmp_path / "sound.raw"))
    output = Output(lambda: now[0])
    assert output.open()
    sound = output.load(record(tmp_path, HELLO))
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    assert output.open()
    assert not output.audible
    now[0] += output_module.RETRY + 1
    assert output.open()
    assert output.audible
    assert sound is not None
    assert output.play(sound)
    output.close()
    pygame.mixer.quit()


@needs_engine
def test_closing_ends_thread_and_process(make: Callable[..., Preparer]) -> None:
    preparer = make()
    assert speech_of(preparer)
    preparer.close()
    assert preparer.ended(time.monotonic() + 5)
    assert not preparer.process.alive


def test_closed_just_before_it_waits_the_thread_does_not_wait(
    make: Callable[..., Preparer], monkeypatch: pytest.MonkeyPatch
) -> None:
    preparer = make(["/no/such/engine"])
    monkeypatch.setattr(preparer, "_next", closed_first(preparer, preparer._next))
    preparer.request(Job.of(HELLO))
    assert preparer.ended(time.monotonic() + 5)


def closed_first(preparer: Preparer, wait: Callable[[], object]) -> Callable[[], object]:
    """Give a wait for work that begins when the preparer has just been closed."""

    def closed() -> object:
        preparer.close()
        preparer._urgent = None
        return wait()

    return closed


@needs_engine
def test_the_engine_of_an_earlier_start_does_not_speak_for_todays(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    ClipCache(tmp_path / "cache").remember("an older engine", "espeak")
    assert speech_of(make())
    remembered = ClipCache(tmp_path / "cache").remembered()
    assert remembered is not None
    assert remembered[0].startswith("espeak-ng")


@needs_engine
def test_a_rules_file_that_is_gone_leaves_captions_and_says_so(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make()
    preparer.sources._wording_file = tmp_path / "no.toml"
    assert speech_of(preparer) is None
    assert "no.toml" in preparer.state().error


@needs_engine
def test_an_urgent_line_is_not_lost_while_the_process_keeps_dying(
    make: Callable[..., Preparer], tmp_path: Path
) -> None:
    preparer = make(meeting("leave", tmp_path / "flag", ALWAYS))
    for n in range(8):
        assert speech_of(preparer, Utterance(f"a/{n}", f"第{n}句")) is None
    assert preparer.state().failures <= 6


@needs_engine
def test_beside_ready_made_speech_the_process_comes_for_what_isnt_and_goes_when_nobody_needs_it(
    make: Callable[..., Preparer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparer_module, "REST", 0.2)
    preparer = make(packs=SpeechPacks([tmp_path / "none"]))
    spoken = Utterance("a/0", "有人录了这一句")
    record(tmp_path / "recordings", spoken)
    assert speech_of(preparer, spoken)
    assert preparer.process.pid == 0
    assert speech_of(preparer)
    ended = os.pidfd_open(preparer.process.pid)
    assert select.select([ended], (), (), 30)[0]
    os.close(ended)
    assert speech_of(preparer, Utterance("a/2", "又要说一句"))


def test_a_narrator_that_has_nothing_to_say_has_opened_started_and_imported_nothing() -> None:
    program = (
        "import sys, threading, pathlib\n"
        "from kiosk.voice.narrator import Narrator, usual_parts\n"
        "Narrator(usual_parts({}, pathlib.Path('x'), []))\n"
        "slow = {'numpy', 'pygame', 'yaml', 'pyttsx3'} & set(sys.modules)\n"
        "sys.exit(str(slow) if slow or threading.active_count() > 1 else 0)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@needs_engine
def test_a_mixer_that_was_closed_is_opened_again(make: Callable[..., Preparer]) -> None:
    import pygame  # noqa: PLC0415  after the environment is set

    preparer = make()
    assert speech_of(preparer)
    pygame.mixer.quit()
    speech = speech_of(preparer, Utterance("a/2", "又有声音了"))
    assert speech is not None
    assert preparer.output.play(speech.sound)


def test_a_line_far_too_long_is_captions_and_costs_nothing(make: Callable[..., Preparer]) -> None:
    assert speech_of(make(), Utterance("a/1", "1" * 500_000)) is None


def test_lines_ahead_are_made_in_their_order_and_the_first_few_decoded(
    make: Callable[..., Preparer], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, bool]] = []
    preparer = make(["/no/such/engine"])
    monkeypatch.setattr(
        preparer.sources,
        "get",
        lambda job, *, needed: made.append((job.utterance.id, needed)),
    )
    preparer.ahead([Job.of(Utterance(f"a/{n}", "一句话")) for n in range(SOON + 2)])
    assert preparer.idle.wait(30)
    assert made == [(f"a/{n}", n < SOON) for n in range(SOON + 2)]


@needs_engine
def test_what_was_heard_longest_ago_is_let_go_first(
    make: Callable[..., Preparer], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (Utterance(f"a/{n}", HELLO.text) for n in range(3))
    preparer = make()
    speech = speech_of(preparer, first)
    assert speech is not None
    monkeypatch.setattr(preparer_module, "AT_HAND", speech.sound.size * 5 // 2)
    made: list[str] = []
    get = preparer.sources.get

    def counting(job: Job, *, needed: bool) -> object:
        made.append(job.utterance.id)
        return get(job, needed=needed)

    monkeypatch.setattr(preparer.sources, "get", counting)
    for wanted in (second, first, third, first, second):
        assert speech_of(preparer, wanted)
    assert made == ["a/1", "a/2", "a/1"]
