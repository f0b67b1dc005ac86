"""Cues lit on a device, where they stood: in a bubble, the payee, the address; each with its number."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.devices.device_state import DeviceState, LitCue
from kiosk.scenario.model import Cue, Spot
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Colour
from kiosk.ui.typesetter import Typesetter

PIN = 1.26
"""Width of a pin in ems of its number."""


def pin_side(typesetter: Typesetter) -> int:
    """Give the width of a pin: its number is no smaller than a label."""
    return round(typesetter.theme.scale.helper * PIN)


def pin(composer: Composer, box: Box, number: int) -> None:
    """Set a pin with the number of a cue."""
    colours = composer.theme.colours
    composer.front.append(Disc(box, colours.red.ink))
    px = composer.theme.scale.helper
    digits = composer.lay(str(number), px, colours.on_dark, box.w, bold=True)
    composer.middle(box, digits, colours.red.ink)


def spans(typesetter: Typesetter, text: str, lit: Iterable[LitCue]) -> tuple[Span, ...]:
    """Give the spans that write cues in bold red among other words."""
    red = typesetter.theme.colours.red.ink
    found = []
    for one in lit:
        start = _start(text, one.cue)
        if start >= 0:
            found.append(Span(start, start + len(one.cue.words), red))
    return tuple(sorted(found, key=lambda span: span.start))


def words(
    composer: Composer, x: int, y: int, paragraph: Paragraph, lit: Iterable[LitCue], box: Box
) -> None:
    """Light the cues in words that are set at a place; their pins stand on the right edge of `box`."""
    side, lowest = pin_side(composer), box.y - pin_side(composer)
    for one in lit:
        start = _start(paragraph.text, one.cue)
        if start < 0:
            continue
        rows = [row.move(x, y) for row in paragraph.boxes(start, start + len(one.cue.words))]
        composer.cues += [(one.turn, row) for row in rows]
        top = max(rows[0].centre[1] - side // 2, lowest + side + 1)
        lowest = top
        pin(composer, Box(box.right - side // 4, top, side, side), one.number)


def spot_ink(typesetter: Typesetter, state: DeviceState, spot: Spot, usual: Colour) -> Colour:
    """Give the colour of what stands at a spot."""
    return typesetter.theme.colours.red.ink if _at(state, spot) else usual


def spot(  # noqa: PLR0913, PLR0917 (where it stands, and on what)
    composer: Composer,
    state: DeviceState,
    where: Spot,
    x: int,
    y: int,
    paragraph: Paragraph,
    box: Box,
) -> None:
    """Light what stands at a spot, if a cue is seen there; its pin stands on the right edge of `box`."""
    side = pin_side(composer)
    for n, one in enumerate(_at(state, where)):
        rows = paragraph.boxes(0, len(paragraph.text))
        composer.cues += [(one.turn, row.move(x, y)) for row in rows if not n]
        at = Box(box.right - side * 3 // 5 - n * side, box.y - side * 2 // 5, side, side)
        pin(composer, at, one.number)


def lit(state: DeviceState, where: Spot) -> bool:
    """Tell whether a cue is lit at a spot."""
    return bool(_at(state, where))


def _at(state: DeviceState, where: Spot) -> tuple[LitCue, ...]:
    return tuple(one for one in state.lit if one.cue.spot is where)


def _start(text: str, cue: Cue) -> int:
    return text.find(cue.words)
