"""What has changed between two versions, piece by piece: the old beside the new.

Pieces and sections are paired first where nothing changed, then by what they say; what has no partner
is new or gone. Numbers don't count: a new scene in front doesn't change those behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from kiosk.patterns import pattern
from kiosk.review.storyboard.pieces import Kind, Piece, Section
from kiosk.values import dataclass

ALIKE = 0.5
"""Share of two texts that is the same from which one is taken for the other, rewritten."""
SAME_SECTION = 0.6
"""Share of its pieces that a section under another name must have kept to be taken for the same."""
MOST_COMPARED = 4_000_000
"""Pairs of characters compared to find who was rewritten into whom: a third of a second.

A scene has five lines, not fifty; where all of more were rewritten, they are paired as they stand.
"""

_TOKENS = pattern(r"[0-9][0-9.,]*|[A-Za-z]+|.", re.DOTALL)
"""What is the same or not as a whole: a figure, a word in Latin letters, a character."""


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part as it was and as it is; None where there is none."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PieceChange:
    """A piece as it was and as it is; None where there is none. `moved` where only its place is new."""

    old: Piece | None
    new: Piece | None
    parts: tuple[PartChange, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section as it was and as it is, and what of it has changed."""

    old: Section | None
    new: Section | None
    pieces: tuple[PieceChange, ...]

    @property
    def renamed(self) -> bool:
        """Tell whether the section has another name now."""
        return self.old is not None and self.new is not None and self.old.title != self.new.title


def changes(old: Sequence[Section], new: Sequence[Section]) -> tuple[SectionChange, ...]:
    """Give every section in which something has changed, in the order of the new version.

    What a debrief says is left out: it is put together from what is compared already.
    """
    pairs = _paired_sections(old, new)
    found = (SectionChange(a, b, tuple(_changed_pieces(a, b))) for a, b in pairs)
    return tuple(
        one for one in found if one.pieces or one.renamed or one.old is None or one.new is None
    )


def count(found: Sequence[SectionChange]) -> int:
    """Give how many places have changed: pieces, and sections that are only new, gone or renamed."""
    return sum(
        1 if one.old is None or one.new is None else len(one.pieces) + one.renamed for one in found
    )


# Sections -----------------------------------------------------------------------------------------


def _paired_sections(
    old: Sequence[Section], new: Sequence[Section]
) -> list[tuple[Section | None, Section | None]]:
    by_key = {section.key: section for section in old}
    partner = {section.key: by_key.pop(section.key, None) for section in new}
    for section in new:
        if partner[section.key] is None:
            like = max(by_key.values(), key=lambda one: _kept(one, section), default=None)
            if like is not None and _kept(like, section) >= SAME_SECTION:
                partner[section.key] = by_key.pop(like.key)
    gone = [(section, None) for section in old if section.key in by_key]
    return [*((partner[section.key], section) for section in new), *gone]


def _kept(one: Section, other: Section) -> float:
    """Give the share of the pieces of two sections that both have, 0 to 1; other kinds share none."""
    if _family(one) != _family(other):
        return 0.0
    told = (Kind.LINE, Kind.CHOICE, Kind.FACT)
    ours, theirs = (
        [piece.content for piece in section.pieces if piece.kind in told]
        for section in (one, other)
    )
    both = sum(1 for content in ours if content in theirs)
    return 2 * both / max(1, len(ours) + len(theirs))


def _family(section: Section) -> str:
    """Give which sort of section it is: that part of its number which isn't one."""
    return section.number.rstrip("0123456789")


# Pieces -------------------------------------------------------------------------------------------


def _changed_pieces(old: Section | None, new: Section | None) -> Iterator[PieceChange]:
    pairs = _paired(_compared(old), _compared(new))
    gone = [one for one, other in pairs if one is not None and other is None]
    came = [other for one, other in pairs if one is None and other is not None]
    moved: dict[str, Piece] = {}
    for arrived in came:
        same = next((piece for piece in gone if _same(piece, arrived)), None)
        if same is not None:
            gone.remove(same)
            moved[arrived.number] = same
    for one, other in pairs:
        if one is None and other is not None and other.number in moved:
            yield PieceChange(moved[other.number], other, (), moved=True)
        elif other is not None or any(piece is one for piece in gone):
            parts = tuple(_changed_parts(one, other))
            if parts:
                yield PieceChange(one, other, parts)


def _compared(section: Section | None) -> tuple[Piece, ...]:
    pieces = section.pieces if section else ()
    return tuple(piece for piece in pieces if piece.kind is not Kind.SAID)


def _same(one: Piece, other: Piece) -> bool:
    return one.kind is other.kind and one.content == other.content


def _paired(old: Sequence[Piece], new: Sequence[Piece]) -> list[tuple[Piece | None, Piece | None]]:
    """Pair pieces in their order: what is the same first, then what is most alike between."""
    matcher = SequenceMatcher(
        None, [(p.kind, p.content) for p in old], [(p.kind, p.content) for p in new], autojunk=False
    )
    pairs: list[tuple[Piece | None, Piece | None]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        else:
            pairs += _paired_between(old[a:b], new[c:d])
    return pairs


def _paired_between(
    old: Sequence[Piece], new: Sequence[Piece]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Pair pieces that differ: each with the one most like it, the rest with whoever is left over."""
    ours, theirs = ([_text(piece) for piece in pieces] for pieces in (old, new))
    pairs = [
        (a, c)
        for a, one in enumerate(old)
        for c, other in enumerate(new)
        if one.kind is other.kind
        and one.name.rstrip("0123456789") == other.name.rstrip("0123456789")
    ]
    few = sum(len(ours[a]) * len(theirs[c]) for a, c in pairs) <= MOST_COMPARED
    scored = sorted((-_alike(ours[a], theirs[c]) if few else 0.0, a, c) for a, c in pairs)
    partner: dict[int, int] = {}
    taken = set[int]()
    for least in (ALIKE, 0.0):
        for likeness, a, c in scored:
            if -likeness >= least and a not in taken and c not in partner:
                partner[c] = a
                taken.add(a)
    for c, other in enumerate(new):
        yield (old[partner[c]] if c in partner else None), other
    for a, one in enumerate(old):
        if a not in taken:
            yield one, None


def _text(piece: Piece) -> str:
    return "\n".join(text for _, text in piece.content)


def _alike(ours: str, theirs: str) -> float:
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _changed_parts(old: Piece | None, new: Piece | None) -> Iterator[PartChange]:
    before, after = (list(piece.content) if piece else [] for piece in (old, new))
    names = dict.fromkeys(name for name, _ in (*after, *before))
    for name in names:
        ours = [text for called, text in before if called == name]
        theirs = [text for called, text in after if called == name]
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                continue
            for n in range(max(b - a, d - c)):
                yield PartChange(
                    name,
                    ours[a + n] if a + n < b else None,
                    theirs[c + n] if c + n < d else None,
                )


# Words --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters, and whether the other text has it too."""

    text: str
    kept: bool


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Give both texts in runs: what they share, and what only one of them has."""
    ours: list[Run] = []
    theirs: list[Run] = []
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if b > a:
            ours.append(Run("".join(before[a:b]), what == "equal"))
        if d > c:
            theirs.append(Run("".join(after[c:d]), what == "equal"))
    return tuple(ours), tuple(theirs)
