"""What each problem code means: one file a code, in `problem_codes/`, holding all its words.

A file gives severity, title, reason, message and advice, and examples of the fault and of its
mending. The program takes its words from here, `docs/problems/` is made from here, and the tests
read the examples. A file is opened when its code is first told.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.scenario.problems import Severity

FOLDER = Path(__file__).with_name("problem_codes")

HERE = "►"
"""Stands in a bad example just before the character the problem is told at."""


class BadCodeError(ValueError):
    """A code's file isn't as it must be; only the program's own tests ever see this."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """What is said of one problem."""

    severity: Severity
    message: str
    advice: str


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
class Code:
    """A problem code: `messages` and `advice` by variant, the empty one where there is one alone.

    `review` says that it takes fonts, screens, a voice or a file's contents to find the problem:
    it is found by `kiosk check` and not when the kiosk starts.
    """

    name: str
    severity: Severity
    title: str
    reason: str
    messages: Mapping[str, str]
    advice: Mapping[str, str]
    examples: tuple[Example, ...]
    review: bool = False

    def words(self, variant: str, values: Mapping[str, object]) -> CodeWords:
        """Give message and advice of a variant with values put in their places."""
        message = self.messages[variant]
        advice = self.advice[variant] if variant in self.advice else self.advice[""]
        return CodeWords(self.severity, message.format_map(values), advice.format_map(values))


def worded(name: str, variant: str = "", /, **values: object) -> CodeWords:
    """Give the words of a problem; KeyError where code, variant or value isn't there."""
    return code(name).words(variant, values)


@cache
def code(name: str) -> Code:
    """Give a problem code by its name; KeyError where there is none."""
    try:
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    return _made(name, tomllib.loads(text))


def names() -> tuple[str, ...]:
    """Give the names of all problem codes."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def _made(name: str, given: dict[str, Any]) -> Code:
    severities = {severity.zh: severity for severity in Severity}
    try:
        examples = [{**one, "also": tuple(one.get("also", ()))} for one in given.pop("examples")]
        made = Code(
            name,
            severities[given.pop("severity")],
            given.pop("title"),
            given.pop("reason"),
            _variants(given.pop("message")),
            _variants(given.pop("advice")),
            tuple(Example(**one) for one in examples),
            review=bool(given.pop("review", False)),
        )
    except (KeyError, TypeError) as wrong:
        raise BadCodeError(f"{name}.toml: {wrong}") from wrong
    if given:
        raise BadCodeError(f"{name}.toml: {', '.join(given)}")
    return made


def _variants(written: str | dict[str, str]) -> dict[str, str]:
    return {"": written} if isinstance(written, str) else written
