"""Ready-made speech: packs of sentences, each with the times of its characters.

A pack is a zip file, its sounds stored as they are, so that any tool opens it and any clip is read alone:

    index.json        what follows
    <key>.ogg         Ogg Vorbis, 24 kHz, mono

The index says in `note` that a computer made the speech, and for each key the `words`, the `voice`, the `pinyin` they were read by, the `recipe` (a hash of
pinyin, voice and maker), the length in `ms`, and `starts`: for each character that sounds, when it begins,
in ms. Keys are made of voice and words, so what is wanted is found without knowing how it was made, and
other words never match. The zip's own checksums tell a damaged clip.

Used by the voice's thread; packs are opened when the first line is looked up.
"""

from __future__ import annotations

import hashlib
import json
import logging
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.storage import open_file
from kiosk.values import dataclass
from kiosk.voice.clip_row import ClipRow
from kiosk.voice.sentences import Sentence, sentences
from kiosk.voice.text_normaliser import Said

log = logging.getLogger(__name__)

FORMAT = 1
INDEX = "index.json"
SUFFIX = ".zip"
PROFILE = "speech"
"""The last pass of wording.toml that is this voice's own."""

SILENT_ENDS_MS = 110
"""Silence a clip has at its two ends together: it counts as part of the rest between two."""

LARGEST = 64 * 1024 * 1024
"""Bytes of a pack; the largest shipped one is a few megabytes."""
LARGEST_INDEX = 16 * 1024 * 1024
LARGEST_CLIP = 2 * 1024 * 1024
"""Bytes of one sentence, two minutes as it is packed."""


class BadPack(Exception):
    """A pack can't be read; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a clip; `starts` has one time in ms for each character that sounds."""

    words: str
    voice: str
    pinyin: str
    recipe: str
    ms: int
    starts: tuple[int, ...]

    @property
    def key(self) -> str:
        """Give the name its sound is found by."""
        return key(self.voice, self.words)


def key(voice: str, words: str) -> str:
    """Give the name of a sentence's sound in its pack."""
    return hashlib.sha256(f"{voice}|{words}".encode()).hexdigest()[:16]


class Pack:
    """A pack on disk; its index is read at once, a sound when it is asked for."""

    def __init__(self, path: Path) -> None:
        """Read the index; raise BadPack."""
        self.path = path
        try:
            if not path.is_file() or path.stat().st_size > LARGEST:
                raise BadPack(f"语音文件 {path} 不是文件或者太大。请换一份，或重做一次。")
            with open_file(path) as file, zipfile.ZipFile(file) as packed:
                data: dict[str, Any] = json.loads(_bounded(packed, INDEX, LARGEST_INDEX))
            if data["format"] != FORMAT:
                raise BadPack(
                    f"语音文件 {path} 是另一个版本做的。请换成与程序同一版本的，或重做一次。"
                )
            self.entries = {str(name): _entry(facts) for name, facts in data["clips"].items()}
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            raise BadPack(f"语音文件 {path} 读不出来：{error}。请换一份，或重做一次。") from error

    def find(self, voice: str, words: str) -> Entry | None:
        """Give what is known of a sentence in a voice, or None."""
        entry = self.entries.get(key(voice, words))
        return entry if entry is not None and (entry.voice, entry.words) == (voice, words) else None

    def sound(self, entry: Entry) -> bytes | None:
        """Give a clip's Ogg Vorbis; None where it is damaged or gone."""
        try:
            with open_file(self.path) as file, zipfile.ZipFile(file) as packed:
                return _bounded(packed, f"{entry.key}.ogg", LARGEST_CLIP)
        except (OSError, zipfile.BadZipFile, zlib.error, LookupError, ValueError):
            return None

    def whole(self) -> bool:
        """Tell whether all its clips are there and undamaged; every byte is read."""
        try:
            with open_file(self.path) as file, zipfile.ZipFile(file) as packed:
                there = set(packed.namelist())
                return packed.testzip() is None and all(
                    f"{name}.ogg" in there for name in self.entries
                )
        except (OSError, zipfile.BadZipFile, zlib.error, LookupError, ValueError):
            return False


def _bounded(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Give a member, if it is no larger than it may be; ValueError where it is."""
    if packed.getinfo(name).file_size > most:
        raise ValueError(f"{name} 太大")
    return packed.read(name)


def _entry(facts: Mapping[str, Any]) -> Entry:
    return Entry(
        str(facts["words"]),
        str(facts["voice"]),
        str(facts["pinyin"]),
        str(facts["recipe"]),
        int(facts["ms"]),
        tuple(int(start) for start in facts["starts"]),
    )


@dataclass(frozen=True, slots=True)
class PackedSentence:
    """A sentence of a line: where its clip lies, and when it begins in ms from the line's start."""

    pack: Pack
    entry: Entry
    sentence: Sentence
    begins_ms: int


@dataclass(frozen=True, slots=True)
class PackedLine:
    """All sentences of a line, in order; `ms` is the length of the whole."""

    sentences: tuple[PackedSentence, ...]
    ms: int

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """Give when each character of what is said begins, as (index of a said character, ms)."""
        return tuple(
            (one.sentence.places[place], one.begins_ms + start)
            for one in self.sentences
            for place, start in zip(one.sentence.sounding, one.entry.starts, strict=True)
        )

    @property
    def recipe(self) -> str:
        """Give what changes when any of the clips is made anew."""
        whole = "|".join(
            f"{one.entry.key} {one.entry.recipe} {one.begins_ms}" for one in self.sentences
        )
        return hashlib.sha256(whole.encode()).hexdigest()[:31]

    def row(self) -> ClipRow | None:
        """Give the clips themselves; None where one is damaged."""
        clips = [(one.begins_ms, one.pack.sound(one.entry)) for one in self.sentences]
        whole = [(ms, clip) for ms, clip in clips if clip is not None]
        if len(whole) < len(clips):
            return None
        return ClipRow(tuple(whole), self.ms)


class SpeechPacks:
    """The packs of several folders, the first folder first; a pack that can't be read is told of once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Hold folders that are not looked into yet; they may be missing."""
        self.folders = tuple(folders)
        self._packs: tuple[Pack, ...] | None = None
        self.faults: tuple[str, ...] = ()
        """Why packs can't be read."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Give the packs, opened when first asked for."""
        if self._packs is None:
            self._packs = tuple(self._opened())
        return self._packs

    def _opened(self) -> Iterator[Pack]:
        for folder in self.folders:
            for path in sorted(folder.glob(f"*{SUFFIX}")):
                try:
                    yield Pack(path)
                except BadPack as error:
                    self.faults = (*self.faults, str(error))
                    log.warning("%s", error)

    def line(self, said: Said, voice: str) -> PackedLine | None:
        """Give what is said of a line as clips in a voice; None unless every sentence is there."""
        found: list[PackedSentence] = []
        at = 0
        for sentence in sentences(said):
            clip = self._find(sentence, voice)
            if clip is None:
                return None
            if found:
                at += max(0, found[-1].sentence.rest_ms - SILENT_ENDS_MS)
            found.append(PackedSentence(*clip, sentence, at))
            at += clip[1].ms
        return PackedLine(tuple(found), at) if found else None

    def _find(self, sentence: Sentence, voice: str) -> tuple[Pack, Entry] | None:
        for pack in self.packs:
            entry = pack.find(voice, sentence.words)
            if entry is not None and len(entry.starts) == len(sentence.sounding):
                return pack, entry
        return None
