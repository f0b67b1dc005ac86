"""The band at the foot of 待机: slogans in turn, and the hotlines that stay."""

from __future__ import annotations

from kiosk.scenario.catalogue import Slogan
from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill
from kiosk.ui.screen import Item
from kiosk.ui.theme import Ground, Space, Theme


def draw(kit: Kit, theme: Theme, band: Box, turn: int, ground: Ground) -> list[Item]:
    """Give the band; `turn` counts the lines of slogans that have been shown."""
    words = kit.words
    scale, colours = theme.scale, theme.colours
    composer = Composer(kit.fonts, theme)
    composer.back.append(Fill(band, ground.band))
    margin = scale.px(Space.VAST)
    inner = band.inset(margin, 0)
    hotlines = f"{words('attract.hotline')} 96110　{words('attract.police')} 110"
    hot = composer.lay(hotlines, scale.helper, colours.on_dark, inner.w)
    row = inner if not scale.portrait else inner.low(band.h // 2)
    composer.beside(row if scale.portrait else row.end(hot.width), hot, ground.band)
    room = inner.w - hot.width - scale.px(Space.HUGE) if not scale.portrait else inner.w
    lines = slogan_lines(kit.catalogue.slogans, room // scale.helper)
    if lines:
        slogan = composer.fit(
            lines[turn % len(lines)],
            scale.helper,
            colours.slogan,
            (room, band.h // (2 if scale.portrait else 1)),
            bold=True,
        )
        composer.beside(
            inner if not scale.portrait else inner.top(band.h // 2 + scale.px(Space.S)),
            slogan,
            ground.band,
        )
    return [*composer.back, *composer.front]


def slogan_lines(slogans: tuple[Slogan, ...], most: int) -> tuple[str, ...]:
    """Give the lines of the band, `most` characters long where slogans can stand together."""
    lines: list[tuple[str, str]] = []
    for slogan in slogans:
        if not slogan.display:
            continue
        joined = f"{lines[-1][1]}　{slogan.text}" if lines else ""
        if lines and lines[-1][0] == slogan.family and len(joined) <= most:
            lines[-1] = (slogan.family, joined)
        else:
            lines.append((slogan.family, slogan.text))
    return tuple(text for _, text in lines)
