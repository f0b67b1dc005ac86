"""A story's map: its scenes and endings with how many came there, left there, and went which way.

Drawn from what the journal holds, so that an office without the story sees it too.
"""

from __future__ import annotations

from datetime import date

from kiosk.report.figures import PlaceFigures, StoryFigures, WayFigures
from kiosk.report.statistics import Share
from kiosk.review.storyboard.graph import (
    MARGIN,
    NODE_HEIGHT,
    NODE_WIDTH,
    STYLES,
    EdgeRoute,
    lay_out,
)
from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.characters import printable
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Channel, Choice, Ending, Scenario, Scene, Stance, Verdict

THINNEST, THICKEST = 1.2, 16.0
"""Widths of a way nobody took and of one that all took."""

LABEL_WIDTH, LABEL_HEIGHT = 53, 48
"""Three choices of a scene have room side by side."""
LONGEST_WORDS = 10
"""Characters of a place's words that have room in its box."""

_ANY = next(iter(Channel))
"""A place's channel is in no record, and no map shows one."""


def story_map(story: StoryFigures) -> Markup:
    """Give the picture; a sentence where the story has too many places to draw, or runs in a circle."""
    graph = Graph(_bare(story))
    layout = lay_out(graph)
    if layout is None:
        return tag("p", "这个剧本的场景太多，没有画图，请看工作簿里的“走向”。", class_="note")
    places = {place.id: place for place in story.places}
    ways = {(way.start, way.number, way.goal): way for way in story.ways}
    most = max((way.took for way in story.ways), default=0)
    routes = [
        (route, ways.get((route.edge.start, _number(route), route.edge.goal)))
        for route in layout.routes
    ]
    known = [(route, way) for route, way in routes if way is not None]
    first = story.places[0].id
    return tag(
        "svg",
        [_way(route, way, most) for route, way in known],
        [_place(places[name], *at, first=name == first) for name, at in layout.places.items()],
        [_label(route, way, places[way.start]) for route, way in known if way.number],
        viewBox=f"0 0 {layout.width:.0f} {layout.height + MARGIN:.0f}",
        width=f"{layout.width:.0f}",
        role="img",
        aria_label=f"《{printable(story.title)}》的走向：第一次玩的{story.first_tries}场",
    )


def _bare(story: StoryFigures) -> Scenario:
    """Give a story that has the places and ways of another and no words but choices'."""
    scenes, endings = [], []
    for place in story.places:
        if place.ending:
            endings.append(Ending(place.id, place.words, ()))
            continue
        ways = [way for way in story.ways if way.start == place.id]
        choices = tuple(
            Choice(way.words, way.verdict or Verdict.SAFE, way.stance or Stance.COMPLY, way.goal, "", "")
            for way in ways
            if way.number
        )  # fmt: skip
        goto = next((way.goal for way in ways if not way.number), "")
        scenes.append(Scene(place.id, _ANY, (), choices=choices, goto=goto))
    return Scenario(
        format=1, id=story.id, title=story.title, kind=story.kind, type=story.type, wallet=0, picture="",
        scenes=tuple(scenes), endings=tuple(endings), law=(), remember="", quiz=(), sources=(), review_by=date.max,
    )  # fmt: skip


def _number(route: EdgeRoute) -> int:
    return 0 if route.edge.index is None else route.edge.index + 1


def _way(route: EdgeRoute, way: WayFigures, most: int) -> Markup:
    (x, y), *rest = route.points
    path = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        path += f" C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    wide = THINNEST + (THICKEST - THINNEST) * (way.took / most if most else 0)
    taken = "way" if way.took else "way never"
    return tag("path", d=path, class_=f"{taken} {STYLES[way.verdict]}", stroke_width=f"{wide:.1f}")


def _label(route: EdgeRoute, way: WayFigures, start: PlaceFigures) -> Markup:
    x, y = route.points[0]
    share = Share(way.took, start.came).value
    verdict = way.verdict.zh if way.verdict else ""
    top = y + 6
    part = "" if share is None else f"{share:.0%}"
    return tag(
        "g",
        tag("title", f"{way.number}　{printable(way.words)}　{way.took}场　{part}"),
        tag(
            "rect", x=f"{x - LABEL_WIDTH / 2:.1f}", y=f"{top:.1f}", width=LABEL_WIDTH, height=LABEL_HEIGHT, rx=8,
        ),
        tag("text", f"{way.number} {verdict}", x=f"{x:.1f}", y=f"{top + 14:.1f}"),
        tag("text", f"{way.took:,}", x=f"{x:.1f}", y=f"{top + 29:.1f}", class_="many"),
        tag("text", part, x=f"{x:.1f}", y=f"{top + 43:.1f}", class_="many"),
        class_=f"label {STYLES[way.verdict]}",
    )  # fmt: skip


def _place(place: PlaceFigures, x: float, y: float, *, first: bool) -> Markup:
    kind = "ending" if place.ending else "scene first" if first else "scene"
    said = printable(place.words) or place.id
    short = said if len(said) <= LONGEST_WORDS else f"{said[: LONGEST_WORDS - 1]}…"
    under = f"{place.came}场" + (f"，{place.left}场离开" if place.left else "")
    box = tag(
        "rect", x=f"{x - NODE_WIDTH / 2:.1f}", y=f"{y:.1f}", width=NODE_WIDTH, height=NODE_HEIGHT,
        rx=NODE_HEIGHT // 2 if place.ending else 8,
    )  # fmt: skip
    words = (
        tag("text", short, x=f"{x:.1f}", y=f"{y + 23:.1f}"),
        tag("text", under, x=f"{x:.1f}", y=f"{y + 43:.1f}", class_="left" if place.left else "under"),
    )  # fmt: skip
    return tag("g", joined(tag("title", f"{place.id}　{said}"), box, *words), class_=kind)
