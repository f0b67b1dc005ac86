"""Every link must lead to a scene or an ending that is there."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Choice, Scene
from kiosk.scenario.near import did_you_mean
from kiosk.scenario.subject import Finding, Subject

CODE = "dead-link"


def check(subject: Subject) -> Iterator[Finding]:
    """Find links to nowhere."""
    places = subject.graph.places
    if "" in places:
        return  # an id is missing, which is told already: the link may be meant for it
    for scene in subject.scenario.scenes:
        ways: tuple[Scene | Choice, ...] = (scene, *scene.choices)
        for way in ways:
            if way.goto and way.goto not in places:
                yield Finding(
                    CODE,
                    f"没有叫“{way.goto}”的场景或结局{did_you_mean(way.goto, places)}",
                    "把“去”改成已有场景或结局的编号，或者补上这个场景",
                    way.mark,
                    "goto",
                )
