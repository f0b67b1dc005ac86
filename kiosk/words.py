"""The words of the interface, one TOML file a language under `assets/words`, and money in words."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.speech import Utterance
from kiosk.storage import read_text

log = logging.getLogger(__name__)

CHINESE = "zh-CN"

SPOKEN_FOLDER = "界面"
"""The folder recordings of the interface's own sentences lie in."""


SPOKEN_SECTIONS = (
    "say.",
    "attract.titles",
    "attract.subtitle",
    "attract.start",
    "choose.title",
    "choose.random",
    "choose.note",
    "story.question",
    "story.earlier",
    "outcome.cues",
    "outcome.grounds",
    "outcome.both",
    "debrief.title",
    "debrief.remember",
    "retry.title",
    "debrief.not_spotted",
    "debrief.close_call",
    "debrief.genuine",
    "debrief.cue_none",
    "debrief.well",
    "recall.title",
    "recall.question",
    "recall.right",
    "recall.this",
    "quiz.question",
    "grade.title",
    "grade.advice",
    "install.title",
    "install.best",
    "install.store",
    "install.developer",
    "install.steps",
    "install.scan",
    "install.check_host",
    "install.address",
    "install.no_code",
    "install.lost",
    "install.ask",
    "help.title",
    "paused.title",
    "paused.note",
    "still.title",
    "still.yes",
)
"""How the keys begin of what is read aloud as it stands; tests/words compares with the screens."""


class Words:
    """Gives the interface's words by key; `{name}` in them is filled in by the caller."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)

    @classmethod
    def load(cls, path: Path) -> Words:
        """Read a language's file; OSError or tomllib.TOMLDecodeError where it can't be read."""
        return cls(dict(_flat("", tomllib.loads(read_text(path)))))

    @classmethod
    def of_language(cls, folder: Path, language: str) -> Words:
        """Give the words of a language by its code; the Chinese ones where it has no usable file."""
        try:
            return cls.load(folder / f"{language}.toml")
        except (OSError, ValueError) as error:
            if language == CHINESE:
                raise
            log.warning("语言“%s”的界面文字用不了（%s），改用中文", language, error)
            return cls.load(folder / f"{CHINESE}.toml")

    def __call__(self, key: str, **values: object) -> str:
        """Give the words of a key; an unknown key gives itself, so that nothing stops."""
        text = self._table.get(key)
        if text is None:
            log.error("界面文字里没有 %s", key)
            return key
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Tell whether the language has a key."""
        return key in self._table

    def keys(self) -> tuple[str, ...]:
        """Give every key, in the order of the file."""
        return tuple(self._table)

    def spoken(self, key: str, **values: object) -> Utterance:
        """Give the sentence of a key as speech; its recording is `界面/<key>`.

        Where the words carry values no recording could know, the id says so and finds none.
        """
        name = f"{SPOKEN_FOLDER}/{key}" + ("#" if values else "")
        return Utterance(name, self(key, **values))

    def step(self, number: int) -> Utterance:
        """Give which decision of a story this is, as speech; `number` counts from 1."""
        step = number - 1
        key = f"say.steps.{step}"
        return self.spoken(key) if self.has(key) else self.spoken("say.step", step=number)

    def left(self, steps: int) -> Utterance:
        """Give how many decisions may come after this one, as speech."""
        key = f"say.left.{steps}"
        return self.spoken(key) if self.has(key) else self.spoken("say.left_many", steps=steps)

    def sentences(self) -> tuple[Utterance, ...]:
        """Give all fixed sentences that are spoken, to be prepared or recorded ahead."""
        return tuple(
            self.spoken(key)
            for key, text in self._table.items()
            if key.startswith(SPOKEN_SECTIONS) and "{" not in text
        )


def yuan(amount: int) -> str:
    """Give an amount of yuan as it stands on the screen, with its sign and thousands apart."""
    return f"¥{amount:,}"


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            pairs += _flat(f"{prefix}{key}.", value)
        elif isinstance(value, list):
            pairs += [(f"{prefix}{key}.{n}", str(text)) for n, text in enumerate(value)]
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
