"""Files people ask for: written whole or not at all, and never over one that isn't this program's own.

A file carries a seal: which kind it is, and a digest of all the rest. Only a file whose seal is of the
same kind and still fits is written over; somebody else's, and one that has been changed by hand since,
is refused, as are links, pipes, devices and folders, and the file that is being read.

    write_output(Path("story.html"), page, STORYBOARD, inputs=[story])
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.patterns import pattern
from kiosk.storage import read_file, write_whole
from kiosk.values import dataclass

LARGEST = 256 * 1024 * 1024
"""Bytes; what is larger was not written here."""

MOST_ASIDE = 10_000
"""Files of one name that are kept aside."""

LONGEST_SHOWN = 120
"""Characters of a path in a message."""

_SEAL = pattern(rb"fanzha-kiosk:([a-z-]+):([0-9a-f]{64})")
_UNSIGNED = b"0" * 64
_CHUNK = b"tEXtSoftware\0"
"""What a seal in a PNG stands behind."""
_PNG_END = 12
"""Bytes of the chunk a PNG ends with."""


class OutputRefusedError(RefusedError):
    """A file that isn't written; the message says in Chinese which, why and what to do."""


class Standing(Enum):
    """What lies where a file would be written."""

    FREE = "nothing"
    OURS = "as this program wrote it"
    CHANGED = "written by this program and changed since"
    FOREIGN = "somebody else's"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is written: its name in the seal, and how a seal is put into its bytes."""

    name: str
    embed: Callable[[bytes, bytes], bytes]


# Seals -------------------------------------------------------------------------------------------


def in_html(data: bytes, seal: bytes) -> bytes:
    """Give a page with a seal behind its end."""
    return data.rstrip(b"\n") + b"\n<!-- " + seal + b" -->\n"


def in_yaml(data: bytes, seal: bytes) -> bytes:
    """Give a YAML text with a seal as its first line, a comment."""
    return b"# " + seal + b"\n" + data


def in_json(data: bytes, seal: bytes) -> bytes:
    """Give a JSON object with a seal as its first value."""
    comment = b'{\n "made-by": "' + seal + b'",'
    return data.replace(b"{", comment, 1)


def in_table(data: bytes, seal: bytes) -> bytes:
    """Give a CSV table with a seal as its last row."""
    note = "（这张表由程序写成；改过以后，程序不会再覆盖它）"
    return data + f"{note},".encode() + seal + b"\r\n"


def in_png(data: bytes, seal: bytes) -> bytes:
    """Give a PNG with a seal in a text chunk before its end."""
    chunk = _CHUNK + seal
    sized = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", 0)
    return data[:-_PNG_END] + sized + data[-_PNG_END:]


def in_wav(data: bytes, seal: bytes) -> bytes:
    """Give a WAV with a seal in the list of facts that may follow its sound."""
    text = seal + b"\0" * (2 - len(seal) % 2)
    facts = b"INFOISFT" + struct.pack("<I", len(text)) + text
    chunk = b"LIST" + struct.pack("<I", len(facts)) + facts
    return data[:4] + struct.pack("<I", len(data) + len(chunk) - 8) + data[8:] + chunk


def sealed(data: bytes, kind: Kind) -> bytes:
    """Give a file's bytes with a seal of its kind that fits."""
    whole = kind.embed(data, b"fanzha-kiosk:" + kind.name.encode() + b":" + _UNSIGNED)
    found = _last_seal(whole)
    assert found is not None  # noqa: S101 - it was put there just now; for the type checker
    digest = _digest(whole, found).encode()
    whole = whole[: found.start(2)] + digest + whole[found.end(2) :]
    return _with_png_sum(whole, found) if _in_chunk(whole, found) else whole


def standing(path: Path, kind: Kind | None) -> Standing:
    """Tell whose the file at a path is; OSError where it can't be read."""
    if not os.path.lexists(path):
        return Standing.FREE
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST:
        return Standing.FOREIGN
    data = read_file(path, LARGEST) if kind else b""
    found = _last_seal(data)
    if kind is None or found is None or found[1] != kind.name.encode():
        return Standing.FOREIGN
    return Standing.OURS if _digest(data, found).encode() == found[2] else Standing.CHANGED


def _last_seal(data: bytes) -> re.Match[bytes] | None:
    return max(_SEAL.finditer(data), key=re.Match.start, default=None)


def _digest(data: bytes, seal: re.Match[bytes]) -> str:
    """Give the digest of all but the seal's own; an editor may end the lines otherwise."""
    rest = data[seal.end(2) :]
    if _in_chunk(data, seal):
        rest = rest[4:]  # the chunk's sum, which is of the digest too
    parts = (data[: seal.start(2)], rest)
    return hashlib.sha256(b"\0".join(p.replace(b"\r\n", b"\n") for p in parts)).hexdigest()


def _in_chunk(data: bytes, seal: re.Match[bytes]) -> bool:
    return data.endswith(_CHUNK, 0, seal.start())


def _with_png_sum(data: bytes, seal: re.Match[bytes]) -> bytes:
    begin = seal.start() - len(_CHUNK)
    end = seal.end()
    return data[:end] + struct.pack(">I", zlib.crc32(data[begin:end])) + data[end + 4 :]


# Writing -----------------------------------------------------------------------------------------


def write_output(
    path: Path, data: bytes, kind: Kind | None, *, inputs: Iterable[Path] = ()
) -> None:
    """Write a file people asked for, sealed, with the folders above it; OutputRefusedError else.

    `inputs` are the files it is made from, which it must not replace. Without a kind it is a file for
    people to go on with: it gets no seal, and takes no other's place, not even its own.
    """
    check_output(path, kind, inputs=inputs)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, sealed(data, kind) if kind else data)
    except OSError as error:
        raise OutputRefusedError(not_written(path, error)) from error


def check_output(path: Path, kind: Kind | None, *, inputs: Iterable[Path] = ()) -> None:
    """Raise OutputRefusedError where a file may not be written; asked before long work is done."""
    try:
        refuse_odd_places(path)
        if any(_same(path, each) for each in inputs):
            raise OutputRefusedError(f"{path} 就是要读的那个文件，没有改动它。请换一个文件名。")
        found = standing(path, kind)
        twin = _twin(path) if found is Standing.FREE else None
    except OSError as error:
        raise OutputRefusedError(not_written(path, error)) from error
    if found is Standing.FOREIGN and kind is None:
        raise OutputRefusedError(f"{path} 已经有了，没有改动它。请换一个名字。")
    if found is Standing.FOREIGN:
        raise OutputRefusedError(
            f"{path} 已经有了，不是本程序写的，没有改动它。请换一个文件名，或者先把它移走。"
        )
    if found is Standing.CHANGED:
        raise OutputRefusedError(
            f"{path} 写好以后有人改过，没有覆盖它。请换一个文件名，或者先把它移走。"
        )
    if twin is not None:
        raise OutputRefusedError(
            f"{path.parent} 里已经有 {twin}，和 {path.name} 只差大小写，"
            "放进 U 盘会互相覆盖。请换一个文件名。"
        )


def set_aside(path: Path) -> None:
    """Keep what lies at a path beside it, as `name.旧` or the first of `name.旧2`, … that is free.

    Raises OSError.
    """
    if os.path.lexists(path):
        path.replace(free_name_aside(path))


def free_name_aside(path: Path) -> Path:
    """Give where what lies at a path may be kept beside it: `name.旧` or the first of `name.旧2`, … that is free."""
    names = (f"{path.name}.旧{number or ''}" for number in (0, *range(2, MOST_ASIDE)))
    beside = (path.with_name(name) for name in names)
    return next(each for each in beside if not os.path.lexists(each))


def check_folder(folder: Path) -> None:
    """Raise OutputRefusedError where no folder can be at a path, so that no work is done in vain."""
    for each in (folder, *folder.parents):
        try:
            if each.is_dir():
                return
            if os.path.lexists(each):
                raise OutputRefusedError(f"{each} 已经有了，它不是文件夹。请换一个文件夹。")
        except OSError as error:
            raise OutputRefusedError(not_written(folder, error)) from error


def refuse_odd_places(path: Path) -> None:
    """Raise OutputRefusedError where something else than a file is or would be at a path."""
    if path.is_symlink():
        raise OutputRefusedError(f"{path} 是快捷方式（链接），没有写。请写真正的文件名。")
    if path.is_dir():
        raise OutputRefusedError(f"{path} 是文件夹，没有写。请在后面加上文件名。")
    if os.path.lexists(path) and not path.is_file():
        raise OutputRefusedError(f"{path} 是管道或设备，没有写。请换一个文件名。")
    check_folder(path.parent)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _twin(path: Path) -> str | None:
    """Give the file beside a path whose name is the same to a USB stick; None where there is none."""
    wanted = _folded(path.name)
    try:
        return next((e.name for e in path.parent.iterdir() if _folded(e.name) == wanted), None)
    except OSError:
        return None  # a folder that isn't there yet; another fault is told where it is written to


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def not_written(path: Path, error: OSError) -> str:
    """Give the sentence that says why the system didn't write a file, and what to do."""
    name = str(path)
    if len(name) > LONGEST_SHOWN:
        name = f"{name[:LONGEST_SHOWN]}…"
    if error.errno == errno.ENAMETOOLONG:
        return f"{name} 写不进去，名字太长（{len(path.name)} 个字）。请换一个短一些的名字。"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{name} 写不进去，磁盘满了。请先清理磁盘，或者换一个磁盘。"
    return f"{name} 写不进去（{reason_of(error)}）。请换一个文件夹。"
