"""A screen of a visit: a head line, a body, and the bar of helpers that never moves."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import field, replace
from functools import cached_property
from typing import Self

from kiosk.scenario.model import Scenario
from kiosk.screens import caption_bar, head_line
from kiosk.screens.head_line import HeadLine
from kiosk.screens.helper_bar import HelperBar, VolumeHelper, bar_height
from kiosk.screens.kit import KioskScreen, Kit
from kiosk.speech import Heard, Utterance
from kiosk.ui.composer import ButtonStyle, Composed, Composer, Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Fill, Panel
from kiosk.ui.memo import Memo
from kiosk.ui.screen import Comfort, Item, Screen, View
from kiosk.ui.theme import Corner, Stroke
from kiosk.values import dataclass
from kiosk.visit.play import Play

Live = tuple[tuple[Item, ...], tuple[Item, ...]]
"""Items under the words, items over everything."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A few words about a helper just pressed, said before the script goes on where it stood.

    It holds for one piece of the script only: who goes on meanwhile hears no more of it.
    """

    helper: str
    words: Utterance
    piece: int


@dataclass(frozen=True, slots=True)
class Still:
    """What stands still on a screen, and what of it may step aside or be shown otherwise."""

    composed: Composed
    head: HeadLine
    volume: VolumeHelper


@dataclass(frozen=True, eq=False)
class VisitScreen(KioskScreen):
    """The frame of every screen between attract and attract."""

    aside: Aside | None = field(default=None, kw_only=True)
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)

    @property
    def utterance(self) -> Utterance | None:
        """Give what ought to be heard now: what was pressed in the bar first, then the script."""
        return self._aside.words if self._aside else super().utterance

    @property
    def _aside(self) -> Aside | None:
        return self.aside if self.aside is not None and self.aside.piece == self.piece else None

    def saying(self, helper: str, key: str) -> Self:
        """Give the screen that first says the words of a key about a helper of the bar."""
        return replace(self, aside=Aside(helper, self.kit.words.spoken(key), self.piece))

    def tick(self, now: float, heard: Heard) -> Screen:
        """Give the screen after time has passed; after an aside the script goes on."""
        if self._aside is not None:
            over = heard.done and heard.utterance == self._aside.words
            return replace(self, aside=None) if over else self
        return super().tick(now, heard)

    def telling(self, heard: Heard) -> bool:
        """Tell whether what is heard is the present piece of the script."""
        if self._aside is not None or heard.utterance is None:
            return False
        return heard.utterance == self.utterance

    def again(self) -> Self:
        """Give the screen that says its script once more."""
        return replace(super().again(), aside=None)

    def comforted(self, comfort: Comfort) -> Self:
        """Give this screen for a visitor who has set something else."""
        return replace(super().comforted(comfort), aside=None)

    def on_display(self, kit: Kit) -> Self:
        """Give this screen for a kit of another display; what is being said of a helper goes on."""
        moved = super().on_display(kit)
        aside = replace(self.aside, piece=moved.piece) if self._aside and self.aside else None
        return replace(moved, aside=aside)

    def changed(self, comfort: Comfort, helper: str, key: str) -> Screen:
        """Give the screen for other comfort; the words of a key, if any, are said of a helper."""
        screen = self.comforted(comfort)
        return screen.saying(helper, key) if key else screen

    def missed(self) -> Screen:
        """Give the screen that says that this key does nothing here."""
        return self.saying("", "say.wrong_key")

    def leave(self, now: float) -> Screen:
        """Give the question whether the visitor really leaves."""
        return self.kit.flow.leave(self, now)

    def help(self, now: float) -> Screen:
        """Give 我可能正在被骗 over this screen."""
        return self.kit.flow.help(self, now)

    @abstractmethod
    def compose(self, composer: Composer, body: Box) -> None:
        """Set what stands still inside `body`."""

    def live(self, now: float, heard: Heard) -> Live:
        """Give what moves: items under the words and items over everything."""
        composed = self.still.composed
        dx, dy = self.offset(self.age(now))
        back, front = composed.moved(dx, dy)
        # Once lit, cues stay lit while the rest of the script is said.
        age = math.inf if self.cues_stay else self.age(now)
        under = (*back, *composed.places_lit(age))
        if self.telling(heard):
            under = (*under, *composed.lit(self.piece_name, heard))
        elif self._aside is not None:
            under = (*under, *self.helper_lit(self._aside.helper))
        return under, front

    @property
    def cues_stay(self) -> bool:
        """Tell whether the cues are lit already: they light up with the first piece."""
        return self.piece > 0

    def helper_lit(self, name: str) -> tuple[Item, ...]:
        """Give what lights up the helper that is being spoken of."""
        scale, colours = self.theme.scale, self.theme.colours
        box = next((t.box for t in self.still.composed.targets if t.name == name), None)
        edge = scale.px(Stroke.EDGE)
        if box is None:
            return ()
        return (Panel(box, colours.spoken, scale.px(Corner.BUBBLE), edge, colours.teal.ink),)

    def offset(self, age: float) -> tuple[int, int]:  # noqa: ARG002
        """Give how far what moves is from its place, right and down, in pixels."""
        return 0, 0

    @property
    def head(self) -> str:
        """Give the title in the head line; a piece of the script named "title" says it."""
        return ""

    def corner(self, composer: Composer, box: Box) -> None:
        """Set 我可能正在被骗 into the bar's corner."""
        colours = composer.theme.colours
        composer.button(
            "help",
            box,
            self.kit.words("bar.help"),
            self.help,
            look=ButtonStyle(colours.red.ink, colours.on_dark, shadow=False),
            keys=(".",),
            icon="shield-alert",
            px=composer.theme.scale.helper,
        )

    @property
    def can_leave(self) -> bool:
        """Tell whether 退出 is there."""
        return True

    @property
    def marks_trial(self) -> bool:
        """Tell whether the head line says that staff try the kiosk themselves."""
        return self.session.trial

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set the head line: the title, and what a screen adds on its right."""
        room = box.inset(composer.theme.scale.margin, 0)
        return head_line.titled(composer, room, self.head, box.w * 2 // 3)

    @property
    def body(self) -> Box:
        """Give what lies between the head line and the bar of helpers."""
        top = head_line.height(self.theme)
        width, height = self.kit.size
        return Box(0, top, width, height - top - bar_height(self.theme))

    @cached_property
    def still(self) -> Still:
        """Give what stands still, set once."""
        theme = self.theme
        composer = Composer(self.kit.fonts, theme)
        whole = Box(0, 0, *self.kit.size)
        composer.back.append(Fill(whole, theme.colours.paper))
        bar = whole.low(bar_height(theme))
        top = whole.top(head_line.height(theme))
        if self.marks_trial:
            top = head_line.trial(composer, top, self.kit.words("bar.trial"))
        head = self.head_line(composer, top)
        self.compose(composer, self.body)
        volume = HelperBar(self).draw(composer, bar)
        return Still(composer.composed(), head, volume)

    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; the same object where nothing has changed."""
        live, still = self.live(now, heard), self.still
        composed = still.composed
        silent = heard.muted or not self.session.comfort.volume
        sound = still.volume.silent if silent else still.volume.loud
        head = self._said_here(heard) or still.head.title

        def made() -> View:
            back = (*composed.back, *head.back, *sound.back, *live[0])
            items = (*back, *composed.front, *head.front, *sound.front, *live[1])
            return View(items, composed.targets, composed.spoken, composed.left_out)

        changes = live, silent, tuple(head.back), tuple(head.front)
        return self._view.of(changes, made)

    def _said_here(self, heard: Heard) -> Layer | None:
        """Give the caption of what the interface says and this screen doesn't show, while it is said."""
        said = heard.utterance
        if said is None or heard.done or said != self.utterance:
            return None
        if self._aside is None and any(
            place.worded for place in self.still.composed.spoken if place.name == self.piece_name
        ):
            return None
        return caption_bar.draw(self.typesetter, self.still.head.room, heard)


@dataclass(frozen=True, eq=False, kw_only=True)
class PlayScreen(VisitScreen):
    """A screen that shows something of a play."""

    play: Play

    @property
    def stories(self) -> tuple[Scenario, ...]:
        """Give the story that is played."""
        return (self.play.scenario,)
