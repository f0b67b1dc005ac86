"""The card that lights 破绽 in the very words heard, names each, and shows verdicts."""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.scenario.model import Line, Scene, Verdict
from kiosk.stage.box import Box
from kiosk.stage.shapes import Panel, Text
from kiosk.stage.sheet import Sheet
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
_CLAUSE = re.compile(r"[^，。？！；：]*[，。？！；：]?[”’]?")


def verdict_tag(sheet: Sheet, box: Box, verdict: Verdict, words: Words) -> int:
    """Set a verdict's shape and word on its tint, and give the row under it."""
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
    return plate.bottom


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


def draw(sheet: Sheet, box: Box, scene: Scene, title: str, first: int | None = None) -> None:
    """Set the card: the lines that hold cues, then each cue's technique and note.

    Where all doesn't fit, words shrink as far as they may, then only the clauses with cues stay,
    then whole lines go, the first first; notes stay as long as they have room. With `first` the
    cues are pieces of the script from there on and light up while they are named.
    """
    colours, scale = sheet.theme.colours, sheet.theme.scale
    sheet.card(box)
    inner = box.inset(scale.px(Space.XXL), scale.px(Space.XL))
    lines = [line for line in scene.lines if line.cues]
    share = GROW
    height = _height(sheet, inner, lines, title, share)
    least = scale.least / scale.choice
    while height > inner.h and share > least:
        share = max(least, share - GROW_STEP)
        height = _height(sheet, inner, lines, title, share)
    cues = [cue for line in lines for cue in line.cues]
    notes = _notes_height(sheet, inner, lines, share)
    if height > inner.h:
        lines = [excerpt(line) for line in lines]
    while len(lines) > 1 and _words_height(sheet, inner, lines, title, share) + notes > inner.h:
        sheet.left_out.append(lines.pop(0).text)
    height = _words_height(sheet, inner, lines, title, share) + notes
    spare = max(0, inner.h - height) // 3
    y = inner.y
    label = sheet.lay(title, scale.helper, colours.ink2, inner.w)
    y = sheet.text(inner.x, y, label, colours.card) + scale.px(Space.XXS)
    for line in lines:
        spans = cue_spans(sheet, line)
        prose = _words(sheet, inner, line, share)
        light(sheet, inner.x, y, prose, spans)
        y = sheet.text(inner.x, y, prose, colours.card) + scale.px(Space.XS)
    y += scale.px(Space.XS) + spare
    for number, cue in enumerate(cues, start=first or 0):
        name, note = _note(sheet, inner, cue.technique, cue.note, share)
        if y + max(name.height, note.height) > inner.bottom + scale.px(Space.XS):
            sheet.left_out.append(cue.note)
            continue
        sheet.front.append(Text(inner.x, y, name, colours.card))
        left = inner.x + name.width + scale.px(Space.XL)
        sheet.front.append(Text(left, y, note, colours.card))
        if first is not None:
            sheet.speak(number, left, y, note)
        y += max(name.height, note.height) + scale.px(Space.XXS)


def excerpt(line: Line) -> Line:
    """Give a line with only the clauses that hold its cues, … where something was left out."""
    kept: list[str] = []
    at = 0
    for clause in filter(None, _CLAUSE.findall(line.text)):
        start, at = at, at + len(clause)
        spans = ((line.text.find(cue.words), len(cue.words)) for cue in line.cues)
        if any(start < first + length and first < at for first, length in spans):
            kept.append(clause)
        elif not kept or kept[-1] != "…":
            kept.append("…")
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
