"""What a cell shows is what arrives, or a problem names the sheet and the cell."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from time import process_time

import pytest
from openpyxl.utils import get_column_letter

from kiosk.authoring.convert import Converted
from kiosk.scenario.model import Choice, Scenario
from kiosk.scenario.problems import Severity

from . import books
from .books import FIRST, converted, repacked
from .books import SlimBook as Book

FILE = "故事.xlsx"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(done: Converted) -> Scenario:
    assert done.scenario is not None, [p.text() for p in done.problems]
    return done.scenario


def told(done: Converted) -> list[str]:
    """Give what is told beside what is told of the book before it was spoiled."""
    usual = {"not-approved", "source-to-fill", "no-law"}
    return [f"{p.where.removeprefix(FILE)} {p.code}" for p in done.problems if p.code not in usual]


def errors(done: Converted) -> list[str]:
    found = [p for p in done.problems if p.severity is Severity.ERROR]
    return [f"{p.where.removeprefix(FILE)} {p.code}" for p in found]


def choice(done: Converted) -> Choice:
    """Give the choice in the sixth row, the one that costs money."""
    return read(done).scenes[1].choices[1]


def put(sheet: str, title: str, row: int, value: object, look: str = "") -> Book:
    book = Book()
    cell = book.cell(sheet, title, row)
    book.put(sheet, cell, value)
    return book.look(sheet, cell, look) if look else book


LEAKS = (
    (0.5, "0%", ("50%",)),
    (0.125, "0.0%", ("12.5%",)),
    (8000, '"¥"#,##0', ("¥8,000",)),
    (20000, "#,##0", ("20,000",)),
    (20000, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', ("¥20,000.00",)),
    (0.5, "# ?/?", ("1/2",)),
    (timedelta(hours=25, minutes=30), "[h]:mm", ("25:30",)),
    (time(9, 5), "h:mm", ("9:05",)),
    (date(2025, 6, 18), 'm"月"d"日"', ("6月18日",)),
    (date(2025, 6, 18), "yyyy/m/d", ("2025/6/18",)),
    (datetime(2025, 6, 18, 14, 30), "yyyy/m/d h:mm", ("2025/6/18 14:30",)),  # noqa: DTZ001 - a cell's
    (7, "000000", ("000007",)),
    (7, '"尾号"0000', ("尾号0007",)),
    (1e-5, "0.00E+00", ("1.00E-05",)),
    (True, "General", ("TRUE",)),
    (96110.0, "General", ("96110",)),
    (0.1 + 0.2, "General", ("0.3",)),
    ("1,000 元的转账记录、验证码", "@", ("1,000 元的转账记录", "验证码")),
    ("姓名，银行卡号,验证码", "@", ("姓名", "银行卡号", "验证码")),
    ("姓名；银行卡号", "@", ("姓名", "银行卡号")),
    ("姓名\n银行卡号", "@", ("姓名", "银行卡号")),
    ("姓名、卡号，密码", "@", ("姓名", "卡号", "密码")),
    ("甲", '@"的照片"', ("甲的照片",)),
)


@pytest.mark.parametrize(("value", "look", "leaks"), LEAKS)
def test_what_a_cell_shows_is_what_arrives(
    value: object, look: str, leaks: tuple[str, ...]
) -> None:
    assert choice(put("选择", "泄露", 6, value, look).converted()).leaks == leaks


AMOUNTS = (
    (8000, "General"),
    (8000, "#,##0.00"),
    (8000, '"¥"#,##0'),
    (8000, '0"元"'),
    (8000, '0.0,"千"'),
    (8000, '0!.0,"万"'),
    (8000, "[DBNum1][$-804]General"),
    (8000, "[DBNum2]General"),
    (7999.8, "0"),
    ("8000元", "@"),
    ("8000 元", "@"),
    ("8,000元", "@"),
    ("８，０００元", "@"),
    ("￥8,000.00", "@"),
    ("¥8000", "@"),
    ("人民币8000元整", "@"),
    ("0.8万", "@"),
    ("0.8 万元", "@"),
    ("8千", "@"),
    ("8000块钱", "@"),
)


@pytest.mark.parametrize(("value", "look"), AMOUNTS)
def test_an_amount_may_be_written_as_people_write_it(value: object, look: str) -> None:
    assert choice(put("选择", "损失", 6, value, look).converted()).loss == 8000


@pytest.mark.parametrize(
    ("value", "look", "code"),
    [
        (8000, "0%", "not-a-number"),
        (8000, "[$$-409]#,##0", "not-a-number"),
        (8000, "0.00E+00", "not-a-number"),
        (8000, "0,", "unclear-number"),
        (8000, ";;;", "unclear-number"),
        (8000, "[NatNum1]0", "unclear-number"),
        (date(2025, 6, 18), "yyyy/m/d", "not-a-number"),
        (8000.5, "General", "not-a-number"),
        ("8000.5元", "@", "not-a-number"),
        ("八千", "@", "not-a-number"),
        ("-5", "@", "not-a-number"),
        ("8000美元", "@", "not-a-number"),
        ("$8000", "@", "not-a-number"),
        ("8000-9000元", "@", "not-a-number"),
        ("9" * 5000, "@", "not-a-number"),
        ("约8000", "@", "not-a-number"),
    ],
)
def test_what_is_no_amount_is_told_at_its_cell(value: object, look: str, code: str) -> None:
    assert f"【选择】H6 {code}" in errors(put("选择", "损失", 6, value, look).converted())


def test_people_of_a_group_may_be_counted_in_people() -> None:
    book = put("场景", "人数", 3, "128人").put("场景", "B3", "聊天")
    book.put("场景", book.cell("场景", "号码", 3), None)
    text = book.converted().text
    assert "人数: 128" in text


@pytest.mark.parametrize("mark", ["√", "✓", "✔", "☑", "对", "是的", "Y", "yes", "1", 1, True, "有"])
def test_a_tick_is_a_yes(mark: object) -> None:
    assert read(put("场景", "响铃", 3, mark).converted()).scenes[0].device.ringing


@pytest.mark.parametrize("mark", ["×", "✗", "X", "不是", "否", "0", 0, False, "N"])
def test_a_cross_is_a_no(mark: object) -> None:
    assert "响铃: 否" in put("场景", "响铃", 3, mark).converted().text


@pytest.mark.parametrize(
    ("value", "look", "shown"),
    [
        (date(2025, 6, 1), '[DBNum1][$-804]yyyy"年"m"月";@', "2025-06"),
        (date(2025, 6, 1), 'yyyy"年"m"月"', "2025-06"),
        (date(2025, 6, 1), "mmm-yy", "2025-06"),
        (date(2025, 6, 18), "yyyy/m/d", "2025-06-18"),
        (date(2025, 6, 18), "d-mmm-yy", "2025-06-18"),
        (date(2025, 6, 18), '[DBNum1]yyyy"年"m"月"d"日"', "2025-06-18"),
        (datetime(2025, 6, 18, 9), "yyyy/m/d h:mm", "2025-06-18"),  # noqa: DTZ001 - a cell's
        (date(2025, 6, 18), "yyyy", "2025"),
        (date(2025, 6, 18), 'm"月"d"日"', "6月18日"),
        ("2025年6月", "@", "2025年6月"),
        (202506, "0", "202506"),
    ],
)
def test_a_source_is_dated_as_far_as_its_cell_shows(value: object, look: str, shown: str) -> None:
    assert read(put("来源", "日期", 3, value, look).converted()).sources[0].date == shown


@pytest.mark.parametrize("look", ['yyyy"年"m"月"', "m/d", "General"])
def test_a_day_that_is_not_shown_whole_is_told(look: str) -> None:
    book = Book()
    cell = f"B{book.row('复审日期')}"
    book.put("剧本", cell, date(2027, 6, 1)).look("剧本", cell, look)
    assert errors(book.converted()) == [f"【剧本】{cell} not-a-date"]


@pytest.mark.parametrize(
    "value",
    [
        "金额 20,000 元、手续费 50 元",
        "金额 20,000 元；手续费 50 元",
        "金额 20,000 元\n手续费 50 元",
        "  金额 20,000 元 、 手续费 50 元 ",
    ],
)
def test_the_lines_of_a_page_are_parted_and_their_numbers_are_not(value: str) -> None:
    book = put("场景", "内容", 3, value)
    assert "- 金额 20,000 元\n" in book.converted().text
    assert "- 手续费 50 元\n" in book.converted().text


def test_a_line_of_a_page_keeps_its_comma() -> None:
    assert "内容: [您好，请核对]" in put("场景", "内容", 3, "您好，请核对").converted().text


@pytest.mark.parametrize(
    "value",
    [
        "老年人、网购的人",
        "老年人，网购的人",
        "老年人,网购的人",
        "老年人；网购的人",
        "老年人 网购的人",
        "老年人\u3000网购的人",
        "老年人/网购的人",
        "老年人\n网购的人",
    ],
)
def test_people_may_be_listed_in_one_cell_in_any_way(value: str) -> None:
    book = Book()
    done = book.put("剧本", f"B{book.row('对象')}", value).converted()
    assert read(done).audience == ("老年人", "网购的人")
    assert told(done) == []


def test_a_group_of_people_keeps_its_number() -> None:
    book = Book()
    done = book.put("剧本", f"B{book.row('对象')}", "60 岁以上的人").converted()
    assert read(done).audience == ("60 岁以上的人",)


@pytest.mark.parametrize("parting", ["、", "，", " ", "\n", "；", "/"])
def test_laws_may_be_listed_in_one_cell(parting: str) -> None:
    book = Book()
    value = f"反电信网络诈骗法-20{parting}刑法-266"
    done = book.put("剧本", f"B{book.row('法律')}", value).converted()
    assert read(done).law == ("反电信网络诈骗法-20", "刑法-266")


# Formulas ----------------------------------------------------------------------------------------


def with_formula(cell: str, written: str) -> Callable[[str], str]:
    """Give what puts a formula's own text in place of a cell of the choices."""

    def change(text: str) -> str:
        found = re.subn(rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', f'<c r="{cell}" {written}</c>', text)
        assert found[1] == 1
        return found[0]

    return change


@pytest.mark.parametrize(
    ("written", "loss"),
    [
        ("><f>3000+5000</f><v>8000</v>", 8000),
        ('t="str"><f>"8000"&amp;"元"</f><v>8000元</v>', 8000),
        ('t="str"><f>""</f><v></v>', 0),
        ('t="n"><f t="shared" si="0"/><v>8000</v>', 8000),
    ],
)
def test_a_formula_is_what_it_comes_to(written: str, loss: int) -> None:
    done = converted(Book().raw("选择", with_formula("H6", written)))
    assert choice(done).loss == loss


@pytest.mark.parametrize(
    "written",
    [
        "><f>3000+5000</f><v/>",
        "><f>3000+5000</f>",
        '><f t="shared" si="0"/>',
        't="e"><f>1/0</f><v>#DIV/0!</v>',
        't="e"><v>#REF!</v>',
        't="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>',
    ],
)
def test_a_formula_without_a_value_is_told_and_nothing_that_follows(written: str) -> None:
    done = converted(Book().raw("选择", with_formula("H6", written)))
    assert told(done) == ["【选择】H6 formula-error"]


def test_a_formula_gone_wrong_in_a_remark_is_nobodys_business() -> None:
    book = Book().put("选择", "L2", "备注").put("选择", "L3", "#REF!")
    book.book["选择"]["L3"].data_type = "e"
    assert read(book.converted()) == FIRST


@pytest.mark.parametrize(
    ("value", "look", "variant"),
    [
        (6222021234567890, "General", "只显示成 6.22202E+15"),
        (6222021234567890123, "0", "只记得住前 15 位"),
        (138, ";;;", "藏起来了"),
        (138, "[NatNum1]0", "看不懂"),
        (-1, "yyyy/m/d", "看不懂"),
    ],
)
def test_a_number_that_is_not_seen_whole_is_told(value: float, look: str, variant: str) -> None:
    done = put("场景", "号码", 3, value, look).converted()
    assert errors(done) == ["【场景】H3 unclear-number"]
    assert variant in next(p.message for p in done.problems if p.code == "unclear-number")


# What nobody sees, and what is seen and not read -----------------------------------------------


def test_a_hidden_row_is_read_and_told() -> None:
    book = Book()
    book.book["台词"].row_dimensions[5].hidden = True
    done = book.converted()
    assert (read(done), told(done)) == (FIRST, ["【台词】A5 hidden-cells"])


def test_rows_hidden_together_are_told_together() -> None:
    book = Book()
    for row in (4, 5, 6, 8):
        book.book["台词"].row_dimensions[row].hidden = True
    done = book.converted()
    assert told(done) == ["【台词】A4 hidden-cells", "【台词】A8 hidden-cells"]
    assert "第 4 到 6 行" in done.problems[1].message


def test_a_hidden_column_is_read_and_told_and_a_blank_one_is_not() -> None:
    book = Book()
    for letter in (
        "H",
        "K",
    ):  # what is lost; how a choice is said, where nothing stands but the head
        book.book["选择"].column_dimensions[letter].hidden = True
    done = book.converted()
    assert (read(done), told(done)) == (FIRST, ["【选择】H2 hidden-cells"])


def test_a_hidden_sheet_is_read_and_told() -> None:
    book = Book()
    book.book["来源"].sheet_state = "hidden"
    done = book.converted()
    assert (read(done), told(done)) == (FIRST, ["【来源】 hidden-cells"])


def strike(book: Book, sheet: str, *cells: str) -> Book:
    from copy import copy  # noqa: PLC0415 - here alone

    for cell in cells:
        font = copy(book.book[sheet][cell].font)
        font.strike = True
        book.book[sheet][cell].font = font
    return book


def test_a_struck_out_row_is_told_once() -> None:
    done = strike(Book(), "台词", "A5", "B5", "C5", "G5", "H5", "I5").converted()
    assert told(done) == ["【台词】A5 struck-out"]


def test_a_struck_out_word_is_told() -> None:
    def change(text: str) -> str:
        old = '<c r="C3" s="6" t="inlineStr"><is><t>上午十点，家里的电话响了。</t></is></c>'
        struck = "<r><rPr><strike/></rPr><t>上午</t></r><r><rPr/><t>十点，电话响了。</t></r>"
        if old not in text:
            old = re.search(r'<c r="C3"[^>]*>.*?</c>', text)[0]  # type: ignore[index]  # it is there
        return text.replace(old, f'<c r="C3" t="inlineStr"><is>{struck}</is></c>')

    assert told(converted(Book().raw("台词", change))) == ["【台词】C3 struck-out"]


def test_a_struck_out_blank_cell_is_no_matter() -> None:
    assert read(strike(Book(), "台词", "D5").converted()) == FIRST


def test_rich_text_and_its_sounds_are_read_as_seen() -> None:
    def change(text: str) -> str:
        pieces = (
            "<r><t>上午</t></r><r><rPr><b/></rPr><t>十点，家里</t></r>"
            '<r><rPr><strike val="0"/></rPr><t>的电话响了。</t></r>'
            '<rPh sb="0" eb="2"><t>シャンウー</t></rPh><phoneticPr fontId="1"/>'
        )
        old = re.search(r'<c r="C3"[^>]*>.*?</c>', text)
        assert old
        return text.replace(old[0], f'<c r="C3" t="inlineStr"><is>{pieces}</is></c>')

    assert read(converted(Book().raw("台词", change))) == FIRST


def test_another_sheet_is_told_and_one_for_remarks_is_not() -> None:
    book = Book()
    book.book.create_sheet("台词2").append(["场景", "谁", "文字"])
    book.book.create_sheet("备注").append(["问过民警"])
    book.book.create_sheet("WpsReserved_CellImgList").append(["x"])
    book.book.create_sheet("Sheet1")
    done = book.converted()
    assert (read(done), told(done)) == (FIRST, ["【台词2】 not-read"])


def test_a_remark_pinned_to_a_cell_is_told() -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - here alone

    book = Book()
    for cell in ("C4", "C6"):
        book.book["台词"][cell].comment = Comment("这句删掉", "民警")
    done = book.converted()
    assert told(done) == ["【台词】C4 not-read"]
    assert "C4、C6" in next(p.message for p in done.problems if p.code == "not-read")


def test_words_above_the_head_are_told() -> None:
    book = Book()
    sheet = book.book["台词"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet["C1"].value = "这里也有字"
    assert told(book.converted()) == ["【台词】A1 not-read"]


# Columns and rows --------------------------------------------------------------------------------


def test_columns_without_a_head_are_told_once_where_something_stands() -> None:
    book = Book()
    beyond = book.book["台词"].max_column
    cells = [f"{get_column_letter(beyond + n)}4" for n in (1, 2, 3)]
    for cell, value in zip(cells, ("马上", "制造紧迫", "催您"), strict=True):
        book.put("台词", cell, value)
    done = book.converted()
    assert errors(done) == [f"【台词】{cells[0]} unknown-key"]
    advice = next(p.advice for p in done.problems if p.code == "unknown-key")
    assert "破绽3：词、破绽3：手法、破绽3：说明" in advice


def test_columns_by_the_thousand_are_told_in_time() -> None:
    """Hidden ones described again and again, and ones without a head between those for remarks."""
    book = Book()
    for n in range(20, 3_000):
        book.book["来源"].cell(2, n).value = "备注" if n % 2 else None
        book.book["来源"].cell(4_999, n).value = "字"
    for row in range(100, 4_999):
        book.book["来源"].cell(row, 21).value = "字"
    spans = "".join(f'<col min="20" max="{16_384 + n}" hidden="1"/>' for n in range(20_000))

    def hide(sheet: str) -> str:
        return re.sub("(?<=<cols>).*?(?=</cols>)", spans, sheet, flags=re.DOTALL)

    data = book.raw("来源", hide)
    started = process_time()
    done = converted(data)
    assert process_time() - started < 10  # and not some minutes
    assert "【来源】T4999 unknown-key" in told(done)
    advice = next(p.advice for p in done.problems if p.cell == "【来源】T4999")
    assert "可以写：名称、" in advice


def test_places_nobody_knows_are_told_in_time_however_many() -> None:
    book = Book()
    for row in range(20, 300):
        book.put("场景", f"A{row}", f"场景名{row}甲乙丙")
    for row in range(20, 4_990):
        book.put("台词", f"A{row}", f"场名{row}甲丙").put("台词", f"C{row}", "话")
    started = process_time()
    assert "more" in [p.code for p in book.converted().problems]
    assert process_time() - started < 15  # and not a minute


def test_a_column_that_counts_rows_is_left_alone() -> None:
    book = Book()
    for name in ("台词", "选择", "场景"):
        sheet = book.book[name]
        sheet.insert_cols(1)
        sheet.cell(2, 1).value = "序号"
        for row in range(3, 9):
            sheet.cell(row, 1).value = row - 2
    assert read(book.converted()) == FIRST


def test_a_column_that_counts_the_rows_of_the_storys_own_sheet_is_left_alone() -> None:
    book = Book()
    sheet = book.book["剧本"]
    sheet.insert_cols(1)
    sheet.cell(2, 1).value = "序号"
    for row in range(3, 12):
        sheet.cell(row, 1).value = row - 2
    assert read(book.converted()) == FIRST


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("场景", "编号"),
        ("场景", "渠道"),
        ("台词", "场景"),
        ("台词", "文字"),
        ("台词", "谁"),
        ("选择", "场景"),
        ("选择", "判断"),
        ("选择", "去"),
        ("选择", "后果"),
        ("考题", "性质"),
        ("来源", "发布"),
        ("结局", "标题"),
        ("角色", "声音"),
    ],
)
@pytest.mark.parametrize("how", ["blank", "renamed", "deleted"])
def test_a_head_that_is_gone_is_one_problem(sheet: str, title: str, how: str) -> None:
    book = Book()
    cell = book.cell(sheet, title, 2)
    if how == "deleted":
        book.book[sheet].delete_cols(book.book[sheet][cell].column)
    else:
        book.put(sheet, cell, None if how == "blank" else "别的")
    (one,) = errors(book.converted())
    assert one.startswith(f"【{sheet}】")


def test_a_deleted_head_hides_no_other_fault_of_a_value() -> None:
    book = put("选择", "损失", 6, "八千").put("选择", "C2", None)
    assert errors(book.converted()) == ["【选择】C3 unknown-key", "【选择】H6 not-a-number"]


@pytest.mark.parametrize("how", ["label", "row"])
@pytest.mark.parametrize("label", ["标题", "性质", "存款", "记住", "复审日期"])
def test_a_label_that_is_gone_is_one_problem(label: str, how: str) -> None:
    book = Book()
    row = book.row(label)
    if how == "row":
        book.book["剧本"].delete_rows(row)
    else:
        book.put("剧本", f"A{row}", None)
    (one,) = [p for p in book.converted().problems if p.severity is Severity.ERROR]
    assert label in f"{one.message}{one.advice}"


@pytest.mark.parametrize(("sheet", "cell"), [("台词", "C2"), ("剧本", "A4")])
def test_a_struck_out_title_is_told_as_such(sheet: str, cell: str) -> None:
    assert errors(strike(Book(), sheet, cell).converted()) == [f"【{sheet}】{cell} struck-out"]


def test_a_deleted_head_row_is_one_problem() -> None:
    book = Book()
    book.book["台词"].delete_rows(2)
    assert errors(book.converted()) == ["【台词】A1 no-head"]


def test_a_cell_without_a_label_is_told() -> None:
    assert told(Book().put("剧本", "B40", "孤零零的一格").converted()) == [
        "【剧本】B40 unknown-key"
    ]


def test_a_label_written_twice_is_told_where_they_differ() -> None:
    same = Book().put("剧本", "A40", "标题").put("剧本", "B40", FIRST.title)
    assert read(same.converted()) == FIRST
    other = Book().put("剧本", "A40", "标题").put("剧本", "B40", "另一个标题")
    assert told(other.converted()) == ["【剧本】A40 duplicate-key"]


def test_a_blank_column_of_the_same_name_is_no_matter() -> None:
    assert read(Book().put("台词", "M2", "文字").converted()) == FIRST
    book = Book().put("台词", "M2", "文字").put("台词", "M3", "别的")
    assert errors(book.converted()) == ["【台词】M2 duplicate-key"]


def test_a_law_left_blank_is_told_at_its_cell() -> None:
    book = Book()
    row = book.row("法律")
    done = book.put("剧本", f"B{row}", None).converted()
    assert read(done).law == ()
    assert {p.where for p in done.problems if p.code == "no-law"} == {f"{FILE}【剧本】B{row}"}


def test_a_cell_beside_the_form_is_told() -> None:
    assert told(Book().put("剧本", "E4", "也许换个标题").converted()) == ["【剧本】E4 not-read"]


def test_a_scene_without_lines_is_told_on_the_sheet_of_lines() -> None:
    book = Book()
    book.book["台词"].delete_rows(3)
    assert errors(book.converted()) == ["【台词】 no-lines"]


# Merged cells ------------------------------------------------------------------------------------


def test_a_merged_scene_holds_for_all_its_rows() -> None:
    book = Book()
    book.book["台词"].merge_cells("A4:A5")
    book.book["选择"].merge_cells("A3:A4")
    assert read(book.converted()) == FIRST


def test_a_merged_name_holds_for_all_its_rows() -> None:
    book = Book()
    book.book["台词"].merge_cells("B4:B5")
    assert read(book.converted()) == FIRST


def test_rows_merged_whole_are_one_row() -> None:
    book = Book()
    sheet = book.book["台词"]
    sheet.insert_rows(4)
    for column in range(1, 13):
        letter = sheet.cell(3, column).column_letter
        sheet.merge_cells(f"{letter}3:{letter}4")
    assert read(book.converted()) == FIRST


def test_a_text_merged_over_two_lines_is_told() -> None:
    book = Book()
    book.book["台词"].merge_cells("C4:C5")
    assert errors(book.converted()) == ["【台词】C5 merged-cells"]


def test_words_beneath_a_merged_cell_are_told() -> None:
    def change(text: str) -> str:
        return text.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="C4:C5"/></mergeCells>'
        )

    book = Book()
    book.book["台词"].merged_cells.ranges.clear()
    assert errors(converted(book.raw("台词", change))) == ["【台词】C5 merged-cells"]


# Other programs' workbooks -----------------------------------------------------------------------


def test_a_strict_workbook_is_told_to_be_saved_as_an_ordinary_one() -> None:
    data = repacked(Book().data(), lambda _, text: text.replace(MAIN, STRICT))
    (problem,) = converted(data).problems
    assert (problem.code, problem.variant) == ("not-a-workbook", "strict")
    assert "另存为" in problem.advice


def test_unknown_extensions_and_missing_styles_are_no_matter_and_nothing_is_said() -> None:
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1"><x14:dataValidation type="list">'
        '<x14:formula1><xm:f xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">名单!A1'
        "</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )

    def change(name: str, text: str) -> str | None:
        if name == "xl/styles.xml":
            return re.sub(r"<cellStyles.*?</cellStyles>", "", text)
        if name.startswith("xl/worksheets/sheet"):
            return text.replace("</worksheet>", extension)
        return text

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(converted(repacked(Book().data(), change))) == FIRST


@pytest.mark.parametrize("part", ["xl/styles.xml", "docProps/app.xml", "xl/theme/theme1.xml"])
def test_a_workbook_may_lack_what_only_says_how_it_looks(part: str) -> None:
    data = repacked(Book().data(), lambda name, text: None if name == part else text)
    assert read(converted(data)) == FIRST


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet5.xml"])
def test_a_workbook_that_lacks_a_part_is_told(part: str) -> None:
    data = repacked(Book().data(), lambda name, text: None if name == part else text)
    assert [p.code for p in converted(data).problems] == ["broken-workbook"]


def test_places_of_cells_may_be_left_out() -> None:
    def bare(text: str) -> str:
        return re.sub(r'<(c|row) r="[A-Z0-9]+"', r"<\1", text)

    # each row and cell stands behind the one before it, so only sheets without gaps may do this
    book = Book()
    data = book.raw("来源", bare)
    assert read(converted(data)) == FIRST


def test_a_document_type_is_refused() -> None:
    def change(name: str, text: str) -> str:
        doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return f"{doctype}{text}" if name == "xl/worksheets/sheet5.xml" else text

    def plain(name: str, text: str) -> str:
        return change(name, re.sub(r"^<\?xml.*?\?>", "", text))

    assert [p.code for p in converted(repacked(Book().data(), plain)).problems] == [
        "broken-workbook"
    ]


def test_a_sheet_of_more_cells_than_any_story_is_refused_soon() -> None:
    rows = "".join(
        f'<row r="{row}">' + '<c t="n"><v>1</v></c>' * 60 + "</row>" for row in range(3, 5_000)
    )
    data = Book().raw("台词", lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    (problem,) = converted(data).problems
    assert (problem.code, problem.variant) == ("too-big", "unpacked")


# Ids ---------------------------------------------------------------------------------------------


def test_a_blank_id_of_the_story_is_given_and_told_and_stays_the_same() -> None:
    book = Book()
    cell = f"B{book.row('编号')}"
    done = book.put("剧本", cell, None).converted()
    assert told(done) == [f"【剧本】{cell} id-given"]
    assert read(done).id == read(book.converted()).id
    assert re.fullmatch(r"story-[0-9a-f]{6}", read(done).id)


def test_people_endings_and_questions_are_called_by_their_names_where_they_have_no_id() -> None:
    book = Book()
    for cell in ("A3", "A4"):
        book.put("角色", cell, None)
    for row in book.book["台词"].iter_rows(min_row=3, min_col=2, max_col=2):
        row[0].value = {"专员": "医保专员", "邻居": "邻居老李"}.get(row[0].value, row[0].value)
    for row in book.book["场景"].iter_rows(min_row=3, min_col=3, max_col=3):
        row[0].value = {"专员": "医保专员", "邻居": "邻居老李"}.get(row[0].value, row[0].value)
    book.put("考题", "A3", None)
    book.put("结局", "A3", None)
    for name, column in (("台词", 1), ("选择", 5)):
        for (cell,) in book.book[name].iter_rows(min_row=3, min_col=column, max_col=column):
            cell.value = "平平安安" if cell.value == "平安" else cell.value
    done = read(book.converted())
    assert [one.id for one in done.cast] == ["医保专员", "邻居老李"]
    assert done.endings[0].id == "平平安安"
    assert done.quiz[0].id == "题1"


@pytest.mark.parametrize(
    "more",
    [
        '<row r="50"><c t="inlineStr"><is><t>' + "长" * 3_000_000 + "</t></is></c></row>",
        '<row r="50"><c t="inlineStr"><is>' + "<r><t>长</t></r>" * 300_000 + "</is></c></row>",
        "<x>" * 300_000 + "</x>" * 300_000,
    ],
    ids=["a long text", "a text of many pieces", "elements in elements"],
)
def test_what_nobody_writes_into_a_cell_is_refused(more: str) -> None:
    data = Book().raw("台词", lambda text: text.replace("</sheetData>", f"{more}</sheetData>"))
    assert [(p.code, p.variant) for p in converted(data).problems] == [("too-big", "unpacked")]


def test_a_million_blank_cells_and_rows_are_no_matter() -> None:
    rows = "".join(
        f'<row r="{row}" ht="20">' + f'<c r="A{row}" s="6"/>' * 20 + "</row>"
        for row in range(12, 50_000)
    )
    data = Book().raw("台词", lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    assert read(converted(data)) == FIRST


def test_a_sheet_merged_thousands_of_times_is_read_to_a_bound() -> None:
    areas = '<mergeCell ref="A3:XFD1048576"/>' * 20_000
    merged = f"</sheetData><mergeCells>{areas}</mergeCells>"
    book = Book()
    book.book["台词"].merged_cells.ranges.clear()
    data = book.raw("台词", lambda text: text.replace("</sheetData>", merged))
    assert converted(data).problems


# Parts made to take a machine's time and memory ------------------------------------------------------

HEAVY = 20_000_000
"""Characters of such a part: it packs into some ten thousand."""

_SHARED = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)


def in_styles(more: str) -> bytes:
    return repacked(
        Book().data(),
        lambda name, text: (
            text.replace("<fonts", f"{more}<fonts", 1) if name == "xl/styles.xml" else text
        ),
    )


def with_shared(parts: str) -> bytes:
    """Give a workbook in which a cell asks for the first of its shared texts."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rId999" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    cell = '<row r="50"><c r="B50" t="s"><v>0</v></c></row></sheetData>'
    data = Book().raw("台词", lambda text: text.replace("</sheetData>", cell))
    data = repacked(
        data,
        lambda name, text: (
            text.replace("</Relationships>", link) if name == "xl/_rels/workbook.xml.rels" else text
        ),
    )
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/sharedStrings.xml", f"{_SHARED}{parts}</sst>")
    return out.getvalue()


def asked_for_again_and_again() -> bytes:
    """Give a workbook whose sheet is linked to one heavy part of remarks, a thousand times."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    links = "".join(
        f'<Relationship Id="x{n}" Type="{kind}" Target="../heavy.xml"/>' for n in range(1000)
    )
    data = repacked(
        books.Book().data(),  # whose sheets have links to be added to
        lambda name, text: (
            text.replace("</Relationships>", f"{links}</Relationships>")
            if name.startswith("xl/worksheets/_rels/")
            else text
        ),
    )
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/heavy.xml", "<comments>" + " " * HEAVY + "</comments>")
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: in_styles(f"<!--{'y' * HEAVY}-->"),
        lambda: in_styles(f'<numFmts z="{"y" * HEAVY}"/>'),
        lambda: in_styles("<numFmt/>" * (HEAVY // 9)),
        lambda: with_shared("<si><t>a</t></si>" * (HEAVY // 17)),
        lambda: with_shared(f"<si><t>{'a' * HEAVY}</t></si>"),
        asked_for_again_and_again,
    ],
    ids=["a remark", "a value", "elements", "shared texts", "a shared text", "again and again"],
)
def test_a_part_made_to_take_a_machines_time_is_refused_within_seconds(
    make: Callable[[], bytes],
) -> None:
    data = make()
    began = process_time()
    (problem,) = converted(data).problems
    assert (problem.code, problem.variant) == ("too-big", "unpacked")
    assert process_time() - began < 5
