"""Pages on which digits are pressed: large keys, as on a telephone, and what has been pressed so far."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self

from kiosk.staff.screens.frame import BACK_KEYS, Action, StaffScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc
from kiosk.ui.screen import Screen, Then
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("clear", "0", "delete"))
"""As on a telephone and a cash machine, not as on a keypad."""
WORDS_SHARE = 0.46
"""Of the width on a wide screen, for what is asked and what has been pressed."""
BACK_MEANWHILE = "."
"""The key of 返回 while the usual one takes digits back."""
STILL = "—"
"""Stands for a digit that is still to come."""
WIDE_KEY = 2.2
"""Width of a key at the most, as a multiple of its height."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a pad: the name of its target, what stands on it, what it brings, the keypad's keys."""

    name: str
    label: str
    press: Then
    keys: tuple[str, ...] = ()
    large: bool = False


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class PadScreen(StaffScreen):
    """A page with a pad; `typed` are the digits so far, at most `most`."""

    typed: str = ""

    @property
    @abstractmethod
    def prompt(self) -> str:
        """Give what is asked."""

    @property
    def hint(self) -> str:
        """Give what helps to answer, in smaller letters."""
        return ""

    @property
    @abstractmethod
    def most(self) -> int:
        """Give how many digits there may be."""

    @abstractmethod
    def entered(self, now: float) -> Screen:
        """Give what comes of the digits; it does nothing yet."""

    @property
    def complete(self) -> bool:
        """Tell whether the digits can be entered."""
        return bool(self.typed)

    @property
    def shown(self) -> str:
        """Give what stands in the field."""
        return self.typed or STILL

    def field(self, composer: Composer, box: Box) -> None:
        """Set what has been typed, as large as has room."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box, shadow=False)
        shown = composer.fit(self.shown, scale.figure, colours.ink, box[2:], bold=True)
        composer.middle(box, shown, colours.card)

    @property
    def back_keys(self) -> tuple[str, ...]:
        """Give the keys of 返回: the last digit is taken back first."""
        return (BACK_MEANWHILE,) if self.typed else BACK_KEYS

    @property
    def actions(self) -> Sequence[Action]:
        """Enter the digits, by the main button, once there are enough."""
        return (Action("enter", self.text("pad.enter"), self._enter, main=True),)

    @property
    def too_short(self) -> str:
        """Give what is said when there aren't enough digits yet."""
        return self.text("pad.nothing")

    def _enter(self, now: float) -> Screen:
        return self.entered(now) if self.complete else replace(self, notice=self.too_short)

    def pressed(self, key: str) -> Self:
        """Give the page after a key of the pad."""
        typed = self.typed
        if key == "clear":
            typed = ""
        elif key == "delete":
            typed = typed[:-1]
        elif len(typed) < self.most:
            typed += key
        return replace(self, typed=typed, notice="")

    def _notice(self, typesetter: Typesetter) -> Paragraph | None:  # noqa: ARG002
        """Leave it out below: it would move the keys under the finger; it stands with what is asked."""
        return None

    def compose(self, composer: Composer, body: Box) -> None:
        """Set what is asked beside the pad, or above it on an upright screen."""
        words, pad = words_and_pad(composer, body)
        self._words(composer, words)
        set_keys(composer, pad, self._keys())

    def _keys(self) -> Rows:
        """Give the keys of the pad, row by row."""

        def key(name: str) -> Key:
            keys = {"delete": BACK_KEYS if self.typed else (), "clear": ()}.get(name, (name,))
            if name.isdecimal():
                return Key(f"digit-{name}", name, lambda _: self.pressed(name), keys, large=True)
            return Key(name, self.text(f"pad.{name}"), lambda _: self.pressed(name), keys)

        return tuple(tuple(map(key, row)) for row in ROWS)

    def _words(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        prompt = composer.lay(self.prompt, scale.title, colours.ink, box.w, bold=True)
        said, ink = (self.notice, colours.red.ink) if self.notice else (self.hint, colours.ink2)
        hint = (
            composer.lay(said, scale.helper, ink, box.w, bold=bool(self.notice)) if said else None
        )
        gap, tall = scale.px(Space.XL), scale.invitation
        whole = prompt.height + gap + tall + (gap + hint.height if hint else 0)
        y = box.y + max(0, (box.h - whole) // (2 if scale.portrait else 3))
        y = composer.text(box.x, y, prompt, colours.paper) + gap
        self.field(composer, Box(box.x, y, box.w, tall))
        if hint is not None:
            composer.text(box.x, y + tall + gap, hint, colours.paper)


@dataclass(frozen=True, eq=False, kw_only=True)
class OpenedPadScreen(PadScreen):
    """A pad that another page opens: `heading` stands in the head line, `asked` beside the pad."""

    heading: str
    asked: str
    opener: Callable[[float], Screen]

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.heading

    @property
    def prompt(self) -> str:
        """Give what is asked."""
        return self.asked

    def back(self, now: float) -> Screen:
        """Give the page before."""
        return self.opener(now)


@dataclass(frozen=True, eq=False, kw_only=True)
class SecretPadScreen(PadScreen):
    """A pad whose digits are dots: `least` stand there from the first."""

    @property
    @abstractmethod
    def least(self) -> int:
        """Give how many digits there must be."""

    @property
    def complete(self) -> bool:
        """Tell whether there are enough."""
        return len(self.typed) >= self.least

    @property
    def too_short(self) -> str:
        """Give how many there must be."""
        return self.text("pad.short", least=self.least)

    def field(self, composer: Composer, box: Box) -> None:
        """Set a dot for each digit, and a pale one for each that is still missing."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box, colours.card, shadow=False)
        side = scale.px(Thing.PIN_DOT)
        step = min(2 * side, (box.w - 2 * scale.px(Space.L)) // self.most)
        count = max(self.least, len(self.typed))
        x = box.x + (box.w - (count - 1) * step - side) // 2
        for n in range(count):
            colour = colours.ink if n < len(self.typed) else colours.track
            composer.front.append(
                Disc(Box(x + n * step, box.y + (box.h - side) // 2, side, side), colour)
            )


def words_and_pad(composer: Composer, body: Box, rows: int = len(ROWS)) -> tuple[Box, Box]:
    """Give the places for what is asked and for the pad: side by side, or one below the other."""
    scale = composer.theme.scale
    if scale.portrait:
        tall = min(body.h * 3 // 5, rows * scale.invitation + (rows - 1) * scale.gap)
        return body.above(tall + scale.px(Space.XL)), body.low(tall)
    wide = round(body.w * WORDS_SHARE)
    return body.left(wide), body.after(wide + scale.px(Space.VAST))


def set_keys(composer: Composer, pad: Box, rows: Rows) -> None:
    """Set the keys of a pad: no wider than fingers like."""
    scale = composer.theme.scale
    gap, columns = scale.gap, max(map(len, rows))
    tall = (pad.h - gap * (len(rows) - 1)) // len(rows)
    wide = min(pad.w, columns * round(tall * WIDE_KEY) + (columns - 1) * gap)
    places = pad.centred(wide, pad.h).rows(len(rows), gap)
    for keys, place in zip(rows, places, strict=True):
        for key, cell in zip(keys, place.columns(columns, gap), strict=False):
            look, px = composer.plain, scale.title if key.large else scale.helper
            composer.button(key.name, cell, key.label, key.press, look=look, keys=key.keys, px=px)
