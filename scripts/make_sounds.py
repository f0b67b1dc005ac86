"""Makes the sounds in assets/sounds: nothing but sines, so they are nobody's and no brand's.

Run: python scripts/make_sounds.py [FOLDER]. The same samples come out every time.
"""

from __future__ import annotations

import array
import math
import sys
import wave
from functools import cache
from pathlib import Path

RATE = 24_000
FULL = 32767
BUSY_TONE = 450.0
"""Hertz of the busy tone in China, 0.35 s on and 0.35 s off (GB/T 3380)."""

PENTATONIC = (261.63, 293.66, 329.63, 392.00, 440.00, 523.25, 587.33, 659.26)
"""宫商角徵羽 from middle C, and three above."""

Wave = list[float]


def silence(seconds: float) -> Wave:
    """Give samples of nothing."""
    return [0.0] * round(seconds * RATE)


def add(into: Wave, at: float, sound: Wave) -> None:
    """Mix a sound in from second `at`; what hangs over the end begins again at the start."""
    start = round(at * RATE)
    for n, value in enumerate(sound):
        into[(start + n) % len(into)] += value


@cache
def bell(pitch: float, seconds: float, loud: float) -> Wave:
    """Give a struck tone that dies away: a few harmonics, the higher the shorter."""
    found = silence(seconds)
    for harmonic, share in ((1, 1.0), (2, 0.35), (3, 0.15), (4.2, 0.06)):
        turn = math.tau * pitch * harmonic / RATE
        for n in range(len(found)):
            age = n / RATE
            fade = math.exp(-age * 3.2 * harmonic**0.7 / seconds * 1.4) * min(1.0, age / 0.006)
            found[n] += loud * share * fade * math.sin(turn * n)
    return settled(found)


def tone(pitch: float, seconds: float, loud: float) -> Wave:
    """Give an even tone with soft ends."""
    turn, soft = math.tau * pitch / RATE, 0.012
    count = round(seconds * RATE)
    return [
        loud * min(1.0, n / RATE / soft, (count - n) / RATE / soft) * math.sin(turn * n)
        for n in range(count)
    ]


def settled(sound: Wave) -> Wave:
    """Let the last fiftieth of a second end in nothing, so that no click is left."""
    tail = RATE // 50
    for n in range(tail):
        sound[-1 - n] *= n / tail
    return sound


def ring() -> Wave:
    """Give a telephone that rings: a figure of bells twice in two seconds, then three of rest."""
    found = silence(5.0)
    for begin in (0.0, 1.0):
        for n, pitch in enumerate((659.26, 783.99, 987.77, 783.99, 659.26, 783.99)):
            add(found, begin + n * 0.14, bell(pitch, 0.5, 0.34))
    return found


def message() -> Wave:
    """Give two bells upwards."""
    found = silence(0.8)
    add(found, 0.0, bell(880.0, 0.5, 0.4))
    add(found, 0.13, bell(1318.51, 0.6, 0.35))
    return found


def hang_up() -> Wave:
    """Give three beats of the busy tone."""
    found = silence(2.0)
    for beat in range(3):
        add(found, beat * 0.7, tone(BUSY_TONE, 0.35, 0.5))
    return found


def music() -> Wave:
    """Give sixteen seconds of slow bells that run into themselves."""
    found = silence(16.0)
    tune = (0, 2, 4, 3, 2, 4, 5, 4, 3, 1, 2, 0, 1, 3, 2, 1)
    for n, step in enumerate(tune):
        add(found, n * 1.0, bell(PENTATONIC[step], 3.0, 0.2))
        if n % 4 == 0:
            add(found, n * 1.0, bell(PENTATONIC[step] / 2, 4.0, 0.18))
    return found


SOUNDS = {"ring": ring, "message": message, "hang-up": hang_up, "music": music}


def write(path: Path, sound: Wave) -> None:
    """Write 16-bit mono samples."""
    values = array.array("h", (round(FULL * max(-1.0, min(1.0, v))) for v in sound))
    if sys.byteorder == "big":
        values.byteswap()
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(values.tobytes())


def main(folder: Path) -> None:
    """Make every sound."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in SOUNDS.items():
        write(folder / f"{name}.wav", make())
        print(folder / f"{name}.wav")


if __name__ == "__main__":
    own = Path(__file__).resolve().parent.parent / "assets" / "sounds"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else own)
