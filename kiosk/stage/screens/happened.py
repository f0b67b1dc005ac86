"""What happens in the story after a choice: the device stays, the words beside it tell."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.scenario.model import Control
from kiosk.stage.box import Box
from kiosk.stage.channels import device
from kiosk.stage.channels.moment import Moment
from kiosk.stage.money import yuan
from kiosk.stage.screens import cue_card
from kiosk.stage.screens.scene_layout import device_and_words
from kiosk.stage.screens.screen import Kit
from kiosk.stage.shapes import Panel
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Corner, Space, Stroke, Tone
from kiosk.visit.play import Play, Step


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is gone: its sign, its words, and the piece of the script that tells it."""

    icon: str
    text: str
    piece: int
    tone: Tone


def draw(kit: Kit, sheet: Sheet, body: Box, play: Play) -> Box:
    """Set the device as the choice left it, what happened and what it cost; give the button's box."""
    scale, step = sheet.theme.scale, play.steps[-1]
    over = step.choice.control is Control.HANG_UP
    moment = Moment(kit.words, play.scenario, step.scene, len(step.scene.lines), over=over)
    held = device_and_words(sheet, body, moment)
    device.draw(sheet, held.device, moment)
    # The device is silent now: what is heard is told beside it.
    sheet.spoken.clear()
    if step.scene.channel in device.TALKS_IN_TEXT:
        # Messages that have scrolled off it stood on the pages of the scene just before.
        sheet.left_out.clear()
    foot = held.words.low(scale.bar)
    _card(kit, sheet, held.words.above(scale.bar + scale.gap), play)
    return foot


def _card(kit: Kit, sheet: Sheet, box: Box, play: Play) -> None:
    scale, colours, words = sheet.theme.scale, sheet.theme.colours, kit.words
    step = play.steps[-1]
    sheet.card(box)
    aside, over = (Space.XL, Space.M) if scale.crowded else (Space.XXL, Space.XL)
    inner = box.inset(scale.px(aside), scale.px(over))
    tag = cue_card.verdict_tag(sheet, inner, step.choice.verdict, words)
    facts = [(fact, _laid(sheet, fact, inner.w)) for fact in _facts(kit, sheet, play)]
    space = scale.px(Space.S if scale.crowded else Space.M)
    foot = sum(_tall(sheet, told) + space for _, told in facts)
    what, size = step.choice.consequence, scale.spoken
    chosen = _chosen(kit, sheet, inner.w, step)
    below = chosen.height + 2 * space
    room = inner.bottom - tag.bottom - foot - below - space
    prose = sheet.largest(what, size, colours.ink, (inner.w, max(size, room)))
    beside = scale.crowded or prose.style.px < scale.least
    if beside:
        # Beside the verdict what was chosen takes no row of its own.
        top = max(tag.bottom, _beside(kit, sheet, inner, tag, step))
        room = max(size, inner.bottom - top - foot - space)
        prose = sheet.largest(what, size, colours.ink, (inner.w, room))
    else:
        top, foot = tag.bottom, foot + below
    y = top + space + max(0, room - prose.height) // 2
    sheet.spoken_text(0, inner.x, y, prose, colours.card)
    y = inner.bottom - foot
    for fact, told in facts:
        y = _fact(sheet, Box(inner.x, y, inner.w, _tall(sheet, told)), fact, told) + space
    if not beside:
        y += space
        sheet.line(Box(inner.x, y, inner.w, max(1, scale.px(Stroke.THIN))))
        sheet.text(inner.x, y + space, chosen, colours.card)


def _beside(kit: Kit, sheet: Sheet, inner: Box, tag: Box, step: Step) -> int:
    """Set what was chosen at the right of the verdict and give the row under it."""
    left = tag.right + sheet.theme.scale.px(Space.M)
    chosen = _chosen(kit, sheet, inner.right - left, step)
    y = tag.y + max(0, tag.h - chosen.height) // 2
    return sheet.text(left, y, chosen, sheet.theme.colours.card)


def _chosen(kit: Kit, sheet: Sheet, width: int, step: Step) -> Prose:
    """Give what was chosen as one small paragraph, its own words in front."""
    text = kit.words("outcome.chose", choice=step.choice.text)
    return sheet.lay(text, sheet.theme.scale.helper, sheet.theme.colours.ink2, width)


def _facts(kit: Kit, sheet: Sheet, play: Play) -> list[Fact]:
    """Give what is gone: money, information."""
    choice, words, colours = play.steps[-1].choice, kit.words, sheet.theme.colours
    facts = []
    if choice.loss:
        text = words("outcome.money", lost=yuan(choice.loss), kept=yuan(play.kept))
        facts.append(Fact("wallet", text, 1, colours.red))
    if choice.leaks:
        text = words("outcome.leaked", what="、".join(choice.leaks))
        facts.append(Fact("lock", text, 1 + len(facts), colours.amber))
    return facts


def _laid(sheet: Sheet, fact: Fact, width: int) -> Prose:
    scale = sheet.theme.scale
    room = width - 2 * scale.px(Space.L) - scale.choice - scale.px(Space.M)
    return sheet.lay(fact.text, scale.question, fact.tone.ink, room, bold=True)


def _tall(sheet: Sheet, told: Prose) -> int:
    scale = sheet.theme.scale
    return told.height + 2 * scale.px(Space.XXS if scale.crowded else Space.S)


def _fact(sheet: Sheet, box: Box, fact: Fact, told: Prose) -> int:
    """Set one thing that is gone on its tint and give the row under it."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    edge = scale.px(colours.edge)
    sheet.back.append(Panel(box, fact.tone.tint, scale.px(Corner.BUBBLE), edge, fact.tone.ink))
    side = scale.choice
    icon = Box(box.x + scale.px(Space.L), box.y + (box.h - side) // 2, side, side)
    sheet.icon(icon, fact.icon, fact.tone.ink)
    at = (icon.right + scale.px(Space.M), box.y + (box.h - told.height) // 2)
    sheet.text(*at, told, fact.tone.tint)
    sheet.speak_box(fact.piece, box)
    return box.bottom
