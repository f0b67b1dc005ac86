"""Sound made ready: stretched to a person's size, trimmed, levelled, without clicks, and packed as Ogg Vorbis."""

from __future__ import annotations

import array
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.voice.loudness import LOUDEST, gain, pauses, peak
from speech.parts import Floats
from speech.spoken import RATE, Spoken

LEAD_MS, TRAIL_MS = 50, 60
"""Silence kept before and after the speech."""

PAUSE_MS = 320
"""The longest pause inside a sentence."""

APART_MS, SHORTEST_MS = 100, 90
"""Silence that sets a breath apart; the least of a syllable."""
MUMBLE_MS, ONSET_MS, BURST_MS, ABRUPT_MS, BEFORE_MS = 300, 200, 40, 90, 40
"""How long before the first syllable a mumble may be, how far after its time its loudness is looked at, how
much after its time a plosive may burst (one without a breath behind it later), and how much before its time a sound without a dip may begin."""
VALLEY, FAINT, RISE, MUMBLED_BLOCKS = 0.25, 0.1, 1.8, 3
"""A valley is quieter than VALLEY of the first syllable; what it follows is louder than FAINT of that, and RISE times as loud
as the valley for so many hundredths of a second."""
QUIET = 0.1
"""A breath's highest sample, of the speech's."""

SETTLED_MS = 110
"""How far from the end of a pause a syllable's time may lie that is moved there."""

RISE_MS = 45
FADE_MS = 8
"""How long the sound takes to come and to go: no click at a join."""

QUALITY = 0.1
"""Of Vorbis, 0 to 1: q1, about 34 kbit/s for speech at 24 kHz."""

FULL = 32767
CREST = 5.2
"""The highest peak over what is voiced; what is above is pressed down, softly, or one loud sound would keep
the whole quiet."""

_KERNEL = 16
"""Half the width of the stretching filter, in samples."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Speech ready to be packed: 16-bit samples at 24 kHz, and when each syllable begins, in ms."""

    samples: np.ndarray[tuple[int], np.dtype[np.int16]]
    starts: tuple[int, ...]

    @property
    def ms(self) -> int:
        """Its length."""
        return len(self.samples) * 1000 // RATE

    def ogg(self) -> bytes:
        """Give the sound as Ogg Vorbis."""
        import soundfile  # noqa: PLC0415  in the maker's environment alone

        out = io.BytesIO()
        soundfile.write(
            out, self.samples, RATE, format="OGG", subtype="VORBIS", compression_level=1 - QUALITY
        )
        return out.getvalue()


class Silent(Exception):
    """The model gave nothing that can be heard."""


def finished(spoken: Spoken, size: float) -> Clip:
    """Give speech as it is played; raise Silent."""
    samples = stretched(spoken.samples, size)
    starts = [round(start * size) for start, _ in spoken.times]
    heard = [
        (a * RATE // 1000, b * RATE // 1000)
        for a, b in _heard(samples, starts, abrupt=spoken.abrupt)
    ]
    lead = np.zeros(LEAD_MS * RATE // 1000, dtype=np.float32)
    first, *others = (_faded(samples[a:b]) for a, b in heard)
    kept = np.concatenate([lead, first if spoken.abrupt else _risen(first), *others])
    passed, times = len(lead), []
    moved = iter(starts)
    start = next(moved, None)
    for begin, end in heard:
        while start is not None and (start < end or end == heard[-1][1]):
            times.append(passed + min(max(start, begin), end) - begin)
            start = next(moved, None)
        passed += end - begin
    even = _ended(levelled(kept))
    latest = len(even) - (TRAIL_MS + SHORTEST_MS) * RATE // 1000
    ms = [min(max(len(lead), t), latest) * 1000 // RATE for t in times]
    ms[0] = LEAD_MS  # it is heard from where the sound begins
    return Clip(np.round(even).astype(np.int16), settled(ms, _plain(even)))


def settled(starts: Sequence[int], values: array.array[int]) -> tuple[int, ...]:
    """Give the times of syllables, in ms; those near the end of a pause begin exactly where sound does again.

    The model's own times are good to a few hundredths of a second, and it is at pauses that one hears that.
    """
    found = list(starts)
    for _, end in pauses(values, RATE, APART_MS)[0]:
        n = min(range(1, len(found)), key=lambda n: abs(found[n] - end), default=0)
        before = found[n - 1] if n else end
        after = found[n + 1] if n + 1 < len(found) else end + 1
        if n and abs(found[n] - end) <= SETTLED_MS and before < end < after:
            found[n] = end
    return tuple(found)


def _ended(samples: Floats) -> Floats:
    """Give the sound with TRAIL_MS of silence behind it: once it is even, its faint end may count as such."""
    _, _, end = pauses(_plain(samples), RATE)
    return samples[: (end + TRAIL_MS) * RATE // 1000]


def stretched(samples: Floats, size: float) -> Floats:
    """Give the sound `size` times as long and so much lower, through a windowed sinc."""
    if size == 1:
        return samples
    places = np.arange(round(len(samples) * size)) / size
    cut = min(1.0, size)  # below half the rate the new sound has
    whole = np.floor(places).astype(np.int64)
    padded = np.pad(samples, _KERNEL)
    out = np.zeros(len(places))
    for offset in range(1 - _KERNEL, _KERNEL + 1):
        away = places - (whole + offset)
        window = 0.5 + 0.5 * np.cos(np.pi * away / _KERNEL)
        out += padded[whole + offset + _KERNEL] * cut * np.sinc(cut * away) * window
    return out.astype(np.float32)


def levelled(samples: Floats) -> Floats:
    """Give the sound as loud as people's recordings are made, peaks pressed softly; 16-bit range."""
    raw = samples / max(1e-6, float(np.abs(samples).max())) * FULL
    by = gain(_plain(raw), RATE)
    # as a first gain may be bound by one peak, press and ask again
    for _ in range(3):
        raw = _pressed(raw)
        by = gain(_plain(raw), RATE)
    even: Floats = np.clip(raw * by, -LOUDEST, LOUDEST).astype(np.float32)
    return even


def _pressed(raw: Floats) -> Floats:
    """Press what stands out over what is voiced: nothing below three quarters of the limit changes."""
    window = RATE // 50
    blocks = raw[: len(raw) // window * window].reshape(-1, window)
    loud = np.sqrt((blocks.astype(np.float64) ** 2).mean(axis=1))
    voiced = loud[loud > loud.max() / 8]
    limit = CREST * float(np.sqrt((voiced**2).mean()))
    knee = 0.75 * limit
    size = np.abs(raw)
    over = np.maximum(0.0, size - knee)
    soft = knee + (limit - knee) * np.tanh(over / (limit - knee))
    return np.where(size > knee, np.sign(raw) * soft, raw).astype(np.float32)


def _heard(samples: Floats, starts: Sequence[int], *, abrupt: bool) -> list[tuple[int, int]]:
    """Give the stretches to keep, in ms: from the first sound to a little after the last.

    Pauses longer than PAUSE_MS lose their middle. What stands apart after the last syllable and is quiet
    is the model's breath, no word.
    """
    values = _plain(samples / max(1e-6, float(np.abs(samples).max())) * FULL)
    gaps, start, end = pauses(values, RATE)
    if end <= start:
        raise Silent("语音模型没有出声。")
    first, last = (place * 1000 // RATE for place in (starts[0], starts[-1]))
    start = max(start, _onset(samples, first, abrupt=abrupt))
    for gap_start, gap_end in gaps:
        apart = gap_end - gap_start >= APART_MS and gap_start > last + SHORTEST_MS
        if apart and peak(values[gap_end * RATE // 1000 :]) < QUIET * FULL:
            end = gap_start
            break
    kept = []
    begin = start
    for gap_start, gap_end in gaps:
        if start < gap_start and gap_end < end and gap_end - gap_start > PAUSE_MS:
            kept.append((begin, gap_start + PAUSE_MS // 2))
            begin = gap_end - PAUSE_MS // 2
    kept.append((begin, min(end + TRAIL_MS, len(samples) * 1000 // RATE)))
    return kept


def _onset(samples: Floats, first: int, *, abrupt: bool) -> int:
    """Give the ms from which the first syllable is said; before it the model often mumbles.

    It begins at the valley behind the mumble, else not much before its time at all: a listener took what
    came before for 一 or 以. A plosive's burst is shorter than a mumble, and stays.
    """
    window = RATE // 100
    earliest = max(0, first - MUMBLE_MS)
    blocks = samples[earliest * RATE // 1000 :][: window * (MUMBLE_MS + ONSET_MS) // 10]
    count = len(blocks) // window
    loud = np.sqrt((blocks[: count * window].reshape(count, window) ** 2).mean(axis=1))
    if not count or not loud.max():
        return first
    near = loud[: (MUMBLE_MS + (ABRUPT_MS if abrupt else BURST_MS)) // 10]
    if abrupt:  # b, d, g: what is faint before the burst would make 话 of 挂
        faint = np.flatnonzero(near < VALLEY * loud.max())
        return max(earliest + 10 * int(faint[-1]) if len(faint) else 0, first - BEFORE_MS)
    valleys = [
        n
        for n, level in enumerate(near)
        if level < VALLEY * loud.max()
        and (near[:n] > RISE * level).sum() >= MUMBLED_BLOCKS
        and near[:n].max() > FAINT * loud.max()
    ]
    # of several as low, the last
    lowest = min(valleys, key=lambda n: (round(float(near[n] / loud.max()), 2), -n), default=0)
    return max(earliest + 10 * lowest, first - BEFORE_MS)


def _faded(samples: Floats) -> Floats:
    """Give the sound with its ends faded in and out."""
    length = min(len(samples) // 2, FADE_MS * RATE // 1000)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    out = samples.copy()
    out[:length] *= ramp
    out[len(out) - length :] *= ramp[::-1]
    return out


def _risen(samples: Floats) -> Floats:
    """Give the sound with a slower beginning where it was cut amid a vowel or a nasal: cut short, 您 is heard as 以你."""
    start, following = samples[RATE // 100 : RATE // 50], samples[: RATE // 5]
    if np.sqrt((start**2).mean()) < VALLEY * np.sqrt((following**2).mean()):
        return samples
    out = samples.copy()
    length = min(len(out), RISE_MS * RATE // 1000)
    out[:length] *= np.linspace(0, 1, length, dtype=np.float32)
    return out


def _plain(samples: Floats | Sequence[float]) -> array.array[int]:
    return array.array("h", np.round(np.clip(samples, -FULL, FULL)).astype(np.int16).tobytes())
