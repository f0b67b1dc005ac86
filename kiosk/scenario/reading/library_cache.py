"""The checked library kept as one file, so that the next start parses nothing.

The file is named by what went in: the bytes of every scenario and catalogue file, the names of
the pictures there are, and the program that checked them. It begins with a digest of the rest; a
file that is missing, torn or foreign is as good as none, and one that can't be written is no loss.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.scenario.catalogue import FILES, Catalogue
from kiosk.scenario.checks.check_context import PictureFiles
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.files import Gathered, gather
from kiosk.scenario.reading.library import Library, Loaded, examine, on_day
from kiosk.scenario.reading.text import STICK_CAP
from kiosk.scenario.serialise import from_plain, to_plain

KEPT = 4
"""Cache files kept: the live set, the one before, the shipped one, and one more."""

LAYOUT = 2
_PROGRAM = Path(__file__).parents[1]
_log = logging.getLogger(__name__)


def open_library(
    paths: Sequence[Path],
    catalogue: Path,
    today: date,
    cache: Path | None,
    *,
    cap: int = STICK_CAP,
    pictures: PictureFiles | None = None,
) -> Library:
    """Give the library under the paths with the catalogue in a folder, from the cache if it can.

    `cache` is the folder cached libraries lie in, None for none. Never raises.
    """
    gathered = gather(paths, cap)
    if cache is None:
        return on_day(_load(gathered, catalogue, pictures), today)
    file = cache / f"library-{_key(gathered, catalogue, pictures)}.json"
    library = _recall(file, gathered)
    if library is None:
        library = _load(gathered, catalogue, pictures)
        _keep(library, file)
    return on_day(library, today)


def _load(gathered: Gathered, folder: Path, pictures: PictureFiles | None) -> Library:
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 - brings YAML

    catalogue, problems = load_catalogue(folder)
    library = examine(gathered, catalogue, pictures)
    return Library(library.loaded, catalogue, (*problems, *library.problems))


def _key(gathered: Gathered, catalogue: Path, pictures: PictureFiles | None) -> str:
    digest = hashlib.sha256(f"{LAYOUT}\0".encode())
    for part in (
        *_stamps(_PROGRAM, ".py"),
        *_stamps(_PROGRAM / "reading", ".py"),
        *_stamps(_PROGRAM / "checks", ".py"),
        *_stamps(_PROGRAM / "problem_codes", ".toml"),
        *_contents(gathered, catalogue),
        repr(pictures and (sorted(pictures.covers), sorted(pictures.portraits))).encode(),
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def _stamps(folder: Path, ending: str) -> Iterator[bytes]:
    """Give name, size and time of a folder's files: the program itself, without reading it."""
    with suppress(OSError), os.scandir(folder) as listing:
        for entry in sorted(listing, key=lambda entry: entry.name):
            if entry.name.endswith(ending):
                facts = entry.stat()
                yield f"{entry.name}\0{facts.st_size}\0{facts.st_mtime_ns}".encode()


def _contents(gathered: Gathered, catalogue: Path) -> Iterator[bytes]:
    for name in sorted(path.name for path in catalogue.glob("*.yaml")):
        yield name.encode("utf-8", "surrogateescape")
        with suppress(OSError):
            yield (catalogue / name).read_bytes()
    for file in gathered.files:
        yield os.fsencode(file.path)
        yield file.name.encode("utf-8", "surrogateescape")
        yield file.data
        yield repr(file.problem).encode("utf-8", "backslashreplace")
        for picture in file.pictures:
            yield f"{picture.path.name}\0{picture.size}\0{picture.changed}".encode(
                "utf-8", "surrogateescape"
            )
    yield repr(gathered.problems).encode("utf-8", "backslashreplace")


def _keep(library: Library, file: Path) -> None:
    """Write a library; a cache that can't be written is only logged."""
    try:
        body = json.dumps(_as_plain(library), ensure_ascii=False, separators=(",", ":")).encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        try:
            draft.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        old = sorted(file.parent.glob("library-*.json"), key=lambda path: -path.stat().st_mtime)
        for path in old[KEPT:]:
            path.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        _log.warning("the library cache can't be written: %s", error)


def _recall(file: Path, gathered: Gathered) -> Library | None:
    """Give the library kept in a file, None where there is none or it isn't whole."""
    try:
        stamp, _, body = file.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != stamp:
            return None
        return _from_plain(json.loads(body), gathered)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _as_plain(library: Library) -> dict[str, Any]:
    return {
        "catalogue": {
            part: [to_plain(entry) for entry in getattr(library.catalogue, part)] for part in FILES
        }
        | {"voices": library.catalogue.voices},
        "problems": [problem.to_plain() for problem in library.problems],
        "loaded": [
            {
                "scenario": to_plain(one.scenario, marks=True) if one.scenario else None,
                "fingerprint": one.fingerprint,
                "problems": [problem.to_plain() for problem in one.problems],
                "pictures": [path.name for path in one.pictures],
                "when_due": one.when_due.to_plain() if one.when_due else None,
            }
            for one in library.loaded
        ],
    }


def _from_plain(plain: dict[str, Any], gathered: Gathered) -> Library:
    kept = plain["catalogue"]
    parts: dict[str, Any] = {
        part: from_plain({"entries": kept[part]}, model).entries for part, model in FILES.items()
    }
    parts["voices"] = tuple(str(name) for name in kept["voices"])
    loaded = tuple(
        Loaded(
            from_plain(one["scenario"], Scenario) if one["scenario"] else None,
            file.path,
            file.name,
            one["fingerprint"],
            tuple(Problem.from_plain(problem) for problem in one["problems"]),
            tuple(file.path.parent / name for name in one["pictures"]),
            Problem.from_plain(one["when_due"]) if one["when_due"] else None,
        )
        for one, file in zip(plain["loaded"], gathered.files, strict=True)
    )
    problems = tuple(Problem.from_plain(problem) for problem in plain["problems"])
    return Library(loaded, Catalogue(**parts), problems)
