"""No line may hold characters the voice would say in English: those it can't read as Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kiosk.review.context import Case, Told
from kiosk.review.spoken_places import spoken
from kiosk.scenario.checks.check_context import found
from kiosk.voice.phonemes import misread

MOST = 2_000
"""Lines the voice is asked about, a hundred or two a second: a story of four minutes has a hundred."""


def check(case: Case) -> Iterator[Told]:
    """Find the passages; raise NoSpelling where the voice that is asked doesn't answer."""
    bench = case.bench
    if bench.voice is None:
        return
    lines = list(islice(spoken(case.scenario), MOST))
    places = {utterance.id: place for utterance, place in lines}
    for one in misread((utterance for utterance, _ in lines), bench.wording, bench.voice):
        mark, field = places[one.utterance.id]
        yield Told(found("misread", mark, field, words=one.words), one.words[:1])
