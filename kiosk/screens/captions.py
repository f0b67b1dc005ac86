"""The lines told, written beside the device: all of them where they have room, else page by page.

"Lines appear one by one and stay": they stand as large as all of the scene's lines have room.
Where they haven't, the lines already told step back to a smaller size; where that isn't enough
they stand on pages, and the page follows the voice. A line longer than a page is cut into parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import NARRATOR, VISITOR
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.sizes import GROW, growing, largest, shrinking
from kiosk.ui.text.clauses import clauses
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

GROW_ALONE = 1.7
"""How much larger words get where nothing else will stand beside the device."""
FEW_ROWS = 2
"""Rows below which a part of a line is set smaller, so that it holds more than half a thought."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line on a page, or the part of it that the page holds, and who says it where that is told.

    `part` counts the parts of the line from 0, `start` is the line's character the part begins with.
    """

    index: int
    speaker: Paragraph | None
    paragraph: Paragraph
    part: int = 0
    start: int = 0

    @property
    def height(self) -> int:
        """Give the height in pixels."""
        return self.paragraph.height + (self.speaker.height if self.speaker else 0)


CaptionPage = tuple[Block, ...]


@dataclass(frozen=True)
class Captions:
    """The words of a scene; `line` is the one being said, past the last once all are.

    `part` is the part of that line, counted from 0, where it is cut into parts; `crammed` says that
    the device can't hold all that is written on it.
    """

    state: DeviceState
    line: int = 0
    part: int = 0
    crammed: bool = False

    @property
    def _last_only(self) -> bool:
        """Tell whether the lines before stay on the device as bubbles."""
        return registry.kind(self.state.scene.channel).talks_in_text and not self.crammed

    @property
    def _now(self) -> int:
        """Give the line being said, or the last one told."""
        return min(self.line, self.state.revealed - 1)

    # Where it stands ----------------------------------------------------------------------------

    def needed(self, typesetter: Typesetter, width: int, share: float = 1.0) -> int:
        """Give the height in which all lines of the scene stand at a share of their usual size."""
        return self._height(
            typesetter, Box(0, 0, width, 0), round(typesetter.theme.scale.spoken * share)
        )

    def stay(self, typesetter: Typesetter, box: Box) -> bool:
        """Tell whether every line can stay in the box from when it is told, said in full size."""
        count = len(self.state.scene.lines)
        for told in range(1, count + 1):
            one = replace(self, state=replace(self.state, revealed=told), line=told - 1)
            pages = one.pages(typesetter, box)
            if len(pages) > 1 or pages[0][-1].paragraph.style.px < typesetter.theme.scale.spoken:
                return False
        return True

    def pages(self, typesetter: Typesetter, box: Box) -> tuple[CaptionPage, ...]:
        """Cut the lines told into pages, the last as full as it can be."""
        if not self.state.revealed:
            return ()
        px = self._em(typesetter, box)
        rest = [self._now] if self._last_only else list(range(self.state.revealed))
        found: list[CaptionPage] = []
        while rest:
            page = next(
                (
                    page
                    for first in range(len(rest))
                    if (page := self._page(typesetter, box, rest[first:], px))
                ),
                None,
            )
            if page is None:
                found += reversed(self._parts(typesetter, box, rest.pop(), px))
            else:
                found.append(page)
                del rest[-len(page) :]
        return tuple(reversed(found))

    def shown(self, pages: Sequence[CaptionPage]) -> int:
        """Give which of the pages holds what is being said; the last once all is said."""
        if self.line >= self.state.revealed:
            return len(pages) - 1
        found = [
            (block.part == self.part, -number)
            for number, page in enumerate(pages)
            for block in page
            if block.index == self.line
        ]
        return -max(found)[1] if found else len(pages) - 1

    # How it looks -------------------------------------------------------------------------------

    def draw(self, composer: Composer, box: Box, pages: Sequence[CaptionPage]) -> None:
        """Set the page that is being said into a box, from its top."""
        y = box.y
        if not self.state.scene.choices and len(pages) == 1:
            # Nothing will stand below: the words have the middle of what there is, from the first on.
            y += max(0, box.h - self._height(composer, box, self._em(composer, box))) // 2
        for block in pages[self.shown(pages)] if pages else ():
            if block.speaker is not None and block.height <= box.bottom - y:
                y = composer.text(box.x, y, block.speaker, composer.theme.colours.paper)
            elif block.speaker is not None:
                composer.left_out.append(block.speaker.text)
            composer.speak(("line", block.index), box.x, y, block.paragraph, block.start)
            y = composer.text(box.x, y, block.paragraph, composer.theme.colours.paper)
            y += composer.theme.scale.px(Space.S)

    def _page(
        self, typesetter: Typesetter, box: Box, lines: Sequence[int], px: int
    ) -> CaptionPage | None:
        """Give a page with these lines, as large as they have room; None where they have none."""
        scale = typesetter.theme.scale
        # 大字 has fewer words on a page rather than smaller ones.
        usual = round(scale.spoken / scale.factor)
        old = max(scale.least, usual) if scale.factor > 1 else scale.helper
        sizes: Iterable[tuple[int, int]] = ((px, px), (px, min(px, old)))
        if len(lines) == 1:
            # Alone on its page a line is tried in smaller sizes, none under its millimetres.
            sizes = ((size, size) for size in shrinking(px, scale.least))
        space = scale.px(Space.S) * (len(lines) - 1)

        def laid(newest: int, before: int) -> CaptionPage:
            return tuple(
                self._block(
                    typesetter,
                    box,
                    index,
                    newest if index == lines[-1] else before,
                    first=index == lines[0],
                )
                for index in lines
            )

        def has_room(page: CaptionPage) -> bool:
            return sum(block.height for block in page) + space <= box.h

        page = largest((laid(*pair) for pair in sizes), has_room)
        return page if has_room(page) else None

    def _parts(self, typesetter: Typesetter, box: Box, index: int, px: int) -> list[CaptionPage]:
        """Cut a line longer than the box into parts, each a page of its own."""
        sizes = (px, typesetter.theme.scale.floor)
        blocks = [self._block(typesetter, box, index, size, first=True) for size in sizes]
        # At last a clause counts more than the name of who says it.
        tried = (*blocks, replace(blocks[-1], speaker=None))
        whole = largest(tried, lambda block: self._holds_clauses(typesetter, box, block))
        rows, paragraph = self._rows(box, whole), whole.paragraph
        px, ink = paragraph.style.px, paragraph.style.colour
        found: list[CaptionPage] = []
        start = 0
        for part, text in enumerate(_cut(typesetter, paragraph, box.w, rows)):
            laid = typesetter.lay(text, px, ink, box.w)
            found.append((Block(index, whole.speaker, laid, part, start),))
            start += len(text)
        return found

    def _holds_clauses(self, typesetter: Typesetter, box: Box, whole: Block) -> bool:
        """Tell whether each clause of a line has room in a part of it."""
        rows, style = self._rows(box, whole), whole.paragraph.style
        laid = (
            typesetter.lay(clause, style.px, style.colour, box.w)
            for clause in clauses(whole.paragraph.text)
        )
        return rows >= FEW_ROWS and all(len(one.rows) <= rows for one in laid)

    def _rows(self, box: Box, whole: Block) -> int:
        """Give how many rows of a line have room beside the name of who says it."""
        return max(1, (box.h - whole.height + whole.paragraph.height) // whole.paragraph.leading)

    def _em(self, typesetter: Typesetter, box: Box) -> int:
        """Give the em at which all lines of the scene stand, as large as they have room."""
        most = GROW if self.state.scene.choices else GROW_ALONE
        sizes = growing(typesetter.theme.scale.spoken, most)
        return largest(sizes, lambda px: self._height(typesetter, box, px) <= box.h)

    def _height(self, typesetter: Typesetter, box: Box, px: int) -> int:
        count = len(self.state.scene.lines)
        blocks = [
            self._block(typesetter, box, index, px, first=self._last_only or not index).height
            for index in range(count)
        ]
        if self._last_only:
            return max(blocks, default=0)
        return sum(blocks) + count * typesetter.theme.scale.px(Space.S)

    def _block(
        self, typesetter: Typesetter, box: Box, index: int, px: int, *, first: bool
    ) -> Block:
        """Give a line, and who says it where that is to be told."""
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        lines = self.state.scene.lines
        line = lines[index]
        before = lines[index - 1].speaker if index else ""
        speaker = None
        if line.speaker != NARRATOR and (line.speaker != before or first):
            name = self._says(line.speaker)
            speaker = typesetter.fit(name, scale.helper, colours.ink2, (box.w, scale.helper * 2))
        ink = colours.ink if index == self._now else colours.ink2
        return Block(index, speaker, typesetter.lay(line.text, px, ink, box.w))

    def _says(self, speaker: str) -> str:
        words = self.state.words
        if speaker == VISITOR:
            return words("story.me")
        character = self.state.character(speaker)
        return words("story.says", name=character.name) if character else ""


def _cut(typesetter: Typesetter, whole: Paragraph, width: int, rows: int) -> list[str]:
    """Cut words into parts of as many whole clauses as have room; a longer one by its rows."""
    px, ink = whole.style.px, whole.style.colour
    parts: list[str] = []
    for clause in clauses(whole.text):
        paragraph = typesetter.lay(clause, px, ink, width)
        if parts and len(typesetter.lay(parts[-1] + clause, px, ink, width).rows) <= rows:
            parts[-1] += clause
        else:
            starts = [row.start for row in paragraph.rows[::rows]]
            ends = [*starts[1:], len(clause)]
            parts += [clause[start:end] for start, end in zip(starts, ends, strict=True)]
    return parts
