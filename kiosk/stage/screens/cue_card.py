"""The card that lights 破绽 in the very words heard, names each, and shows verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.scenario.model import Cue, Line, Verdict
from kiosk.scenario.spoken import Utterance
from kiosk.stage.box import Box
from kiosk.stage.shapes import Panel, Text
from kiosk.stage.sheet import Sheet
from kiosk.stage.text.clauses import CUT, clauses
from kiosk.stage.text.prose import Prose, Span
from kiosk.stage.theme import Corner, Space
from kiosk.visit.play import Step
from kiosk.words import Words

STANCE_PRAISE = {
    "refuse": "debrief.well_refuse",
    "verify": "debrief.well_verify",
    "ask": "debrief.well_ask",
    "comply": "debrief.well_comply",
}
GROW = 1.25
GROW_STEP = 0.05
"""How far the words may grow where there is room, as a share of their size."""


def verdict_tag(sheet: Sheet, box: Box, verdict: Verdict, words: Words) -> Box:
    """Set a verdict's shape and word on its tint, and give the plate."""
    scale = sheet.theme.scale
    tone = sheet.theme.colours.verdict(verdict)
    prose = sheet.lay(words(f"verdict.{verdict.en}"), scale.choice, tone.ink, box.w, bold=True)
    pad, side = scale.px(Space.L), scale.choice
    height = prose.height + scale.px(Space.M)
    plate = Box(box.x, box.y, prose.width + side + scale.px(Space.M) + 2 * pad, height)
    edge = scale.px(sheet.theme.colours.edge)
    sheet.back.append(Panel(plate, tone.tint, height // 2, edge, tone.ink))
    disc = Box(plate.x + pad, plate.y + (height - side) // 2, side, side)
    sheet.verdict(disc, verdict)
    at = plate.y + (height - prose.height) // 2
    sheet.text(disc.right + scale.px(Space.M), at, prose, tone.tint)
    return plate


def cue_spans(sheet: Sheet, line: Line) -> tuple[Span, ...]:
    """Give the spans that write a line's cues in bold red."""
    red = sheet.theme.colours.red.ink
    spans = []
    for cue in line.cues:
        start = line.text.find(cue.words)
        if start >= 0:
            spans.append(Span(start, start + len(cue.words), red))
    return tuple(sorted(spans, key=lambda span: span.start))


def light(sheet: Sheet, x: int, y: int, prose: Prose, spans: tuple[Span, ...]) -> None:
    """Note where cues stand: they light up one after the other."""
    number = len({n for n, _ in sheet.cues})
    for span in spans:
        boxes = prose.boxes(span.start, span.end)
        sheet.cues += [(number, box.move(x, y)) for box in boxes]
        number += 1


@dataclass(frozen=True, slots=True)
class Page:
    """Lines with those of their cues that a page names; `first` counts the cues before them."""

    lines: tuple[Line, ...]
    first: int = 0

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Give the cues that are named."""
        return tuple(cue for line in self.lines for cue in line.cues)


def pages(
    sheet: Sheet, box: Box, lines: Iterable[Line], title: str, first: int = 0
) -> tuple[Page, ...]:
    """Cut the lines that hold cues into pages of a card; `first` cues come before them.

    Words shrink as far as they may and clauses without cues go before a second page is begun.
    """
    inner = _inner(sheet, box)
    held = [line for line in lines if line.cues]
    if not held:
        return ()
    if _fits(sheet, inner, held, title):
        return (Page(tuple(held), first),)
    found: list[Page] = []
    page: list[Line] = []
    for line in held:
        begun = False
        for cue in line.cues:
            one = replace(line, cues=(*page[-1].cues, cue) if begun else (cue,))
            more = [*page[:-1], one] if begun else [*page, one]
            if page and not _fits(sheet, inner, more, title):
                found.append(Page(tuple(page), first))
                first += len(found[-1].cues)
                more = [replace(line, cues=(cue,))]
            page, begun = more, True
    return (*found, Page(tuple(page), first))


def has_room(sheet: Sheet, box: Box, page: Page, title: str) -> bool:
    """Tell whether a page stands whole on a card: one cue is a page, however little room there is."""
    return _fits(sheet, _inner(sheet, box), list(page.lines), title)


def page_with(pages: Sequence[Page], number: int) -> int:
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
    sheet: Sheet, box: Box, page: Page, title: str, told: tuple[int, Sequence[Utterance]]
) -> None:
    """Set a page of the card: the lines that hold cues, then each cue's technique and note.

    `told` is the piece of the script that names the scene's first cue, and all that name one: their
    notes light up meanwhile.
    """
    colours, scale = sheet.theme.colours, sheet.theme.scale
    sheet.card(box)
    inner = _inner(sheet, box)
    lines, share = _laid_out(sheet, inner, list(page.lines), title)
    spare = max(0, inner.h - _height(sheet, inner, lines, title, share)) // 3
    y = inner.y
    label = sheet.lay(title, scale.helper, colours.ink2, inner.w)
    y = sheet.text(inner.x, y, label, colours.card) + scale.px(Space.XXS)
    for line in lines:
        spans = cue_spans(sheet, line)
        prose = _words(sheet, inner, line, share)
        light(sheet, inner.x, y, prose, spans)
        y = sheet.text(inner.x, y, prose, colours.card) + scale.px(Space.XS)
    y += scale.px(Space.XS) + spare
    first, spoken = told
    for number, cue in enumerate(page.cues, start=page.first):
        name, note = _note(sheet, inner, cue.technique, cue.note, share)
        if y + max(name.height, note.height) > inner.bottom + scale.px(Space.XS):
            sheet.left_out.append(cue.note)
            continue
        sheet.front.append(Text(inner.x, y, name, colours.card))
        left = inner.x + name.width + scale.px(Space.XL)
        sheet.front.append(Text(left, y, note, colours.card))
        sheet.speak(first + number, left, y, note, spoken[number].text.rfind(cue.note))
        y += max(name.height, note.height) + scale.px(Space.XXS)


def _inner(sheet: Sheet, box: Box) -> Box:
    scale = sheet.theme.scale
    aside, over = (Space.XL, Space.M) if scale.crowded else (Space.XXL, Space.XL)
    return box.inset(scale.px(aside), scale.px(over))


def _fits(sheet: Sheet, inner: Box, lines: list[Line], title: str) -> bool:
    """Tell whether lines and their cues have room on one page."""
    shown, share = _laid_out(sheet, inner, lines, title)
    return _height(sheet, inner, shown, title, share) <= inner.h


def _laid_out(sheet: Sheet, inner: Box, lines: list[Line], title: str) -> tuple[list[Line], float]:
    """Give the lines as a page has room for them, whole or in part, and the size of their words."""
    share, least = GROW, sheet.theme.scale.least / sheet.theme.scale.choice
    while _height(sheet, inner, lines, title, share) > inner.h and share > least:
        share = max(least, share - GROW_STEP)
    if _height(sheet, inner, lines, title, share) > inner.h:
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


def _words(sheet: Sheet, inner: Box, line: Line, share: float) -> Prose:
    px = round(sheet.theme.scale.choice * share)
    spans = cue_spans(sheet, line)
    return sheet.lay(line.text, px, sheet.theme.colours.ink, inner.w, spans=spans)


def _note(sheet: Sheet, inner: Box, technique: str, note: str, share: float) -> tuple[Prose, Prose]:
    scale, colours = sheet.theme.scale, sheet.theme.colours
    px = round(scale.helper * max(1.0, min(share, 1.2)))
    name = sheet.lay(technique, px, colours.red.ink, inner.w, bold=True)
    room = inner.w - name.width - scale.px(Space.XL)
    return name, sheet.lay(note, px, colours.ink, room)


def _height(sheet: Sheet, inner: Box, lines: list[Line], title: str, share: float) -> int:
    words = _words_height(sheet, inner, lines, title, share)
    return words + _notes_height(sheet, inner, lines, share)


def _words_height(sheet: Sheet, inner: Box, lines: list[Line], title: str, share: float) -> int:
    scale = sheet.theme.scale
    height = sheet.lay(title, scale.helper, sheet.theme.colours.ink2, inner.w).height
    rows = (_words(sheet, inner, line, share).height + scale.px(Space.XS) for line in lines)
    return height + scale.px(Space.S) + sum(rows)


def _notes_height(sheet: Sheet, inner: Box, lines: list[Line], share: float) -> int:
    height = 0
    for line in lines:
        for cue in line.cues:
            name, note = _note(sheet, inner, cue.technique, cue.note, share)
            height += max(name.height, note.height) + sheet.theme.scale.px(Space.XXS)
    return height


def chosen(sheet: Sheet, box: Box, step: Step, words: Words) -> None:
    """Set the choice made, and beneath it praise or the careful act."""
    colours, scale = sheet.theme.colours, sheet.theme.scale
    inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
    choice = step.choice
    label = sheet.lay(words("outcome.chosen"), scale.helper, colours.ink2, inner.w)
    room = (inner.w, inner.h // 3)
    prose = sheet.largest(choice.text, scale.choice, colours.ink, room, bold=True)
    praise = choice.verdict is Verdict.SAFE
    safe = next((c for c in step.scene.choices if c.verdict is Verdict.SAFE), None)
    if praise:
        text, above = words(STANCE_PRAISE[choice.stance.en]), ""
    else:
        text, above = (safe.text, words("outcome.better")) if safe else ("", "")
    pad = scale.px(Space.XL)
    green = colours.green
    note = sheet.lay(above, scale.helper, green.ink, inner.w) if above else None
    told = sheet.largest(
        text, scale.choice, green.ink, (inner.w - 2 * pad, inner.h // 3), bold=True
    )
    height = told.height + (note.height if note else 0) + 2 * scale.px(Space.L)
    spare = max(0, inner.h - label.height - prose.height - height) // 3
    y = sheet.text(inner.x, inner.y + spare, label, colours.card)
    y = sheet.text(inner.x, y, prose, colours.card) + spare
    if not text:
        return
    plate = Box(inner.x, y, inner.w, height)
    edge = scale.px(colours.edge)
    sheet.back.append(Panel(plate, green.tint, scale.px(Corner.BUBBLE), edge, green.ink))
    y += scale.px(Space.L)
    if note is not None:
        y = sheet.text(inner.x + pad, y, note, green.tint)
    sheet.text(inner.x + pad, y, told, green.tint)
