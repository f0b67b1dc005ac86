"""Every text must have room on the screen it first stands on, on each of the screens, in 大字 too.

The screens themselves are asked: each is laid out, and where a text isn't found on it whole, free
and large enough, it is shortened until it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice

from kiosk.review.inspection import LOOKS
from kiosk.review.inspection_rules import overlap
from kiosk.review.screen_probe import Lettering, ScreenProbe
from kiosk.review.story_checks.review_context import Case, Told
from kiosk.review.story_checks.text_fit_cases import Piece, TextFitCase, endless, rooms, with_text
from kiosk.scenario.checks.check_context import Finding, found
from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.ui.theme import READ_MM, Look

LOOKED_AT = (Look.NORMAL, Look.LARGE)
"""大字高对比 has the sizes of 大字."""

MOST_MEASURED = 40
"""Texts whose room is measured out: each takes a dozen layouts, and whoever has so many mends some first."""

MOST_ROOMS = 400
"""Screens a story is laid out on, at each size: a story of four minutes has a hundred."""

FAINT = 0.05
"""Millimetres by which a whole number of pixels may miss a size."""

COLON = "："
PAIR = 2

PROBE = "囍"
"""A text of one character that stands nowhere else."""


class Seat(IntEnum):
    """How a text stands on its screen, the worst last."""

    WHOLE = 0
    SMALL = 1
    PAGED = 2
    CUT = 3
    GONE = 4


VARIANTS = {Seat.SMALL: "small", Seat.PAGED: "paged", Seat.CUT: "cut", Seat.GONE: ""}
"""In what words each is told."""


@dataclass(frozen=True)
class Screening:
    """A screen size and a look on which a story is laid out."""

    kit: Kit
    look: Look

    def __str__(self) -> str:
        """Give it as a problem names it."""
        return f"{self.kit.size[0]}×{self.kit.size[1]} {LOOKS[self.look]}"


@dataclass
class Trouble:
    """A text that hasn't room: how badly, and on which screens."""

    piece: Piece
    room: TextFitCase
    number: int
    seat: Seat = Seat.WHOLE
    places: list[Screening] = field(default_factory=list)


def check(case: Case) -> Iterator[Told]:
    """Find texts that are cut, too small, shown in parts, or seen nowhere at all."""
    if next(islice(rooms(case.bench.kits[0], Look.NORMAL, case.scenario), MOST_ROOMS, None), None):
        yield Told(
            found("too-many-screens", case.scenario.mark, "scenes", "story", most=MOST_ROOMS)
        )
    for place in filter(endless, case.scenario.places):
        lines = len(place.lines)
        yield Told(found("too-many-screens", place.mark, "lines", "lines", lines=lines))
    all_screens = [Screening(kit, look) for kit in case.bench.kits for look in LOOKED_AT]
    troubles: dict[tuple[int, str], Trouble] = {}
    for screening in all_screens:
        for room, number, seat in _troubled(screening, case.scenario):
            piece = room.pieces[number]
            key = id(piece.owner), piece.field
            one = troubles.setdefault(key, Trouble(piece, room, number))
            one.seat = max(one.seat, seat)
            if screening not in one.places:
                one.places.append(screening)
    never: set[tuple[int, str]] = set()
    for count, one in enumerate(troubles.values()):
        key = id(one.piece.owner), one.piece.field.partition(".")[0]
        if key in never:
            continue  # the other lines of a page that isn't shown
        if one.seat is Seat.GONE and _never(case.scenario, one, all_screens):
            never.add(key)
            yield Told(found("not-shown", one.piece.mark, one.piece.field, what=one.piece.what))
        else:
            yield Told(_finding(case.scenario, one, measured=count < MOST_MEASURED))


def _finding(story: Scenario, one: Trouble, *, measured: bool) -> Finding:
    most = min((_most(story, one, place) for place in one.places), default=0) if measured else 0
    where = str(one.places[0])
    if len(one.places) > 1:
        where += f"等 {len(one.places)} 种画面"
    code = "no-room" if one.seat is Seat.GONE else "little-room"
    variant = VARIANTS[one.seat] if most else "full" if measured else "unmeasured"
    over = len(one.piece.text) - most
    values = {"what": one.piece.what, "where": where, "most": most, "over": over}
    return found(code, one.piece.mark, one.piece.field, variant, **values)


def _troubled(screening: Screening, story: Scenario) -> Iterator[tuple[TextFitCase, int, Seat]]:
    """Give the texts that don't stand as they should, with the room and their number in it."""
    for room in islice(rooms(screening.kit, screening.look, story), MOST_ROOMS):
        shown = [ScreenProbe.of(screen) for screen in room.screens]
        for number, piece in enumerate(room.pieces):
            seat = min(seat_of(page, piece) for page in shown)
            if seat is not Seat.WHOLE:
                yield room, number, seat


def seat_of(shown: ScreenProbe, piece: Piece) -> Seat:
    """Tell how a text stands on a screen; the best of its places counts."""
    seat = _seat(shown, piece, piece.text)
    parts = piece.text.split(COLON)
    if seat is Seat.WHOLE or len(parts) < PAIR or piece.least == READ_MM:
        return seat
    # A page sets a name and its value at the two ends of a row.
    return min(seat, max(_seat(shown, piece, part) for part in parts if part))


def _seat(shown: ScreenProbe, piece: Piece, words: str) -> Seat:
    mm = shown.screen.theme.scale.mm
    seats = [Seat.GONE]
    for text in shown.texts:
        written = text.paragraph.text.replace("\n", "")
        if written == words or (piece.within and words in written):
            if any(overlap.faults(shown, text)):
                seats.append(Seat.CUT)
            elif text.paragraph.style.px * mm < piece.least - FAINT:
                seats.append(Seat.SMALL)
            else:
                return Seat.WHOLE
        elif written and written in words and _is_page(shown, text):
            seats.append(Seat.PAGED)
    # A chat's bubble is whole while its caption is turned page by page.
    return Seat.PAGED if Seat.PAGED in seats else min(seats)


def _is_page(shown: ScreenProbe, text: Lettering) -> bool:
    """Tell whether a text is the page of a line being spoken."""
    said = shown.view.said
    return any(
        place.paragraph is text.paragraph and place.index == shown.screen.piece for place in said
    )


def _most(story: Scenario, one: Trouble, place: Screening) -> int:
    """Give how many characters of a text have room on a screen; 0 where not even one has."""
    low, high = 0, len(one.piece.text)
    while low < high - 1:
        middle = (low + high) // 2
        if _fits(story, one, place, one.piece.text[:middle]):
            low = middle
        else:
            high = middle
    return low


def _fits(story: Scenario, one: Trouble, place: Screening, text: str) -> bool:
    changed = with_text(story, one.piece, text)
    for room in rooms(place.kit, place.look, changed):
        if room.name == one.room.name:
            shown = (ScreenProbe.of(screen) for screen in room.screens)
            return any(seat_of(page, room.pieces[one.number]) is Seat.WHOLE for page in shown)
    return False


def _never(story: Scenario, one: Trouble, all_screens: list[Screening]) -> bool:
    """Tell whether the screen has no place for such a text at all, however short."""
    if len(one.places) < len(all_screens):
        return False
    changed = with_text(story, one.piece, PROBE, alone=True)
    return not any(
        PROBE in text.paragraph.text
        for place in all_screens
        for room in rooms(place.kit, place.look, changed)
        if room.name == one.room.name
        for screen in room.screens
        for text in ScreenProbe.of(screen).texts
    )
