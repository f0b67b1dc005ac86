"""Text typed without a keyboard: pinyin on nine keys, as on a telephone, by touch or by the keypad.

    TextEntryScreen(kit, session, desk=desk, heading="站点名称", asked="请写站点名称", most=30,
                    opener=lambda now: …, done=lambda text, now: …)

The letters of a keyboard are taken too, where one is plugged in: as pinyin, letter by letter.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Self

from kiosk.staff.pinyin import LETTERS, shipped_pinyin
from kiosk.staff.screens.frame import BACK_KEYS, Action, StaffScreen
from kiosk.staff.screens.pad import BACK_MEANWHILE, Key, Rows, set_keys, words_and_pad
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Panel
from kiosk.ui.screen import Screen, Target
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Stroke
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

ACROSS, DOWN = 3, 3
SHOWN = ACROSS * DOWN
"""Candidates that stand there at once: each has a figure, and a key of its own once one is chosen."""
BLANK = "0"
MARKS = "1"
"""The key of the pad with marks on it."""


class Mode(Enum):
    """What the keys of the pad stand for; the value is the key of its words."""

    PINYIN = "text_entry.pinyin"
    LATIN = "text_entry.latin"
    DIGITS = "text_entry.digits"

    def after(self) -> Mode:
        """Give the next one."""
        modes = tuple(Mode)
        return modes[(modes.index(self) + 1) % len(modes)]


@dataclass(frozen=True, eq=False, kw_only=True)
class TextEntryScreen(StaffScreen):
    """A text of at most `most` characters is asked for; `done` takes it, `opener` is the page before."""

    heading: str
    asked: str
    most: int
    opener: Callable[[float], Screen]
    done: Callable[[str, float], Screen]
    typed: str = ""
    """The text so far."""
    keys: str = ""
    """Keys or letters of the reading that is being typed."""
    reading: str = ""
    """The one reading that is meant, where staff have said which."""
    first: int = 0
    """The first candidate that stands there."""
    choosing: bool = False
    """Whether the figures choose candidates: for those who have the keypad only."""
    mode: Mode = Mode.PINYIN

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.heading

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen."""
        return super().identity, self.heading

    @property
    def note(self) -> str:
        """Give how many characters there are."""
        return self.text("text_entry.count", count=len(self.typed), most=self.most)

    # What is typed ------------------------------------------------------------------------------

    @property
    def candidates(self) -> tuple[str, ...]:
        """Give what may be meant: characters, marks or letters; words that names have, before a key."""
        if not self.keys:
            usual = self.text("text_entry.usual").split()
            return tuple(usual) if self.mode is Mode.PINYIN else ()
        if self.keys == MARKS:
            return tuple(self.text("text_entry.marks").split())
        if self.mode is Mode.LATIN:
            letters = LETTERS[self.keys]
            return (*letters.upper(), *letters)
        return shipped_pinyin().characters(self.keys, self.reading)

    @property
    def shown(self) -> tuple[str, ...]:
        """Give the candidates that stand there."""
        return self.candidates[self.first : self.first + SHOWN]

    def hit(self, key: str) -> Self:
        """Give the page after a key of the pad, or a letter of a keyboard."""
        if self.mode is Mode.DIGITS:
            return self.with_text(key)
        if self.choosing and key.isdecimal():
            chosen = self.shown[int(key) - 1 : int(key)] if key != "0" else ()
            return self.chosen(chosen[0]) if chosen else self
        if key in {BLANK, MARKS} and self.keys:
            return self
        if key == BLANK:
            return self.with_text(" ")
        return self._spelt_with(key)

    def _spelt_with(self, key: str) -> Self:
        if key == MARKS or self.mode is Mode.LATIN:
            return replace(self, keys=key, reading="", first=0, choosing=False)
        keys = key if self.keys == MARKS else self.keys + key
        if not shipped_pinyin().accepts(keys):
            return self
        return replace(self, keys=keys, reading="", first=0, choosing=False, notice="")

    def chosen(self, candidate: str) -> Self:
        """Give the page once a candidate is taken."""
        return replace(self.with_text(candidate), keys="", reading="", first=0, choosing=False)

    def with_text(self, more: str) -> Self:
        """Give the page with more text, or what keeps it from being taken."""
        text = self.typed + more
        if len(text) > self.most:
            return replace(self, notice=self.text("text_entry.full", most=self.most))
        return replace(self, typed=text, notice="")

    def deleted(self) -> Self:
        """Give the page once the last key, else the last character, is taken back."""
        if self.choosing:
            return replace(self, choosing=False)
        if self.keys:
            return replace(self, keys=self.keys[:-1], reading="", first=0)
        return replace(self, typed=self.typed[:-1], notice="")

    def turned(self, by: int) -> Self:
        """Give the page with the next candidates, or those before; they come round."""
        pages = max(1, -(-len(self.candidates) // SHOWN))
        return replace(self, first=(self.first // SHOWN + by) % pages * SHOWN)

    def read_otherwise(self) -> Self:
        """Give the page for the next reading that the keys may be; after the last, for all of them."""
        readings = ("", *(r for r in shipped_pinyin().readings(self.keys) if self._whole(r)))
        at = readings.index(self.reading) if self.reading in readings else 0
        return replace(self, reading=readings[(at + 1) % len(readings)], first=0)

    def _whole(self, reading: str) -> bool:
        return len(reading) == len(self.keys)

    # Buttons ------------------------------------------------------------------------------------

    @property
    def back_keys(self) -> tuple[str, ...]:
        """Give the keys of 返回: what was typed is taken back first."""
        return (BACK_MEANWHILE,) if self.keys or self.typed or self.choosing else BACK_KEYS

    def back(self, now: float) -> Screen:
        """Give the page before; what was typed is lost."""
        return self.opener(now)

    @property
    def actions(self) -> Sequence[Action]:
        """Choose among the candidates where there are some, else take the text; change the keys."""
        mode = Action("mode", self.text(self.mode.after().value), self._other_mode)
        if not self.keys:
            main = Action("enter", self.text("text_entry.enter"), self._enter, main=True)
            usual = Action("usual", self.text("text_entry.choose_usual"), self._choose)
            return (main, mode, usual) if self.candidates else (main, mode)
        main = Action("choose", self.text("text_entry.choose"), self._choose, main=True)
        if self.mode is Mode.PINYIN and self.keys != MARKS:
            said = self.reading or self.text("text_entry.any_reading")
            label = self.text("text_entry.reading", reading=said)
            return main, mode, Action("reading", label, lambda _: self.read_otherwise())
        return main, mode

    def _other_mode(self, now: float) -> Screen:  # noqa: ARG002
        return replace(
            self, mode=self.mode.after(), keys="", reading="", first=0, choosing=False, notice=""
        )

    def _choose(self, now: float) -> Screen:  # noqa: ARG002
        """Let the figures choose; once they do, take the first."""
        if self.choosing and self.shown:
            return self.chosen(self.shown[0])
        return replace(self, choosing=bool(self.shown))

    def _enter(self, now: float) -> Screen:
        text = self.typed.strip()
        if not text:
            return replace(self, notice=self.text("text_entry.nothing"))
        return self.done(text, now)

    # How it looks -------------------------------------------------------------------------------

    def _notice(self, typesetter: Typesetter) -> Paragraph | None:  # noqa: ARG002
        """Leave it out below: it would move the keys under the finger; it stands with what is asked."""
        return None

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the text, what the keys may stand for, and the pad."""
        words, pad = words_and_pad(composer, body)
        self._words(composer, words)
        set_keys(composer, pad, self._rows())
        for letter in string.ascii_lowercase if self.mode is not Mode.DIGITS else "":
            press = lambda _, key=letter: self._typed_on_keyboard(key)  # noqa: E731
            composer.targets.append(Target(f"letter-{letter}", None, press, letter, (letter,)))

    def _typed_on_keyboard(self, letter: str) -> Screen:
        return self.with_text(letter) if self.mode is Mode.LATIN else self.hit(letter)

    def _rows(self) -> Rows:
        def key(name: str) -> Key:
            if name == "clear":
                cleared = replace(self, typed="", keys="", reading="", first=0, choosing=False)
                return Key("clear", self.text("pad.clear"), lambda _: cleared)
            if name == "delete":
                there = self.keys or self.typed or self.choosing
                keys = BACK_KEYS if there else ()
                return Key("delete", self.text("pad.delete"), lambda _: self.deleted(), keys)
            label = self._label(name)
            large = label.isdecimal()
            return Key(f"key-{name}", label, lambda _: self.hit(name), (name,), large=large)

        rows = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("clear", "0", "delete"))
        return tuple(tuple(map(key, row)) for row in rows)

    def _label(self, key: str) -> str:
        """Give what stands on a key of the pad."""
        if self.mode is Mode.DIGITS:
            return key
        if key == BLANK:
            return self.text("text_entry.blank")
        if key == MARKS:
            return self.text("text_entry.mark")
        return f"{key} {LETTERS[key].upper()}"

    def _words(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        gap = scale.px(Space.M)
        if self.notice:
            asked = composer.lay(self.notice, scale.helper, colours.red.ink, box.w, bold=True)
        else:
            asked = composer.lay(self.asked, scale.helper, colours.ink2, box.w)
        y = composer.text(box.x, box.y, asked, colours.paper) + gap
        y = self._field(composer, Box(box.x, y, box.w, scale.button)) + gap
        line = Box(box.x, y, box.w, round(scale.helper * 1.4))
        y = self._spelt(composer, line) + gap
        tall = min(box.bottom - y, DOWN * scale.button + (DOWN - 1) * scale.gap)
        self._candidates(composer, Box(box.x, y, box.w, tall))

    def _field(self, composer: Composer, box: Box) -> int:
        """Set the text with a mark behind it, its end where it is long, and give the row below."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.back.append(
            Panel(box, colours.card, scale.radius, scale.px(Stroke.THIN), colours.line)
        )
        room = box.w - 2 * scale.px(Space.XL)
        text = self.typed
        while True:
            words = composer.lay(text or " ", scale.title, colours.ink, 4 * room, bold=True)
            if words.width <= room or len(text) <= 1:
                break
            text = text[1:]
        x = box.x + scale.px(Space.XL)
        composer.beside(Box(x, box.y, words.width, box.h), words, colours.card)
        x += words.width if text else 0
        mark = Box(x + scale.px(Space.XS), 0, scale.px(Stroke.EDGE), scale.title)
        y = box.y + (box.h - mark.h) // 2
        composer.front.append(Fill(Box(mark.x, y, mark.w, mark.h), colours.teal.ink))
        return box.bottom

    def _spelt(self, composer: Composer, box: Box) -> int:
        """Set the readings the keys may be, and give the row below."""
        scale, colours = composer.theme.scale, composer.theme.colours
        if self.choosing:
            said = self.text("text_entry.choosing")
        elif self.keys and self.keys != MARKS and self.mode is Mode.PINYIN:
            readings = shipped_pinyin().readings(self.keys)
            short = dict.fromkeys(reading[: len(self.keys)] for reading in readings)
            said = self.reading or "  ".join(short)
        else:
            said = "" if self.keys or not self.candidates else self.text("text_entry.usual_words")
        if said:
            line = composer.fit(said, scale.helper, colours.teal.ink, (box.w, box.h), bold=True)
            composer.beside(box, line, colours.paper)
        return box.bottom

    def _candidates(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        if not self.shown:
            return
        turned = len(self.candidates) > SHOWN
        side = scale.button
        grid = box
        if turned:
            grid = Box(box.x, box.y, box.w - side - scale.gap, box.h)
            edge = box.end(side).rows(2, scale.gap)
            for by, place, name, sign in ((-1, edge[0], "before", "−"), (1, edge[1], "more", "+")):
                label = self.text(f"text_entry.{name}")
                press = lambda _, by=by: self.turned(by)  # noqa: E731
                key = sign.replace("−", "-")
                composer.button(
                    name, place, label, press, look=composer.plain, keys=(key,), px=scale.helper
                )
        cells = [
            cell for row in grid.rows(DOWN, scale.gap) for cell in row.columns(ACROSS, scale.gap)
        ]
        for number, (candidate, cell) in enumerate(zip(self.shown, cells, strict=False), start=1):
            press = lambda _, one=candidate: self.chosen(one)  # noqa: E731
            composer.button(
                f"candidate-{number}", cell, candidate, press, look=composer.plain, px=scale.title
            )
            if self.choosing:
                figure = composer.lay(str(number), scale.helper, colours.teal.ink, cell.w)
                place = Box(cell.x + scale.px(Space.M), cell.y, figure.width, cell.h)
                composer.beside(place, figure, colours.card)
