"""What is wrong in a workbook is told by sheet and cell, all at once, with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.authoring import cells, convert, xlsx
from kiosk.scenario.problems import Severity

from .books import FIRST, NAMES, Book, SlimBook, converted

FILE = "故事.xlsx"
LONG = "这句话实在是太长太长了" * 5


def errors(book: Book) -> list[str]:
    found = book.converted().problems
    return [f"{p.where} {p.code}" for p in found if p.severity is Severity.ERROR]


FAULTS = (
    ("场景", "渠道", 3, "打电话", "unknown-name"),
    ("场景", "编号", 4, None, "missing-value"),
    ("场景", "对方", 3, "专元", "unknown-speaker"),
    ("场景", "响铃", 3, "也许", "not-a-flag"),
    ("场景", "金额", 3, "五万", "not-a-number"),
    ("场景", "号码", 3, "13812345678", "usable"),
    ("台词", "谁", 3, "旁边", "unknown-speaker"),
    ("台词", "形式", 3, "电报", "unknown-name"),
    ("台词", "文字", 3, None, "missing-value"),
    ("台词", "场景", 3, "没这里", "unknown-place"),
    ("选择", "判断", 3, "安全", "unknown-name"),
    ("选择", "做法", 3, None, "missing-value"),
    ("选择", "去", 3, "哪里", "dead-link"),
    ("选择", "损失", 3, "-5", "not-a-number"),
    ("选择", "按键", 3, "按下", "unknown-name"),
    ("角色", "声音", 3, "鸭子叫", "unknown-voice"),
    ("角色", "头像", 3, "鸭子", "no-picture"),
    ("考题", "性质", 3, "骗", "unknown-name"),
    ("考题", "手法", 3, "吓人", "unknown-technique"),
    ("来源", "发布", 3, None, "missing-value"),
)


@pytest.mark.parametrize(("sheet", "title", "row", "value", "code"), FAULTS)
def test_a_fault_is_told_at_its_cell(
    sheet: str, title: str, row: int, value: str | None, code: str
) -> None:
    book = SlimBook()
    problems = book.put(sheet, book.cell(sheet, title, row), value).converted().problems
    told = {p.code: p.where for p in problems if p.severity is Severity.ERROR}
    assert told[code] == f"{FILE}【{sheet}】{book.cell(sheet, title, row)}"
    for problem in problems:
        for of_a_file in ("一行", " 行", "冒号", "catalogue/", "- ", "单引号"):
            assert of_a_file not in f"{problem.message}{problem.advice}"


def test_all_faults_are_told_at_once_in_the_order_of_the_sheets() -> None:
    book = Book()
    book.put("选择", book.cell("选择", "判断", 3), "安全")
    book.put("场景", book.cell("场景", "渠道", 3), "打电话")
    book.put("台词", book.cell("台词", "谁", 4), "旁边")
    told = errors(book)
    assert [place.split("】")[0] for place in told] == [
        f"{FILE}【{sheet}" for sheet in ("场景", "台词", "选择")
    ]


def test_a_name_nearly_right_is_suggested() -> None:
    book = Book()
    book.put("选择", book.cell("选择", "去", 3), FIRST.endings[0].id + "了")
    (problem,) = [p for p in book.converted().problems if p.code == "dead-link"]
    assert f"是不是想写“{FIRST.endings[0].id}”" in problem.message


def test_a_text_too_long_is_a_notice_at_its_cell() -> None:
    book = Book()
    cell = book.cell("台词", "文字", 3)
    told = book.put("台词", cell, LONG).told()
    assert f"{FILE}【台词】{cell} too-wordy" in told


def test_a_number_of_a_line_becomes_a_cell() -> None:
    book = Book()
    first, second = (book.cell("考题", "内容", row) for row in (3, 4))
    book.put("考题", second, book.book["考题"][first].value)
    (problem,) = [p for p in book.converted().problems if p.code == "same-quiz-text"]
    assert problem.where == f"{FILE}【考题】{second}"
    assert "【考题】A3" in problem.message


def test_an_empty_workbook_names_every_cell_to_fill_in() -> None:
    book = Book(None)
    told = errors(book)
    assert len(told) >= 8
    assert all("【剧本】B" in place and place.endswith("missing-value") for place in told)


def test_a_renamed_or_missing_sheet_is_named() -> None:
    book = Book()
    book.book["场景"].title = "幕"
    del book.book["考题"]
    told = [p.message for p in book.converted().problems if p.code == "no-sheet"]
    assert told == ["工作簿里没有叫“场景”的表", "工作簿里没有叫“考题”的表"]


def test_a_renamed_head_is_named_where_something_stands_under_it() -> None:
    book = Book()
    cell = book.cell("选择", "后果", 2)
    told = errors(book.put("选择", cell, "之后怎样"))
    assert f"{FILE}【选择】{cell} unknown-key" in told
    assert f"{FILE}【选择】{cell[0]}3 unknown-key" not in told


def test_a_column_for_remarks_is_left_alone() -> None:
    book = Book()
    sheet = book.book["台词"]
    end = sheet.max_column + 1
    sheet.cell(2, end).value = "备注"
    sheet.cell(3, end).value = "问过民警"
    assert book.converted().scenario == FIRST


def test_columns_may_be_moved_and_rows_left_blank() -> None:
    book = Book()
    sheet = book.book["选择"]
    sheet.insert_cols(1)
    sheet.insert_rows(4, 3)
    assert book.converted().scenario == FIRST


def test_the_scene_need_not_be_written_again_in_every_row() -> None:
    book = Book()
    for name in ("台词", "选择"):
        before = None
        for row in book.book[name].iter_rows(min_row=3, max_col=1):
            if row[0].value == before:
                row[0].value = None
            before = row[0].value or before
    assert book.converted().scenario == FIRST


def test_ids_typed_as_numbers_are_the_same_as_their_digits() -> None:
    book = Book()
    ids = {place.id: n for n, place in enumerate(FIRST.places, start=1)}
    for sheet, title in (
        ("场景", "编号"),
        ("场景", "去"),
        ("台词", "场景"),
        ("选择", "场景"),
        ("选择", "去"),
        ("结局", "编号"),
    ):
        letter = book.cell(sheet, title, 1)[:-1]
        for cell in book.book[sheet][letter][2:]:
            cell.value = float(ids[cell.value]) if cell.value in ids else cell.value
    done = book.converted()
    assert done.scenario is not None
    assert [place.id for place in done.scenario.places] == [str(n) for n in ids.values()]


@pytest.mark.parametrize("value", [date(2027, 6, 30), "2027年6月30日", "2027/6/30"])
def test_a_date_may_be_typed_in_any_way(value: object) -> None:
    book = Book()
    (row,) = [r[0].row for r in book.book["剧本"].iter_rows() if r[0].value == "复审日期*"]
    done = book.put("剧本", f"B{row}", value).converted().scenario
    assert done is not None
    assert done.review_by == date(2027, 6, 30)


def test_a_month_that_became_a_date_stays_a_month() -> None:
    book = Book()
    cell = book.cell("来源", "日期", 3)
    book.put("来源", cell, date(2025, 6, 1))
    book.book["来源"][cell].number_format = 'yyyy"年"m"月"'
    done = book.converted().scenario
    assert done is not None
    assert done.sources[0].date == "2025-06"


def test_a_line_broken_in_its_cell_is_one_line() -> None:
    book = Book()
    cell = book.cell("台词", "文字", 3)
    before = book.book["台词"][cell].value
    book.put("台词", cell, f"{before[:3]}\n{before[3:]}")
    assert book.converted().scenario == FIRST


def test_a_formula_gone_wrong_is_named() -> None:
    book = Book()
    cell = book.cell("台词", "文字", 3)
    book.put("台词", cell, "#REF!")
    book.book["台词"][cell].data_type = "e"
    assert f"{FILE}【台词】{cell} formula-error" in errors(book)


def archive(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@cache
def good() -> bytes:
    """Give a workbook with nothing wrong."""
    return Book().data()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: b"", "not-a-workbook"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-workbook"),
        (lambda: b"\x89PNG\r\n", "not-a-workbook"),
        (lambda: archive(word__document=b"<w/>"), "not-a-workbook"),
        (lambda: archive(xl__workbook=b"nothing"), "broken-workbook"),
        (lambda: archive(xl__a=b"\0" * (xlsx.MOST_UNPACKED + 1)), "too-big"),
        (lambda: b"PK" + b"\0" * cells.LARGEST_FILE, "too-big"),
        (lambda: good()[: len(good()) // 2], "not-a-workbook"),
    ],
    ids=["empty", "xls", "png", "docx", "hollow", "bomb", "large", "half"],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(
    made: Callable[[], bytes], code: str
) -> None:
    done = converted(made())
    assert (done.text, done.scenario) == ("", None)
    (problem,) = done.problems
    assert (problem.code, problem.file) == (code, FILE)
    assert problem.advice


def test_a_workbook_without_our_sheets_is_named() -> None:
    book = Book()
    for sheet in list(book.book.sheetnames)[1:]:
        del book.book[sheet]
    assert [p.code for p in book.converted().problems] == ["no-sheets"]


def test_a_sheet_that_claims_a_million_rows_is_read_to_a_bound() -> None:
    book = Book()
    book.book["台词"].cell(1_000_000, 1).value = "x"
    assert f"{FILE}【台词】{cells.MOST_ROWS + 1} too-many-rows" in book.told()


@settings(max_examples=40)
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=40))
def test_no_bytes_make_it_raise(where: float, junk: bytes) -> None:
    book = good()
    at = int(where * len(book))
    done = converted(book[:at] + junk + book[at + len(junk) :])
    assert done.scenario is None or done.text
    assert done.scenario is not None or done.problems


TYPED = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=6),
    st.integers(-5, 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["剧本", "角色", "场景", "台词", "选择", "结局", "考题", "来源", "读音"]
            ),
            st.integers(1, 8),
            st.integers(1, 14),
            TYPED,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_typed_anywhere_it_is_read_or_refused(
    typed: list[tuple[str, int, int, object]],
) -> None:
    book = SlimBook()
    for sheet, row, column, value in typed:
        book.book[sheet].cell(row, column).value = value
    done = book.converted()
    assert not [p for p in done.problems if p.code in ("internal", "unreadable", "syntax")]
    assert done.scenario is not None or done.problems


def test_the_names_offered_are_those_that_are_known() -> None:
    book = Book(None).book
    names = book["名单"]
    columns = {cell.value: cell.column for cell in names[1] if cell.value}
    offered = {
        title: [
            cell.value
            for (cell,) in names.iter_rows(3, 60, column, column)
            if cell.value is not None
        ]
        for title, column in columns.items()
    }
    assert offered["类型"] == list(NAMES.catalogue.names("types"))
    assert offered["手法"] == list(NAMES.catalogue.names("techniques"))
    assert offered["法律"] == list(NAMES.catalogue.names("laws"))
    assert offered["声音"] == list(NAMES.catalogue.voices)
    assert set(offered["头像"]) == NAMES.pictures.portraits
    assert set(offered["图片"]) == NAMES.pictures.covers


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("场景", "渠道"),
        ("场景", "对方"),
        ("场景", "去"),
        ("台词", "谁"),
        ("台词", "形式"),
        ("台词", "破绽1：手法"),
        ("选择", "判断"),
        ("选择", "做法"),
        ("选择", "去"),
        ("选择", "按键"),
        ("角色", "声音"),
        ("角色", "头像"),
        ("考题", "渠道"),
        ("考题", "性质"),
        ("考题", "手法"),
    ],
)
def test_what_is_chosen_from_names_has_a_drop_down(sheet: str, title: str) -> None:
    book = Book(None)
    cell = book.cell(sheet, title, 3)
    lists = book.book[sheet].data_validations.dataValidation
    assert [one for one in lists if one.type == "list" and cell in one.sqref]


def test_the_story_sheet_has_drop_downs_too() -> None:
    sheet = Book(None).book["剧本"]
    rows = {r[0].value: f"B{r[0].row}" for r in sheet.iter_rows(min_row=3) if r[0].value}
    for label in ("性质*", "类型*", "图片*", "法律*"):
        lists = sheet.data_validations.dataValidation
        assert [one for one in lists if one.type == "list" and rows[label] in one.sqref], label


def test_the_worked_example_is_whole() -> None:
    sheet = Book(None).book["例子"]
    told = {cell.value for row in sheet.iter_rows() for cell in row}
    wanted = [line.text for place in FIRST.places for line in place.lines]
    wanted += [c.consequence for scene in FIRST.scenes for c in scene.choices]
    wanted += [FIRST.title, FIRST.remember, *(item.why for item in FIRST.quiz)]
    assert set(wanted) <= told


def test_a_fault_of_the_program_costs_this_workbook_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(convert, "read_story_tree", stumble)
    done = Book().converted()
    assert (done.scenario, [p.code for p in done.problems]) == (None, ["internal"])
