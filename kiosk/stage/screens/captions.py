"""The lines told, written beside the device: all of them where they have room, else page by page.

"Lines appear one by one and stay": they stand as large as all of the scene's lines have room.
Where they haven't, the lines already told step back to a smaller size; where that isn't enough
they stand on pages, and the page follows the voice. A line longer than a page is cut into parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.scenario.model import NARRATOR, VISITOR
from kiosk.stage.box import Box
from kiosk.stage.channels import device
from kiosk.stage.channels.moment import Moment
from kiosk.stage.sheet import GROW, GROW_STEP, SHRINK, Sheet
from kiosk.stage.text.clauses import clauses
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Space

FEW_ROWS = 2
"""Rows below which a part of a line is set smaller, so that it holds more than half a thought."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line on a page, or the part of it that the page holds, and who says it where that is told.

    `part` counts the parts of the line from 0, `start` is the line's character the part begins with.
    """

    index: int
    speaker: Prose | None
    prose: Prose
    part: int = 0
    start: int = 0

    @property
    def height(self) -> int:
        """Give the height in pixels."""
        return self.prose.height + (self.speaker.height if self.speaker else 0)


Page = tuple[Block, ...]


@dataclass(frozen=True)
class Captions:
    """The words of a scene; `at` is the line being said, past the last once all are.

    `part` is the part of that line, counted from 0, where it is cut into parts; `crammed` says that
    the device can't hold all that is written on it.
    """

    moment: Moment
    at: int = 0
    part: int = 0
    crammed: bool = False

    @property
    def _last_only(self) -> bool:
        """Tell whether the lines before stay on the device as bubbles."""
        return self.moment.scene.channel in device.TALKS_IN_TEXT and not self.crammed

    @property
    def _now(self) -> int:
        """Give the line being said, or the last one told."""
        return min(self.at, self.moment.told - 1)

    # Where it stands ----------------------------------------------------------------------------

    def needed(self, sheet: Sheet, width: int, share: float = 1.0) -> int:
        """Give the height in which all lines of the scene stand at a share of their usual size."""
        return self._height(sheet, Box(0, 0, width, 0), round(sheet.theme.scale.spoken * share))

    def stay(self, sheet: Sheet, box: Box) -> bool:
        """Tell whether every line can stay in the box from when it is told, said in full size."""
        count = len(self.moment.scene.lines)
        for told in range(1, count + 1):
            one = replace(self, moment=replace(self.moment, told=told), at=told - 1)
            pages = one.pages(sheet, box)
            if len(pages) > 1 or pages[0][-1].prose.style.px < sheet.theme.scale.spoken:
                return False
        return True

    def pages(self, sheet: Sheet, box: Box) -> tuple[Page, ...]:
        """Cut the lines told into pages, the last as full as it can be."""
        if not self.moment.told:
            return ()
        px = self._em(sheet, box)
        rest = [self._now] if self._last_only else list(range(self.moment.told))
        found: list[Page] = []
        while rest:
            page = next(
                (
                    page
                    for first in range(len(rest))
                    if (page := self._page(sheet, box, rest[first:], px))
                ),
                None,
            )
            if page is None:
                found += reversed(self._parts(sheet, box, rest.pop(), px))
            else:
                found.append(page)
                del rest[-len(page) :]
        return tuple(reversed(found))

    def shown(self, pages: Sequence[Page]) -> int:
        """Give which of the pages holds what is being said; the last once all is said."""
        if self.at >= self.moment.told:
            return len(pages) - 1
        found = [
            (block.part == self.part, -number)
            for number, page in enumerate(pages)
            for block in page
            if block.index == self.at
        ]
        return -max(found)[1] if found else len(pages) - 1

    # How it looks -------------------------------------------------------------------------------

    def draw(self, sheet: Sheet, box: Box, pages: Sequence[Page]) -> None:
        """Set the page that is being said into a box, from its top."""
        y = box.y
        for block in pages[self.shown(pages)] if pages else ():
            if block.speaker is not None and block.height <= box.bottom - y:
                y = sheet.text(box.x, y, block.speaker, sheet.theme.colours.paper)
            elif block.speaker is not None:
                sheet.left_out.append(block.speaker.text)
            sheet.speak(block.index, box.x, y, block.prose, block.start)
            y = sheet.text(box.x, y, block.prose, sheet.theme.colours.paper)
            y += sheet.theme.scale.px(Space.S)

    def _page(self, sheet: Sheet, box: Box, lines: Sequence[int], px: int) -> Page | None:
        """Give a page with these lines, as large as they have room; None where they have none."""
        scale = sheet.theme.scale
        # Who asked for 大字 reads nothing that was heard in less than its millimetres.
        old = scale.least if scale.factor > 1 else scale.helper
        sizes = [(px, px), (px, min(px, old))] if len(lines) > 1 else self._shrinking(sheet, px)
        space = scale.px(Space.S) * (len(lines) - 1)
        for newest, before in sizes:
            page = tuple(
                self._block(
                    sheet,
                    box,
                    index,
                    newest if index == lines[-1] else before,
                    first=index == lines[0],
                )
                for index in lines
            )
            if sum(block.height for block in page) + space <= box.h:
                return page
        return None

    def _shrinking(self, sheet: Sheet, px: int) -> list[tuple[int, int]]:
        """Give the sizes a line alone on its page is tried in, none under its millimetres."""
        sizes = [px]
        least = sheet.theme.scale.least
        while sizes[-1] > least:
            sizes.append(max(least, int(sizes[-1] * SHRINK)))
        return [(size, size) for size in sizes]

    def _parts(self, sheet: Sheet, box: Box, index: int, px: int) -> list[Page]:
        """Cut a line longer than the box into parts, each a page of its own."""
        whole = self._block(sheet, box, index, px, first=True)
        if self._rows(box, whole) < FEW_ROWS:
            whole = self._block(sheet, box, index, sheet.theme.scale.least, first=True)
        rows, prose = self._rows(box, whole), whole.prose
        px, ink = prose.style.px, prose.style.colour
        found: list[Page] = []
        start = 0
        for part, text in enumerate(_cut(sheet, prose, box.w, rows)):
            laid = sheet.lay(text, px, ink, box.w)
            found.append((Block(index, whole.speaker, laid, part, start),))
            start += len(text)
        return found

    def _rows(self, box: Box, whole: Block) -> int:
        """Give how many rows of a line have room beside the name of who says it."""
        return max(1, (box.h - whole.height + whole.prose.height) // whole.prose.leading)

    def _em(self, sheet: Sheet, box: Box) -> int:
        """Give the em at which all lines of the scene stand, as large as they have room."""
        base = sheet.theme.scale.spoken
        share = GROW
        while share > 1:
            px = round(base * share)
            if self._height(sheet, box, px) <= box.h:
                return px
            share -= GROW_STEP
        return base

    def _height(self, sheet: Sheet, box: Box, px: int) -> int:
        count = len(self.moment.scene.lines)
        blocks = [
            self._block(sheet, box, index, px, first=self._last_only or not index).height
            for index in range(count)
        ]
        if self._last_only:
            return max(blocks, default=0)
        return sum(blocks) + count * sheet.theme.scale.px(Space.S)

    def _block(self, sheet: Sheet, box: Box, index: int, px: int, *, first: bool) -> Block:
        """Give a line, and who says it where that is to be told."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        lines = self.moment.scene.lines
        line = lines[index]
        before = lines[index - 1].speaker if index else ""
        speaker = None
        if line.speaker != NARRATOR and (line.speaker != before or first):
            name = self._says(line.speaker)
            speaker = sheet.fit(name, scale.helper, colours.ink2, (box.w, scale.helper * 2))
        ink = colours.ink if index == self._now else colours.ink2
        return Block(index, speaker, sheet.lay(line.text, px, ink, box.w))

    def _says(self, speaker: str) -> str:
        words = self.moment.words
        if speaker == VISITOR:
            return words("story.me")
        character = self.moment.character(speaker)
        return words("story.says", name=character.name) if character else ""


def _cut(sheet: Sheet, whole: Prose, width: int, rows: int) -> list[str]:
    """Cut words into parts of as many whole clauses as have room; a longer one by its rows."""
    px, ink = whole.style.px, whole.style.colour
    parts: list[str] = []
    for clause in clauses(whole.text):
        prose = sheet.lay(clause, px, ink, width)
        if parts and len(sheet.lay(parts[-1] + clause, px, ink, width).rows) <= rows:
            parts[-1] += clause
        else:
            starts = [row.start for row in prose.rows[::rows]]
            ends = [*starts[1:], len(clause)]
            parts += [clause[start:end] for start, end in zip(starts, ends, strict=True)]
    return parts
