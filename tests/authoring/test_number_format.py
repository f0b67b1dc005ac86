"""A number is shown as its format writes it; what isn't known of a format is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.authoring.number_format import BUILT_IN, shown, shown_text

ACCOUNTS = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '

# Where nothing Chinese is in a format, the text is also what LibreOffice 7.4 shows.
SHOWN = (
    (0.5, "0%", "50%"),
    (0.125, "0.0%", "12.5%"),
    (0.995, "0%", "100%"),
    (8000, '"¥"#,##0', "¥8,000"),
    (8000, "[$¥-804]#,##0.00", "¥8,000.00"),
    (8000, "[$$-409]#,##0", "$8,000"),
    (8000, "[$€-2] #,##0", "€ 8,000"),
    (20000, "#,##0", "20,000"),
    (1234.5, "#,##0.00", "1,234.50"),
    (999999.995, "#,##0.00", "1,000,000.00"),
    (8000, ACCOUNTS, "¥8,000.00"),
    (0, ACCOUNTS, "¥-"),
    (-5, ACCOUNTS, "¥-5.00"),
    (8000, '#,##0\\ "元"', "8,000 元"),
    (8000, '0"元"', "8000元"),
    (8000, "0元", "8000元"),
    (48000, '0!.0,"万"', "4.8万"),
    (48000, "0.0,", "48.0"),
    (12345678, '#,##0.0,,"M"', "12.3M"),
    (5, '[>=10000]0.0,"万";0', "5"),
    (3, '"第"0"期"', "第3期"),
    (3, "第0期", "第3期"),
    (2025, "0年", "2025年"),
    (12, "000000", "000012"),
    (123, "00000000", "00000123"),
    (13812345678, "000-0000-0000", "138-1234-5678"),
    (13812345678, "000!-0000!-0000", "138-1234-5678"),
    (96110, "General", "96110"),
    (96110, "G/通用格式", "96110"),
    (7, "@", "7"),
    (7, "0_ ", "7"),
    (7, '@"元"', "7元"),
    (1, '"是";"否";"无"', "是"),
    (0, '"是";"否";"无"', "无"),
    (5, ";;;", ""),
    (0, "#,##0;;", ""),
    (-5, "#,##0", "-5"),
    (-5, "0;(0)", "(5)"),
    (-5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(5.00)"),
    (1234, "[Red]0;[Blue]-0", "1234"),
    (-1234, "[红色]0;[蓝色]-0", "-1234"),
    (2.5, "0", "3"),
    (0.5, ".00", ".50"),
    (12.5, ".00", "12.50"),
    (12.5, "#.##", "12.5"),
    (12, "#.##", "12."),
    (6222021234567890, "0", "6222021234567890"),
    (6222021234567890, "General", "6.22202E+15"),
    (1e15, "0", "1000000000000000"),
    (0.1 + 0.2, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (100 / 3, "General", "33.33333333"),
    (1e-5, "General", "0.00001"),
    (1e-12, "General", "1E-12"),
    (0.5, "# ?/?", "1/2"),
    (1.5, "# ?/?", "1 1/2"),
    (-1.5, "# ?/?", "-1 1/2"),
    (3.1416, "# ??/??", "3 14/99"),
    (0.25, "# ?/8", "2/8"),
    (2, "# ?/?", "2"),
    (0.9999, "# ?/?", "1"),
    (1.5, "?/?", "3/2"),
    (123456, "0.00E+00", "1.23E+05"),
    (123456, "##0.0E+0", "123.5E+3"),
    (0.00012, "0.00E+00", "1.20E-04"),
    (9.999, "0.0E+00", "1.0E+01"),
    (0, "0.00E+00", "0.00E+00"),
    (1.0625, "[h]:mm", "25:30"),
    (1.0625, "[hh]:mm:ss", "25:30:00"),
    (0.25, "[m]", "360"),
    (0.520833333333333, "h:mm", "12:30"),
    (0.0003472222, "mm:ss.0", "00:30.0"),
    (45826, "yyyy/m/d", "2025/6/18"),
    (45826, "yyyy-mm-dd;@", "2025-06-18"),
    (45826, "yyyymmdd", "20250618"),
    (45826, 'm"月"d"日"', "6月18日"),
    (45826, "d-mmm-yy", "18-Jun-25"),
    (45826, "mmmm", "June"),
    (45826, "[$-804]mmmm", "六月"),
    (45826, "aaaa", "星期三"),
    (45826, "aaa", "三"),
    (45826, "[$-804]dddd", "星期三"),
    (45826, 'e"年"', "2025年"),
    (45826, "[$-F800]dddd, mmmm dd, yyyy", "2025年6月18日"),
    (45826.5, "yyyy/m/d h:mm AM/PM", "2025/6/18 12:00 PM"),
    (45826.75, '上午/下午h"时"mm"分"', "下午6时00分"),
    (45826.999999, "yyyy/m/d h:mm", "2025/6/19 0:00"),
    (1, "yyyy/m/d", "1900/1/1"),
    (61, "yyyy/m/d", "1900/3/1"),
    (45809, '[DBNum1][$-804]yyyy"年"m"月";@', "二〇二五年六月"),
    (45826, '[DBNum1]yyyy"年"m"月"d"日"', "二〇二五年六月十八日"),
    (45826, '[DBNum2]yyyy"年"m"月"d"日"', "贰零贰伍年陆月壹拾捌日"),
    (12345, "[DBNum1]General", "一万二千三百四十五"),
    (10203, "[DBNum1]General", "一万〇二百〇三"),
    (1002003, "[DBNum1]General", "一百万二千〇三"),
    (100000020, "[DBNum1]General", "一亿〇二十"),
    (12345, '[DBNum2][$-804]General"元整"', "壹万贰仟叁佰肆拾伍元整"),
    (12345, "[DBNum1]0", "一二三四五"),
    (12345, "[DBNum3]0", "１２３４５"),
)


@pytest.mark.parametrize(("value", "number_format", "text"), SHOWN)
def test_a_number_is_shown_as_its_format_writes_it(
    value: float, number_format: str, text: str
) -> None:
    told = shown(value, number_format)
    assert told is not None
    assert told.text == text


@pytest.mark.parametrize(
    ("number_format", "day"),
    [
        ("yyyy/m/d", "2025-06-18"),
        ('yyyy"年"m"月"', "2025-06"),
        ('[DBNum1][$-804]yyyy"年"m"月";@', "2025-06"),
        ("mmm-yy", "2025-06"),
        ("yyyy", "2025"),
        ("m/d", ""),
        ("h:mm", ""),
        ("0", ""),
    ],
)
def test_a_date_is_known_as_far_as_it_is_shown(number_format: str, day: str) -> None:
    told = shown(45826, number_format)
    assert told is not None
    assert told.day == day


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (1, "Q1"),
        (1, "[NatNum1]0"),
        (45826, "gge"),
        (45826, "bbbb"),
        (-1, "yyyy/m/d"),
        (3e6, "yyyy/m/d"),
        (60, "yyyy/m/d"),
        (5, "[<3]0"),
        (1, "0/0/0"),
        (1, "0." * 4),
        (1, '"' + "很长" * 200 + '"0'),
    ],
)
def test_what_is_not_known_of_a_format_is_not_guessed(value: float, number_format: str) -> None:
    assert shown(value, number_format) is None


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("@", "甲"),
        ("General", "甲"),
        ("0", "甲"),
        ('@"元"', "甲元"),
        (ACCOUNTS, "甲"),
        (";;;", ""),
        ('0;-0;0;"甲方："@', "甲方：甲"),
    ],
)
def test_a_text_is_shown_by_the_section_for_texts(number_format: str, text: str) -> None:
    told = shown_text("甲", number_format)
    assert told is not None
    assert told.strip() == text


def test_a_workbook_that_counts_from_1904_shows_its_own_days() -> None:
    told = shown(44364, "yyyy/m/d", since_1904=True)
    assert told is not None
    assert told.text == "2025/6/18"


@pytest.mark.parametrize("number", sorted(BUILT_IN))
def test_every_format_with_a_number_of_its_own_is_known(number: int) -> None:
    assert shown(45826.5, BUILT_IN[number]) is not None


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%E+-/@ymdhsaeG"元[]$;_*\\!()DBNum1 4>=<', max_size=16),
)
def test_whatever_the_format_nothing_is_raised(value: float, number_format: str) -> None:
    told = shown(value, number_format)
    assert told is None or isinstance(told.text, str)


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_keeps_its_digits(number: int) -> None:
    for number_format in ("General", "0", "#,##0", "@", "0.00"):
        told = shown(number, number_format)
        assert told is not None
        assert float(told.text.replace(",", "")) == number
