"""The checked library kept as one file, so that the next start parses nothing.

Its stamp is of what went in: the bytes of every scenario and catalogue file, the names of the
pictures there are, and the program that checked them. The words of its texts are kept with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from kiosk.scenario.catalogue import FILES
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.reading import kept_values
from kiosk.scenario.reading.files import Gathered, gather
from kiosk.scenario.reading.library import Library, Loaded, examine, newest_first, on_day
from kiosk.scenario.reading.story_text import WorkbookReader
from kiosk.scenario.reading.text import STICK_CAP
from kiosk.scenario.serialise import to_plain
from kiosk.storage import StampedCache, file_stamps, read_file, stamp_of

KEPT = 4
"""Cache files kept: the live set, the one before, the shipped one, and one more."""

LAYOUT = 6
_PROGRAM = Path(__file__).parents[1]


class WordFinder(Protocol):
    """Finds the words of texts; the kiosk's is `kiosk.segmenter`."""

    @property
    def stamp(self) -> bytes:
        """Give what its words depend on beside the texts."""

    def segmented(self, texts: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
        """Give the segmented runs of texts; `names` are those of people in them."""


def open_library(  # noqa: PLR0913 - each is one thing a library is made from
    paths: Sequence[Path],
    catalogue: Path,
    today: date,
    cache: Path | None,
    *,
    cap: int = STICK_CAP,
    pictures: PictureFiles | None = None,
    workbooks: WorkbookReader | None = None,
    words: WordFinder | None = None,
) -> Library:
    """Give the library under the paths with the catalogue in a folder, from the cache if it can.

    `cache` is the folder cached libraries lie in, None for none; `workbooks` reads stories from
    workbooks, `words` finds the words of their texts, None for none. Never raises.
    """
    gathered = gather(paths, cap)
    kept = StampedCache(cache, KEPT, "library-", kept_values.ENDING)
    stamp = _stamp(gathered, catalogue, pictures, workbooks, words)
    library = kept.recall(stamp, lambda data: _from_bytes(data, gathered))
    if library is None:
        library = _load(gathered, catalogue, pictures, workbooks)
        library = replace(library, words=words_of(library, words) if words else ())
        kept.keep(stamp, _to_bytes(library, gathered))
    return on_day(library, today)


def words_of(library: Library, words: WordFinder) -> tuple[str, ...]:
    """Give the segmented runs of all texts of a library's stories and catalogue."""
    entries = (entry for part in FILES for entry in getattr(library.catalogue, part))
    texts = [text for value in (*library.scenarios, *entries) for text in _texts(to_plain(value))]
    # What is left out where nothing is written stands on the screen all the same.
    texts += [scenario.wallet_name for scenario in library.scenarios]
    names = (person.name for scenario in library.scenarios for person in scenario.cast)
    return words.segmented(texts, names)


def _texts(plain: object) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict | list):
        for value in plain.values() if isinstance(plain, dict) else plain:
            yield from _texts(value)


def _load(
    gathered: Gathered,
    folder: Path,
    pictures: PictureFiles | None,
    workbooks: WorkbookReader | None,
) -> Library:
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 - brings YAML

    catalogue, problems = load_catalogue(folder)
    library = examine(gathered, catalogue, pictures, workbooks)
    return Library(library.loaded, catalogue, (*problems, *library.problems))


def _stamp(
    gathered: Gathered,
    catalogue: Path,
    pictures: PictureFiles | None,
    workbooks: WorkbookReader | None,
    words: WordFinder | None,
) -> str:
    """Give the stamp of the library these files make in the eyes of this program."""
    return stamp_of(
        (
            str(LAYOUT).encode(),
            *file_stamps(_PROGRAM, (".py", ".toml")),
            *(_reader_stamps(workbooks) if any(f.is_workbook for f in gathered.files) else ()),
            *_contents(gathered, catalogue),
            words.stamp if words else b"",
            repr(pictures and (sorted(pictures.covers), sorted(pictures.portraits))).encode(),
        )
    )


def _reader_stamps(workbooks: WorkbookReader | None) -> Iterator[bytes]:
    """Give the stamps of the room a reader of workbooks lives in."""
    home = sys.modules[workbooks.__module__].__file__ if workbooks else None
    yield from file_stamps(Path(home).parent, (".py",)) if home else ()


def _contents(gathered: Gathered, catalogue: Path) -> Iterator[bytes]:
    for name in sorted(path.name for path in catalogue.glob("*.yaml")):
        yield name.encode("utf-8", "surrogateescape")
        with suppress(OSError):
            yield read_file(catalogue / name)
    for file in gathered.files:
        yield os.fsencode(file.path)
        yield file.name.encode("utf-8", "surrogateescape")
        yield file.data
        yield repr(file.problem).encode("utf-8", "backslashreplace")
        for picture in file.pictures:
            yield f"{picture.path.name}\0{picture.size}\0{picture.changed}".encode(
                "utf-8", "surrogateescape"
            )
    # Of two files with one id the newest is played: which that is is part of what went in.
    yield repr(newest_first(gathered.files)).encode()
    yield repr(gathered.problems).encode("utf-8", "backslashreplace")


def _to_bytes(library: Library, gathered: Gathered) -> bytes:
    places = {file.path: number for number, file in enumerate(gathered.files)}
    loaded = [
        (
            places[one.file],
            one.scenario,
            one.fingerprint,
            one.problems,
            tuple(path.name for path in one.pictures),
            one.dated,
        )
        for one in library.loaded
    ]
    return kept_values.to_bytes((loaded, library.catalogue, library.problems, library.words))


def _from_bytes(data: bytes, gathered: Gathered) -> Library:
    kept, catalogue, problems, words = kept_values.from_bytes(data)
    loaded = []
    for place, scenario, fingerprint, found, pictures, dated in kept:
        file = gathered.files[place]
        own = tuple(file.path.parent / name for name in pictures)
        loaded.append(Loaded(scenario, file.path, file.name, fingerprint, found, own, dated))
    return Library(tuple(loaded), catalogue, problems, words)
