"""How many decisions may still come: what the progress marks count."""

from __future__ import annotations

from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Scenario


def decisions_ahead(scenario: Scenario) -> dict[str, int]:
    """Give, for each place, the decisions on the longest way from it to an ending."""
    graph = Graph(scenario)
    ahead: dict[str, int] = {}
    for place in reversed(graph.order):
        ways = graph.edges.get(place, ())
        longest = max((ahead.get(way.goal, 0) for way in ways), default=0)
        decides = any(way.index is not None for way in ways)
        ahead[place] = longest + (1 if decides else 0)
    return ahead
