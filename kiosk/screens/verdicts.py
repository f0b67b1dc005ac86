"""How a verdict looks, its colour and its sign; and the praise that goes with a stance."""

from __future__ import annotations

from kiosk.scenario.model import Verdict
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Palette, Tone

SIGNS = {
    Verdict.SAFE: "check",
    Verdict.RISKY: "triangle-alert",
    Verdict.FALL: "cross",
}

STANCE_PRAISE = {
    "refuse": "debrief.well_refuse",
    "verify": "debrief.well_verify",
    "ask": "debrief.well_ask",
    "comply": "debrief.well_comply",
}
"""Keys of the words of praise."""


def tone(colours: Palette, verdict: Verdict) -> Tone:
    """Give the tone of a verdict."""
    tones = {Verdict.SAFE: colours.green, Verdict.RISKY: colours.amber, Verdict.FALL: colours.red}
    return tones[verdict]


def sign(composer: Composer, box: Box, verdict: Verdict) -> None:
    """Set a verdict's shape: a disc in its colour with its sign in white."""
    composer.sign(box, SIGNS[verdict], tone(composer.theme.colours, verdict).ink)


def mark(composer: Composer, box: Box, *, right: bool) -> None:
    """Set the sign of an answer in the quiz: right, or taken for the other."""
    colours = composer.theme.colours
    if right:
        composer.sign(box, "check", colours.green.ink)
    else:
        composer.sign(box, "cross", colours.amber.ink)
