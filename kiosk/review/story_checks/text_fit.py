"""Every text must have room on the screen it first stands on, on each of the screens, in 大字 too.

The screens themselves are asked: each is laid out, and where a text isn't found on it whole, free
and large enough, it is shortened until it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import IntEnum
from itertools import islice

from kiosk.review.inspection import LOOK_NAMES
from kiosk.review.inspection_rules import overlap
from kiosk.review.screen_probe import DrawnText, ScreenProbe
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.review.story_checks.text_fit_cases import (
    RequiredText,
    TextFitCase,
    text_fit_cases,
    too_long,
    with_text,
)
from kiosk.scenario.checks.check_context import Finding, found
from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.ui.theme import READ_MM, Look
from kiosk.values import dataclass

LOOKED_AT = (Look.NORMAL, Look.LARGE)
"""大字高对比 has the sizes of 大字."""

MOST_MEASURED = 40
"""Texts whose room is measured out: each takes a dozen layouts, and whoever has so many mends some first."""

MOST_CASES = 400
"""Screens a story is laid out on, at each size: a story of four minutes has a hundred."""

FAINT = 0.05
"""Millimetres by which a whole number of pixels may miss a size."""

COLON = "："
PAIR = 2

SHORTEST = "囍"
"""A text of one character that stands nowhere else."""


class Fit(IntEnum):
    """How a text stands on its screen, the worst last."""

    WHOLE = 0
    SMALL = 1
    PAGED = 2
    CUT = 3
    MISSING = 4


MESSAGE_VARIANTS = {Fit.SMALL: "small", Fit.PAGED: "paged", Fit.CUT: "cut", Fit.MISSING: ""}
"""In what words each is told."""


@dataclass(frozen=True)
class ScreenVariant:
    """A screen size and a look on which a story is laid out."""

    kit: Kit
    look: Look

    def __str__(self) -> str:
        """Give it as a problem names it."""
        return f"{self.kit.size[0]}×{self.kit.size[1]} {LOOK_NAMES[self.look]}"


@dataclass
class Misfit:
    """A text that hasn't room: the case and its number there, how badly it fits, and on which screens."""

    text: RequiredText
    case: TextFitCase
    number: int
    fit: Fit = Fit.WHOLE
    variants: list[ScreenVariant] = field(default_factory=list)


def check(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find texts that are cut, too small, shown in parts, or seen nowhere at all."""
    story, kits = reviewed.scenario, reviewed.context.kits
    if next(islice(text_fit_cases(kits[0], Look.NORMAL, story), MOST_CASES, None), None):
        many = found("too-many-screens", story.mark, "scenes", "story", most=MOST_CASES)
        yield LocatedFinding(many)
    for place in filter(too_long, story.places):
        lines = len(place.lines)
        yield LocatedFinding(found("too-many-screens", place.mark, "lines", "lines", lines=lines))
    variants = [ScreenVariant(kit, look) for kit in kits for look in LOOKED_AT]
    misplaced: set[tuple[int, str]] = set()
    for count, misfit in enumerate(_misfits(story, variants)):
        text = misfit.text
        key = id(text.owner), text.field.partition(".")[0]
        if key in misplaced:
            continue  # the other lines of a page that isn't shown
        if misfit.fit is Fit.MISSING and _has_no_place(story, misfit, variants):
            misplaced.add(key)
            yield LocatedFinding(found("not-shown", text.mark, text.field, what=text.what))
        else:
            yield LocatedFinding(_finding(story, misfit, measured=count < MOST_MEASURED))


def _misfits(story: Scenario, variants: list[ScreenVariant]) -> Iterable[Misfit]:
    """Give each text once that doesn't stand as it should on all screens."""
    misfits: dict[tuple[int, str], Misfit] = {}
    for variant in variants:
        for case, number, fit in _ill_fitting(variant, story):
            text = case.required[number]
            misfit = misfits.setdefault((id(text.owner), text.field), Misfit(text, case, number))
            misfit.fit = max(misfit.fit, fit)
            if variant not in misfit.variants:
                misfit.variants.append(variant)
    return misfits.values()


def _ill_fitting(variant: ScreenVariant, story: Scenario) -> Iterator[tuple[TextFitCase, int, Fit]]:
    """Give the texts that don't stand as they should, with the case and their number in it."""
    for case in islice(text_fit_cases(variant.kit, variant.look, story), MOST_CASES):
        probes = [ScreenProbe.of(screen) for screen in case.screens]
        for number, text in enumerate(case.required):
            fit = min(fit_of(probe, text) for probe in probes)
            if fit is not Fit.WHOLE:
                yield case, number, fit


def _finding(story: Scenario, misfit: Misfit, *, measured: bool) -> Finding:
    text, variants = misfit.text, misfit.variants
    fitting = (_longest_fitting(story, misfit, one) for one in variants)
    most = min(fitting, default=0) if measured else 0
    where = str(variants[0])
    if len(variants) > 1:
        where += f"等 {len(variants)} 种画面"
    code = "no-room" if misfit.fit is Fit.MISSING else "little-room"
    words = MESSAGE_VARIANTS[misfit.fit] if most else "full" if measured else "unmeasured"
    values = {"what": text.what, "where": where, "most": most, "over": len(text.text) - most}
    return found(code, text.mark, text.field, words, **values)


def fit_of(probe: ScreenProbe, required: RequiredText) -> Fit:
    """Tell how a text stands on a screen; the best of its places counts."""
    fit = _fit_of_words(probe, required, required.text)
    parts = required.text.split(COLON)
    if fit is Fit.WHOLE or len(parts) < PAIR or required.least == READ_MM:
        return fit
    # A page sets a name and its value at the two ends of a row.
    return min(fit, max(_fit_of_words(probe, required, part) for part in parts if part))


def _fit_of_words(probe: ScreenProbe, required: RequiredText, words: str) -> Fit:
    mm = probe.screen.theme.scale.mm
    fits = [Fit.MISSING]
    for text in probe.texts:
        written = text.paragraph.text.replace("\n", "")
        if written == words or (required.within and words in written):
            if any(overlap.defects_of(probe, text)):
                fits.append(Fit.CUT)
            elif text.paragraph.style.px * mm < required.least - FAINT:
                fits.append(Fit.SMALL)
            else:
                return Fit.WHOLE
        elif written and written in words and _is_page(probe, text):
            fits.append(Fit.PAGED)
    # A chat's bubble is whole while its caption is turned page by page.
    return Fit.PAGED if Fit.PAGED in fits else min(fits)


def _is_page(probe: ScreenProbe, text: DrawnText) -> bool:
    """Tell whether a text is the page of a line being spoken."""
    said = probe.view.said
    return any(
        place.paragraph is text.paragraph and place.name == probe.screen.piece_name
        for place in said
    )


def _longest_fitting(story: Scenario, misfit: Misfit, variant: ScreenVariant) -> int:
    """Give how many characters of a text have room on a screen; 0 where not even one has."""
    low, high = 0, len(misfit.text.text)
    while low < high - 1:
        middle = (low + high) // 2
        if _has_room(story, misfit, variant, misfit.text.text[:middle]):
            low = middle
        else:
            high = middle
    return low


def _has_room(story: Scenario, misfit: Misfit, variant: ScreenVariant, text: str) -> bool:
    changed = with_text(story, misfit.text, text)
    for case in text_fit_cases(variant.kit, variant.look, changed, near=misfit.case):
        # An ending met in several ways, by what was noted, has a case of one name for each.
        required = case.name == misfit.case.name and _text_of(case, misfit, text)
        if required:
            probes = (ScreenProbe.of(screen) for screen in case.screens)
            return any(fit_of(probe, required) is Fit.WHOLE for probe in probes)
    return False


def _text_of(case: TextFitCase, misfit: Misfit, text: str) -> RequiredText | None:
    """Give the changed text among those of a case; None where this case doesn't have it."""
    field = misfit.text.field
    return next((one for one in case.required if (one.field, one.text) == (field, text)), None)


def _has_no_place(story: Scenario, misfit: Misfit, variants: list[ScreenVariant]) -> bool:
    """Tell whether the screen has no place for such a text at all, however short."""
    if len(misfit.variants) < len(variants):
        return False
    changed = with_text(story, misfit.text, SHORTEST, alone=True)
    return not any(
        SHORTEST in text.paragraph.text
        for variant in variants
        for case in text_fit_cases(variant.kit, variant.look, changed, near=misfit.case)
        if case.name == misfit.case.name
        for screen in case.screens
        for text in ScreenProbe.of(screen).texts
    )
