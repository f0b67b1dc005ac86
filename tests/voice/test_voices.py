"""The voices of the stories."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.paths import shipped
from kiosk.scenario.problems import HERE, code, code_names
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


def test_what_was_read_is_kept_and_the_next_start_reads_no_yaml(tmp_path: Path) -> None:
    path = shipped("scenarios") / "catalogue" / "voices.yaml"
    assert dict(VoicesFile(path, tmp_path)) == SHIPPED
    code = (
        "import sys; from pathlib import Path; from kiosk.voice.voices import VoicesFile\n"
        "voices = VoicesFile(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(len(voices), voices['旁白'].rate, 'yaml' in sys.modules)"
    )
    words = [sys.executable, "-P", "-X", "utf8", "-c", code, str(path), str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(SHIPPED)), str(SHIPPED["旁白"].rate), "False"]


def test_a_file_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    for rate in (150, 160):
        path.write_text(f"声音:\n  旁白: {{语速: {rate}}}\n", encoding="utf-8")
        assert dict(VoicesFile(path, tmp_path / "cache")) == {"旁白": VoiceParams(rate=rate)}


@pytest.mark.parametrize("kept", ['{"旁白": {"rate": "fast"}}', '{"旁白": {"speed": 1}}', "[1]"])
def test_what_was_kept_and_is_none_of_ours_is_read_anew(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("声音:\n  旁白: {语速: 150}\n", encoding="utf-8")
    cache = tmp_path / "cache"
    len(VoicesFile(path, cache))
    (file,) = cache.iterdir()
    digest = hashlib.sha256(kept.encode()).hexdigest()
    file.write_text(f"{digest}\n{kept}", encoding="utf-8")
    assert dict(VoicesFile(path, cache)) == {"旁白": VoiceParams(rate=150)}


def test_a_wrong_value_is_told_at_every_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("声音:\n  旁白: {语速: 1500}\n", encoding="utf-8")
    for start in (1, 2):
        assert dict(VoicesFile(path, tmp_path / "cache")) == {"旁白": VoiceParams()}
        assert caplog.text.count("声音：") == start


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("声音: [", "YAML 写法有误"),
        ("声音: 1", "voices.yaml:1:5"),
        ("声音: {}", "没有能用的声音"),
        ("语音: {旁白: {}}", "是不是想写“声音”"),
        ("", "文件里没有内容"),
    ],
)
def test_a_file_without_a_voice_is_refused_with_what_is_wrong(
    text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadVoices, match=told):
        load_voices(file)


@pytest.mark.parametrize(
    ("voice", "told"),
    [
        ("3", "键: 值"),
        ("{语速: 快}", "80 到 300"),
        ("{语速: 10}", "80 到 300"),
        ("{语速: true}", "80 到 300"),
        ("{音高: 100}", "0 到 99"),
        ("{起伏: -1}", "0 到 99"),
        ("{性别: 猫}", "男、女"),
        ("{音色: ../f1}", "字母和数字"),
        ("{响度: 1}", "不认识"),
    ],
)
def test_a_bad_value_leaves_that_voices_default_and_is_told_with_its_place(
    voice: str, told: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text(f"声音:\n  旁白: {voice}\n  我: {{语速: 150}}\n", encoding="utf-8")
    assert load_voices(file) == {"旁白": VoiceParams(), "我": VoiceParams(rate=150)}
    assert f"{file}:2:" in caplog.text
    assert told in caplog.text


def test_of_two_voices_with_one_name_the_first_counts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text("声音:\n  我: {语速: 150}\n  我: {语速: 160}\n", encoding="utf-8")
    assert load_voices(file) == {"我": VoiceParams(rate=150)}
    assert "duplicate-key" in caplog.text


def test_the_examples_of_the_codes_are_told_at_their_places(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown = [
        (name, one) for name in code_names() for one in code(name).examples if one.setup == "voices"
    ]
    assert shown
    file = tmp_path / "voices.yaml"
    for name, one in shown:
        file.write_text(f"声音:\n  {one.good}\n", encoding="utf-8")
        load_voices(file)
        assert not caplog.records, name
        file.write_text(f"声音:\n  {one.bad.replace(HERE, '')}\n", encoding="utf-8")
        try:
            load_voices(file)
            said = caplog.text
        except BadVoices as error:
            said = str(error)
        assert f"{file}:2:{one.bad.index(HERE) + 3}: " in said
        assert f"[{name}]" in said
        caplog.clear()
