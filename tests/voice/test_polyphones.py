"""Characters with several readings are read as their words and what is around them ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.paths import shipped
from kiosk.scenario.model import Scenario
from kiosk.scenario.spoken import Speaker
from kiosk.speech import Utterance
from kiosk.voice.polyphones import (
    DICTIONARY,
    POLYPHONES,
    Polyphones,
    load_polyphones,
    marked,
    read_table,
)
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.text_normaliser import BadWording, load_wording, shipped_wording
from tests.sample import every_story

from .faulty import needs_engine

pytestmark = pytest.mark.once  # words alone

FOLDER = shipped("assets") / "voice"
KNOWN: Polyphones = load_polyphones(FOLDER)
WORDING = load_wording(shipped_wording())

LINES = [
    line
    for line in Path(__file__).with_name("polyphone_cases.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def marked_readings(line: str) -> tuple[str, dict[int, str]]:
    """Give a line of the file without its marks, and the readings by their places."""
    text, readings = "", {}
    for char, reading in re.findall(r"([^{}])(?:\{(\w+)\})?", line):
        if reading:
            readings[len(text)] = reading
        text += char
    return text, readings


def test_a_character_is_surely_read_as_its_line_asks_for() -> None:
    for line in LINES:
        text, wanted = marked_readings(line)
        read = {one.place: one for one in KNOWN.read(text)}
        assert wanted, line
        assert {place: read[place].reading for place in wanted} == wanted, line
        assert [one.char for one in read.values() if not one.sure] == [], line


def test_there_are_cases_for_most_characters() -> None:
    shown = {line[place] for line in map(marked_readings, LINES) for place, line in pairs(line)}
    assert len(shown) > 100


def pairs(line: tuple[str, dict[int, str]]) -> Iterator[tuple[int, str]]:
    """Give each marked place with its line."""
    return ((place, line[0]) for place in line[1])


@pytest.mark.parametrize(
    ("text", "char", "others"),
    [
        ("曾琳的电话", "曾", "zeng1"),
        ("曾小贤来了", "曾", "zeng1"),
        ("背着一袋米", "背", "bei1"),
        ("燕飞来了", "燕", "yan1"),
        ("东西还给", "还", "hai2"),
        ("这东西重，您拿好", "重", "chong2"),
        ("请任主任签字", "任", "ren2"),
    ],
)
def test_where_nobody_can_tell_it_is_not_sure(text: str, char: str, others: str) -> None:
    (one,) = [one for one in KNOWN.unsure(text) if one.char == char]
    assert {one.reading, others} <= set(KNOWN.characters[char])


@pytest.mark.parametrize("story", every_story(), ids=lambda s: s.id)
def test_every_line_of_a_shipped_story_is_sure(story: Scenario) -> None:
    lines = list(Speaker(story).everything())
    assert [(one.words, line.text) for line in lines for one in WORDING.unsure(line)] == []


def test_a_reading_that_is_given_is_sure() -> None:
    line = Utterance("a/1", "曾琳来电")
    assert [(one.words, one.reading) for one in WORDING.unsure(line)] == [("曾琳", "ceng2")]
    for say in ("增琳", "曾琳"):
        assert WORDING.unsure(Utterance("a/1", "曾琳来电", readings=(("曾琳", say),))) == []
    assert WORDING.unsure(Utterance("a/1", "曾琳来电", say="增琳来电")) == []


def test_the_words_told_are_those_that_are_written() -> None:
    (one,) = WORDING.unsure(Utterance("a/1", "找2曾琳"))
    assert one.words == "2曾琳"


def test_missing_lists_say_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    file.write_bytes(shipped_wording().read_bytes())
    wording = load_wording(file)
    assert wording.word("还钱").text == "还钱"
    with pytest.raises(BadWording, match="换回来"):
        wording.word("还钱", "espeak")


@pytest.mark.parametrize(
    ("name", "whole", "damaged"),
    [
        (DICTIONARY, "\n银行\t89\thang2\n", "\n银行\t89\n"),
        (DICTIONARY, "\n银行\t89\thang2\n", "\n银行\tx9\thang2\n"),
        (POLYPHONES, "match = '还(?=", "match = '还((?="),
    ],
)
def test_damaged_lists_say_what_to_do(tmp_path: Path, name: str, whole: str, damaged: str) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert whole in text
    (tmp_path / name).write_text(text.replace(whole, damaged), encoding="utf-8")
    wording = load_wording(tmp_path / shipped_wording().name)
    with pytest.raises(BadWording, match="换回来"):
        wording.word("去银行，还您三千", "espeak")
    with pytest.raises(BadWording, match="换回来"):
        wording.unsure(Utterance("a/1", "去银行，还您三千"))


def test_only_an_engine_that_reads_characters_is_given_others() -> None:
    assert WORDING.word("还钱").text == WORDING.word("还钱", "speech").text == "还钱"
    assert (
        WORDING.word("还钱", "espeak").text == WORDING.word("还钱", "espeak-pinyin").text == "环钱"
    )
    assert WORDING.word("您得去", "espeak").text == "您[[tei214]]去"
    assert WORDING.word("您得去", "espeak-pinyin").text == "您得去"


def test_what_is_given_instead_keeps_its_place() -> None:
    said = WORDING.word("您得还，好吗", "espeak")
    assert said.end(said.text.index("]]")) == 2
    assert said.end(said.text.index("，")) == 4


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        ("zhong4", "zhòng"),
        ("liu2", "liú"),
        ("de5", "de"),
        ("lv4", "lǜ"),
        ("hui4", "huì"),
        ("shuo1", "shuō"),
    ],
)
def test_a_reading_is_shown_with_its_tone(reading: str, shown: str) -> None:
    assert marked(reading) == shown


def test_every_word_of_the_lists_gives_each_of_its_characters_a_reading_it_has() -> None:
    for word, row in [*KNOWN.own.items(), *(w for w in KNOWN.words.items() if len(w[0]) > 1)]:
        readings = (
            row.partition("\t")[2].split() if word not in KNOWN.own else KNOWN.own[word].split()
        )
        several = [char for char in word if char in KNOWN.characters]
        assert len(several) == len(readings), word
        for char, reading in zip(several, readings, strict=True):
            assert reading in KNOWN.characters[char], (word, char, reading)


def test_every_context_says_a_reading_its_character_has() -> None:
    for one in read_table(FOLDER / POLYPHONES).context:
        reading = one.say.removesuffix("?")
        assert not reading or reading in KNOWN.characters[one.char], one


def test_a_sound_alike_has_one_reading() -> None:
    assert not set(KNOWN.homophones.values()) & KNOWN.characters.keys()


@pytest.fixture(scope="module")
def process() -> Iterator[SpeakingProcess]:
    process = SpeakingProcess()
    yield process
    process.close()


def phonemes(process: SpeakingProcess, text: str) -> str:
    answer = process.ask({"spell": text})
    assert answer is not None
    return re.sub(r"[',_:| ]", "", str(answer["phonemes"]))


SOUNDS = dict(
    line.split("\t")
    for line in Path(__file__).with_name("espeak_sounds.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
)


@needs_engine
def test_the_engine_says_every_sound_alike_as_its_reading(process: SpeakingProcess) -> None:
    assert process.ready()
    assert len(SOUNDS) > 100
    alike = {**KNOWN.homophones, **KNOWN.phonemes}
    told = {r: phonemes(process, c) if len(c) == 1 else c.strip("[]") for r, c in alike.items()}
    assert {r: told[r] for r in SOUNDS} == SOUNDS


@needs_engine
def test_the_engine_says_a_word_as_its_readings_ask_for(process: SpeakingProcess) -> None:
    """What has its own reading elsewhere in the language is compared with a character of that reading."""
    assert process.ready()
    for written, char in {
        "支行": "航", "总行": "航", "行员": "航", "曾女士": "增", "任经理": "仁", "单先生": "善", "解警官": "谢",
        "查先生": "渣", "曝光": "报", "还钱": "环", "重装": "虫", "中奖": "众", "教您": "交", "数钱": "暑", "弹窗": "谈",
    }.items():  # fmt: skip
        said = WORDING.word(written, process.profile).text
        assert phonemes(process, char) in phonemes(process, said), (written, said)
