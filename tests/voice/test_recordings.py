"""People's own voices: which recording is played, which is refused, and how it is made ready."""

from __future__ import annotations

import json
import os
import wave
from typing import TYPE_CHECKING

import pytest

from kiosk.speech import Utterance
from kiosk.voice.clip_row import RATE
from kiosk.voice.loudness import samples
from kiosk.voice.recordings import (
    LIST,
    Recording,
    Recordings,
    Standing,
    read_list,
    strays,
    write_facts,
    write_list,
)
from kiosk.voice.speaking_process import SpeakingProcess, worker_command
from kiosk.voice.speech_sources import normaliser_request
from kiosk.voice.voices import SLOWER

from .recorded import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = Utterance("故事/场景-1", "您好，请拨打96110。")
CHANGED = Utterance("故事/场景-1", "您好，请拨打 110。")


def standing(folder: Path, utterance: Utterance = LINE) -> Standing:
    return Recordings([folder]).look(utterance).standing


def test_a_recording_made_from_the_list_is_played(tmp_path: Path) -> None:
    write_list(tmp_path, [LINE])
    assert standing(tmp_path) is Standing.MISSING
    record(tmp_path, LINE)
    assert standing(tmp_path) is Standing.RECORDED


def test_once_the_words_change_the_recording_is_refused(tmp_path: Path) -> None:
    write_list(tmp_path, [LINE])
    path = record(tmp_path, LINE)
    found = Recordings([tmp_path]).look(CHANGED)
    assert (found.standing, found.path, found.recording) == (Standing.OLD, path, None)


def test_a_reading_that_changes_refuses_it_too(tmp_path: Path) -> None:
    write_list(tmp_path, [LINE])
    record(tmp_path, LINE)
    assert standing(tmp_path, Utterance(LINE.id, LINE.text, say="您好")) is Standing.OLD


def test_a_new_list_doesnt_make_the_old_recording_right_and_a_new_recording_does(
    tmp_path: Path,
) -> None:
    write_list(tmp_path, [LINE])
    record(tmp_path, LINE)
    for _ in range(2):
        write_list(tmp_path, [CHANGED])
        assert standing(tmp_path, CHANGED) is Standing.OLD
    record(tmp_path, LINE, seconds=0.7)
    assert standing(tmp_path, CHANGED) is Standing.RECORDED


def test_words_that_are_as_before_again_have_their_recording_again(tmp_path: Path) -> None:
    write_list(tmp_path, [LINE])
    path = record(tmp_path, LINE)
    write_facts(path, LINE.text)
    write_list(tmp_path, [CHANGED])
    write_list(tmp_path, [LINE])
    assert standing(tmp_path) is Standing.RECORDED


def test_what_was_recorded_here_knows_its_own_words(tmp_path: Path) -> None:
    path = record(tmp_path, LINE)
    write_facts(path, LINE.text)
    assert standing(tmp_path) is Standing.RECORDED
    assert standing(tmp_path, CHANGED) is Standing.OLD


def test_a_folder_without_a_list_is_believed(tmp_path: Path) -> None:
    record(tmp_path, LINE)
    assert standing(tmp_path) is Standing.RECORDED


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1, "lines": []}', '{"format": 9}'])
def test_a_damaged_list_is_as_none_and_is_written_anew(tmp_path: Path, damage: str) -> None:
    record(tmp_path, LINE)
    (tmp_path / LIST).write_text(damage, encoding="utf-8")
    assert standing(tmp_path) is Standing.RECORDED
    write_list(tmp_path, [LINE])
    assert set(read_list(tmp_path)) == {LINE.id}


def test_the_kind_a_telephone_records_is_named(tmp_path: Path) -> None:
    record(tmp_path, LINE).rename(tmp_path / f"{LINE.id}.m4a")
    assert standing(tmp_path) is Standing.FOREIGN


def test_recordings_of_no_line_are_named(tmp_path: Path) -> None:
    record(tmp_path, LINE)
    lost = record(tmp_path, Utterance("故事/场景1", "写错了名"))
    assert strays(tmp_path, [LINE]) == [lost]


# Made ready -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def normaliser() -> Iterator[SpeakingProcess]:
    process = SpeakingProcess(worker_command("--engine", "recording_normaliser"))
    yield process
    process.close()


def played(
    normaliser: SpeakingProcess, recording: Recording, out: Path, *, slow: bool = False
) -> tuple[dict[str, object], list[int]]:
    job = normaliser_request(recording, "您好。", slow=slow)
    answer = normaliser.ask({**job, "out": str(out)})
    assert answer is not None
    if not answer["ok"]:
        return answer, []
    with wave.open(str(out)) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (1, RATE)
        return answer, samples(sound.readframes(sound.getnframes())).tolist()


def rewrite(path: Path, *, loud: float, rate: int, channels: int, before: float) -> None:
    """Write a recording anew: louder or softer, at another rate, with silence before it."""
    with wave.open(str(path)) as sound:
        values = samples(sound.readframes(sound.getnframes()))
    data = b"".join(round(v * loud).to_bytes(2, "little", signed=True) * channels for v in values)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(bytes(round(before * rate) * 2 * channels) + data)


def test_soft_and_loud_recordings_come_out_alike(
    normaliser: SpeakingProcess, tmp_path: Path
) -> None:
    levels = []
    for loud in (0.1, 0.5, 2.5):
        path = record(tmp_path, LINE)
        rewrite(path, loud=loud, rate=44100, channels=2, before=0.8)
        _, values = played(normaliser, Recording(path), tmp_path / "out.wav")
        levels.append(max(map(abs, values)))
    assert max(levels) < 1.1 * min(levels)
    assert 4000 < levels[0] < 7000


def test_silence_before_it_goes_and_its_marks_move_along(
    normaliser: SpeakingProcess, tmp_path: Path
) -> None:
    path = record(tmp_path, LINE)
    rewrite(path, loud=1, rate=11025, channels=1, before=0.8)
    answer, values = played(
        normaliser, Recording(path, ((0, 800), (3, 1500))), tmp_path / "out.wav"
    )
    assert max(map(abs, values[: RATE * 20 // 1000])) < 200
    assert max(map(abs, values[: RATE * 60 // 1000])) > 2000
    assert answer["marks"] == [[0, 30], [3, 730]]


def test_slower_it_takes_longer_and_its_marks_too(
    normaliser: SpeakingProcess, tmp_path: Path
) -> None:
    recording = Recording(record(tmp_path, LINE), ((0, 0), (3, 1000)))
    usual, _ = played(normaliser, recording, tmp_path / "a.wav")
    slow, _ = played(normaliser, recording, tmp_path / "b.wav", slow=True)
    assert isinstance(slow["seconds"], float)
    assert isinstance(usual["seconds"], float)
    assert slow["seconds"] / usual["seconds"] == pytest.approx(1 / SLOWER, rel=0.03)
    assert slow["marks"][1][1] == pytest.approx(1000 / SLOWER, rel=0.04)  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "打不开"), (b"RIFFnothing", "打不开"), (os.urandom(3000), "打不开")]
)
def test_what_is_no_sound_is_refused_in_chinese(
    normaliser: SpeakingProcess, tmp_path: Path, data: bytes, said: str
) -> None:
    path = record(tmp_path, LINE)
    path.write_bytes(data)
    answer, _ = played(normaliser, Recording(path), tmp_path / "out.wav")
    assert answer["ok"] is False
    assert said in str(answer["error"])
    assert normaliser.alive


def test_a_recording_of_silence_is_refused(normaliser: SpeakingProcess, tmp_path: Path) -> None:
    path = record(tmp_path, LINE)
    rewrite(path, loud=0, rate=11025, channels=1, before=0)
    answer, _ = played(normaliser, Recording(path), tmp_path / "out.wav")
    assert "没有响声" in str(answer["error"])


def test_a_recording_far_too_long_is_refused(normaliser: SpeakingProcess, tmp_path: Path) -> None:
    path = record(tmp_path, LINE)
    rewrite(path, loud=1, rate=8000, channels=1, before=70)
    answer, _ = played(normaliser, Recording(path), tmp_path / "out.wav")
    assert "太长" in str(answer["error"])


def test_facts_that_are_none_are_passed_over(tmp_path: Path) -> None:
    path = record(tmp_path, LINE)
    path.with_suffix(".json").write_text(json.dumps({"marks": [["x"]]}), encoding="utf-8")
    found = Recordings([tmp_path]).find(LINE)
    assert found is not None
    assert found.marks == ()


def test_a_clip_in_the_storys_own_folder_is_played_and_the_sites_recording_goes_before_it(
    tmp_path: Path,
) -> None:
    story, site = tmp_path / "快递", tmp_path / "录音"
    for folder in (story, site):
        folder.mkdir()
    record(story, Utterance("场景-1", LINE.text))
    own = {"故事": story}
    found = Recordings([site], own).find(LINE)
    assert found is not None
    assert found.path.parent == story
    record(site, LINE)
    found = Recordings([site], own).find(LINE)
    assert found is not None
    assert found.path.is_relative_to(site)


def test_a_storys_own_clips_speak_for_no_other_story(tmp_path: Path) -> None:
    record(tmp_path, Utterance("场景-1", LINE.text))
    own = {"故事": tmp_path}
    assert Recordings([], own).find(Utterance("别的/场景-1", LINE.text)) is None
    assert Recordings([], own).find(Utterance("故事", LINE.text)) is None
