"""Which face somebody wears: by the tone of their words, by the trick that is named, at the end."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from kiosk.devices.places import MOOD
from kiosk.paths import shipped
from kiosk.toml_file import BadTomlError, read_toml
from kiosk.values import dataclass

log = logging.getLogger(__name__)

FILE = "faces.toml"
AT_REST, MOVED = "people", "moods"
"""The folders of portraits: those a cast may name, and the moods of them."""


STRANGER = "陌生人"
"""The portrait of whoever isn't seen, or of whom nobody knows more than a name."""


@dataclass(frozen=True, slots=True)
class Mood:
    """The words that a mood is heard in."""

    mood: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is drawn where a quiz item names somebody by one of these words."""

    portrait: str
    place: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ending:
    kept: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    tone: tuple[Mood, ...] = ()
    techniques: Mapping[str, str] = field(default_factory=dict)
    ending: _Ending = _Ending()
    sender: tuple[Sender, ...] = ()


@dataclass(frozen=True, slots=True)
class Faces:
    """What moods follow from, and which are drawn; a mood nobody drew is a face at rest."""

    tones: tuple[Mood, ...] = ()
    techniques: Mapping[str, str] = field(default_factory=dict)
    kept: str = ""
    """The mood of who stands by a visitor whose money is kept."""
    lost: str = ""
    senders: tuple[Sender, ...] = ()
    drawn: Mapping[str, str] = field(default_factory=dict)
    """The folder of each portrait by its name."""

    def tone(self, text: str) -> str:
        """Give the mood heard in a line, "" where there is none: the words alone decide."""
        heard = [
            (at, -len(word), tone.mood)
            for tone in self.tones
            for word in tone.words
            if (at := text.find(word)) >= 0
        ]
        return min(heard)[2] if heard else ""

    def sender(self, name: str) -> Sender:
        """Give who is met face to face in the quiz, and where, by what they say they are."""
        named = (one for one in self.senders if any(word in name for word in one.words))
        return next(named, Sender(STRANGER, "", ()))

    def portrait(self, portrait: str, mood: str) -> str:
        """Give the portrait with a mood; the one given where that isn't drawn or there is none."""
        moved = f"{portrait.partition(MOOD)[0]}{MOOD}{mood}"
        return moved if mood and moved in self.drawn else portrait

    def picture(self, portrait: str) -> str:
        """Give the `folder/name` a portrait is drawn from."""
        return f"{self.drawn.get(portrait, AT_REST)}/{portrait}"


@cache
def shipped_faces() -> Faces:
    """Give the faces that come with the program, read once."""
    return read_faces(shipped("assets") / "pictures")


def read_faces(pictures: Path) -> Faces:
    """Give the faces of a folder of pictures; where the file can't be read all stay at rest."""
    file = pictures / FILE
    drawn = {
        path.stem: folder
        for folder in (MOVED, AT_REST)
        for path in (pictures / folder).glob("*.svg")
    }
    try:
        written = read_toml(file, _File)
    except BadTomlError as error:
        log.warning("人物都用平常的表情：%s", error)
        return Faces(drawn=drawn)
    kept, lost = written.ending.kept, written.ending.lost
    return Faces(written.tone, written.techniques, kept, lost, written.sender, drawn)
