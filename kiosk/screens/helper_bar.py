"""The bar of helpers at the foot of every screen of a visit: it never moves, and it is heard.

What is pressed there says so in a few words before the screen goes on speaking, and its button is
lit meanwhile: nobody has to see a change to know of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kiosk.ui.composer import Composer, Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Panel, Text
from kiosk.ui.screen import VOLUMES, Comfort, Screen, Target, Then
from kiosk.ui.theme import Corner, Scale, Space, Stroke, Theme, Thing
from kiosk.ui.theme import Look as Glasses
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.screens.kit import Kit, Session

LOOK_WORDS = {
    Glasses.NORMAL: "bar.standard",
    Glasses.LARGE: "bar.large",
    Glasses.LARGE_CONTRAST: "bar.contrast",
}
"""What 大字 says it is: the look there is now, not the one a press brings."""
LOUDEST = len(VOLUMES) - 1
LOUDER_FIRST = {3: 4, 4: 2, 2: 1, 1: 0, 0: 3}
"""What a press on 音量 makes of a volume: louder, then softer step by step, and last of all silent.

Whoever can't hear well presses it, and presses again: two presses never end in silence.
"""


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
class VolumeHelper:
    """The helper 音量 as it is, and while nothing can be heard."""

    loud: Layer
    silent: Layer


class Helped(Protocol):
    """What the bar needs of the screen it stands under."""

    @property
    def kit(self) -> Kit:
        """Give what a visit needs."""
        ...

    @property
    def session(self) -> Session:
        """Give the visit under way."""
        ...

    def corner(self, composer: Composer, box: Box) -> None:
        """Set what stands in the bar's corner: 我可能正在被骗, or the way back from it."""
        ...

    @property
    def can_leave(self) -> bool:
        """Tell whether 退出 is there."""
        ...

    def again(self) -> Screen:
        """Give the screen that says its script once more."""
        ...

    def changed(self, comfort: Comfort, helper: str, key: str) -> Screen:
        """Give the screen for other comfort; the words of a key, if any, are said of a helper."""
        ...

    def leave(self, now: float) -> Screen:
        """Give the question whether the visitor really leaves."""
        ...


@dataclass(frozen=True, slots=True)
class HelperBar:
    """The bar of one screen."""

    screen: Helped

    def draw(self, composer: Composer, bar: Box) -> VolumeHelper:
        """Set the helpers, and 我可能正在被骗 in its corner; give 音量, which isn't set yet."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.back.append(Fill(bar, colours.card))
        composer.line(bar.top(max(1, scale.px(Stroke.THIN))))
        side = scale.margin
        rows = bar.inset(side, _bar_pad(scale))
        row = rows.top(scale.button)
        x = row.x
        gap = scale.gap
        volume = VolumeHelper(Layer(), Layer())
        for one in self._helpers(composer):
            width = (row.w - 4 * gap) // 5 if scale.portrait else self._width(composer, one)
            box = Box(x, row.y, width, row.h)
            if one.name == "volume":
                with composer.on(volume.loud):
                    self._helper(composer, one, box)
                quiet = replace(one, label=self.screen.kit.words("bar.muted"), icon="volume-off")
                with composer.on(volume.silent):
                    self._helper(composer, quiet, box)
            else:
                self._helper(composer, one, box)
            composer.targets.append(Target(one.name, box, one.then, one.label, one.keys))
            x += width + gap
        composer.targets.append(Target("louder", None, lambda _: self._louder(1), "", ("+",)))
        composer.targets.append(Target("softer", None, lambda _: self._louder(-1), "", ("-",)))
        self.screen.corner(composer, self._corner(composer, rows, row))
        return volume

    def _helpers(self, composer: Composer) -> list[_Helper]:
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
            _Helper("volume", words("bar.volume"), "volume", lambda _: self._next_volume()),
        ]
        if self.screen.can_leave:
            # Backspace is 返回 on a screen that has one.
            free = not any("backspace" in target.keys for target in composer.targets)
            keys = ("backspace",) if free else ()
            found.append(_Helper("leave", words("bar.exit"), "exit", self.screen.leave, keys))
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

    def _louder(self, by: int) -> Screen:
        level = self.screen.session.comfort.volume + by
        return self._as_loud(max(0, min(LOUDEST, level)))

    def _next_volume(self) -> Screen:
        return self._as_loud(LOUDER_FIRST[self.screen.session.comfort.volume])

    def _as_loud(self, level: int) -> Screen:
        comfort = self.screen.session.comfort
        # Silence can't be told of: it is heard.
        step = level - 1
        key = f"say.volume.{step}" if level else ""
        return self._set(replace(comfort, volume=level), "volume", key)

    def _set(self, comfort: Comfort, name: str, key: str) -> Screen:
        return self.screen.changed(comfort, name, key)

    # How it looks -------------------------------------------------------------------------------

    def _corner(self, typesetter: Typesetter, rows: Box, row: Box) -> Box:
        """Give the place of 我可能正在被骗, the same on every screen."""
        scale, label = typesetter.theme.scale, self.screen.kit.words("bar.help")
        if scale.portrait:
            return rows.low(scale.button)
        ink = typesetter.theme.colours.on_dark
        paragraph = typesetter.lay(label, scale.steady, ink, rows.w, bold=True)
        return row.end(paragraph.width + scale.steady + scale.px(Space.VAST))

    def _width(self, typesetter: Typesetter, helper: _Helper) -> int:
        scale = typesetter.theme.scale
        # 大字 changes its word: as wide as the longest, so that nothing moves.
        words = self.screen.kit.words
        longest = max((words(key) for key in LOOK_WORDS.values()), key=len)
        text = longest if helper.name == "look" else helper.label
        paragraph = typesetter.lay(
            text, scale.steady, typesetter.theme.colours.ink, 10**6, bold=True
        )
        return paragraph.width + scale.steady + scale.px(Space.HUGE)

    def _helper(self, composer: Composer, helper: _Helper, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        active = helper.active
        ground = colours.teal.tint if active else colours.card
        edge_colour = colours.teal.ink if active else colours.line
        edge = scale.px(Stroke.EDGE if active else Stroke.THIN)
        composer.back.append(Panel(box, ground, scale.px(Corner.BUBBLE), edge, edge_colour))
        side = scale.helper
        space = scale.px(Space.S)
        room = (box.w - side - space - scale.px(Space.M), box.h)
        paragraph = composer.fit(helper.label, scale.helper, colours.ink, room, bold=active)
        left = box.x + (box.w - side - space - paragraph.width) // 2
        composer.icon(Box(left, box.y + (box.h - side) // 2, side, side), helper.icon, colours.ink)
        at = (left + side + space, box.y + (box.h - paragraph.height) // 2)
        composer.front.append(Text(*at, paragraph, ground))
        comfort = self.screen.session.comfort
        if helper.name == "volume":
            _strokes(composer, box, comfort.volume)
        elif helper.name == "look":
            _dots(composer, box, comfort.look)


def _strokes(composer: Composer, box: Box, volume: int) -> None:
    """Draw the volume as strokes along a helper's foot, filled as far as it goes."""
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = _foot(composer, box).top(scale.px(Thing.VOLUME))
    for n, stroke in enumerate(inner.columns(LOUDEST, scale.px(Space.XS)), start=1):
        composer.front.append(Fill(stroke, colours.teal.ink if n <= volume else colours.track))


def _dots(composer: Composer, box: Box, look: Glasses) -> None:
    """Draw a dot for each look along a helper's foot, that of the present one filled."""
    scale, colours = composer.theme.scale, composer.theme.colours
    side = scale.px(Space.S)
    row = _foot(composer, box).centred((2 * len(Glasses) - 1) * side, side)
    for n, one in enumerate(Glasses):
        colour = colours.teal.ink if one is look else colours.track
        dot = Box(row.x + 2 * n * side, row.y, side, side)
        composer.front.append(Panel(dot, colour, side // 2))


def _foot(typesetter: Typesetter, box: Box) -> Box:
    """Give the strip at a helper's foot in which its state is drawn."""
    scale = typesetter.theme.scale
    return box.inset(scale.px(Space.XL), 0).low(scale.px(Space.M))


def bar_height(theme: Theme) -> int:
    """Give the height of the bar of helpers in pixels."""
    scale = theme.scale
    if scale.portrait:
        return scale.button * 2 + scale.gap + 2 * _bar_pad(scale)
    return scale.button + 2 * _bar_pad(scale)


def _bar_pad(scale: Scale) -> int:
    """Give the free rows above and below the helpers: what stands above keeps its distance."""
    return max(scale.px(Space.L), scale.gap - scale.px(Space.S))
