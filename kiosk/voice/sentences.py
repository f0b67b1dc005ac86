"""A line cut into the sentences it is spoken by.

A sentence is what one clip holds: lines share them ("上当。", "第二步，您选了："), and a changed one is made
anew alone. The cut stands where a reader takes breath anyway: after 。！？；：….
"""

from __future__ import annotations

from kiosk.patterns import pattern
from kiosk.values import dataclass
from kiosk.voice.text_normaliser import Said

REST_MS = {"：": 240, "；": 320, "，": 260}
LONG_REST_MS = 440
"""Silence between a sentence and the next, in all, by the sign that closes it: others rest long."""

_SENTENCE = pattern(r"[^。！？；：…]+[。！？；：…]*[”’」』》）)]*|[。！？；：…]+")
_UNSAID = pattern(r"[“”‘’「」『』《》（）()·]")
_BLANK = pattern(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a line: its `words`, and for each of their characters its place in what is said."""

    words: str
    places: tuple[int, ...]

    @property
    def rest_ms(self) -> int:
        """Milliseconds of silence after it, where another follows."""
        return REST_MS.get(self.words[-1:], LONG_REST_MS)

    @property
    def sounding(self) -> tuple[int, ...]:
        """The indices in `words` of the characters that sound."""
        return tuple(n for n, c in enumerate(self.words) if c.isalnum())


def sentences(said: Said) -> list[Sentence]:
    """Cut what is said of a line; signs and blanks that nobody hears are left out."""
    found = []
    for match in _SENTENCE.finditer(said.text):
        text = _BLANK.sub(lambda m: "\0" * len(m[0]), match[0])
        text = _UNSAID.sub("\0", text)
        kept = [n for n, c in enumerate(text) if c != "\0"]
        words = "".join(text[n] for n in kept).lstrip("，、：；。！？… ")
        kept = kept[len(kept) - len(words) :]
        if any(c.isalnum() for c in words):
            found.append(Sentence(words, tuple(match.start() + n for n in kept)))
    return found
