"""Where sound already made is kept: the engine's speech, and people's recordings made ready.

A clip is a WAV and, beside it, a JSON with what it says and a checksum. A clip that
is cut short, altered or half written is not one: it is thrown away and made again. The cache is
bounded; what was longest not played goes first.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.storage import LARGEST_KEPT, LARGEST_NOTE, read_file, write_whole
from kiosk.values import dataclass
from kiosk.voice.text_normaliser import CODE_VERSION
from kiosk.voice.worker.sound import CLIP_FORMAT

if TYPE_CHECKING:
    from kiosk.voice.recordings import Recording
    from kiosk.voice.voices import VoiceParams

LIMIT = 1536 * 1024 * 1024
"""Bytes of cache: some 6,000 lines of a quarter megabyte, thirty stories at both speeds."""

ROOM_LEFT = 64 * 1024 * 1024
"""Bytes the cache leaves free on the disk for the journal and the logs."""

NORMALISER_VERSION = 1
"""Raise it where what makes recordings ready changes what is heard."""

_PRUNE_TO = 0.9
_ENGINE = "engine.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """A WAV's bytes and what is known of it; marks are (index of a said character, ms)."""

    wav: bytes
    seconds: float
    marks: tuple[tuple[int, int], ...]
    level: tuple[float, ...]


def key(engine: str, voice: VoiceParams, said: str) -> str:
    """Give the name under which the speech of `said` is kept."""
    whole = f"{CLIP_FORMAT}|{CODE_VERSION}|{engine}|{voice.key()}|{said}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def recording_key(recording: Recording, *, slow: bool) -> str:
    """Give the name under which a recording is kept as it is played; raise OSError if it is gone."""
    facts = recording.path.stat()
    whole = (
        f"{CLIP_FORMAT}|{NORMALISER_VERSION}|{recording.path}|{facts.st_size}|{facts.st_mtime_ns}"
    )
    whole += f"|{recording.marks}|{slow}"
    return "r" + hashlib.sha256(whole.encode()).hexdigest()[:31]


def clip_from(facts: dict[str, Any], wav: bytes) -> Clip | None:
    """Give the clip these facts describe, or None where they and the bytes don't agree."""
    try:
        if facts["format"] != CLIP_FORMAT or facts["crc"] != zlib.crc32(wav):
            return None
        return Clip(
            wav,
            float(facts["seconds"]),
            tuple((int(i), int(ms)) for i, ms in facts["marks"]),
            tuple(float(x) for x in facts["level"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


class ClipCache:
    """Speech the engine made before, on disk."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Keep clips in `folder`, at most `limit` bytes; nothing is read until it is needed."""
        self.folder = folder
        self._limit = limit
        self._bytes: int | None = None

    def path(self, name: str) -> Path:
        """Give where a clip lies or will lie."""
        return self.folder / f"{name}.wav"

    def has(self, name: str) -> bool:
        """Tell whether a clip lies there, unread."""
        try:
            return (
                self.path(name).stat().st_size > 0
                and self.path(name).with_suffix(".json").is_file()
            )
        except OSError:
            return False

    def read(self, name: str, said: str) -> Clip | None:
        """Give a whole clip that says `said`, or None; a damaged one is removed."""
        path = self.path(name)
        try:
            wav = read_file(path, LARGEST_KEPT)
            facts = json.loads(read_file(path.with_suffix(".json"), LARGEST_NOTE))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            self._remove(path)
            return None
        clip = clip_from(facts, wav) if isinstance(facts, dict) else None
        if clip is None or facts.get("text") != said:
            self._remove(path)
            return None
        with suppress(OSError):  # a cache that can only be read is still a cache
            os.utime(path)
        return clip

    def make_room(self) -> bool:
        """Make room for one more clip; False where the disk has none and nothing can be dropped."""
        if self._bytes is None:
            self._bytes = self._tidy()
        if self._bytes > self._limit:
            self._prune(int(self._limit * _PRUNE_TO))
        if self._free() < ROOM_LEFT:
            self._prune(max(0, self._bytes - ROOM_LEFT))
        return self._free() >= ROOM_LEFT

    def added(self, name: str) -> None:
        """Count a clip that was just written."""
        if self._bytes is not None:
            self._bytes += _size(self.path(name)) + _size(self.path(name).with_suffix(".json"))

    def size(self) -> int:
        """Give the bytes the clips take."""
        return sum(size for _, _, size in self._clips())

    def remember(self, engine: str, profile: str) -> None:
        """Note which engine speaks here, so that the next start finds its clips before it is up."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            facts = json.dumps({"engine": engine, "profile": profile})
            write_whole(self.folder / _ENGINE, facts.encode())
        except OSError:
            pass  # it will be asked again, that is all

    def remembered(self) -> tuple[str, str] | None:
        """Give the engine and profile noted at an earlier start."""
        try:
            facts = json.loads(read_file(self.folder / _ENGINE, LARGEST_NOTE))
            return str(facts["engine"]), str(facts["profile"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _clips(self) -> list[tuple[float, Path, int]]:
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".wav"):
                        facts = entry.stat()
                        path = Path(entry.path)
                        size = facts.st_size + _size(path.with_suffix(".json"))
                        found.append((facts.st_mtime, path, size))
        except OSError:
            pass  # no folder, no clips
        return found

    def _tidy(self) -> int:
        """Remove what an earlier process left half written; give the bytes of the rest."""
        try:
            for path in self.folder.glob("*.tmp"):
                path.unlink(missing_ok=True)
        except OSError:
            pass  # they take a little room
        return self.size()

    def _prune(self, bytes_left: int) -> None:
        clips = sorted(self._clips())
        total = sum(size for _, _, size in clips)
        for _, path, size in clips:
            if total <= bytes_left:
                break
            if self._remove(path):
                total -= size
        self._bytes = total

    def _remove(self, path: Path) -> bool:
        try:
            path.unlink(missing_ok=True)
            path.with_suffix(".json").unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _free(self) -> int:
        folder = self.folder
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
