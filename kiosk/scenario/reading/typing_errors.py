"""Errors of hands that type Chinese: what YAML's own errors don't name or name a line too late.

A typing error is looked for in the lines as written, and only where a file is already known to be wrong,
so that a text which merely looks like one is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kiosk.scenario.characters import name_of
from kiosk.scenario.model import Mark
from kiosk.scenario.reading.text import Manuscript
from kiosk.values import dataclass

LONGEST = 400
"""Characters of a line above which no typing error is looked for: no hand has typed it."""

_DASHES = "－—–−‐‑‒―"
_COLONS = "：﹕︰∶"
_BLANKS = "\u3000\u00a0\u2000-\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class TypingError:
    """A typing error at a place: `code` and `variant` name it.

    `detail` is what the parser says of it, or the name of the blank that isn't one.
    """

    code: str
    mark: Mark
    variant: str = ""
    detail: str = ""

    def report_to(self, manuscript: Manuscript) -> None:
        """Report the typing error."""
        manuscript.report(self.code, self.mark, self.variant, detail=self.detail)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern whose group `at` stands where the typing error is."""

    code: str
    variant: str
    pattern: re.Pattern[str]


@cache
def _rules(known: frozenset[str]) -> tuple[_Rule, ...]:
    key = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    item = rf"^[ \t{_BLANKS}]*(?:[-{_DASHES}][ \t{_BLANKS}]*)?"
    value = rf"{item}(?:(?:{key})[ \t]*:[ \t]+)"
    value_or_item = rf"(?:{value}|^[ ]*-[ ]+)"
    rules = (
        ("tab", "", r"^ *(?P<at>\t)[\t ]*\S"),
        ("wide-space", "", rf"^[ \t]*(?P<at>[{_BLANKS}])"),
        (
            "wide-space",
            "gap",
            rf"(?:{item}(?:{key})[ \t]*:|^[ ]*-)[ \t]*(?P<at>[{_BLANKS}])",
        ),
        ("wide-space", "gap", rf"{item}(?:{key})(?P<at>[{_BLANKS}])[ \t{_BLANKS}]*[:{_COLONS}]"),
        ("empty-item", "comma", rf"{value_or_item}?\[[^\]\"']*?(?P<at>,)[ \t]*,"),
        ("wide-dash", "", rf"^[ \t{_BLANKS}]*(?P<at>[{_DASHES}])[ {_BLANKS}]*(?:{key})?"),
        ("dash-space", "", rf"^ *(?P<at>-)(?:{key})[ ]*[:{_COLONS}]"),
        ("dash-space", "", r"^ *(?P<at>-)[^\s\-:：#][^:]*$"),
        ("wide-colon", "", rf"{item}(?:{key})[ \t]*(?P<at>[{_COLONS}])"),
        ("colon-space", "", rf"{item}(?:{key})(?P<at>:)[^\s]"),
        ("no-colon", "", rf"{item}(?:{key})(?P<at>[ \t]+(?![ \t:{_COLONS}])|$)"),
        ("open-quote", "wide", rf"{value_or_item}(?P<at>\"[^\"]*[”＂]|'[^']*[’＇])[ \t]*$"),
        ("open-quote", "", rf"{value_or_item}(?P<at>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$"),
        (
            "after-quote",
            "",
            rf"{value_or_item}(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?P<at>[^\s#,\]}}'])",
        ),
        (
            "text-start",
            "bracket",
            rf"{value_or_item}(?P<at>\[[^\]]*\]|\{{[^}}]*\}})[ \t]*[^\s#,\]}}]",
        ),
        (
            "text-start",
            "",
            rf"{value_or_item}(?P<at>[*&!%@`?,\]}}]|[|>](?![-+0-9]*\s*(?:#.*)?$))",
        ),
        ("text-start", "dash", rf"{value}(?P<at>-)[ \t]+\S"),
        ("colon-in-text", "", rf"{value}[^\s\"'\[{{#][^#]*?(?P<at>:)(?:[ \t]|$)"),
    )
    return tuple(_Rule(code, variant, re.compile(pattern)) for code, variant, pattern in rules)


def typing_error_in(line: str, number: int, known: frozenset[str]) -> TypingError | None:
    """Give the typing error of one line, the first that fits; `known` are all the keys of the format."""
    if len(line) > LONGEST or not line.strip(" \t") or line.lstrip().startswith("#"):
        return None
    for rule in _rules(known):
        found = rule.pattern.search(line)
        if found:
            at = found.start("at")
            mark = Mark(number, at + 1)
            if rule.code != "wide-space":
                return TypingError(rule.code, mark, rule.variant)
            variant = rule.variant if line.strip() else "blank"
            return TypingError(rule.code, mark, variant, name_of(line[at]))
    return None


def typing_errors_in(
    lines: Iterable[str], known: frozenset[str], first: int = 1
) -> Iterator[TypingError]:
    """Give the typing errors of lines counted from `first`, at most one a line."""
    for number, line in enumerate(lines, first):
        found = typing_error_in(line, number, known)
        if found:
            yield found


@dataclass(frozen=True, slots=True)
class Complaint:
    """What YAML's parser says of a line, with both marks; columns and lines counted from 1."""

    problem: str
    context: str
    at: Mark
    begun: Mark | None
    line: str


_AT_BEGIN = True
_COMPLAINTS: tuple[tuple[str, str, str, bool], ...] = (
    # (pattern over "context | problem", code, variant, place it where the context began)
    (r"quoted scalar.*end of stream", "open-quote", "", _AT_BEGIN),
    (r"unknown escape", "escape", "", not _AT_BEGIN),
    (r"Unicode character|hexd?e?c?imal", "escape", "number", not _AT_BEGIN),
    (r"could not find expected ':'", "no-colon", "", _AT_BEGIN),
    (r"tab character|'\\t'", "tab", "", not _AT_BEGIN),
    (
        r"scanning an? (alias|anchor)|(scanning|parsing) a tag|scanning a block scalar|cannot start any",
        "text-start",
        "",
        _AT_BEGIN,
    ),
    (r"mapping values are not allowed", "colon-in-text", "here", not _AT_BEGIN),
    (r"(sequence entries|mapping keys) are not allowed", "text-start", "dash", not _AT_BEGIN),
    (r"flow (sequence|mapping)", "open-bracket", "", _AT_BEGIN),
    (r"<document start>", "two-documents", "", not _AT_BEGIN),
    (r"block (mapping|collection|sequence)", "indent", "", not _AT_BEGIN),
)


_SHIFTING = ("wide-space", "tab", "wide-dash")
"""Typing errors that make a parser stumble over a later line of the same block."""


def typing_error_of(said: Complaint) -> TypingError:
    """Put a parser's complaint into words for people."""
    key = re.match(r"[ \t]*(?:- )?[^\s:]+(?=:)", said.line)
    if key and "mapping values" in said.problem and key.end() == said.at.column - 1:
        blank = len(said.line) - len(said.line.lstrip())
        return TypingError("indent", Mark(said.at.line, blank + 1))  # the colon is the key's own
    sentence = f"{said.context} | {said.problem}"
    if said.line[said.at.column - 1 : said.at.column] == "\t":
        sentence += " tab character"
    for pattern, code, variant, at_begin in _COMPLAINTS:
        if re.search(pattern, sentence):
            return TypingError(code, said.begun if at_begin and said.begun else said.at, variant)
    return TypingError("syntax", said.at, detail=said.problem)


def accounted_for(found: TypingError, found_before: Iterable[TypingError], said: Complaint) -> bool:
    """Tell whether one of those found before accounts for the complaint, so that it needn't be told too."""
    begun = said.begun.line if said.begun else said.at.line
    first = min(begun, said.at.line - 1)
    return any(
        (one.code == "open-quote" and one.mark.line <= said.at.line)
        or (one.code in _SHIFTING and begun <= one.mark.line <= said.at.line)
        or (one.code == "no-colon" and one.mark.line == said.at.line - 1)
        or (one.code != "no-colon" and said.at.line - 2 <= one.mark.line <= said.at.line)
        or (one.code == found.code and first <= one.mark.line <= said.at.line)
        for one in found_before
    )
