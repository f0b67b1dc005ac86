"""Every scene and ending must be reached by some play, and every play must end."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Ending
from kiosk.scenario.subject import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Find cycles, places no play comes to, and places from which no ending is reached."""
    graph = subject.graph
    cycle = graph.cycle
    if cycle:
        way = " → ".join((*cycle[:6], "…") if len(cycle) > 6 else (*cycle, cycle[0]))  # noqa: PLR2004 - as much as a line bears
        yield Finding(
            "cycle",
            f"故事会绕圈：{way}",
            "把其中一个“去”改到后面的场景或结局，让故事能结束",
            graph.places[cycle[0]].mark,
            "id",
        )
    for name, place in graph.places.items():
        if name not in graph.reachable:
            yield Finding(
                "unreachable",
                f"没有选择能走到{'结局' if isinstance(place, Ending) else '场景'}“{name}”",
                "让某个“去”指向它，或者删掉它",
                place.mark,
                "id",
            )
        elif not cycle and graph.edges[name] and name not in graph.ending_somewhere:
            yield Finding(
                "no-ending", f"从“{name}”走不到任何结局", "检查后面的“去”", place.mark, "id"
            )
