"""The bar of helpers at the foot of every screen of a visit: it never moves, and it is heard.

What is pressed there says so in a few words before the screen goes on speaking, and its button is
lit meanwhile: nobody has to see a change to know of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.stage.box import Box
from kiosk.stage.screens.screen import VOLUMES, Comfort, Screen
from kiosk.stage.shapes import Fill, Panel, Text
from kiosk.stage.sheet import Look, Sheet, Then
from kiosk.stage.theme import Corner, Scale, Space, Stroke, Theme, Thing
from kiosk.stage.theme import Look as Glasses
from kiosk.stage.view import Target

if TYPE_CHECKING:
    from kiosk.stage.screens.visit_screen import VisitScreen

LOOK_WORDS = {
    Glasses.NORMAL: "bar.large",
    Glasses.LARGE: "bar.contrast",
    Glasses.LARGE_CONTRAST: "bar.standard",
}
LOUDEST = len(VOLUMES) - 1


@dataclass(frozen=True, slots=True)
class _Helper:
    """One of the helpers: its name, what stands on it, and what a press brings."""

    name: str
    label: str
    icon: str
    then: Then
    keys: tuple[str, ...] = ()
    active: bool = False


@dataclass(frozen=True, slots=True)
class HelperBar:
    """The bar of one screen."""

    screen: VisitScreen

    def draw(self, sheet: Sheet, bar: Box) -> None:
        """Set the helpers, and 我可能正在被骗 in its corner."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        sheet.back.append(Fill(bar, colours.card))
        sheet.line(bar.top(max(1, scale.px(Stroke.THIN))))
        side = scale.margin
        rows = bar.inset(side, _bar_pad(scale))
        row = rows.top(scale.button)
        x = row.x
        gap = scale.gap
        for one in self._helpers(sheet):
            width = (row.w - 4 * gap) // 5 if scale.portrait else self._width(sheet, one)
            box = Box(x, row.y, width, row.h)
            if one.name == "volume":
                with sheet.on(sheet.loud):
                    self._helper(sheet, one, box)
                quiet = replace(one, label=self.screen.kit.words("bar.muted"), icon="volume-off")
                with sheet.on(sheet.silent):
                    self._helper(sheet, quiet, box)
            else:
                self._helper(sheet, one, box)
            sheet.targets.append(Target(one.name, box, one.then, one.label, one.keys))
            x += width + gap
        sheet.targets.append(Target("louder", None, lambda _: self._louder(1), "", ("+",)))
        sheet.targets.append(Target("softer", None, lambda _: self._louder(-1), "", ("-",)))
        if self.screen.has_help:
            self._help(sheet, rows, row)
        else:
            self._numbers(sheet, rows, row)

    def _helpers(self, sheet: Sheet) -> list[_Helper]:
        words, comfort = self.screen.kit.words, self.screen.session.comfort
        found = [
            _Helper("replay", words("bar.replay"), "replay", lambda _: self.screen.again(), ("0",)),
            _Helper("slow", words("bar.slow"), "clock", self._slower, ("/",), comfort.slow),
            _Helper(
                "look",
                words(LOOK_WORDS[comfort.look]),
                "text-size",
                self._larger,
                ("*",),
                comfort.look is not Glasses.NORMAL,
            ),
            _Helper("volume", words("bar.volume"), "volume", lambda _: self._louder(1, wrap=True)),
        ]
        if self.screen.can_leave:
            # Backspace is 返回 on a screen that has one.
            free = not any("backspace" in target.keys for target in sheet.targets)
            keys = ("backspace",) if free else ()
            found.append(_Helper("leave", words("bar.exit"), "exit", self._leave, keys))
        return found

    # What a press brings ------------------------------------------------------------------------

    def _slower(self, now: float) -> Screen:  # noqa: ARG002
        comfort = self.screen.session.comfort
        key = "say.slow_off" if comfort.slow else "say.slow_on"
        return self._set(replace(comfort, slow=not comfort.slow), "slow", key)

    def _larger(self, now: float) -> Screen:  # noqa: ARG002
        comfort = self.screen.session.comfort
        look = comfort.look.after()
        return self._set(replace(comfort, look=look), "look", f"say.look_{look.value}")

    def _louder(self, by: int, *, wrap: bool = False) -> Screen:
        comfort = self.screen.session.comfort
        level = comfort.volume + by
        level = level % len(VOLUMES) if wrap else max(0, min(LOUDEST, level))
        # Silence can't be told of: it is heard.
        step = level - 1
        key = f"say.volume.{step}" if level else ""
        return self._set(replace(comfort, volume=level), "volume", key)

    def _set(self, comfort: Comfort, name: str, key: str) -> Screen:
        screen = self.screen.comforted(comfort)
        return screen.saying(name, key) if key else screen

    def _leave(self, now: float) -> Screen:
        return self.screen.kit.flow.leave(self.screen, now)

    # How it looks -------------------------------------------------------------------------------

    def _numbers(self, sheet: Sheet, rows: Box, row: Box) -> None:
        """Set whom to call in the corner, where the help is open already."""
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.screen.kit.words
        text = f"{words('attract.police')} 110　{words('attract.hotline')} 96110"
        prose = sheet.lay(text, scale.helper, colours.red.ink, rows.w, bold=True)
        box = (
            rows.low(scale.button)
            if scale.portrait
            else row.end(prose.width + scale.px(Space.HUGE))
        )
        edge = scale.px(colours.edge)
        sheet.back.append(
            Panel(box, colours.red.tint, scale.px(Corner.BUBBLE), edge, colours.red.ink)
        )
        sheet.middle(box, prose, colours.red.tint)

    def _help(self, sheet: Sheet, rows: Box, row: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        label = self.screen.kit.words("bar.help")
        if scale.portrait:
            box = rows.low(scale.button)
        else:
            prose = sheet.lay(label, scale.helper, colours.on_dark, rows.w, bold=True)
            box = row.end(prose.width + scale.helper + scale.px(Space.VAST))
        sheet.button(
            "help",
            box,
            label,
            lambda now: self.screen.kit.flow.help(self.screen, now),
            look=Look(colours.red.ink, colours.on_dark, shadow=False),
            keys=(".",),
            icon="shield-alert",
            px=scale.helper,
        )

    def _width(self, sheet: Sheet, helper: _Helper) -> int:
        scale = sheet.theme.scale
        # 大字 changes its word: as wide as the longest, so that nothing moves.
        words = self.screen.kit.words
        longest = max((words(key) for key in LOOK_WORDS.values()), key=len)
        text = longest if helper.name == "look" else helper.label
        prose = sheet.lay(text, scale.helper, sheet.theme.colours.ink, 10**6, bold=True)
        return prose.width + scale.helper + scale.px(Space.HUGE)

    def _helper(self, sheet: Sheet, helper: _Helper, box: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        active = helper.active
        ground = colours.teal.tint if active else colours.card
        edge_colour = colours.teal.ink if active else colours.line
        edge = scale.px(Stroke.EDGE if active else Stroke.THIN)
        sheet.back.append(Panel(box, ground, scale.px(Corner.BUBBLE), edge, edge_colour))
        side = scale.helper
        space = scale.px(Space.S)
        room = (box.w - side - space - scale.px(Space.M), box.h)
        prose = sheet.fit(helper.label, scale.helper, colours.ink, room, bold=active)
        left = box.x + (box.w - side - space - prose.width) // 2
        sheet.icon(Box(left, box.y + (box.h - side) // 2, side, side), helper.icon, colours.ink)
        at = (left + side + space, box.y + (box.h - prose.height) // 2)
        sheet.front.append(Text(*at, prose, ground))
        if helper.name == "volume":
            self._level(sheet, box)

    def _level(self, sheet: Sheet, box: Box) -> None:
        """Draw the volume as strokes along the button's foot, filled as far as it goes."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        space, height = scale.px(Space.XS), scale.px(Thing.VOLUME)
        inner = box.inset(scale.px(Space.XL), 0).low(scale.px(Space.M)).top(height)
        for n, stroke in enumerate(inner.columns(LOUDEST, space), start=1):
            on = n <= self.screen.session.comfort.volume
            sheet.front.append(Fill(stroke, colours.teal.ink if on else colours.track))


def bar_height(theme: Theme) -> int:
    """Give the height of the bar of helpers in pixels."""
    scale = theme.scale
    if scale.portrait:
        return scale.button * 2 + scale.gap + 2 * _bar_pad(scale)
    return scale.button + 2 * _bar_pad(scale)


def _bar_pad(scale: Scale) -> int:
    """Give the free rows above and below the helpers: what stands above keeps its distance."""
    return max(scale.px(Space.L), scale.gap - scale.px(Space.S))
