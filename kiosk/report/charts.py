"""Charts of tables as SVG: columns by day and hour, bars by name."""

from __future__ import annotations

from datetime import date
from math import ceil, log10

from kiosk.report.pieces import Cell, Chart, Drawn, Shape, Table
from kiosk.review.storyboard.markup import Markup, tag

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 40, 46
BAR, BETWEEN, NAMES = 18, 14, 300
"""Pixels of a bar, between two groups of bars, and of the names before them."""

STEPS = 4
"""Lines behind the columns, at most."""

MOST_NAMES = 16
"""Names that have room below columns."""

LONGEST_NAME = 18
KEY_STEP = 190


def chart_svg(table: Table) -> Markup:
    """Give a table's chart; nothing where it has none, or no rows."""
    chart = table.chart
    if chart is None or not table.rows:
        return Markup("")
    rows = table.rows[: chart.most] if chart.most else table.rows
    named = table.column(chart.names)
    names = [_name(row[named]) for row in rows]
    series = [[_height(row[table.column(head)]) for row in rows] for head in chart.values]
    shape = table.columns[table.column(chart.values[0])].shape
    drawn = _bars if chart.drawn is Drawn.BARS else _columns
    return drawn(chart, names, series, shape)


def _name(cell: Cell) -> str:
    return f"{cell.month}/{cell.day}" if isinstance(cell, date) else str(cell or "")


def _height(cell: Cell) -> float:
    return float(cell) if isinstance(cell, (int, float)) else 0.0


def _top(most: float, shape: Shape) -> tuple[float, float]:
    """Give the value at the chart's upper edge and the step between its lines, both round."""
    if shape is Shape.SHARE:
        return 1.0, 0.25
    if most <= 0:
        return 1.0, 1.0
    step = 10 ** int(log10(most)) if most >= 1 else 1.0
    for factor in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5):
        wide = step * factor
        if wide >= 1 and ceil(most / wide) <= STEPS:
            return wide * ceil(most / wide), wide
    return step * ceil(most / step), step


def _svg(chart: Chart, height: float, *inside: list[Markup]) -> Markup:
    return tag(
        "svg",
        tag("title", chart.title),
        *inside,
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        width=WIDTH,
        role="img",
        aria_label=chart.title,
        class_="chart",
    )


def _keys(chart: Chart) -> list[Markup]:
    """Give which colour is what; nothing where there is one alone, which the title names."""
    if len(chart.values) == 1:
        return []
    found = []
    for n, head in enumerate(chart.values):
        x = LEFT + n * KEY_STEP
        found += [
            tag("rect", x=x, y=10, width=16, height=16, class_=f"s{n}"),
            tag("text", head, x=x + 24, y=24),
        ]
    return found


def _columns(chart: Chart, names: list[str], series: list[list[float]], shape: Shape) -> Markup:
    top, step = _top(max(map(max, series)), shape)
    deep, wide = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT - RIGHT) / len(names)
    floor = TOP + deep
    lines: list[Markup] = []
    for n in range(round(top / step) + 1):
        y = floor - deep * n * step / top
        value = n * step if shape is Shape.SHARE else round(n * step)
        lines += [
            tag("path", d=f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", class_="line"),
            tag("text", shape.shown(value), x=LEFT - 8, y=f"{y + 5:.1f}", class_="end"),
        ]
    bar = wide * 0.8 / len(series)
    columns = [
        tag(
            "rect",
            tag("title", f"{names[n]}　{chart.values[s]}：{shape.shown(_cell(value, shape))}"),
            x=f"{LEFT + wide * n + wide * 0.1 + bar * s:.1f}",
            y=f"{floor - deep * value / top:.1f}",
            width=f"{bar:.2f}",
            height=f"{deep * value / top:.1f}",
            class_=f"s{s}",
        )
        for s, values in enumerate(series)
        for n, value in enumerate(values)
        if value
    ]
    every = max(1, ceil(len(names) / MOST_NAMES))
    under = [
        tag("text", names[n], x=f"{LEFT + wide * (n + 0.5):.1f}", y=floor + 22, class_="middle")
        for n in range(0, len(names), every)
    ]
    return _svg(chart, HEIGHT, _keys(chart), lines, columns, under)


def _cell(value: float, shape: Shape) -> float:
    return value if shape in {Shape.SHARE, Shape.NUMBER, Shape.SECONDS} else round(value)


def _bars(chart: Chart, names: list[str], series: list[list[float]], shape: Shape) -> Markup:
    most = max(map(max, series)) or 1.0
    room = WIDTH - NAMES - 90
    head = TOP if len(series) > 1 else 10
    step = BAR * len(series) + BETWEEN
    found: list[Markup] = []
    for n, name in enumerate(names):
        y = head + step * n
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        middle = y + BAR * len(series) / 2 + 5
        found.append(tag("text", short, x=NAMES - 10, y=f"{middle:.1f}", class_="end"))
        for s, values in enumerate(series):
            long = room * values[n] / most
            at = y + BAR * s
            found += [
                tag(
                    "rect", tag("title", name), x=NAMES, y=at, width=f"{max(long, 1):.1f}", height=BAR - 3, class_=f"s{s}",
                ),
                tag("text", shape.shown(_cell(values[n], shape)), x=f"{NAMES + long + 8:.1f}", y=at + 13),
            ]  # fmt: skip
    return _svg(chart, head + step * len(names), _keys(chart), found)
