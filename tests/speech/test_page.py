from __future__ import annotations

from speech.page import doubtful, page, plain

from .reads import reader


def test_the_page_shows_each_sentence_with_its_pinyin_and_marks_doubt() -> None:
    known = reader()
    found = {"story": [("旁白", known.read("您还要钱。")), ("我", known.read("还款<"[:2]))]}
    text = page(found, known.lists)
    assert "<mark><ruby>还<rt>hái</rt></ruby></mark>" in text
    assert "<ruby>还<rt>huán</rt></ruby>" in text
    assert "一共 2 句，2 个字" in text


def test_what_a_list_has_settled_is_not_doubtful() -> None:
    known = reader()
    assert [s.char for s in doubtful(known.read("还款"), known.lists)] == []
    assert [s.char for s in doubtful(known.read("还要"), known.lists)] == ["还", "要"]


def test_the_plain_page_has_a_line_for_each_sentence() -> None:
    known = reader()
    assert (
        plain({"story": [("旁白", known.read("很好。"))]}) == "# story\n旁白\t很好。\then2 hao3.\n"
    )
