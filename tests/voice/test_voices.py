"""The voices of the stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.paths import shipped
from kiosk.scenario.spoken import VISITOR_VOICE
from kiosk.speech import NARRATOR_VOICE, Utterance
from kiosk.voice.voices import BadVoices, VoiceParams, VoicesFile, load_voices, voice_of

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")


def test_the_narrator_and_the_visitor_have_voices() -> None:
    assert {NARRATOR_VOICE, VISITOR_VOICE} <= set(SHIPPED)


def test_no_two_shipped_voices_are_the_same() -> None:
    assert len(set(SHIPPED.values())) == len(SHIPPED)


def test_the_narrator_is_slow_enough_to_follow() -> None:
    assert 150 <= SHIPPED[NARRATOR_VOICE].rate <= 170
    assert SHIPPED[NARRATOR_VOICE].slower().rate < 130


def test_a_voice_nobody_defined_is_the_narrators() -> None:
    alien = Utterance("a/1", "您好", voice="外星人")
    assert voice_of(alien, SHIPPED, slow=False) == SHIPPED[NARRATOR_VOICE]
    assert voice_of(alien, {}, slow=False) == VoiceParams()


def test_a_file_is_read_when_a_voice_is_looked_up(tmp_path: Path) -> None:
    voices = VoicesFile(tmp_path / "voices.yaml")
    with pytest.raises(BadVoices, match="读不出来"):
        len(voices)
    (tmp_path / "voices.yaml").write_text("声音:\n  旁白: {语速: 150}\n", encoding="utf-8")
    assert dict(voices) == {"旁白": VoiceParams(rate=150)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("声音: [", "读不出来"),
        ("声音: 1", "没有“声音”"),
        ("", "没有“声音”"),
        ("声音:\n  旁白: 3", "旁白"),
        ("声音:\n  旁白: {语速: 快}", "80 到 300"),
        ("声音:\n  旁白: {语速: 10}", "80 到 300"),
        ("声音:\n  旁白: {语速: true}", "80 到 300"),
        ("声音:\n  旁白: {音高: 100}", "0 到 99"),
        ("声音:\n  旁白: {起伏: -1}", "0 到 99"),
        ("声音:\n  旁白: {性别: 猫}", "男、女"),
        ("声音:\n  旁白: {音色: ../f1}", "字母和数字"),
        ("声音:\n  旁白: {响度: 1}", "不认识"),
    ],
)
def test_a_bad_voice_is_named_with_what_it_may_be(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadVoices, match=told):
        load_voices(file)
