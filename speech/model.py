"""The model: syllables in, sound and the frames of each syllable out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import onnxruntime

from speech import parts
from speech.cast import Recipe
from speech.model_letters import EDGE, SIGNS, TOKENS
from speech.parts import DURATIONS, LONGEST, MOST
from speech.reading import Reading
from speech.spoken import RATE, Spoken

FRAME = 600
"""Samples of a frame: 25 ms."""

ERRORS_ONLY = 3

UNBOUND = 1000
EDGE_FRAMES, LAST_FRAMES = 16, 4
"""Room before the first sound and after the last: it begins and dies away in there. Less swallows the first
syllable, more draws it out."""
CLOSING_FRAMES, SIGN_FRAMES, BLANK_FRAMES = 9, 5, 3
"""Of the letter before a sign, the sign, and the blank after: together a pause of some 300 ms."""
WORD_FRAMES = 2
"""Of the blank between words."""

PACED = 6
"""Syllables from which a sentence has a pace."""
TRIES, NEAR = 4, 0.01
UNHEARD_FRAMES = EDGE_FRAMES + LAST_FRAMES + SIGN_FRAMES + 9
"""Of a sentence's frames: those cut off at its ends (measured; the letter before the sign ends in silence)."""

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
        return Spoken(samples, tuple(times))

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
            MOST: np.array([_most(letters, recipe.size)], dtype=np.float32),
        }
        syllables = 1 + max(owner for _, owner in letters)
        for _ in range(TRIES if syllables >= PACED else 0):
            (frames,) = self._durations.run([DURATIONS], asked)
            heard = float(np.asarray(frames).sum()) - UNHEARD_FRAMES
            pace = syllables / (heard * FRAME / RATE * recipe.size)
            wanted = min(max(pace, recipe.slowest), recipe.fastest)
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


def _most(letters: Sequence[tuple[str, int]], size: float) -> list[float]:
    """Give the frames each token may take: pauses are short, and silence at the ends is not made at all.

    The model gives a pause to the letter before its sign more than to the sign.
    """
    most = [float(EDGE_FRAMES)]
    for n, (letter, owner) in enumerate(letters):
        signed = n + 1 < len(letters) and letters[n + 1][0] in SIGNS
        if owner >= 0:
            frames = CLOSING_FRAMES if signed else UNBOUND
        elif letter == " ":
            frames = BLANK_FRAMES if letters[n - 1][0] in SIGNS else WORD_FRAMES
        else:
            frames = SIGN_FRAMES
        most.append(max(1.0, round(frames / size)))
    return [*most, float(LAST_FRAMES)]


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
