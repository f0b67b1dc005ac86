"""The card that lights 破绽 in the very words heard, and names each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.devices import lights
from kiosk.devices.device_state import LitCue
from kiosk.scenario.model import Cue, Line
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Text
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.clauses import CUT, clauses
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.words import Words

GROW = 1.25
GROW_STEP = 0.05
"""How far the words may grow where there is room, as a share of their size."""


def cue_spans(typesetter: Typesetter, line: Line) -> tuple[Span, ...]:
    """Give the spans that write a line's cues in bold red."""
    red = typesetter.theme.colours.red.ink
    spans = []
    for cue in line.cues:
        start = line.text.find(cue.words)
        if start >= 0:
            spans.append(Span(start, start + len(cue.words), red))
    return tuple(sorted(spans, key=lambda span: span.start))


def lit(lines: Iterable[Line], page: CuePage) -> tuple[LitCue, ...]:
    """Give the cues a page names, each with its line among all of a scene's and its number."""
    named = [(index, cue) for index, line in enumerate(lines) for cue in line.cues]
    first = page.first
    return tuple(
        LitCue(index, cue, number + 1, number - first)
        for number, (index, cue) in enumerate(named)
        if first <= number < first + len(page.cues)
    )


def light(
    composer: Composer,
    x: int,
    y: int,
    paragraph: Paragraph,
    spans: tuple[Span, ...],
    number: int = 0,
) -> None:
    """Note where cues stand: they light up one after the other, from the `number`th on."""
    for span in spans:
        boxes = paragraph.boxes(span.start, span.end)
        composer.cues += [(number, box.move(x, y)) for box in boxes]
        number += 1


@dataclass(frozen=True, slots=True)
class CuePage:
    """Lines with those of their cues that a page names; `first` counts the cues before them."""

    lines: tuple[Line, ...]
    first: int = 0

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Give the cues that are named."""
        return tuple(cue for line in self.lines for cue in line.cues)


def pages(
    typesetter: Typesetter, box: Box, lines: Iterable[Line], title: str, first: int = 0
) -> tuple[CuePage, ...]:
    """Cut the lines that hold cues into pages of a card; `first` cues come before them.

    Words shrink as far as they may and clauses without cues go before a second page is begun.
    """
    inner = _inner(typesetter, box)
    held = [line for line in lines if line.cues]
    if not held:
        return ()
    if _fits(typesetter, inner, held, title):
        return (CuePage(tuple(held), first),)
    found: list[CuePage] = []
    page: list[Line] = []
    for line in held:
        begun = False
        for cue in line.cues:
            one = replace(line, cues=(*page[-1].cues, cue) if begun else (cue,))
            more = [*page[:-1], one] if begun else [*page, one]
            if page and not _fits(typesetter, inner, more, title):
                found.append(CuePage(tuple(page), first))
                first += len(found[-1].cues)
                more = [replace(line, cues=(cue,))]
            page, begun = more, True
    return (*found, CuePage(tuple(page), first))


def has_room(typesetter: Typesetter, box: Box, page: CuePage, title: str) -> bool:
    """Tell whether a page stands whole on a card: one cue is a page, however little room there is."""
    return _fits(typesetter, _inner(typesetter, box), list(page.lines), title)


def page_with(pages: Sequence[CuePage], number: int) -> int:
    """Give which page names a cue; the first where none does yet, the last where all are."""
    return max(0, sum(page.first <= number for page in pages) - 1)


def said(words: Words, lines: Iterable[Line]) -> tuple[Utterance, ...]:
    """Give each cue of some lines with its note, as speech."""
    return tuple(
        words.spoken("say.cue", words=cue.words, technique=cue.technique, note=cue.note)
        for line in lines
        for cue in line.cues
    )


def draw(
    composer: Composer, box: Box, page: CuePage, title: str, told: Sequence[Utterance]
) -> None:
    """Set a page of the card: the lines that hold cues, then each cue's technique and note.

    `told` is what names each cue of the scene, a piece of the script: its note lights up meanwhile.
    """
    colours, scale = composer.theme.colours, composer.theme.scale
    composer.card(box)
    inner = _inner(composer, box)
    lines, share = _laid_out(composer, inner, list(page.lines), title)
    spare = max(0, inner.h - _height(composer, inner, lines, title, share)) // 3
    y = inner.y
    label = composer.lay(title, scale.helper, colours.ink2, inner.w)
    y = composer.text(inner.x, y, label, colours.card) + scale.px(Space.XXS)
    turn = 0
    for line in lines:
        spans = cue_spans(composer, line)
        paragraph = _words(composer, inner, line, share)
        light(composer, inner.x, y, paragraph, spans, turn)
        turn += len(spans)
        y = composer.text(inner.x, y, paragraph, colours.card) + scale.px(Space.XS)
    y += scale.px(Space.XS) + spare
    for number, cue in enumerate(page.cues, start=page.first):
        name, note = _note(composer, inner, cue.technique, cue.note, share)
        if y + max(name.height, note.height) > inner.bottom + scale.px(Space.XS):
            composer.left_out.append(cue.note)
            continue
        side = lights.pin_side(composer)
        high = y + (name.leading - side) // 2
        lights.pin(composer, Box(inner.x, high, side, side), number + 1)
        left = inner.x + side + scale.px(Space.S)
        composer.front.append(Text(left, y, name, colours.card))
        left += name.width + scale.px(Space.XL)
        composer.front.append(Text(left, y, note, colours.card))
        composer.speak(("cue", number), left, y, note, told[number].text.rfind(cue.note))
        y += max(name.height, note.height) + scale.px(Space.XXS)


def _inner(typesetter: Typesetter, box: Box) -> Box:
    scale = typesetter.theme.scale
    aside, over = (Space.XL, Space.M) if scale.crowded else (Space.XXL, Space.XL)
    return box.inset(scale.px(aside), scale.px(over))


def _fits(typesetter: Typesetter, inner: Box, lines: list[Line], title: str) -> bool:
    """Tell whether lines and their cues have room on one page."""
    shown, share = _laid_out(typesetter, inner, lines, title)
    return _height(typesetter, inner, shown, title, share) <= inner.h


def _laid_out(
    typesetter: Typesetter, inner: Box, lines: list[Line], title: str
) -> tuple[list[Line], float]:
    """Give the lines as a page has room for them, whole or in part, and the size of their words."""
    least = typesetter.theme.scale.least / typesetter.theme.scale.choice
    share = largest(
        down(GROW, least, GROW_STEP),
        lambda share: _height(typesetter, inner, lines, title, share) <= inner.h,
    )
    if _height(typesetter, inner, lines, title, share) > inner.h:
        lines = [excerpt(line) for line in lines]
    return lines, share


def excerpt(line: Line) -> Line:
    """Give a line with only the clauses that hold its cues, … where something was left out."""
    kept: list[str] = []
    at = 0
    for clause in clauses(line.text):
        start, at = at, at + len(clause)
        spans = ((line.text.find(cue.words), len(cue.words)) for cue in line.cues)
        if any(start < first + length and first < at for first, length in spans):
            kept.append(clause)
        elif not kept or kept[-1] != CUT:
            kept.append(CUT)
    return replace(line, text="".join(kept))


def _words(typesetter: Typesetter, inner: Box, line: Line, share: float) -> Paragraph:
    px = round(typesetter.theme.scale.choice * share)
    spans = cue_spans(typesetter, line)
    return typesetter.lay(line.text, px, typesetter.theme.colours.ink, inner.w, spans=spans)


def _note(
    typesetter: Typesetter, inner: Box, technique: str, note: str, share: float
) -> tuple[Paragraph, Paragraph]:
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    px = round(scale.helper * max(1.0, min(share, 1.2)))
    name = typesetter.lay(technique, px, colours.red.ink, inner.w, bold=True)
    pinned = lights.pin_side(typesetter) + scale.px(Space.S)
    room = inner.w - pinned - name.width - scale.px(Space.XL)
    return name, typesetter.lay(note, px, colours.ink, room)


def _height(typesetter: Typesetter, inner: Box, lines: list[Line], title: str, share: float) -> int:
    words = _words_height(typesetter, inner, lines, title, share)
    return words + _notes_height(typesetter, inner, lines, share)


def _words_height(
    typesetter: Typesetter, inner: Box, lines: list[Line], title: str, share: float
) -> int:
    scale = typesetter.theme.scale
    height = typesetter.lay(title, scale.helper, typesetter.theme.colours.ink2, inner.w).height
    rows = (_words(typesetter, inner, line, share).height + scale.px(Space.XS) for line in lines)
    return height + scale.px(Space.S) + sum(rows)


def _notes_height(typesetter: Typesetter, inner: Box, lines: list[Line], share: float) -> int:
    height = 0
    for line in lines:
        for cue in line.cues:
            name, note = _note(typesetter, inner, cue.technique, cue.note, share)
            height += max(name.height, note.height) + typesetter.theme.scale.px(Space.XXS)
    return height
