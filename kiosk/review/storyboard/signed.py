"""What was signed before: read from the pages that carry it, or from the story files of that time."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.review.storyboard.index_page import INDEX
from kiosk.review.storyboard.record import INTERFACE, Record, read_records
from kiosk.review.storyboard.versions import StoryVersion
from kiosk.scenario.reading.library import Library
from kiosk.storage import read_file
from kiosk.values import dataclass

LARGEST = 64 << 20
"""Bytes a storyboard may have that is read; with its pictures one has some three million."""

WANTED = "--since 后面写上次签字的 .html，或者当时的剧本文件。"


@dataclass(frozen=True, slots=True)
class Signed:
    """What was approved before: stories by their id, the interface's record."""

    stories: Mapping[str, StoryVersion] = field(default_factory=dict)
    interface: Record | None = None


def read_signed(paths: Sequence[Path], library: Callable[[list[Path]], Library]) -> Signed:
    """Give what lies under some paths, the last of several versions; RefusedError where one can't be read.

    `library` reads and checks story files.
    """
    stories: dict[str, StoryVersion] = {}
    interface = None
    for path in paths:
        carried = _carried(path)
        versions = [StoryVersion.of_record(record, name) for name, record in carried]
        interface = next((r for _, r in reversed(carried) if r.kind == INTERFACE), interface)
        if not carried:
            found = library([path])
            versions = [StoryVersion.of_file(one, found.catalogue) for one in found.loaded]
            if not any(versions):
                told = [problem.text() for problem in found.all_problems]
                raise RefusedError("\n".join([*told, f"{path} 里没有可以比较的剧本。{WANTED}"]))
        stories |= {one.scenario.id: one for one in versions if one is not None}
    return Signed(stories, interface)


def is_page(path: Path) -> bool:
    """Tell whether a file is a page, by its name."""
    return path.suffix.lower() in {".html", ".htm"}


def _carried(path: Path) -> list[tuple[str, Record]]:
    """Give what a page, or the pages of a folder, carry, each with its page's name; nothing of other files."""
    among = [page for page in path.glob("*.html") if page.is_file()] if path.is_dir() else []
    pages = among or ([path] if is_page(path) and not path.is_dir() else [])
    # The list comes last: it knows what was there then, a page of its folder may be older.
    pages.sort(key=lambda page: (page.name == INDEX, page.name))
    found = [(page.name, record) for page in pages for record in read_records(_text(page))]
    if not found and pages and not among:
        raise RefusedError(
            f"{path} 里没有带着当时的内容：不是 kiosk storyboard 写的，或者是旧的程序写的。"
            "请换成当时的剧本文件。"
        )
    return found


def _text(page: Path) -> str:
    try:
        facts = page.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST:
            raise RefusedError(f"{page} 不是审核材料。{WANTED}")
        return read_file(page, LARGEST).decode("utf-8", "replace")
    except OSError as error:
        raise RefusedError(
            f"{page} 读不了（{reason_of(error)}）。请看看文件名写得对不对。"
        ) from error
