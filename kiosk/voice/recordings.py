"""Recordings of lines by people: which there are, which are of words that have since changed.

A recording is `<folder>/<utterance id>.wav` (or .ogg, .flac). Beside the recordings lies the list
they were made from, `录音清单.json`: for each line a fingerprint of its words, and the checksums of
recordings that are of earlier words. A recording may have a JSON of its own beside it, `{"text": the
words as recorded, "marks": [[index of a written character, ms], …]}`, which then counts instead.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.outputs import OutputRefusedError, not_written, refuse_odd_places, set_aside
from kiosk.storage import LARGEST_KEPT, LARGEST_NOTE, read_file, read_text, write_whole
from kiosk.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kiosk.speech import Utterance

LIST = "录音清单.json"
LIST_FORMAT = 1

KINDS = (".ogg", ".flac", ".wav")
"""Kinds of recordings, the first found wins."""

FOREIGN_KINDS = (".m4a", ".mp3", ".aac", ".amr", ".wma", ".opus", ".mp4", ".3gp")
"""Kinds telephones record in and the kiosk doesn't play."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A person's recording of a line; marks are (index of a written character, ms), or none."""

    path: Path
    marks: tuple[tuple[int, int], ...] = ()


class Standing(Enum):
    """How it stands with the recording of a line."""

    RECORDED = "有录音"
    MISSING = "没有录音"
    OLD = "录的是改动以前的话"
    FOREIGN = "格式不能用"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a line; `path` is the file it is about, if any."""

    utterance: Utterance
    standing: Standing
    path: Path | None = None
    recording: Recording | None = None


def fingerprint(utterance: Utterance) -> str:
    """Give what changes when the words to be recorded change."""
    words = f"{utterance.text}\n{utterance.say}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


class Recordings:
    """The recordings in several folders, the first folder first; they may be missing.

    Last come the clips a story brings in its own folder, `<folder>/<line id>.wav` and so on.
    """

    def __init__(self, folders: Sequence[Path], own: Mapping[str, Path] | None = None) -> None:
        """Hold folders that are not looked into yet; their lists are read once.

        `own` holds the stories' own folders by the story's id.
        """
        self.look_in(folders, own)

    def look_in(self, folders: Sequence[Path], own: Mapping[str, Path] | None = None) -> None:
        """Look into other folders from now on; any thread may say so."""
        self._folders = tuple(folders)
        self._own = dict(own or {})
        self._lists: dict[Path, dict[str, Any]] = {}

    def find(self, utterance: Utterance) -> Recording | None:
        """Give the recording of a line, unless it is of other words than stand there now."""
        return self.look(utterance).recording

    def look(self, utterance: Utterance) -> Found:
        """Tell how it stands with the recording of a line."""
        old: Path | None = None
        for folder, name in self._where(utterance):
            for path in places(folder, name):
                found = self._accepted(folder, path, utterance)
                if found:
                    return Found(utterance, Standing.RECORDED, path, found)
                old = old or path
        if old is not None:
            return Found(utterance, Standing.OLD, old)
        for folder, name in self._where(utterance):
            for path in places(folder, name, FOREIGN_KINDS):
                return Found(utterance, Standing.FOREIGN, path)
        return Found(utterance, Standing.MISSING)

    def _where(self, utterance: Utterance) -> Iterator[tuple[Path, str]]:
        """Give the folders to look into, each with the name a recording has there."""
        yield from ((folder, utterance.id) for folder in self._folders)
        story, _, line = utterance.id.partition("/")
        if line and story in self._own:
            yield self._own[story], line

    def _accepted(self, folder: Path, path: Path, utterance: Utterance) -> Recording | None:
        facts = read_facts(path)
        recorded = facts.get("text")
        if recorded is not None:
            return Recording(path, _marks(facts)) if recorded == utterance.text else None
        lists = self._lists
        if folder not in lists:
            lists[folder] = read_list(folder)
        entry = lists[folder].get(utterance.id)
        if isinstance(entry, dict):
            if entry.get("words") != fingerprint(utterance):
                return None
            if entry.get("old") and checksum(path) in entry["old"]:
                return None
        return Recording(path, _marks(facts))


def places(folder: Path, name: str, kinds: Sequence[str] = KINDS) -> Iterator[Path]:
    """Give the files in `folder` that are named by an utterance's id; none outside of it."""
    parts = name.split("/")
    if any(p in ("", ".", "..") or set(p) & set("\\:\0") for p in parts):
        return
    for kind in kinds:
        path = folder.joinpath(*parts[:-1], parts[-1] + kind)
        try:
            found = path.is_file()
        except OSError:
            continue
        if found:
            yield path


def checksum(path: Path) -> str:
    """Give a recording's checksum, empty where it can't be read."""
    try:
        return f"{zlib.crc32(read_file(path, LARGEST_KEPT)):08x}"
    except OSError:
        return ""


def _is_list(path: Path) -> bool:
    """Tell whether a file is a list of this program, be it of another version."""
    try:
        data = json.loads(read_text(path, encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and {"format", "lines"} <= data.keys()


def read_list(folder: Path) -> dict[str, Any]:
    """Give a folder's list by utterance id, empty where there is none that can be read."""
    try:
        data = json.loads(read_text(folder / LIST, encoding="utf-8-sig"))
        lines = data["lines"] if data["format"] == LIST_FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return lines if isinstance(lines, dict) else {}


def write_list(folder: Path, utterances: Iterable[Utterance]) -> None:
    """Write the list of lines to record; recordings of words changed since the last are noted.

    Raises OutputRefusedError where it can't be written.
    """
    before = read_list(folder)
    lines: dict[str, Any] = {}
    for utterance in utterances:
        words = fingerprint(utterance)
        entry = before.get(utterance.id)
        old = list(entry.get("old") or ()) if isinstance(entry, dict) else []
        if isinstance(entry, dict) and entry.get("words") != words:
            old += [checksum(path) for path in places(folder, utterance.id)]
        lines[utterance.id] = {
            "words": words,
            "text": utterance.text,
            "old": sorted({o for o in old if o}),
        }
    data = {"format": LIST_FORMAT, "lines": lines}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    path = folder / LIST
    refuse_odd_places(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_list(path):
            set_aside(path)  # damaged, or somebody else's
        write_whole(path, text.encode(), durable=True)
    except OSError as error:
        raise OutputRefusedError(not_written(path, error)) from error


def strays(folder: Path, utterances: Iterable[Utterance]) -> list[Path]:
    """Give the recordings in a folder that belong to no line."""
    known = {utterance.id for utterance in utterances}
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KINDS + FOREIGN_KINDS
        and path.relative_to(folder).with_suffix("").as_posix() not in known
    )


def read_facts(path: Path) -> dict[str, Any]:
    """Read the JSON beside a recording, if there is one that makes sense."""
    try:
        facts = json.loads(read_file(path.with_suffix(".json"), LARGEST_NOTE))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def write_facts(path: Path, text: str) -> None:
    """Write beside a recording which words it is of."""
    facts = json.dumps({"text": text}, ensure_ascii=False)
    write_whole(path.with_suffix(".json"), facts.encode(), durable=True)


def _marks(facts: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    try:
        return tuple((int(i), int(ms)) for i, ms in facts.get("marks", ()))
    except (TypeError, ValueError):
        return ()
