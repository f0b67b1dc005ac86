"""The card that lights 破绽 and 凭据 in the very words heard, and names each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from kiosk.devices import lights
from kiosk.devices.device_state import LitWords
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Cue, Evidence, Ground, Line
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer, LitPlace
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.words import Words

GROW = 1.25
GROW_STEP = 0.05
"""How far the words may grow where there is room, as a share of their size."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """The keys of what a card is called, and of the bars that turn to more of it and back."""

    title: str
    more: str
    first: str


CUES = CardWords("outcome.cues", "outcome.more_cues", "outcome.first_cues")
GROUNDS = CardWords("outcome.grounds", "outcome.more_grounds", "outcome.first_grounds")
BOTH = CardWords("outcome.both", "outcome.more_both", "outcome.first_both")


@dataclass(frozen=True, slots=True)
class CuePage:
    """Lines with those of their 破绽 and 凭据 that a page names; `first` counts those before them."""

    lines: tuple[Line, ...]
    first: int = 0

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Give what is named."""
        return tuple(one for line in self.lines for one in line.evidence)


@dataclass(frozen=True)
class CueCard:
    """What a scene's words show, each with its 手法 and why; cut into pages where there is much."""

    words: Words
    catalogue: Catalogue
    lines: tuple[Line, ...]

    @cached_property
    def keys(self) -> CardWords:
        """Give the keys of its words, by what there is: 破绽, 凭据, or both."""
        if not any(line.grounds for line in self.lines):
            return CUES
        return BOTH if any(line.cues for line in self.lines) else GROUNDS

    @cached_property
    def told(self) -> tuple[Utterance, ...]:
        """Give each of them with its note, as speech, in the order they are named."""
        return tuple(
            told(self.words, self.catalogue, one) for line in self.lines for one in line.evidence
        )

    def pages(
        self, typesetter: Typesetter, box: Box, lines: Iterable[Line], first: int = 0
    ) -> tuple[CuePage, ...]:
        """Cut those lines of the scene that hold any into pages; `first` come before them.

        Words shrink as far as they may and clauses without any go before a second page is begun.
        """
        inner = _inner(typesetter, box)
        held = [line for line in lines if line.evidence]
        if not held:
            return ()
        if self._fits(typesetter, inner, held):
            return (CuePage(tuple(held), first),)
        found: list[CuePage] = []
        page: list[Line] = []
        for line in held:
            begun = False
            for one in line.evidence:
                shown = (*page[-1].evidence, one) if begun else (one,)
                more = [*(page[:-1] if begun else page), with_only(line, shown)]
                if page and not self._fits(typesetter, inner, more):
                    found.append(CuePage(tuple(page), first))
                    first += len(found[-1].evidence)
                    more = [with_only(line, (one,))]
                page, begun = more, True
        return (*found, CuePage(tuple(page), first))

    def has_room(self, typesetter: Typesetter, box: Box, page: CuePage) -> bool:
        """Tell whether a page stands whole on a card: one is a page, however little room there is."""
        return self._fits(typesetter, _inner(typesetter, box), list(page.lines))

    def whole(self, typesetter: Typesetter, box: Box, page: CuePage) -> frozenset[str]:
        """Give the lines of a page that stand whole on a card."""
        lines, _ = self._laid_out(typesetter, _inner(typesetter, box), list(page.lines))
        return frozenset(line.text for line in lines)

    def stands_large(self, typesetter: Typesetter, box: Box) -> bool:
        """Tell whether all of it stands on one card in letters as large as a choice's."""
        held = [line for line in self.lines if line.evidence]
        inner = _inner(typesetter, box)
        return self._height(typesetter, inner, held, 1.0) <= inner.h

    def draw(self, composer: Composer, box: Box, page: CuePage) -> None:
        """Set a page: the lines that hold any, then of each its technique and note.

        What names each is a piece of the script: its note lights up meanwhile.
        """
        colours, scale = composer.theme.colours, composer.theme.scale
        composer.card(box)
        inner = _inner(composer, box)
        lines, share = self._laid_out(composer, inner, list(page.lines))
        spare = max(0, inner.h - self._height(composer, inner, lines, share)) // 3
        label = composer.lay(self.words(self.keys.title), scale.helper, colours.ink2, inner.w)
        y = composer.spoken_text("cues", inner.x, inner.y, label, colours.card)
        y += scale.px(Space.XXS)
        number, turn = page.first, 0
        for line in lines:
            paragraph = _words(composer, inner, line, share)
            turn += _light(composer, inner.x, y, paragraph, line, turn)
            for one in line.evidence:
                # It is lit in the words heard while it is read, then its name, then its note.
                start = line.text.find(one.words)
                before = self.told[number].text.find(one.words)
                if start >= 0 and before >= 0:
                    part = (start, start + len(one.words))
                    at = (inner.x, y, paragraph, before - start)
                    composer.speak(("cue", number), *at, part=part)
                number += 1
            y = composer.text(inner.x, y, paragraph, colours.card) + scale.px(Space.XS)
        y += scale.px(Space.XS) + spare
        for number, one in enumerate(page.evidence, start=page.first):
            name, note = self._note(composer, inner, one, share)
            if y + max(name.height, note.height) > inner.bottom + scale.px(Space.XS):
                composer.left_out.append(one.note)
                continue
            self._name(composer, (inner.x, y), number, one, (name, note))
            y += max(name.height, note.height) + scale.px(Space.XXS)

    def _name(
        self,
        composer: Composer,
        at: tuple[int, int],
        number: int,
        one: Evidence,
        laid: tuple[Paragraph, Paragraph],
    ) -> None:
        """Set a pin, and beside it the technique and the note, each lit while it is said."""
        colours, scale = composer.theme.colours, composer.theme.scale
        (x, y), (name, note) = at, laid
        side = lights.pin_side(composer)
        pinned = Box(x, y + (name.leading - side) // 2, side, side)
        lights.pin(composer, pinned, str(number + 1), trusted=isinstance(one, Ground))
        titled = pinned.right + scale.px(Space.S)
        left = titled + name.width + scale.px(Space.XL)
        composer.front.append(Text(titled, y, name, colours.card))
        composer.front.append(Text(left, y, note, colours.card))
        said = self.told[number].text
        composer.speak(("cue", number), left, y, note, said.rfind(one.note))
        named = said.rfind(self.catalogue.named(one), 0, said.rfind(one.note))
        composer.speak(("cue", number), titled, y, name, max(0, named))

    # How much room it takes -----------------------------------------------------------------------

    def _fits(self, typesetter: Typesetter, inner: Box, lines: list[Line]) -> bool:
        """Tell whether lines and what they show have room on one page."""
        shown, share = self._laid_out(typesetter, inner, lines)
        return self._height(typesetter, inner, shown, share) <= inner.h

    def _laid_out(
        self, typesetter: Typesetter, inner: Box, lines: list[Line]
    ) -> tuple[list[Line], float]:
        """Give the lines as a page has room for them, whole or in part, and the size of their words."""
        scale, usual = typesetter.theme.scale, typesetter.theme.usual.scale
        # In 大字 a page more is turned rather than words be smaller than choices are without it.
        large = scale.factor > usual.factor
        least = (max(scale.floor, usual.choice) if large else scale.floor) / scale.choice
        share = largest(
            down(GROW, least, GROW_STEP),
            lambda share: self._height(typesetter, inner, lines, share) <= inner.h,
        )
        if self._height(typesetter, inner, lines, share) > inner.h:
            lines = [lights.excerpt(line, _lit_of(line)) for line in lines]
        return lines, share

    def _height(self, typesetter: Typesetter, inner: Box, lines: list[Line], share: float) -> int:
        scale = typesetter.theme.scale
        title = self.words(self.keys.title)
        height = typesetter.lay(title, scale.helper, typesetter.theme.colours.ink2, inner.w).height
        rows = (
            _words(typesetter, inner, line, share).height + scale.px(Space.XS) for line in lines
        )
        height += scale.px(Space.S) + sum(rows)
        for one in (one for line in lines for one in line.evidence):
            name, note = self._note(typesetter, inner, one, share)
            height += max(name.height, note.height) + scale.px(Space.XXS)
        return height

    def _note(
        self, typesetter: Typesetter, inner: Box, one: Evidence, share: float
    ) -> tuple[Paragraph, Paragraph]:
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        px = round(scale.helper * max(1.0, min(share, 1.2)))
        ink = lights.tone(typesetter, trusted=isinstance(one, Ground)).ink
        name = typesetter.lay(self.catalogue.named(one), px, ink, inner.w, bold=True)
        pinned = lights.pin_side(typesetter) + scale.px(Space.S)
        room = inner.w - pinned - name.width - scale.px(Space.XL)
        return name, typesetter.lay(one.note, px, colours.ink, room)


def told(words: Words, catalogue: Catalogue, one: Evidence) -> Utterance:
    """Give what names a 破绽 or a 凭据, as speech."""
    key = "say.ground" if isinstance(one, Ground) else "say.cue"
    return words.spoken(key, words=one.words, technique=catalogue.named(one), note=one.note)


def lit(lines: Iterable[Line], page: CuePage) -> tuple[LitWords, ...]:
    """Give what a page names, each with its line among all of a scene's and its number."""
    named = [(index, one) for index, line in enumerate(lines) for one in line.evidence]
    first = page.first
    return tuple(
        LitWords(index, one, str(number + 1), number - first)
        for number, (index, one) in enumerate(named)
        if first <= number < first + len(page.evidence)
    )


def page_with(pages: Sequence[CuePage], number: int) -> int:
    """Give which page names one of them; the first where none does yet, the last where all are."""
    return max(0, sum(page.first <= number for page in pages) - 1)


def with_only(line: Line, shown: Iterable[Evidence]) -> Line:
    """Give a line that shows no more than this."""
    kept = tuple(shown)
    cues = tuple(one for one in kept if isinstance(one, Cue))
    return replace(line, cues=cues, grounds=tuple(one for one in kept if isinstance(one, Ground)))


def _light(composer: Composer, x: int, y: int, paragraph: Paragraph, line: Line, turn: int) -> int:
    """Note where a line's words light up one after the other, from a turn on, and give how many do."""
    places = sorted((line.text.find(one.words), n) for n, one in enumerate(line.evidence))
    found = [(start, line.evidence[n]) for start, n in places if start >= 0]
    for number, (start, one) in enumerate(found, start=turn):
        for box in paragraph.boxes(start, start + len(one.words)):
            place = LitPlace(number, box.move(x, y), trusted=isinstance(one, Ground))
            composer.lit_places.append(place)
    return len(found)


def _inner(typesetter: Typesetter, box: Box) -> Box:
    scale = typesetter.theme.scale
    aside, over = (Space.XL, Space.M) if scale.crowded else (Space.XXL, Space.XL)
    return box.inset(scale.px(aside), scale.px(over))


def _words(typesetter: Typesetter, inner: Box, line: Line, share: float) -> Paragraph:
    px = round(typesetter.theme.scale.choice * share)
    # A mark may hang by its empty half, but never into an edge.
    width = inner.w - 3 * typesetter.theme.scale.px(typesetter.theme.colours.edge)
    spans = _spans(typesetter, line)
    return typesetter.lay(line.text, px, typesetter.theme.colours.ink, width, spans=spans)


def _spans(typesetter: Typesetter, line: Line) -> tuple[Span, ...]:
    """Give the spans that write what a line shows in bold and in its colour."""
    return lights.spans(typesetter, line.text, _lit_of(line))


def _lit_of(line: Line) -> tuple[LitWords, ...]:
    return tuple(LitWords(0, one) for one in line.evidence)
