"""What is measured of a voice: whether its tones can be told apart, its pace and its loudness.

The tone measure: the pitch of each syllable at five points, the speaker's own middle taken off; a linear
classifier guesses the tone from these alone, trained on four fifths and asked about the last, five times.
"""

from __future__ import annotations

import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from speech import audit
from speech.sound import FULL
from speech.spoken import RATE
from speech.syllables import NEUTRAL, spelled

Doubles = NDArray[np.float64]

POINTS = (0.1, 0.3, 0.5, 0.7, 0.9)
FOLDS = 5
LOWEST, HIGHEST = 60, 450
"""Hertz any voice's pitch lies between; a speaker's own lies within an octave of their middle."""

_WINDOW = RATE * 40 // 1000
_STEP = RATE // 100
_QUIETEST = 1e-5
"""Energy a sample below which nothing is voiced."""
_LEAST_ALIKE = 0.35
"""How alike a stretch must be to itself a period later for that to be a candidate."""
_CANDIDATES = 6

# What a path through the candidates costs. Alone, a frame of a low voice is as alike to itself two periods
# later as one: the best of each frame jumps an octave in every third syllable, and tones of men were not told.
_UNVOICED = 0.42
_TURN = 0.12
"""From voiced to unvoiced or back."""
_JUMP = 0.06
"""A semitone, from one frame to the next."""
_OCTAVE = 0.01
"""An octave up, for the longer of two periods that are alike isn't the pitch."""


@dataclass(frozen=True)
class Heard:
    """A clip to be measured: its samples, and each syllable's tone and (start, end) in ms."""

    samples: Doubles
    tones: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    @cached_property
    def contour(self) -> Doubles:
        """Its pitch; finding it takes as long as the clip does."""
        return pitch(self.samples)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of a voice: `pace` in syllables a second, `middle` in hertz, `level` as an RMS of 16 bits."""

    clips: int
    syllables: int
    told: float
    pace: float
    middle: float
    level: float


def heard(samples: NDArray[np.int16], starts: Sequence[int], tones: Sequence[int]) -> Heard:
    """Give a clip as it is measured, by the ms at which each syllable begins."""
    ends = [*starts[1:], len(samples) * 1000 // RATE]
    spans = tuple(zip(starts, ends, strict=True))
    return Heard(samples.astype(np.float64) / FULL, tuple(tones), spans)


def figures(clips: Sequence[Heard]) -> Figures:
    """Give what is measured of a voice's clips."""
    syllables = sum(len(clip.spans) for clip in clips)
    seconds = sum(len(clip.samples) for clip in clips) / RATE
    level = sum(audit.level(_plain(clip.samples)) for clip in clips) / len(clips)
    return Figures(
        len(clips), syllables, tones_told(clips), syllables / seconds, middle_pitch(clips), level
    )


def pitch(samples: Doubles) -> Doubles:
    """Give the pitch in semitones over 100 Hz every 10 ms, NaN where nothing is voiced.

    Found twice: once within what people have, then within an octave of the speaker's own middle.
    """
    wide = _path(_candidates(samples, LOWEST, HIGHEST))
    if np.isnan(wide).all():
        return wide
    middle = 100 * 2 ** (float(np.nanmedian(wide)) / 12)
    return _path(_candidates(samples, middle / 2, middle * 2))


def _candidates(samples: Doubles, lowest: float, highest: float) -> list[tuple[Doubles, Doubles]]:
    """Give each frame's likeliest pitches in semitones, and how alike it is to itself a period later."""
    shortest, longest = int(RATE / highest), int(RATE / lowest)
    none = np.zeros(0), np.zeros(0)
    found = []
    for start in range(0, len(samples) - _WINDOW - longest, _STEP):
        here = samples[start : start + _WINDOW + longest]
        head = here[:_WINDOW]
        energy = float(head @ head)
        if energy < _WINDOW * _QUIETEST:
            found.append(none)
            continue
        alike = np.correlate(here, head, "valid")[shortest : longest + 1]
        squares = np.concatenate(([0.0], np.cumsum(here**2)))
        power = squares[_WINDOW:] - squares[:-_WINDOW]
        score = alike / np.sqrt(energy * power[shortest : longest + 1] + 1e-9)
        inner = score[1:-1]
        peaks = np.flatnonzero((inner > score[:-2]) & (inner >= score[2:])) + 1
        peaks = peaks[score[peaks] > _LEAST_ALIKE]
        peaks = peaks[np.argsort(-score[peaks])][:_CANDIDATES]
        found.append((12 * np.log2(RATE / (peaks + shortest) / 100), score[peaks]))
    return found


def _path(candidates: Sequence[tuple[Doubles, Doubles]]) -> Doubles:
    """Give the cheapest way through the candidates of all frames; NaN where it is unvoiced."""
    pitches: list[Doubles] = []
    came: list[NDArray[np.int64]] = []
    costs = np.zeros(1)
    for tones, alike in candidates:
        here = np.concatenate(([np.nan], tones))
        before = pitches[-1] if pitches else np.array([np.nan])
        step = np.abs(here[:, None] - before[None, :]) * _JUMP
        silent, was_silent = np.isnan(here)[:, None], np.isnan(before)[None, :]
        step = np.where(silent & was_silent, 0.0, np.where(silent ^ was_silent, _TURN, step))
        total = costs[None, :] + step
        costs = np.concatenate(([_UNVOICED], 1 - alike - _OCTAVE * tones / 12)) + total.min(axis=1)
        pitches.append(here)
        came.append(total.argmin(axis=1))
    way = int(costs.argmin())
    found = np.full(len(pitches), np.nan)
    for n in reversed(range(len(pitches))):
        found[n] = pitches[n][way]
        way = int(came[n][way])
    return found


def tones_of(pinyin: str, characters: int) -> tuple[int, ...]:
    """Give the tone of each character of a reading; none where letters or 儿 make their numbers differ."""
    tones = tuple(tone for _, tone in spelled(pinyin))
    return tones if len(tones) == characters else ()


def middle_pitch(clips: Sequence[Heard]) -> float:
    """Give the middle pitch of some clips, in hertz."""
    return float(np.nanmedian(np.concatenate([100 * 2 ** (c.contour / 12) for c in clips])))


def _plain(samples: Doubles) -> array.array[int]:
    return array.array("h", np.round(samples * FULL).astype(np.int16).tobytes())


def tones_told(clips: Sequence[Heard]) -> float:
    """Give the share of syllables whose tone the pitch alone tells; 0 where there are too few."""
    rows: list[Doubles] = []
    labels: list[int] = []
    for clip in clips:
        contour = clip.contour
        middle = np.nanmedian(contour)
        for tone, (start, end) in zip(clip.tones, clip.spans, strict=True):
            points = _points(contour - middle, start, end)
            if tone != NEUTRAL and points is not None:
                rows.append(points)
                labels.append(tone)
    return _told(np.array(rows), np.array(labels)) if len(rows) > 10 * FOLDS else 0.0


def _points(contour: Doubles, start: int, end: int) -> Doubles | None:
    """Give the pitch at five points of a syllable's voiced part; None where too little is voiced."""
    part = contour[start // 10 : max(start // 10 + 1, end // 10)]
    voiced = np.flatnonzero(~np.isnan(part))
    if len(voiced) < len(POINTS):
        return None
    first, last = voiced[0], voiced[-1]
    filled = np.interp(np.arange(first, last + 1), voiced, part[voiced])
    places = np.array(POINTS) * (len(filled) - 1)
    points: Doubles = np.interp(places, np.arange(len(filled)), filled)
    return points


def _told(rows: Doubles, labels: NDArray[np.int64]) -> float:
    """Give how often a linear discriminant names the tone of rows it was not trained on."""
    order = np.random.default_rng(1).permutation(len(labels))
    right = 0
    for fold in range(FOLDS):
        asked = order[fold::FOLDS]
        known = np.setdiff1d(order, asked)
        classes = np.unique(labels[known])
        means = np.array([rows[known][labels[known] == c].mean(axis=0) for c in classes])
        spread = rows[known] - means[np.searchsorted(classes, labels[known])]
        within = spread.T @ spread / len(known) + 0.1 * np.eye(rows.shape[1])
        inverse = np.linalg.inv(within)
        shares = np.array([(labels[known] == c).mean() for c in classes])
        score = rows[asked] @ inverse @ means.T
        score += np.log(shares) - 0.5 * np.einsum("ci,ij,cj->c", means, inverse, means)
        right += int((classes[score.argmax(axis=1)] == labels[asked]).sum())
    return right / len(labels)
