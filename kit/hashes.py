"""The list of a folder's files with their SHA-256, in the form that `sha256sum -c` reads.

    python hashes.py FOLDER    says what isn't as the list says; 1 where there is such

The kit carries this file by itself, for systems without sha256sum.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

LIST = "SHA256SUMS"


def write(folder: Path) -> str:
    """Write the list of all files of a folder into it; give the list's own SHA-256, in hexadecimal."""
    lines = (f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))
    text = "".join(lines).encode()
    (folder / LIST).write_bytes(text)
    return hashlib.sha256(text).hexdigest()


def faults(folder: Path) -> list[str]:
    """Give what of a folder isn't as its list says, a Chinese sentence each; nothing where all is well.

    Files that the list doesn't name are none of its business: a stick gathers such.
    """
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return [f"没有可以读的文件清单 {LIST}"]
    found = []
    for line in lines:
        digest, _, name = line.partition("  ")
        try:
            damaged = _digest(folder / name) != digest
        except OSError:
            found.append(f"{name}：没有，或者读不出来")
        else:
            if damaged:
                found.append(f"{name}：和清单不一样")
    return found if lines else [f"文件清单 {LIST} 是空的"]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LIST)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> int:
    """Check the folder named."""
    found = faults(Path(sys.argv[1]))
    for fault in found:
        print(fault, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
