"""Ready-made speech: found by voice and words, played from its first word, slowed, and never of other words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.speech import Utterance
from kiosk.voice.clip_cache import ClipCache
from kiosk.voice.clip_row import RATE, ClipRow
from kiosk.voice.jobs import Job, Speech
from kiosk.voice.output import Output
from kiosk.voice.preparer import Preparer
from kiosk.voice.recordings import Recordings
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.speech_pack import INDEX, LARGEST_CLIP, BadPack, Pack, SpeechPacks
from kiosk.voice.speech_sources import Materials
from kiosk.voice.text_normaliser import shipped_wording
from kiosk.voice.voices import SLOWER, VoiceParams

from .packs import A_CHARACTER_MS, spoken, write_pack
from .recorded import record

HELLO = Utterance("a/1", "您好。请挂断！")
WORDS = ("您好。", "请挂断！")
NO_ENGINE = ["/no/such/engine"]
VOICES = {"旁白": VoiceParams(), "柜员": VoiceParams()}


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Preparer]]:
    made: list[Preparer] = []

    def preparer(*folders: Path, command: list[str] | None = None) -> Preparer:
        materials = Materials(
            VOICES,
            ClipCache(tmp_path / "cache"),
            Recordings([tmp_path / "recordings"]),
            shipped_wording(),
            SpeechPacks(folders),
        )
        process = SpeakingProcess(command or NO_ENGINE)
        made.append(Preparer(process, Output(), materials))
        return made[-1]

    yield preparer
    for each in made:
        each.close()
        each.output.close()


def speech_of(preparer: Preparer, line: Utterance = HELLO, *, slow: bool = False) -> Speech | None:
    ticket = preparer.request(Job.of(line, slow=slow))
    assert ticket.wait(60)
    return ticket.speech


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pack(tmp_path / "speech" / "a.zip", *map(spoken, WORDS))
    return tmp_path / "speech"


def test_a_line_is_said_by_its_sentences_with_a_rest_between(
    make: Callable[..., Preparer], folder: Path
) -> None:
    speech = speech_of(make(folder))
    assert speech is not None
    first, second = 110 + 2 * A_CHARACTER_MS, 110 + 3 * A_CHARACTER_MS
    rest = 440 - 110
    assert speech.sound.seconds == pytest.approx((first + rest + second) / 1000, abs=0.002)
    assert speech.timeline.start_of(0) == pytest.approx(0.05, abs=0.001)
    assert speech.timeline.start_of(3) == pytest.approx((first + rest + 50) / 1000, abs=0.001)


def test_words_that_were_changed_are_not_said_by_the_clip_of_earlier_ones(
    make: Callable[..., Preparer], folder: Path
) -> None:
    changed = replace(HELLO, text="您好。请别挂断！")
    assert speech_of(make(folder), changed) is None


def test_another_voice_has_clips_of_its_own(make: Callable[..., Preparer], folder: Path) -> None:
    line = replace(HELLO, voice="柜员")
    assert speech_of(make(folder), line) is None
    write_pack(folder / "b.zip", *(spoken(words, "柜员") for words in WORDS))
    assert speech_of(make(folder), line) is not None


def test_a_voice_nobody_defined_is_the_narrators(
    make: Callable[..., Preparer], folder: Path
) -> None:
    assert speech_of(make(folder), replace(HELLO, voice="没有这个声音")) is not None


def test_a_damaged_clip_leaves_the_line_to_the_engine(
    make: Callable[..., Preparer], folder: Path
) -> None:
    path = folder / "a.zip"
    with zipfile.ZipFile(path) as packed:
        at = packed.getinfo(f"{spoken(WORDS[0]).key}.ogg").header_offset + 200
    data = bytearray(path.read_bytes())
    data[at] ^= 255
    path.write_bytes(data)
    assert speech_of(make(folder)) is None


@pytest.mark.parametrize("spoil", ["cut", "random", "folder", "no index", "other version"])
def test_a_pack_that_cannot_be_read_is_told_and_the_others_speak(
    make: Callable[..., Preparer], folder: Path, spoil: str
) -> None:
    bad = folder / "0.zip"
    match spoil:
        case "cut":
            bad.write_bytes((folder / "a.zip").read_bytes()[:400])
        case "random":
            bad.write_bytes(bytes(range(256)) * 4)
        case "folder":
            bad.mkdir()
        case "no index":
            with zipfile.ZipFile(bad, "w") as packed:
                packed.writestr("other.txt", "")
        case "other version":
            with zipfile.ZipFile(bad, "w") as packed:
                packed.writestr(INDEX, '{"format": 99, "clips": {}}')
    preparer = make(folder)
    assert speech_of(preparer) is not None
    (told,) = preparer.sources.packs.faults
    assert str(bad) in told
    with pytest.raises(BadPack):
        Pack(bad)


def test_a_clip_that_unpacks_to_too_much_is_none(folder: Path) -> None:
    one = spoken("好。")
    path = write_pack(folder / "big.zip", one)
    with zipfile.ZipFile(path) as packed:
        index = packed.read(INDEX)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(INDEX, index)
        packed.writestr(f"{one.key}.ogg", bytes(LARGEST_CLIP + 1))
    assert Pack(path).sound(one) is None


def test_a_persons_recording_goes_before_it(
    make: Callable[..., Preparer], folder: Path, tmp_path: Path
) -> None:
    record(tmp_path / "recordings", HELLO, seconds=5.0)
    speech = speech_of(make(folder))
    assert speech is not None
    assert speech.sound.seconds > 4


def test_slower_it_takes_as_much_longer_and_so_do_its_times(
    make: Callable[..., Preparer], folder: Path
) -> None:
    preparer = make(folder)
    usual, slow = speech_of(preparer), speech_of(preparer, slow=True)
    assert usual is not None
    assert slow is not None
    assert slow.sound.seconds == pytest.approx(usual.sound.seconds / SLOWER, rel=0.05)
    for place in (0, 1, 3, 4, 5):
        assert slow.timeline.start_of(place) == pytest.approx(
            usual.timeline.start_of(place) / SLOWER, abs=0.08
        )


def test_the_first_folder_wins(make: Callable[..., Preparer], folder: Path, tmp_path: Path) -> None:
    longer = [replace(spoken(words), ms=2000) for words in WORDS]
    write_pack(tmp_path / "own" / "a.zip", *longer)
    speech = speech_of(make(tmp_path / "own", folder))
    assert speech is not None
    assert speech.sound.seconds == pytest.approx(4.33, abs=0.01)


def test_clips_that_are_longer_than_said_stay_within_the_row() -> None:
    row = ClipRow(((0, b"a"), (100, b"b")), 150)
    joined = row.joined(lambda clip: clip * RATE, RATE)
    assert len(joined) == 150 * RATE // 1000 * 2
    assert joined[100 * RATE // 1000 * 2 :] == b"b" * (50 * RATE // 1000 * 2)
