"""The sounds of the place a story happens in: what rings, chimes and hangs up beside the speech."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum


class SoundEffect(Enum):
    """A sound; the value is the name of its file in `assets/sounds`."""

    RING = "ring"
    MESSAGE = "message"
    HANG_UP = "hang-up"
    MUSIC = "music"

    @property
    def lasts(self) -> bool:
        """Whether it goes on for as long as it is wanted; the others are heard once."""
        return self in (SoundEffect.RING, SoundEffect.MUSIC)


@dataclass(frozen=True, slots=True)
class Sounding:
    """A sound that ought to be heard now; `occasion` tells one message from the next."""

    sound: SoundEffect
    occasion: Hashable = None


SILENCE: frozenset[Sounding] = frozenset()
