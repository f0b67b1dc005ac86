"""待机 outside the opening hours: nearly dark, and what is left wanders over the whole screen."""

from __future__ import annotations

from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill
from kiosk.ui.screen import Item
from kiosk.ui.theme import Space, Theme, Thing

ACROSS, DOWN = 0.618, 0.755
"""Steps as shares of the free room; of neither is a small multiple whole, so no place comes again soon."""


def draw(kit: Kit, theme: Theme, step: int, hotlines: tuple[str, ...]) -> list[Item]:
    """Give the dark screen with its few words and whom to call, at the place of a step."""
    scale, night, words = theme.scale, theme.colours.night, kit.words
    composer = Composer(kit.fonts, theme)
    whole = Box(0, 0, *kit.size)
    composer.back.append(Fill(whole, night.tint))
    space, side = scale.px(Space.L), scale.px(Thing.SHIELD)
    room = whole.w - 2 * scale.margin - side - space
    start = composer.lay(words("attract.start"), scale.spoken, night.ink, room)
    hot = composer.lay("　".join(hotlines), scale.helper, night.ink, room)
    tall = max(side, start.height + hot.height)
    wide = side + space + max(start.width, hot.width)
    free = whole.inset(scale.margin, scale.margin)
    x = free.x + round(step * ACROSS % 1 * max(0, free.w - wide))
    y = free.y + round(step * DOWN % 1 * max(0, free.h - tall))
    composer.icon(Box(x, y + (tall - side) // 2, side, side), "shield-alert", night.ink)
    left = x + side + space
    below = composer.text(left, y + (tall - start.height - hot.height) // 2, start, night.tint)
    composer.text(left, below, hot, night.tint)
    return [*composer.back, *composer.front]
