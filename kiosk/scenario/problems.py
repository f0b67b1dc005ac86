"""Something wrong in a file, as a value: which problem, where, and the values its words need.

What is said of a problem stands in its code's file in `problem_codes/`: severity, title, reason,
message and advice by variant, and examples of the fault and of its mending. A problem is put into
these words where it is told, and not before; `docs/problems/` is made from the same files, and the
tests read the examples. A file is opened when its code is first told.
"""

from __future__ import annotations

import string
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.scenario.characters import printable
from kiosk.scenario.model import Named
from kiosk.storage import read_text
from kiosk.values import dataclass

FOLDER = Path(__file__).with_name("problem_codes")

HERE = "►"
"""Stands in a bad example just before the character the problem is told at."""

SHOWN = 72
"""Characters of a source line shown around the place."""

OTHER_LINE = "line"
"""The value that is the number of another line of the same file; of a workbook, the cell there."""


CLOCK_SET = date(2026, 1, 1)
"""The day before which a computer's clock can't be right."""


class BadCodeError(ValueError):
    """A code's file isn't as it must be; only the program's own tests ever see this."""


class Severity(Named):
    """The weight of a problem: 错误 keeps a file from being played, 提醒 is told to staff."""

    ERROR = ("错误", "error")
    NOTICE = ("提醒", "notice")


# Codes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A fault and its mending, as pieces of the complete example of the documentation.

    `story` is the piece of the example both stand in place of. `at` is the text the problem is
    told at where no mark in `bad` says it. `setup` names what a test makes instead where the
    fault is no matter of text, and `shown` describes it; `also` are codes told beside this one.
    """

    story: str = ""
    bad: str = ""
    good: str = ""
    at: str = ""
    setup: str = ""
    shown: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Messages and advice by variant; the empty one stands for all that have none of their own."""

    messages: Mapping[str, str] = field(default_factory=dict)
    advice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Code:
    """A problem code.

    `review` says that it takes fonts, screens, a voice or a file's contents to find the problem:
    it is found by `kiosk check` and not when the kiosk starts. `in_workbook` is what is said
    otherwise where the story is filled into a workbook; `workbook_alone` says that only there it
    can happen.
    """

    name: str
    severity: Severity
    title: str
    reason: str
    words: Words
    examples: tuple[Example, ...]
    review: bool = False
    in_workbook: Words = Words()
    workbook_alone: bool = False

    def message(self, variant: str, *, in_workbook: bool = False) -> str:
        """Give the message of a variant with blanks for its values; KeyError where there is none."""
        own = self.in_workbook.messages if in_workbook else {}
        return own[variant] if variant in own else self.words.messages[variant]

    def advice(self, variant: str, *, in_workbook: bool = False) -> str:
        """Give the advice of a variant with blanks for its values."""
        own = self.in_workbook.advice if in_workbook else {}
        for given in (own, self.words.advice):
            for name in (variant, ""):
                if name in given:
                    return given[name]
        raise KeyError(variant)

    def blanks(self, variant: str) -> frozenset[str]:
        """Give the names of the values a variant's words need, wherever they are said."""
        return frozenset(
            name
            for in_workbook in (False, True)
            for said in (self.message, self.advice)
            for _, name, _, _ in string.Formatter().parse(said(variant, in_workbook=in_workbook))
            if name
        )


@cache
def code(name: str) -> Code:
    """Give a problem code by its name; KeyError where there is none."""
    try:
        text = read_text(FOLDER / f"{name}.toml")
    except FileNotFoundError:
        raise KeyError(name) from None
    return _code(name, tomllib.loads(text))


def code_names() -> tuple[str, ...]:
    """Give the names of all problem codes."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def _code(name: str, given: dict[str, Any]) -> Code:
    severities = {severity.zh: severity for severity in Severity}
    try:
        examples = [{**one, "also": tuple(one.get("also", ()))} for one in given.pop("examples")]
        made = Code(
            name,
            severities[given.pop("severity")],
            given.pop("title"),
            given.pop("reason"),
            Words(_variants(given.pop("message")), _variants(given.pop("advice"))),
            tuple(Example(**one) for one in examples),
            review=bool(given.pop("review", False)),
            in_workbook=_words_in_workbook(**given.pop("in_workbook", {})),
            workbook_alone=bool(given.pop("workbook_alone", False)),
        )
    except (KeyError, TypeError) as wrong:
        raise BadCodeError(f"{name}.toml: {wrong}") from wrong
    if given:
        raise BadCodeError(f"{name}.toml: {', '.join(given)}")
    return made


def _words_in_workbook(
    message: str | dict[str, str] | None = None, advice: str | dict[str, str] | None = None
) -> Words:
    return Words(_variants(message or {}), _variants(advice or {}))


def _variants(written: str | dict[str, str]) -> dict[str, str]:
    return {"": written} if isinstance(written, str) else written


@cache
def _blanks(name: str, variant: str) -> frozenset[str]:
    return code(name).blanks(variant)


# Problems ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one file; `values` fill the blanks of what its code says of the variant.

    `line` and `column` count from 1, columns in characters; line 0 means the file as a whole.
    `source` is the line as written, without its line break. `cell` is the place in a workbook as
    people find it, 【台词】C5, empty for the workbook as a whole; None where the file is none.
    """

    code: str
    variant: str = ""
    values: tuple[tuple[str, str | int], ...] = ()
    file: str = ""
    line: int = 0
    column: int = 0
    source: str = ""
    cell: str | None = None

    @classmethod
    def of(cls, code: str, variant: str = "", /, **values: object) -> Problem:
        """Give a problem that stands nowhere yet; KeyError where code, variant or value isn't there."""
        kept = [(name, values[name]) for name in sorted(_blanks(code, variant))]
        return cls(
            code,
            variant,
            tuple((name, value if isinstance(value, int) else str(value)) for name, value in kept),
        )

    def placed(self, file: str, line: int = 0, column: int = 0, source: str = "") -> Problem:
        """Give the problem at a place of a file."""
        return replace(self, file=file, line=line, column=column, source=source)

    def in_cell(self, cell: str, other_cell: str = "") -> Problem:
        """Give the problem at a cell; `other_cell` is where the other line it names has gone."""
        values = tuple(
            (name, other_cell if name == OTHER_LINE and other_cell else value)
            for name, value in self.values
        )
        return replace(self, values=values, line=0, column=0, source="", cell=cell)

    @property
    def severity(self) -> Severity:
        """The weight of the problem."""
        return code(self.code).severity

    @property
    def other_line(self) -> int:
        """The number of the other line the problem names; 0 where it names none."""
        return int(dict(self.values).get(OTHER_LINE, 0))

    @property
    def message(self) -> str:
        """What is wrong, as a sentence without its full stop."""
        said = code(self.code).message(self.variant, in_workbook=self.cell is not None)
        return printable(said.format_map(dict(self.values)))

    @property
    def advice(self) -> str:
        """What to do next."""
        said = code(self.code).advice(self.variant, in_workbook=self.cell is not None)
        return printable(said.format_map(dict(self.values)))

    @property
    def where(self) -> str:
        """The place as people and editors read it: `file:line:column`, the cell, or the file alone."""
        file = printable(self.file)
        if self.cell is not None:
            return f"{file}{self.cell}"
        return f"{file}:{self.line}:{self.column}" if self.line else file

    def text(self) -> str:
        """Give the problem for people: place and message, the line, a caret, what to do."""
        parts = [f"{self.where}: {self.severity.zh}：{self.message} [{self.code}]"]
        if self.source.strip():
            shown, column = _window(self.source, self.column)
            before, after = printable(shown[: column - 1]), printable(shown[column - 1 :])
            parts += [f"    {before}{after}", f"    {_padding(before)}^"]
        advice = self.advice
        if advice:
            parts.append(f"    怎么办：{advice}")
        return "\n".join(parts)

    def as_json(self) -> dict[str, str | int]:
        """Give the problem for programs; keys stay as they are while the format version does."""
        return {
            "code": self.code,
            "severity": self.severity.en,
            "message": self.message,
            "advice": self.advice,
            "file": printable(self.file),
            "line": self.line,
            "column": self.column,
            "source": printable(self.source[: SHOWN * 4]),
            "cell": self.cell or "",
        }

    def to_plain(self) -> list[Any]:
        """Give the problem as a cache keeps it."""
        return [
            self.code,
            self.variant,
            [list(pair) for pair in self.values],
            self.file,
            self.line,
            self.column,
            self.source,
            self.cell,
        ]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> Problem:
        """Give the problem back; KeyError, TypeError or ValueError where it isn't one."""
        name, variant, values, *place, cell = plain
        return replace(cls.of(name, variant, **dict(values)).placed(*place), cell=cell)


@dataclass(frozen=True, slots=True)
class DatedProblem:
    """A problem that is told on some days only: from `since` on, and before `until`."""

    problem: Problem
    since: date = date.min
    until: date = date.max

    def told_on(self, day: date) -> bool:
        """Tell whether the problem is told on a day.

        What is still to come isn't told by a clock that stands before this program was written.
        """
        to_come = self.until != date.max
        return self.since <= day < self.until and not (to_come and day < CLOCK_SET)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems each once, by file and place, errors before notices at one place.

    Those of a workbook stay in the order of its sheets.
    """
    unique = dict.fromkeys(problems)
    weight = list(Severity).index

    def rank(p: Problem) -> tuple[str, int, int, int, str]:
        if p.cell is not None:
            return p.file, 0, 0, 0, ""
        return p.file, p.line, p.column, weight(p.severity), p.code

    return tuple(sorted(unique, key=rank))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems keeps a file from being played."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _padding(text: str) -> str:
    """Give blanks as wide as the text, so that what follows stands under what follows it."""
    return "".join(_blank(character) for character in text)


def _blank(character: str) -> str:
    """Give a blank as wide as a character: none under what takes no room, a wide one under 汉."""
    if character == "\t":
        return "\t"
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""
    return "\u3000" if unicodedata.east_asian_width(character) in "WF" else " "


def _window(source: str, column: int) -> tuple[str, int]:
    """Give the part of a long line around a column, and the column in it."""
    column = max(1, min(column, len(source) + 1))
    start = max(0, column - 1 - SHOWN // 2) if len(source) > SHOWN else 0
    cut = source[start : start + SHOWN]
    before, after = "…" if start else "", "…" if start + SHOWN < len(source) else ""
    return f"{before}{cut}{after}", column - start + len(before)
