"""Of a play that is too long it is told where its seconds are; what is to be cut is enough."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scenario.checks.check_context import CheckContext
from kiosk.scenario.checks.playing_time import playing_time
from kiosk.scenario.graph import extremes
from kiosk.scenario.measures import LONGEST
from kiosk.scenario.model import Choice, Ending, Line, Scenario, Scene, Stance, Verdict
from kiosk.scenario.problems import Problem

from .varied import EXAMPLE, examined

_CUT = re.compile(r"“(\w+)”(?:的(台词)|选 (\d) 的后果和“为什么”)删 (\d+) 个字")


def example() -> Scenario:
    story = examined(EXAMPLE).scenario
    assert story is not None
    return story


def problem_of(story: Scenario) -> Problem | None:
    found = list(playing_time(CheckContext(story)))
    assert len(found) <= 1
    return found[0].problem if found else None


def longest(story: Scenario) -> float:
    found = extremes(story)
    assert found is not None
    return found.longest


def shortened(text: str, count: int) -> tuple[str, int]:
    """Give a text with so many characters less, but one at least, and how many are still to go."""
    gone = min(count, len(text) - 1)
    return text[: len(text) - gone], count - gone


def cut(story: Scenario, place: str, number: int | None, count: int) -> Scenario:
    """Give a story with characters cut from the lines of a place or from what follows a choice."""

    def lines_of(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        left, kept = count, []
        for line in lines:
            text, left = (line.text, left) if line.say else shortened(line.text, left)
            kept.append(replace(line, text=text))
        assert not left
        return tuple(kept)

    def choice_of(choice: Choice) -> Choice:
        why, left = shortened(choice.why, count)
        consequence, left = shortened(choice.consequence, left)
        assert not left
        return replace(choice, why=why, consequence=consequence)

    def scene_of(scene: Scene) -> Scene:
        if scene.id != place:
            return scene
        if number is None:
            return replace(scene, lines=lines_of(scene.lines))
        made = [choice_of(c) if n == number else c for n, c in enumerate(scene.choices, 1)]
        return replace(scene, choices=tuple(made))

    endings = (replace(e, lines=lines_of(e.lines)) if e.id == place else e for e in story.endings)
    return replace(story, scenes=tuple(scene_of(s) for s in story.scenes), endings=tuple(endings))


def without(story: Scenario, names: list[str]) -> Scenario:
    """Give a story in which some scenes take no time: those before lead to what came after."""
    empty = dict.fromkeys(names)

    def bare(scene: Scene) -> Scene:
        if scene.id not in empty:
            return scene
        goals = [choice.goto for choice in scene.choices] or [scene.goto]
        return replace(scene, lines=(), choices=(), goto=goals[0])

    return replace(story, scenes=tuple(bare(scene) for scene in story.scenes))


def advised(story: Scenario, problem: Problem) -> Scenario:
    """Give the story with exactly that cut which the advice says is enough."""
    where = str(dict(problem.values)["where"])
    if problem.variant == "scenes":
        return without(story, re.findall("“(.+?)”", where))
    cuts = list(_CUT.finditer(where))
    assert len(cuts) == where.count("删 ")
    for found in cuts:
        number = int(found[3]) if found[3] else None
        story = cut(story, found[1], number, int(found[4]))
    return story


def wordy(changes: Callable[[str], str]) -> Scenario:
    """Give the example with every line made of so many characters."""
    story = example()
    scenes = tuple(
        replace(s, lines=tuple(replace(line, text=changes(line.text)) for line in s.lines))
        for s in story.scenes
    )
    return replace(story, scenes=scenes)


LONG = {
    "one endless line": lambda text: "说" * 500 if text.startswith("下午三点") else text,
    "a little too long": lambda text: text + "说" * 75,
    "everything too long": lambda text: text + "说" * 90,
    "one place on one way alone": lambda text: (
        "说" * 450 if text.startswith("网页要您") else text + "说" * 60
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_what_the_advice_cuts_is_enough(name: str) -> None:
    story = wordy(LONG[name])
    problem = problem_of(story)
    assert problem is not None, longest(story)
    assert problem.variant == "words"
    assert longest(advised(story, problem)) <= LONGEST + 1e-6


def test_no_more_is_to_be_cut_than_is_needed() -> None:
    story = wordy(LONG["a little too long"])
    problem = problem_of(story)
    assert problem is not None
    over = dict(problem.values)["over"]
    chars = sum(int(found[4]) for found in _CUT.finditer(problem.advice))
    assert chars <= int(over) * 3.3 + 4


@st.composite
def stories(draw: st.DrawFn) -> Scenario:
    """Give stories whose places have lines of any length, and whose choices lead anywhere ahead."""
    seed = draw(st.integers(0, 10**6))
    dice = random.Random(seed)  # noqa: S311 - a story, no secret
    count = draw(st.integers(2, 9))
    names = [f"幕{n}" for n in range(count)] + ["甲", "乙"]

    def words(most: int) -> str:
        return "字" * dice.randint(4, most)

    def line() -> Line:
        say = words(40) if dice.random() < 0.1 else ""
        return Line(speaker="旁白", text=words(draw_most), say=say)

    draw_most = draw(st.sampled_from((30, 60, 120, 200)))
    scenes = []
    for n in range(count):
        ahead = names[n + 1 :]
        lines = tuple(line() for _ in range(dice.randint(1, 3)))
        if dice.random() < 0.3:
            scenes.append(Scene(f"幕{n}", example().scenes[0].channel, lines, goto=ahead[0]))
            continue
        choices = tuple(
            Choice(
                words(16), Verdict.SAFE, Stance.ASK, dice.choice(ahead[:3]), words(60), words(60)
            )
            for _ in range(dice.randint(2, 3))
        )
        first = replace(choices[0], goto=ahead[0])
        scenes.append(
            Scene(f"幕{n}", example().scenes[0].channel, lines, choices=(first, *choices[1:]))
        )
    endings = tuple(Ending(name, name, (line(),)) for name in ("甲", "乙"))
    return replace(example(), scenes=tuple(scenes), endings=endings)


@settings(max_examples=60, deadline=None)
@given(stories())
def test_the_advice_holds_for_any_story(story: Scenario) -> None:
    problem = problem_of(story)
    if longest(story) <= LONGEST:
        assert problem is None
    else:
        assert problem is not None
        if problem.variant != "split":
            assert round(longest(advised(story, problem)), 3) <= LONGEST, problem.advice


def test_the_longest_way_is_told_place_by_place_and_its_seconds_add_up() -> None:
    story = wordy(LONG["everything too long"])
    problem = problem_of(story)
    assert problem is not None
    way = str(dict(problem.values)["way"])
    assert way.startswith("短信来了")
    assert "网页" in way
    assert "女儿来了" in way
    seconds = sum(int(n) for n in re.findall(r" (\d+) 秒", way))
    minutes, rest = re.findall(r"(\d+) 分 (\d\d) 秒", str(dict(problem.values)["length"]))[0]
    assert seconds == int(minutes) * 60 + int(rest)
    assert seconds - int(LONGEST) == dict(problem.values)["over"]


def test_a_play_a_hair_too_long_is_never_told_as_just_long_enough() -> None:
    for more in range(60, 90):
        problem = problem_of(wordy(lambda text, more=more: text + "说" * more))  # type: ignore[misc]
        if problem is not None:
            assert "4 分 00 秒" not in problem.message
            assert dict(problem.values)["over"] != 0
            return
    pytest.fail("no story was too long")


def test_where_words_alone_would_not_do_scenes_are_named() -> None:
    story = wordy(lambda _: "说" * 400)
    problem = problem_of(story)
    assert problem is not None
    assert problem.variant in ("scenes", "split")
    assert "个字" not in problem.advice


def test_thousands_of_scenes_are_no_matter() -> None:
    story = example()
    lines = (Line("旁白", "说" * 20),)
    channel = story.scenes[0].channel
    scenes = tuple(Scene(f"幕{n}", channel, lines, goto=f"幕{n + 1}") for n in range(3000))
    last = Scene("幕3000", channel, lines, goto=story.endings[0].id)
    problem = problem_of(replace(story, scenes=(*scenes, last)))
    assert problem is not None
    assert problem.variant == "split"
    assert "还有" in problem.message
