"""The picture of a graph can be followed: nothing lies on anything, and all ways lead down."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.review.storyboard.graph import (
    MOST_PLACES,
    NODE_HEIGHT,
    NODE_WIDTH,
    GraphLayout,
    graph_svg,
    lay_out,
)
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Channel, Choice, Ending, Scenario, Scene, Stance, Verdict
from kiosk.scenario.reading.reader import read_story
from tests.sample import every_story

BASE = read_story(
    (Path(__file__).parents[3] / "docs" / "example-story.yaml").read_bytes(), "x"
).scenario


def story(goals: list[list[int]]) -> Scenario:
    """Give a story whose nth scene leads to the scenes so many further on, past the last to the end."""
    assert BASE is not None
    count = len(goals)

    def name(n: int) -> str:
        return f"s{n}" if n < count else "end"

    def choice(n: int, further: int) -> Choice:
        verdict = list(Verdict)[further % 3]
        return Choice("x", verdict, Stance.ASK, name(n + further), "y", "z")

    scenes = tuple(
        Scene(f"s{n}", Channel.SMS, (), choices=tuple(choice(n, f) for f in some))
        for n, some in enumerate(goals)
    )
    return Scenario(
        **{
            **{name: getattr(BASE, name) for name in BASE.__dataclass_fields__},
            "scenes": scenes,
            "endings": (Ending("end", "end", ()),),
        }
    )


def laid(scenario: Scenario) -> tuple[Graph, GraphLayout]:
    graph = Graph(scenario)
    layout = lay_out(graph)
    assert layout is not None
    return graph, layout


@given(
    st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=3), min_size=1, max_size=14).map(
        lambda goals: [[1, *some] for some in goals]
    )
)
def test_places_do_not_touch_and_every_way_is_drawn_down(goals: list[list[int]]) -> None:
    graph, layout = laid(story(goals))
    assert set(layout.places) == set(graph.reachable)
    for (x, y), (u, v) in combinations(layout.places.values(), 2):
        assert abs(x - u) >= NODE_WIDTH or abs(y - v) >= NODE_HEIGHT
    for x, y in layout.places.values():
        assert NODE_WIDTH / 2 <= x <= layout.width - NODE_WIDTH / 2
        assert 0 <= y <= layout.height - NODE_HEIGHT
    assert len(layout.routes) == sum(len(graph.edges[name]) for name in graph.reachable)
    for way in layout.routes:
        (x, y), (u, v) = way.points[0], way.points[-1]
        start, goal = layout.places[way.edge.start], layout.places[way.edge.goal]
        assert abs(x - start[0]) < NODE_WIDTH / 2
        assert abs(u - goal[0]) < NODE_WIDTH / 2
        assert (y, v) == (start[1] + NODE_HEIGHT, goal[1])
        heights = [point[1] for point in way.points]
        assert heights == sorted(heights)


@given(st.lists(st.integers(1, 3), min_size=3, max_size=12))
def test_ways_between_the_same_places_are_told_apart(steps: list[int]) -> None:
    _, layout = laid(story([[1, 1, step] for step in steps]))
    ends = [(way.points[0], way.points[-1]) for way in layout.routes]
    assert len(set(ends)) == len(ends)


def test_a_way_past_a_place_does_not_run_through_it() -> None:
    _, layout = laid(story([[1, 3], [1], [1]]))
    past = next(way for way in layout.routes if way.edge.goal == "end" and way.edge.start == "s0")
    for x, y in past.points[1:-1]:
        for left, top in layout.places.values():
            assert abs(x - left) >= NODE_WIDTH / 2 or not top <= y <= top + NODE_HEIGHT


def test_the_shipped_stories_fit_on_a_page() -> None:
    for scenario in every_story():
        graph, layout = laid(scenario)
        assert layout.width <= 1100, scenario.id
        numbers = {name: str(n) for n, name in enumerate(graph.places)}
        drawn = graph_svg(graph, layout, numbers)
        assert drawn.count("<a ") == len(graph.reachable), scenario.id
        labels = sum(len(scene.choices) for scene in scenario.scenes)
        assert drawn.count('class="label') == labels, scenario.id


def test_a_graph_nobody_could_follow_is_not_drawn() -> None:
    goals = [[1]] * (MOST_PLACES + 1)
    assert lay_out(Graph(story(goals))) is None
