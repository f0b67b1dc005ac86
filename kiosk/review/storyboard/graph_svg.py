"""The picture of a story's graph as SVG: places that lead to their page, ways by their verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.review.storyboard.graph_layout import NODE_HEIGHT, NODE_WIDTH, EdgeRoute, Layout
from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Ending, Scene, Verdict

LONGEST_NAME = 9
"""Characters of an id that have room in its box."""
LABEL_WIDTH, LABEL_HEIGHT = 50, 20

STYLES = {Verdict.SAFE: "safe", Verdict.RISKY: "risky", Verdict.FALL: "fall", None: "on"}


def graph_svg(graph: Graph, layout: Layout, numbers: Mapping[str, str]) -> Markup:
    """Give the picture; `numbers` are the places' numbers on the page, their anchors `p-number`."""
    ways = [_way(way) for way in layout.ways]
    labels = [_label(way) for way in layout.ways if way.edge.choice]
    boxes = [
        _place(graph.places[name], numbers[name], *at, first=name == graph.first)
        for name, at in layout.places.items()
    ]
    return tag(
        "svg",
        tag("defs", [_arrow(style) for style in STYLES.values()]),
        ways,
        boxes,
        labels,
        viewBox=f"0 0 {layout.width:.0f} {layout.height:.0f}",
        width=f"{layout.width:.0f}",
        role="img",
        aria_label="剧本的走向图",
    )


def _arrow(style: str) -> Markup:
    head = tag("path", d="M0 0 L8 4 L0 8 z", class_=f"head {style}")
    return tag(
        "marker",
        head,
        id=f"head-{style}",
        viewBox="0 0 8 8",
        refX=7,
        refY=4,
        markerWidth=9,
        markerHeight=9,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def _way(way: EdgeRoute) -> Markup:
    style = STYLES[way.edge.choice.verdict if way.edge.choice else None]
    (x, y), *rest = way.points
    path = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        path += f" C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    return tag("path", d=path, class_=f"way {style}", marker_end=f"url(#head-{style})")


def _label(way: EdgeRoute) -> Markup:
    choice = way.edge.choice
    if choice is None or way.edge.index is None:
        return Markup("")
    x, y = way.points[0]
    style = STYLES[choice.verdict]
    return tag(
        "g",
        tag("title", f"{way.edge.index + 1}　{choice.text}"),
        tag(
            "rect",
            x=f"{x - LABEL_WIDTH / 2:.1f}",
            y=f"{y + 8:.1f}",
            width=LABEL_WIDTH,
            height=LABEL_HEIGHT,
            rx=10,
        ),
        tag("text", f"{way.edge.index + 1} {choice.verdict.zh}", x=f"{x:.1f}", y=f"{y + 22.5:.1f}"),
        class_=f"label {style}",
    )


def _place(place: Scene | Ending, number: str, x: float, y: float, *, first: bool) -> Markup:
    ending = isinstance(place, Ending)
    under = place.title if isinstance(place, Ending) else place.channel.zh
    kind = "ending" if ending else "scene first" if first else "scene"
    box = tag(
        "rect",
        x=f"{x - NODE_WIDTH / 2:.1f}",
        y=f"{y:.1f}",
        width=NODE_WIDTH,
        height=NODE_HEIGHT,
        rx=NODE_HEIGHT // 2 if ending else 8,
    )
    words = (
        tag("text", f"{number}　{_short(place.id)}", x=f"{x:.1f}", y=f"{y + 23:.1f}"),
        tag(
            "text", _short(under, LONGEST_NAME + 3), x=f"{x:.1f}", y=f"{y + 43:.1f}", class_="under"
        ),
    )
    inside = joined(tag("title", f"{place.id}　{under}"), box, *words)
    return tag("a", inside, href=f"#p-{number}", class_=kind)


def _short(text: str, room: int = LONGEST_NAME) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
