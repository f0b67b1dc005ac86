"""What reviews found, kept as a file a story, so that a story unchanged isn't laid out again.

A file is named by all that went into its review: the story's bytes, its picture and recordings, and
the ground it was reviewed on, which is the program, its fonts and words, the catalogue, the voice
chosen and the libraries underneath. It lies in a folder of its own, of which the kiosk knows nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from kiosk.scenario.problems import Problem

FOLDER = "review"
"""Name of the folder below the cache."""

KEPT = 200
"""Files kept; one has less than ten kilobytes as a rule."""

LIBRARIES = ("pygame", "pygame-ce", "pyttsx3", "espeakng-loader", "sherpa-onnx")
READ_FROM = (".py", ".toml", ".yaml", ".txt", ".otf")
"""Endings of the program's own files a review depends on."""

_log = logging.getLogger(__name__)


def ground(program: Path, folders: Iterable[Path], choices: Iterable[object]) -> bytes:
    """Give a digest of what every review stands on, from names, sizes and times of files."""
    digest = hashlib.sha256(f"{sys.version}\0{sys.platform}".encode())
    for name in LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"\0{name} {metadata.version(name)}".encode())
    for folder in (program, *folders):
        for stamp in _stamps(folder):
            digest.update(stamp)
    digest.update(repr([str(choice) for choice in choices]).encode("utf-8", "backslashreplace"))
    return digest.digest()


def key(under: bytes, name: str, data: bytes, others: Sequence[Path], *, playable: bool) -> str:
    """Give the name of a story's file; `others` are its picture and the folder of its recordings."""
    digest = hashlib.sha256(under)
    for part in (name.encode("utf-8", "surrogatepass"), data, bytes([playable])):
        digest.update(len(part).to_bytes(8, "big") + part)
    for path in others:
        for stamp in _stamps(path, ()) if path.is_dir() else (_stamp(path),):
            digest.update(stamp)
    return digest.hexdigest()[:32]


def recall(folder: Path, name: str, file: str) -> tuple[Problem, ...] | None:
    """Give the problems kept under a name, None where there are none or the file isn't whole."""
    path = folder / f"{name}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        problems = tuple(Problem.from_plain(plain) for plain in kept)
        if any(problem.file != file for problem in problems):
            return None
        os.utime(path)  # the ones used last are kept longest
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return problems


def keep(folder: Path, name: str, problems: Sequence[Problem]) -> None:
    """Keep what was found; where that can't be written it is only logged."""
    body = json.dumps([problem.to_plain() for problem in problems], ensure_ascii=False)
    path = folder / f"{name}.json"
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_text(body, encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        old = sorted(folder.glob("*.json"), key=lambda one: -one.stat().st_mtime)
        for one in old[KEPT:]:
            one.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        _log.warning("what reviews found can't be kept: %s", error)


def _stamps(folder: Path, endings: tuple[str, ...] = READ_FROM) -> Iterator[bytes]:
    """Give the stamps of the files in and below a folder, in order; of all where no ending is given."""
    for place, inner, files in os.walk(folder):
        inner.sort()
        for name in sorted(files):
            if not endings or name.endswith(endings):
                yield _stamp(Path(place, name))


def _stamp(path: Path) -> bytes:
    try:
        facts = path.stat()
    except OSError:
        return os.fsencode(path) + b"\0-"
    return os.fsencode(path) + f"\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode()
