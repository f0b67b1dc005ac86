"""While a telephone rings it shows what a telephone knows."""

from __future__ import annotations

import pytest

from .varied import codes, told

CALL = "    渠道: 电话\n    对方: 客服\n    画面:\n      号码: '+00 ··· 2217'\n    台词:\n      - 谁: 客服\n"
NAMED = "    称呼: “理赔客服”\n    声音: 男客服\n    头像: 男客服\n"


def ringing(
    contact: str = "客服", number: str = "+00 ··· 2217", speaker: str = "旁白"
) -> tuple[str, str]:
    known = f"    对方: {contact}\n" if contact else ""
    shown = f"      号码: '{number}'\n" if number else ""
    return CALL, (
        f"    渠道: 电话\n{known}    画面:\n{shown}      响铃: 是\n    台词:\n      - 谁: {speaker}\n"
    )


def named(name: str, portrait: str) -> tuple[str, str]:
    return NAMED, f"    称呼: {name}\n    声音: 男客服\n    头像: {portrait}\n"


SHOWN = [
    ("“理赔客服”", "男客服", "name"),
    ("“理赔客服”", "陌生人", "name"),
    ("“张警官”", "假警官", "name"),
    ("张警官", "陌生人", "name"),
    ("客服小王", "男客服", "name"),
    ("陌生来电", "男客服", "face"),
    ("96110 来电", "真民警女", "face"),
    ("未知号码", "陌生人-严厉", ""),
]


@pytest.mark.parametrize(("name", "portrait", "variant"), SHOWN)
def test_a_name_or_a_face_before_anybody_answers_is_told(
    name: str, portrait: str, variant: str
) -> None:
    found = [p for p in told(ringing(), named(name, portrait)) if p.code == "caller-shown"]
    assert [p.variant for p in found] == ([variant] if variant else [])
    assert all(p.source.strip().startswith("对方") for p in found)


def test_a_claimed_name_is_told_also_where_no_number_is_shown() -> None:
    assert "caller-shown" in codes(ringing(number=""))


@pytest.mark.parametrize("name", ["陌生来电", "未知号码", "未显示号码", "不认识的号码", "106 来电"])
def test_what_a_telephone_shows_of_nobody_is_fair(name: str) -> None:
    assert codes(ringing(), named(name, "陌生人")) == []


def test_nobody_named_is_fair() -> None:
    assert codes(ringing(contact="")) == []


def test_whom_the_telephone_knows_it_may_show() -> None:
    assert codes(ringing(contact="女儿", number="")) == []


def test_who_speaks_before_anybody_answers_is_told() -> None:
    found = [p for p in told(ringing("女儿", "", "女儿")) if p.code == "caller-shown"]
    assert [p.variant for p in found] == ["speaks"]


def test_a_call_that_was_answered_shows_who_it_is() -> None:
    assert codes() == []
