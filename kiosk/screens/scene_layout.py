"""Where the device and the words of a story's screens stand, and a scene's question and bars."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Channel, Scene
from kiosk.screens.captions import CaptionPage, Captions
from kiosk.ui.geometry import Box
from kiosk.ui.sizes import GROW
from kiosk.ui.theme import LEADING, Scale, Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

LEAST_ROWS = 3
"""Rows of spoken text that have room above the choices, whatever the screen."""
QUESTION_SHARE = 1.6
"""Height of a question's row, in its em."""

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
    margin, top = scale.margin, scale.px(Space.L)
    if scale.portrait:
        inner = body.inset(scale.margin, 0)
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


def choices(typesetter: Typesetter, words: Box, texts: tuple[str, ...]) -> tuple[Box, ...]:
    """Give the bars of the choices at the foot of the words, each as tall as its text asks."""
    scale = typesetter.theme.scale
    width, ink = words.w - choice_padding(scale), typesetter.theme.colours.ink
    pad = scale.px(Space.L if scale.crowded else Space.XXL)
    heights = [
        max(scale.bar, typesetter.lay(text, scale.choice, ink, width).height + pad)
        for text in texts
    ]
    boxes = []
    y = words.bottom - sum(heights) - scale.gap * (len(texts) - 1)
    for height in heights:
        boxes.append(Box(words.x, y, words.w, height))
        y += height + scale.gap
    return tuple(boxes)


@dataclass(frozen=True)
class Laid:
    """A scene laid out; `turn` is the bar that turns the pages of the words, where they have some.

    `choices` are the bars of the choices, or the one that goes on; `foot` is the bar that shows
    the rest at once, or the one that goes on beside `turn`.
    """

    zones: Zones
    captions: Captions
    words: Box
    pages: tuple[CaptionPage, ...]
    question: Box
    choices: tuple[Box, ...]
    foot: Box
    turn: Box | None = None

    @property
    def page(self) -> int:
        """Give which page of the words is shown."""
        return self.captions.shown(self.pages)

    @property
    def last(self) -> bool:
        """Tell whether it is the last one."""
        return self.page == len(self.pages) - 1

    @property
    def state(self) -> DeviceState:
        """Give what the device shows: messages that don't all fit move with the words."""
        if not self.captions.crammed or not self.pages:
            return self.captions.state
        return replace(self.captions.state, revealed=self.pages[self.page][-1].index + 1)

    @property
    def held(self) -> frozenset[str]:
        """Give the lines that stand on the pages."""
        lines = self.captions.state.scene.lines
        return frozenset(lines[block.index].text for page in self.pages for block in page)

    def part_of(self, index: int, upto: int) -> int | None:
        """Give the part of line `index` that holds character `upto`; None where it is whole."""
        ends = [
            block.start + len(block.paragraph.text)
            for page in self.pages
            for block in page
            if block.index == index
        ]
        if len(ends) < 2:  # noqa: PLR2004 (a whole line is one part)
            return None
        return next((n for n, end in enumerate(ends) if upto <= end), len(ends) - 1)

    def turned(self) -> tuple[int, int]:
        """Give the line, and the part of it, with which the next page begins, or the first.

        From a part of a line the next page is that of the next line: the voice turns the parts.
        """
        later = (block for page in self.pages[self.page + 1 :] for block in page)
        if self.last:
            first = self.pages[0][0]
            return first.index, first.part
        block = next((block for block in later if not block.part), None)
        return (block.index, 0) if block else (len(self.captions.state.scene.lines), 0)


def lay_out(typesetter: Typesetter, body: Box, captions: Captions, *, opened: bool) -> Laid:
    """Lay a scene out; `opened` once its choices stand there."""
    scale, state = typesetter.theme.scale, captions.state
    scene = state.scene
    zones = device_and_words(typesetter, body, state)
    captions = replace(captions, crammed=len(scrolled(typesetter, zones.device, state)) > 1)
    texts = tuple(choice.text for choice in scene.choices) or ("",)
    bars = choices(typesetter, zones.words, texts)
    top, space = zones.words.y, scale.px(Space.S)
    foot = bars[-1] if opened else bars[-1].low(scale.button)
    tall = question_height(typesetter, scene)
    asked = Box(bars[0].x, bars[0].y - tall - scale.px(Space.XXS), bars[0].w, tall)
    words = zones.words.top(bars[0].y - tall - space - top)
    if captions.stay(typesetter, words):
        pages = captions.pages(typesetter, words)
        return Laid(zones, captions, words, pages, asked, bars, foot)
    # Until the choices come their room is the words'; then what doesn't stay is turned back to.
    turn = None
    pages = captions.pages(typesetter, words) if opened and scene.choices else ()
    if len(pages) == 1:
        return Laid(zones, captions, words, pages, asked, bars, foot)
    if pages:
        row = Box(bars[0].x, bars[0].y - scale.gap - scale.button, bars[0].w, scale.button)
        width = _turn_width(typesetter, state)
        turn, asked = row.end(width), row.left(row.w - width - scale.gap)
        words = zones.words.top(row.y - space - top)
    else:
        words = zones.words.top(foot.y - scale.gap - top)
    pages = captions.pages(typesetter, words)
    if turn is None and opened and len(pages) > 1:
        turn, foot = foot.columns(2, scale.gap)
    return Laid(zones, captions, words, pages, asked, bars, foot, turn)


def scrolled(typesetter: Typesetter, box: Box, state: DeviceState) -> tuple[int, ...]:
    """Give how many lines are told each time a device's messages are full, and at their end.

    On a device that holds all of its messages that is once, at their end; so on any other device.
    """
    lines = state.scene.lines
    if not registry.kind(state.scene.channel).talks_in_text:
        return (len(lines),)
    found: list[int] = []
    first = 0
    for told in range(1, len(lines) + 1):
        left_out = registry.layout(typesetter, box, replace(state, revealed=told)).left_out
        if any(line.text in left_out for line in lines[first:told]):
            found.append(told - 1)
            first = told - 1
    return (*found, len(lines))


def _turn_width(typesetter: Typesetter, state: DeviceState) -> int:
    """Give the width of the bar that turns the pages of the words."""
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.ink
    labels = (state.words("story.earlier"), state.words("story.later"))
    laid = (typesetter.lay(one, scale.helper, ink, 10**6, bold=True).width for one in labels)
    return max(laid) + scale.helper + scale.px(Space.M) + 2 * scale.px(Space.XXL)


def device_and_words(typesetter: Typesetter, body: Box, state: DeviceState) -> Zones:
    """Cut the body for a scene and for what follows from it: the device stays where it is."""
    scale, scene = typesetter.theme.scale, state.scene
    least = round(LEAST_ROWS * scale.spoken * LEADING)
    width = body.w - 2 * scale.margin
    texts = tuple(choice.text for choice in scene.choices) or ("",)
    bars = choices(typesetter, Box(0, 0, width, 0), texts)
    tall = scale.gap - bars[0].y + question_height(typesetter, scene) + scale.px(Space.VAST)
    captions = Captions(state)
    largest = tall + captions.needed(typesetter, width, GROW)
    tall += max(least, captions.needed(typesetter, width))
    ink = typesetter.theme.colours.ink
    laid = [typesetter.lay(c.text, scale.choice, ink, 10**6).width for c in scene.choices]
    wide = max(laid, default=0) + choice_padding(scale) + scale.choice // 2
    return zones(scale, body, scene.channel, (wide, tall), largest)


def question_height(typesetter: Typesetter, scene: Scene) -> int:
    """Give the height of the question's row; none where there is nothing to choose."""
    return round(question_em(typesetter, scene) * QUESTION_SHARE) if scene.choices else 0


def question_em(typesetter: Typesetter, scene: Scene) -> int:
    """Give the em of the question: that of a story's own words where it is one's own."""
    scale = typesetter.theme.scale
    return scale.question if scene.question else scale.helper
