"""Messages as they stand in a chat or among text messages: bubbles, cards, voice notes."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

from kiosk.scenario.model import VISITOR, Form, Line
from kiosk.stage.box import Box
from kiosk.stage.channels import frame
from kiosk.stage.channels.moment import Moment
from kiosk.stage.shapes import Art, Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose

FORM_ICONS = {
    Form.VOICE: "voice-wave",
    Form.TRANSFER: "transfer",
    Form.LINK: "link",
    Form.PAPER: "paper",
}
FORM_WORDS = {
    Form.VOICE: "device.voice",
    Form.TRANSFER: "device.transfer",
    Form.LINK: "device.link",
    Form.PAPER: "device.paper",
}

NAME_ROW = 1.3
"""Height of the row with a speaker's name, in ems."""


@dataclass(frozen=True, slots=True)
class _Bubble:
    index: int
    line: Line
    prose: Prose
    named: str
    height: int


def draw(sheet: Sheet, area: Box, moment: Moment, *, faces: bool) -> None:
    """Set the newest messages that fit into `area`, the first of them at its top.

    With `faces` each has its speaker's picture and, in a group, a name where somebody new speaks.
    """
    gap = sheet.theme.scale.px(18)
    lines = list(moment.lines)
    bubbles = _laid(sheet, area, moment, lines, faces=faces)
    if _height(bubbles, gap) > area.h:
        gap //= 2
    while len(bubbles) > 1 and _height(bubbles, gap) > area.h:
        sheet.left_out.append(lines.pop(0)[1].text)
        bubbles = _laid(sheet, area, moment, lines, faces=faces)
    y = area.y
    for bubble in bubbles:
        arriving = moment.arriving and bubble.index == moment.told - 1
        with sheet.moving() if arriving else nullcontext():
            _set(sheet, area, y, moment, bubble, faces=faces)
        y += bubble.height + gap


def _height(bubbles: list[_Bubble], gap: int) -> int:
    return sum(bubble.height for bubble in bubbles) + gap * (len(bubbles) - 1)


def _laid(
    sheet: Sheet, area: Box, moment: Moment, lines: list[tuple[int, Line]], *, faces: bool
) -> list[_Bubble]:
    bubbles = []
    before = ""
    for index, line in lines:
        named = faces and line.speaker != before and _needs_name(moment, line)
        bubbles.append(_lay(sheet, area, moment, (index, line), faces=faces, named=named))
        before = line.speaker
    return bubbles


def _needs_name(moment: Moment, line: Line) -> bool:
    """Tell whether the title above leaves open who speaks: a group, or somebody else."""
    if line.speaker == VISITOR:
        return False
    return bool(moment.scene.device.members) or line.speaker != moment.scene.contact


def _lay(
    sheet: Sheet,
    area: Box,
    moment: Moment,
    what: tuple[int, Line],
    *,
    faces: bool,
    named: bool,
) -> _Bubble:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    index, line = what
    face = _face(sheet) + scale.px(12) if faces else 0
    width = area.w - face - scale.px(48) - (face // 2 if faces else scale.px(36))
    icon = scale.helper + scale.px(12) if line.form in FORM_ICONS else 0
    prose = sheet.lay(line.text, scale.helper, colours.ink, width)
    character = moment.character(line.speaker)
    name = character.name if named and character else ""
    tall = (round(scale.helper * NAME_ROW) if name else 0) + icon + prose.height + scale.px(26)
    return _Bubble(index, line, prose, name, tall)


def _face(sheet: Sheet) -> int:
    return sheet.theme.scale.px(72)


def _set(sheet: Sheet, area: Box, y: int, moment: Moment, bubble: _Bubble, *, faces: bool) -> None:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    own = bubble.line.speaker == VISITOR
    face = _face(sheet) if faces else 0
    space = scale.px(12) if faces else 0
    if bubble.named:
        label = sheet.fit(
            bubble.named, scale.helper, colours.ink2, (area.w - face, scale.helper * 2)
        )
        sheet.text(area.x + face + space, y, label, colours.screen)
    top = y + (round(scale.helper * NAME_ROW) if bubble.named else 0)
    pad = scale.px(22)
    form = bubble.line.form
    label_width = 0
    if form in FORM_ICONS:
        label = sheet.lay(moment.words(FORM_WORDS[form]), scale.helper, colours.ink2, area.w)
        label_width = label.width + scale.helper + scale.px(12)
    width = max(bubble.prose.width, label_width) + 2 * pad
    height = bubble.height - (top - y)
    left = area.right - face - space - width if own else area.x + face + space
    box = Box(left, top, width, height)
    ground = colours.bubble_own if own else colours.bubble
    if form in (Form.TRANSFER, Form.PAPER):
        ground = colours.amber.tint
    edge = scale.px(colours.edge)
    sheet.back.append(Panel(box, ground, scale.px(20), edge, colours.line))
    text_y = top + scale.px(13)
    if form in FORM_ICONS:
        side = scale.helper
        sheet.icon(
            Box(left + pad, text_y + scale.px(4), side, side), FORM_ICONS[form], colours.ink2
        )
        sheet.text(left + pad + side + scale.px(12), text_y, label, ground)
        if form is Form.PAPER:
            stamp = Box(box.right - side * 2, box.y + scale.px(6), side * 2, side * 2)
            sheet.front.append(Art(stamp, "things/seal-sample", colours.red.ink))
        text_y += side + scale.px(12)
    sheet.speak(bubble.index, left + pad, text_y, bubble.prose)
    sheet.text(left + pad, text_y, bubble.prose, ground)
    if faces:
        _set_face(sheet, area, top, moment, bubble.line)


def _set_face(sheet: Sheet, area: Box, y: int, moment: Moment, line: Line) -> None:
    side = _face(sheet)
    if line.speaker == VISITOR:
        box = Box(area.right - side, y, side, side)
        frame.initial(sheet, box, moment.words("device.me"), sheet.theme.colours.teal.ink)
        return
    character = moment.character(line.speaker)
    if character is not None:
        sheet.front.append(
            Art(
                Box(area.x, y, side, side),
                f"people/{character.portrait}",
                radius=sheet.theme.scale.px(14),
            )
        )
