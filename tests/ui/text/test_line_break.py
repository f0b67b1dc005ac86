"""Where Chinese text breaks: 避头尾, whole numbers and addresses, nothing lost, nothing too wide."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.text.line_break import (
    CLOSING,
    OPENING,
    Held,
    Row,
    orphan,
    units,
    wrap,
    wrap_well,
)

EM, HALF = 40, 22
HAN = "您好我是客服的话不要转账验证码快递退款警官银行电话"
MARKS = "，。、；：？！“”《》（）"

texts = st.lists(
    st.one_of(
        st.text(HAN, min_size=1, max_size=6),
        st.sampled_from(list(MARKS)),
        st.sampled_from(["96110", "App", "¥20,000", "quxiao.invalid", "50%", "+86", " ", "\n"]),
    ),
    max_size=40,
).map("".join)
widths = st.integers(EM * 4, EM * 30)


def broken(text: str, width: int, *, well: bool = False) -> list[Row]:
    def advance(index: int) -> int:
        return HALF if text[index].isascii() else EM

    return (wrap_well if well else wrap)(text, advance, width, EM)


def shown(text: str, rows: list[Row]) -> list[str]:
    return [text[row.start : row.end] for row in rows]


@given(texts, widths, st.booleans())
def test_no_character_is_lost_but_blanks_at_a_break(text: str, width: int, well: bool) -> None:  # noqa: FBT001
    rows = broken(text, width, well=well)
    assert re.sub(r"\s", "", "".join(shown(text, rows))) == re.sub(r"\s", "", text)
    assert all(len(row.xs) == row.end - row.start for row in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))


@given(texts, widths)
def test_no_row_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, width: int) -> None:
    for piece, after in pairwise(shown(text, broken(text, width))):
        # Only a piece wider than a row is ever taken apart, and a break that the text asks for.
        hard = any(
            end - start > width // EM for start, end in units(text) if text[start:end].strip()
        )
        if "\n" in text or hard:
            continue
        assert piece[-1:] not in OPENING
        assert after[:1] not in CLOSING or not after


@given(texts, widths)
def test_no_row_is_wider_than_its_room_but_by_a_hanging_mark(text: str, width: int) -> None:
    for row in broken(text, width):
        last = text[row.end - 1] if row.end > row.start else ""
        hang = EM // 2 if last in CLOSING else 0
        one = row.end - row.start <= 1
        assert row.width <= width + hang or one


@given(texts, st.integers(EM * 10, EM * 30))
def test_numbers_and_addresses_stay_whole(text: str, width: int) -> None:
    rows = shown(text, broken(text, width))
    for word in ("96110", "quxiao.invalid"):
        alone = rf"(?<![A-Za-z0-9.,:/@%+\-¥]){re.escape(word)}(?![A-Za-z0-9.,:/@%+\-])"
        assert sum(row.count(word) for row in rows) >= len(re.findall(alone, text))


def test_an_address_wider_than_a_row_is_broken_hard_and_kept() -> None:
    text = "https://quxiao-fuwu-zhongxin.invalid/login"
    rows = broken(text, EM * 6)
    assert "".join(shown(text, rows)) == text
    assert len(rows) > 1


def test_two_marks_that_meet_share_an_em() -> None:
    text = "他说：“好。”"
    (row,) = broken(text, EM * 20)
    colon, quote, good = row.xs[2], row.xs[3], row.xs[4]
    assert quote - colon == EM // 2
    assert good - quote == EM


def test_an_opening_mark_at_a_rows_start_loses_its_empty_half() -> None:
    (row,) = broken("“好”", EM * 20)
    assert row.xs[0] == -(EM // 2)


def test_figures_among_chinese_get_a_thin_space() -> None:
    (row,) = broken("拨96110问", EM * 20)
    assert EM < row.xs[1] < EM + EM // 3


def test_a_closing_mark_may_hang_past_the_row_but_a_question_mark_may_not() -> None:
    width = EM * 4 + EM // 2
    assert shown("您好您好，", broken("您好您好，", width)) == ["您好您好，"]
    assert len(broken("您好您好？", width)) == 2


@given(texts, widths)
def test_setting_text_well_never_costs_a_row(text: str, width: int) -> None:
    assert len(broken(text, width, well=True)) == len(broken(text, width))


def test_no_character_stands_alone_on_the_last_row_where_it_can_be_helped() -> None:
    text = "收钱的那个账户和几起诈骗有关"
    width = EM * (len(text) - 1)
    assert orphan(broken(text, width), text)
    assert not orphan(broken(text, width, well=True), text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n", "，", "“"])
def test_odd_texts_give_rows_and_no_error(text: str) -> None:
    assert broken(text, EM * 5)


@pytest.mark.parametrize("text", ["不不不 ，", "好（ 的", "好 ）的，", "甲  。乙"])
def test_a_blank_before_a_mark_or_behind_a_bracket_opens_no_break(text: str) -> None:
    for width in range(EM * 2, EM * 6, 10):
        for piece, after in pairwise(shown(text, broken(text, width))):
            long = any(end - start > width // EM for start, end in units(text))
            assert long or (piece[-1:] not in OPENING and after[:1] not in CLOSING)


@pytest.mark.parametrize(
    ("text", "ems", "rows"),
    [
        (
            "您按掉了电话。轮到您了，您走到柜台前。",
            17,
            ["您按掉了电话。轮到您了，", "您走到柜台前。"],
        ),
        ("已经转钱打 110，拿不准打 96110", 11, ["已经转钱打 110，", "拿不准打 96110"]),
        # Where the clauses need a row more, or one ends too early, a row is simply full.
        (
            "收款人是专员，走个人账户，您放心转账。",
            10,
            ["收款人是专员，走个人", "账户，您放心转账。"],
        ),
        ("好，您按掉了电话轮到您走到柜台前了", 10, ["好，您按掉了电话轮到", "您走到柜台前了"]),
    ],
)
def test_a_row_ends_with_a_clause_where_no_row_more_is_needed(
    text: str, ems: int, rows: list[str]
) -> None:
    assert shown(text, broken(text, EM * ems, well=True)) == rows


def test_two_characters_are_not_left_alone_on_the_last_row() -> None:
    text = "找身边的大堂经理或民警"
    assert orphan(broken(text, EM * 9), text, 2)
    assert shown(text, broken(text, EM * 9, well=True)) == ["找身边的大堂经理", "或民警"]


@given(texts, widths)
def test_breaking_well_takes_no_row_more_and_no_more_room(text: str, width: int) -> None:
    rows = broken(text, width, well=True)
    assert len(rows) == len(broken(text, width))
    assert all(row.width <= width + EM // 2 or row.end - row.start <= 1 for row in rows)


def parted(text: str, held: Held, width: int, *, well: bool = True) -> set[int]:
    """Give the places where rows begin, in a text of a word every two characters."""

    def advance(index: int) -> int:
        return HALF if text[index].isascii() else EM

    rows = (
        wrap_well(text, advance, width, EM, held)
        if well
        else wrap(text, advance, width, EM, held=held)
    )
    return {row.start for row in rows[1:]}


@given(texts, st.integers(EM * 5, EM * 30), st.booleans())
def test_no_row_ends_inside_a_word_that_has_room_in_a_row(
    text: str,
    width: int,
    well: bool,  # noqa: FBT001
) -> None:
    words = frozenset(n for n in range(1, len(text), 2) if text[n] in HAN and text[n - 1] in HAN)
    wide = any(end - start > 4 for start, end in units(text, words))
    assert wide or not words & parted(text, Held(words, frozenset()), width, well=well)


@given(texts, widths)
def test_words_cost_no_row_in_setting_well_and_lose_no_character(text: str, width: int) -> None:
    def advance(index: int) -> int:
        return HALF if text[index].isascii() else EM

    held = Held(frozenset(range(1, len(text), 2)), frozenset(range(2, len(text), 4)))
    plain = wrap(text, advance, width, EM, held=held)
    well = wrap_well(text, advance, width, EM, held)
    assert len(well) == len(plain)
    assert all(row.width <= width + EM // 2 or row.end - row.start == 1 for row in well)
    kept = "".join(text[row.start : row.end] for row in well)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_a_word_wider_than_a_row_is_broken_but_no_mark_begins_a_row() -> None:
    text = "国家反诈中心，好"
    rows = wrap(text, lambda _: EM, 4 * EM, EM, held=Held(frozenset(range(1, 6)), frozenset()))
    assert [text[row.start : row.end] for row in rows] == ["国家反诈", "中心，好"]


@pytest.mark.parametrize(
    ("ems", "rows"),
    [
        (8, ["请您去下载", "国家反诈中心"]),
        (7, ["请您去下载", "国家反诈中心"]),
        (6, ["请您去下载", "国家反诈中心"]),
        (5, ["请您去", "下载国家", "反诈中心"]),
    ],
)
def test_a_name_of_several_words_stays_whole_where_a_row_is_half_full(
    ems: int, rows: list[str]
) -> None:
    text = "请您去下载国家反诈中心"
    held = Held(frozenset({4, 6, 8, 10}), frozenset({7, 9}))
    found = wrap_well(text, lambda _: EM, ems * EM, EM, held)
    assert [text[row.start : row.end] for row in found] == rows


def test_a_short_text_is_broken_where_its_clauses_and_what_it_enumerates_end() -> None:
    for text, ems, rows in (
        (
            "叫您转账、要验证码、要保密的，才是冒充。",
            12,
            ["叫您转账、要验证码、", "要保密的，才是冒充。"],
        ),
        ("您再等等看，然后挂断电话", 11, ["您再等等看，", "然后挂断电话"]),
    ):
        found = wrap_well(text, lambda _: EM, ems * EM, EM)
        assert [text[row.start : row.end] for row in found] == rows
