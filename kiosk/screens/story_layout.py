"""Where things stand on the screens of a story: device, words, choices; and its head line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.devices import registry
from kiosk.scenario.model import Channel, Scenario
from kiosk.screens.kit import Kit
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.text.line_break import CLOSING
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Scale, Space, Thing
from kiosk.visit.play import Play
from kiosk.words import yuan

DEVICE_SHARE_PORTRAIT = 0.43
DEVICE_MOST_PORTRAIT = 0.55
"""The share a device may have of what the words leave free even in their largest letters."""
DEVICE_LEAST_PORTRAIT = 0.32


@dataclass(frozen=True, slots=True)
class Zones:
    """The device, and the column of words beside or under it."""

    device: Box
    words: Box


def choice_padding(scale: Scale) -> int:
    """Give what a choice's bar needs beside its words: the number's disc and free space."""
    return disc(scale) + scale.px(Space.XXL) * 2 + scale.px(Space.XL)


def disc(scale: Scale) -> int:
    """Give the width of a choice's number."""
    return min(scale.px(Thing.DISC), scale.bar * 6 // 10)


def zones(
    scale: Scale, body: Box, channel: Channel, words: tuple[int, int], largest: int = 0
) -> Zones:
    """Cut the body for a scene; `words` is the width and the height its words need at least.

    `largest` is the height they need in the largest letters they may have, where that is known.
    """
    margin, top = scale.px(Space.SIDE), scale.px(Space.L)
    if scale.portrait:
        inner = body.inset(scale.side, 0)
        tall = min(round(body.h * DEVICE_SHARE_PORTRAIT), body.h - words[1] - top)
        if largest:
            most = round(body.h * DEVICE_MOST_PORTRAIT)
            tall = max(tall, min(most, body.h - largest - top))
        tall = max(tall, round(body.h * DEVICE_LEAST_PORTRAIT))
        full = Box(inner.x, body.y + top, inner.w, tall)
        share = registry.kind(channel).upright_share
        wide = full.w if share is None else min(full.w, round(tall * share))
        held = Box(full.x + (full.w - wide) // 2, full.y, wide, tall)
        return Zones(held, inner.below(top + tall + scale.px(Space.L)).above(scale.px(Space.L)))
    wanted = scale.px(registry.kind(channel).width)
    # A choice must stand on one row: the device gives way to the words, but not below its own least.
    wide = max(
        min(wanted, body.w - words[0] - margin * 2 - scale.px(Space.HUGE)),
        scale.px(Thing.DEVICE_LEAST),
    )
    held = Box(margin, body.y + top, wide, body.h - top - scale.px(Space.L))
    left = held.right + scale.px(Space.HUGE)
    over = scale.px(Space.XXS if scale.crowded else Space.M)
    both = over + scale.px(Space.S) if scale.crowded else scale.px(Space.XXL)
    column = Box(left, body.y + over, body.w - left - margin, body.h - both)
    return Zones(held, column)


def choices(composer: Composer, words: Box, texts: tuple[str, ...]) -> tuple[Box, ...]:
    """Give the bars of the choices at the foot of the words, each as tall as its text asks."""
    scale = composer.theme.scale
    width, ink = words.w - choice_padding(scale), composer.theme.colours.ink
    pad = scale.px(Space.L if scale.crowded else Space.XXL)
    heights = [
        max(scale.bar, composer.lay(text, scale.choice, ink, width).height + pad) for text in texts
    ]
    boxes = []
    y = words.bottom - sum(heights) - scale.gap * (len(texts) - 1)
    for height in heights:
        boxes.append(Box(words.x, y, words.w, height))
        y += height + scale.gap
    return tuple(boxes)


def story_head(
    kit: Kit,
    composer: Composer,
    box: Box,
    play: Play,
    *,
    amount: bool = True,
    step: Utterance | None = None,
) -> None:
    """Set a story's head line: title, progress, and the money as it stands.

    Without `amount` only the amount's place is noted: the caller draws it as it changes. `step`
    tells which decision this is; it is the piece of the script of that name.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    margin = scale.margin
    chip = money_chip(kit, composer, box.inset(margin, 0), play, shown=amount)
    room = chip.x - margin - scale.px(Space.L)
    left = composer.room = box.inset(margin, 0).left(room)
    with composer.on(composer.title):
        if scale.portrait:
            size = (room, box.h * 6 // 10)
            paragraph = composer.fit(
                play.scenario.title, scale.title, colours.teal.ink, size, bold=True
            )
            composer.beside(left.top(box.h * 68 // 100), paragraph, colours.paper)
            rest = progress(kit, composer, left.low(box.h * 34 // 100), play)
            _step(composer, rest, step)
            return
        size = (room * 7 // 10, box.h)
        paragraph = composer.fit(
            play.scenario.title, scale.title, colours.teal.ink, size, bold=True
        )
        composer.beside(left, paragraph, colours.paper)
        rest = progress(kit, composer, left.after(paragraph.width + scale.px(Space.XL)), play)
        _step(composer, rest, step)


def _step(composer: Composer, box: Box, step: Utterance | None) -> None:
    """Write beside the marks which decision this is, so that no caption need say it."""
    if step is None:
        return
    scale, colours = composer.theme.scale, composer.theme.colours
    words = step.text.rstrip("".join(CLOSING))
    paragraph = composer.lay(words, scale.helper, colours.ink, 10**6)
    if paragraph.width <= box.w:
        composer.speak("step", box.x, box.y + (box.h - paragraph.height) // 2, paragraph)
        composer.beside(box, paragraph, colours.paper)


def progress(kit: Kit, composer: Composer, box: Box, play: Play) -> Box:
    """Set a mark for each decision of the longest way on, those made and the present one filled.

    Gives what remains of the box beside them.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    done = len(play.steps)
    total = done + kit.decisions_ahead(play)
    gap, height = scale.px(Space.S), scale.px(Thing.MARK)
    width = min(scale.px(Thing.MARK_WIDE), (box.w - gap * total) // max(1, total))
    if width < height:
        return box
    for step in range(total):
        colour = colours.teal.ink if step <= done else colours.track
        y = box.y + (box.h - height) // 2
        mark = Box(box.x + step * (width + gap), y, width, height)
        composer.back.append(Panel(mark, colour, height // 2))
    return box.after(total * (width + gap) + gap)


def money_chip(kit: Kit, composer: Composer, box: Box, play: Play, *, shown: bool) -> Box:
    """Set the money meter at a box's right end and give where it stands; a loss stays beside it."""
    scale, colours, words = composer.theme.scale, composer.theme.colours, kit.words
    lost = play.lost
    label = composer.lay(
        words("story.savings_short" if scale.portrait else "story.savings"),
        scale.helper,
        colours.red.ink if lost else colours.ink2,
        box.w,
    )
    amount = amount_prose(composer, play.kept, lost=bool(lost))
    minus = composer.lay(
        words("story.minus", amount=f"{lost:,}"), scale.helper, colours.red.ink, box.w, bold=True
    )
    space, pad = scale.px(Space.L), scale.px(Space.XL)
    width = label.width + space + amount.width + 2 * pad
    if lost:
        width += space + minus.width
    height = min(box.h - scale.px(Space.M), round(scale.title * 2))
    chip = Box(box.right - width, box.y + (box.h - height) // 2, width, height)
    composer.card(chip)
    x = chip.x + pad
    for paragraph in (label, amount, minus) if lost else (label, amount):
        if paragraph is amount and not shown:
            composer.amount = (x, chip.y + (chip.h - paragraph.height) // 2)
        else:
            composer.beside(Box(x, chip.y, paragraph.width, chip.h), paragraph, colours.card)
        x += paragraph.width + space
    return chip


def amount_prose(composer: Composer, amount: int, *, lost: bool) -> Paragraph:
    """Give the money of the meter; red once some is lost."""
    scale, colours = composer.theme.scale, composer.theme.colours
    ink = colours.red.ink if lost else colours.ink
    return composer.lay(yuan(amount), round(scale.title * 1.1), ink, 10**6, bold=True)


def cover(story: Scenario) -> str:
    """Give the name of a story's picture: a path of its own folder, or one of ours."""
    path = Path(story.picture)
    return str(path) if path.is_absolute() else f"covers/{story.picture}"
