"""Files read within a bound, written whole or not at all, and caches named by what went in.

Whatever lies where the program looks for a file, `read_file` neither waits for it nor takes in more than it may:
all that is read at a start or in a visit is read through it, and a test holds the program to that.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, TypeVar

from kiosk.os_errors import reason_of

Value = TypeVar("Value")

UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
)
"""What reading a file that isn't what it should be may raise; the last of a number JSON has without end."""

LARGEST = 8 * 1024 * 1024
"""Bytes of a file that is shipped and read whole: the largest, a list of readings, has 0.4 MB."""
LARGEST_KEPT = 32 * 1024 * 1024
"""Bytes of a value in a cache: all the shipped stories, checked, take 0.6 MB."""
LARGEST_NOTE = 1024 * 1024
"""Bytes of what is noted of a site, as its counts of 400 days or its PIN."""

_log = logging.getLogger(__name__)


def read_file(path: Path, most: int = LARGEST) -> bytes:
    """Give a regular file's bytes, whatever else may lie there; OSError where it is none, or larger than `most`.

    A pipe would be waited for for good, a device would never end, three gigabytes would take a minute: none of
    them is opened. The error's number is ESPIPE for what is no file, EISDIR for a folder, EFBIG for too much.
    """
    with open_file(path) as file:
        if os.fstat(file.fileno()).st_size > most or len(data := file.read(most + 1)) > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def read_beginning(path: Path, most: int) -> bytes:
    """Give the first bytes of a regular file, at most so many; OSError where it is none."""
    with open_file(path) as file:
        return file.read(most)


def read_text(path: Path, most: int = LARGEST, *, encoding: str = "utf-8") -> str:
    """Give a regular file's text with plain line ends; OSError as `read_file`, ValueError for other bytes."""
    return read_file(path, most).decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading its bytes; OSError where something else lies there."""
    _check_kind(path.stat(), path)
    # Between the two looks it may have become another: opened so, a pipe doesn't wait for its other end.
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _NO_WAIT))  # noqa: SIM115
    try:
        _check_kind(os.fstat(file.fileno()), path)
    except OSError:
        file.close()
        raise
    return file


def clear_the_way(path: Path, most: int) -> None:
    """Take away what lies where a file of ours is added to, unless it is one no larger than `most`; OSError.

    A link to one, as an administrator may lay it, stays.
    """
    try:
        facts = path.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
        path.unlink()


def _check_kind(facts: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(facts.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(facts.st_mode) else errno.ESPIPE
        raise OSError(number, os.strerror(number), str(path))


_ODD = (errno.ESPIPE, errno.EFBIG)
"""Numbers of the errors of what never was a file of ours."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def write_whole(path: Path, data: bytes, *, durable: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all; raises OSError, and then leaves nothing behind.

    With `durable` it is on the disk when this returns, should the power fail then; `private` lets
    nobody else of the machine read it, where its system knows of such a thing.
    """
    # Short, as the file's own name may be as long as a system takes.
    draft = path.with_name(f"{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with open(draft, "wb", opener=_privately if private else None) as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
        if durable:
            sync_folder(path.parent)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk when this returns, where a system can be asked for that.

    What a file is called is kept in its folder: without, a file that was renamed may have its old name
    after the power has failed.
    """
    if os.name == "nt":
        return  # there a folder can't be opened; NTFS keeps a journal of names
    with suppress(OSError):  # some file systems can't; what was written is there all the same
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def stamp_of(parts: Iterable[bytes]) -> str:
    """Give a name for all these parts together, in their order."""
    import hashlib  # noqa: PLC0415 - the supervisor does without

    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def file_stamps(place: Path, endings: tuple[str, ...] = ("",)) -> Iterator[bytes]:
    """Give path, size and time of a file, or of those in and below a folder that end so."""
    if not place.is_dir():
        yield _file_stamp(str(place))
        return
    for folder, inner, files in os.walk(place):
        inner.sort()
        for name in sorted(files):
            if name.endswith(endings):
                yield _file_stamp(os.path.join(folder, name))  # noqa: PTH118 (a path's object takes longer than the file)


def _file_stamp(path: str) -> bytes:
    try:
        facts = os.stat(path)  # noqa: PTH116 (as above)
    except OSError:
        return os.fsencode(path) + b"\0-"
    return os.fsencode(path) + f"\0{facts.st_size}\0{facts.st_mtime_ns}".encode()


class StampedCache:
    """Values as bytes, a file each, named by a stamp of all that went into it.

    A file begins with a digest of the rest. One that is torn or foreign is dropped, one that can't
    be written is no loss.
    """

    def __init__(self, folder: Path | None, kept: int, kind: str, ending: str) -> None:
        """Keep the `kept` values used last in `folder`, in files whose names begin with `kind` and end so.

        None for a folder keeps nothing.
        """
        self._folder, self._kept, self._kind, self._ending = folder, kept, kind, ending

    def recall(self, stamp: str, read: Callable[[bytes], Value]) -> Value | None:
        """Give what `read` makes of the bytes kept under a stamp, None where there are none.

        It may raise what is in UNREADABLE where they aren't what was kept.
        """
        if self._folder is None:
            return None
        path = self._path(self._folder, stamp)
        try:
            digest, _, body = read_file(path, LARGEST_KEPT).partition(b"\n")
            if _digest(body) != digest:
                raise ValueError(path)
            value = read(body)
        except OSError as error:
            if error.errno in _ODD:
                _drop(path)
            return None
        except UNREADABLE:
            _drop(path)
            return None
        with suppress(OSError):  # a cache that can only be read is still a cache
            os.utime(path)
        return value

    def keep(self, stamp: str, body: bytes) -> None:
        """Keep bytes; where it can't be written that is only logged."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(self._folder, stamp), _digest(body) + b"\n" + body)
            kept = self._folder.glob(f"{self._kind}*{self._ending}")
            old = sorted(kept, key=lambda path: -path.lstat().st_mtime)
            for path in old[self._kept :]:
                path.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else error
            _log.warning("缓存写不进 %s（%s），下次会慢一些", self._folder, reason)

    def _path(self, folder: Path, stamp: str) -> Path:
        return folder / f"{self._kind}{stamp}{self._ending}"


class JsonCache:
    """A cache of values that JSON can hold."""

    def __init__(self, folder: Path | None, kept: int, kind: str = "") -> None:
        """Keep the `kept` values used last in `folder`, in files whose names begin with `kind`."""
        self._kept = StampedCache(folder, kept, kind, ".json")

    def recall(self, stamp: str, read: Callable[[Any], Value]) -> Value | None:
        """Give what `read` makes of the value kept under a stamp, None where there is none."""
        return self._kept.recall(stamp, lambda data: read(_json().loads(data)))

    def keep(self, stamp: str, value: object) -> None:
        """Keep a value; where it can't be written that is only logged."""
        text = _json().dumps(value, ensure_ascii=False, separators=(",", ":"))
        self._kept.keep(stamp, text.encode("utf-8", "surrogatepass"))


def _json() -> ModuleType:
    import json  # noqa: PLC0415 - the supervisor does without

    return json


def _drop(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _digest(body: bytes) -> bytes:
    import hashlib  # noqa: PLC0415 - as above

    return hashlib.sha256(body).hexdigest().encode()
