"""What is heard, as values the screens and the voice hand each other; no story stands in them."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum

from kiosk.values import dataclass

NARRATOR_VOICE = "旁白"
"""Name of the voice, in catalogue/voices.yaml, that tells and reads the choices."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One piece of speech.

    `id` names its recording (`<id>.ogg`), `text` is what stands on the screen, `say` what is read
    instead where the file gives a reading, `voice` a name in catalogue/voices.yaml, `readings`
    the story's own (words, say) pairs. `repetition` tells a repetition from the first time.
    """

    id: str
    text: str
    voice: str = NARRATOR_VOICE
    say: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    repetition: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """How far the current piece of speech has come.

    `lit` is the range of characters of `utterance.text` being spoken now, (start, end) with end
    past the last; `upto` how many characters have been spoken; `level` the loudness now, 0 to 1.
    `audible` is false where captions run alone, timed by their length. `muted` tells that somebody
    has turned all sound off at the keyboard.
    """

    utterance: Utterance | None = None
    lit: tuple[int, int] = (0, 0)
    upto: int = 0
    done: bool = False
    audible: bool = False
    level: float = 0.0
    muted: bool = False


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
