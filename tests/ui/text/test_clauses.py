"""Words are cut after a clause's marks, and what is left says that it goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.text.clauses import CUT, beginnings, clauses, sentences

TEXT = st.text(alphabet="您好的，。？！；：、“”’…a1", max_size=40)


@given(TEXT)
def test_the_clauses_are_the_text(text: str) -> None:
    assert "".join(clauses(text)) == text
    assert "".join(clauses(text, labels=True)) == text
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您好，医保中心。", ("您好，", "医保中心。")),
        ("“真的？”我问。", ("“真的？”", "我问。")),
        ("什么？！没有标点", ("什么？！", "没有标点")),
        ("", ()),
    ],
)
def test_a_clause_ends_with_its_marks(text: str, parts: tuple[str, ...]) -> None:
    assert clauses(text) == parts


def test_a_sentence_takes_its_closing_quotation_mark_along() -> None:
    assert sentences("“您好，在吗。”请坐！") == ("“您好，在吗。”", "请坐！")


def test_a_label_stays_in_one_piece_where_labels_are_kept() -> None:
    text = "请按“开始，再来一次”，再等。"
    assert clauses(text) == ("请按“开始，", "再来一次”，", "再等。")
    assert clauses(text, labels=True) == ("请按“开始，再来一次”，", "再等。")


def test_beginnings_leave_out_clause_after_clause() -> None:
    assert beginnings("您好，医保中心。别急！") == (
        "您好，医保中心。别急！",
        "您好，医保中心…",
        "您好…",
    )


@given(TEXT)
def test_beginnings_get_shorter_and_say_that_they_go_on(text: str) -> None:
    whole, *shorter = beginnings(text)
    assert whole == text
    for one in shorter:
        assert one.endswith(CUT)
        assert text.startswith(one[: -len(CUT)])
