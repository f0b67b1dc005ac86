"""The graph of a story: where each place leads, its order, and the extremes of all its plays.

Everything is iterative and linear in the number of choices, so that 10,000 scenes are no matter;
only `plays` lists plays one by one, and takes a bound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kiosk.scenario.measures import COST, choice_seconds, place_seconds, points_after
from kiosk.scenario.model import Choice, Ending, Scenario, Scene

SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one place to another; `index` is the choice's, None where there is none."""

    start: str
    index: int | None
    goal: str
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Extremes:
    """The bounds of all plays of a story without cycles.

    Scores from 0 to 100 with the choices (counted from 0) of a best and a worst play; lengths in
    seconds; `most_lost` in yuan, not bounded by the wallet.
    """

    best: int
    best_choices: tuple[int, ...]
    worst: int
    worst_choices: tuple[int, ...]
    shortest: float
    longest: float
    fewest_decisions: int
    most_decisions: int
    most_lost: int
    most_lost_choices: tuple[int, ...]


class Graph:
    """A story's places and ways. Where an id is given twice, the first place counts."""

    def __init__(self, scenario: Scenario) -> None:
        """Take the story; nothing is computed before it is asked for."""
        self.scenario = scenario
        self.places: dict[str, Scene | Ending] = {}
        for place in scenario.places:
            self.places.setdefault(place.id, place)
        self.first = scenario.scenes[0].id if scenario.scenes else ""

    @cached_property
    def edges(self) -> dict[str, tuple[Edge, ...]]:
        """The ways out of each place, dead ones left out."""
        return {
            name: tuple(edge for edge in _ways(place) if edge.goal in self.places)
            for name, place in self.places.items()
        }

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Ids of the places some play comes to."""
        ahead = {name: [edge.goal for edge in edges] for name, edges in self.edges.items()}
        return _spread([self.first] if self.first in self.places else [], ahead)

    @cached_property
    def ending_somewhere(self) -> frozenset[str]:
        """Ids of the places from which an ending can be reached, the endings among them."""
        back: dict[str, list[str]] = {name: [] for name in self.places}
        for edges in self.edges.values():
            for edge in edges:
                back[edge.goal].append(edge.start)
        endings = [name for name, place in self.places.items() if isinstance(place, Ending)]
        return _spread(endings, back)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Ids so that every way leads forward; those on or behind a cycle are left out."""
        waiting = dict.fromkeys(self.places, 0)
        for edges in self.edges.values():
            for edge in edges:
                waiting[edge.goal] += 1
        ready = deque(name for name, count in waiting.items() if not count)
        order: list[str] = []
        while ready:
            name = ready.popleft()
            order.append(name)
            for edge in self.edges[name]:
                waiting[edge.goal] -= 1
                if not waiting[edge.goal]:
                    ready.append(edge.goal)
        return tuple(order)

    @cached_property
    def cycle(self) -> tuple[str, ...]:
        """Ids of one cycle as it is gone through, from its first place in the file; else empty."""
        ordered = set(self.order)
        left = [name for name in self.places if name not in ordered]
        if not left:
            return ()
        # Every place left has a way in from another place left: going back must come round.
        back: dict[str, str] = {}
        for name in left:
            for edge in self.edges[name]:
                back.setdefault(edge.goal, name)
        seen: dict[str, int] = {}
        walked: list[str] = []
        name = left[0]
        while name not in seen:
            seen[name] = len(walked)
            walked.append(name)
            name = back[name]
        around = walked[seen[name] :][::-1]
        rank = {place: n for n, place in enumerate(self.places)}
        first = min(range(len(around)), key=lambda n: rank[around[n]])
        return tuple(around[first:] + around[:first])

    def decisions_ahead(self) -> dict[str, int]:
        """Give, for each place, the decisions on the longest way from it to an ending."""
        ahead: dict[str, int] = {}
        for place in reversed(self.order):
            ways = self.edges.get(place, ())
            longest = max((ahead.get(way.goal, 0) for way in ways), default=0)
            decides = any(way.index is not None for way in ways)
            ahead[place] = longest + (1 if decides else 0)
        return ahead

    def extremes(self) -> Extremes | None:
        """Give the bounds of all plays; None where some play doesn't end."""
        if not self.first or self.cycle or not self.reachable <= self.ending_somewhere:
            return None
        cost = self._bound(lambda _: 0, lambda choice: COST[choice.verdict])
        lost = self._bound(lambda _: 0, lambda choice: choice.loss)
        count = self._bound(lambda _: 0, lambda _: 1)
        length = self._bound(place_seconds, choice_seconds)
        return Extremes(
            best=points_after(int(cost.least)),
            best_choices=_choices(cost.least_way),
            worst=points_after(int(cost.most)),
            worst_choices=_choices(cost.most_way),
            shortest=length.least,
            longest=length.most,
            fewest_decisions=int(count.least),
            most_decisions=int(count.most),
            most_lost=int(lost.most),
            most_lost_choices=_choices(lost.most_way),
        )

    def longest_way(
        self, at: Callable[[Scene | Ending], float], choosing: Callable[[Choice], float]
    ) -> tuple[float, tuple[Edge, ...]]:
        """Give the longest play and its ways, by the seconds of places and of what follows choices.

        Only of a graph all of whose plays end.
        """
        bound = self._bound(at, choosing)
        return bound.most, bound.most_way

    def plays(self, most: int) -> Iterator[tuple[int, ...]]:
        """Give the choices of each play, at most so many plays; nothing where one doesn't end."""
        if not self.first or self.cycle:
            return
        waiting: list[tuple[str, tuple[int, ...]]] = [(self.first, ())]
        while waiting and most:
            name, made = waiting.pop()
            if isinstance(self.places[name], Ending):
                most -= 1
                yield made
            for edge in reversed(self.edges[name]):
                more = made if edge.index is None else (*made, edge.index)
                waiting.append((edge.goal, more))

    def _bound(
        self, at: Callable[[Scene | Ending], float], choosing: Callable[[Choice], float]
    ) -> _Bound:
        """Give the least and the most of a sum over plays, from the last place to the first."""
        best: dict[str, float] = {}
        worst: dict[str, float] = {}
        best_way: dict[str, Edge] = {}
        worst_way: dict[str, Edge] = {}
        for name in reversed(self.order):
            low = high = at(self.places[name])
            through = [
                (edge, choosing(edge.choice) if edge.choice else 0.0)
                for edge in self.edges[name]
                if edge.goal in best
            ]
            if through:
                best_way[name], gain = min(through, key=lambda way: way[1] + best[way[0].goal])
                low += gain + best[best_way[name].goal]
                worst_way[name], gain = max(through, key=lambda way: way[1] + worst[way[0].goal])
                high += gain + worst[worst_way[name].goal]
            best[name], worst[name] = low, high
        return _Bound(
            best[self.first],
            _way(self.first, best_way),
            worst[self.first],
            _way(self.first, worst_way),
        )


@dataclass(frozen=True, slots=True)
class _Bound:
    least: float
    least_way: tuple[Edge, ...]
    most: float
    most_way: tuple[Edge, ...]


def extremes(scenario: Scenario) -> Extremes | None:
    """Give the best and the worst play of a story, the shortest and the longest."""
    return Graph(scenario).extremes()


def _ways(place: Scene | Ending) -> Iterator[Edge]:
    if isinstance(place, Ending):
        return
    for index, choice in enumerate(place.choices):
        yield Edge(place.id, index, choice.goto, choice)
    if place.goto and not place.choices:
        yield Edge(place.id, None, place.goto, None)


def _spread(starts: list[str], ways: dict[str, list[str]]) -> frozenset[str]:
    seen = set(starts)
    waiting = list(starts)
    while waiting:
        for name in ways[waiting.pop()]:
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return frozenset(seen)


def _way(first: str, ways: dict[str, Edge]) -> tuple[Edge, ...]:
    """Give the ways taken from the first place on, where each place's is known."""
    taken: list[Edge] = []
    name = first
    while name in ways:
        taken.append(ways[name])
        name = ways[name].goal
    return tuple(taken)


def _choices(way: tuple[Edge, ...]) -> tuple[int, ...]:
    """Give the choices made on a way, counted from 0."""
    return tuple(edge.index for edge in way if edge.index is not None)


def minutes_of(scenario: Scenario) -> int:
    """Give the minutes of the longest play, rounded up."""
    extremes = Graph(scenario).extremes()
    return max(1, -(-round(extremes.longest) // SECONDS_A_MINUTE)) if extremes else 1
