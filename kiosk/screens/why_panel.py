"""The why of a choice beside the device it was made on, what its words showed lit where it was heard.

Where the device, the why and the card that names what is lit don't all have their room, or
something of it can't be lit there, the device gives way.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Choice
from kiosk.screens import cue_card
from kiosk.screens.kit import Kit
from kiosk.screens.scene_layout import device_and_words
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.sizes import down
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.play import Play, Step

MOST = 45
"""Hundredths of the column that the why may have above what names the words that are lit."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the device stands, and beside it the why, what is named, and the button."""

    device: Box
    why: Box
    cues: Box
    foot: Box
    state: DeviceState

    def draw(self, composer: Composer) -> None:
        """Set the device; messages that have scrolled off it stood on the pages of the scene."""
        laid = registry.layout(composer, self.device, self.state)
        laid.told_elsewhere(laid.left_out).paint(composer)


def beside(
    kit: Kit, typesetter: Typesetter, body: Box, play: Play, card: cue_card.CueCard
) -> Beside | None:
    """Give the boxes of the why of a play's last choice; None where the device has no room or use."""
    if not card.told:
        return None
    scale, step = typesetter.theme.scale, play.steps[-1]
    state = DeviceState(kit.words, play.scenario, step.scene, len(step.scene.lines))
    zones = device_and_words(typesetter, body, state)
    foot = zones.words.low(scale.bar)
    column = zones.words.above(scale.bar + scale.gap)
    parted = _parted(kit, typesetter, column, step, card)
    if parted is None:
        return None
    page = cue_card.CuePage(tuple(line for line in step.scene.lines if line.evidence))
    lit = replace(state, lit=cue_card.lit(step.scene.lines, page))
    if not _all_lit(kit, typesetter, zones.device, lit):
        return None
    return Beside(zones.device, *parted, foot, lit)


def _parted(
    kit: Kit, typesetter: Typesetter, column: Box, step: Step, card: cue_card.CueCard
) -> tuple[Box, Box] | None:
    """Give the boxes of the why, as large as leaves what is named its usual letters, and of that."""
    scale, lines = typesetter.theme.scale, step.scene.lines
    for px in down(scale.spoken, scale.choice, 2):
        tall = _why_height(kit, typesetter, column, step.choice, px)
        why, cues = column.top(tall), column.below(tall + scale.px(Space.L))
        if tall > column.h * MOST // 100:
            continue
        if card.stands_large(typesetter, cues):
            return why, cues
    # Not large even beside the smallest why: it may still stand whole on one card.
    if tall > column.h * MOST // 100:
        return None
    page, *more = card.pages(typesetter, cues, lines)
    return (why, cues) if not more and card.has_room(typesetter, cues, page) else None


def draw_why(kit: Kit, composer: Composer, box: Box, choice: Choice) -> None:
    """Set the why alone on its card: what happened stood on the page before, on this very device."""
    colours = composer.theme.colours
    composer.card(box)
    inner = _inside(composer, box)
    label = _label(kit, composer, inner)
    room = (inner.w, inner.h - label.height)
    why = composer.largest(choice.why, composer.theme.scale.choice, colours.ink, room)
    y = inner.y + max(0, room[1] - why.height) // 2
    y = composer.spoken_text("reason", inner.x, y, label, colours.card)
    composer.spoken_text("why", inner.x, y, why, colours.card)


def _why_height(kit: Kit, typesetter: Typesetter, column: Box, choice: Choice, px: int) -> int:
    """Give the height of the why's card with words of a size."""
    inner, ink = _inside(typesetter, column), typesetter.theme.colours.ink
    why = typesetter.lay(choice.why, px, ink, inner.w)
    return column.h - inner.h + _label(kit, typesetter, inner).height + why.height


def _label(kit: Kit, typesetter: Typesetter, inner: Box) -> Paragraph:
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink2
    return typesetter.lay(kit.words("outcome.why"), scale.helper, ink, inner.w)


def _inside(typesetter: Typesetter, box: Box) -> Box:
    scale = typesetter.theme.scale
    return box.inset(scale.px(Space.XXL), scale.px(Space.S if scale.crowded else Space.XL))


def _all_lit(kit: Kit, typesetter: Typesetter, box: Box, state: DeviceState) -> bool:
    """Tell whether all that is lit has its place on the device."""
    composer = Composer(kit.fonts, typesetter.theme)
    registry.layout(composer, box, state).paint(composer)
    return {place.turn for place in composer.lit_places} == {one.turn for one in state.lit}
