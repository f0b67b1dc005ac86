"""The cast: how the voice of each role of voices.yaml is made from the model's eight.

A voice has two halves: its timbre, which is how it sounds, and its manner, which is how it moves: pitch,
tones and pauses. Each is a mixture of the eight voices' own. `size` then makes the person larger or smaller:
the sound is stretched by it, throat and pitch together, and the model speaks so much the faster.
`pace` is in characters a second; a sentence may be a little slower or faster than that, by its own nature.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from speech.parts import LONGEST, STYLE_SIZE, STYLES, Floats

CAST = Path(__file__).with_name("cast.toml")

HALF = STYLE_SIZE // 2
FEWEST_TOKENS = 24
"""The row of the style for the shortest texts: rows below it were trained on next to nothing."""

SMALLEST, LARGEST = 0.8, 1.25
SLOWEST, FASTEST = 3.0, 3.9
"""Characters a second a voice may have."""
FREEDOM = 0.06
PACED = 6
"""Syllables from which a sentence has a pace."""
DRAWN_OUT = 0.22
"""Seconds a shorter sentence may take more than its pace allows."""
LEAST_TAKE, MOST_TAKE = 0.85, 1.15
"""Times its voice's pace that a sentence may be said at, where a recogniser understood it badly."""
OF_SPEED_1 = 4.9
"""Characters a second the model says at speed 1, silence at the ends cut off."""

_TOLERANCE = 0.001


TAKES = Path(__file__).with_name("takes.toml")


class BadCast(Exception):
    """The file of the cast can't be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a voice is made; weights are (voice, share), and shares sum to 1."""

    timbre: tuple[tuple[str, float], ...]
    manner: tuple[tuple[str, float], ...]
    pace: float = 3.4
    size: float = 1.0

    def style(self, styles: Mapping[str, Floats], tokens: int) -> Floats:
        """Give the model's style for a text of so many tokens, shaped [1, 256]."""
        row = min(max(tokens, FEWEST_TOKENS), LONGEST) - 1
        halves = (
            sum(share * styles[name][row, :HALF] for name, share in self.timbre),
            sum(share * styles[name][row, HALF:] for name, share in self.manner),
        )
        return np.concatenate(halves).astype(np.float32).reshape(1, STYLE_SIZE)

    @property
    def speed(self) -> float:
        """The model's speed to begin with: what is stretched afterwards is said faster before."""
        return self.pace * self.size / OF_SPEED_1

    def between(self, syllables: int) -> tuple[float, float]:
        """Give the fewest and the most characters a second of a sentence of so many syllables.

        A short one takes its time, but no more than DRAWN_OUT: 停 said alone is no song.
        """
        slowest = self.pace * (1 - FREEDOM)
        if syllables < PACED:
            slowest = syllables / (syllables / self.pace + DRAWN_OUT)
        return slowest, self.pace * (1 + FREEDOM)

    def key(self) -> str:
        """Give the recipe as one text, for a clip to know what it was made by."""
        mixtures = ("+".join(f"{n}*{s:g}" for n, s in mix) for mix in (self.timbre, self.manner))
        return f"{'|'.join(mixtures)}|{self.pace:g}|{self.size:g}"


def load_cast(path: Path = CAST) -> dict[str, Recipe]:
    """Read the recipes by the names of voices.yaml; raise BadCast that names the one at fault."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadCast(f"音色配方 {path} 读不出来：{error}。") from error
    return {name: _recipe(name, given) for name, given in data.get("voice", {}).items()}


def load_takes(path: Path = TAKES) -> dict[str, float]:
    """Read which sentences are said at another pace than their voice's; raise BadCast."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        takes = {str(words): float(by) for words, by in data.items()}
    except (OSError, ValueError, TypeError) as error:
        raise BadCast(f"重说的句子 {path} 读不出来：{error}。") from error
    strange = [words for words, by in takes.items() if not LEAST_TAKE <= by <= MOST_TAKE]
    if strange:
        raise BadCast(f"“{strange[0]}”重说的快慢要在 {LEAST_TAKE} 到 {MOST_TAKE} 之间。")
    return takes


def _recipe(name: str, given: Mapping[str, Any]) -> Recipe:
    timbre = _mixture(name, given.get("timbre"))
    manner = _mixture(name, given.get("manner", given.get("timbre")))
    recipe = Recipe(timbre, manner, float(given.get("pace", 3.4)), float(given.get("size", 1.0)))
    if not SMALLEST <= recipe.size <= LARGEST:
        raise BadCast(f"音色配方“{name}”的 size 要在 {SMALLEST} 到 {LARGEST} 之间。")
    if not SLOWEST <= recipe.pace <= FASTEST:
        raise BadCast(f"音色配方“{name}”的 pace 要在 {SLOWEST} 到 {FASTEST} 之间。")
    return recipe


def _mixture(name: str, given: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(given, dict) or not given:
        raise BadCast(f"音色配方“{name}”没有写用哪些声音。")
    mixture = tuple((str(voice), float(share)) for voice, share in sorted(given.items()))
    strange = [voice for voice, _ in mixture if voice not in STYLES]
    if strange:
        raise BadCast(f"音色配方“{name}”里的“{strange[0]}”不认识，有：{'、'.join(STYLES)}。")
    if abs(sum(share for _, share in mixture) - 1) > _TOLERANCE:
        raise BadCast(f"音色配方“{name}”的份额加起来不是 1。")
    return mixture
