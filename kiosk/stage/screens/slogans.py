"""The band at the foot of 待机: slogans in turn, and the hotlines that stay."""

from __future__ import annotations

from kiosk.scenario.catalogue import Slogan
from kiosk.stage.box import Box
from kiosk.stage.screens.screen import Kit
from kiosk.stage.shapes import Fill
from kiosk.stage.sheet import Sheet
from kiosk.stage.theme import Ground, Space, Theme
from kiosk.stage.view import Item


def draw(kit: Kit, theme: Theme, band: Box, turn: int, ground: Ground) -> list[Item]:
    """Give the band; `turn` counts the lines of slogans that have been shown."""
    words = kit.words
    scale, colours = theme.scale, theme.colours
    sheet = Sheet(kit.fonts, theme)
    sheet.back.append(Fill(band, ground.band))
    margin = scale.px(Space.VAST)
    inner = band.inset(margin, 0)
    hotlines = f"{words('attract.hotline')} 96110　{words('attract.police')} 110"
    hot = sheet.lay(hotlines, scale.helper, colours.on_dark, inner.w)
    row = inner if not scale.portrait else inner.low(band.h // 2)
    sheet.beside(row if scale.portrait else row.end(hot.width), hot, ground.band)
    room = inner.w - hot.width - scale.px(Space.HUGE) if not scale.portrait else inner.w
    lines = slogan_lines(kit.catalogue.slogans, room // scale.helper)
    if lines:
        slogan = sheet.fit(
            lines[turn % len(lines)],
            scale.helper,
            colours.slogan,
            (room, band.h // (2 if scale.portrait else 1)),
            bold=True,
        )
        sheet.beside(
            inner if not scale.portrait else inner.top(band.h // 2 + scale.px(Space.S)),
            slogan,
            ground.band,
        )
    return [*sheet.back, *sheet.front]


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
