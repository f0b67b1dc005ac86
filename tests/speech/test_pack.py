from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kiosk.voice.speech_pack import INDEX, BadPack, Entry, Pack, key
from speech.pack import write

ONE = Entry("上当。", "旁白", "shang4dang4.", "abc", 700, (50, 300))
TWO = Entry("稳妥。", "旁白", "wen2tuo3.", "abd", 720, (50, 310))


def written(folder: Path) -> Pack:
    path = folder / "story.zip"
    write(path, [(TWO, b"two"), (ONE, b"one")])
    return Pack(path)


def test_what_is_packed_is_found_by_voice_and_words(tmp_path: Path) -> None:
    packed = written(tmp_path)
    entry = packed.find("旁白", "上当。")
    assert entry == ONE
    assert packed.sound(ONE) == b"one"


@pytest.mark.parametrize(("voice", "words"), [("我", "上当。"), ("旁白", "上当！"), ("旁白", "")])
def test_a_clip_of_other_words_or_of_another_voice_is_never_found(
    tmp_path: Path, voice: str, words: str
) -> None:
    assert written(tmp_path).find(voice, words) is None


def test_a_key_that_lies_about_its_words_is_not_believed(tmp_path: Path) -> None:
    packed = written(tmp_path)
    packed.entries[key("旁白", "不是")] = ONE
    assert packed.find("旁白", "不是") is None


def test_the_same_clips_give_the_same_bytes_in_whatever_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    write(first, [(ONE, b"one"), (TWO, b"two")])
    write(second, [(TWO, b"two"), (ONE, b"one")])
    assert first.read_bytes() == second.read_bytes()


def test_a_damaged_clip_is_no_clip_and_the_others_stay(tmp_path: Path) -> None:
    packed = written(tmp_path)
    whole = packed.path.read_bytes()
    place = whole.index(b"one")
    packed.path.write_bytes(whole[:place] + b"0ne" + whole[place + 3 :])
    assert Pack(packed.path).sound(ONE) is None
    assert Pack(packed.path).sound(TWO) == b"two"


def test_a_pack_cut_short_is_refused_with_a_next_step(tmp_path: Path) -> None:
    packed = written(tmp_path)
    packed.path.write_bytes(packed.path.read_bytes()[:-40])
    with pytest.raises(BadPack, match="重做一次"):
        Pack(packed.path)


def test_a_pack_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(INDEX, json.dumps({"format": 99, "clips": {}}))
    with pytest.raises(BadPack, match="另一个版本"):
        Pack(path)


def test_no_pack_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(BadPack):
        Pack(tmp_path / "none.zip")
