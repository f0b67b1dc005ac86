"""The interface's words are found, whatever the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.paths import shipped
from kiosk.words import Words

FOLDER = shipped("assets") / "words"


def test_a_language_without_a_file_leaves_the_kiosk_speaking_chinese() -> None:
    words = Words.of_language(FOLDER, "xx-YY")
    assert words("bar.exit") == "退出"


@pytest.mark.parametrize("damage", [b"[bar\n", b"\xff\xfe\x00", b'a = "' + b"\xe9" + b'"'])
def test_a_damaged_language_leaves_the_kiosk_speaking_chinese(
    tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "zh-CN.toml").write_bytes((FOLDER / "zh-CN.toml").read_bytes())
    (tmp_path / "en.toml").write_bytes(damage)
    assert Words.of_language(tmp_path, "en")("bar.exit") == "退出"


def test_a_language_with_a_file_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[bar]\nexit = "Leave"\n', encoding="utf-8")
    assert Words.of_language(tmp_path, "en")("bar.exit") == "Leave"


def test_without_the_chinese_words_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Words.of_language(tmp_path, "zh-CN")


def test_a_key_that_is_not_there_gives_itself() -> None:
    assert Words.of_language(FOLDER, "zh-CN")("no.such.key") == "no.such.key"


def test_recordings_are_named_for_the_key_and_only_where_the_sentence_is_always_the_same() -> None:
    words = Words({"say.a": "您好。", "say.b": "{n}分。"})
    assert words.spoken("say.a").id == "界面/say.a"
    assert words.spoken("say.b", n=3).id != "界面/say.b"
    assert [one.text for one in words.sentences()] == ["您好。"]
