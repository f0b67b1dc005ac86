"""No character of a shipped story is read as English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from kiosk import composition
from kiosk.paths import shipped
from kiosk.review.computed_sentences import computed_sentences
from kiosk.scenario.spoken import Speaker
from kiosk.settings import Settings
from kiosk.speech import Utterance
from kiosk.voice.phonemes import NoSpelling, misread
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.text_normaliser import TextNormaliser, load_wording, shipped_wording
from kiosk.words import Words
from tests.kits import stories
from tests.sample import every_story

from .faulty import needs_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.scenario.model import Scenario

pytestmark = pytest.mark.once  # what espeak reads

WORDING = load_wording(shipped_wording())
SCENARIOS = shipped("scenarios")
FILES = sorted((SCENARIOS / "catalogue").rglob("*.yaml"))
"""Of stories each line is asked below, with the readings it is given."""


@pytest.fixture(scope="module")
def process() -> Iterator[SpeakingProcess]:
    process = SpeakingProcess()
    yield process
    process.close()


def words_of(value: object) -> Iterator[str]:
    """Give every piece of text in a file, spoken or not: all of it may be spoken one day."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from words_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from words_of(each)


@needs_engine
@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SCENARIOS)))
def test_a_file_of_the_catalogue_is_read_as_chinese_throughout(
    file: Path, process: SpeakingProcess
) -> None:
    texts = words_of(yaml.safe_load(file.read_text(encoding="utf-8")))
    lines = [Utterance(f"a/{n}", text) for n, text in enumerate(texts)]
    assert lines
    found = {(m.words, m.utterance.text) for m in misread(lines, WORDING, process)}
    assert not found


EXPLAINED: dict[str, str] = {}
"""Passages the engine reads as English, and why that is right; every one needs its reason."""


@needs_engine
@pytest.mark.parametrize("story", every_story(), ids=lambda s: s.id)
def test_every_line_of_a_shipped_story_is_read_as_chinese_with_its_own_readings(
    story: Scenario, process: SpeakingProcess
) -> None:
    lines = list(Speaker(story).everything())
    assert len(lines) > 60
    found = {(m.words, m.utterance.text) for m in misread(lines, WORDING, process)}
    assert {f for f in found if f[0] not in EXPLAINED} == set()


@needs_engine
def test_every_sentence_of_the_interface_is_read_as_chinese(process: SpeakingProcess) -> None:
    words = Words.load(shipped("assets") / "words" / "zh-CN.toml")
    filled = [
        Utterance(f"界面/{key}", re.sub(r"\{\w+\}", "三", words(key)))
        for key in words.keys()  # noqa: SIM118  no mapping: the keys only
    ]
    found = {(m.words, m.utterance.text) for m in misread(filled, WORDING, process)}
    assert {f for f in found if f[0] not in EXPLAINED} == set()


@needs_engine
def test_every_sentence_with_figures_is_read_as_chinese(process: SpeakingProcess) -> None:
    composition.drawing_without_display()
    kit = composition.make_kit((1366, 768), stories(), Settings())
    assert not {m.utterance.text for m in misread(computed_sentences(kit), WORDING, process)}


@needs_engine
@pytest.mark.parametrize("story", every_story(), ids=lambda s: s.id)
def test_no_figure_and_no_sign_of_a_shipped_story_reaches_the_engine(story: Scenario) -> None:
    for line in Speaker(story).everything():
        said = re.sub(r"\[\[[^]]*\]\]", "", WORDING.of(line, "espeak").text)
        assert not re.search(r"[0-9%¥￥*=+@#&<>/\\{}]", said), (line.text, said)


@needs_engine
@pytest.mark.parametrize(
    "text",
    [
        "兄弟，我穷得叮当响",
        "熊大爷胸口疼",
        "他很凶，很窘迫",
        "去哪儿？这儿！",
        "一点儿也不贵",
        "等一会儿",
        "便宜",
    ],
)
def test_what_the_engine_cannot_read_is_reworded(text: str, process: SpeakingProcess) -> None:
    assert not list(misread([Utterance("a/1", text)], WORDING, process))


@needs_engine
def test_without_the_rewording_it_is_found(process: SpeakingProcess) -> None:
    found = list(
        misread(
            [Utterance("a/1", "您好，兄弟"), Utterance("a/2", "您好")], TextNormaliser(()), process
        )
    )
    assert [(m.utterance.id, m.words) for m in found] == [("a/1", "兄")]


@needs_engine
@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("便宜", "phiE35n"),
        ("还款", "Xua35n"),
        ("数钱", "s.u214"),
        ("教您", "tS;jAu55"),
        ("弹窗", "tha35n"),
        ("银行", "XA35N"),
    ],
)
def test_a_word_with_two_readings_is_read_by_the_right_one(
    text: str, sounds: str, process: SpeakingProcess
) -> None:
    assert process.ready()
    answer = process.ask({"spell": WORDING.word(text, process.profile).text})
    assert answer is not None
    assert sounds in answer["phonemes"].replace("'", "")


def test_without_an_engine_it_does_not_pretend() -> None:
    process = SpeakingProcess(["/no/such/engine"])
    with pytest.raises(NoSpelling):
        list(misread([Utterance("a/1", "您好")], WORDING, process))
