"""How the pages of stories are turned: on with Enter, back with Backspace, which else is 退出."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A button that turns to a page: its name, the page, its icon and its keys."""

    name: str
    page: int
    icon: str
    keys: tuple[str, ...]


def ways(page: int, pages: int) -> Iterator[PageTurn]:
    """Give the ways from a page to others; from the last one leads to the first."""
    last = pages - 1
    if page:
        # With two pages the one before is the first as well.
        only = ("enter",) if page == last == 1 else ()
        yield PageTurn("before", page - 1, "back", ("backspace", *only))
    if page < last:
        yield PageTurn("more", page + 1, "next", ("enter",))
    elif last > 1:
        yield PageTurn("first", 0, "replay", ("enter",))


def placed(composer: Composer, foot: Box, page: int, pages: int) -> Iterator[tuple[Box, PageTurn]]:
    """Give the ways side by side, each with its place in a row."""
    found = tuple(ways(page, pages))
    return zip(foot.columns(len(found), composer.theme.scale.gap), found, strict=True)
