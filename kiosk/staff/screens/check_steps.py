"""What of 全部检查 needs somebody: the corners of the screen, every voice, every key; one page each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import field, replace
from functools import cached_property, partial
from typing import Self

from kiosk.doctor import Diagnosis, Health
from kiosk.scenario.model import Ending, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.speech import Heard, Utterance
from kiosk.staff.checkup import Checkup
from kiosk.staff.screens.check import CheckScreen
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.subpage import SubPage
from kiosk.staff.task import Tell
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Panel
from kiosk.ui.screen import Piece, Screen, Target, View
from kiosk.ui.theme import Space, Stroke, Thing
from kiosk.values import dataclass

PAD = (
    ("", "/", "*", "-"),
    ("7", "8", "9", "+"),
    ("4", "5", "6", ""),
    ("1", "2", "3", "enter"),
    ("0", "", ".", ""),
)
"""The keypad as it lies on the table; Enter is pressed last, and goes on."""
TRIED = frozenset(key for row in PAD for key in row if key) - {"enter"}
CORNERS = 4


@dataclass(frozen=True, eq=False, kw_only=True)
class Step(SubPage):
    """A thing somebody tries; `answers` is what was told of those before."""

    checkup: Checkup
    answers: tuple[Diagnosis, ...] = ()

    def tick(self, now: float, heard: Heard) -> Screen:
        """Let everything else be looked at meanwhile."""
        self.checkup.start()
        return super().tick(now, heard)

    @abstractmethod
    def after(self, answers: tuple[Diagnosis, ...]) -> SubPage:
        """Give what comes after this, with what was told up to here."""

    def then(self, kind: type[Step | CheckScreen], answers: tuple[Diagnosis, ...]) -> SubPage:
        """Give a page that goes on with the same look, and knows what was told up to here."""
        return kind(
            self.kit,
            self.session,
            desk=self.desk,
            opener=self.opener,
            checkup=self.checkup,
            answers=answers,
        )

    def told(self, check: str, *, well: bool, message: str, advice: str = "") -> SubPage:
        """Give what comes after this has turned out well, or not."""
        health = Health.OK if well else Health.NOTICE
        answer = Diagnosis(check, self.title, health, message, "" if well else advice)
        return self.after((*self.answers, answer))


def begin(page: StaffScreen, now: float) -> Screen:  # noqa: ARG001
    """Give the first step of 全部检查; everything else is looked at meanwhile."""
    checkup = Checkup(page.desk.installation)
    return TouchStep(page.kit, page.session, desk=page.desk, opener=page, checkup=checkup)


@dataclass(frozen=True, eq=False, kw_only=True)
class TouchStep(Step):
    """The four corners, to be tapped: the picture is whole, and touches meet what is seen."""

    tapped: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """Give what this is."""
        return self.text("steps.touch")

    def after(self, answers: tuple[Diagnosis, ...]) -> SubPage:
        """Give the voices."""
        return self.then(SoundStep, answers)

    def _tap(self, number: int, now: float) -> SubPage:  # noqa: ARG002
        tapped = self.tapped | {number}
        if len(tapped) < CORNERS:
            return replace(self, tapped=tapped)
        well = self.text("steps.touch_well")
        return self.told("touch", well=True, message=well)

    def _fails(self, now: float) -> Screen:  # noqa: ARG002
        return self.told(
            "touch",
            well=False,
            message=self.text("steps.touch_ill"),
            advice=self.text("steps.touch_advice"),
        )

    def _made(self, progress: str) -> View:  # noqa: ARG002
        """Set the whole screen: the corners lie where the frame would be."""
        composer = Composer(self.kit.fonts, self.theme)
        scale, colours = composer.theme.scale, composer.theme.colours
        whole = Box(0, 0, *self.kit.size)
        composer.back.append(Fill(whole, colours.paper))
        side = round(scale.bar * 1.2)
        right, low = whole.right - side, whole.bottom - side
        for number, (x, y) in enumerate(((0, 0), (right, 0), (0, low), (right, low)), start=1):
            self._corner(composer, Box(x, y, side, side), number)
        wide = min(whole.w - 2 * scale.margin, scale.px(Thing.DIALOG))
        room = wide - 2 * scale.px(Space.HUGE)
        left = CORNERS - len(self.tapped)
        said = self.text("steps.touch_say", left=left)
        words = composer.lay(said, scale.spoken, colours.ink, room, bold=True, centred=True)
        gap, pad = scale.gap, scale.px(Space.HUGE)
        tall = words.height + 2 * scale.button + 2 * gap + scale.px(Space.XL) + 2 * pad
        card = whole.centred(wide, min(tall, whole.h - 2 * side))
        composer.card(card)
        inner = card.inset(pad, pad)
        composer.text(inner.x + (inner.w - words.width) // 2, inner.y, words, colours.card)
        low_row = inner.low(scale.button)
        row = Box(inner.x, low_row.y - gap - scale.button, inner.w, scale.button)
        label = self.text("steps.touch_none")
        composer.button("none", row, label, self._fails, keys=("enter",), px=scale.helper)
        plain = composer.plain
        back = self.text("frame.back")
        composer.button(
            "back", low_row, back, self.back, look=plain, keys=("backspace",), px=scale.helper
        )
        composed = composer.composed()
        items = (*composed.back, *composed.front)
        return View(items, composed.targets, composed.spoken, composed.left_out)

    def _corner(self, composer: Composer, box: Box, number: int) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        done = number in self.tapped
        ground = colours.green.tint if done else colours.invite
        edge = colours.green.ink if done else colours.teal.ink
        composer.back.append(Panel(box, ground, 0, scale.px(Stroke.FOCUS), edge))
        inner = box.centred(box.w // 2, box.h // 2)
        composer.icon(inner, "check" if done else "hand-tap", edge)
        if not done:
            label = self.text("steps.corner", number=number)
            name = f"corner-{number}"
            tapped = partial(self._tap, number)
            composer.targets.append(Target(name, box, tapped, label, bare=True))


@dataclass(frozen=True, eq=False, kw_only=True)
class SoundStep(Step):
    """Every voice says a sentence, one after the other; whoever stands there tells whether it was heard."""

    audible: bool = False
    """Whether a device has played any of it."""

    @property
    def title(self) -> str:
        """Give what this is."""
        return self.text("steps.sound")

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give a sentence of each voice: one of the stories, which is ready, else one made for it."""
        lines = self._lines()
        return tuple(
            Piece(("voice", number), lines.get(voice) or self._own(voice))
            for number, voice in enumerate(self.kit.catalogue.voices)
        )

    def _lines(self) -> dict[str, Utterance]:
        found: dict[str, Utterance] = {}
        for story in self.kit.deck.scenarios:
            speaker = Speaker(story)
            places: tuple[Scene | Ending, ...] = (*story.scenes, *story.endings)
            for place in places:
                for number in range(len(place.lines)):
                    line = speaker.line(place, number)
                    found.setdefault(line.voice, line)
        return found

    def _own(self, voice: str) -> Utterance:
        return Utterance(f"检查/{voice}", self.text("steps.voice", voice=voice), voice)

    @property
    def silent(self) -> bool:
        """Tell whether a sentence is over and no device has played it."""
        return self.piece > 0 and not self.audible

    @property
    def utterance(self) -> Utterance | None:
        """Give the sentence of the voice whose turn it is; none where nothing can be heard."""
        return None if self.silent or self.desk.machine.muted else super().utterance

    def tick(self, now: float, heard: Heard) -> Screen:
        """Let one voice follow the other, and note whether any was heard."""
        if heard.audible and not self.audible:
            return replace(self, audible=True)
        if heard.done and heard.utterance is not None and heard.utterance == self.utterance:
            return self.said()
        return super().tick(now, heard)

    @property
    def actions(self) -> Sequence[Action]:
        """Give the answers; where nothing can be heard, what to do about it."""
        again = Action("again", self.text("steps.sound_again"), lambda _: self._again())
        if self.desk.machine.muted:
            loud = self.does(self._unmute, lambda _, __: replace(self._again(), doing=None))
            return (Action("unmute", self.text("today.unmute"), loud, main=True),)
        if self.silent:
            answer = partial(self._ill, self.text("steps.sound_none"))
            return (Action("next", self.text("steps.next"), lambda _: answer(), main=True), again)
        ill = partial(self._ill, self.text("steps.sound_ill"))
        return (
            Action("heard", self.text("steps.sound_yes"), lambda _: self._well(), main=True),
            Action("unheard", self.text("steps.sound_no"), lambda _: ill()),
            again,
        )

    def _again(self) -> Self:
        return replace(self.again(), audible=False)

    def _unmute(self, _tell: Tell) -> None:
        self.desk.machine.mute(on=False)

    def _well(self) -> SubPage:
        well = self.text("steps.sound_well", count=len(self.pieces))
        return self.told("heard", well=True, message=well)

    def _ill(self, message: str) -> SubPage:
        return self.told(
            "heard",
            well=False,
            message=message,
            advice=self.text("steps.sound_advice"),
        )

    def after(self, answers: tuple[Diagnosis, ...]) -> SubPage:
        """Give the keys."""
        return self.then(KeypadStep, answers)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the voices, the one that speaks lit, and what it says."""
        scale, colours = composer.theme.scale, composer.theme.colours
        said = self._said()
        words = composer.lay(said, scale.spoken, colours.ink, body.w, centred=True)
        across = 3 if scale.portrait else 4
        voices = self.kit.catalogue.voices
        rows = -(-len(voices) // across)
        gap = scale.px(Space.L)
        grid = body.above(words.height + 2 * gap)
        tall = min((grid.h - gap * (rows - 1)) // rows, scale.px(Thing.TILE))
        lines = grid.top(rows * tall + gap * (rows - 1)).rows(rows, gap)
        cells = [cell for line in lines for cell in line.columns(across, gap)]
        for number, (voice, cell) in enumerate(zip(voices, cells, strict=False)):
            speaking = number == self.piece and self.utterance is not None
            ground = colours.spoken if speaking else colours.card
            composer.card(cell, ground)
            name = composer.fit(
                voice, scale.helper, colours.ink, cell.inset(gap, gap)[2:], bold=speaking
            )
            composer.middle(cell, name, ground)
            if number < self.piece and self.audible:
                side = scale.px(Space.XL)
                place = Box(cell.right - side - gap // 2, cell.y + gap // 2, side, side)
                composer.icon(place, "check", colours.green.ink)
        y = grid.bottom + gap
        composer.text(body.x + (body.w - words.width) // 2, y, words, colours.paper)

    def _said(self) -> str:
        if self.desk.machine.muted:
            return self.text("steps.sound_muted")
        if self.silent:
            return self.text("steps.sound_silent")
        if self.piece < len(self.pieces):
            return self.text("steps.sound_say", words=self.script[self.piece].text)
        return self.text("steps.sound_over")


@dataclass(frozen=True, eq=False, kw_only=True)
class KeypadStep(Step):
    """Every key of the keypad, to be pressed, Enter last."""

    pressed: frozenset[str] = field(default=frozenset())

    @property
    def title(self) -> str:
        """Give what this is."""
        return self.text("steps.keypad")

    def after(self, answers: tuple[Diagnosis, ...]) -> SubPage:
        """Give the list of everything."""
        return self.then(CheckScreen, answers)

    @property
    def actions(self) -> Sequence[Action]:
        """Give the way on, for who has no keypad, too, or one of which some keys are dead."""
        if self.pressed >= TRIED:
            label = self.text("steps.next")
        else:
            label = self.text("steps.keypad_ill" if self.pressed else "steps.keypad_none")
        return (Action("next", label, self._go_on, main=True),)

    def _go_on(self, now: float) -> Screen:  # noqa: ARG002
        if self.pressed >= TRIED:
            well = self.text("steps.keypad_well")
            return self.told("keypad", well=True, message=well)
        if not self.pressed:
            none = self.text("steps.keypad_without")
            return self.told("keypad", well=True, message=none)
        dead = [key for row in PAD for key in row if key in TRIED - self.pressed]
        missing = "　".join(self._name(key) for key in dead)
        return self.told(
            "keypad",
            well=False,
            message=self.text("steps.keypad_dead", keys=missing),
            advice=self.text("steps.keypad_advice"),
        )

    def _hit(self, key: str, now: float) -> SubPage:  # noqa: ARG002
        return replace(self, pressed=self.pressed | {key})

    def _made(self, progress: str) -> View:
        """Set the page, with every key that is tried."""
        view = super()._made(progress)
        own = (
            Target(f"key-{key}", None, partial(self._hit, key), keys=(key,))
            for key in sorted(TRIED)
        )
        return replace(view, targets=(*view.targets, *own))

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the keypad, its pressed keys lit."""
        scale, colours = composer.theme.scale, composer.theme.colours
        words = composer.lay(
            self.text("steps.keypad_say"), scale.spoken, colours.ink, body.w, centred=True
        )
        y = composer.text(body.x + (body.w - words.width) // 2, body.y, words, colours.paper)
        gap = scale.px(Space.M)
        grid = body.below(y - body.y + scale.px(Space.L))
        tall = min((grid.h - gap * (len(PAD) - 1)) // len(PAD), scale.px(Thing.TILE))
        wide = min((grid.w - gap * (len(PAD[0]) - 1)) // len(PAD[0]), round(tall * 1.8))
        grid = grid.centred(
            wide * len(PAD[0]) + gap * (len(PAD[0]) - 1), tall * len(PAD) + gap * (len(PAD) - 1)
        )
        for line, row in zip(grid.rows(len(PAD), gap), PAD, strict=True):
            for cell, key in zip(line.columns(len(row), gap), row, strict=True):
                if key:
                    self._key(composer, cell, key)

    def _key(self, composer: Composer, cell: Box, key: str) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        lit = key in self.pressed
        ground = colours.green.tint if lit else colours.card
        ink = colours.green.ink if lit else colours.ink
        composer.card(cell, ground)
        name = composer.fit(self._name(key), scale.helper, ink, cell[2:], bold=True)
        composer.middle(cell, name, ground)
        if lit:
            side = min(cell.h // 3, scale.px(Space.XL))
            composer.icon(
                Box(
                    cell.right - side - scale.px(Space.XS), cell.y + scale.px(Space.XS), side, side
                ),
                "check",
                ink,
            )

    def _name(self, key: str) -> str:
        return {"enter": "Enter", "-": "−"}.get(key, key)
