"""The graph of a story: where each place leads, its order, and the extremes of all its plays.

Places and ways are those of the file. Bounds, plays and what is ahead go by states: a place together
with what was noted on the way to it, as only then is known which lines and choices are met. A story
that notes nothing has one state a place.

Everything is iterative and linear in the number of choices, so that 10,000 scenes are no matter;
only `plays` lists plays one by one, and takes a bound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property

from kiosk.scenario.measures import AFTERWARDS, COST, choice_seconds, place_seconds, points_after
from kiosk.scenario.memory import NOTHING, Notes, as_met, remembers
from kiosk.scenario.model import Choice, Ending, Scenario, Scene
from kiosk.values import dataclass

SECONDS_A_MINUTE = 60

State = tuple[str, Notes]
"""The id of a place, and what was noted before it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one place to another; `index` is the choice's as met, None where there is none."""

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
        return frozenset(name for name, _ in self._states)

    @cached_property
    def met(self) -> tuple[Scene | Ending, ...]:
        """Every place as some play meets it; a place several ways where what was noted tells."""
        return tuple(dict.fromkeys(self._states.values()))

    @cached_property
    def _states(self) -> dict[State, Scene | Ending]:
        """What plays come to, and each place as it is met then."""
        if self.first not in self.places:
            return {}
        states = {(self.first, NOTHING): self._met(self.first, NOTHING)}
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            for _, goal in self._onward(states[state], state[1]):
                if goal not in states:
                    states[goal] = self._met(*goal)
                    waiting.append(goal)
        return states

    @property
    def _all_end(self) -> bool:
        """Tell whether from every place, as it is met, a way leads on or it is an ending."""
        if not self.reachable <= self.ending_somewhere:
            return False
        states = self._states.items()
        return not self._remembers or all(
            isinstance(place, Ending) or any(self._onward(place, notes))
            for (_, notes), place in states
        )

    @cached_property
    def _remembers(self) -> bool:
        return remembers(self.scenario)

    def _met(self, name: str, notes: Notes) -> Scene | Ending:
        return as_met(self.places[name], notes) if self._remembers else self.places[name]

    def _onward(self, place: Scene | Ending, notes: Notes) -> Iterator[tuple[Edge, State]]:
        """Give the ways out of a place as it was met, each with the state it leads to."""
        for edge in _ways(place):
            if edge.goal in self.places:
                yield edge, self._after(edge, notes)

    def _after(self, edge: Edge, notes: Notes) -> State:
        """Give the state a way leads to for a play that had noted so much before."""
        if self._remembers and edge.choice is not None:
            notes = notes.union(edge.choice.notes)
        return edge.goal, notes

    @cached_property
    def _state_order(self) -> tuple[State, ...]:
        """States so that every way leads forward; where there is no cycle all of them."""
        rank = {name: n for n, name in enumerate(self.order)}
        return tuple(sorted(self._states, key=lambda state: rank.get(state[0], -1)))

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
        ahead: dict[State, int] = {}
        for state in reversed(self._state_order):
            ways = tuple(self._onward(self._states[state], state[1]))
            longest = max((ahead.get(goal, 0) for _, goal in ways), default=0)
            decides = any(way.index is not None for way, _ in ways)
            ahead[state] = longest + (1 if decides else 0)
        most: dict[str, int] = {}
        for (name, _), decisions in ahead.items():
            most[name] = max(decisions, most.get(name, 0))
        return most

    def extremes(self) -> Extremes | None:
        """Give the bounds of all plays; None where some play doesn't end."""
        if not self.first or self.cycle or not self._all_end:
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
        waiting: list[tuple[State, tuple[int, ...]]] = [((self.first, NOTHING), ())]
        while waiting and most:
            state, made = waiting.pop()
            place = self._states[state]
            if isinstance(place, Ending):
                most -= 1
                yield made
            for edge, goal in reversed(tuple(self._onward(place, state[1]))):
                more = made if edge.index is None else (*made, edge.index)
                waiting.append((goal, more))

    def count_plays(self) -> int:
        """Give how many plays there are; 0 where there is a cycle."""
        if self.cycle or not self.first:
            return 0
        ways: dict[State, int] = {}
        for state in reversed(self._state_order):
            onward = tuple(self._onward(self._states[state], state[1]))
            ways[state] = sum(ways[goal] for _, goal in onward) if onward else 1
        return ways[self.first, NOTHING]

    def along(self, way: tuple[Edge, ...]) -> tuple[Scene | Ending, ...]:
        """Give the places of a way from the first scene on, as a play that takes it meets them."""
        state: State = (self.first, NOTHING)
        passed = [self._states[state]]
        for edge in way:
            state = self._after(edge, state[1])
            passed.append(self._states[state])
        return tuple(passed)

    def _bound(
        self, at: Callable[[Scene | Ending], float], choosing: Callable[[Choice], float]
    ) -> _Bound:
        """Give the least and the most of a sum over plays, from the last place to the first."""
        best: dict[State, float] = {}
        worst: dict[State, float] = {}
        best_way: dict[State, tuple[Edge, State]] = {}
        worst_way: dict[State, tuple[Edge, State]] = {}
        for state in reversed(self._state_order):
            place = self._states[state]
            low = high = at(place)
            through = [
                ((edge, goal), choosing(edge.choice) if edge.choice else 0.0)
                for edge, goal in self._onward(place, state[1])
                if goal in best
            ]
            if through:
                best_way[state], gain = min(through, key=lambda way: way[1] + best[way[0][1]])
                low += gain + best[best_way[state][1]]
                worst_way[state], gain = max(through, key=lambda way: way[1] + worst[way[0][1]])
                high += gain + worst[worst_way[state][1]]
            best[state], worst[state] = low, high
        first = (self.first, NOTHING)
        return _Bound(best[first], _way(first, best_way), worst[first], _way(first, worst_way))


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


def _way(first: State, ways: dict[State, tuple[Edge, State]]) -> tuple[Edge, ...]:
    """Give the ways taken from the first state on, where each state's is known."""
    taken: list[Edge] = []
    state = first
    while state in ways:
        edge, state = ways[state]
        taken.append(edge)
    return tuple(taken)


def _choices(way: tuple[Edge, ...]) -> tuple[int, ...]:
    """Give the choices made on a way, counted from 0."""
    return tuple(edge.index for edge in way if edge.index is not None)


def minutes_of(scenario: Scenario) -> int:
    """Give the minutes of a visit with the longest play and what follows it, to the nearest one."""
    extremes = Graph(scenario).extremes()
    seconds = (extremes.longest if extremes else 0.0) + AFTERWARDS
    return max(1, round(seconds / SECONDS_A_MINUTE))
