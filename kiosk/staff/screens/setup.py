"""The first start: one thing asked after the other, each of which may be left as it is.

What is answered is kept at once, and so is which step it was: after a power cut it goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import field, replace
from datetime import time
from functools import cached_property
from typing import ClassVar

from kiosk.app_link import fingerprint, module_pixels
from kiosk.paths import settings_file
from kiosk.settings import INCHES, SITE_NAME_BUDGET, Settings, as_percent
from kiosk.settings_file import load
from kiosk.speech import Heard
from kiosk.staff.pin import Standing
from kiosk.staff.screens.access import recovery_row
from kiosk.staff.screens.card_ruler import COARSE, FINE, CardRuler
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.pin import KeepRecoveryScreen, NewPinScreen, said
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.screens.text_entry import TextEntryScreen
from kiosk.staff.screens.time_pad import TimePadScreen
from kiosk.staff.setup import Ended, Step
from kiosk.timetable import OpenHours
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import QrCode, Ring
from kiosk.ui.screen import Piece, Screen, Then
from kiosk.ui.theme import Space, Stroke, Thing
from kiosk.values import dataclass

LOUDER = 0.1
SAMPLE = "say.hotlines"
"""What is heard while the volume is set: a sentence of the kiosk's own."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is set: the settings, whether there is a PIN, and the day of its recovery file."""

    own: Settings = field(default_factory=Settings)
    pin: bool = False
    recovery_day: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class SetupPage(StaffScreen):
    """A step; `leave` gives where it leads once it is over, or put off."""

    step: ClassVar[Step]
    leave: Callable[[float], Screen]
    known: Known = field(default_factory=Known)

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text(f"setup.{self.step.value}")

    @property
    def note(self) -> str:
        """Give which step it is."""
        return self.text("setup.step", step=self.step.number, steps=len(Step))

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.step.value

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give the settings that are changed when it goes on."""
        return {}

    @property
    def actions(self) -> Sequence[Action]:
        """Go on, or put it off."""
        return (
            Action("next", self.text("setup.next"), self.going_on, main=True),
            Action("later", self.text("setup.later"), self.put_off),
        )

    @property
    def going_on(self) -> Callable[[float], Screen]:
        """Give what keeps what was answered, and then gives the next step."""
        return self.does(lambda _: self._kept(), lambda known, _: self.at(self.step.after(), known))

    @property
    def put_off(self) -> Callable[[float], Screen]:
        """Give what leaves it for later: nobody is asked at a start again."""
        ended = self.desk.setup.note
        return self.does(lambda _: ended(Ended.LATER), lambda _, now: self.leave(now))

    def _kept(self) -> Known:
        if self.changes:
            self.desk.playing.set_settings(self.desk.settings.change(self.changes))
        self.desk.setup.note(self.step.after())
        return known_of(self)

    def at(self, step: Step, known: Known) -> StaffScreen:
        """Give the page of a step."""
        return PAGES[step](self.kit, self.session, desk=self.desk, leave=self.leave, known=known)

    def anew(self) -> Screen:
        """Give this page once it is known anew what the disk knows."""
        return self.does(
            lambda _: known_of(self), lambda known, _: replace(self, doing=None, known=known)
        )(0.0)

    def back(self, now: float) -> Screen:  # noqa: ARG002
        """Give the step before; from the first, what this is."""
        before = self.step.before()
        if before is not None:
            return self.at(before, self.known)
        return WelcomeScreen(self.kit, self.session, desk=self.desk, leave=self.leave)


Choice = tuple[str, str, Then, tuple[str, ...]]
"""A button below what a step shows: name, words, what it brings, and keys beside its number."""


def set_choices(composer: Composer, box: Box, choices: Sequence[Choice]) -> None:
    """Set buttons side by side; each is pressed by its number, which stands before its words."""
    scale = composer.theme.scale
    cells = box.columns(len(choices), scale.gap)
    for number, (cell, (name, words, then, keys)) in enumerate(
        zip(cells, choices, strict=True), start=1
    ):
        composer.button(
            name,
            cell,
            words,
            then,
            look=composer.plain,
            keys=(str(number), *keys),
            px=scale.helper,
        )


def known_of(page: StaffScreen) -> Known:
    """Read what is set; from a task."""
    desk = page.desk
    own, _ = load(settings_file(desk.data))
    return Known(own, desk.pin.standing() is Standing.SET, desk.pin.recovery_day())


@dataclass(frozen=True, eq=False, kw_only=True)
class WelcomeScreen(StaffScreen):
    """What will be asked, and that it can wait."""

    leave: Callable[[float], Screen]

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("setup.welcome")

    @property
    def actions(self) -> Sequence[Action]:
        """Begin, or put it off by one press."""
        step = self.desk.setup.step
        begin = self.does(lambda _: (step(), known_of(self)), self._begun)
        later = self.does(
            lambda _: self.desk.setup.note(Ended.LATER), lambda _, now: self.leave(now)
        )
        return (
            Action("begin", self.text("setup.begin"), begin, main=True),
            Action("later", self.text("setup.later"), later),
        )

    def _begun(self, came: tuple[Step | None, Known], now: float) -> Screen:  # noqa: ARG002
        step, known = came
        kind = PAGES[step or Step.SITE]
        return kind(self.kit, self.session, desk=self.desk, leave=self.leave, known=known)

    def back(self, now: float) -> Screen:
        """Leave it; the next start asks again."""
        return self.leave(now)

    def compose(self, composer: Composer, body: Box) -> None:
        """Say what will be asked."""
        said(composer, body, self.text("setup.prompt"), self.text("setup.prompt_note"))


@dataclass(frozen=True, eq=False, kw_only=True)
class SitePage(SetupPage):
    """站点名称."""

    step = Step.SITE

    @property
    def rows(self) -> Sequence[Row]:
        """Give the name there is; a press lets it be written."""
        name = self.known.own.site_name
        light, word = (Light.GOOD, "setup.written") if name else (Light.NOTE, "setup.unwritten")
        detail = (self.text("setup.site_note"),)
        state = self.text(word)
        row = Row(name or self.text("setup.write"), light, state, detail=detail, then=self._write)
        return (replace(row, name="write"),)

    def _write(self, now: float) -> Screen:  # noqa: ARG002
        return TextEntryScreen(
            self.kit,
            self.session,
            desk=self.desk,
            heading=self.title,
            asked=self.text("setup.site_note"),
            most=SITE_NAME_BUDGET,
            typed=self.known.own.site_name,
            opener=lambda _: self,
            done=lambda text, now: replace(self, name=text).going_on(now),
        )

    name: str = ""

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give the name that was written."""
        return {"site_name": self.name} if self.name else {}


@dataclass(frozen=True, eq=False, kw_only=True)
class SizePage(SetupPage):
    """The screen's inches, by a card held to it; `ruler` is the card once it was changed."""

    step = Step.SIZE
    ruler: CardRuler | None = None

    @cached_property
    def card(self) -> CardRuler:
        """Give the card as it stands there."""
        return self.ruler or CardRuler.of(self.kit.size, self.kit.diagonal)

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give the inches, where the card was changed."""
        return {"diagonal_inches": f"{self.ruler.inches:g}"} if self.ruler else {}

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the card, what to do with it, and four buttons."""
        scale, colours = composer.theme.scale, composer.theme.colours
        inches = self.text("setup.inches", inches=f"{self.card.inches:g}")
        prompt = composer.lay(self.text("setup.size_prompt"), scale.helper, colours.ink, body.w)
        y = composer.text(body.x, body.y, prompt, colours.paper)
        found = composer.lay(inches, scale.title, colours.teal.ink, body.w, bold=True)
        y = composer.text(body.x, y, found, colours.paper) + scale.px(Space.M)
        buttons = body.low(scale.button)
        room = Box(body.x, y, body.w, buttons.y - scale.px(Space.L) - y)
        self.card.draw(composer, room, self.text("setup.card"))
        steps = (
            ("much_smaller", -COARSE, ()),
            ("smaller", -FINE, ("-",)),
            ("larger", FINE, ("+",)),
            ("much_larger", COARSE, ()),
        )
        choices = (
            (name, self.text(f"setup.{name}"), self._grown(percent, room), keys)
            for name, percent, keys in steps
        )
        set_choices(composer, buttons, tuple(choices))

    def _grown(self, percent: int, room: Box) -> Then:
        return lambda _: replace(self, ruler=self.card.grown(percent, room, INCHES), notice="")


@dataclass(frozen=True, eq=False, kw_only=True)
class PinPage(SetupPage):
    """The PIN, and its recovery file once there is one."""

    step = Step.PIN

    @property
    def rows(self) -> Sequence[Row]:
        """Give the PIN, and the recovery file where there is a PIN."""
        light, word = (Light.GOOD, "access.set") if self.known.pin else (Light.NOTE, "setup.unset")
        name = self.text("access.pin" if self.known.pin else "setup.set_pin")
        note = (self.text("setup.pin_note"),)
        pin = Row(name, light, self.text(word), detail=note, then=self._new_pin, name="pin")
        if not self.known.pin:
            return (pin,)
        return pin, recovery_row(self, self.known.recovery_day, self._recovery)

    def _new_pin(self, now: float) -> Screen:  # noqa: ARG002
        return NewPinScreen(
            self.kit,
            self.session,
            desk=self.desk,
            opener=lambda _: self,
            after=self._recovery,
            keep=self.desk.pin.set,
        )

    def _recovery(self, now: float) -> Screen:  # noqa: ARG002
        return KeepRecoveryScreen(
            self.kit, self.session, desk=self.desk, after=lambda _: self.anew()
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class VolumePage(SetupPage):
    """The volume, heard; `chosen` is one that was tried."""

    step = Step.VOLUME
    chosen: float | None = None

    @property
    def volume(self) -> float:
        """Give the volume that is tried."""
        return self.known.own.volume if self.chosen is None else self.chosen

    @property
    def loudness(self) -> float:
        """Be heard as loud as that."""
        return self.volume

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the sentence that is heard."""
        return (Piece("sample", self.kit.words.spoken(SAMPLE)),)

    def tick(self, now: float, heard: Heard) -> Screen:
        """Go on by what is done alone: the sentence is heard once."""
        after = super().tick(now, heard)
        if after is self and self.doing is None and heard.done and self.piece == 0:
            return self.said() if heard.utterance == self.utterance else self
        return after

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give the volume, where it was changed."""
        return {} if self.chosen is None else {"volume": as_percent(self.chosen)}

    def _heard_at(self, volume: float) -> Then:
        chosen = round(min(1.0, max(LOUDER, volume)), 2)
        return lambda _: replace(self.again(), chosen=chosen, notice="")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the volume, and what makes it louder."""
        scale, colours = composer.theme.scale, composer.theme.colours
        prompt = composer.lay(self.text("setup.volume_prompt"), scale.helper, colours.ink, body.w)
        y = composer.text(body.x, body.y, prompt, colours.paper) + scale.px(Space.L)
        buttons = body.low(scale.button)
        side = min(scale.px(Thing.COUNTDOWN), buttons.y - scale.px(Space.L) - y)
        ring = Box(body.x, y, body.w, buttons.y - y).centred(side, side)
        share = round(self.volume, 2)
        composer.front.append(
            Ring(ring, share, colours.teal.ink, colours.track, scale.px(Stroke.RIM))
        )
        figure = composer.lay(as_percent(self.volume), scale.title, colours.ink, side, bold=True)
        composer.middle(ring, figure, colours.paper)
        choices = (
            ("softer", self.text("setup.softer"), self._heard_at(self.volume - LOUDER), ("-",)),
            ("again", self.text("setup.again"), lambda _: self.again(), ()),
            ("louder", self.text("setup.louder"), self._heard_at(self.volume + LOUDER), ("+",)),
        )
        set_choices(composer, buttons, choices)


@dataclass(frozen=True, eq=False, kw_only=True)
class CodePage(SetupPage):
    """The QR code of the App, to be scanned by somebody who then says where it led."""

    step = Step.CODE
    confirmed: bool | None = None
    """Whether it was said just now that it is right; None where nothing was."""

    @property
    def mark(self) -> str:
        """Give the code's fingerprint; empty where there is no code."""
        return fingerprint(self.kit.code.link.url) if self.kit.code else ""

    @property
    def right(self) -> bool:
        """Tell whether somebody has scanned this code and found it right."""
        if self.confirmed is not None:
            return self.confirmed
        return bool(self.mark) and self.known.own.qr_confirmed == self.mark

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give which code is confirmed, or that none is."""
        if self.confirmed is None:
            return {}
        return {"qr_confirmed": self.mark if self.confirmed else None}

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the code, where it leads, and the two answers."""
        scale, colours = composer.theme.scale, composer.theme.colours
        code = self.kit.code
        if code is None:
            said(composer, body, self.text("setup.no_code"), self.text("setup.no_code_note"))
            return
        answers = body.low(scale.bar)
        room = body.above(scale.bar + scale.px(Space.L))
        if scale.portrait:
            left, right = room.above(room.h // 3), room.low(room.h // 3 - scale.px(Space.L))
        else:
            left, right = room.left(room.w // 2), room.after(room.w // 2 + scale.px(Space.XL))
        module = module_pixels(len(code.matrix), self.kit.size, (left.w, left.h))
        side = module * len(code.matrix)
        place = left.centred(side, side)
        composer.front.append(QrCode(place.x, place.y, code.matrix, module))
        prompt = composer.lay(self.text("setup.code_prompt"), scale.helper, colours.ink, right.w)
        host = composer.fit(
            code.link.host, scale.title, colours.ink, (right.w, scale.title * 3), bold=True
        )
        mark = composer.lay(
            self.text("setup.mark", mark=self.mark), scale.helper, colours.ink2, right.w
        )
        word, ink = ("setup.scanned", colours.green.ink)
        if not self.right:
            word, ink = ("setup.unscanned", colours.amber.ink)
        state = composer.lay(self.text(word), scale.helper, ink, right.w, bold=True)
        y = right.y
        for paragraph in (prompt, host, mark, state):
            y = composer.text(right.x, y, paragraph, colours.paper) + scale.px(Space.M)
        choices = (
            (
                "yes",
                self.text("setup.code_yes", host=code.link.host),
                self._answered(right=True),
                (),
            ),
            ("no", self.text("setup.code_no"), self._answered(right=False), ()),
        )
        set_choices(composer, answers, choices)

    def _answered(self, *, right: bool) -> Then:
        return lambda _: replace(self, confirmed=right, notice="")


@dataclass(frozen=True, eq=False, kw_only=True)
class HoursPage(SetupPage):
    """营业时间; `chosen` are hours that were set just now."""

    step = Step.HOURS
    chosen: OpenHours | None = None

    @property
    def hours(self) -> OpenHours:
        """Give the hours as they stand there."""
        return self.chosen or self.known.own.open_hours

    @property
    def changes(self) -> Mapping[str, str | None]:
        """Give the hours, where they were changed."""
        return {"open_hours": str(self.chosen)} if self.chosen else {}

    @property
    def rows(self) -> Sequence[Row]:
        """Give both ends; a press opens a pad."""
        whole = self.hours.start == self.hours.end
        note = self.text("setup.all_day" if whole else "setup.hours_note")
        return (
            self._row("opens", self.hours.start, lambda at: OpenHours(at, self.hours.end)),
            replace(
                self._row("closes", self.hours.end, lambda at: OpenHours(self.hours.start, at)),
                detail=(note,),
            ),
        )

    def _row(self, name: str, at: time, changed: Callable[[time], OpenHours]) -> Row:
        asked = self.text(f"setup.{name}")

        def opened(_: float) -> Screen:
            return TimePadScreen(
                self.kit,
                self.session,
                desk=self.desk,
                heading=self.title,
                asked=asked,
                value=at,
                opener=lambda _: self,
                done=lambda chosen, _: replace(self, chosen=changed(chosen)),
            )

        return Row(asked, value=f"{at:%H:%M}", then=opened, name=name)


@dataclass(frozen=True, eq=False, kw_only=True)
class SummaryPage(SetupPage):
    """What has been set and what hasn't; a press goes back to it."""

    step = Step.SUMMARY

    @property
    def actions(self) -> Sequence[Action]:
        """Have done."""
        done = self.does(lambda _: self.desk.setup.note(Ended.DONE), lambda _, now: self.leave(now))
        return (Action("done", self.text("setup.done"), done, main=True),)

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each step."""
        own = self.known.own
        code = self.kit.code
        confirmed = code is not None and own.qr_confirmed == fingerprint(code.link.url)
        inches = own.diagonal_inches or self.kit.diagonal
        found: tuple[tuple[Step, bool, str], ...] = (
            (Step.SITE, bool(own.site_name), own.site_name),
            (
                Step.SIZE,
                own.diagonal_inches is not None,
                self.text("setup.inches", inches=f"{inches:g}"),
            ),
            (Step.PIN, self.known.pin, ""),
            (Step.VOLUME, True, as_percent(own.volume)),
            (Step.CODE, confirmed, code.link.host if code else ""),
            (Step.HOURS, True, str(own.open_hours)),
        )
        return tuple(
            Row(
                self.text(f"setup.{step.value}"),
                Light.GOOD if good else Light.NOTE,
                self.text("setup.good" if good else "setup.open"),
                value=value,
                then=lambda _, step=step: self.at(step, self.known),  # type: ignore[misc]  # mypy can't infer a lambda with a default
                name=f"step-{step.value}",
            )
            for step, good, value in found
        )


PAGES: Mapping[Step, type[SetupPage]] = {
    page.step: page
    for page in (SitePage, SizePage, PinPage, VolumePage, CodePage, HoursPage, SummaryPage)
}
"""The page of each step."""


def open_setup(menu: StaffScreen, now: float) -> Screen:  # noqa: ARG001
    """Give what sets all of it anew, opened from the menu."""
    return WelcomeScreen(menu.kit, menu.session, desk=menu.desk, leave=lambda _: replace(menu))
