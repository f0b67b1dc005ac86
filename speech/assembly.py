"""A line put together from its sentences' clips: which clips, what rest between, and when each character is heard.

Needs nothing but the packs; the kiosk can do it without the maker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.voice.text_normaliser import Said
from speech.pack import Entry, Pack
from speech.sentences import Sentence, sentences

SILENT_ENDS_MS = 110
"""Silence a clip has at its two ends together: it counts as part of the rest between two."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A clip of a line: where it lies, when it begins in ms from the line's start, and its sentence."""

    pack: Pack
    entry: Entry
    sentence: Sentence
    at_ms: int


@dataclass(frozen=True, slots=True)
class Assembled:
    """All clips of a line, in order; `ms` is the length of the whole."""

    pieces: tuple[Piece, ...]
    ms: int

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """When each character of what is said begins, as (index of a said character, ms)."""
        return tuple(
            (piece.sentence.places[place], piece.at_ms + start)
            for piece in self.pieces
            for place, start in zip(piece.sentence.sounding, piece.entry.starts, strict=True)
        )


def assembled(said: Said, voice: str, packs: Sequence[Pack]) -> Assembled | None:
    """Give a line's clips from the first packs that have them; None unless every sentence is there."""
    pieces: list[Piece] = []
    at = 0
    for sentence in sentences(said):
        found = _found(sentence, voice, packs)
        if found is None:
            return None
        pack, entry = found
        if pieces:
            at += max(0, pieces[-1].sentence.rest_ms - SILENT_ENDS_MS)
        pieces.append(Piece(pack, entry, sentence, at))
        at += entry.ms
    return Assembled(tuple(pieces), at) if pieces else None


def _found(sentence: Sentence, voice: str, packs: Sequence[Pack]) -> tuple[Pack, Entry] | None:
    for pack in packs:
        entry = pack.find(voice, sentence.words)
        if entry is not None and len(entry.starts) == len(sentence.sounding):
            return pack, entry
    return None
