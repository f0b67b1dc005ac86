"""What the program writes for itself: a file whole or not at all, and caches named by what went in."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

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

_log = logging.getLogger(__name__)


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
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def file_stamps(place: Path, endings: tuple[str, ...] = ("",)) -> Iterator[bytes]:
    """Give path, size and time of a file, or of those in and below a folder that end so."""
    if not place.is_dir():
        yield _file_stamp(place)
        return
    for folder, inner, files in os.walk(place):
        inner.sort()
        for name in sorted(files):
            if name.endswith(endings):
                yield _file_stamp(Path(folder, name))


def _file_stamp(path: Path) -> bytes:
    try:
        facts = path.stat()
    except OSError:
        return os.fsencode(path) + b"\0-"
    return os.fsencode(path) + f"\0{facts.st_size}\0{facts.st_mtime_ns}".encode()


class StampedCache:
    """Values as JSON, a file each, named by a stamp of all that went into it.

    A file begins with a digest of the rest. One that is torn or foreign is dropped, one that can't
    be written is no loss.
    """

    def __init__(self, folder: Path | None, kept: int, kind: str = "") -> None:
        """Keep the `kept` values used last in `folder`, in files whose names begin with `kind`.

        None for a folder keeps nothing.
        """
        self._folder, self._kept, self._kind = folder, kept, kind

    def recall(self, stamp: str, read: Callable[[Any], Value]) -> Value | None:
        """Give what `read` makes of the value kept under a stamp, None where there is none."""
        if self._folder is None:
            return None
        path = self._path(self._folder, stamp)
        try:
            digest, _, body = path.read_bytes().partition(b"\n")
            if _digest(body) != digest:
                raise ValueError(path)
            value = read(json.loads(body))
        except OSError:
            return None
        except UNREADABLE:
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):  # a cache that can only be read is still a cache
            os.utime(path)
        return value

    def keep(self, stamp: str, value: object) -> None:
        """Keep a value; where it can't be written that is only logged."""
        if self._folder is None:
            return
        try:
            body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(self._folder, stamp), _digest(body) + b"\n" + body)
            old = sorted(
                self._folder.glob(f"{self._kind}*.json"), key=lambda path: -path.stat().st_mtime
            )
            for path in old[self._kept :]:
                path.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else error
            _log.warning("缓存写不进 %s（%s），下次会慢一些", self._folder, reason)

    def _path(self, folder: Path, stamp: str) -> Path:
        return folder / f"{self._kind}{stamp}.json"


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
