"""What plays: the shipped stories with those of the live set, as one library."""

from __future__ import annotations

from dataclasses import replace

from kiosk.packs.live_sets import LiveSet
from kiosk.scenario.reading.library import Library, Loaded


def with_brought(shipped_ones: Library, brought: Library, live: LiveSet) -> Library:
    """Give the library of both: of two stories of one id that of the set, and the set's own slogans."""
    ids = {scenario.id for scenario in brought.scenarios}
    kept = tuple(
        one for one in shipped_ones.loaded if one.scenario is None or one.scenario.id not in ids
    )
    catalogue = shipped_ones.catalogue
    if live.slogans:
        catalogue = replace(catalogue, slogans=live.slogans)
    problems = (*shipped_ones.problems, *brought.problems) if live.held else shipped_ones.problems
    return replace(
        shipped_ones,
        loaded=_ordered((*brought.loaded, *kept), live.order),
        catalogue=catalogue,
        problems=problems,
        words=(*shipped_ones.words, *brought.words),
    )


def _ordered(loaded: tuple[Loaded, ...], order: tuple[str, ...]) -> tuple[Loaded, ...]:
    """Give stories in an order of ids; those without a place in it after the others, as they stood."""
    places = {id_: place for place, id_ in enumerate(order)}

    def place(one: Loaded) -> int:
        return places.get(one.scenario.id, len(places)) if one.scenario else len(places)

    return tuple(sorted(loaded, key=place))
