"""The report as one page: all tables with their charts, and the map of every story; it needs nothing else."""

from __future__ import annotations

from pathlib import Path

from kiosk.report.charts import chart_svg
from kiosk.report.figures import Figures, StoryFigures
from kiosk.report.pieces import Letter, Level, Shape, Table, numbered
from kiosk.report.story_map import story_map
from kiosk.report.tables import Tables
from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.characters import printable
from kiosk.storage import read_text

_STYLE = Path(__file__).with_name("page.css")
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'"

MOST_ROWS = 60
"""Rows of a table that are shown; the others are in the workbook."""


def page(figures: Figures, tables: Tables, letter: Letter) -> str:
    """Give the page."""
    maps = tag(
        "section", tag("h2", "剧本走向图"), _reading(), [_story(one) for one in figures.stories]
    )
    before = [_table(one) for one in tables.all if one not in (tables.ways, tables.leaving)]
    body = joined(
        tag("h1", letter.title),
        tag("p", f"{figures.period.in_words}。这一页给人看图；要改要存，请用同时写出的文档和工作簿。", class_="lead"),
        _contents(tables),
        _letter(letter),
        before,
        maps,
        _table(tables.leaving),
        _table(tables.ways),
    )  # fmt: skip
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_NOTHING_FROM_ELSEWHERE),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", letter.title),
        tag("style", Markup(read_text(_STYLE))),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', body), lang='zh-CN')}\n"


def _contents(tables: Tables) -> Markup:
    names = ["文字", *(one.name for one in tables.all), "剧本走向图"]
    anchors = ["letter", *(f"t-{one.name}" for one in tables.all), "maps"]
    links = [tag("a", name, href=f"#{at}") for name, at in zip(names, anchors, strict=True)]
    return tag("nav", links)


def _letter(letter: Letter) -> Markup:
    lines = []
    for paragraph, number in numbered(letter.paragraphs):
        name = {Level.FIRST: "h3", Level.SECOND: "h4"}.get(paragraph.level, "p")
        lines.append(tag(name, number + paragraph.text))
    return tag("section", tag("h2", "文字"), lines, id="letter", class_="letter")


def _table(table: Table) -> Markup:
    shown = table.rows[:MOST_ROWS]
    more = len(table.rows) - len(shown)
    rows = [
        tag(
            "tr",
            [
                tag("td", column.shape.shown(cell), class_=None if column.shape is Shape.TEXT else "figure")
                for column, cell in zip(table.columns, row, strict=True)
            ],
        )
        for row in shown
    ]  # fmt: skip
    head = tag("thead", tag("tr", [tag("th", column.head) for column in table.columns]))
    inside = tag("div", tag("table", head, tag("tbody", rows)), class_="wide")
    if chart := chart_svg(table):
        inside = joined(
            tag("div", chart, class_="wide"),
            tag("details", tag("summary", f"表格（{len(table.rows)} 行）"), inside),
        )
    return tag(
        "section",
        tag("h2", table.name),
        tag("p", table.note, class_="note"),
        inside if table.rows else tag("p", "没有记录。"),
        tag("p", f"还有 {more} 行在工作簿里。", class_="note") if more > 0 else "",
        id=f"t-{table.name}",
    )


def _reading() -> Markup:
    return tag(
        "p",
        "只画第一次玩的。线越粗，走的场次越多；线旁写着第几个选择、判断、多少场和占走到那里的几成；"
        "方框里写着走到这里多少场、在这里离开多少场。绿色实线是稳妥，棕色虚线是冒险，红色实线是上当，"
        "灰色是没有选择、接着往下。",
        class_="note",
        id="maps",
    )


def _story(story: StoryFigures) -> Markup:
    choices = [
        tag("li", tag("b", f"{way.number} {way.verdict.zh if way.verdict else ''}"), f" {printable(way.words)}（{way.took}场）")
        for way in story.ways
        if way.number
    ]  # fmt: skip
    scenes: list[Markup] = []
    for place in story.places:
        own = [
            line
            for way, line in zip((w for w in story.ways if w.number), choices, strict=True)
            if way.start == place.id
        ]
        if own:
            scenes += [tag("dt", printable(place.words)), tag("dd", tag("ul", own))]
    said = f"{story.kind.zh}，第一次玩{story.first_tries}场，玩到结局{story.first_finished}场"
    return tag(
        "article",
        tag("h3", printable(story.title), tag("span", said)),
        tag("div", story_map(story), class_="map wide"),
        tag("details", tag("summary", "每个选择写的是什么"), tag("dl", scenes)),
    )
