"""How a verdict looks: its colour and its sign; the word beside it is the screen's."""

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


def tone(colours: Palette, verdict: Verdict) -> Tone:
    """Give the tone of a verdict."""
    tones = {Verdict.SAFE: colours.green, Verdict.RISKY: colours.amber, Verdict.FALL: colours.red}
    return tones[verdict]


def sign(composer: Composer, box: Box, verdict: Verdict) -> None:
    """Set a verdict's shape: a disc in its colour with its sign in white."""
    composer.sign(box, SIGNS[verdict], tone(composer.theme.colours, verdict).ink)
