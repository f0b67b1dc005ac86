"""What the next screens will need, got ready while the present one stands.

Screens are values, so those that may follow are known: each target gives one, and time gives one.
Between two frames one of them is laid out; its words are measured then, and its pictures are drawn
by the apprentice. The frame that shows it has little left to do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import pygame

from kiosk.speech import Heard
from kiosk.ui.hoop import Hoop
from kiosk.ui.items import Art, Blend, Group, Panel, Ring
from kiosk.ui.surface_cache import BYTES_A_PIXEL

if TYPE_CHECKING:
    from kiosk.ui.screen import Item, Screen, Target, View
    from kiosk.ui.surface_cache import SurfaceCache

log = logging.getLogger(__name__)

MADE_HERE = Blend, Group, Hoop, Panel
"""What has parts that are made and is drawn by this thread: words may be among them."""
SHARE = 2
"""One in so many bytes of what the studio keeps may be for screens yet to come."""


class Prefetch:
    """Looks ahead from the screen that is shown."""

    def __init__(self, surfaces: SurfaceCache) -> None:
        self._surfaces = surfaces
        self._place: Hashable = None
        self._turn: Hashable = None
        self._seen: set[Target] = set()
        self._jobs: list[Callable[[float], None]] = []
        self._wanted: dict[Hashable, Art | Ring] = {}
        self._room = 0

    @property
    def waits(self) -> bool:
        """Tell whether there is something left to get ready."""
        return bool(self._jobs)

    def stand(self, screen: Screen, view: View, now: float) -> None:
        """Note what is shown: what may follow from here is looked at, each way once."""
        with _harmless():
            self._stand(screen, view, now)

    def _stand(self, screen: Screen, view: View, now: float) -> None:
        place = screen.identity, screen.comfort.look
        if place != self._place:
            self._place, self._turn = place, None
            self._seen, self._jobs, self._wanted = set(), [], {}
            self._room = self._surfaces.most // SHARE
            self._surfaces.image_worker.forget()
        if screen.time_key(now) != self._turn:
            self._turn = screen.time_key(now)
            self._jobs.insert(0, lambda now: self._prepare(screen.next_by_time(), now))
        for target in view.targets:
            if target not in self._seen:
                self._seen.add(target)
                self._jobs.append(partial(self._follow, screen, target))
        self._surfaces.gather()
        for key, picture in self._wanted.items():
            # Again and again: what was used last is kept longest.
            self._order(key, picture)
        for picture in _pictures(view.items):
            self._order(picture.key, picture)

    def work(self, now: float) -> None:
        """Do the next piece, a few milliseconds of it."""
        job = self._jobs.pop(0)
        with _harmless():
            self._surfaces.gather()
            job(now)

    def _follow(self, here: Screen, target: Target, now: float) -> None:
        """Prepare what a target leads to, unless it is the same screen or one in other letters."""
        there = target.then(now)
        same = (there.identity, there.piece) == (here.identity, here.piece)
        if not same and there.comfort.look is here.comfort.look:
            self._prepare(there, now)

    def _prepare(self, screen: Screen, now: float) -> None:
        items = replace(screen, since=now).view(now, Heard(screen.utterance)).items
        for picture in _pictures(items):
            key, size = picture.key, picture.box.w * picture.box.h * BYTES_A_PIXEL
            if key not in self._wanted and size <= self._room:
                self._room -= size
                self._wanted[key] = picture
                self._order(key, picture)
        for group in items:
            if isinstance(group, Group):
                for picture in _pictures(group.items):
                    self._order(picture.key, picture)
        # The pictures of groups are drawn by then.
        others = {_likeness(item): item for item in items if isinstance(item, MADE_HERE)}
        self._jobs[:0] = [partial(self._draw, item) for item in others.values()]

    def _order(self, key: Hashable, picture: Art | Ring) -> None:
        self._surfaces.order(key, partial(picture.make, self._surfaces))

    def _draw(self, item: Item, _now: float) -> None:
        """Have the studio make the parts of an item, where nobody sees it."""
        item.paint(pygame.Surface((1, 1)), self._surfaces)


def _likeness(item: Item) -> Hashable:
    """Give what two items have in common that need the same surfaces."""
    if isinstance(item, Panel):
        return item.colour, item.radius, item.edge, item.edge_colour, item.shadow
    return cast("Hashable", item)


@contextmanager
def _harmless() -> Iterator[None]:
    """Let a fault pass: it is met again, and the loop told, where somebody goes that way."""
    try:
        yield
    except Exception:
        log.debug("没能提前准备后面的画面", exc_info=True)


def _pictures(items: Iterable[Item]) -> Iterator[Art | Ring]:
    """Give what takes long to be drawn and needs no font."""
    return (item for item in items if isinstance(item, Art | Ring))
