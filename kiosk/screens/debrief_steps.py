"""The way of a play in its debrief: each decision with its verdict, what was given away, the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.scenario.spoken import NUMBERS, spoken_choice
from kiosk.screens import verdicts
from kiosk.screens.kit import Kit
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.screen import Target, Then
from kiosk.ui.sizes import GROW, down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Stroke, Thing, Tone
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.debrief import ROWS_A_PAGE, Debrief, Row
from kiosk.visit.play import Play


@dataclass(frozen=True, slots=True)
class Note:
    """A card among the rows that can't be pressed: what was given away, or the law that applies."""

    title: str
    text: str
    said: Utterance
    grave: bool = False


Entry = Row | Note


def tells_law(page: list[Entry]) -> bool:
    """Tell whether a page tells what the law says, and nothing else."""
    return not any(isinstance(entry, Row) or entry.grave for entry in page)


@dataclass(frozen=True, slots=True)
class DebriefSteps:
    """The rows of one debrief, cut into pages."""

    kit: Kit
    play: Play
    debrief: Debrief

    def pages(self, typesetter: Typesetter, box: Box) -> list[list[Entry]]:
        """Cut the entries into pages of four rows at most; what the law says has one of its own."""
        pages = self._cut(typesetter, box, [*self.debrief.rows, *self._given_away()])
        law = self._cut(typesetter, box, self._law())
        return [*pages, *law] if law[0] else pages

    def _cut(self, typesetter: Typesetter, box: Box, entries: list[Entry]) -> list[list[Entry]]:
        gap = self._gap(typesetter)
        pages: list[list[Entry]] = [[]]
        room = box.h
        for entry in entries:
            height = self._height(typesetter, box.w, entry)
            decisions = sum(isinstance(one, Row) for one in pages[-1])
            full = isinstance(entry, Row) and decisions == ROWS_A_PAGE
            if pages[-1] and (height > room or full):
                pages.append([])
                room = box.h
            pages[-1].append(entry)
            room -= height + gap
        self._accompany(typesetter, box, pages)
        return pages

    def _accompany(self, typesetter: Typesetter, box: Box, pages: list[list[Entry]]) -> None:
        """Let a note that would stand alone on the last page take the one before it along."""
        if len(pages) < 2 or len(pages[-1]) > 1:  # noqa: PLR2004 (one page has none before it)
            return
        before, (alone,) = pages[-2], pages[-1]
        few = len(before) < 3  # noqa: PLR2004 (of two entries none is to spare)
        if few or not all(isinstance(entry, Note) for entry in (*before[-2:], alone)):
            return
        both = sum(self._height(typesetter, box.w, entry) for entry in (before[-1], alone))
        if both + self._gap(typesetter) <= box.h:
            pages[-1].insert(0, before.pop())

    def said(self, entries: list[Entry]) -> tuple[Utterance, ...]:
        """Give the entries of a page as speech, rows by the key that opens them."""
        return tuple(e.said if isinstance(e, Note) else self._row_said(e) for e in entries)

    def draw(
        self,
        composer: Composer,
        box: Box,
        entries: list[Entry],
        opening: Callable[[Row], Then],
        told: int,
        hurry: Then,
    ) -> None:
        """Set the entries of a page; each is a piece of the script.

        The first `told` stand there; of the others only their place, and a touch brings them all.
        """
        gap = self._gap(composer)
        px = self._note_em(composer, box, entries)
        tall = [self._height(composer, box.w, entry, px) for entry in entries]
        spare = box.h - sum(tall) - gap * (len(tall) - 1)
        stretch = max(0, min(spare // max(1, len(tall)), composer.theme.scale.px(Space.VAST)))
        y = box.y + (max(0, spare) // 2 if tells_law(entries) else 0)
        for index, (entry, height) in enumerate(zip(entries, tall, strict=True)):
            decision = isinstance(entry, Row)
            cell = Box(box.x, y, box.w, height + stretch if decision else height)
            y = cell.bottom + gap
            if index >= told:
                self._place(composer, cell)
                composer.targets.append(Target(f"rest-{index}", cell, hurry, bare=True))
                if isinstance(entry, Row):
                    composer.targets.append(self._opens(None, entry, opening(entry)))
                continue
            if isinstance(entry, Row):
                self._row(composer, cell, entry, opening(entry))
            else:
                self._note(composer, cell, entry, px)
            # A row is read with its key and its step, which don't stand there.
            composer.speak_box(("entry", index), cell, worded=not decision)

    def _place(self, composer: Composer, box: Box) -> None:
        """Set the outline of what is to come."""
        scale, colours = composer.theme.scale, composer.theme.colours
        edge = max(1, scale.px(Stroke.THIN))
        composer.back.append(Panel(box, colours.paper, scale.radius, edge, colours.line))

    # What stands there --------------------------------------------------------------------------

    def _given_away(self) -> list[Entry]:
        """Give what is told of the information that is gone."""
        words = self.kit.words
        if not self.debrief.leaks:
            return []
        what = "、".join(self.debrief.leaks)
        said = words.spoken("say.leaked", what=what)
        return [Note(words("debrief.leaked"), what, said, grave=True)]

    def _law(self) -> list[Entry]:
        """Give what is told of the law."""
        words, notes = self.kit.words, list[Entry]()
        found = {entry.id: entry for entry in self.kit.catalogue.laws}
        for law in (found[law] for law in self.debrief.law if law in found):
            name = law.law + law.article
            said = words.spoken("say.law", name=name, text=law.paraphrase)
            notes.append(Note(f"{words('debrief.law')}　{name}", law.paraphrase, said))
        return notes

    def _row_said(self, row: Row) -> Utterance:
        """Give a row as speech: written as it stands, said as the story wants it said."""
        better = row.better
        written = self._row_told(row, row.choice.text, better.text if better else "")
        read = self._row_told(
            row, spoken_choice(row.choice), spoken_choice(better) if better else ""
        )
        readings = tuple((r.words, r.say) for r in self.play.scenario.readings)
        return replace(written, say=read.text, readings=readings)

    def _row_told(self, row: Row, choice: str, better: str) -> Utterance:
        words = self.kit.words
        told = {
            "number": NUMBERS[self._key(row) - 1],
            "step": row.number,
            "choice": choice,
            "verdict": words(f"verdict.{row.choice.verdict.en}"),
        }
        if better:
            return words.spoken("say.row_better", better=better, **told)
        praise = words(verdicts.STANCE_PRAISE[row.choice.stance.en])
        return words.spoken("say.row", praise=praise, **told)

    def _key(self, row: Row) -> int:
        """Give the number key of a row: its place on its page, counted from 1."""
        return self.debrief.rows.index(row) % ROWS_A_PAGE + 1

    # How it looks -------------------------------------------------------------------------------

    def _gap(self, typesetter: Typesetter) -> int:
        return max(typesetter.theme.scale.px(Space.M), typesetter.theme.scale.gap)

    def _note_em(self, typesetter: Typesetter, box: Box, entries: list[Entry]) -> int:
        """Give the em of the notes of a page: as large as they have room, up to what is heard."""
        scale = typesetter.theme.scale
        gaps = self._gap(typesetter) * (len(entries) - 1)

        def has_room(px: int) -> bool:
            tall = sum(self._height(typesetter, box.w, entry, px) for entry in entries)
            return tall + gaps <= box.h

        alone = not any(isinstance(entry, Row) for entry in entries)
        most = round(scale.spoken * (GROW if alone else 1))
        return largest(down(most, scale.helper, 1), has_room)

    def _height(self, typesetter: Typesetter, width: int, entry: Entry, px: int = 0) -> int:
        """Give the height of an entry; `px` is the em of a note, at least that of a label."""
        scale = typesetter.theme.scale
        if isinstance(entry, Note):
            title, text = self._note_prose(typesetter, width, entry, px or scale.helper)
            return title.height + text.height + scale.px(Space.XL)
        lines = round(scale.choice * 1.36) + round(scale.helper * 1.36)
        return max(scale.bar, lines + scale.px(Space.L))

    def _row(self, composer: Composer, box: Box, row: Row, then: Then) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        composer.card(box)
        pad = scale.px(Space.L if scale.crowded else Space.XL)
        side = min(scale.px(Thing.DISC), scale.bar * 6 // 10)
        disc = Box(box.x + pad, box.y + (box.h - side) // 2, side, side)
        key = self._key(row)
        composer.number(disc, key)
        tone = verdicts.tone(colours, row.choice.verdict)
        verdict = composer.lay(
            words(f"verdict.{row.choice.verdict.en}"), scale.choice, tone.ink, box.w, bold=True
        )
        em, space = scale.choice, scale.px(Space.M)
        right = Box(box.right - pad - verdict.width, box.y, verdict.width, box.h)
        if scale.crowded and scale.factor > 1:
            # Large words on a small screen: the sign stands above the word.
            top = box.y + (box.h - em - verdict.height) // 2
            sign = Box(right.x + (right.w - em) // 2, top, em, em)
            composer.text(right.x, sign.bottom, verdict, colours.card)
            end = right.x
        else:
            composer.beside(right, verdict, colours.card)
            sign = Box(right.x - space - em, box.y + (box.h - em) // 2, em, em)
            end = sign.x
        verdicts.sign(composer, sign, row.choice.verdict)
        left = disc.right + space
        room = end - left - space
        text = composer.fit(
            row.choice.text, scale.choice, colours.ink, (room, scale.choice * 3 // 2)
        )
        note = (
            words("debrief.better", text=row.better.text)
            if row.better is not None
            else words(verdicts.STANCE_PRAISE[row.choice.stance.en])
        )
        # On a later page the figure is the key's, not the step's.
        stepped = words("debrief.row_step", step=row.number, note=note)
        one_row = (room, scale.helper * 3 // 2)
        tried = (
            composer.fit(one, scale.helper, colours.ink2, one_row)
            for one in ((stepped, note) if key != row.number else (note,))
        )
        below = largest(tried, lambda paragraph: paragraph.style.px >= scale.steady)
        y = box.y + (box.h - text.height - below.height) // 2
        y = composer.text(left, y, text, colours.card)
        composer.text(left, y, below, colours.card)
        composer.targets.append(self._opens(box, row, then))

    def _opens(self, box: Box | None, row: Row, then: Then) -> Target:
        """Give what opens a row; its key does so before the row is told, too."""
        return Target(f"row-{row.number}", box, then, row.choice.text, (str(self._key(row)),))

    def _tone(self, typesetter: Typesetter, note: Note) -> Tone:
        colours = typesetter.theme.colours
        return colours.red if note.grave else colours.teal

    def _note_prose(
        self, typesetter: Typesetter, width: int, note: Note, px: int
    ) -> tuple[Paragraph, Paragraph]:
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        # A mark may hang by its empty half, but never into an edge.
        room = width - 2 * scale.px(Space.XL) - (scale.px(Space.L) if colours.edge else 0)
        tone = self._tone(typesetter, note)
        return (
            typesetter.lay(note.title, scale.helper, tone.ink, room, bold=True),
            typesetter.lay(note.text, px, colours.ink, room),
        )

    def _note(self, composer: Composer, box: Box, note: Note, px: int) -> None:
        scale, tone = composer.theme.scale, self._tone(composer, note)
        edge = scale.px(composer.theme.colours.edge)
        composer.back.append(Panel(box, tone.tint, scale.radius, edge, tone.ink))
        title, text = self._note_prose(composer, box.w, note, px)
        y = composer.text(box.x + scale.px(Space.XL), box.y + scale.px(Space.M), title, tone.tint)
        composer.text(box.x + scale.px(Space.XL), y, text, tone.tint)
