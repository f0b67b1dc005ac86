"""Clips in a row: what a line of ready-made speech is, before it is one sound."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.values import dataclass

RATE = 24_000
"""Samples a second of all that is played: ready-made speech's own, and the kiosk's sounds'.

What SDL converts takes twice its room in memory: of the usual visit nothing is converted.
"""

_BYTES_A_SAMPLE = 2


@dataclass(frozen=True, slots=True)
class ClipRow:
    """Clips with the ms at which each begins, as an audio file's bytes; `ms` is the whole's length."""

    clips: tuple[tuple[int, bytes], ...]
    ms: int

    def joined(self, decode: Callable[[bytes], bytes], rate: int, channels: int = 1) -> bytes:
        """Give the row as one stretch of 16-bit samples; `decode` gives a clip's in the same form."""
        frame = _BYTES_A_SAMPLE * channels
        whole = bytearray(self.ms * rate // 1000 * frame)
        for ms, clip in self.clips:
            start = ms * rate // 1000 * frame
            sound = decode(clip)[: max(0, len(whole) - start)]
            whole[start : start + len(sound)] = sound
        return bytes(whole)
