"""The card with a choice that was made, its verdict and its why, as the debrief shows it again."""

from __future__ import annotations

from kiosk.scenario.model import Choice
from kiosk.screens import verdicts
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.theme import LEADING, Space

ROW = 1.4
"""Height of the row of the choice's words, in ems."""


def height(composer: Composer, width: int, choice: Choice) -> int:
    """Give the height in which it all stands at its least."""
    scale, ink = composer.theme.scale, composer.theme.colours.ink
    room = width - 2 * scale.px(Space.XXL)
    text = composer.lay(choice.text, scale.choice, ink, room, bold=True)
    why = composer.lay(choice.why, scale.least, ink, room)
    return text.height + why.height + scale.px(Space.XXL)


def draw(composer: Composer, box: Box, choice: Choice, *, grown: bool) -> None:
    """Set the card; the why is a piece of the script and grows where it has the room of a page."""
    scale, colours = composer.theme.scale, composer.theme.colours
    composer.card(box)
    inner = box.inset(scale.px(Space.XXL), scale.px(Space.M))
    side, space = scale.choice, scale.px(Space.M)
    row = (inner.w - side - space, round(side * ROW))
    text = composer.fit(choice.text, scale.choice, colours.ink, row, bold=True)
    why = composer.lay(choice.why, scale.least, colours.ink, inner.w)
    if grown:
        room = (inner.w, inner.h - text.height - scale.px(Space.VAST))
        why = composer.largest(choice.why, scale.choice, colours.ink, room)
    spare = max(0, inner.h - text.height - why.height - scale.px(Space.XXL)) // 3
    y = inner.y + spare
    disc = Box(inner.x, y + (round(side * LEADING) - side) // 2, side, side)
    verdicts.sign(composer, disc, choice.verdict)
    y = composer.text(inner.x + side + space, y, text, colours.card) + scale.px(Space.XS)
    composer.spoken_text("why", inner.x, y + spare, why, colours.card)
