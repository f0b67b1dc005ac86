"""The model: syllables in, sound and the frames of each syllable out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import onnxruntime

from speech import parts
from speech.cast import Recipe
from speech.model_letters import EDGE, SIGNS, TOKENS
from speech.parts import DURATIONS, LONGEST
from speech.reading import Reading
from speech.sound import PAUSE_MS
from speech.spoken import RATE, Spoken

FRAME = 600
"""Samples of a frame: 25 ms."""

ERRORS_ONLY = 3
ABRUPT = frozenset("bdg")
"""Initials that burst, without a breath behind."""

SOUNDING_FRAMES = 5
"""Of the letter before a sign: the rest of it is the pause's silence, which the model gives to the letter."""
AHEAD_FRAMES = 5
"""Of the first token, which is silence else: the first sound begins in there."""
PAUSE_FRAMES = PAUSE_MS * RATE // 1000 // FRAME
"""Silence of a pause that is left in the sound; what is more is cut out of it."""
ENDS_FRAMES = 4
"""Silence kept before and after."""

TRIES, NEAR = 4, 0.01
EARLY_MS = 55
"""How much before its token a sound is heard (measured: 45 to 65 ms over three voices)."""


class TooLong(Exception):
    """A sentence has more sounds than the model takes."""


class Model:
    """Speaks; one thread, so that other work goes on beside it."""

    def __init__(self) -> None:
        """Load weights and styles; raise PartsMissing."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = ERRORS_ONLY
        self._styles = parts.styles()
        self._durations, self._whole = (
            onnxruntime.InferenceSession(part, options, providers=["CPUExecutionProvider"])
            for part in (parts.pace_weights(), parts.weights())
        )

    def speak(self, reading: Reading, recipe: Recipe) -> Spoken:
        """Say a sentence as a recipe tells; raise TooLong."""
        letters = list(_letters(reading))
        if len(letters) > LONGEST - 2:
            raise TooLong(f"“{reading.text}”太长，一口气读不完。")
        asked = self._asked(letters, recipe)
        audio, frames = self._whole.run(["audio", DURATIONS], asked)
        samples = np.asarray(audio, dtype=np.float32).ravel()
        ends = np.cumsum(np.asarray(frames).ravel().astype(np.int64)) * FRAME
        if len(samples) != ends[-1]:
            raise AssertionError("the durations don't add up to the sound")
        owners = [owner for _, owner in letters]
        early = EARLY_MS * RATE // 1000
        times = [(max(0, a - early), max(0, b - early)) for a, b in _times(owners, ends.tolist())]
        abrupt = reading.sounds[0].syllable.initial in ABRUPT
        return Spoken(samples, tuple(times), abrupt)

    def _asked(self, letters: Sequence[tuple[str, int]], recipe: Recipe) -> dict[str, Any]:
        """Give the model's inputs, at the speed that gives a pace people can follow.

        The model says some sentences half as fast again as others; its durations alone are asked first.
        """
        tokens = [TOKENS[letter] for letter, _ in letters]
        speed = recipe.speed
        asked: dict[str, Any] = {
            "tokens": np.array([[EDGE, *tokens, EDGE]], dtype=np.int64),
            "style": recipe.style(self._styles, len(tokens)),
            "speed": np.array([speed], dtype=np.float32),
        }
        syllables = 1 + max(owner for _, owner in letters)
        slowest, fastest = recipe.between(syllables)
        for _ in range(TRIES):
            (frames,) = self._durations.run([DURATIONS], asked)
            heard = _heard(letters, np.asarray(frames).ravel().tolist())
            pace = syllables / (heard * FRAME / RATE * recipe.size)
            wanted = min(max(pace, slowest), fastest)
            if abs(wanted / pace - 1) < NEAR:
                break
            speed *= wanted / pace
            asked["speed"] = np.array([speed], dtype=np.float32)
        return asked


def phonemes(reading: Reading) -> str:
    """Give a sentence as the model's letters."""
    return "".join(letter for letter, _ in _letters(reading))


def _letters(reading: Reading) -> Iterator[tuple[str, int]]:
    """Give each letter with the number of its syllable, -1 for blanks and signs."""
    count = 0
    for n, clause in enumerate(reading.clauses):
        if n:
            yield " ", -1
        for m, word in enumerate(clause.words):
            if m:
                yield " ", -1
            for sound in word:
                for letter in sound.syllable.phonemes:
                    yield letter, count
                count += 1
        yield from ((sign, -1) for sign in clause.sign or ("." if _last(reading, n) else ""))


def _last(reading: Reading, n: int) -> bool:
    return n == len(reading.clauses) - 1


def _heard(letters: Sequence[tuple[str, int]], frames: Sequence[float]) -> float:
    """Give the frames a sentence will have once silence is cut: from those of all tokens, the edges' included."""
    own = frames[1:-1]
    total, silence = float(AHEAD_FRAMES + ENDS_FRAMES), 0.0
    for n, ((letter, owner), count) in enumerate(zip(letters, own, strict=True)):
        if owner >= 0:
            total += min(silence, PAUSE_FRAMES)
            closes = n + 1 < len(letters) and letters[n + 1][0] in SIGNS
            silence = max(0.0, count - SOUNDING_FRAMES) if closes else 0.0
            total += count - silence
        elif letter in SIGNS or silence:
            silence += count
        else:
            total += count
    return total


def _times(owners: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give where each syllable starts and ends, from the ends of all tokens, the edges' included."""
    start: dict[int, int] = {}
    end: dict[int, int] = {}
    for n, owner in enumerate(owners):
        if owner >= 0:
            start.setdefault(owner, ends[n])  # ends[n] is the end of the token before: edge first
            end[owner] = ends[n + 1]
    for owner in sorted(start):
        yield start[owner], end[owner]
