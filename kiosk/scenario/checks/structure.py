"""The shape of a story: its format, its links, its scenes, and that every play comes to an end."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.patterns import pattern
from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.memory import asks
from kiosk.scenario.model import FORMAT_VERSION, Choice, Control, Ending, Scene
from kiosk.scenario.suggest import did_you_mean

DEAD_LINK = "dead-link"
"""The code after which no rule follows the links: a dead one would only make it repeat this."""

FEWEST_CHOICES = 2
MOST_CHOICES = 3
_NO_WORD = pattern(r"\W")


def known_format(context: CheckContext) -> Iterator[Finding]:
    """Find a version other than this program's."""
    version = context.scenario.format
    if version != FORMAT_VERSION:
        yield found(
            "format-version", context.scenario.mark, "format", given=version, known=FORMAT_VERSION
        )


def links(context: CheckContext) -> Iterator[Finding]:
    """Find links to nowhere."""
    places = context.graph.places
    if "" in places:
        return  # an id is missing, which is told already: the link may be meant for it
    for scene in context.scenario.scenes:
        ways: tuple[Scene | Choice, ...] = (scene, *scene.choices)
        for way in ways:
            if way.goto and way.goto not in places:
                suggestion = did_you_mean(way.goto, places)
                yield found(DEAD_LINK, way.mark, "goto", goal=way.goto, suggestion=suggestion)


def scene_shape(context: CheckContext) -> Iterator[Finding]:
    """Find scenes of another shape, and a story without scenes or endings."""
    story = context.scenario
    if not story.scenes:
        yield found("no-scenes", story.mark, "scenes")
    if not story.endings:
        yield found("no-endings", story.mark, "endings")
    for place in story.places:
        if not place.lines:
            yield found("no-lines", place.mark, "lines", place=place.id)
    for scene in story.scenes:
        yield from _ways(scene)


def _ways(scene: Scene) -> Iterator[Finding]:
    count = len(scene.choices)
    if count and scene.goto:
        yield found("both-ways", scene.mark, "goto", place=scene.id)
    elif not count and not scene.goto:
        yield found("no-way-on", scene.mark, place=scene.id)
    elif (
        count and not FEWEST_CHOICES <= count <= MOST_CHOICES and not any(map(asks, scene.choices))
    ):
        yield found("choice-count", scene.mark, "choices", place=scene.id, count=count)


def controls(context: CheckContext) -> Iterator[Finding]:
    """Find controls bound twice in a scene."""
    for scene in context.scenario.scenes:
        bound: set[Control] = set()
        for choice in scene.choices:
            if choice.control in bound and choice.control:
                yield found("control-twice", choice.mark, "control", control=choice.control.zh)
            if choice.control:
                bound.add(choice.control)


def choices_differ(context: CheckContext) -> Iterator[Finding]:
    """Find a choice whose words, marks and blanks aside, are those of another of its scene."""
    for scene in context.scenario.scenes:
        first: dict[str, int] = {}
        for number, choice in enumerate(scene.choices, 1):
            words = _NO_WORD.sub("", choice.text)
            if words and words in first:
                yield found("same-choice", choice.mark, "text", number=number, first=first[words])
            first.setdefault(words, number)


def every_play_ends(context: CheckContext) -> Iterator[Finding]:
    """Find cycles, places no play comes to, and places from which no ending is reached."""
    graph = context.graph
    cycle = graph.cycle
    if cycle:
        way = " → ".join((*cycle[:6], "…") if len(cycle) > 6 else (*cycle, cycle[0]))  # noqa: PLR2004 - as much as a line bears
        yield found("cycle", graph.places[cycle[0]].mark, "id", way=way)
    for name, place in graph.places.items():
        if name not in graph.reachable:
            if isinstance(place, Ending):
                yield found("ending-never-reached", place.mark, "id", place=name)
            else:
                yield found("unreachable", place.mark, "id", place=name)
        elif not cycle and graph.edges[name] and name not in graph.ending_somewhere:
            yield found("no-ending", place.mark, "id", place=name)
