"""Every scene and ending must be reached by some play, and every play must end."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Ending


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find cycles, places no play comes to, and places from which no ending is reached."""
    graph = subject.graph
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
