"""The longest play is short enough; where it isn't, where its seconds are and what would be enough to cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from math import ceil

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.graph import Edge, Graph
from kiosk.scenario.measures import CHARS_PER_SECOND, LONGEST, choice_seconds, place_seconds
from kiosk.scenario.model import Choice, Ending, Scene
from kiosk.values import dataclass

_SHARES = (0.35, 0.6)
"""How much of a text may be asked to go: first so much, where that isn't enough more."""
_SHORTEST = 8
"""Characters a text keeps."""
_MOST_CUTS = 6
"""Places somebody would cut at; where more would be needed scenes have to go."""
_COMPARED = 40
"""Places of a way up to which they are weighed against each other."""
_MOST_DROPPED = 12
"""Scenes somebody would take out of a story; where more had to go it is two stories."""
_NAMED = 20
"""Places of the longest way that are named."""

_Part = tuple[str, int | None]
"""The lines of a place, or with a number what follows that choice (counted from 0) of it."""


def playing_time(context: CheckContext) -> Iterator[Finding]:
    """Find a story whose longest play is too long."""
    extremes, story = context.extremes, context.scenario
    if extremes is None or extremes.longest <= LONGEST:
        return
    plan = _Plan(context.graph)
    total, way = plan.longest()
    seconds = ceil(total)
    cuts = plan.cuts()
    scenes = "" if cuts else plan.scenes_to_drop()
    yield found(
        "too-long-a-play",
        story.mark,
        "scenes",
        "words" if cuts else "scenes" if scenes else "split",
        length=f"{seconds // 60} 分 {seconds % 60:02} 秒",
        most=int(LONGEST // 60),
        over=seconds - int(LONGEST),
        way=_told(context.graph, way, seconds),
        where=cuts or scenes,
    )


@dataclass
class _Plan:
    """What is taken away from a story so far: characters by part, and whole places."""

    graph: Graph
    taken: Counter[_Part] = field(default_factory=Counter)
    dropped: set[str] = field(default_factory=set)
    parts: dict[int, tuple[str, int]] = field(init=False)
    """The place and the number of each choice, by the choice's identity: two may say the same."""

    def __post_init__(self) -> None:
        """Give each choice its number, by which every longest way is weighed."""
        self.parts = {
            id(choice): (name, n)
            for name, place in self.graph.places.items()
            if isinstance(place, Scene)
            for n, choice in enumerate(place.choices)
        }

    def longest(self, without: str = "") -> tuple[float, tuple[Edge, ...]]:
        """Give the longest play with what is taken away; `without` a place no play goes through."""

        def at(place: Scene | Ending) -> float:
            if place.id == without:
                return -1e9
            if place.id in self.dropped:
                return 0.0
            return place_seconds(place) - self.taken[place.id, None] / CHARS_PER_SECOND

        return self.graph.longest_way(at, self._choosing)

    def _choosing(self, choice: Choice) -> float:
        name, n = self.parts[id(choice)]
        if name in self.dropped:
            return 0.0
        return choice_seconds(choice) - self.taken[name, n] / CHARS_PER_SECOND

    def cuts(self) -> str:
        """Give what to cut where so that no play is too long any more; empty where words alone won't do."""
        for share in _SHARES:
            self.taken.clear()
            if self._cut(share):
                return "，".join(_named(part, count) for part, count in self.taken.items())
        self.taken.clear()
        return ""

    def _cut(self, share: float) -> bool:
        while True:
            total, way = self.longest()
            over = ceil((total - LONGEST) * CHARS_PER_SECOND - 1e-6)
            if over <= 0:
                return True
            room = {part: self._room(part, share) for part in self._parts(way)}
            if sum(room.values()) < over:
                return False
            shared = self._shared(way)
            # What all overlong ways share is cut once for all of them; else where most can go.
            part = max(room, key=lambda one: (room[one] > 0 and one[0] in shared, room[one]))
            if part not in self.taken and len(self.taken) >= _MOST_CUTS:
                return False
            self.taken[part] += min(over, room[part])

    def _parts(self, way: tuple[Edge, ...]) -> Iterator[_Part]:
        for name in _places(way):
            yield name, None
        for edge in way:
            if edge.choice is not None:
                yield self.parts[id(edge.choice)]

    def _room(self, part: _Part, share: float) -> int:
        """Give the characters that can still go from a part. What has a 读作 of its own is left alone."""
        name, index = part
        place = self.graph.places[name]
        if index is None:
            texts = [line.text for line in place.lines if not line.say]
        elif isinstance(place, Scene):
            texts = [place.choices[index].consequence, place.choices[index].why]
        return sum(_spare(text, share) for text in texts) - self.taken[part]

    def _shared(self, way: tuple[Edge, ...]) -> frozenset[str]:
        """Give the places of a way that every overlong play goes through."""
        names = _places(way)
        if len(names) > _COMPARED:
            return frozenset()
        return frozenset(name for name in names if self.longest(without=name)[0] <= LONGEST)

    def scenes_to_drop(self) -> str:
        """Give scenes without which no play would be too long, the longest of each way first; empty where none."""
        while len(self.dropped) <= _MOST_DROPPED:
            total, way = self.longest()
            if total <= LONGEST:
                return "".join(f"“{name}”" for name in self.graph.places if name in self.dropped)
            names = [name for name in _places(way)[1:-1] if name not in self.dropped]
            if not names or len(names) > _COMPARED:
                break
            self.dropped.add(max(names, key=lambda name: self._seconds(name, way)))
        return ""

    def _seconds(self, name: str, way: tuple[Edge, ...]) -> float:
        made = (edge.choice for edge in way if edge.start == name and edge.choice is not None)
        return place_seconds(self.graph.places[name]) + sum(choice_seconds(one) for one in made)


def _spare(text: str, share: float) -> int:
    return max(0, min(int(len(text) * share), len(text) - _SHORTEST))


def _places(way: tuple[Edge, ...]) -> list[str]:
    return [way[0].start, *(edge.goal for edge in way)] if way else []


def _named(part: _Part, count: int) -> str:
    name, index = part
    what = "台词" if index is None else f"选 {index + 1} 的后果和“为什么”"
    return f"“{name}”{'的' if index is None else ''}{what}删 {count} 个字"


def _told(graph: Graph, way: tuple[Edge, ...], seconds: int) -> str:
    """Give the places of the longest way with their seconds, which together are so many."""
    made = {edge.start: edge for edge in way}
    names = _places(way)
    told, before, exact = [], 0, 0.0
    for name, place in zip(names, graph.along(way), strict=True):
        edge = made.get(name)
        exact += place_seconds(place)
        chosen = ""
        if edge is not None and edge.choice is not None and edge.index is not None:
            exact += choice_seconds(edge.choice)
            chosen = f"（选 {edge.index + 1}）"
        upto = seconds if name == names[-1] else round(exact)
        told.append(f"{name}{chosen} {upto - before} 秒")
        before = upto
    if len(told) > _NAMED:
        told[_NAMED - 1 : -1] = [f"…还有 {len(told) - _NAMED} 处"]
    return " → ".join(told)
