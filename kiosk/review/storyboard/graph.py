"""The picture of a story's graph: where its places stand, layer under layer, and the SVG of it.

Layers by the longest way from the beginning; edges that skip layers run through dummy nodes; order by
barycentres (Sugiyama's method); then each place moves as near to its neighbours as its order lets
it, which is an isotonic regression of each layer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.graph import Edge, Graph
from kiosk.scenario.model import Ending, Scene, Verdict
from kiosk.values import dataclass

NODE_WIDTH, NODE_HEIGHT = 168, 54
DUMMY_WIDTH = 26
GAP, LAYER_GAP, MARGIN = 26, 84, 14
SWEEPS = 12
MOST_PLACES = 300
"""Places above which a picture of the graph helps nobody."""

LONGEST_NAME = 9
"""Characters of an id that have room in its box."""
LABEL_WIDTH, LABEL_HEIGHT = 50, 20

STYLES = {Verdict.SAFE: "safe", Verdict.RISKY: "risky", Verdict.FALL: "fall", None: "on"}

Point = tuple[float, float]
_Node = tuple[str, int]
"""A node of the layout: a place's id with -1, or a dummy node of an edge: start and a running number."""


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """An edge on the picture and the points it runs through, from bottom to top edges."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """The picture: its size, the middle of each place's upper edge, and the edges' routes."""

    width: float
    height: float
    places: Mapping[str, Point]
    routes: tuple[EdgeRoute, ...]


@dataclass(slots=True)
class _LayeredGraph:
    """The layered graph: nodes by layer, chains of nodes by edge, neighbours by node."""

    layers: list[list[_Node]]
    chains: list[tuple[Edge, list[_Node]]] = field(default_factory=list)
    up: dict[_Node, list[_Node]] = field(default_factory=dict)
    down: dict[_Node, list[_Node]] = field(default_factory=dict)


def lay_out(graph: Graph) -> GraphLayout | None:
    """Give the picture of all places a play comes to; None where there are too many."""
    names = [name for name in graph.order if name in graph.reachable]
    if not names or len(names) > MOST_PLACES:
        return None
    layered = _layered(graph, names)
    _order_layers(layered)
    return _placed(layered, _centres(layered))


def _layered(graph: Graph, names: Sequence[str]) -> _LayeredGraph:
    depth = dict.fromkeys(names, 0)
    for name in names:
        for edge in graph.edges[name]:
            depth[edge.goal] = max(depth[edge.goal], depth[name] + 1)
    layered = _LayeredGraph([[] for _ in range(max(depth.values()) + 1)])
    for name in names:
        layered.layers[depth[name]].append((name, -1))
    for name in names:
        for n, edge in enumerate(graph.edges[name]):
            chain: list[_Node] = [(name, -1)]
            for layer in range(depth[name] + 1, depth[edge.goal]):
                dummy = (name, n * len(layered.layers) + layer)
                layered.layers[layer].append(dummy)
                chain.append(dummy)
            chain.append((edge.goal, -1))
            layered.chains.append((edge, chain))
            for above, below in pairwise(chain):
                layered.down.setdefault(above, []).append(below)
                layered.up.setdefault(below, []).append(above)
    return layered


def _order_layers(layered: _LayeredGraph) -> None:
    """Order the layers by the middle of their neighbours, down and up; keep the best order met."""
    best, fewest = [list(layer) for layer in layered.layers], _crossings(layered)
    for sweep in range(SWEEPS):
        towards = layered.up if sweep % 2 == 0 else layered.down
        layers = layered.layers if sweep % 2 == 0 else layered.layers[::-1]
        for fixed, layer in pairwise(layers):
            rank = {node: n for n, node in enumerate(fixed)}
            own = {node: float(n) for n, node in enumerate(layer)}
            for node in layer:
                beside = [rank[other] for other in towards.get(node, ())]
                if beside:
                    own[node] = sum(beside) / len(beside)
            layer.sort(key=lambda node: own[node])
        crossings = _crossings(layered)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layered.layers], crossings
    layered.layers[:] = best


def _crossings(layered: _LayeredGraph) -> int:
    """Count the pairs of edges that cross between two layers."""
    total = 0
    for above, below in pairwise(layered.layers):
        rank = {node: n for n, node in enumerate(below)}
        ends = [sorted(rank[other] for other in layered.down.get(node, ())) for node in above]
        met: list[int] = []
        for some in ends:
            total += sum(1 for one in met for end in some if one > end)
            met += some
    return total


def _centres(layered: _LayeredGraph) -> dict[_Node, float]:
    centres: dict[_Node, float] = {}
    for layer in layered.layers:
        at = 0.0
        for node in layer:
            centres[node] = at + _width(node) / 2
            at += _width(node) + GAP
        for node in layer:
            centres[node] -= at / 2
    for sweep in range(SWEEPS):
        order = layered.layers if sweep % 2 == 0 else layered.layers[::-1]
        for layer in order:
            wanted = []
            for node in layer:
                beside = [
                    centres[k] for k in (*layered.up.get(node, ()), *layered.down.get(node, ()))
                ]
                wanted.append(sum(beside) / len(beside) if beside else centres[node])
            centres.update(zip(layer, _nearest_without_overlap(layer, wanted), strict=True))
    left = min(centres[node] - _width(node) / 2 for layer in layered.layers for node in layer)
    return {node: value - left + MARGIN for node, value in centres.items()}


def _nearest_without_overlap(layer: Sequence[_Node], wanted: Sequence[float]) -> list[float]:
    """Give the places nearest to the wanted ones at which none overlaps the next."""
    offsets = [0.0]
    for one, other in pairwise(layer):
        offsets.append(offsets[-1] + (_width(one) + _width(other)) / 2 + GAP)
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            level, size = blocks.pop()
            mean = (mean * count + level * size) / (count + size)
            count += size
        blocks.append((mean, count))
    levels = [mean for mean, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(levels, offsets, strict=True)]


def _width(node: _Node) -> int:
    return NODE_WIDTH if node[1] < 0 else DUMMY_WIDTH


def _placed(layered: _LayeredGraph, centres: Mapping[_Node, float]) -> GraphLayout:
    top = {
        node: float(MARGIN + n * (NODE_HEIGHT + LAYER_GAP))
        for n, layer in enumerate(layered.layers)
        for node in layer
    }
    starts = _ports(
        [(chain[0], n, centres[chain[1]]) for n, (_, chain) in enumerate(layered.chains)]
    )
    ends = _ports(
        [(chain[-1], n, centres[chain[-2]]) for n, (_, chain) in enumerate(layered.chains)]
    )
    routes = []
    for n, (edge, chain) in enumerate(layered.chains):
        points = [(centres[chain[0]] + starts[n], top[chain[0]] + NODE_HEIGHT)]
        for node in chain[1:-1]:
            points += [(centres[node], top[node]), (centres[node], top[node] + NODE_HEIGHT)]
        points.append((centres[chain[-1]] + ends[n], top[chain[-1]]))
        routes.append(EdgeRoute(edge, tuple(points)))
    right = max(centres[node] + _width(node) / 2 for layer in layered.layers for node in layer)
    places = {node[0]: (centres[node], top[node]) for node in top if node[1] < 0}
    height = max(top.values()) + NODE_HEIGHT + MARGIN
    return GraphLayout(right + MARGIN, height, places, tuple(routes))


def _ports(ends: Sequence[tuple[_Node, int, float]]) -> dict[int, float]:
    """Give each edge's distance from the middle of its place, so that none hides another."""
    by_place: dict[_Node, list[tuple[float, int]]] = {}
    for node, number, towards in ends:
        by_place.setdefault(node, []).append((towards, number))
    found: dict[int, float] = {}
    for some in by_place.values():
        step = NODE_WIDTH / len(some)
        for n, (_, number) in enumerate(sorted(some)):
            found[number] = (n + 0.5) * step - NODE_WIDTH / 2
    return found


# As SVG -------------------------------------------------------------------------------------------


def graph_svg(graph: Graph, layout: GraphLayout, numbers: Mapping[str, str]) -> Markup:
    """Give the picture; `numbers` are the places' numbers on the page, their anchors `p-number`."""
    edges = [_edge(route) for route in layout.routes]
    labels = [_label(route) for route in layout.routes if route.edge.choice]
    boxes = [
        _place(graph.places[name], numbers[name], *at, first=name == graph.first)
        for name, at in layout.places.items()
    ]
    return tag(
        "svg",
        tag("defs", [_arrow(style) for style in STYLES.values()]),
        edges,
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


def _edge(route: EdgeRoute) -> Markup:
    style = STYLES[route.edge.choice.verdict if route.edge.choice else None]
    (x, y), *rest = route.points
    path = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        path += f" C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    return tag("path", d=path, class_=f"way {style}", marker_end=f"url(#head-{style})")


def _label(route: EdgeRoute) -> Markup:
    choice = route.edge.choice
    if choice is None or route.edge.index is None:
        return Markup("")
    x, y = route.points[0]
    style = STYLES[choice.verdict]
    return tag(
        "g",
        tag("title", f"{route.edge.index + 1}　{choice.text}"),
        tag(
            "rect",
            x=f"{x - LABEL_WIDTH / 2:.1f}",
            y=f"{y + 8:.1f}",
            width=LABEL_WIDTH,
            height=LABEL_HEIGHT,
            rx=10,
        ),
        tag(
            "text", f"{route.edge.index + 1} {choice.verdict.zh}", x=f"{x:.1f}", y=f"{y + 22.5:.1f}"
        ),
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
