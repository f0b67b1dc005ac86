"""The pages between the door and the menu: the PIN, a pause after wrong ones, and a new one."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from kiosk.speech import Heard
from kiosk.staff.pin import LONGEST, SHORTEST, Entered, easily_guessed
from kiosk.staff.recovery import Recovery
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.pad import SecretPadScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Ring
from kiosk.ui.screen import Screen
from kiosk.ui.theme import Space, Stroke, Thing
from kiosk.values import dataclass

SECONDS_A_MINUTE = 60
Page = TypeVar("Page", bound="StaffScreen")


@dataclass(frozen=True, eq=False, kw_only=True)
class Outside(StaffScreen):
    """A page before the menu: `behind` is the screen somebody knocked at, `inside` gives the menu."""

    behind: Screen
    inside: Callable[[float], Screen]

    @property
    def idle_timeout(self) -> float | None:
        """Go as soon as a visitor's page would ask: whoever found the door by chance has left."""
        return None if self.doing else self.kit.settings.idle_seconds

    def back(self, now: float) -> Screen:
        """Give the visitor's page back that somebody knocked at."""
        return self.desk.home(now) if self.behind.between_visits else self.behind

    def beside(self, kind: Callable[..., Page], **values: object) -> Page:
        """Give another page between the door and the menu."""
        outside = {"behind": self.behind, "inside": self.inside}
        return kind(self.kit, self.session, desk=self.desk, **outside, **values)

    @property
    def forgotten(self) -> Action:
        """Offer the recovery file: who has it needs neither the PIN nor patience."""
        return Action("forgotten", self.text("pin.forgotten"), lambda _: self.beside(RecoverScreen))

    def locked(self, wait: float, now: float) -> Screen:
        """Give the pause after wrong tries."""
        return self.beside(LockedScreen, until=now + wait, whole=wait, left=math.ceil(wait))

    def recovery_offered(self, now: float) -> Screen:  # noqa: ARG002
        """Offer a recovery file after a PIN was set, then give the menu."""
        return KeepRecoveryScreen(self.kit, self.session, desk=self.desk, after=self.inside)


class PinPadScreen(SecretPadScreen):
    """A pad for a PIN."""

    @property
    def least(self) -> int:
        """Give the digits there must be."""
        return SHORTEST

    @property
    def most(self) -> int:
        """Give the digits there may be."""
        return LONGEST


@dataclass(frozen=True, eq=False, kw_only=True)
class PinScreen(PinPadScreen, Outside):
    """The PIN is asked for."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("pin.title")

    @property
    def prompt(self) -> str:
        """Ask for the PIN."""
        return self.text("pin.prompt")

    @property
    def hint(self) -> str:
        """Tell visitors how to get back."""
        return self.text("pin.hint")

    @property
    def actions(self) -> Sequence[Action]:
        """Enter it, or set a new one with the recovery file."""
        return (*super().actions, self.forgotten)

    def entered(self, now: float) -> Screen:
        """Have the PIN tried."""
        return self.does(lambda _: self.desk.pin.enter(self.typed), self._tried)(now)

    def _tried(self, came: Entered, now: float) -> Screen:
        if came.right:
            return self.inside(now)
        if came.wait > 0:
            return self.locked(came.wait, now)
        wrong = self.text("pin.wrong", tries=came.tries)
        return replace(self, typed="", doing=None, notice=wrong)


@dataclass(frozen=True, eq=False, kw_only=True)
class LockedScreen(Outside):
    """After wrong tries: how long until the next; `until` is when, in the loop's seconds."""

    until: float
    whole: float
    """Seconds that were left when this page came."""
    left: int
    """Whole seconds that are left."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("pin.title")

    @property
    def actions(self) -> Sequence[Action]:
        """Offer the recovery file."""
        return (self.forgotten,)

    def tick(self, now: float, heard: Heard) -> Screen:
        """Count down, and ask for the PIN again once the pause is over."""
        if now >= self.until:
            return self.beside(PinScreen)
        left = math.ceil(self.until - now)
        return super().tick(now, heard) if left == self.left else replace(self, left=left)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set what it is about, and a ring that empties."""
        scale, colours = composer.theme.scale, composer.theme.colours
        title = composer.lay(
            self.text("pin.locked"), scale.title, colours.ink, body.w, bold=True, centred=True
        )
        note = composer.lay(
            self.text("pin.locked_note"), scale.helper, colours.ink2, body.w, centred=True
        )
        side, gap = scale.px(Thing.COUNTDOWN), scale.px(Space.XL)
        tall = title.height + side + note.height + 2 * gap
        y = body.y + max(0, (body.h - tall) // 2)
        y = composer.text(body.x + (body.w - title.width) // 2, y, title, colours.paper) + gap
        ring = Box(body.x + (body.w - side) // 2, y, side, side)
        share = min(1.0, self.left / self.whole)
        composer.front.append(
            Ring(ring, share, colours.teal.ink, colours.track, scale.px(Stroke.RIM))
        )
        minutes, seconds = divmod(self.left, SECONDS_A_MINUTE)
        clock = composer.lay(f"{minutes}:{seconds:02}", scale.title, colours.ink, side, bold=True)
        composer.middle(ring, clock, colours.paper)
        composer.text(body.x + (body.w - note.width) // 2, ring.bottom + gap, note, colours.paper)


@dataclass(frozen=True, eq=False, kw_only=True)
class DamagedScreen(Outside):
    """There is a PIN file nothing can be made of: nobody is let in, and the owner is told what to do."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("pin.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Say what is wrong and who can help."""
        said(composer, body, self.text("pin.damaged"), self.text("pin.damaged_note"))


@dataclass(frozen=True, eq=False, kw_only=True)
class NewPinScreen(PinPadScreen):
    """A new PIN, entered twice; `first` is what was entered first, `keep` sets it, in a task.

    `opener` is where 返回 leads, `after` what comes once it is set.
    """

    opener: Callable[[float], Screen]
    after: Callable[[float], Screen]
    keep: Callable[[str], object]
    first: str = ""
    warned: str = ""
    """The easily guessed one that was warned of: entered again it is taken."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("new_pin.title")

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen: the second time it is one."""
        return super().identity, bool(self.first)

    @property
    def prompt(self) -> str:
        """Ask for the PIN, and for the same again."""
        return self.text("new_pin.again" if self.first else "new_pin.prompt")

    @property
    def hint(self) -> str:
        """Tell what a PIN is."""
        return self.text("new_pin.hint", least=SHORTEST, most=LONGEST)

    def back(self, now: float) -> Screen:
        """Begin anew after the first time, else give the page before."""
        if self.first:
            return replace(self, first="", typed="", notice="")
        return self.opener(now)

    def entered(self, now: float) -> Screen:
        """Ask for it again; have it set once both are the same."""
        if not self.first:
            if easily_guessed(self.typed) and self.typed != self.warned:
                easy = self.text("new_pin.easy")
                return replace(self, warned=self.typed, notice=easy)
            return replace(self, first=self.typed, typed="", notice="")
        if self.typed != self.first:
            return replace(self, first="", typed="", notice=self.text("new_pin.differs"))
        return self.does(lambda _: self.keep(self.typed), lambda _, later: self.after(later))(now)


@dataclass(frozen=True, eq=False, kw_only=True)
class RecoverScreen(Outside):
    """忘了 PIN: the stick with the recovery file is looked for."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("recover.title")

    @property
    def actions(self) -> Sequence[Action]:
        """Look for the file."""
        look = self.does(lambda _: self.desk.recovery.find(), self._found)
        return (Action("look", self.text("recover.look"), look, main=True),)

    def _found(self, key: Recovery, now: float) -> Screen:  # noqa: ARG002
        return NewPinScreen(
            self.kit,
            self.session,
            desk=self.desk,
            opener=lambda _: replace(self, doing=None),
            after=self.recovery_offered,
            keep=lambda pin: self.desk.pin.recover(key, pin),
        )

    def compose(self, composer: Composer, body: Box) -> None:
        """Say what to plug in, and what to do without."""
        said(composer, body, self.text("recover.prompt"), self.text("recover.without"))


@dataclass(frozen=True, eq=False, kw_only=True)
class KeepRecoveryScreen(StaffScreen):
    """A recovery file is written to a stick; `after` is what comes then, or without."""

    after: Callable[[float], Screen]
    written: str = ""
    """The name of the file, once it is written."""

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("keep.title")

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, bool(self.written)

    @property
    def actions(self) -> Sequence[Action]:
        """Write it; once it is written, go on."""
        if self.written:
            return (Action("done", self.text("keep.done"), self.after, main=True),)
        write = self.does(
            lambda _: self.desk.recovery.write(self.kit.settings.site_name), self._kept
        )
        return (Action("write", self.text("keep.write"), write, main=True),)

    def _kept(self, name: str, now: float) -> Screen:  # noqa: ARG002
        return replace(self, doing=None, written=name)

    def back(self, now: float) -> Screen:
        """Go on without."""
        return self.after(now)

    def compose(self, composer: Composer, body: Box) -> None:
        """Say what it is for, and once it is there where to keep it."""
        if self.written:
            prompt, note = self.text("keep.written", name=self.written), self.text("keep.drawer")
        else:
            prompt, note = self.text("keep.prompt"), self.text("keep.note")
        said(composer, body, prompt, note)


def said(composer: Composer, body: Box, prompt: str, note: str) -> None:
    """Set a page that says one thing, and below it what else there is to know."""
    scale, colours = composer.theme.scale, composer.theme.colours
    first = composer.lay(prompt, scale.title, colours.ink, body.w, bold=True)
    second = composer.lay(note, scale.helper, colours.ink2, body.w)
    gap = scale.px(Space.XL)
    y = body.y + max(0, (body.h - first.height - gap - second.height) // 3)
    y = composer.text(body.x, y, first, colours.paper) + gap
    composer.text(body.x, y, second, colours.paper)
