"""All tables as a workbook, a sheet a table, and a sheet of charts that Excel and WPS draw themselves."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from kiosk.report.pieces import HEAD_ROW, NOTE_ROW, TITLE_ROW, Chart, Drawn, Shape, Table
from kiosk.report.statistics import FEW

ABOUT, CHARTS = "说明", "图"
FONT = "宋体"
HEAD_GROUND = "DDEBF0"
NARROWEST, WIDEST = 9, 44
"""Characters of a column's width."""

CHART_WIDTH, CHART_HEIGHT, TALLEST = 24, 11, 16
"""Centimetres; a chart of bars is as much taller as it has more of them, as long as a sheet of paper has room."""

BAR = 0.7
ROW_HEIGHT = 0.53
"""Centimetres of a row nothing stands in."""

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
    charts.page_setup.orientation, charts.page_setup.paperSize = "landscape", charts.PAPERSIZE_A4
    row = 1
    for table in tables:
        sheet = book.create_sheet(table.name)
        _sheet(sheet, table)
        if table.chart and table.rows:
            chart = _chart(sheet, table, table.chart)
            charts.add_chart(chart, f"A{row}")
            row += round(chart.height / ROW_HEIGHT) + 2
            charts.row_breaks.append(Break(id=row - 1))  # no chart is torn between two sheets
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
    _put(sheet, TITLE_ROW, 1, table.name).font = Font(name=FONT, size=14, bold=True)
    _put(sheet, NOTE_ROW, 1, table.note).font = Font(name=FONT, italic=True)
    for number, column in enumerate(table.columns, 1):
        head = _put(sheet, HEAD_ROW, number, column.head)
        head.font, head.fill = Font(name=FONT, bold=True), PatternFill("solid", HEAD_GROUND)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _width(table, number - 1)
    for row, cells in enumerate(table.rows, HEAD_ROW + 1):
        for number, (column, value) in enumerate(zip(table.columns, cells, strict=True), 1):
            cell = _put(sheet, row, number, value)
            cell.font, cell.number_format = Font(name=FONT), column.shape.value
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    _for_paper(sheet)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _for_paper(sheet: Any) -> None:  # noqa: ANN401 - as above
    """Have a sheet fill the paper's width, on as many sheets as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(table: Table, column: int) -> float:
    texts = [table.columns[column].head, *_shown(table, column)]
    widest = max(sum(2 if ord(c) > 0xFF else 1 for c in text) for text in texts)  # noqa: PLR2004 (what isn't Latin is twice as wide)
    return min(max(widest + 2, NARROWEST), WIDEST)


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
    # openpyxl leaves the axes out unless they are asked for
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = CHART_WIDTH, CHART_HEIGHT
    if wanted.drawn is Drawn.BARS:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.height = min(max(CHART_HEIGHT, BAR * count * len(wanted.values) + 3), TALLEST)
    if len(wanted.values) == 1:
        chart.legend = None
    return chart
