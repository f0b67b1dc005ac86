"""The kiosk's own fonts, opened once a size, with a second and third face for rarer characters."""

from __future__ import annotations

import logging
from array import array
from collections import OrderedDict
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

import pygame
import pygame.font

from kiosk.storage import read_text
from kiosk.ui.text.font_files import (
    BOLD,
    RARE,
    REGULAR,
    FileFacts,
    face_files,
    file_facts,
    is_whole,
)
from kiosk.ui.text.word_breaks import WordBreaks

log = logging.getLogger(__name__)

BMP_LAST = "\uffff"
NOWHERE = "\ufffe"
"""Unicode keeps it for no character: every font draws its box for it."""
PROBE_PX = 20
INSTEAD = {REGULAR: BOLD, BOLD: REGULAR, RARE: RARE}
"""Which face is taken where the file of one is damaged or gone."""
MOST_OPEN = 8
"""Fonts open at once: each size of each face takes a megabyte, and words once drawn stay drawn."""
_UNKNOWN = -1


class _Widths:
    """The widths known by now, in two bytes each.

    Two thousand characters are met in more than a hundred sizes, few of them in the first hour: one by one in a
    dict they took 230 bytes each, and memory grew for hundreds of visits.
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._of: dict[int, array[int]] = {}
        """By size and weight: the width of each character at its place."""
        self._noting = Lock()
        """Kits of several threads may know the same widths: no two characters get one place."""

    def get(self, char: str, px: int, *, bold: bool) -> int:
        """Give a character's width in pixels, _UNKNOWN where none is known."""
        place, widths = self._places.get(char, _UNKNOWN), self._of.get(2 * px + bold)
        return widths[place] if widths and 0 <= place < len(widths) else _UNKNOWN

    def of(self, text: str, px: int, *, bold: bool) -> list[int]:
        """Give the widths of a text's characters, as `get` does."""
        places, widths = self._places, self._of.get(2 * px + bold, ())
        beyond = len(widths)
        found = (places.get(char, beyond) for char in text)
        return [widths[place] if place < beyond else _UNKNOWN for place in found]

    def note(self, char: str, px: int, width: int, *, bold: bool) -> None:
        """Know a character's width from now on."""
        with self._noting:
            place = self._places.setdefault(char, len(self._places))
            widths = self._of.setdefault(2 * px + bold, array("h"))
            if len(widths) <= place:
                widths.extend([_UNKNOWN] * (len(self._places) - len(widths)))
            widths[place] = width


class Measured:
    """What is known by now of the characters of some fonts: their widths and faces, and the rows' heights."""

    def __init__(self) -> None:
        self.widths = _Widths()
        self.faces: dict[tuple[str, bool], int | None] = {}
        self.heights: dict[int, int] = {}


def measured(folder: Path) -> Measured:
    """Give what is known of the fonts of a folder, so that no kit of this process measures what another has.

    Where a file is another one than before, nothing is known.
    """
    return _measured(tuple((path, file_facts(path)) for path in face_files(folder)))


@lru_cache(maxsize=2)
def _measured(_files: tuple[tuple[Path, FileFacts | None], ...]) -> Measured:
    return Measured()


class Fonts:
    """Gives faces, widths and glyph surfaces, and where the words of a text end.

    SDL_ttf keeps every glyph it ever drew, about 16 kB each, until its font is closed: `reopen`
    lets go of them and is called at attract, and the font used longest ago is closed for another.
    """

    def __init__(
        self, folder: Path, words: WordBreaks | None = None, known: Measured | None = None
    ) -> None:
        """Give the fonts of a folder; without `words` a row of their text ends after any character."""
        self.words = words or WordBreaks()
        self._folder = folder
        self._paths = face_files(folder)
        self._open: OrderedDict[tuple[int, int], pygame.font.Font] = OrderedDict()
        self._known = known or Measured()
        self._told: set[int] = set()

    def reopen(self) -> None:
        """Close every font, so that the next use opens it anew; widths stay known."""
        self._open.clear()

    def font(self, face: int, px: int) -> pygame.font.Font:
        """Give an open font; without a whole file another face's, else pygame's own: a visit goes on."""
        key = (face, px)
        font = self._open.get(key)
        if font is None:
            path = self._whole_file(face)
            font = pygame.font.Font(None if path is None else str(path), px)
            self._open[key] = font
            if len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(key)
        return font

    def _whole_file(self, face: int) -> Path | None:
        """Give the file of a face, or of the one in its place; None where neither is as it was shipped."""
        for one in dict.fromkeys((face, INSTEAD[face])):
            path = self._paths[one]
            if is_whole(path):
                return path
            if one not in self._told:
                self._told.add(one)
                log.error("字体 %s 缺少或损坏，没有用它。请重新复制整个程序。", path)
        return None

    def face_of(self, char: str, *, bold: bool) -> int | None:
        """Give the face that has a character: bold, else regular, else rare, else None."""
        if char < " ":
            return None  # the end of a row, most often: no face is opened to be asked for that
        key = (char, bold)
        faces = self._known.faces
        if key not in faces:
            order = (BOLD, REGULAR, RARE) if bold else (REGULAR, RARE)
            faces[key] = next((f for f in order if self._has(f, char)), None)
        return faces[key]

    @cached_property
    def _beyond(self) -> frozenset[str]:
        """The characters above U+FFFF that the rare face has: pygame 2.6 can't tell of those."""
        try:
            return frozenset(read_text(self._folder / "beyond-bmp.txt"))
        except OSError:
            return frozenset()

    def _has(self, face: int, char: str) -> bool:
        """Tell whether a face has a character.

        pygame 2.6 gives the metrics of the box for a character a font lacks, so a character whose
        metrics are the box's is drawn and compared with it.
        """
        if char > BMP_LAST:
            return face == RARE and char in self._beyond
        font = self.font(face, PROBE_PX)
        try:
            metrics = font.metrics(char)
            if not metrics or metrics[0] is None:
                return False
            if metrics != font.metrics(NOWHERE):
                return True
            return _pixels(font, char) != _pixels(font, NOWHERE)
        except (UnicodeError, pygame.error):
            return False

    def width(self, char: str, px: int, *, bold: bool) -> int:
        """Give a character's advance in pixels."""
        width = self._known.widths.get(char, px, bold=bold)
        if width == _UNKNOWN:
            face = self.face_of(char, bold=bold)
            width = 0 if face is None else self.font(face, px).size(char)[0]
            self._known.widths.note(char, px, width, bold=bold)
        return width

    def widths(self, text: str, px: int, *, bold: bool) -> list[int]:
        """Give the advance of each character of a text in pixels."""
        found = self._known.widths.of(text, px, bold=bold)
        if _UNKNOWN in found:
            return [self.width(char, px, bold=bold) for char in text]
        return found

    def height(self, px: int) -> int:
        """Give the pixels from a line's top to its lowest stroke."""
        height = self._known.heights.get(px)
        if height is None:
            height = self._known.heights[px] = self.font(REGULAR, px).get_height()
        return height

    def split(self, text: str, *, bold: bool) -> list[tuple[int, str]]:
        """Give runs of (face, characters) that one font can draw; unknown characters are left out."""
        return list(_split(self, text, bold))

    def draw(self, text: str, px: int, face: int, colour: tuple[int, int, int]) -> pygame.Surface:
        """Give the surface of a run in one face."""
        return self.font(face, px).render(text, True, colour)


def _pixels(font: pygame.font.Font, char: str) -> bytes:
    return pygame.image.tobytes(font.render(char, True, (0, 0, 0)), "RGBA")


@lru_cache(maxsize=1024)
def _split(fonts: Fonts, text: str, bold: bool) -> tuple[tuple[int, str], ...]:  # noqa: FBT001
    runs: list[tuple[int, str]] = []
    for char in text:
        face = fonts.face_of(char, bold=bold)
        if face is None:
            continue
        if runs and runs[-1][0] == face:
            runs[-1] = (face, runs[-1][1] + char)
        else:
            runs.append((face, char))
    return tuple(runs)
