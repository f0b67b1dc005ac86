"""How a verdict looks, its colour, its sign and its word; and the praise that goes with a stance."""

from __future__ import annotations

from kiosk.scenario.model import Verdict
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.theme import Palette, Space, Tone
from kiosk.words import Words

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


def tag(composer: Composer, box: Box, verdict: Verdict, words: Words) -> Box:
    """Set a verdict's shape and word on its tint, and give the plate."""
    scale = composer.theme.scale
    look = tone(composer.theme.colours, verdict)
    paragraph = composer.lay(
        words(f"verdict.{verdict.en}"), scale.choice, look.ink, box.w, bold=True
    )
    pad, side = scale.px(Space.L), scale.choice
    height = paragraph.height + scale.px(Space.M)
    plate = Box(box.x, box.y, paragraph.width + side + scale.px(Space.M) + 2 * pad, height)
    edge = scale.px(composer.theme.colours.edge)
    composer.back.append(Panel(plate, look.tint, height // 2, edge, look.ink))
    disc = Box(plate.x + pad, plate.y + (height - side) // 2, side, side)
    sign(composer, disc, verdict)
    at = plate.y + (height - paragraph.height) // 2
    composer.text(disc.right + scale.px(Space.M), at, paragraph, look.tint)
    return plate
