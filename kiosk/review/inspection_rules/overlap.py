"""Whether every text stands whole on its card, free of other texts and of foreign buttons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kiosk.review.screen_probe import Defect, DrawnText, InspectedScreen, ScreenProbe
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Blend, Disc, Fill, Panel, QrCode

TOUCH = 1
"""Pixels by which boxes may meet: they are whole pixels, strokes are not."""


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give what is cut, covered, left out or in another's place."""
    probe = inspected.still
    for words in probe.view.left_out:
        yield Defect("放不下", f"“{words}”没有地方，被省略了")
    for text in probe.texts:
        yield from _defects_in_place(probe, text)
    # What is said may be written over something else: looked at as it stands and while it speaks.
    pairs = dict.fromkeys(
        (one.words, other.words)
        for looked in (probe, inspected.speaking)
        for one, other in combinations(looked.texts, 2)
        if any(_meet(a, b) for a in one.rows for b in other.rows)
    )
    for first, second in pairs:
        yield Defect("文字重叠", f"“{first}”和“{second}”重叠")
    for target in probe.view.targets:
        if target.box is not None and not probe.whole.around(target.box):
            yield Defect("出屏幕", f"按钮 {target.name} 有一部分在屏幕外")


def defects_of(probe: ScreenProbe, text: DrawnText) -> Iterator[Defect]:
    """Give what is wrong with one text: cut, covered, over another text or a button."""
    yield from _defects_in_place(probe, text)
    for other in probe.texts:
        if other is not text and any(_meet(a, b) for a in text.rows for b in other.rows):
            yield Defect("文字重叠", f"“{text.words}”和“{other.words}”重叠")


def _defects_in_place(probe: ScreenProbe, text: DrawnText) -> Iterator[Defect]:
    if not probe.whole.around(text.ink):
        yield Defect("出屏幕", f"“{text.words}”有一部分在屏幕外")
    elif not all(ground.grow(TOUCH).around(text.ink) for ground in probe.grounds(text)):
        yield Defect("出框", f"“{text.words}”伸到它的底板外面")
    for item in probe.items[text.index + 1 :]:
        if isinstance(item, Panel | Blend | Disc | Fill | Art | QrCode):
            cover = item.bounds if isinstance(item, QrCode) else item.box
            if any(_meet(row, cover) for row in text.rows):
                yield Defect("被盖住", f"“{text.words}”被{_name(item)}盖住")
    for target in probe.view.targets:
        box = target.box
        if box is None or target.bare or box.grow(TOUCH).around(text.ink):
            continue
        if any(_meet(row, box) for row in text.rows):
            yield Defect("压到按钮", f"“{text.words}”压到按钮 {target.name}")


def _meet(one: Box, other: Box) -> bool:
    return one.inset(TOUCH).meets(other)


def _name(item: Panel | Blend | Disc | Fill | Art | QrCode) -> str:
    return f"图 {item.name} " if isinstance(item, Art) else "别的东西"
