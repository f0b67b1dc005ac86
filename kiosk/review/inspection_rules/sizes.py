"""Whether old eyes can read it and old fingers meet it: all in millimetres of the real screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kiosk.review.screen_probe import Defect, DrawnText, InspectedScreen, ScreenProbe
from kiosk.scenario.model import Verdict
from kiosk.ui.geometry import Box
from kiosk.ui.screen import SpokenPlace, Target
from kiosk.ui.theme import BAR_MM, GAP_MM, LABEL_MM, READ_MM
from kiosk.words import SPOKEN_FOLDER

CHOICE_TARGETS = ("choice-", "answer-")
"""How the names of targets begin whose words are a choice."""


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the texts and targets that are too small, and the targets too near each other."""
    probe = inspected.still
    mm, label = probe.screen.theme.scale.mm, probe.screen.theme.scale.steady
    read = {text.index: text for text in _to_be_read(probe)}
    for text in probe.texts:
        least = READ_MM if text.index in read else LABEL_MM
        size = text.paragraph.style.px * mm
        if size < least:
            yield Defect("字太小", f"“{text.words}”只有 {size:.1f} 毫米，至少要 {least:g}")
        elif text.index in read and text.paragraph.style.px < label:
            yield Defect("字太小", f"“{text.words}”比标签的字还小：{size:.1f} 毫米")
    targets = [(t, t.box) for t in probe.view.targets if t.box is not None and not t.bare]
    for target, box in targets:
        size = min(box.w, box.h) * mm
        if size < BAR_MM:
            yield Defect("按钮太小", f"按钮 {target.name} 只有 {size:.1f} 毫米，至少要 {BAR_MM:g}")
    for (one, a), (other, b) in combinations(targets, 2):
        gap = _gap(a, b) * mm
        if gap < GAP_MM:
            yield Defect("按钮太近", _too_near(one, other, gap))


def _too_near(one: Target, other: Target, gap: float) -> str:
    return f"按钮 {one.name} 和 {other.name} 只隔 {max(0.0, gap):.1f} 毫米，至少要 {GAP_MM:g}"


def _gap(one: Box, other: Box) -> int:
    """Give the free pixels between two boxes; 0 where they touch or meet."""
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.bottom, other.y - one.bottom)
    return max(across, down, 0)


def _to_be_read(probe: ScreenProbe) -> Iterator[DrawnText]:
    """Give the texts that stand in full size: what is heard now or next, choices, verdicts."""
    words = probe.screen.kit.words
    verdicts = {words(f"verdict.{verdict.en}") for verdict in Verdict}
    boxes = [
        t.box for t in probe.view.targets if t.box is not None and t.name.startswith(CHOICE_TARGETS)
    ]
    heard = [place for place in probe.view.said if _of_story(probe, place)]
    for text in probe.texts:
        if text.paragraph.text.isdecimal():
            # The number of a choice is a label: its key, said by no voice.
            continue
        if text.paragraph.text in verdicts or any(box.around(text.ink) for box in boxes):
            yield text
    for name in {place.name for place in heard}:
        # Where a piece stands twice, as in a chat's bubble and its caption, the larger one counts.
        places = [place for place in heard if place.name == name]
        texts = [text for text in probe.texts if any(_is(text, place) for place in places)]
        if texts:
            yield max(texts, key=lambda text: text.paragraph.style.px)


def _of_story(probe: ScreenProbe, place: SpokenPlace) -> bool:
    """Tell whether a place holds the story's own words, said now or later."""
    to_come = probe.screen.pieces[probe.screen.piece :]
    return any(
        piece.name == place.name and not piece.utterance.id.startswith(SPOKEN_FOLDER)
        for piece in to_come
    )


def _is(text: DrawnText, place: SpokenPlace) -> bool:
    if isinstance(place.paragraph, Box):
        return place.paragraph.around(text.ink)
    return (
        text.paragraph == place.paragraph
        and abs(text.rows[0].x - place.x) <= text.paragraph.style.px
    )
