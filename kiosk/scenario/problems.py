"""Something wrong in a file, as a value: what, where, what to do next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.scenario.model import Named

SHOWN = 72
"""Characters of a source line shown around the place."""


class Severity(Named):
    """The weight of a problem: 错误 keeps a file from being played, 提醒 is told to staff."""

    ERROR = ("错误", "error")
    NOTICE = ("提醒", "notice")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one file.

    `line` and `column` count from 1, columns in characters; line 0 means the file as a whole.
    `source` is the line as written, without its line break.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    source: str = ""

    @property
    def where(self) -> str:
        """The place as people and editors read it: `file:line:column`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def text(self) -> str:
        """Give the problem for people: place and message, the line, a caret, what to do."""
        parts = [f"{self.where}: {self.severity.zh}：{self.message} [{self.code}]"]
        if self.source.strip():
            shown, column = _window(self.source, self.column)
            parts += [f"    {shown}", f"    {_padding(shown[: column - 1])}^"]
        if self.advice:
            parts.append(f"    怎么办：{self.advice}")
        return "\n".join(parts)

    def as_json(self) -> dict[str, str | int]:
        """Give the problem for programs; keys stay as they are while the format version does."""
        return {
            "code": self.code,
            "severity": self.severity.en,
            "message": self.message,
            "advice": self.advice,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "source": self.source[: SHOWN * 4],
        }


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems each once, by file and place, errors before notices at one place."""
    unique = dict.fromkeys(problems)
    weight = list(Severity).index
    return tuple(
        sorted(unique, key=lambda p: (p.file, p.line, p.column, weight(p.severity), p.code))
    )


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
