"""A page of staff's: a head line, a list or whatever else it shows, and its buttons at the foot.

Nobody reads it aloud, and it can be worked by touch and by keypad: every button and every row bears
its key. What a press does is done by a task while the page waits; a press itself does nothing.
"""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Any, Self

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.screens.kit import KioskScreen
from kiosk.speech import Heard
from kiosk.staff.desk import Desk
from kiosk.staff.screens import rows as row_list
from kiosk.staff.screens.rows import Row
from kiosk.staff.task import Task, Tell
from kiosk.ui.composer import ButtonStyle, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Panel
from kiosk.ui.memo import Memo
from kiosk.ui.screen import Screen, Target, Then, View
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Corner, Shadow, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

log = logging.getLogger(__name__)

BACK_KEYS = ("backspace",)
MAIN_KEYS = ("enter",)
FOOT_KEYS = "/*.0"
"""Keys of what else stands at the foot, in order; the pages are turned by − and +."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the foot of a page; the first of a page may be its main one."""

    name: str
    label: str
    then: Then
    main: bool = False
    key: str = ""
    """The keypad's key, where it isn't the next of FOOT_KEYS."""


@dataclass(frozen=True, slots=True)
class _Button:
    """A button with its key and what stands on it."""

    action: Action
    keys: tuple[str, ...]
    figure: str
    look: ButtonStyle
    paragraph: Paragraph


_Foot = tuple[tuple[_Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """A task a page waits for, and what comes after it: a screen, for what came of it and a second."""

    task: Task[Any]
    then: Callable[[Any, float], Screen]


@dataclass(frozen=True, eq=False, kw_only=True)
class StaffScreen(KioskScreen):
    """The frame of staff's pages: `page` counts from 0 where a list has several."""

    desk: Desk
    page: int = 0
    doing: Doing | None = None
    notice: str = ""
    """What went wrong with what was pressed last, and what to do."""
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)

    # What a page is -----------------------------------------------------------------------------

    @property
    @abstractmethod
    def title(self) -> str:
        """Give the title in the head line."""

    @property
    def note(self) -> str:
        """Give what stands at the right of the head line."""
        return ""

    @property
    def rows(self) -> Sequence[Row]:
        """Give the list a page shows."""
        return ()

    @property
    def actions(self) -> Sequence[Action]:
        """Give the buttons at the foot, the main one first; 返回 comes by itself."""
        return ()

    @abstractmethod
    def back(self, now: float) -> Screen:
        """Give the page this one was opened from."""

    @property
    def back_keys(self) -> tuple[str, ...]:
        """Give the keys of 返回; others where what is typed needs the usual."""
        return BACK_KEYS

    def compose(self, composer: Composer, body: Box) -> None:
        """Set what a page shows: its rows."""
        row_list.draw(composer, body, self.row_pages[self.shown_page] if self.row_pages else ())

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return "staff", type(self).__name__, self.page, self.doing is not None

    # How it goes on -----------------------------------------------------------------------------

    @property
    def behind_the_door(self) -> bool:
        """Tell that only staff get here."""
        return True

    @property
    def read_aloud(self) -> bool:
        """Leave it unsaid: what staff do is nothing for the hall."""
        return False

    @property
    def idle_timeout(self) -> float | None:
        """Give the seconds after which a page that was left goes back to 待机."""
        return None if self.doing else self.kit.settings.install_idle_seconds

    def idle(self, now: float) -> Screen:
        """Give 待机: nobody is asked, and the door is closed."""
        return self.desk.home(now)

    def text(self, key: str, **values: object) -> str:
        """Give the words of a key of staff's pages."""
        return self.desk.words(key, **values)

    def does(
        self, work: Callable[[Tell], Any], then: Callable[[Any, float], Screen]
    ) -> Callable[[float], Self]:
        """Give what a press brings that has something done: this page, waiting for it."""
        return lambda _: replace(self, doing=Doing(Task(work), then), notice="")

    def tick(self, now: float, heard: Heard) -> Screen:  # noqa: ARG002
        """Begin what is to be done, and go on once it is."""
        if self.doing is None:
            return self
        self.doing.task.start()
        if not self.doing.task.done:
            return self
        try:
            return self.doing.then(self.doing.task.result(), now)
        except RefusedError as error:
            return replace(self, doing=None, notice=str(error))
        except OSError as error:
            return replace(self, doing=None, notice=self.text("frame.failed", why=reason_of(error)))
        except Exception:
            log.exception("工作人员页面上的操作出错")
            return replace(self, doing=None, notice=self.text("frame.broken"))

    # How it looks -------------------------------------------------------------------------------

    @property
    def body(self) -> Box:
        """Give what lies between the head line and the foot, less its margins."""
        return self._body(self._foot_rows)

    def _body(self, foot: _Foot) -> Box:
        scale = self.theme.scale
        width, height = self.kit.size
        top = scale.px(Thing.HEAD)
        whole = Box(0, top, width, height - top).above(self._foot_height(foot))
        inner = whole.inset(scale.margin, scale.px(Space.L))
        notice = self._notice(self.typesetter)
        return inner.above(notice.height + 2 * scale.px(Space.L)) if notice else inner

    @cached_property
    def _parts(self) -> tuple[tuple[tuple[Row, ...], ...], _Foot]:
        """Give the rows page by page, and the foot: where there are several pages, it turns them."""
        rows, foot = self.rows, self._foot_of(turned=False)
        if not rows:
            return (), foot
        found = row_list.pages(self.typesetter, self._body(foot), rows)
        if len(found) > 1:
            foot = self._foot_of(turned=True)
            found = row_list.pages(self.typesetter, self._body(foot), rows)
        return found, foot

    @property
    def row_pages(self) -> tuple[tuple[Row, ...], ...]:
        """Give the rows page by page."""
        return self._parts[0]

    @property
    def _foot_rows(self) -> _Foot:
        return self._parts[1]

    @property
    def page_count(self) -> int:
        """Give how many pages there are."""
        return max(1, len(self.row_pages))

    @property
    def shown_page(self) -> int:
        """Give the page that is shown: a list may have become shorter."""
        return min(self.page, self.page_count - 1)

    def view(self, now: float, heard: Heard) -> View:  # noqa: ARG002
        """Give what is to be seen; the same object where nothing has changed."""
        progress = self.doing.task.progress if self.doing else ""
        return self._view.of((progress, self.moment(now)), lambda: self._made(progress))

    def moment(self, now: float) -> Hashable:  # noqa: ARG002 (for those that need time)
        """Give what will have changed when time alone has brought something else."""
        return None

    def _made(self, progress: str) -> View:
        composer = Composer(self.kit.fonts, self.theme)
        colours, whole = composer.theme.colours, Box(0, 0, *self.kit.size)
        composer.back.append(Fill(whole, colours.paper))
        self._head(composer, whole.top(composer.theme.scale.px(Thing.HEAD)))
        if self.doing is None:
            self.compose(composer, self.body)
            self._set_notice(composer)
            self._foot(composer, whole.low(self._foot_height(self._foot_rows)))
        else:
            self._waiting(composer, self.body, progress)
        composed = composer.composed()
        items = (*composed.back, *composed.front)
        return View(items, composed.targets, composed.spoken, composed.left_out)

    def _head(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        ground = colours.teal.ink
        composer.back.append(Fill(box, ground))
        inner = box.inset(scale.margin, 0)
        title = composer.fit(
            self.title, scale.title, colours.on_dark, (inner.w * 2 // 3, box.h), bold=True
        )
        composer.beside(inner, title, ground)
        pages = self.page_count
        count = self.text("frame.page", page=self.shown_page + 1, pages=pages) if pages > 1 else ""
        room = inner.w - title.width - scale.px(Space.XL)
        for said in ("　".join(filter(None, (self.note, count))), count or self.note):
            # Where both have no room, which page it is says more.
            note = composer.lay(said, scale.helper, colours.on_dark, inner.w)
            if said and note.width <= room:
                composer.beside(inner.end(note.width), note, ground)
                break

    def _waiting(self, composer: Composer, box: Box, progress: str) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        words = progress or self.text("frame.working")
        paragraph = composer.lay(words, scale.title, colours.ink, box.w, centred=True)
        composer.middle(box, paragraph, colours.paper)

    def _notice(self, typesetter: Typesetter) -> Paragraph | None:
        if not self.notice:
            return None
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        room = self.kit.size[0] - 2 * scale.margin - 2 * scale.px(Space.XL)
        return typesetter.lay(self.notice, scale.helper, colours.red.ink, room, bold=True)

    def _set_notice(self, composer: Composer) -> None:
        paragraph = self._notice(composer)
        if paragraph is None:
            return
        scale, colours = composer.theme.scale, composer.theme.colours
        high = paragraph.height + scale.px(Space.L)
        place = Box(self.body.x, self.body.bottom + scale.px(Space.M), self.body.w, high)
        corner, edge = scale.px(Corner.BUBBLE), scale.px(colours.edge)
        composer.back.append(Panel(place, colours.red.tint, corner, edge, colours.red.ink))
        composer.beside(place.inset(scale.px(Space.XL), 0), paragraph, colours.red.tint)

    # The foot -----------------------------------------------------------------------------------

    def _foot_height(self, foot: _Foot) -> int:
        scale = self.theme.scale
        rows = len(foot)
        return rows * scale.button + (rows - 1) * scale.gap + 2 * scale.px(Space.L)

    def _turned(self, by: int) -> Then:
        return lambda _: replace(self, page=(self.shown_page + by) % self.page_count, notice="")

    def _buttons(self, *, turned: bool) -> tuple[_Button, ...]:
        """Give the buttons at the foot from left to right, with their keys."""
        typesetter, scale = self.typesetter, self.theme.scale
        composer = Composer(self.kit.fonts, self.theme)
        found: list[tuple[Action, tuple[str, ...], str]] = []
        others = iter(FOOT_KEYS)
        for action in self.actions:
            key = "" if action.main else action.key or next(others)
            found.append((action, MAIN_KEYS if action.main else (key,), key))
        if turned:
            before = Action("before", self.text("frame.before"), self._turned(-1))
            more = Action("more", self.text("frame.more"), self._turned(1))
            found += [(before, ("-",), "−"), (more, ("+",), "+")]
        back = Action("back", self.text("frame.back"), self.back)
        keys = self.back_keys if any(a.main for a in self.actions) else (*BACK_KEYS, *MAIN_KEYS)
        found.append((back, keys, "" if BACK_KEYS[0] in keys else keys[0]))
        return tuple(
            _Button(
                action,
                keys,
                figure,
                look := composer.main if action.main else composer.plain,
                typesetter.lay(action.label, scale.helper, look.ink, self.kit.size[0], bold=True),
            )
            for action, keys, figure in found
        )

    def _width(self, button: _Button) -> int:
        scale = self.theme.scale
        figure = round(scale.helper * 1.2) if button.figure else 0
        return max(scale.button, button.paragraph.width + figure + 2 * scale.px(Space.XXL))

    def _foot_of(self, *, turned: bool) -> _Foot:
        """Give the buttons row by row, as many in each as have room."""
        scale = self.theme.scale
        room = self.kit.size[0] - 2 * scale.margin
        rows: list[list[_Button]] = [[]]
        left = room
        for button in self._buttons(turned=turned):
            width = self._width(button)
            if rows[-1] and width > left:
                rows.append([])
                left = room
            rows[-1].append(button)
            left -= width + scale.gap
        return tuple(tuple(row) for row in rows)

    def _foot(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.back.append(Fill(box, colours.card))
        composer.line(box.top(max(1, scale.px(Stroke.THIN))))
        inner = box.inset(scale.margin, scale.px(Space.L))
        for number, row in enumerate(self._foot_rows):
            y = inner.y + number * (scale.button + scale.gap)
            x = inner.x
            for button in row:
                width = self._width(button)
                if button is self._foot_rows[-1][-1]:
                    x = inner.right - width
                self._button(composer, Box(x, y, width, scale.button), button)
                x += width + scale.gap

    def _button(self, composer: Composer, box: Box, button: _Button) -> None:
        scale, look = composer.theme.scale, button.look
        shadow = 0 if composer.theme.colours.edge else scale.px(Shadow.BUTTON)
        radius = min(scale.radius, box.h // 2)
        composer.back.append(Panel(box, look.ground, radius, look.edge, look.edge_colour, shadow))
        words, left = button.paragraph, box.x
        if button.figure:
            ink = composer.theme.colours.ink2
            figure = composer.lay(button.figure, scale.helper, ink, box.w)
            side = round(scale.helper * 1.2)
            left = box.x + side
            place = Box(left, box.y, side, box.h)
            composer.middle(place, figure, look.ground)
        composer.middle(Box(left, box.y, box.right - left, box.h), words, look.ground)
        action = button.action
        composer.targets.append(Target(action.name, box, action.then, action.label, button.keys))
