"""Makes the packs: every sentence of the stories and the interface, anew only where something changed.

What is made lies in `build/speech/clips` at once, so an interrupted run goes on where it stopped; the packs
are written when all of theirs is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from kiosk.voice.speech_pack import SUFFIX, BadPack, Entry, Pack, key
from speech import audit, parts
from speech.cast import Recipe
from speech.lines import Wanted
from speech.pack import write
from speech.reading import Reader, Reading
from speech.sound import Clip, finished
from speech.spoken import Spoken

MAKER_VERSION = 2
"""Raise it where the code here changes what is heard: then all is made anew."""

NO_TAKES: Mapping[str, float] = {}

Progress = Callable[[int, int, float], None]
"""Told how many are made, of how many, and the seconds left."""


class NoVoice(Exception):
    """A line wants a voice the cast doesn't have; the message names it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence to be made: what is known of it before it is heard."""

    wanted: Wanted
    reading: Reading
    recipe: Recipe

    @property
    def mark(self) -> str:
        """What it is made by, as a short hash."""
        return mark(self.recipe, self.reading.pinyin)


@dataclass(slots=True)
class Made:
    """What came of a run."""

    made: int = 0
    had: int = 0
    seconds: float = 0.0
    sizes: dict[str, int] = field(default_factory=dict)


def mark(recipe: Recipe, pinyin: str) -> str:
    """Give what tells a clip made otherwise: maker, voice and pinyin, as a short hash."""
    whole = f"{MAKER_VERSION}|{recipe.key()}|{pinyin}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def tasks(
    wanted: Iterable[Wanted],
    reader: Reader,
    cast: Mapping[str, Recipe],
    takes: Mapping[str, float] = NO_TAKES,
) -> list[Task]:
    """Give the tasks of some sentences; raise NoVoice or Unreadable.

    `takes` has sentences that are said at so many times their voice's pace.
    """
    found = []
    for one in wanted:
        if one.voice not in cast:
            raise NoVoice(
                f"“{one.first}”要用的声音“{one.voice}”没有配方。请写进 speech/cast.toml。"
            )
        recipe = cast[one.voice]
        other = replace(recipe, pace=recipe.pace * takes.get(one.words, 1.0))
        found.append(Task(one, reader.read(one.words), other))
    return found


class Speaks(Protocol):
    """What says a sentence: the model."""

    def speak(self, reading: Reading, recipe: Recipe) -> Spoken:
        """Say a sentence as a recipe tells."""


class Maker:
    """Makes clips and keeps them; the model is loaded when the first one is needed."""

    def __init__(self, packs: Path, model: Callable[[], Speaks], kept: Path | None = None) -> None:
        """Write packs into a folder; clips made are kept in another."""
        self._packs = packs
        self._kept = kept or parts.folder() / "clips"
        self._load = model
        self._model: Speaks | None = None

    def make(self, wanted: Mapping[str, Sequence[Task]], progress: Progress) -> Made:
        """Make what is missing of each pack and write the packs; roles before the narrator, who has most."""
        done = Made()
        began = time.monotonic()
        had = {name: self._lying(name) for name in wanted}
        missing = [
            task
            for name, of_pack in wanted.items()
            for task in of_pack
            if self._found(task, had[name]) is None
        ]
        missing.sort(key=lambda task: (task.wanted.voice == _MOST, -len(task.wanted.words)))
        for count, task in enumerate(missing, 1):
            if self._found(task, None) is None:  # another run beside this one may have made it
                self._keep(task)
            left = (time.monotonic() - began) / count * (len(missing) - count)
            progress(count, len(missing), left)
        for name, of_pack in wanted.items():
            clips = [clip for task in of_pack if (clip := self._found(task, had[name]))]
            done.sizes[name] = write(self._packs / f"{name}{SUFFIX}", clips)
        done.made, done.had = len(missing), sum(map(len, wanted.values())) - len(missing)
        done.seconds = time.monotonic() - began
        return done

    def missing(self, wanted: Mapping[str, Sequence[Task]]) -> list[Task]:
        """Give what a run would make."""
        return [
            task
            for name, of_pack in wanted.items()
            for task in of_pack
            if self._found(task, self._lying(name)) is None
        ]

    def _lying(self, name: str) -> Pack | None:
        try:
            return Pack(self._packs / f"{name}{SUFFIX}")
        except BadPack:
            return None

    def _found(self, task: Task, lying: Pack | None) -> tuple[Entry, bytes] | None:
        """Give a clip made by this very recipe, from what was kept or from the pack before."""
        path = self._path(task)
        try:
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            return Entry(**{**facts, "starts": tuple(facts["starts"])}), path.read_bytes()
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not there, or half written
        entry = lying.find(task.wanted.voice, task.wanted.words) if lying else None
        if lying is None or entry is None or entry.recipe != task.mark:
            return None
        sound = lying.sound(entry)
        return (entry, sound) if sound else None

    def _keep(self, task: Task) -> None:
        self._model = self._model or self._load()
        clip = paced(self._model, task)
        wanted = task.wanted
        entry = Entry(
            wanted.words,
            wanted.voice,
            task.reading.pinyin,
            task.mark,
            clip.ms,
            starts(task.reading, clip),
        )
        path = self._path(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, clip.ogg())
        # last: a clip counts once its JSON is there
        _put(path.with_suffix(".json"), json.dumps(asdict(entry), ensure_ascii=False).encode())

    def _path(self, task: Task) -> Path:
        name = key(task.wanted.voice, task.wanted.words)
        return self._kept / f"{name}-{task.mark}.ogg"


def _put(path: Path, data: bytes) -> None:
    half = path.with_suffix(f".{os.getpid()}.tmp")
    half.write_bytes(data)
    half.replace(path)


_MOST = "旁白"


def paced(model: Speaks, task: Task) -> Clip:
    """Give a task's clip, said a second time where silence taken from it left it too quick or too slow."""
    recipe, size = task.recipe, task.recipe.size
    clip = finished(model.speak(task.reading, recipe), size)
    pace = audit.pace(clip.starts, clip.ms)
    if len(clip.starts) < audit.PACED or audit.SLOWEST <= pace <= audit.FASTEST:
        return clip
    other = replace(recipe, pace=recipe.pace * recipe.pace / pace)
    return finished(model.speak(task.reading, other), size)


def starts(reading: Reading, clip: Clip) -> tuple[int, ...]:
    """Give when each character that sounds begins: one read by several syllables with the first of them.

    The 儿 of 儿化 begins with the syllable it belongs to.
    """
    first: dict[int, int] = {}
    for sound, start in zip(reading.sounds, clip.starts, strict=True):
        first.setdefault(sound.place, start)
    found: list[int] = []
    for place, char in enumerate(reading.text):
        if char.isalnum():
            found.append(first.get(place, found[-1] if found else 0))
    return tuple(found)
