"""Where words may be cut so that each part is a thought: after a clause's marks."""

from __future__ import annotations

from kiosk.patterns import pattern

_CLAUSE = pattern(r"[^，。？！；：]*[，。？！；：]*[”’]?")
_LABELLED = pattern(r"(?:“[^”]*”|[^，。？！；：])*[，。？！；：]*[”’]?")
_SENTENCE = pattern(r"[^。？！]*[。？！]*[”’]?")
MARKS = "，。；：、"
"""Don't stand before CUT."""
CUT = "…"
"""Stands where words go on that have no room."""


def clauses(text: str, *, labels: bool = False) -> tuple[str, ...]:
    """Give the clauses of a text with their marks; together they are the text.

    With `labels`, what stands in quotation marks is the name of a button and stays in one piece.
    """
    return tuple(filter(None, (_LABELLED if labels else _CLAUSE).findall(text)))


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text with their marks; together they are the text."""
    return tuple(filter(None, _SENTENCE.findall(text)))


def beginnings(text: str) -> tuple[str, ...]:
    """Give the text, then what is left of it without its last clauses, the shortest last."""
    parts = clauses(text)
    shorter = ("".join(parts[:count]).rstrip(MARKS) + CUT for count in range(len(parts) - 1, 0, -1))
    return (text, *shorter)
