"""What is really played: speech in time, and silence within a buffer of a tap."""

from __future__ import annotations

from .capture import capture
from .faulty import needs_engine

ATTEMPTS = 4
"""A machine busy with other tests may stall the capturing; one clean run shows what is true."""


@needs_engine
def test_speech_is_heard_when_wanted_and_gone_within_50_ms_of_a_tap_until_the_next() -> None:
    told: list[str] = []
    for _ in range(ATTEMPTS):
        captured = capture()
        stops = [captured.after("stopped"), captured.after("stopped again")]
        starts = [captured.begins("asked"), captured.begins("asked again")]
        told.append(f"silent after {stops}, heard after {starts}")
        if max(stops) <= 0.05 and starts[0] <= 0.8 and starts[1] <= 0.15:
            return
    raise AssertionError("\n".join(told))
