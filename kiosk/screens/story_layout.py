"""Where things stand on the screens of a story: device, words, choices; and its head line."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices import registry
from kiosk.scenario.model import Channel
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Scale, Space, Thing
from kiosk.ui.typesetter import Typesetter

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
