"""Whatever a story is made of, the checks come to an end, and tell only codes that have a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.scenario.checks import findings
from kiosk.scenario.checks.check_context import CheckContext
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Ending, Scenario, Scene
from kiosk.scenario.problems import Severity, code_names
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.kept_values import from_bytes, to_bytes
from kiosk.scenario.reading.library import shipped_pictures
from kiosk.scenario.schema import Shape, Sort, keys_of
from kiosk.scenario.serialise import fingerprint, from_plain, to_plain
from kiosk.visit.transcript import differences, transcribe

ROOT = Path(__file__).parents[2]
CATALOGUE, _ = load_catalogue(ROOT / "scenarios" / "catalogue")
PICTURES = shipped_pictures(ROOT / "assets")
CODES = frozenset(code_names())

words = st.one_of(
    st.sampled_from(
        ["", "甲", "乙", "丙", "旁白", "我", "a.png", "../a.png", "96110", "“", "\u202e"]
    ),
    st.sampled_from(
        ["13812345678", "www.abc.cn", "制造紧迫", "真实联系", "通用", "女儿", "说" * 60]
    ),
    st.text(max_size=6),
)


def of_shape(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.sort is Sort.LIST and shape.item:
        return st.lists(of_shape(shape.item), max_size=4).map(tuple)
    if shape.sort is Sort.OBJECT:
        return objects(shape.of)
    if shape.sort is Sort.NAME:
        return st.sampled_from(shape.of)  # type: ignore[type-var]  # a Named class
    simple: dict[Sort, st.SearchStrategy[Any]] = {
        Sort.NUMBER: st.sampled_from([0, 1, 2, 100, 1_000_000_000]),
        Sort.FLAG: st.booleans(),
        Sort.DATE: st.dates(),
    }
    return simple.get(shape.sort, words)


@cache
def objects(model: type, *empty: str) -> st.SearchStrategy[Any]:
    """Give a strategy of objects, made once; fields named in `empty` hold nothing."""
    fields = {}
    for key in keys_of(model):
        if key.name in empty:
            fields[key.name] = st.just(())
            continue
        value = of_shape(key.shape)
        fields[key.name] = value if key.required else st.one_of(st.just(key.default), value)
    fields |= {"format": st.just(1)} if model is Scenario else {}
    return st.builds(model, **fields)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(objects(Scenario), st.booleans())
def test_any_story_is_checked_to_the_end(story: Scenario, whole: bool) -> None:  # noqa: FBT001 - given by hypothesis
    subject = CheckContext(story, CATALOGUE, fingerprint=fingerprint(story), pictures=PICTURES)
    told = list(findings(subject, whole=whole))
    assert {finding.code for finding in told} <= CODES
    assert all(finding.problem.message and finding.problem.advice for finding in told)
    assert from_plain(to_plain(story), Scenario) == from_bytes(to_bytes(story)) == story
    if whole and not any(finding.problem.severity is Severity.ERROR for finding in told):
        assert list(differences(story, transcribe(story))) == []


links = st.sampled_from(["一", "二", "三", "四", "完", "了"])


@st.composite
def tangles(draw: st.DrawFn) -> Scenario:
    """Give a story of four scenes whose ways lead anywhere: round, nowhere, to one end or none."""
    base = draw(objects(Scenario, "scenes", "endings"))  # which are drawn here
    choice = keys_of(Scene)[6].shape.item
    assert choice is not None
    scenes = []
    for name in "一二三四":
        ways = draw(st.lists(st.tuples(objects(choice.of), links), max_size=3))
        made = tuple(
            type(one)(**{k.name: getattr(one, k.name) for k in keys_of(type(one))} | {"goto": goal})
            for one, goal in ways
        )
        line = draw(of_shape(keys_of(Scene)[2].shape))
        goto = "" if made else draw(links)
        channel = draw(of_shape(keys_of(Scene)[1].shape))
        scenes.append(Scene(name, channel, line, choices=made, goto=goto))
    endings = tuple(Ending(name, name, ()) for name in "完了")
    values = {key.name: getattr(base, key.name) for key in keys_of(Scenario)}
    return Scenario(**values | {"scenes": tuple(scenes), "endings": endings})


Walk = tuple[tuple[int, ...], tuple[str, ...]]
"""The choices of a play, and the ids of the places it came through."""


def walked(graph: Graph) -> tuple[list[Walk], list[Walk]]:
    """Give every play that ends, and every one that finds no way on, by walking them one by one."""
    ended: list[Walk] = []
    stuck: list[Walk] = []

    def walk(name: str, made: tuple[int, ...], trail: tuple[str, ...], noted: set[str]) -> None:
        at: Any = graph.places[name]
        trail = (*trail, name)
        if not isinstance(at, Scene):
            ended.append((made, trail))
        elif at.goto:
            walk(at.goto, made, trail, noted)
        else:
            offered = [
                one
                for one in at.choices
                if set(one.if_noted) <= noted and not set(one.unless_noted) & noted
            ]
            for n, one in enumerate(offered):
                walk(one.goto, (*made, n), trail, noted | set(one.notes))
            if not offered:
                stuck.append((made, trail))

    walk("一", (), (), set())
    return ended, stuck


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tangles())
def test_what_is_told_of_a_tangle_of_ways_is_what_its_plays_do(story: Scenario) -> None:
    told = {finding.code for finding in findings(CheckContext(story, CATALOGUE))}
    graph = Graph(story)
    assert ("cycle" in told) == bool(graph.cycle)
    if "cycle" in told:
        assert graph.extremes() is None
        return
    plays, stuck = walked(graph)
    assert list(graph.plays(100_000)) == [made for made, _ in plays]
    assert graph.count_plays() == len(plays) or stuck
    assert (graph.extremes() is None) == bool(stuck)
    assert "nothing-met" in told or not stuck or "too-many-notes" in told
    met = {name for _, trail in (*plays, *stuck) for name in trail}
    lost = set(graph.places) - met
    assert ("unreachable" in told) == any(name in "一二三四" for name in lost)
    assert ("ending-never-reached" in told) == any(name in "完了" for name in lost)
