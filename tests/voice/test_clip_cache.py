"""Recordings and the cache: what is whole is found, what is not is made again."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech import Utterance
from kiosk.voice import clip_cache
from kiosk.voice.clip_cache import ClipCache, key
from kiosk.voice.recordings import Recordings
from kiosk.voice.voices import VoiceParams
from kiosk.voice.worker.errors import CantWrite
from kiosk.voice.worker.sound import Synthesis, describe, keep

TEXT = "您好"
SPOKEN = Synthesis(bytes(range(256)) * 100, 22050, ((0, 0), (1, 300)))


def put(cache: ClipCache, name: str = "a", size: int = 1) -> Path:
    spoken = Synthesis(SPOKEN.pcm * size, SPOKEN.rate, SPOKEN.marks)
    wav = spoken.wav()
    keep(cache.path(name), wav, describe(spoken, wav, TEXT))
    cache.added(name)
    return cache.path(name)


@pytest.fixture
def cache(tmp_path: Path) -> ClipCache:
    return ClipCache(tmp_path / "cache")


def test_a_whole_clip_is_found_with_its_marks(cache: ClipCache) -> None:
    put(cache)
    clip = cache.read("a", TEXT)
    assert clip is not None
    assert clip.marks == ((0, 0), (1, 300))
    assert clip.seconds == pytest.approx(25600 / 2 / 22050, abs=0.001)
    assert len(clip.level) == 12


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p.write_bytes(p.read_bytes()[:-300]),
        lambda p: p.write_bytes(b""),
        lambda p: p.write_bytes(p.read_bytes()[:5000] + b"\0" + p.read_bytes()[5001:]),
        lambda p: p.with_suffix(".json").write_text("{", encoding="utf-8"),
        lambda p: p.with_suffix(".json").write_text("[1]", encoding="utf-8"),
        lambda p: p.with_suffix(".json").write_bytes(b"\xff\xfe\xff"),
        lambda p: p.with_suffix(".json").write_text("{}", encoding="utf-8"),
    ],
    ids=["cut", "empty", "one byte", "half json", "list", "binary", "no facts"],
)
def test_a_damaged_clip_is_none_and_is_removed(cache: ClipCache, damage: object) -> None:
    path = put(cache)
    assert callable(damage)
    damage(path)
    assert cache.read("a", TEXT) is None
    assert not path.exists()


@given(cut=st.integers(0, 30_000), which=st.sampled_from([".wav", ".json"]))
def test_a_clip_cut_off_at_any_byte_is_none_or_whole(cut: int, which: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = ClipCache(Path(folder))
        path = put(cache).with_suffix(which)
        whole = path.read_bytes()
        path.write_bytes(whole[:cut])
        clip = cache.read("a", TEXT)
        assert (clip is not None) == (cut >= len(whole))
        if clip is None:
            put(cache)
            assert cache.read("a", TEXT) is not None


@given(data=st.binary(max_size=400))
def test_no_bytes_beside_a_clip_raise(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = ClipCache(Path(folder))
        path = put(cache)
        path.with_suffix(".json").write_bytes(data)
        (Path(folder) / "engine.json").write_bytes(data)
        assert cache.read("a", TEXT) is None
        cache.remembered()


def test_half_a_clip_is_none(cache: ClipCache) -> None:
    put(cache).with_suffix(".json").unlink()
    assert cache.read("a", TEXT) is None


def test_a_clip_of_another_form_is_none(cache: ClipCache) -> None:
    beside = put(cache).with_suffix(".json")
    facts = json.loads(beside.read_text(encoding="utf-8"))
    beside.write_text(json.dumps(facts | {"format": "another"}), encoding="utf-8")
    assert cache.read("a", TEXT) is None


def test_a_clip_that_says_something_else_is_none(cache: ClipCache) -> None:
    put(cache)
    assert cache.read("a", "再见") is None


def test_no_folder_is_an_empty_cache(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "none" / "here")
    assert cache.read("a", TEXT) is None
    assert cache.size() == 0
    assert cache.make_room()


def test_a_file_where_the_folder_should_be_is_survived(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("x", encoding="utf-8")
    cache = ClipCache(tmp_path / "cache")
    assert cache.read("a", TEXT) is None
    cache.make_room()
    cache.remember("e", "p")
    assert cache.remembered() is None
    with pytest.raises(CantWrite, match="写不进"):
        put(cache)


def test_the_longest_unheard_goes_first_when_the_cache_is_full(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path, limit=60_000)
    cache.make_room()
    for n, name in enumerate("abc"):
        os.utime(put(cache, name), (1000 + n, 1000 + n))
    assert cache.read("a", TEXT)  # heard now, so b is the oldest
    cache.make_room()
    assert [cache.has(name) for name in "abc"] == [True, False, True]


def test_the_cache_stays_within_its_bounds(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path, limit=100_000)
    for n in range(12):
        assert cache.make_room()
        put(cache, f"clip{n}")
    cache.make_room()
    assert 0 < cache.size() <= 100_000


def test_what_a_killed_process_left_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "a.99.0.tmp").write_bytes(b"x" * 100)
    ClipCache(tmp_path).make_room()
    assert not list(tmp_path.glob("*.tmp"))


def test_clips_make_room_on_a_disk_that_others_have_filled(
    cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        put(cache, name)
    whole = cache.size()

    def usage(_: object) -> SimpleNamespace:
        return SimpleNamespace(free=clip_cache.ROOM_LEFT - 1 + whole - cache.size())

    monkeypatch.setattr(clip_cache.shutil, "disk_usage", usage)
    assert cache.make_room()
    assert cache.size() < whole


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ClipCache(tmp_path)
    put(cache)
    monkeypatch.setattr(ClipCache, "_free", lambda _: 1000)
    assert not cache.make_room()


def test_the_engine_is_remembered_and_nonsense_is_not(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    assert cache.remembered() is None
    cache.remember("espeak", "p")
    assert cache.remembered() == ("espeak", "p")
    (tmp_path / "engine.json").write_text("[]", encoding="utf-8")
    assert cache.remembered() is None


def test_engine_voice_and_words_each_make_another_clip() -> None:
    voice = VoiceParams()
    names = {
        key("e1", voice, "您好"),
        key("e2", voice, "您好"),
        key("e1", voice.slower(), "您好"),
        key("e1", VoiceParams(pitch=60), "您好"),
        key("e1", VoiceParams(melody=60), "您好"),
        key("e1", VoiceParams(variant="f1"), "您好"),
        key("e1", voice, "你好"),
    }
    assert len(names) == 7


def record(folder: Path, name: str, kind: str = ".wav", facts: object = None) -> Path:
    path = folder / (name + kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    if facts is not None:
        path.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")
    return path


LINE = Utterance("故事/场景-1", "您好")


def test_a_recording_is_found_by_story_and_line(tmp_path: Path) -> None:
    path = record(tmp_path, "故事/场景-1")
    found = Recordings([tmp_path / "none", tmp_path]).find(LINE)
    assert found is not None
    assert (found.path, found.marks) == (path, ())


def test_the_first_folder_and_the_better_kind_win(tmp_path: Path) -> None:
    record(tmp_path / "a", "故事/场景-1")
    ogg = record(tmp_path / "a", "故事/场景-1", ".ogg")
    record(tmp_path / "b", "故事/场景-1", ".ogg")
    found = Recordings([tmp_path / "a", tmp_path / "b"]).find(LINE)
    assert found is not None
    assert found.path == ogg


def test_marks_beside_a_recording_are_used(tmp_path: Path) -> None:
    record(tmp_path, "故事/场景-1", facts={"text": "您好", "marks": [[0, 0], [1, 400]]})
    found = Recordings([tmp_path]).find(LINE)
    assert found is not None
    assert found.marks == ((0, 0), (1, 400))


def test_a_recording_of_other_words_is_not_played(tmp_path: Path) -> None:
    record(tmp_path, "故事/场景-1", facts={"text": "您好吗"})
    assert Recordings([tmp_path]).find(LINE) is None


def test_nonsense_beside_a_recording_is_as_nothing(tmp_path: Path) -> None:
    record(tmp_path, "故事/场景-1", facts=[1, 2])
    assert Recordings([tmp_path]).find(LINE) is not None


@pytest.mark.parametrize(
    "name", ["../secret", "a/../../secret", "/secret", "a\\b", "C:x", "", "a/\0"]
)
def test_an_id_that_leads_out_of_the_folder_finds_nothing(tmp_path: Path, name: str) -> None:
    record(tmp_path, "secret")
    record(tmp_path / "in", "x")
    assert Recordings([tmp_path / "in"]).find(Utterance(name, "您好")) is None


def test_an_id_too_long_for_a_file_finds_nothing(tmp_path: Path) -> None:
    assert Recordings([tmp_path]).find(Utterance("a/" + "长" * 5000, "您好")) is None
