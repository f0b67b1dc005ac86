"""Whether 大字 lifts every level: what is heard or pressed is no smaller in it than its level in 标准.

A level is what labels have, or choices; what is smaller than a label is its own. How far words grow
beyond their level to fill a page is the page's, and larger words leave less of a page to grow into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.review.gallery import ATTRACT_AGE, NOW
from kiosk.review.screen_probe import Defect, DrawnText, InspectedScreen, ScreenProbe
from kiosk.ui.geometry import Box
from kiosk.ui.theme import Look, Scale


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts that are smaller in a large look; those that stand only in one of both aren't compared."""
    probe = inspected.still
    screen = probe.screen
    if screen.comfort.look is Look.NORMAL:
        return
    normal = screen.comforted(replace(screen.comfort, look=Look.NORMAL))
    usual, scale = _largest(ScreenProbe.of(normal, now=NOW + ATTRACT_AGE)), normal.theme.scale
    for text, px in _largest(probe).items():
        least = _level(scale, usual.get(text, 0))
        if px < least:
            shown = text.replace("\n", "")
            yield Defect("大字反而小", f"“{shown}”{px} 像素，标准字里是 {usual[text]}")


def _level(scale: Scale, px: int) -> int:
    """Give the greatest em of a level that a text of an em in 标准 reaches."""
    return max((level for level in (scale.helper, scale.choice) if level <= px), default=px)


def _largest(probe: ScreenProbe) -> dict[str, int]:
    """Give the em of each text that is heard or pressed: of the largest, where it stands several times."""
    buttons = [t.box for t in probe.view.targets if t.box is not None and not t.bare]
    found: dict[str, int] = {}
    for text in probe.texts:
        if any(box.around(text.ink) for box in buttons) or _is_heard(probe, text):
            words = text.paragraph.text
            found[words] = max(text.paragraph.style.px, found.get(words, 0))
    return found


def _is_heard(probe: ScreenProbe, text: DrawnText) -> bool:
    # What a device bears of a line told long ago is no piece of a later screen's script.
    told = {piece.name for piece in probe.screen.pieces}
    return any(
        place.paragraph.around(text.ink)
        if isinstance(place.paragraph, Box)
        else place.paragraph == text.paragraph
        for place in probe.view.said
        if place.name in told
    )
