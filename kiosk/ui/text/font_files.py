"""Which files the kiosk's fonts are, and whether one is the very file that was shipped."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from kiosk.storage import read_file
from kiosk.ui.text.font_sums import SUMS

FileFacts = tuple[int, int, int]
"""A file's node, its size, and when it was changed."""

REGULAR, BOLD, RARE = range(3)
"""The faces, as numbers; RARE has the characters that the others lack."""


def face_files(folder: Path) -> tuple[Path, ...]:
    """Give the file of each face in a folder of fonts, by its number."""
    return tuple(folder / f"KioskSansSC-{face}.otf" for face in ("Regular", "Bold", "Rare"))


def is_whole(path: Path) -> bool:
    """Tell whether a font file is the very one that was shipped: any other may end the program.

    The library that reads fonts trusts what stands in them: one of random bytes, or cut in half, was the
    end of the process at every start. A file that hasn't changed since isn't read again.
    """
    facts = file_facts(path)
    return facts is not None and _is_whole(path, facts)


def file_facts(path: Path) -> FileFacts | None:
    """Give what would be different were the file another one; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


@lru_cache(maxsize=16)
def _is_whole(path: Path, _facts: FileFacts) -> bool:
    try:
        return hashlib.sha256(read_file(path)).hexdigest() == SUMS.get(path.name)
    except OSError:
        return False
