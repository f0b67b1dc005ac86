"""A screen of a visit: a head line, a body, and the bar of helpers that never moves."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.scenario.spoken import Heard
from kiosk.stage.box import Box
from kiosk.stage.screens.screen import VOLUMES, Screen
from kiosk.stage.shapes import Fill, Panel, Text
from kiosk.stage.sheet import Look, Sheet
from kiosk.stage.theme import Look as Glasses
from kiosk.stage.theme import Scale, Theme
from kiosk.stage.view import Item, Target, View

Live = tuple[tuple[Item, ...], tuple[Item, ...]]
"""Items under the words, items over everything."""

BODY_PAD = 12
"""Rows, at 1080, that every screen leaves free at the foot of its body."""
LOOK_WORDS = {
    Glasses.NORMAL: "bar.large",
    Glasses.LARGE: "bar.contrast",
    Glasses.LARGE_CONTRAST: "bar.standard",
}


@dataclass(frozen=True, eq=False)
class VisitScreen(Screen):
    """The frame of every screen between attract and attract."""

    @abstractmethod
    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set what stands still on the sheet, inside `body`."""

    def live(self, now: float, heard: Heard) -> Live:
        """Give what moves: items under the words and items over everything."""
        sheet = self._sheet
        dx, dy = self.offset(self.age(now))
        back, front = sheet.moved(dx, dy)
        under = (*back, *sheet.cues_lit(self.age(now)))
        if heard.utterance is not None and heard.utterance == self.utterance:
            under = (*under, *sheet.lit(self.at, heard))
        return under, front

    def offset(self, age: float) -> tuple[int, int]:  # noqa: ARG002
        """Give how far what moves is from its place, right and down, in pixels."""
        return 0, 0

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return ""

    @property
    def has_help(self) -> bool:
        """Tell whether the help button is there."""
        return True

    @property
    def can_leave(self) -> bool:
        """Tell whether 退出 is there."""
        return True

    def head_line(self, sheet: Sheet, box: Box) -> None:
        """Set the head line: the title, and what a screen adds on its right."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        if self.head:
            prose = sheet.fit(
                self.head, scale.title, colours.ink, (box.w * 2 // 3, box.h), bold=True
            )
            sheet.beside(box.inset(scale.margin, 0), prose, colours.paper)

    @property
    def body(self) -> Box:
        """Give what lies between the head line and the bar of helpers."""
        top = head_height(self.theme)
        width, height = self.kit.size
        return Box(0, top, width, height - top - bar_height(self.theme))

    @cached_property
    def _sheet(self) -> Sheet:
        theme = self.theme
        sheet = Sheet(self.kit.fonts, theme)
        whole = Box(0, 0, *self.kit.size)
        sheet.back.append(Fill(whole, theme.colours.paper))
        bar = whole.low(bar_height(theme))
        self.head_line(sheet, whole.top(head_height(theme)))
        self.compose(sheet, self.body)
        self._bar(sheet, bar)
        return sheet

    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; the same object where nothing has changed."""
        live = self.live(now, heard)
        last = self.__dict__.get("_last")
        if last is not None and last[0] == live:
            kept: View = last[1]
            return kept
        sheet = self._sheet
        items = (*sheet.back, *live[0], *sheet.front, *live[1])
        view = View(items, tuple(sheet.targets), tuple(sheet.spoken), tuple(sheet.left_out))
        self.__dict__["_last"] = (live, view)
        return view

    def _bar(self, sheet: Sheet, bar: Box) -> None:
        theme, words, comfort = sheet.theme, self.kit.words, self.session.comfort
        scale, colours = theme.scale, theme.colours
        sheet.back.append(Fill(bar, colours.card))
        sheet.line(bar.top(max(1, scale.px(2))))
        side = scale.margin if not scale.portrait else scale.px(40)
        rows = bar.inset(side, _bar_pad(scale))
        row = rows.top(scale.button)
        labels = [
            ("replay", words("bar.replay"), "replay", False, ("0",)),
            ("slow", words("bar.slow"), "clock", comfort.slow, ("/",)),
            (
                "look",
                words(LOOK_WORDS[comfort.look]),
                "text-size",
                comfort.look is not Glasses.NORMAL,
                ("*",),
            ),
            (
                "volume",
                words("bar.volume"),
                "volume" if comfort.volume else "volume-off",
                False,
                (),
            ),
        ]
        if self.can_leave:
            # Backspace is 返回 on a screen that has one.
            free = not any("backspace" in target.keys for target in sheet.targets)
            labels.append(
                ("leave", words("bar.exit"), "exit", False, ("backspace",) if free else ())
            )
        thens = {
            "replay": lambda _: self.again(),
            "slow": lambda _: self.comforted(replace(comfort, slow=not comfort.slow)),
            "look": lambda _: self.comforted(replace(comfort, look=comfort.look.after())),
            "volume": lambda _: self._louder(1, wrap=True),
            "leave": lambda now: self.kit.flow.leave(self, now),
        }
        x = row.x
        gap = scale.gap
        for name, label, icon, active, keys in labels:
            width = (row.w - 4 * gap) // 5 if scale.portrait else self._width(sheet, label, name)
            box = Box(x, row.y, width, row.h)
            edge = scale.px(3 if active else 2)
            look = Look(
                colours.teal.tint if active else colours.card,
                colours.ink,
                edge,
                colours.teal.ink if active else colours.line,
                shadow=False,
                bold=active,
            )
            self._helper(sheet, (name, label, icon), box, look)
            if name == "volume":
                self._level(sheet, box)
            sheet.targets.append(Target(name, box, thens[name], label, keys))
            x += width + gap
        sheet.targets.append(Target("louder", None, lambda _: self._louder(1), "", ("+",)))
        sheet.targets.append(Target("softer", None, lambda _: self._louder(-1), "", ("-",)))
        if self.has_help:
            self._help(sheet, rows, row)

    def _help(self, sheet: Sheet, rows: Box, row: Box) -> None:
        scale, colours = sheet.theme.scale, sheet.theme.colours
        label = self.kit.words("bar.help")
        if scale.portrait:
            box = rows.low(scale.button)
        else:
            prose = sheet.lay(label, scale.helper, colours.on_dark, rows.w, bold=True)
            box = row.end(prose.width + scale.helper + scale.px(76))
        sheet.button(
            "help",
            box,
            label,
            lambda now: self.kit.flow.help(self, now),
            look=Look(colours.red.ink, colours.on_dark, shadow=False),
            keys=(".",),
            icon="shield-alert",
            px=scale.helper,
        )

    def _width(self, sheet: Sheet, label: str, name: str) -> int:
        scale = sheet.theme.scale
        # 大字 changes its word: as wide as the longest, so that nothing moves.
        longest = max((self.kit.words(k) for k in LOOK_WORDS.values()), key=len)
        text = longest if name == "look" else label
        prose = sheet.lay(text, scale.helper, sheet.theme.colours.ink, 10**6, bold=True)
        return prose.width + scale.helper + scale.px(58)

    def _helper(self, sheet: Sheet, what: tuple[str, str, str], box: Box, look: Look) -> None:
        scale = sheet.theme.scale
        _, label, icon = what
        sheet.back.append(Panel(box, look.ground, scale.px(20), look.edge, look.edge_colour))
        side = scale.helper
        space = scale.px(10)
        prose = sheet.fit(
            label,
            scale.helper,
            look.ink,
            (box.w - side - space - scale.px(16), box.h),
            bold=look.bold,
        )
        left = box.x + (box.w - side - space - prose.width) // 2
        sheet.icon(Box(left, box.y + (box.h - side) // 2, side, side), icon, look.ink)
        sheet.front.append(
            Text(left + side + space, box.y + (box.h - prose.height) // 2, prose, look.ground)
        )

    def _level(self, sheet: Sheet, box: Box) -> None:
        """Draw the volume as strokes along the button's foot, filled as far as it goes."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        steps = len(VOLUMES) - 1
        space, height = scale.px(8), scale.px(6)
        inner = box.inset(scale.px(28), 0).low(scale.px(16)).top(height)
        for n, stroke in enumerate(inner.columns(steps, space), start=1):
            on = n <= self.session.comfort.volume
            sheet.front.append(Fill(stroke, colours.teal.ink if on else colours.track))

    def _louder(self, by: int, *, wrap: bool = False) -> Screen:
        comfort = self.session.comfort
        level = comfort.volume + by
        level = level % len(VOLUMES) if wrap else max(0, min(len(VOLUMES) - 1, level))
        return self.comforted(replace(comfort, volume=level))


def head_height(theme: Theme) -> int:
    """Give the height of the head line in pixels."""
    return max(theme.scale.px(112), round(theme.scale.title * 1.7))


def bar_height(theme: Theme) -> int:
    """Give the height of the bar of helpers in pixels."""
    scale = theme.scale
    if scale.portrait:
        return scale.button * 2 + scale.gap + 2 * _bar_pad(scale)
    return scale.button + 2 * _bar_pad(scale)


def _bar_pad(scale: Scale) -> int:
    """Give the free rows above and below the helpers: what stands above keeps its distance."""
    return max(scale.px(20), scale.gap - scale.px(BODY_PAD))
