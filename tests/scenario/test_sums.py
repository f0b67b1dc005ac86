"""Sums are read as people write them; what only looks like one is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.sums import plain, sums

SUMS = [
    ("80000 元", 80000), ("8,000元", 8000), ("８０００元", 8000), ("￥8000", 8000), ("¥ 20,000", 20000),
    ("20,000.50元", 20000), ("80 000 元", 80000), ("8千块", 8000), ("1.2万", 12000), ("12万8", 128000),
    ("1万2千元", 12000), ("3.5w", 35000), ("8k块", 8000), ("2 万元", 20000), ("8000人民币", 8000),
    ("八千块", 8000), ("八千块钱", 8000), ("捌仟元", 8000), ("一万二", 12000), ("一万二千", 12000),
    ("一万零二百", 10200), ("五千八", 5800), ("两百五", 250), ("两万五", 25000), ("一百零五元", 105),
    ("十五元", 15), ("十二万三千四百五十六元", 123456), ("八十一万", 810000), ("一亿元", 100_000_000),
    ("二十万", 200000), ("六千", 6000), ("三百块", 300), ("〇元", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "yuan"), SUMS)
def test_a_sum_is_read_in_every_writing(text: str, yuan: int) -> None:
    (one,) = sums(plain(f"，{text}，"))
    assert (one.least, one.most) == (yuan, yuan)


VAGUE = [
    ("三千多", 3000, 4000), ("八千余元", 8000, 9000), ("近一万元", 9000, 10000), ("几万块", 20000, 90000),
    ("两三千块", 2000, 3000), ("上万元", 10000, 20000), ("数千元", 2000, 9000), ("万把块", 9000, 12000),
    ("一百来块", 95, 110), ("几百块", 200, 900), ("约 5000 元", 4800, 5200), ("不到一万块", 9000, 9999),
]  # fmt: skip


@pytest.mark.parametrize(("text", "least", "most"), VAGUE)
def test_a_sum_that_is_nearly_meant_may_mean_all_of_these(text: str, least: int, most: int) -> None:
    (one,) = sums(plain(text))
    assert one.means(least)
    assert one.means(most)
    assert not one.means(most * 10)


NONE = [
    "千万别转", "万一", "百万保障", "四十分钟", "三千股", "1000 美元", "500 欧元", "三百个积分", "第 8000 个",
    "尾号 8830", "五千人", "十万火急", "一万次", "3000 步", "$500", "200 港币", "两百斤", "五点", "您好",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_money_of_ours_is_no_sum(text: str) -> None:
    assert [one for one in sums(plain(text)) if not one.bare] == []


@given(
    st.integers(1, 10**8), st.sampled_from(["{:,} 元", "{}元", "￥{:,}", "{} 块", "人民币 {} 元"])
)
def test_any_figure_is_read_as_it_stands(yuan: int, form: str) -> None:
    (one,) = sums(plain(form.format(yuan)))
    assert one.means(yuan)
    assert one.least == one.most


@given(st.text("零一二两三四五六七八九十百千万亿几多元块，0123456789.,万k ￥", max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    for one in sums(plain(text)):
        assert one.least <= one.most


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("9" * 400 + "元", int("9" * 400)),
        ("1" + "k" * 320 + "元", 1000**320),
        ("大约" + "九" * 400 + "元", int("9" * 400)),
    ],
)
def test_a_sum_longer_than_anybody_owns_is_read_as_well(text: str, yuan: int) -> None:
    (one,) = sums(plain(text))
    assert one.means(yuan)
