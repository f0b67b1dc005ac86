"""What keeps a picture file from being drawn, told from its bytes without decoding it.

A stick may bring anything under a picture's name: half a copy, a film, a few kilobytes that unfold
to gigabytes, a strip one pixel wide that filling a card would blow up to as much. Whatever passes
here takes a bounded time and memory to draw.

Sources: PNG, W3C Recommendation 2003, §5 and §11.2.2; JPEG, ITU-T T.81, annex B.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.patterns import pattern
from kiosk.storage import read_beginning
from kiosk.values import dataclass

HEAVIEST = 8 * 1024 * 1024
"""Bytes of a picture file."""
HEAVIEST_DRAWING = 256 * 1024
"""Bytes of an SVG file: 40 ms of drawing; the shipped ones have five kilobytes."""
MOST_PIXELS = 16_000_000
"""A telephone's photograph has twelve million: 150 ms to open, and 48 MB for that long."""
LONGEST = 4
"""How many times as long as wide a picture may be: longer ones lose nearly all when they fill."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE = slice(16, 24)
_PNG_END = b"IEND\xaeB`\x82"
_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_SEGMENT = pattern(rb"\xff+([\x01-\xfe])")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of segments that begin with precision, height and width."""
_SCAN = 0xDA
_ROOT = pattern(r"<svg\b[^>]*>", re.DOTALL)
_VIEW = pattern(
    r"viewBox=\"\s*-?\d+(?:\.\d*)?[ ,]+-?\d+(?:\.\d*)?[ ,]+(\d+(?:\.\d*)?)[ ,]+(\d+(?:\.\d*)?)\s*\""
)
_SMALLEST_VIEW, _LARGEST_VIEW = 1.0, 100_000.0


_NUMBER = pattern(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_GEOMETRY = pattern(
    r"\b(?:d|points|x[12]?|y[12]?|cx|cy|r[xy]?|width|height)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_DASHES = pattern(r"stroke-dasharray\s*(?:=\s*[\"']|:)([^\"';]*)")
_MOST_DASHES = 30_000_000
"""Dashes whose drawing takes two seconds; a line a thousand kilometres long has more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture can't be drawn: a variant of the code `bad-picture`, and its figures."""

    variant: str
    figures: tuple[tuple[str, object], ...] = ()


def picture_bytes(path: Path) -> bytes:
    """Give a picture file's bytes, of one too heavy no more than shows that it is; OSError where it can't be read.

    A pipe or a device is none: opening it would keep whoever asks waiting for good.
    """
    return read_beginning(path, HEAVIEST + 1)


def fault_of(name: str, data: bytes) -> Fault | None:
    """Give what is wrong with a picture file of that name, None where it can be drawn.

    `data` may be one byte longer than HEAVIEST to say that there is more.
    """
    drawing = name.lower().endswith(".svg")
    most = HEAVIEST_DRAWING if drawing else HEAVIEST
    if len(data) > most:
        return Fault("heavy", (("most", f"{most // 1024:,}"),))
    return _fault_of_drawing(data) if drawing else _fault_of_pixels(data)


def _fault_of_pixels(data: bytes) -> Fault | None:
    if data.startswith(_PNG):
        size, whole = _png_size(data), _PNG_END in data[-64:]
    elif data.startswith(_JPEG):
        # Cameras and editors hang more behind the picture's end.
        size, whole = _jpeg_size(data), _JPEG_END in data[len(data) // 2 :]
    else:
        return Fault("other")
    if size is None or not whole:
        return Fault("torn")
    if size[0] * size[1] > MOST_PIXELS:
        return Fault("large", (("width", size[0]), ("height", size[1])))
    return _fault_of_shape(*size)


def _fault_of_shape(width: float, height: float) -> Fault | None:
    if max(width, height) <= LONGEST * min(width, height):
        return None
    figures = ("width", f"{width:g}"), ("height", f"{height:g}"), ("most", LONGEST)
    return Fault("narrow", figures)


def _png_size(data: bytes) -> tuple[int, int] | None:
    pair = data[_PNG_SIZE]
    width, height = int.from_bytes(pair[:4], "big"), int.from_bytes(pair[4:], "big")
    return (width, height) if data[12:16] == b"IHDR" and width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while (marker := _SEGMENT.match(data, at)) is not None:
        kind, at = marker[1][0], marker.end()
        length = int.from_bytes(data[at : at + 2], "big")
        if kind == _SCAN or length < 2:  # noqa: PLR2004  the length counts its own two bytes
            return None
        if kind in _FRAMES:
            height = int.from_bytes(data[at + 3 : at + 5], "big")
            width = int.from_bytes(data[at + 5 : at + 7], "big")
            return (width, height) if width and height else None
        at += length
    return None


def _fault_of_drawing(data: bytes) -> Fault | None:
    text = data.decode("utf-8-sig", "replace")
    root = _ROOT.search(text)
    if root is None or "\ufffd" in text:
        return Fault("other")
    if "</svg>" not in text and not root[0].endswith("/>"):
        return Fault("torn")
    view = _VIEW.search(root[0])
    if view is None:
        return Fault("no-view")
    width, height = float(view[1]), float(view[2])
    if not all(_SMALLEST_VIEW <= side <= _LARGEST_VIEW for side in (width, height)):
        return Fault("view", (("width", f"{width:g}"), ("height", f"{height:g}")))
    if _endless(text):
        return Fault("dashes")
    return _fault_of_shape(width, height)


def _endless(text: str) -> bool:
    """Tell whether lines so long are dashed so finely that drawing them would never end."""
    dashes = [float(n) for found in _DASHES.finditer(text) for n in _NUMBER.findall(found[1])]
    least = min((dash for dash in dashes if dash > 0), default=0.0)
    if not least:
        return False
    given = (found[1] or found[2] or "" for found in _GEOMETRY.finditer(text))
    return sum(float(n) for part in given for n in _NUMBER.findall(part)) / least > _MOST_DASHES


# What a drawing has that isn't drawn --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of a drawing that is never seen here: a variant of `picture-lost`, and what it is."""

    variant: str
    what: str


_UNDRAWN = {"use": "use", "pattern": "pattern", "foreignobject": "foreignObject", "svg": "svg"}
"""Elements beside words and photographs that are left out or drawn wrong."""
_WORDS = ("text", "flowroot", "textpath")
_NEVER_SEEN = ("title", "desc", "metadata", "style", "script", "defs")
_LINKS = ("href", "src")
_OUTSIDE = pattern(r"^(?:[a-z][a-z0-9+.-]*:(?!image/)|//|\\\\|[/.~])|\.\w{2,5}$", re.IGNORECASE)
_URL = pattern(r"(?:url\(|@import)\s*[\"']?\s*((?:[a-z]{2,9}:|//)[^\"')\s]*)", re.IGNORECASE)
_SHOWN = 12
"""Characters of a drawing's words that are told."""


def lost_of(name: str, data: bytes) -> tuple[Lost, ...]:
    """Give what a drawing has that the kiosk doesn't draw, each kind once; nothing of a photograph.

    A file that is no whole XML gives what stands before its fault.
    """
    if not name.lower().endswith(".svg"):
        return ()
    listener = _Listener()
    listener.hear(data)
    return tuple(dict.fromkeys(listener.lost()))


def _for_editors(attributes: dict[str, str]) -> bool:
    """Tell whether an element is only there for the program that made the drawing."""
    return "requiredExtensions" in attributes


class _Listener:
    """Hears a drawing's elements and keeps what isn't drawn."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._found: dict[str, list[str]] = {}
        self._styled = ""

    def hear(self, data: bytes) -> None:
        """Go through a file, as far as it can be read."""
        from xml.parsers import expat  # noqa: PLC0415 - wanted only where somebody has drawn a picture

        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ExternalEntityRefHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        with suppress(expat.ExpatError):
            parser.Parse(data, True)  # noqa: FBT003 - expat's own

    def lost(self) -> Iterator[Lost]:
        """Give each kind of what isn't drawn."""
        for address in _URL.findall(self._styled):
            self._note("outside", address)
        for variant, found in self._found.items():
            what = "".join(found) if variant == "text" else "、".join(dict.fromkeys(found))
            yield Lost(variant, what if len(what) <= _SHOWN else f"{what[:_SHOWN]}…")

    def _note(self, variant: str, what: str) -> None:
        self._found.setdefault(variant, []).append(what)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2].lower()
        if element == "script" or any(key.lower().startswith("on") for key in attributes):
            self._note("script", element)
        elif element == "image":
            self._note("image", element)
        elif (
            element in _UNDRAWN
            and (self._open or element != "svg")
            and not _for_editors(attributes)
        ):
            self._note("part", _UNDRAWN[element])
        if "metadata" not in self._open:
            for key, value in attributes.items():
                if key.rpartition(":")[2].lower() in _LINKS and _OUTSIDE.search(value.strip()):
                    self._note("outside", value.strip())
            self._styled += "".join(
                f"{value}\n" for value in attributes.values() if "url(" in value
            )
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if "style" in self._open:
            self._styled += text
        words = text.strip()
        seen = any(name in _WORDS for name in self._open)
        if words and seen and not any(name in _NEVER_SEEN for name in self._open):
            self._note("text", words)

    def _entity(
        self, _context: str, _base: str | None, system: str | None, public: str | None
    ) -> int:
        self._note("outside", system or public or "")
        return 1

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self._note("outside", data)
