"""The first of staff's pages, behind the door: what there is to do, a tile each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.staff.screens import load
from kiosk.staff.screens.access import open_access
from kiosk.staff.screens.campaign_report import open_campaign_report
from kiosk.staff.screens.check_steps import begin
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.programme import ProgrammeScreen
from kiosk.staff.screens.settings import SettingsScreen
from kiosk.staff.screens.settings_page import once_read
from kiosk.staff.screens.setup import open_setup
from kiosk.staff.screens.status import open_status
from kiosk.staff.screens.today import TodayScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.screen import Screen, Target
from kiosk.ui.theme import Space, Thing
from kiosk.values import dataclass

MOST_ACROSS = 3
TALLER = 1.4
"""By how much a tile is taller where it is narrow: its note takes two rows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A tile of the menu: the name of its target, its words' key, and what opens its page."""

    name: str
    open: Callable[[StaffScreen, float], Screen]


def _page(make: Callable[..., StaffScreen]) -> Callable[[StaffScreen, float], Screen]:
    """Give what opens a page that knows where it was opened from."""
    return lambda menu, _: make(menu.kit, menu.session, desk=menu.desk, opener=menu)


ENTRIES: tuple[Entry, ...] = (
    Entry("check", begin),
    Entry("today", _page(TodayScreen)),
    Entry("load", load.opened),
    Entry("programme", once_read(ProgrammeScreen)),
    Entry("campaign_report", open_campaign_report),
    Entry("status", open_status),
    Entry("settings", once_read(SettingsScreen)),
    Entry("access", open_access),
    Entry("setup", open_setup),
)
"""What staff can do, in the order of the tiles; a new page has its line here."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MenuScreen(StaffScreen):
    """What there is to do."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("menu.title")

    @property
    def note(self) -> str:
        """Give what must not be forgotten, else the site's name."""
        desk = self.desk
        unusual = (
            self.text("menu.muted") if desk.machine.muted else "",
            self.text("menu.paused") if desk.pause.since() else "",
        )
        return "　".join(filter(None, unusual)) or self.kit.settings.site_name

    @property
    def actions(self) -> Sequence[Action]:
        """Leave by the main button."""
        return (Action("leave", self.text("menu.leave"), self.back, main=True),)

    def back(self, now: float) -> Screen:
        """Give 待机."""
        return self.desk.home(now)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set a tile for each thing to do."""
        scale, colours = composer.theme.scale, composer.theme.colours
        across = 1 if scale.portrait else MOST_ACROSS
        rows = -(-len(ENTRIES) // across)
        gap = max(scale.px(Space.L), scale.gap)
        most = round(scale.px(Thing.TILE) * (1 if scale.portrait else TALLER))
        tall = min((body.h - gap * (rows - 1)) // rows, most)
        grid = body.top(rows * tall + gap * (rows - 1)).rows(rows, gap)
        cells = [cell for row in grid for cell in row.columns(across, gap)]
        for n, (entry, cell) in enumerate(zip(ENTRIES, cells, strict=False), start=1):
            composer.card(cell)
            inner = cell.inset(scale.px(Space.XL), scale.px(Space.M))
            side = round(scale.title * 1.3)
            composer.number(Box(inner.x, inner.y + (inner.h - side) // 2, side, side), n)
            words = inner.after(side + scale.px(Space.XL))
            label = self.text(f"menu.{entry.name}")
            title = composer.lay(label, scale.title, colours.ink, words.w, bold=True)
            note = composer.lay(
                self.text(f"menu.{entry.name}_note"), scale.helper, colours.ink2, words.w
            )
            y = words.y + (words.h - title.height - note.height) // 2
            y = composer.text(words.x, y, title, colours.card)
            composer.text(words.x, y, note, colours.card)
            opened = entry.open
            composer.targets.append(
                Target(entry.name, cell, lambda now, o=opened: o(self, now), label, (str(n),))  # type: ignore[misc]
            )
