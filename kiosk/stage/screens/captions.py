"""The lines told, written beside the device: the newest large, those before as far as they fit.

"Lines appear one by one and stay": they stand as large as all of the scene's lines have room.
Where they haven't, the lines already told step back to a smaller size; a line that is longer than
the whole room is shown page by page as it is spoken.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.scenario.model import NARRATOR, VISITOR
from kiosk.stage.box import Box
from kiosk.stage.channels import device
from kiosk.stage.channels.moment import Moment
from kiosk.stage.sheet import GROW, GROW_STEP, Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Space


@dataclass(frozen=True)
class Captions:
    """The words of a scene; `page` is the page of the newest line, counted from 0."""

    moment: Moment
    page: int = 0

    @property
    def _last_only(self) -> bool:
        """Tell whether the lines before stay on the device as bubbles."""
        return self.moment.scene.channel in device.TALKS_IN_TEXT

    def draw(self, sheet: Sheet, box: Box) -> None:
        """Set the lines told into a box, from its top."""
        told, lines = self.moment.told, self.moment.scene.lines
        px = self._em(sheet, box)
        crowded = self._first_shown(sheet, box, px, px) > 0
        old = sheet.theme.scale.helper if crowded else px
        first = self._first_shown(sheet, box, px, old)
        if not self._last_only:
            sheet.left_out += [line.text for line in lines[:first]]
        y = box.y
        for index in range(first, told):
            em = px if index == told - 1 else old
            speaker, prose = self._caption(sheet, box, index, em, first=index == first)
            if speaker is not None and speaker.height + prose.height <= box.bottom - y:
                y = sheet.text(box.x, y, speaker, sheet.theme.colours.paper)
            elif speaker is not None:
                sheet.left_out.append(speaker.text)
            y = self._set(sheet, Box(box.x, y, box.w, box.bottom - y), index, prose)
            y += sheet.theme.scale.px(Space.S)

    def _first_shown(self, sheet: Sheet, box: Box, px: int, old: int) -> int:
        """Give the index of the earliest line that still has room above the newest."""
        last = self.moment.told - 1
        if self._last_only:
            return last
        space = sheet.theme.scale.px(Space.S)
        for first in range(last):
            blocks = [
                self._block(sheet, box, index, px if index == last else old, first=index == first)
                for index in range(first, last + 1)
            ]
            if sum(blocks) + space * (last - first) <= box.h:
                return first
        return last

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
            self._block(sheet, box, index, px, first=self._last_only or not index)
            for index in range(count)
        ]
        if self._last_only:
            return max(blocks, default=0)
        return sum(blocks) + count * sheet.theme.scale.px(Space.S)

    def needed(self, sheet: Sheet, width: int) -> int:
        """Give the height in which all lines of the scene stand at their usual size."""
        return self._height(sheet, Box(0, 0, width, 0), sheet.theme.scale.spoken)

    def _block(self, sheet: Sheet, box: Box, index: int, px: int, *, first: bool) -> int:
        speaker, prose = self._caption(sheet, box, index, px, first=first)
        return prose.height + (speaker.height if speaker else 0)

    def _caption(
        self, sheet: Sheet, box: Box, index: int, px: int, *, first: bool
    ) -> tuple[Prose | None, Prose]:
        """Give who speaks, where that is to be said, and the line."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        lines = self.moment.scene.lines
        line = lines[index]
        before = lines[index - 1].speaker if index else ""
        speaker = None
        if line.speaker != NARRATOR and (line.speaker != before or first):
            name = self._says(line.speaker)
            speaker = sheet.fit(name, scale.helper, colours.ink2, (box.w, scale.helper * 2))
        ink = colours.ink if index == self.moment.told - 1 else colours.ink2
        return speaker, sheet.lay(line.text, px, ink, box.w)

    def _says(self, speaker: str) -> str:
        words = self.moment.words
        if speaker == VISITOR:
            return words("story.me")
        character = self.moment.character(speaker)
        return words("story.says", name=character.name) if character else ""

    def _set(self, sheet: Sheet, box: Box, index: int, prose: Prose) -> int:
        """Set a line, or the page of it that is spoken where it is longer than its room."""
        rows = max(1, box.h // prose.leading)
        if rows >= len(prose.rows):
            return sheet.spoken_text(index, box.x, box.y, prose, sheet.theme.colours.paper)
        start, end = prose.page(rows, self.page)
        part = sheet.lay(prose.text[start:end], prose.style.px, prose.style.colour, box.w)
        sheet.speak(index, box.x, box.y, part, start)
        sheet.paged = (index, rows, prose)
        return sheet.text(box.x, box.y, part, sheet.theme.colours.paper)


def page_of(sheet: Sheet, index: int, upto: int) -> int | None:
    """Give the page of line `index` that holds character `upto`; None where the line fits."""
    if sheet.paged is None or sheet.paged[0] != index:
        return None
    _, rows, prose = sheet.paged
    row = next((n for n, r in enumerate(prose.rows) if upto <= r.end), len(prose.rows) - 1)
    return row // rows
