"""The bounds of a story are those of all its plays, however many there are."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scenario.graph import Graph, extremes
from kiosk.scenario.measures import (
    COST,
    PAUSE,
    TO_CHOOSE,
    choice_seconds,
    place_seconds,
    speech_seconds,
    worth,
)
from kiosk.scenario.model import (
    Channel,
    Choice,
    Ending,
    Kind,
    Line,
    Scenario,
    Scene,
    Stance,
    Verdict,
)


def choice(goto: str, verdict: Verdict = Verdict.SAFE, loss: int = 0, words: int = 4) -> Choice:
    return Choice("选" * words, verdict, Stance.COMPLY, goto, "后" * words, "因" * words, loss=loss)


def scene(name: str, *choices: Choice, goto: str = "", words: int = 5) -> Scene:
    return Scene(name, Channel.PHONE, (Line("旁白", "说" * words),), choices=choices, goto=goto)


def story(*scenes: Scene, endings: tuple[str, ...] = ("e1", "e2")) -> Scenario:
    return Scenario(
        format=1,
        id="t",
        title="t",
        kind=Kind.SCAM,
        type="t",
        wallet=100,
        picture="t",
        scenes=scenes,
        endings=tuple(Ending(name, name, (Line("旁白", "完" * 7),)) for name in endings),
        law=(),
        remember="t",
        quiz=(),
        sources=(),
        review_by=date.max,
    )


@st.composite
def stories(draw: st.DrawFn) -> Scenario:
    """Give a story whose every scene leads only to later ones, so that it has no cycle."""
    count = draw(st.integers(1, 7))
    names = [f"s{n}" for n in range(count)]
    scenes = []
    for n, name in enumerate(names):
        later = st.sampled_from([*names[n + 1 :], "e1", "e2"])
        if draw(st.booleans()):
            made = draw(
                st.lists(
                    st.builds(
                        choice,
                        later,
                        st.sampled_from(Verdict),
                        st.integers(0, 50),
                        st.integers(1, 9),
                    ),
                    min_size=1,
                    max_size=3,
                )
            )
            scenes.append(scene(name, *made))
        else:
            scenes.append(scene(name, goto=draw(later), words=draw(st.integers(1, 30))))
    return story(*scenes)


def walk(tale: Scenario, choices: tuple[int, ...]) -> tuple[list[Choice], float]:
    """Give the choices a play makes and its seconds, straight from what the story says."""
    places = {place.id: place for place in tale.places}
    at: Scene | Ending = tale.scenes[0]
    made: list[Choice] = []
    rest = iter(choices)
    seconds = place_seconds(at)
    while isinstance(at, Scene):
        if at.choices:
            made.append(at.choices[next(rest)])
            seconds += choice_seconds(made[-1])
            at = places[made[-1].goto]
        else:
            at = places[at.goto]
        seconds += place_seconds(at)
    assert next(rest, None) is None
    return made, seconds


@given(stories())
def test_the_extremes_are_those_of_all_plays(tale: Scenario) -> None:
    bounds = extremes(tale)
    assert bounds is not None
    plays = [walk(tale, play) for play in Graph(tale).plays(100_000)]
    scores = [worth(c.verdict for c in made) for made, _ in plays]
    assert (bounds.best, bounds.worst) == (max(scores), min(scores))
    assert abs(bounds.shortest - min(seconds for _, seconds in plays)) < 1e-6
    assert abs(bounds.longest - max(seconds for _, seconds in plays)) < 1e-6
    assert bounds.fewest_decisions == min(len(made) for made, _ in plays)
    assert bounds.most_decisions == max(len(made) for made, _ in plays)
    assert bounds.most_lost == max(sum(c.loss for c in made) for made, _ in plays)
    best, worst = (walk(tale, c)[0] for c in (bounds.best_choices, bounds.worst_choices))
    assert worth(c.verdict for c in best) == bounds.best
    assert worth(c.verdict for c in worst) == bounds.worst
    lost = walk(tale, bounds.most_lost_choices)[0]
    assert sum(c.loss for c in lost) == bounds.most_lost


@given(stories())
def test_each_play_is_listed_once_and_no_more_than_asked(tale: Scenario) -> None:
    graph = Graph(tale)
    every = list(graph.plays(100_000))
    assert len(list(graph.plays(3))) == min(3, len(every))
    # Two choices may lead to one place: plays are told apart by what is chosen.
    assert len(set(every)) == len(every)


@given(stories())
def test_the_order_leads_forward(tale: Scenario) -> None:
    graph = Graph(tale)
    assert sorted(graph.order) == sorted(graph.places)
    rank = {name: n for n, name in enumerate(graph.order)}
    for name, edges in graph.edges.items():
        assert all(rank[name] < rank[edge.goal] for edge in edges)


def test_a_cycle_is_named_from_its_first_scene_and_stops_every_sum() -> None:
    tale = story(
        scene("a", goto="b"),
        scene("b", choice("c"), choice("e1")),
        scene("c", goto="d"),
        scene("d", goto="b"),
        scene("behind", goto="b"),
    )
    graph = Graph(tale)
    assert graph.cycle == ("b", "c", "d")
    assert graph.extremes() is None
    assert list(graph.plays(5)) == []


def test_a_scene_that_leads_to_itself_is_a_cycle() -> None:
    assert Graph(story(scene("a", choice("a"), choice("e1")))).cycle == ("a",)


def test_a_play_that_cannot_end_has_no_bounds() -> None:
    assert extremes(story(scene("a", choice("e1"), choice("b")), scene("b"))) is None
    assert extremes(story()) is None


def test_seconds_are_characters_pauses_and_time_to_choose() -> None:
    tale = story(scene("a", choice("e1"), choice("e1"), words=33))
    bounds = extremes(tale)
    assert bounds is not None
    said = (33 + 2 * 4 + 2 * 4 + 7) / 3.3
    assert abs(bounds.longest - (said + 6 * PAUSE + TO_CHOOSE)) < 1e-9
    assert speech_seconds(("", "")) == 0


def test_ten_thousand_scenes_are_no_matter() -> None:
    count = 10_000
    names = [*(f"s{n}" for n in range(count)), "e1", "e1"]
    tale = story(
        *(
            scene(names[n], choice(names[n + 1]), choice(names[n + 2], Verdict.FALL, loss=1))
            for n in range(count)
        )
    )
    started = time.process_time()
    bounds = extremes(tale)
    assert bounds is not None
    assert (bounds.best, bounds.worst, bounds.most_decisions) == (100, 0, count)
    # No pass or fail on time; a walk of all plays would take longer than the universe has.
    print(f"10,000 scenes: {time.process_time() - started:.2f} s")  # noqa: T201 - a figure to read
    around = story(*(scene(f"s{n}", goto=f"s{(n + 1) % count}") for n in range(count)))
    assert len(Graph(around).cycle) == count


def test_the_costs_are_those_of_the_rules() -> None:
    assert {verdict.zh: cost for verdict, cost in COST.items()} == {
        "稳妥": 0,
        "冒险": 15,
        "上当": 45,
    }
