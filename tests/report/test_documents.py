"""The documents: laid out to GB/T 9704, every figure in its cell, nothing claimed that no figure carries."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kiosk.report.figures import Figures, figures
from kiosk.report.letter import letter
from kiosk.report.page import page
from kiosk.report.period import Period
from kiosk.report.pieces import Letter, Level, ToFill, figures_in, in_chinese, words
from kiosk.report.tables import Tables, tables
from kiosk.report.word import LINES, word
from kiosk.report.workbook import workbook
from tests.report.made_journal import FIRST, GENUINE, LAST, Made, made

SITE, DAY = "示范银行城南支行", date(2026, 11, 28)
PERIOD = Period(FIRST, LAST)


def told_of(found: Made, path: Path) -> Figures:
    with sqlite3.connect(found.write(path)) as journal:
        return figures(journal, PERIOD)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return told_of(made(400), tmp_path_factory.mktemp("journal") / "journal.db")


@pytest.fixture(scope="module")
def all_tables(told: Figures) -> Tables:
    return tables(told)


@pytest.fixture(scope="module")
def said(told: Figures, all_tables: Tables) -> Letter:
    return letter(told, all_tables, SITE, DAY)


@pytest.fixture(scope="module")
def written(said: Letter) -> bytes:
    return word(said)


@pytest.fixture(scope="module")
def document(written: bytes) -> Document:
    return docx.Document(BytesIO(written))


@pytest.fixture(scope="module")
def book(said: Letter, all_tables: Tables) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(all_tables.all, said.title)))


# The layout ---------------------------------------------------------------------------------------


def test_the_paper_is_laid_out_to_the_standard(document: Document) -> None:
    for section in document.sections:
        size = (section.page_width, section.page_height)
        margins = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        for given, wanted in zip((*size, *margins), (210, 297, 37, 35, 28, 26), strict=True):
            assert given is not None
            assert abs(given - Mm(wanted)) < Mm(0.05)
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "lines"
        pitch = int(grid.get(qn("w:linePitch"))) / 20
        assert 28 <= pitch <= 29
        assert LINES * pitch <= 225 * 72 / 25.4 < (LINES + 1) * pitch


def test_a_line_has_room_for_28_characters_and_no_more(document: Document) -> None:
    properties = document.styles["Normal"].element.rPr
    narrowed = int(properties.find(qn("w:spacing")).get(qn("w:val"))) / 20
    size = document.styles["Normal"].font.size
    assert size == Pt(16)
    across = 156 * 72 / 25.4
    assert 28 * (16 + narrowed) <= across < 29 * (16 + narrowed)


def fonts(document: Document, start: str) -> set[tuple[str, float]]:
    """Give fonts and sizes of the first paragraph that begins with some words."""
    line = next(one for one in document.paragraphs if one.text.startswith(start))
    return {
        (run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt)
        for run in line.runs
        if run.text
    }


def test_each_level_has_its_font(document: Document) -> None:
    assert fonts(document, SITE) == {("方正小标宋简体", 22)}
    assert fonts(document, "一、基本情况") == {("黑体", 16)}
    assert fonts(document, "（一）组织开展情况") == {("楷体_GB2312", 16)}
    assert fonts(document, "本次活动由") == {("仿宋_GB2312", 16)}
    assert fonts(document, "附件1") == {("黑体", 16)}


def test_a_font_that_is_not_there_has_one_in_its_place(written: bytes) -> None:
    table = zipfile.ZipFile(BytesIO(written)).read("word/fontTable.xml").decode()
    assert dict(re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', table)) == {
        "方正小标宋简体": "宋体", "黑体": "SimHei", "楷体_GB2312": "楷体", "仿宋_GB2312": "仿宋", "宋体": "SimSun",
    }  # fmt: skip


def test_paragraphs_are_indented_by_two_characters(document: Document) -> None:
    for start in ("一、", "（一）", "本次活动由", "附件："):
        line = next(one for one in document.paragraphs if one.text.startswith(start))
        assert line._element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_outside_between_dashes(document: Document) -> None:
    first = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((first.footer, "RIGHT"), (first.even_page_footer, "LEFT")):
        line = footer.paragraphs[0]
        assert line.alignment is not None
        assert line.alignment.name == side
        assert line.text == "—  —"
        assert "PAGE" in line._element.xml
        assert {run.font.size for run in line.runs} == {Pt(14)}


def test_the_date_stands_four_characters_from_the_right(document: Document) -> None:
    line = next(one for one in document.paragraphs if one.text == "2026年11月28日")
    assert line.alignment is not None
    assert line.alignment.name == "RIGHT"
    assert line._element.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"
    # and never alone on a page: the paragraphs before it stay with it
    at = [one.text for one in document.paragraphs].index(line.text)
    before = document.paragraphs[at - 7 : at]
    assert all(one.paragraph_format.keep_with_next for one in before)


def test_headings_are_numbered_as_offices_do(said: Letter, document: Document) -> None:
    texts = [line.text for line in document.paragraphs]
    heads = [text for text in texts if re.match(r"[一二三四五]、", text)]
    assert [text[0] for text in heads] == list("一二三四五")
    assert [in_chinese(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert sum(one.level is Level.FIRST for one in said.paragraphs) == len(heads)


# Figures ------------------------------------------------------------------------------------------


def test_every_figure_of_a_sentence_stands_in_the_cell_it_names(
    said: Letter, book: openpyxl.Workbook
) -> None:
    checked = 0
    for sentence, _ in said.sourced:
        for figure in figures_in(sentence):
            sheet, _, cell = figure.address.partition("!")
            value = book[sheet][cell].value
            shown = figure.table.columns[figure.column].shape.shown(value) + figure.unit
            assert shown == figure.text
            assert shown in words(sentence)
            checked += 1
    assert checked > 60


def test_every_number_in_the_text_is_a_figure(said: Letter) -> None:
    """What is written by hand holds no number but dates, hours, and 95 of the intervals."""
    for paragraph in said.paragraphs[1:]:
        for sentence in paragraph.sentences:
            by_hand = "".join(piece for piece in sentence if isinstance(piece, str))
            by_hand = re.sub(r"\d+月\d+日|\d+时至\d+时|95%区间|第\d句|“[^”]*”|不到30", "", by_hand)
            assert not re.search(r"\d", by_hand), by_hand


def test_the_sources_are_told_in_comments_and_in_a_table(said: Letter, document: Document) -> None:
    comments = [comment.text for comment in document.comments]
    assert len(comments) == len(said.sourced)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["正文位置", "数据", "数值", "工作簿位置"]
    assert len(rows) == 1 + sum(len(figures_in(sentence)) for sentence, _ in said.sourced)
    assert rows[1][0] == "一、（二）第1句"
    for row in rows[1:]:
        assert any(f"{row[2]}（{row[3]}）" in comment for comment in comments)


def test_what_only_people_know_is_left_to_them_with_whom_to_ask(
    said: Letter, document: Document
) -> None:
    text = "\n".join(line.text for line in document.paragraphs)
    asked = [[cell.text for cell in row.cells] for row in document.tables[-1].rows][1:]
    wanted = {
        "发放资料份数",
        "悬挂横幅条数",
        "发送短信条数",
        "接受咨询人次",
        "指导安装并注册人数",
        "照片及说明",
    }
    assert wanted < {one.what for one in said.to_fill}
    for one in said.to_fill:
        assert f"【待填：{one.what}】" in text
        assert [one.what, one.ask] in [row[1:] for row in asked]


def test_hits_never_stand_without_false_alarms(said: Letter) -> None:
    for paragraph in said.paragraphs:
        for sentence in paragraph.sentences:
            text = words(sentence)
            if re.search(r"识破\d", text):
                assert "误伤" in text
    assert "通过率" not in "".join(one.text for one in said.paragraphs)
    assert "及格" not in "".join(one.text for one in said.paragraphs)


def test_without_genuine_stories_no_share_of_hits_is_told(tmp_path: Path) -> None:
    found = made(60)
    found.plays = [play for play in found.plays if play["story"] != GENUINE.hash]
    told = told_of(found, tmp_path / "journal.db")
    text = "".join(one.text for one in letter(told, tables(told), "", DAY).paragraphs)
    assert "只有一样，不计算占比" in text
    assert not re.search(r"识破\d+场，占", text)
    assert "辨别力" not in text


def test_small_samples_are_said_to_be_small(tmp_path: Path) -> None:
    told = told_of(made(12), tmp_path / "journal.db")
    found = tables(told)
    text = "".join(one.text for one in letter(told, found, "", DAY).paragraphs)
    assert "样本少" in text
    assert found.discernment.rows[0][-1] == "样本少（不到30），只作参考"


def test_where_nobody_knows_the_unit_it_is_asked_for(told: Figures, all_tables: Tables) -> None:
    nameless = letter(told, all_tables, "", DAY)
    assert isinstance(nameless.signed, ToFill)
    assert "我单位使用反诈互动训练一体机" in nameless.paragraphs[0].text


# Workbook and page --------------------------------------------------------------------------------


def test_each_table_has_its_sheet_and_each_chart_its_figures(
    book: openpyxl.Workbook, all_tables: Tables
) -> None:
    assert book.sheetnames == ["说明", "图", *(table.name for table in all_tables.all)]
    for table in all_tables.all:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[3]][: len(table.columns)] == [
            column.head for column in table.columns
        ]
        assert sheet.max_row == 3 + len(table.rows)
    drawn = [table for table in all_tables.all if table.chart is not None]
    charts = book["图"]._charts
    assert len(charts) == len(drawn) > 5
    for table, chart in zip(drawn, charts, strict=True):
        assert table.chart is not None
        sources = [series.val.numRef.f for series in chart.series]
        columns = [
            openpyxl.utils.get_column_letter(table.column(head) + 1) for head in table.chart.values
        ]
        assert [f"'{table.name}'!${column}$4:" for column in columns] == [
            source[: source.index(":") + 1] for source in sources
        ]


def test_words_of_a_story_are_no_formula_and_no_markup(tmp_path: Path) -> None:
    found = made(30)
    path = found.write(tmp_path / "journal.db")
    bad = '=HYPERLINK("http://x.invalid")<script>alert(1)</script>\x07\u202e'
    with sqlite3.connect(path) as journal:
        journal.execute("UPDATE story SET title = ?", (bad,))
        journal.execute("UPDATE story_cue SET words = ?", (bad,))
        journal.execute("UPDATE story_place SET words = ?", (bad,))
        told = figures(journal, PERIOD)
    found_tables = tables(told)
    said = letter(told, found_tables, SITE, DAY)
    book = openpyxl.load_workbook(BytesIO(workbook(found_tables.all, said.title)))
    assert book["各剧本"]["A4"].data_type == "s"
    assert "<script" not in page(told, found_tables, said)
    assert "〈U+202E〉" in "".join(
        one.text for one in docx.Document(BytesIO(word(said))).paragraphs
    )


def test_the_page_needs_nothing_else_and_draws_every_story(
    told: Figures, all_tables: Tables, said: Letter
) -> None:
    text = page(told, all_tables, said)
    assert "default-src &#x27;none&#x27;" in text
    assert not re.search(r"<script|<link|<img|src=|https?://", text)
    assert text.count('role="img"') == len(told.stories) + sum(
        table.chart is not None for table in all_tables.all
    )


def test_a_map_tells_the_same_as_the_figures(
    told: Figures, all_tables: Tables, said: Letter
) -> None:
    text = page(told, all_tables, said)
    for story in told.stories:
        drawn = text[text.index(f"《{story.title}》的走向") :]
        drawn = drawn[: drawn.index("</svg>")]
        for way in story.ways:
            if way.number:
                assert f">{way.took:,}</text>" in drawn
        for place in story.places:
            left = f"，{place.left}场离开" if place.left else ""
            assert f">{place.came}场{left}</text>" in drawn


def test_the_thickest_way_is_the_one_most_took(
    told: Figures, all_tables: Tables, said: Letter
) -> None:
    drawn = page(told, all_tables, said)
    widths = [float(one) for one in re.findall(r'stroke-width="([\d.]+)"', drawn)]
    assert max(widths) == 16.0
    assert len(widths) == sum(len(story.ways) for story in told.stories)


def test_a_journal_without_answers_returns_and_installs_says_so(tmp_path: Path) -> None:
    found = made(40)
    found.plays = [
        {**play, "answers": [], "install": None} for play in found.plays if play["attempt"] == 1
    ]
    told = told_of(found, tmp_path / "journal.db")
    text = "".join(one.text for one in letter(told, tables(told), SITE, DAY).paragraphs)
    assert "没有答题的记录" in text
    assert "指引展示0次" in text
    assert "停留时间" not in text
    assert "又再玩到结局的有" not in text
