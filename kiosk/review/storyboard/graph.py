"""The picture of a story's graph: where its places stand, layer under layer, and the SVG of it.

Layers by the longest way from the beginning; ways that skip layers run through stand-ins; order by
barycentres (Sugiyama's method); then each place moves as near to its neighbours as its order lets
it, which is an isotonic regression of each layer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.graph import Edge, Graph
from kiosk.scenario.model import Ending, Scene, Verdict

NODE_WIDTH, NODE_HEIGHT = 168, 54
STAND_IN_WIDTH = 26
GAP, LAYER_GAP, MARGIN = 26, 84, 14
SWEEPS = 12
MOST_PLACES = 300
"""Places above which a picture of the graph helps nobody."""

LONGEST_NAME = 9
"""Characters of an id that have room in its box."""
LABEL_WIDTH, LABEL_HEIGHT = 50, 20

STYLES = {Verdict.SAFE: "safe", Verdict.RISKY: "risky", Verdict.FALL: "fall", None: "on"}

Point = tuple[float, float]
_Key = tuple[str, int]
"""A node of the layout: a place's id with -1, or a stand-in of a way: start and a running number."""


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """A way on the picture: the edge and the points it runs through, from bottom to top edges."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture: its size, the middle of each place's upper edge, and the ways."""

    width: float
    height: float
    places: Mapping[str, Point]
    ways: tuple[EdgeRoute, ...]


@dataclass(slots=True)
class _Net:
    """The layered graph: nodes by layer, chains of nodes by edge, neighbours by node."""

    layers: list[list[_Key]]
    chains: list[tuple[Edge, list[_Key]]] = field(default_factory=list)
    up: dict[_Key, list[_Key]] = field(default_factory=dict)
    down: dict[_Key, list[_Key]] = field(default_factory=dict)


def lay_out(graph: Graph) -> Layout | None:
    """Give the picture of all places a play comes to; None where there are too many."""
    names = [name for name in graph.order if name in graph.reachable]
    if not names or len(names) > MOST_PLACES:
        return None
    net = _net(graph, names)
    _reorder(net)
    middle = _middles(net)
    return _drawn(net, middle)


def _net(graph: Graph, names: Sequence[str]) -> _Net:
    depth = dict.fromkeys(names, 0)
    for name in names:
        for edge in graph.edges[name]:
            depth[edge.goal] = max(depth[edge.goal], depth[name] + 1)
    net = _Net([[] for _ in range(max(depth.values()) + 1)])
    for name in names:
        net.layers[depth[name]].append((name, -1))
    for name in names:
        for n, edge in enumerate(graph.edges[name]):
            chain: list[_Key] = [(name, -1)]
            for layer in range(depth[name] + 1, depth[edge.goal]):
                stand_in = (name, n * len(net.layers) + layer)
                net.layers[layer].append(stand_in)
                chain.append(stand_in)
            chain.append((edge.goal, -1))
            net.chains.append((edge, chain))
            for above, below in pairwise(chain):
                net.down.setdefault(above, []).append(below)
                net.up.setdefault(below, []).append(above)
    return net


def _reorder(net: _Net) -> None:
    """Order the layers by the middle of their neighbours, down and up; keep the best order met."""
    best, fewest = [list(layer) for layer in net.layers], _crossings(net)
    for sweep in range(SWEEPS):
        towards = net.up if sweep % 2 == 0 else net.down
        layers = net.layers if sweep % 2 == 0 else net.layers[::-1]
        for fixed, layer in pairwise(layers):
            rank = {key: n for n, key in enumerate(fixed)}
            own = {key: float(n) for n, key in enumerate(layer)}
            for key in layer:
                beside = [rank[other] for other in towards.get(key, ())]
                if beside:
                    own[key] = sum(beside) / len(beside)
            layer.sort(key=lambda key: own[key])
        crossings = _crossings(net)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in net.layers], crossings
    net.layers[:] = best


def _crossings(net: _Net) -> int:
    """Count the pairs of ways that cross between two layers."""
    total = 0
    for above, below in pairwise(net.layers):
        rank = {key: n for n, key in enumerate(below)}
        ends = [sorted(rank[other] for other in net.down.get(key, ())) for key in above]
        met: list[int] = []
        for some in ends:
            total += sum(1 for one in met for end in some if one > end)
            met += some
    return total


def _middles(net: _Net) -> dict[_Key, float]:
    middle: dict[_Key, float] = {}
    for layer in net.layers:
        at = 0.0
        for key in layer:
            middle[key] = at + _width(key) / 2
            at += _width(key) + GAP
        for key in layer:
            middle[key] -= at / 2
    for sweep in range(SWEEPS):
        order = net.layers if sweep % 2 == 0 else net.layers[::-1]
        for layer in order:
            wanted = []
            for key in layer:
                beside = [middle[k] for k in (*net.up.get(key, ()), *net.down.get(key, ()))]
                wanted.append(sum(beside) / len(beside) if beside else middle[key])
            middle.update(zip(layer, _spread(layer, wanted), strict=True))
    left = min(middle[key] - _width(key) / 2 for layer in net.layers for key in layer)
    return {key: value - left + MARGIN for key, value in middle.items()}


def _spread(layer: Sequence[_Key], wanted: Sequence[float]) -> list[float]:
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


def _width(key: _Key) -> int:
    return NODE_WIDTH if key[1] < 0 else STAND_IN_WIDTH


def _drawn(net: _Net, middle: Mapping[_Key, float]) -> Layout:
    top = {
        key: float(MARGIN + n * (NODE_HEIGHT + LAYER_GAP))
        for n, layer in enumerate(net.layers)
        for key in layer
    }
    starts = _ports([(chain[0], n, middle[chain[1]]) for n, (_, chain) in enumerate(net.chains)])
    ends = _ports([(chain[-1], n, middle[chain[-2]]) for n, (_, chain) in enumerate(net.chains)])
    ways = []
    for n, (edge, chain) in enumerate(net.chains):
        points = [(middle[chain[0]] + starts[n], top[chain[0]] + NODE_HEIGHT)]
        for key in chain[1:-1]:
            points += [(middle[key], top[key]), (middle[key], top[key] + NODE_HEIGHT)]
        points.append((middle[chain[-1]] + ends[n], top[chain[-1]]))
        ways.append(EdgeRoute(edge, tuple(points)))
    right = max(middle[key] + _width(key) / 2 for layer in net.layers for key in layer)
    places = {key[0]: (middle[key], top[key]) for key in top if key[1] < 0}
    height = max(top.values()) + NODE_HEIGHT + MARGIN
    return Layout(right + MARGIN, height, places, tuple(ways))


def _ports(ends: Sequence[tuple[_Key, int, float]]) -> dict[int, float]:
    """Give each way's distance from the middle of its place, so that none hides another."""
    by_place: dict[_Key, list[tuple[float, int]]] = {}
    for key, way, towards in ends:
        by_place.setdefault(key, []).append((towards, way))
    found: dict[int, float] = {}
    for some in by_place.values():
        step = NODE_WIDTH / len(some)
        for n, (_, way) in enumerate(sorted(some)):
            found[way] = (n + 0.5) * step - NODE_WIDTH / 2
    return found


# As SVG -------------------------------------------------------------------------------------------


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
