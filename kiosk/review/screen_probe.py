"""A screen as values to look over: every item in place, every text as the rows it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.review.gallery import ATTRACT_AGE, NOW, heard_halfway
from kiosk.screens.kit import KioskScreen
from kiosk.speech import Heard
from kiosk.ui.geometry import Box
from kiosk.ui.items import Blend, Disc, Fill, Group, Panel, Text, Veil
from kiosk.ui.motion import shifted
from kiosk.ui.screen import Item, View
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.text.paragraph import Paragraph
from kiosk.values import dataclass

HAN_INK = (0.30, 1.22)
DIGIT_INK = (0.36, 1.14)
"""Where strokes begin and end below a row's top, in ems; measured on the shipped fonts."""
HALF_EMPTY = frozenset("，。、；：”’）》」』】〕〉")
"""Marks whose right half is empty and may hang past a row's end."""
EMPTY = 45
"""Hundredths of an em that are empty there."""
SHORT = 16
"""Characters of a text that a report names."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something a visitor couldn't read, press or hear; `rule` says which rule, `text` what."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text of a screen: its place among the items, and the boxes of its rows' ink."""

    index: int
    paragraph: Paragraph
    rows: tuple[Box, ...]

    @property
    def ink(self) -> Box:
        """Give the box around all rows."""
        whole = self.rows[0]
        for row in self.rows[1:]:
            whole = whole.union(row)
        return whole

    @property
    def words(self) -> str:
        """Give the text, shortened, as a report names it."""
        text = self.paragraph.text.replace("\n", "")
        return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def drawn_texts(view: View) -> tuple[DrawnText, ...]:
    """Give the texts of a view, those within groups too."""
    return _drawn_texts(tuple(_opened(unveiled(view.items))))


def _drawn_texts(items: tuple[Item, ...]) -> tuple[DrawnText, ...]:
    return tuple(
        DrawnText(index, item.paragraph, rows)
        for index, item in enumerate(items)
        if isinstance(item, Text) and (rows := tuple(ink_rows(item)))
    )


@dataclass(frozen=True, slots=True)
class ScreenProbe:
    """A screen, its view, the view's items above any veil with groups opened, and its texts."""

    screen: KioskScreen
    view: View
    items: tuple[Item, ...]
    texts: tuple[DrawnText, ...]

    @classmethod
    def of(cls, screen: KioskScreen, heard: Heard | None = None, now: float = NOW) -> ScreenProbe:
        """Give a screen as it stands at a time, by default with nothing being heard."""
        view = screen.view(now, heard or Heard())
        items = tuple(_opened(unveiled(view.items)))
        return cls(screen, view, items, _drawn_texts(items))

    @property
    def whole(self) -> Box:
        """Give the screen's own box."""
        return Box(0, 0, *self.screen.kit.size)

    def grounds(self, text: DrawnText) -> set[Box]:
        """Give the boxes of what a text's beginning, middle and end stand on.

        That is a card, a button or a strip; where there is none, the screen.
        """
        em = text.paragraph.style.px
        first, last = text.rows[0], text.rows[-1]
        half = em // 2
        points = (
            (min(first.x + half, first.right), first.centre[1]),
            text.ink.centre,
            (max(last.right - half, last.x), last.centre[1]),
        )
        return {self._ground(text, point) for point in points}

    def _ground(self, text: DrawnText, point: tuple[int, int]) -> Box:
        for item in reversed(self.items[: text.index]):
            if not isinstance(item, Panel | Blend | Disc | Fill):
                continue
            # A tint under a cue or the line below it is lower than its words: no ground.
            if item.box.h >= text.paragraph.style.px and item.box.holds(*point):
                return item.box
        return self.whole


@dataclass(frozen=True, slots=True)
class InspectedScreen:
    """What a rule of the inspection looks at: a screen as it stands and half-way through its speech.

    `surfaces` draw what only pixels tell.
    """

    still: ScreenProbe
    speaking: ScreenProbe
    surfaces: SurfaceCache

    @classmethod
    def of(cls, screen: KioskScreen, surfaces: SurfaceCache) -> InspectedScreen:
        """Give a screen as it is inspected."""
        now = NOW + ATTRACT_AGE
        speaking = ScreenProbe.of(screen, heard_halfway(screen), now)
        return cls(ScreenProbe.of(screen, now=now), speaking, surfaces)


def unveiled(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give the items above a veil: what lies under it is only there to be recognised."""
    veils = [number for number, item in enumerate(items) if isinstance(item, Veil)]
    return items[veils[-1] + 1 :] if veils else items


def ink_rows(text: Text) -> Iterator[Box]:
    """Give the boxes of the strokes of a text's rows."""
    em = text.paragraph.style.px
    high, low = ink_span(text.paragraph)
    for number, row in enumerate(text.paragraph.rows):
        if row.start == row.end:
            continue
        last = text.paragraph.text[row.end - 1]
        left = max(0, row.xs[0])
        right = row.width - (em * EMPTY // 100 if last in HALF_EMPTY else 0)
        top = text.y + number * text.paragraph.leading + round(em * high)
        yield Box(text.x + left, top, max(1, right - left), round(em * (low - high)))


def ink_span(paragraph: Paragraph) -> tuple[float, float]:
    """Give where the strokes of a text's rows begin and end below each row's top, in ems."""
    return DIGIT_INK if paragraph.text.isdecimal() else HAN_INK


def _opened(items: Iterable[Item], dx: int = 0, dy: int = 0) -> Iterator[Item]:
    """Give the items with those of groups in their place, as if no group were turned."""
    for item in items:
        if isinstance(item, Group):
            yield from _opened(item.items, dx + item.box.x, dy + item.box.y)
        else:
            yield shifted(item, dx, dy)
