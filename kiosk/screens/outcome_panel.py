"""What happens in the story after a choice: the device shows it, the words beside it tell."""

from __future__ import annotations

from kiosk.devices import registry
from kiosk.devices.aftermath import state_after
from kiosk.devices.device_state import DeviceState
from kiosk.screens.kit import Kit
from kiosk.screens.scene_layout import device_and_words
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.screen import PieceName
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Space, Stroke, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.play import Play, Step
from kiosk.words import yuan


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is gone: its sign, its words, and the piece of the script that tells it."""

    icon: str
    text: str
    name: PieceName
    tone: Tone


def draw(kit: Kit, composer: Composer, body: Box, play: Play) -> Box:
    """Set the device as the choice left it, what happened and what it cost; give the button's box."""
    scale = composer.theme.scale
    state = device_after(kit, play)
    held = device_and_words(composer, body, state)
    device = registry.layout(composer, held.device, state)
    if registry.kind(state.scene.channel).talks_in_text:
        # Messages that have scrolled off it stood on the pages of the scene just before.
        device = device.told_elsewhere(device.left_out)
    device.paint(composer)
    foot = held.words.low(scale.bar)
    _card(kit, composer, held.words.above(scale.bar + scale.gap), play)
    return foot


def device_after(kit: Kit, play: Play) -> DeviceState:
    """Give what the device shows of the choice made last."""
    step = play.steps[-1]
    return state_after(kit.words, play.scenario, step.scene, step.choice)


def _card(kit: Kit, composer: Composer, box: Box, play: Play) -> None:
    """Set what was chosen, what came of it and what is gone; how it is judged comes with the why."""
    scale, colours = composer.theme.scale, composer.theme.colours
    step = play.steps[-1]
    composer.card(box)
    aside, over = (Space.XL, Space.M) if scale.crowded else (Space.XXL, Space.XL)
    inner = box.inset(scale.px(aside), scale.px(over))
    facts = [(fact, _laid(composer, fact, inner.w)) for fact in _facts(kit, composer, play)]
    space = scale.px(Space.S if scale.crowded else Space.M)
    foot = sum(_tall(composer, told) + space for _, told in facts)
    chosen = _chosen(kit, composer, inner.w, step)
    top = inner.y + chosen.height + space
    room = max(scale.spoken, inner.bottom - foot - top - space)
    what = step.choice.consequence
    paragraph = composer.largest(what, scale.spoken, colours.ink, (inner.w, room))
    composer.text(inner.x, inner.y, chosen, colours.card)
    composer.line(Box(inner.x, top, inner.w, max(1, scale.px(Stroke.THIN))))
    y = top + space + max(0, room - paragraph.height) // 2
    composer.spoken_text("consequence", inner.x, y, paragraph, colours.card)
    y = inner.bottom - foot
    for fact, told in facts:
        y = _fact(composer, Box(inner.x, y, inner.w, _tall(composer, told)), fact, told) + space


def _chosen(kit: Kit, typesetter: Typesetter, width: int, step: Step) -> Paragraph:
    """Give what was chosen as one small paragraph, its own words in front."""
    text = kit.words("outcome.chose", choice=step.choice.text)
    return typesetter.lay(text, typesetter.theme.scale.helper, typesetter.theme.colours.ink2, width)


def _facts(kit: Kit, typesetter: Typesetter, play: Play) -> list[Fact]:
    """Give what is gone: money, information."""
    choice, words, colours = play.steps[-1].choice, kit.words, typesetter.theme.colours
    facts = []
    if choice.loss:
        text = words("outcome.money", lost=yuan(choice.loss), kept=yuan(play.kept))
        facts.append(Fact("wallet", text, "money", colours.red))
    if choice.leaks:
        text = words("outcome.leaked", what="、".join(choice.leaks))
        facts.append(Fact("lock", text, "leaks", colours.amber))
    return facts


def _laid(typesetter: Typesetter, fact: Fact, width: int) -> Paragraph:
    scale = typesetter.theme.scale
    room = width - 2 * scale.px(Space.L) - scale.choice - scale.px(Space.M)
    return typesetter.lay(fact.text, scale.question, fact.tone.ink, room, bold=True)


def _tall(typesetter: Typesetter, told: Paragraph) -> int:
    scale = typesetter.theme.scale
    return told.height + 2 * scale.px(Space.XXS if scale.crowded else Space.S)


def _fact(composer: Composer, box: Box, fact: Fact, told: Paragraph) -> int:
    """Set one thing that is gone on its tint and give the row under it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    edge = scale.px(colours.edge)
    composer.back.append(Panel(box, fact.tone.tint, scale.px(Corner.BUBBLE), edge, fact.tone.ink))
    side = scale.choice
    icon = Box(box.x + scale.px(Space.L), box.y + (box.h - side) // 2, side, side)
    composer.icon(icon, fact.icon, fact.tone.ink)
    at = (icon.right + scale.px(Space.M), box.y + (box.h - told.height) // 2)
    composer.text(*at, told, fact.tone.tint)
    composer.speak_box(fact.name, box)
    return box.bottom
