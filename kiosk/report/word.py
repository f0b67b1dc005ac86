"""The letter as a Word document laid out to GB/T 9704-2012.

A4; margins 37, 28, 35 and 26 mm (top, left, bottom, right), which leave 156 × 225 mm; 22 lines of 28
characters there. The lines are the document's grid; 28 characters of 16 pt are 158 mm, more than there
is, so all text is set a quarter of a point narrower (a grid of characters as well, which Word has for
this, is set half as full by LibreOffice). Title 2号 小标宋; text 3号 仿宋; headings 黑体, 楷体, 仿宋; page numbers 4号 宋体, on the
right of odd pages, on the left of even ones. The fonts can't be shipped: each is named with the one
that every Windows or WPS has in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from kiosk.report.pieces import (
    Letter,
    Level,
    Piece,
    Sentence,
    Shape,
    Table,
    ToFill,
    figures_in,
    numbered,
)
from kiosk.values import dataclass

LINES, CHARACTERS = 22, 28
"""Lines of a page, and characters of a line."""

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
"""Margins in mm."""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
NUMBER_BELOW = 25
"""Millimetres from the paper's lower edge to that of the page number: its dashes stand 7 mm below the text."""

TITLE_SIZE, TEXT_SIZE, NUMBER_SIZE, TABLE_SIZE = 22, 16, 14, 10.5
"""2号, 3号, 4号, 五号 in points."""

TWIPS_A_POINT = 20
POINTS_A_MM = 72 / 25.4
NARROWED = 0.25
"""Points by which a character is set narrower than its size."""

LINE = (PAGE_HEIGHT - TOP - BOTTOM) * POINTS_A_MM / LINES
"""Points from line to line: 28.99."""
PITCH = TEXT_SIZE - NARROWED
"""Points from character to character: 15.75, of the 15.79 there are."""

INDENT_CHARACTERS = 2
DATE_FROM_RIGHT = 4

SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
NUMBER_FONT, LATIN = "宋体", "Times New Roman"
INSTEAD = {SONG: "宋体", HEI: "SimHei", KAI: "楷体", FANG: "仿宋", NUMBER_FONT: "SimSun"}
"""What stands in for a font that isn't there, as the document's table of fonts tells it."""

HEADING_FONTS = {Level.FIRST: HEI, Level.SECOND: KAI}
TOLD_BY = "一体机"
"""Whose comments the sources of figures are: in Word and WPS they are deleted in one go."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of characters looks."""

    font: str = FANG
    size: float = TEXT_SIZE
    bold: bool = False


_PLAIN = _Look()


def word(letter: Letter) -> bytes:
    """Give the letter as the bytes of a .docx file."""
    document = docx.Document()
    _clear(document)
    _styles(document)
    _fonts(document)
    _page(document.sections[0])
    _title(document, letter.title)
    _line(document, [(letter.to, "：")], indent=0)
    for paragraph, number in numbered(letter.paragraphs):
        look = _Look(HEADING_FONTS.get(paragraph.level, FANG))
        made = _line(document, [(number,), *paragraph.sentences], look)
        made.paragraph_format.keep_with_next = paragraph.level is not Level.BODY
    _signed(document, letter)
    _attachments(document, letter)
    _properties(document, letter)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# The frame ----------------------------------------------------------------------------------------


def _clear(document: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it returns
    """Take away what the library's own template brings."""
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001 - the library has no way of its own


def _styles(document: Any) -> None:  # noqa: ANN401 - as above
    """Set what all text is: the grid counts its characters by the size of this style."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(TEXT_SIZE)
    properties = normal.element.get_or_add_rPr()
    _set_fonts(properties, FANG)
    narrowed = OxmlElement("w:spacing")
    narrowed.set(qn("w:val"), str(round(-NARROWED * TWIPS_A_POINT)))
    properties.find(qn("w:sz")).addprevious(narrowed)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")  # of digits and Latin letters, which are then not broken
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.widow_control = False
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True


def _fonts(document: Any) -> None:  # noqa: ANN401 - as above
    """Tell which font may stand in for another."""
    part = next(
        related.target_part
        for related in document.part.rels.values()
        if related.reltype.endswith("/fontTable")
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    part._blob = f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()  # noqa: SLF001 - as above


def _page(section: Any) -> None:  # noqa: ANN401 - as above
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(NUMBER_BELOW)
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 - as above
        section._sectPr.remove(old)  # noqa: SLF001 - as above
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(LINE * TWIPS_A_POINT)))
    section._sectPr.append(grid)  # noqa: SLF001 - as above
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        # a character of room to the edge
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(NUMBER_SIZE)
        look = _Look(NUMBER_FONT, NUMBER_SIZE)
        _run(line, "— ", look)
        _field(line, "PAGE", look)
        _run(line, " —", look)


def _properties(document: Any, letter: Letter) -> None:  # noqa: ANN401 - as above
    known = document.core_properties
    known.title, known.author, known.comments = letter.title, "", ""
    known.language = "zh-CN"


# Lines --------------------------------------------------------------------------------------------


def _title(document: Any, title: str) -> None:  # noqa: ANN401 - as above
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(line, title, _Look(SONG, TITLE_SIZE))
    document.add_paragraph()


def _line(
    document: Any,  # noqa: ANN401 - as above
    sentences: Iterable[Sentence],
    look: _Look = _PLAIN,
    indent: int = INDENT_CHARACTERS,
) -> Any:  # noqa: ANN401 - as above
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        _indent(line, "firstLine", indent)
    for sentence in sentences:
        runs = [_piece(line, piece, look) for piece in sentence if piece]
        figures = figures_in(sentence)
        if figures:
            said = "；".join(f"{one.called} {one.text}（{one.address}）" for one in figures)
            # not up to the full stop: where that hangs over a line, its mark would make another
            told = runs[:-1] if isinstance(sentence[-1], str) else runs
            document.add_comment(told, f"数据来源：{said}", author=TOLD_BY, initials="数")
    return line


def _piece(line: Any, piece: Piece, look: _Look) -> Any:  # noqa: ANN401 - as above
    if isinstance(piece, str):
        return _run(line, piece, look)
    run = _run(line, piece.text, look)
    if isinstance(piece, ToFill):
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def _signed(document: Any, letter: Letter) -> None:  # noqa: ANN401 - as above
    names = ["数据来源表", *(table.name for table in letter.attached)]
    if letter.to_fill:
        names.append("需要补充的内容")
    # date and name never stand on a page alone: they draw the text's last lines with them
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.keep_with_next = True
    for number, name in enumerate(names, 1):
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        _indent(line, "firstLine", INDENT_CHARACTERS if number == 1 else INDENT_CHARACTERS + 3)
        _run(line, f"附件：{number}. {name}" if number == 1 else f"{number}. {name}", _Look())
    document.add_paragraph().paragraph_format.keep_with_next = True
    on = f"{letter.on.year}年{letter.on.month}月{letter.on.day}日"
    for pieces in ((letter.signed,), (on,)):
        line = _line(document, [pieces], indent=0)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.keep_with_next = pieces != (on,)
        _indent(line, "right", DATE_FROM_RIGHT)


def _run(line: Any, text: str, look: _Look) -> Any:  # noqa: ANN401 - as above
    run = line.add_run(text)
    run.font.size, run.font.bold = Pt(look.size), look.bold or None
    _set_fonts(run._element.get_or_add_rPr(), look.font)  # noqa: SLF001 - as above
    return run


def _set_fonts(properties: Any, name: str) -> None:  # noqa: ANN401 - as above
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{key}"), LATIN)
    fonts.set(qn("w:eastAsia"), name)
    # quotation marks and dashes are in both: here they are Chinese
    fonts.set(qn("w:hint"), "eastAsia")


def _indent(line: Any, side: str, characters: int) -> None:  # noqa: ANN401 - as above
    """Indent by characters, as Word counts them, with the same in twips for who doesn't."""
    properties = line._element.get_or_add_pPr()  # noqa: SLF001 - as above
    indent = properties.find(qn("w:ind"))
    if indent is None:
        line.paragraph_format.first_line_indent = Emu(0)
        indent = properties.find(qn("w:ind"))
        indent.attrib.pop(qn("w:firstLine"), None)
    indent.set(qn(f"w:{side}Chars"), str(characters * 100))
    indent.set(qn(f"w:{side}"), str(round(characters * PITCH * TWIPS_A_POINT)))


def _field(line: Any, name: str, look: _Look) -> None:  # noqa: ANN401 - as above
    for kind in ("begin", "", "end"):
        run = _run(line, "", look)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = name
        run._element.append(mark)  # noqa: SLF001 - as above


# What stands behind the letter --------------------------------------------------------------------


def _attachments(document: Any, letter: Letter) -> None:  # noqa: ANN401 - as above
    rows = [
        [where if n == 0 else "", figure.called, figure.text, figure.address]
        for sentence, where in letter.sourced
        for n, figure in enumerate(figures_in(sentence))
    ]
    count = 1
    _attachment(document, count, "数据来源表")
    _small(
        document,
        "正文里每一句有数字的话，数字都出自同时写出的工作簿。下表写明是哪一句、哪个数字、"
        "在工作簿的哪张表哪一格；正文的批注里也写着，定稿时可以一次全部删除。",
    )
    _table(document, ["正文位置", "数据", "数值", "工作簿位置"], rows, (3.3, 5.9, 2.8, 3.6))
    for table in letter.attached:
        count += 1
        _attachment(document, count, table.name)
        if table.note:
            _small(document, table.note)
        shown = [
            [column.shape.shown(cell) for column, cell in zip(table.columns, row, strict=True)]
            for row in table.rows
        ]
        centred = [column.shape is not Shape.TEXT for column in table.columns]
        heads = [column.head for column in table.columns]
        _table(document, heads, shown, _widths(table), centred)
    if letter.to_fill:
        _attachment(document, count + 1, "需要补充的内容")
        _small(document, "下列内容机器不知道，要向经办的人了解以后填写；没有的请删去，不要填 0。")
        asked = [[str(number), one.what, one.ask] for number, one in enumerate(letter.to_fill, 1)]
        _table(document, ["序号", "内容", "向谁了解、怎样填"], asked, (1.3, 4.7, 9.6))


def _attachment(document: Any, number: int, name: str) -> None:  # noqa: ANN401 - as above
    """Begin an attachment on a page of its own, its number at the left margin in 黑体."""
    if number == 1:
        document.add_section(WD_SECTION.NEW_PAGE)
    line = document.add_paragraph()
    line.paragraph_format.page_break_before = number > 1
    _run(line, f"附件{number}", _Look(HEI))
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = True
    _run(line, name, _Look(SONG, TITLE_SIZE))


def _small(document: Any, text: str) -> None:  # noqa: ANN401 - as above
    line = document.add_paragraph()
    _off_grid(line)
    line.paragraph_format.space_after = Pt(TABLE_SIZE / 2)
    _run(line, text, _Look(FANG, TABLE_SIZE + 1.5))


def _table(
    document: Any,  # noqa: ANN401 - as above
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    centred: Sequence[bool] = (),
) -> None:
    """Set a table; `widths` in cm. Its head is repeated on every page, no row is torn."""
    centred = centred or [False] * len(heads)
    made = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    made.autofit = False
    for number, row in enumerate([heads, *rows]):
        cells = made.add_row().cells
        properties = made.rows[-1]._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        for name in ("w:cantSplit", *(["w:tblHeader"] if number == 0 else [])):
            properties.append(OxmlElement(name))
        for cell, text, width, middle in zip(cells, row, widths, centred, strict=True):
            cell.width = Mm(width * 10)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            line = cell.paragraphs[0]
            _off_grid(line)
            if middle or number == 0:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(line, text, _Look(HEI if number == 0 else FANG, TABLE_SIZE))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width * 10)


def _off_grid(line: Any) -> None:  # noqa: ANN401 - as above
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    line._element.get_or_add_pPr().append(snap)  # noqa: SLF001 - as above


WHOLE_WIDTH = (PAGE_WIDTH - LEFT - RIGHT) / 10


NARROWEST, WIDEST, WHITE = 2, 12, 1.2
"""Characters by which the columns share a table's width, and the white beside them."""


def _widths(table: Table) -> list[float]:
    """Give the columns' widths in cm, by what stands in them; a head may take two lines."""
    parts = []
    for number, column in enumerate(table.columns):
        longest = max((_wide(column.shape.shown(row[number])) for row in table.rows), default=0)
        head = -(-len(column.head) // 2)
        parts.append(min(max(longest, NARROWEST, head), WIDEST) + WHITE)
    return [part * WHOLE_WIDTH / sum(parts) for part in parts]


def _wide(text: str) -> float:
    """Give how many Chinese characters a text is wide: what is Latin is half as wide."""
    return sum(1.0 if ord(c) > 0xFF else 0.5 for c in text)  # noqa: PLR2004 (the last of Latin-1)
