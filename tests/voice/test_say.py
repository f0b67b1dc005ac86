"""Speech to a file, lines made ahead, the list to record."""

from __future__ import annotations

import shutil
import wave
from typing import TYPE_CHECKING

import pytest

from kiosk.outputs import OutputRefusedError
from kiosk.speech import Utterance
from kiosk.voice import speaking_process
from kiosk.voice.jobs import Job
from kiosk.voice.narrator import usual_parts
from kiosk.voice.prepare_all import prepare_all
from kiosk.voice.say import CantSpeak, probe, say_to_file
from kiosk.voice.speaking_process import SpeakingProcess

from .faulty import needs_engine
from .recorded import record

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    Utterance("a/1", "您好，请拨打96110。"),
    Utterance("a/2", "不要转账。", voice="我"),
    Utterance("a/3", "……"),
]


@needs_engine
def test_a_text_is_said_into_a_file(tmp_path: Path) -> None:
    facts = say_to_file("请拨打96110", tmp_path / "hotline.wav")
    assert facts.said == "请拨打九六幺幺零"
    assert facts.engine.startswith("espeak-ng")
    with wave.open(str(tmp_path / "hotline.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(facts.seconds, abs=0.01)
    assert [p.name for p in tmp_path.iterdir()] == ["hotline.wav"]


@needs_engine
def test_a_text_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CantSpeak, match="没有可以读"):
        say_to_file("……", tmp_path / "a.wav")


@needs_engine
def test_a_place_no_file_can_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputRefusedError, match="换一个文件夹"):
        say_to_file("您好", tmp_path / "file" / "a.wav")


@needs_engine
def test_lines_are_made_ahead_at_both_speeds_once(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = prepare_all(LINES, {}, tmp_path, progress=lambda done, of, _: told.append((done, of)))
    assert (first.made, first.had, first.failed) == (4, 0, ())
    assert told == [(n, 6) for n in range(1, 7)]
    again = prepare_all(LINES, {}, tmp_path)
    assert (again.made, again.had) == (0, 4)


@needs_engine
def test_recorded_lines_are_made_ready_too_at_both_speeds(tmp_path: Path) -> None:
    record(tmp_path / "voice", LINES[0])
    found = prepare_all(LINES, {}, tmp_path / "cache", [tmp_path / "voice"])
    assert (found.made, found.had, found.recorded) == (4, 0, 1)
    again = prepare_all(LINES, {}, tmp_path / "cache", [tmp_path / "voice"])
    assert (again.made, again.had) == (0, 4)


@needs_engine
def test_a_cache_that_cannot_be_written_fails_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert prepare_all(LINES, {}, tmp_path / "file" / "x").failed == ("a/1", "a/2")


@needs_engine
def test_a_machine_without_any_engine_speaks_from_what_was_prepared_elsewhere(
    tmp_path: Path,
) -> None:
    prepare_all(LINES[:2], {}, tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    parts = usual_parts({}, tmp_path / "there", [], SpeakingProcess(["/no/such/engine"]))
    try:
        for slow in (False, True):
            for line in LINES[:2]:
                ticket = parts.preparer.request(Job.of(line, slow=slow))
                assert ticket.wait(30)
                assert ticket.speech is not None
        unprepared = parts.preparer.request(Job.of(Utterance("a/9", "没有准备过")))
        assert unprepared.wait(30)
        assert unprepared.speech is None
    finally:
        parts.preparer.close()
        parts.output.close()
    again = prepare_all(LINES[:2], {}, tmp_path / "there", process=SpeakingProcess(["/no/such"]))
    assert (again.made, again.had, again.failed) == (0, 4, ())


def test_without_an_engine_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking_process, "worker_command", lambda: ["/no/such/engine"])
    with pytest.raises(CantSpeak, match="现在不能说话"):
        say_to_file("您好", tmp_path / "a.wav")
    with pytest.raises(CantSpeak, match="现在不能说话"):
        prepare_all(LINES, {}, tmp_path)
    assert not probe(device=False).alive


@needs_engine
def test_the_probe_tells_the_engine() -> None:
    state = probe(device=False)
    assert state.alive
    assert "espeak" in state.engine
    assert not state.error
