"""What comes next, got ready while the present screen stands, and handed to the loop when it comes.

Screens are values, so those that may follow are known: each target gives one, and time gives one.
Between two frames one of them is laid out; its words are measured then, and its pictures are drawn
by the image worker. Once a finger is down on a target the screen it brings is drawn whole: people
hold a button for about 80 ms, enough to draw any screen. When the finger is lifted the loop takes
that screen with its picture and makes nothing anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import pygame

from kiosk.engine.painter import Painter
from kiosk.speech import Heard
from kiosk.ui.items import Art, Blend, Group, Hoop, Panel, Ring
from kiosk.ui.surface_cache import BYTES_A_PIXEL
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.ui.screen import Item, Screen, Target, View
    from kiosk.ui.surface_cache import SurfaceCache

log = logging.getLogger(__name__)

MADE_HERE = Blend, Group, Panel
"""What has parts that are made and is drawn by this thread: words may be among them."""
SHARE = 2
"""One in so many bytes of what is kept of surfaces may be for screens yet to come."""
FRESH_SECONDS = 0.3
"""How long a screen made under a finger may be shown as it is: what moves on it has begun by then."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A screen made under a finger, with what it shows and the picture of that, canvas-sized."""

    screen: Screen
    view: View
    picture: pygame.Surface
    made: float


class Prefetch:
    """Looks ahead from the screen that is shown."""

    def __init__(
        self,
        canvas: pygame.Surface,
        surfaces: SurfaceCache,
        draws: Callable[[Screen], None] = lambda _: None,
    ) -> None:
        """Take what is drawn on; `draws` is told of each screen before it is laid out."""
        self._canvas, self._surfaces, self._draws = canvas, surfaces, draws
        self._identity: Hashable = None
        self._time_key: Hashable = None
        self._seen: set[Target] = set()
        self._ways: set[Hashable] = set()
        self._jobs: list[Callable[[float], None]] = []
        self._wanted: dict[Hashable, Art | Ring] = {}
        self._groups: set[Hashable] = set()
        """What the groups are kept under that are shown until time brings others."""
        self._next: set[Hashable] = set()
        """And those of the screen that time brings."""
        self._room = 0
        self._held: tuple[Target, Screen] | None = None
        self._prepared: Prepared | None = None

    def move_to(self, canvas: pygame.Surface) -> None:
        """Look ahead for another canvas from now on: what was got ready was for the old one."""
        self._canvas, self._identity = canvas, None
        self._held = self._prepared = None
        self._jobs = []

    @property
    def waits(self) -> bool:
        """Tell whether there is something left to get ready."""
        return bool(self._jobs)

    # While nobody touches -----------------------------------------------------------------------

    def stand(self, screen: Screen, view: View, now: float) -> None:
        """Note what is shown: what may follow from here is looked at, each way once."""
        with _harmless():
            self._stand(screen, view, now)

    def _stand(self, screen: Screen, view: View, now: float) -> None:
        identity = screen.identity, screen.comfort.look
        if identity != self._identity:
            self._identity, self._time_key = identity, None
            self._seen, self._ways, self._jobs, self._wanted = set(), set(), [], {}
            self._groups, self._next = set(), set()
            self._room = self._surfaces.most // SHARE
            self._surfaces.image_worker.forget()
            self._jobs += self._turns(view)
        if screen.time_key(now) != self._time_key:
            self._time_key = screen.time_key(now)
            self._change_groups(view)
            self._jobs.insert(0, partial(self._lay_out_next, screen))
        for target in view.targets:
            if target not in self._seen:
                self._seen.add(target)
                self._jobs.append(partial(self._follow, screen, target))
        self._surfaces.gather()
        for key, picture in self._wanted.items():
            # Again and again: what was used last is kept longest.
            self._order(key, picture)
        for key in self._next:
            # Drawn seconds ahead, and everything that moves meanwhile is made anew again and again.
            self._surfaces.keep_longer(key)
        for picture in _pictures(view.items):
            self._order(picture.key, picture)

    def _turns(self, view: View) -> list[Callable[[float], None]]:
        """Give what is to be done for the hoops to have all the alphas they take turns in."""
        hoops = [item for item in view.items if isinstance(item, Hoop)]
        others = (replace(hoop, alpha=alpha) for hoop in hoops for alpha in set(hoop.turns))
        return [partial(self._get_ready, hoop) for hoop in others]

    def _get_ready(self, hoop: Hoop, _now: float) -> None:
        hoop.get_ready(self._surfaces)

    def _change_groups(self, view: View) -> None:
        """Let go of the groups that time has taken away: each may be as large as the phone."""
        shown = _groups(view.items)
        for key in self._groups - shown:
            self._surfaces.forget(key)
        self._groups = shown

    def work(self, now: float) -> None:
        """Do the next piece, a few milliseconds of it."""
        job = self._jobs.pop(0)
        with _harmless():
            self._surfaces.gather()
            job(now)

    def _lay_out_next(self, here: Screen, now: float) -> None:
        """Lay out what time brings."""
        items = self._lay_out(here.next_by_time(now), now)
        self._next = _groups(items)

    def _follow(self, here: Screen, target: Target, now: float) -> None:
        """Lay out what a target leads to: once for all that lead there, and in these letters only."""
        there = target.then(now)
        way = type(there), there.identity, there.piece
        known = way == (type(here), here.identity, here.piece) or way in self._ways
        if not known and there.comfort.look is here.comfort.look:
            self._ways.add(way)
            self._lay_out(there, now)

    def _lay_out(self, screen: Screen, now: float) -> tuple[Item, ...]:
        self._draws(screen)
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
        self._jobs[:0] = [partial(self._draw, screen, item) for item in others.values()]
        return items

    def _order(self, key: Hashable, picture: Art | Ring) -> None:
        self._surfaces.order(key, partial(picture.make, self._surfaces))

    def _draw(self, screen: Screen, item: Item, _now: float) -> None:
        """Have the parts of a screen's item made, where nobody sees it."""
        self._draws(screen)
        item.paint(pygame.Surface((1, 1)), self._surfaces)

    # While a finger is down ---------------------------------------------------------------------

    def hold(self, target: Target | None, here: Screen, now: float) -> None:
        """Draw, once, what the target under the finger brings from here; without one, let it go.

        Where the screen goes on under the finger, to its next line say, it is drawn anew.

        A fault is kept for the moment it is met on the way: then the loop knows what to do about it.
        """
        if target is None:
            self._held = self._prepared = None
            return
        if self._holds(target, here):
            return
        self._held, self._prepared = (target, here), None
        with _harmless():
            screen = target.then(now).following(here, now)
            self._draws(screen)
            view = screen.view(now, Heard(screen.utterance))
            picture = pygame.Surface(self._canvas.get_size(), 0, self._canvas)
            Painter(picture, self._surfaces).paint(view)
            self._prepared = Prepared(screen, view, picture, now)

    def brought(self, target: Target, here: Screen, now: float) -> Prepared | None:
        """Give what was made for the target the finger has left, if that was from here and just now."""
        prepared = self._prepared if self._holds(target, here) else None
        return prepared if prepared and now - prepared.made <= FRESH_SECONDS else None

    def _holds(self, target: Target, here: Screen) -> bool:
        return self._held is not None and self._held[0] == target and self._held[1] is here


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


def _groups(items: Iterable[Item]) -> set[Hashable]:
    """Give what the surfaces of groups are kept under."""
    return {item.key for item in items if isinstance(item, Group)}


def _pictures(items: Iterable[Item]) -> Iterator[Art | Ring]:
    """Give what takes long to be drawn and needs no font."""
    return (item for item in items if isinstance(item, Art | Ring))
