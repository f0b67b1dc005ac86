"""All tables as a workbook, a sheet a table, and a sheet of charts that Excel and WPS draw themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from kiosk.report.pieces import HEAD_ROW, NOTE_ROW, TITLE_ROW, Chart, Drawn, Shape, Table
from kiosk.report.statistics import FEW

ABOUT, CHARTS = "说明", "图"
FONT = "宋体"
HEAD_GROUND, GRID = "DDEBF0", "D9D9D9"
NARROWEST, WIDEST = 9, 30
"""Characters of a column's width; what is longer is broken, so that a sheet on paper can be read."""
ROW_POINTS = 16
"""Points of a row of one line. Each row's height is written: not every program finds it."""
MARGIN, SIDE = 0.55, 0.5
"""Inches of paper left white: above and below, at the sides."""

CHART_WIDTH, CHART_HEIGHT, TALLEST = 25, 11, 16
"""Centimetres; a chart of bars is as much taller as it has more of them, as long as a sheet of paper has room."""

BAR = 0.7
CM_A_POINT = 2.54 / 72
LINE = Border(*(Side("thin", color="B0B0B0"),) * 4)

MEANINGS = (
    ("计入的场次", "所选日期内、时钟可信、不是工作人员试玩的。"),
    ("使用人次", "机器被使用了几次，开始玩了至少一个剧本的。不是人数：机器不认识任何人。"),
    ("第一次玩", "同一次使用里头一回玩这个剧本。走向、离开、破绽、识破和误伤只算这些：再玩的人已经知道结局。"),
    ("识破", "骗局：没有上当，最多冒险一次。"),
    ("误伤", "真事：拒绝到使自己受损。"),
    ("占比区间", "95% 威尔逊区间（E. B. Wilson, JASA 22, 1927）。"),
    (
        "d′ 和 c",
        "d′ = z(识破占比) − z(误伤占比)，c = −(z(识破占比) + z(误伤占比)) / 2。",
    ),
    (
        "d′ 和 c 的校正",
        "占比先作对数线性校正：次数加 0.5，总数加 1（M. J. Hautus, Behavior Research Methods 27, 1995）。",
    ),
    (
        "d′ 和 c 的区间",
        "方差用 H. Gourevitch 和 E. Galanter 的公式（Psychometrika 32, 1967）。",
    ),
    (
        "同一次使用",
        "区间按使用人次归总（K.-Y. Liang, S. Zeger, Biometrika 73, 1986）：同一次使用的几场是一个人玩的。",
    ),
    ("样本少", f"不到 {FEW} 场（次）：95% 区间的一半超过 17 个百分点。"),
    ("空白格", "没有可算的，不是 0。"),
)  # fmt: skip
"""What words and figures mean, for who reads the tables without the letter."""


def workbook(tables: tuple[Table, ...], title: str) -> bytes:
    """Give tables as the bytes of an .xlsx file; `title` stands on the first sheet, of what words mean."""
    book = Workbook()
    sheet = book.active
    sheet.title = ABOUT
    _texts(sheet, title)
    charts = book.create_sheet(CHARTS)
    _for_paper(charts, whole=False)
    row = 1
    for table in tables:
        sheet = book.create_sheet(table.name)
        _sheet(sheet, table)
        if table.chart and table.rows:
            chart = _chart(sheet, table, table.chart)
            charts.add_chart(chart, f"A{row}")
            row += round(chart.height / (ROW_POINTS * CM_A_POINT)) + 2
            charts.row_breaks.append(Break(id=row - 2))  # no chart is torn between two sheets
    for number in range(1, row):  # as tall in every program, or a chart would reach over its break
        charts.row_dimensions[number].height = ROW_POINTS
    book.properties.creator, book.properties.title = "", title
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _texts(sheet: Any, title: str) -> None:  # noqa: ANN401 (openpyxl gives no types)
    _put(sheet, TITLE_ROW, 1, title).font = Font(name=FONT, size=14, bold=True)
    for number, (word, meaning) in enumerate(MEANINGS, HEAD_ROW):
        _put(sheet, number, 1, word).font = Font(name=FONT, bold=True)
        cell = _put(sheet, number, 2, meaning)
        cell.font, cell.alignment = Font(name=FONT), Alignment(wrap_text=True, vertical="top")
    _for_paper(sheet)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90


def _put(sheet: Any, row: int, column: int, value: object) -> Any:  # noqa: ANN401 - as above
    """Put a value into a cell; a text is a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _sheet(sheet: Any, table: Table) -> None:  # noqa: ANN401 - as above
    widths = [_width(table, number) for number in range(len(table.columns))]
    _put(sheet, TITLE_ROW, 1, table.name).font = Font(name=FONT, size=14, bold=True)
    note = _put(sheet, NOTE_ROW, 1, table.note)
    note.font, note.alignment = (
        Font(name=FONT, italic=True),
        Alignment(wrap_text=True, vertical="top"),
    )
    sheet.merge_cells(start_row=NOTE_ROW, end_row=NOTE_ROW, start_column=1, end_column=len(widths))
    _tall(sheet, NOTE_ROW, _lines(table.note, sum(widths)))
    heads = [column.head for column in table.columns]
    for number, (text, width) in enumerate(zip(heads, widths, strict=True), 1):
        head = _put(sheet, HEAD_ROW, number, text)
        head.font, head.fill, head.border = (
            Font(name=FONT, bold=True),
            PatternFill("solid", HEAD_GROUND),
            LINE,
        )
        head.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
    _tall(sheet, HEAD_ROW, max(map(_lines, heads, widths)))
    looks = [_aligned(column.shape) for column in table.columns]
    font = Font(name=FONT)
    for row, cells in enumerate(table.rows, HEAD_ROW + 1):
        lines = 1
        for number, (column, value) in enumerate(zip(table.columns, cells, strict=True)):
            cell = _put(sheet, row, number + 1, value)
            cell.font, cell.number_format, cell.border = font, column.shape.value, LINE
            cell.alignment = looks[number]
            lines = max(lines, _lines(column.shape.shown(value), widths[number]))
        _tall(sheet, row, lines)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    _for_paper(sheet)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _aligned(shape: Shape) -> Alignment:
    if shape is Shape.TEXT:
        return Alignment(wrap_text=True, vertical="center")
    if shape is Shape.DAY:
        return Alignment(horizontal="center", vertical="center")
    return Alignment(horizontal="right", vertical="center", indent=1)


def _tall(sheet: Any, row: int, lines: int) -> None:  # noqa: ANN401 - as above
    sheet.row_dimensions[row].height = ROW_POINTS * lines


def _for_paper(sheet: Any, *, whole: bool = True) -> None:  # noqa: ANN401 - as above
    """Have a sheet fill the paper's width, on as many sheets as it takes, each with its name and number."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    if whole:
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.top, margins.bottom, margins.left, margins.right = MARGIN, MARGIN, SIDE, SIDE
    margins.header = margins.footer = MARGIN / 2
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"


def _half_widths(text: str) -> int:
    """Give how wide a text is in characters: what isn't Latin is twice as wide."""
    return sum(2 if ord(c) > 0xFF else 1 for c in text)  # noqa: PLR2004 (the last of Latin-1)


def _lines(text: str, width: float) -> int:
    """Give how many lines a text takes in a column; a line's end is left free where no word breaks."""
    return max(1, math.ceil(_half_widths(text) / max(1.0, width - 2)))


def _width(table: Table, column: int) -> float:
    """Give a column's width: as its cells want it, with a head of two lines."""
    head = math.ceil(_half_widths(table.columns[column].head) / 2) + 1
    widest = max((_half_widths(text) for text in _shown(table, column)), default=0)
    return min(max(widest + 3, head + 2, NARROWEST), WIDEST)


def _shown(table: Table, column: int) -> Iterator[str]:
    shape = table.columns[column].shape
    return (shape.shown(row[column]) for row in table.rows)


def _chart(sheet: Any, table: Table, wanted: Chart) -> BarChart:  # noqa: ANN401 - as above
    chart = BarChart()
    chart.type = "bar" if wanted.drawn is Drawn.BARS else "col"
    chart.title, chart.gapWidth = wanted.title, 60
    count = min(len(table.rows), wanted.most or len(table.rows))
    last = HEAD_ROW + count
    for head in wanted.values:
        number = table.column(head) + 1
        chart.add_data(
            Reference(sheet, min_col=number, min_row=HEAD_ROW, max_row=last), titles_from_data=True
        )
    named = table.column(wanted.names) + 1
    chart.set_categories(Reference(sheet, min_col=named, min_row=HEAD_ROW + 1, max_row=last))
    chart.y_axis.number_format = table.columns[table.column(wanted.values[0])].shape.value
    chart.y_axis.scaling.min = 0
    if table.columns[named - 1].shape is Shape.DAY:
        chart.x_axis.number_format = "m/d"
    chart.x_axis.title, chart.y_axis.title = wanted.names, "、".join(wanted.values)
    # openpyxl leaves the axes out unless they are asked for, and lets titles lie on what is drawn
    chart.x_axis.delete = chart.y_axis.delete = False
    for title in (chart.title, chart.x_axis.title, chart.y_axis.title):
        title.overlay = False
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID))
    chart.width, chart.height = CHART_WIDTH, CHART_HEIGHT
    if wanted.drawn is Drawn.BARS:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"  # the first bar is the upmost, the scale stays below
        chart.height = min(max(CHART_HEIGHT, BAR * count * len(wanted.values) + 3), TALLEST)
    if len(wanted.values) == 1:
        chart.legend = None
    return chart
