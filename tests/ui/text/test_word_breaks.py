"""Where a break would part a word: known runs as they were segmented, other text by their words."""

from __future__ import annotations

import pytest

from kiosk.ui.text.line_break import FREE
from kiosk.ui.text.word_breaks import WordBreaks

BREAKS = WordBreaks(
    ["下载 国家-反诈-中心", "屏幕-共享", "陌生 来电 要 您 共享 屏幕", "点 了", "不 转账"],
    ["三 分钟", "安全 账户", "请 打开 手机"],
)


def shown(text: str, breaks: WordBreaks = BREAKS) -> str:
    """Give a text with - where its words are held, ~ where those of a name are."""
    held = breaks.held(text)
    marks = ("-" if n in held.words else "~" if n in held.names else "" for n in range(len(text)))
    return "".join(mark + char for mark, char in zip(marks, text, strict=True))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("陌生来电要您共享屏幕", "陌-生来-电要您共-享屏-幕"),
        ("下载国家反诈中心", "下-载国-家~反-诈~中-心"),
        # Marks, blanks and figures part runs: what is put together keeps the words of its parts.
        ("“屏幕共享”，点了", "“屏-幕~共-享”，点~了"),
        ("安全账户　共 3 步", "安-全账-户　共 3~ ~步"),
        # Nobody has segmented these; the words of the others take them apart.
        ("陌生账户要您下载", "陌-生账-户要您下-载"),
        ("甲打开屏幕共享乙", "甲打-开屏-幕共-享乙"),
    ],
)
def test_words_are_held_and_the_words_of_a_name(text: str, held: str) -> None:
    assert shown(text) == held


def test_a_negation_stays_with_what_it_denies_and_a_particle_with_its_word() -> None:
    assert shown("不转账") == "不~转-账"
    assert shown("点了") == "点~了"
    assert shown("转到") == "转~到"


@pytest.mark.parametrize("text", ["12 分钟", "12分钟"])
def test_a_figure_stays_with_its_unit(text: str) -> None:
    first = text.index("分")
    assert first in BREAKS.held(text).names


def test_a_number_in_words_stays_with_its_unit() -> None:
    assert shown("三分钟") == "三~分-钟"


def test_what_only_follows_a_figure_is_no_unit() -> None:
    assert shown("96110 国家反诈中心").startswith("96110 国")


def test_without_any_words_a_row_may_end_anywhere() -> None:
    assert WordBreaks().held("陌生来电") == FREE
