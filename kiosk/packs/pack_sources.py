"""What lies on a stick, read once within bounds: a folder's files or an archive's, whatever they are called.

A file that can't be taken costs itself and is told; what makes all of it unfit (pulled out, too much of
it, an archive that unpacks without end) is a `PackRefusedError`. Nothing here waits on a pipe or follows a link.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from kiosk.os_errors import reason_of
from kiosk.packs.refusal import PackRefusedError, refused
from kiosk.patterns import pattern
from kiosk.scenario.characters import is_control, is_unseen
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.files import printable
from kiosk.storage import open_file
from kiosk.values import dataclass

MEGABYTE = 1024 * 1024
PIECE = 256 * 1024
"""Bytes read at once."""

HIDDEN = (".", "~$", "__MACOSX", "System Volume Information", "$RECYCLE.BIN", "RECYCLER", "FOUND.")
"""How names begin that systems put on sticks."""

LONGEST_NAME = 60
"""Characters of a name on the disk, 180 bytes where they are Chinese: any system takes that."""

LONGEST_ENDING = 10
"""Characters of what counts as a name's ending."""

MOST_NAMES_BESIDE = 2_000
"""Names looked at beside a file that was named by itself."""

DIRECTORY_MOST = 4 * MEGABYTE
"""Bytes of an archive's list of files; one of thousands has a few hundred kilobytes."""

_RESERVED = pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_NO_NAME = pattern(r'[<>:"/\\|?*]')
_DRIVE = pattern(r"[A-Za-z]:")
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ESHUTDOWN}
"""What a system says of a stick that isn't there any more."""
_WINDOWS_GONE = {3, 21, 31, 55, 433, 1006, 1110, 1117, 1167}
"""The same on Windows: no such path, not ready, not functioning, no such device, changed, I/O error."""
_REPARSE_POINT = 0x400
_UTF8_NAMES = 0x800
_LOCKED = 0x1
_END, _END_LONG = b"PK\x05\x06", 22
_UNTOLD = 0xFFFF
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    MemoryError,
)
"""What reading an archive somebody has tampered with may raise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken at the most; sizes in bytes."""

    entries: int = 20_000
    """Names looked at, whatever they are: a stick may hold somebody's photographs."""
    files: int = 4_000
    """Files copied: forty stories of a hundred recordings each."""
    size: int = 512 * MEGABYTE
    depth: int = 6
    seconds: float = 600.0


@dataclass(slots=True)
class Budget:
    """What is left of the limits; asked at every piece that is read."""

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    entries: int = 0
    files: int = 0
    size: int = 0
    began: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count the time."""
        self.began = self.clock()

    def entry(self) -> None:
        """Count a name; PackRefusedError where there are too many."""
        self.entries += 1
        if self.entries > self.limits.entries:
            raise refused("entries", most=f"{self.limits.entries:,}")
        self.in_time()

    def file(self) -> None:
        """Count a file that is copied."""
        self.files += 1
        if self.files > self.limits.files:
            raise refused("files", most=f"{self.limits.files:,}")

    def piece(self, size: int) -> None:
        """Count bytes that were read."""
        self.size += size
        if self.size > self.limits.size:
            raise refused("size", most=self.limits.size // MEGABYTE)
        self.in_time()

    def in_time(self) -> None:
        """Raise PackRefusedError where it takes too long."""
        if self.clock() - self.began > self.limits.seconds:
            raise refused("slow", minutes=round(self.limits.seconds / 60))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that may be taken: its path below the source, its size as told, when it was changed (ns)."""

    parts: tuple[str, ...]
    size: int
    changed: int
    source: Source
    inner: object

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def shown(self) -> str:
        """The path as people know it."""
        return printable("/".join((*self.source.within, *self.parts)))

    def pieces(self, budget: Budget) -> Iterator[bytes]:
        """Give the file's bytes piece by piece; OSError where it can't be read, ValueError where it is torn."""
        return self.source.pieces(self, budget)


class Source(Protocol):
    """Where files come from: a folder, a file alone, or an archive."""

    @property
    def within(self) -> tuple[str, ...]:
        """What stands before a path for people: the archive it is in."""

    def entries(self, told: list[Problem], budget: Budget) -> Iterator[Entry]:
        """Give the files there are; what can't be taken is told."""

    def pieces(self, entry: Entry, budget: Budget) -> Iterator[bytes]:
        """Give a file's bytes."""


def skipped(name: str, variant: str, **values: object) -> Problem:
    """Give the notice of a file that isn't taken."""
    return Problem.of("pack-skipped", variant, **values).placed(printable(name))


def readable_name(name: str) -> str:
    """Give a name the system gave as text; one in other bytes than UTF-8 is taken for Chinese of old."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def safe_name(name: str) -> str:
    """Give a name that any system takes, as like to the given one as can be."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join("_" if is_control(c) or is_unseen(c) or ord(c) > 0xFFFF else c for c in plain)  # noqa: PLR2004  the plane beyond which sticks have no names
    plain = _NO_NAME.sub("_", plain).encode("utf-8", "replace").decode().replace("?", "_")
    plain = re.sub(r"^[\s~]+|[\s.]+$", "", plain)
    if plain.startswith(".") or _RESERVED.fullmatch(plain.partition(".")[0].strip()):
        plain = "_" + plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        stem, dot, ending = plain, "", ""
    plain = stem[: LONGEST_NAME - len(dot + ending)] + dot + ending
    return re.sub(r"[\s.]+$", "", plain) or "_"


def folded(name: str) -> str:
    """Give what two names share that are one to a stick or to Windows."""
    return unicodedata.normalize("NFC", name).casefold()


# Folders ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FolderSource:
    """The files in and below a folder."""

    root: Path

    @property
    def within(self) -> tuple[str, ...]:
        """Nothing: paths are told as they lie on the stick."""
        return ()

    def entries(self, told: list[Problem], budget: Budget) -> Iterator[Entry]:
        """Give the files below the folder, in order of their names."""
        yield from self._below(str(self.root), (), told, budget)

    def _below(
        self, folder: str, above: tuple[str, ...], told: list[Problem], budget: Budget
    ) -> Iterator[Entry]:
        for each in self._listed(folder, above, told, budget):
            parts = (*above, readable_name(each.name))
            try:
                facts = each.stat(follow_symlinks=False)
            except OSError as error:
                self._met(error, "/".join(parts))
                told.append(skipped("/".join(parts), "unreadable", detail=reason_of(error)))
                continue
            if stat.S_ISLNK(facts.st_mode) or _is_junction(facts):
                told.append(skipped("/".join(parts), "link"))
            elif stat.S_ISDIR(facts.st_mode):
                if len(parts) >= budget.limits.depth:
                    told.append(skipped("/".join(parts), "deep", most=budget.limits.depth))
                else:
                    yield from self._below(each.path, parts, told, budget)
            elif stat.S_ISREG(facts.st_mode):
                yield Entry(parts, facts.st_size, facts.st_mtime_ns, self, each.path)
            else:
                told.append(skipped("/".join(parts), "odd"))

    def _listed(
        self, folder: str, above: tuple[str, ...], told: list[Problem], budget: Budget
    ) -> list[os.DirEntry[str]]:
        """Give what is in a folder, in order of the names, without what systems put there."""
        listed: list[os.DirEntry[str]] = []
        try:
            with os.scandir(folder) as listing:
                for each in listing:
                    budget.entry()
                    if not each.name.startswith(HIDDEN):
                        listed.append(each)
        except OSError as error:
            self._met(error, "/".join(above))
            if not above:
                raise refused("unreadable", detail=reason_of(error)) from error
            told.append(skipped("/".join(above), "unreadable", detail=reason_of(error)))
        return sorted(listed, key=lambda one: one.name)

    def pieces(self, entry: Entry, budget: Budget) -> Iterator[bytes]:
        """Give a file's bytes; what has been put in its place since it was listed isn't followed."""
        try:
            yield from _file_pieces(str(entry.inner), entry.size, budget)
        except OSError as error:
            self._met(error, entry.shown)
            raise

    def _met(self, error: OSError, name: str) -> None:
        """Raise PackRefusedError where an error means that all of the stick is gone."""
        if error.errno in _GONE or getattr(error, "winerror", None) in _WINDOWS_GONE:
            raise refused("gone", name=printable(name) or "U 盘") from error
        try:
            self.root.stat()
        except OSError:
            raise refused("gone", name=printable(name) or "U 盘") from error


def _is_junction(facts: os.stat_result) -> bool:
    """Tell whether a folder is only a way to another, as Windows has them."""
    return bool(getattr(facts, "st_file_attributes", 0) & _REPARSE_POINT)


@dataclass(frozen=True)
class FileSource:
    """A file that was named by itself, with those beside it that a story may use."""

    path: Path

    @property
    def within(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def entries(self, told: list[Problem], budget: Budget) -> Iterator[Entry]:
        """Give the file, and what lies beside it but is no story of its own."""
        beside = FolderSource(self.path.parent)
        found = False
        try:
            with os.scandir(self.path.parent) as listing:
                names = sorted(
                    {self.path.name, *(each.name for each in islice(listing, MOST_NAMES_BESIDE))}
                )
        except OSError as error:
            raise refused("unreadable", detail=reason_of(error)) from error
        for name in names:
            budget.entry()
            path = self.path.parent / name
            its_own = name == self.path.name
            if not its_own and not name.lower().endswith(_BESIDE):
                continue
            with suppress(OSError):
                facts = path.lstat()
                if stat.S_ISREG(facts.st_mode):
                    found = found or its_own
                    shown = (readable_name(name),)
                    yield Entry(shown, facts.st_size, facts.st_mtime_ns, beside, str(path))
        if not found:
            told.append(skipped(self.path.name, "link" if self.path.is_symlink() else "odd"))

    def pieces(self, entry: Entry, budget: Budget) -> Iterator[bytes]:
        """Give a file's bytes."""
        return FolderSource(self.path.parent).pieces(entry, budget)


_BESIDE = (".png", ".jpg", ".jpeg", ".svg")


def _file_pieces(path: str, size: int, budget: Budget) -> Iterator[bytes]:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise ValueError(path)
        read = 0
        while piece := os.read(number, PIECE):
            read += len(piece)
            budget.piece(len(piece))
            yield piece
    finally:
        os.close(number)
    if read < size:
        raise ValueError(
            path
        )  # it ended before its end: it is being written, or the stick is dying


# Archives -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ZipSource:
    """The files of an archive; `within` is what stands before their paths for people."""

    path: Path
    within: tuple[str, ...]
    archive: zipfile.ZipFile

    def entries(self, told: list[Problem], budget: Budget) -> Iterator[Entry]:
        """Give the archive's files in their order; of two names that are one the first."""
        seen: dict[str, str] = {}
        for info in self.archive.infolist():
            budget.entry()
            name = _zip_name(info)
            shown = "/".join((*self.within, name))
            parts = tuple(p for p in re.split(r"[/\\]", name) if p not in {"", "."})
            if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts:
                told.append(skipped(shown, "outside"))
                continue
            if info.is_dir() or not parts or any(part.startswith(HIDDEN) for part in parts):
                continue
            kind = info.external_attr >> 16
            if stat.S_ISLNK(kind):
                told.append(skipped(shown, "link"))
            elif stat.S_IFMT(kind) not in {0, stat.S_IFREG}:
                told.append(skipped(shown, "odd"))
            elif info.flag_bits & _LOCKED:
                told.append(skipped(shown, "locked"))
            elif len(parts) > budget.limits.depth:
                told.append(skipped(shown, "deep", most=budget.limits.depth))
            elif (key := folded("/".join(parts))) in seen:
                told.append(skipped(shown, "twin", other=seen[key]))
            else:
                seen[key] = printable(name)
                yield Entry(parts, info.file_size, _zip_time(info), self, info)

    def pieces(self, entry: Entry, budget: Budget) -> Iterator[bytes]:
        """Give a file's bytes; ValueError where the archive is torn there or lies about it."""
        assert isinstance(entry.inner, zipfile.ZipInfo)  # noqa: S101 - for the type checker
        try:
            with self.archive.open(entry.inner) as file:
                while piece := file.read(PIECE):
                    budget.piece(len(piece))
                    yield piece
        except OSError as error:
            raise refused("gone", name=printable(self.path.name)) from error
        except PackRefusedError:
            raise
        except _ZIP_FAULTS as error:
            raise ValueError(entry.shown) from error


@contextmanager
def opened_zip(path: Path, within: tuple[str, ...]) -> Iterator[ZipSource]:
    """Open an archive; PackRefusedError where it is none or its list of files is made to kill."""
    try:
        with open_file(path) as file:
            _check_directory(file)
            with zipfile.ZipFile(file) as archive:
                yield ZipSource(path, within, archive)
    except OSError as error:
        raise refused("unreadable", detail=reason_of(error)) from error
    except PackRefusedError:
        raise
    except _ZIP_FAULTS as error:
        raise refused("broken-zip", name=printable(path.name)) from error


def _check_directory(file: IO[bytes]) -> None:
    """Raise where an archive's list of files is larger than any honest one: it would be read whole."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _UNTOLD - _END_LONG))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LONG:
        raise zipfile.BadZipFile
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if count == _UNTOLD or size > DIRECTORY_MOST:
        raise refused("entries", most=f"{Limits().entries:,}")
    file.seek(0)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Give a name as it was meant: what isn't marked as UTF-8 was packed by a Chinese Windows."""
    name = info.orig_filename.partition("\0")[0]
    if info.flag_bits & _UTF8_NAMES:
        return unicodedata.normalize("NFC", name)
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return unicodedata.normalize("NFC", raw.decode(encoding))
    return name


def _zip_time(info: zipfile.ZipInfo) -> int:
    try:
        return int(time.mktime((*info.date_time, 0, 0, -1))) * 1_000_000_000
    except (ValueError, OverflowError):
        return 0


def of_paths(paths: Sequence[Path]) -> list[Path]:
    """Give the paths that are there; PackRefusedError for one that isn't."""
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise refused("not-found", name=printable(path), detail=reason_of(error)) from error
    return list(paths)
