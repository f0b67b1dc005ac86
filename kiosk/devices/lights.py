"""What is lit on a device, where it stood: in a bubble, the payee, the address; each with its pin.

破绽 are red, with a line below and a round pin; 凭据 are green, with a double line and a shield.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.devices.device_state import DeviceState, LitWords
from kiosk.scenario.model import Line, Spot
from kiosk.ui.composer import Composer, LitPlace
from kiosk.ui.geometry import Box
from kiosk.ui.items import Corners, Disc, Panel
from kiosk.ui.text.clauses import CUT, clauses
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Colour, Corner, Tone
from kiosk.ui.typesetter import Typesetter

PIN = 1.26
"""Width of a pin in ems of what it says."""
SHOULDERS = 0.62
"""How far down a shield is as wide as it may be, as a share of its height."""
SIGNS = {False: "exclaim", True: "check"}
"""What a pin without words bears: on words to beware of, on words that can be trusted."""


def tone(typesetter: Typesetter, *, trusted: bool) -> Tone:
    """Give the tone of words to beware of, or of such as can be trusted."""
    colours = typesetter.theme.colours
    return colours.green if trusted else colours.red


def pin_side(typesetter: Typesetter) -> int:
    """Give the width of a pin: what it says is no smaller than a label."""
    return round(typesetter.theme.scale.helper * PIN)


def pin(composer: Composer, box: Box, text: str, *, trusted: bool = False) -> None:
    """Set a pin that says a number, or bears a sign: a disc on a 破绽, a shield on a 凭据."""
    colours, scale = composer.theme.colours, composer.theme.scale
    ground = tone(composer, trusted=trusted).ink
    composer.front.append(Disc(box, ground))
    if trusted:
        top = box.top(round(box.h * SHOULDERS))
        composer.front.append(Panel(top, ground, scale.px(Corner.PAPER), corners=Corners.TOP))
    if not text:
        composer.icon(box.centred(box.w * 5 // 8, box.h * 5 // 8), SIGNS[trusted], colours.on_dark)
        return
    digits = composer.lay(text, scale.helper, colours.on_dark, box.w, bold=True)
    composer.middle(box, digits, ground)


def spans(typesetter: Typesetter, text: str, lit: Iterable[LitWords]) -> tuple[Span, ...]:
    """Give the spans that write what is lit in bold and in its colour among other words."""
    found = []
    for one in lit:
        start = text.find(one.evidence.words)
        if start >= 0:
            ink = tone(typesetter, trusted=one.trusted).ink
            found.append(Span(start, start + len(one.evidence.words), ink))
    return tuple(sorted(found, key=lambda span: span.start))


def words(
    composer: Composer, x: int, y: int, paragraph: Paragraph, lit: Iterable[LitWords], box: Box
) -> None:
    """Light words that are set at a place; their pins stand on the right edge of `box`."""
    side, lowest = pin_side(composer), box.y - pin_side(composer)
    for one in lit:
        start = paragraph.text.find(one.evidence.words)
        if start < 0:
            continue
        rows = [row.move(x, y) for row in paragraph.boxes(start, start + len(one.evidence.words))]
        composer.lit_places += [LitPlace(one.turn, row, one.trusted) for row in rows]
        top = max(rows[0].centre[1] - side // 2, lowest + side + 1)
        lowest = top
        at = Box(box.right - side // 4, top, side, side)
        pin(composer, at, one.pin, trusted=one.trusted)


def excerpt(line: Line, lit: Iterable[LitWords]) -> Line:
    """Give a line with only the clauses in which something is lit, … where something was left out."""
    shown = tuple(one.evidence.words for one in lit)
    kept: list[str] = []
    at = 0
    for clause in clauses(line.text):
        start, at = at, at + len(clause)
        spans = ((line.text.find(words), len(words)) for words in shown)
        if any(start < first + length and first < at for first, length in spans):
            kept.append(clause)
        elif not kept or kept[-1] != CUT:
            kept.append(CUT)
    return replace(line, text="".join(kept))


def spot_ink(typesetter: Typesetter, state: DeviceState, spot: Spot, usual: Colour) -> Colour:
    """Give the colour of what stands at a spot."""
    lit = _at(state, spot)
    return tone(typesetter, trusted=lit[0].trusted).ink if lit else usual


def spot(  # noqa: PLR0913, PLR0917 (where it stands, and on what)
    composer: Composer,
    state: DeviceState,
    where: Spot,
    x: int,
    y: int,
    paragraph: Paragraph,
    box: Box,
) -> None:
    """Light what stands at a spot, if anything is seen there; its pin stands on the right edge of `box`."""
    side = pin_side(composer)
    rows = [row.move(x, y) for row in paragraph.boxes(0, len(paragraph.text))]
    for n, one in enumerate(_at(state, where)):
        composer.lit_places += [LitPlace(one.turn, row, one.trusted) for row in rows if not n]
        left = box.right - side * 3 // 5
        if rows and box.right - side < rows[0].right < box.right:
            left = max(left, rows[0].right + 1)  # words that reach so far stay whole
        at = Box(left - n * side, box.y - side * 2 // 5, side, side)
        pin(composer, at, one.pin, trusted=one.trusted)


def lit(state: DeviceState, where: Spot) -> bool:
    """Tell whether anything is lit at a spot."""
    return bool(_at(state, where))


def _at(state: DeviceState, where: Spot) -> tuple[LitWords, ...]:
    return tuple(one for one in state.lit if one.evidence.spot is where)
