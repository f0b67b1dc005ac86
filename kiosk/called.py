"""How this program was called: what is told to be typed can be typed, here and now.

In a checkout there is no command `kiosk`: whoever came by scripts/run goes on by it.
"""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

from kiosk.patterns import pattern

NAME = "kiosk"

CALLED = "KIOSK_CALLED"
"""Set by scripts/run and run.bat to how they were called themselves."""

_COMMAND = pattern(
    r"(?<![\w./\\-])kiosk (?=(?:run|load|pack|pin|check|new|play|storyboard|gallery|inspect|voice|records|report|doctor|about)\b)"
)
"""A command in a text. Which there are stands in kiosk.cli, which imports this; a test compares."""
_MEANT_OTHERWISE = pattern(r"[\s&|<>^]" if os.name == "nt" else r"[\s\"'`$&|;<>()*?\[\]{}#~!\\]")
"""Characters a shell takes for something else than a part of a word."""


def as_typed(text: str) -> str:
    """Give a text for people with the program's commands as they are called on this machine."""
    name = called()
    return text if name == NAME else _COMMAND.sub(lambda _found: f"{name} ", text)


def called() -> str:
    """Give how this program was called, as it can be typed again."""
    given = os.environ.get(CALLED)
    if given:
        return quoted(given)
    words = sys.orig_argv
    if Path(sys.argv[0]).name == "__main__.py" and ("-m", NAME) in pairwise(words):
        return " ".join(quoted(word) for word in words[: words.index("-m") + 2])
    return NAME


def quoted(word: object) -> str:
    """Give a word, a path most often, as a shell takes it for one; most are as they are."""
    text = str(word)
    if not _MEANT_OTHERWISE.search(text):
        return text
    if os.name == "nt":
        return f'"{text}"'
    return "'" + text.replace("'", "'\"'\"'") + "'"
