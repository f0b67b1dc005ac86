from __future__ import annotations

import pytest

from kiosk.voice.sentences import LONG_REST_MS, REST_MS, sentences
from kiosk.voice.speech_pack import PROFILE
from kiosk.voice.text_normaliser import Said, load_wording, shipped_wording


def cut(text: str) -> list[str]:
    return [one.words for one in sentences(Said.as_written(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您选了：挂断。稳妥。", ["您选了：", "挂断。", "稳妥。"]),
        ("她说：“您放心。”您信了。", ["她说：", "您放心。", "您信了。"]),
        ("一，挂断，不听她说了", ["一，挂断，不听她说了"]),
        ("《刑法》第一条：好。", ["刑法第一条：", "好。"]),
        ("损失 三万 元。", ["损失三万元。"]),
        ("打开A P P看。", ["打开A P P看。"]),
        ("，反诈中心，您好", ["反诈中心，您好"]),
        ("……", []),
    ],
)
def test_a_line_is_cut_where_a_reader_takes_breath(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    "text", ["她说：“您 放心。”您信了。", "，《刑法》，第一条：好！", "打开A P P，看。"]
)
def test_every_character_of_a_sentence_knows_its_place_in_the_line(text: str) -> None:
    for one in sentences(Said.as_written(text)):
        assert "".join(text[place] for place in one.places) == one.words
        assert all(one.words[n].isalnum() for n in one.sounding)


def test_after_a_colon_the_rest_is_shorter_than_after_a_full_stop() -> None:
    first, second = sentences(Said.as_written("您选了：挂断。"))
    assert (first.rest_ms, second.rest_ms) == (REST_MS["："], LONG_REST_MS)


def test_what_is_written_is_found_again_from_a_sentence() -> None:
    said = load_wording(shipped_wording()).word("转2分10秒。答对2题。", PROFILE)
    assert [one.words for one in sentences(said)] == ["转两分十秒。", "答对两题。"]
    last = sentences(said)[1]
    written = [said.back[place] for place in last.places]
    assert written[2] == (9, 10)
