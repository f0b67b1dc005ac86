"""A pack of speech: one file for a story, with every sentence's sound and the times of its characters.

It is a zip file, its sounds stored as they are, so that any tool opens it and any clip is read alone:

    index.json        what follows
    <key>.ogg         Ogg Vorbis, 24 kHz, mono

The index says for each key the `words`, the `voice`, the `pinyin` they were read by, the `recipe` (a hash of
pinyin, voice and maker), the length in `ms`, and `starts`: for each character that sounds, when it begins,
in ms. Keys are made of voice and words, so what is wanted is found without knowing how it was made, and
other words never match. The zip's own checksums tell a damaged clip.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
INDEX = "index.json"
SUFFIX = ".zip"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same clips give the same bytes, whenever they are packed."""


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
        """The name its sound is found by."""
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
            with zipfile.ZipFile(path) as packed:
                data: dict[str, Any] = json.loads(packed.read(INDEX))
            if data["format"] != FORMAT:
                raise BadPack(
                    f"语音文件 {path} 是另一个版本做的。请换成与程序同一版本的，或重做一次。"
                )
            self.entries = {str(name): _entry(facts) for name, facts in data["clips"].items()}
        except (OSError, zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError) as error:
            raise BadPack(f"语音文件 {path} 读不出来：{error}。请换一份，或重做一次。") from error

    def find(self, voice: str, words: str) -> Entry | None:
        """Give what is known of a sentence in a voice, or None."""
        entry = self.entries.get(key(voice, words))
        return entry if entry is not None and (entry.voice, entry.words) == (voice, words) else None

    def sound(self, entry: Entry) -> bytes | None:
        """Give a clip's Ogg Vorbis; None where it is damaged or gone."""
        try:
            with zipfile.ZipFile(self.path) as packed:
                return packed.read(f"{entry.key}.ogg")
        except (OSError, zipfile.BadZipFile, zlib.error, KeyError):
            return None


def _entry(facts: Mapping[str, Any]) -> Entry:
    return Entry(
        str(facts["words"]),
        str(facts["voice"]),
        str(facts["pinyin"]),
        str(facts["recipe"]),
        int(facts["ms"]),
        tuple(int(start) for start in facts["starts"]),
    )


def write(path: Path, clips: Iterable[tuple[Entry, bytes]]) -> int:
    """Write a pack, the old one standing until it is whole; give its bytes. Raises OSError."""
    ordered = sorted(clips, key=lambda clip: clip[0].key)
    facts = {entry.key: asdict(entry) for entry, _ in ordered}
    index = json.dumps(
        {"format": FORMAT, "clips": facts}, ensure_ascii=False, separators=(",", ":")
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.tmp")
    with zipfile.ZipFile(half, "w") as packed:
        packed.writestr(_member(INDEX, zipfile.ZIP_DEFLATED), index)
        for entry, sound in ordered:
            packed.writestr(_member(f"{entry.key}.ogg", zipfile.ZIP_STORED), sound)
    half.replace(path)
    return path.stat().st_size


def _member(name: str, how: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = how
    info.external_attr = 0o644 << 16
    return info
