"""暂停服务: what visitors see while staff have the kiosk paused; they can't leave it, only ask why."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from typing import Self

from kiosk.screens.kit import KioskScreen
from kiosk.speech import Heard, Utterance
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Blend, Disc
from kiosk.ui.memo import Memo
from kiosk.ui.motion import wandered
from kiosk.ui.screen import ANY_KEY, Piece, Target, View
from kiosk.ui.theme import Pace, Space, Thing
from kiosk.values import dataclass


@dataclass(frozen=True, eq=False, kw_only=True)
class PausedScreen(KioskScreen):
    """The screen of a paused kiosk; `paused` is since when. A touch, or any key, has it said."""

    paused: datetime
    asked: bool = False
    """Whether somebody has touched it: only then it speaks."""
    _view: Memo[View] = field(default_factory=Memo, init=False, repr=False)

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "paused"

    @property
    def between_visits(self) -> bool:
        """Tell that nobody's visit is under way."""
        return True

    @property
    def idle_timeout(self) -> float | None:
        """Stay until staff end it."""
        return None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give that it is paused, whom to ask, and whom to call."""
        words = self.kit.words
        return (
            Piece("title", words.spoken("paused.title")),
            Piece("note", words.spoken("paused.note")),
            Piece("hotlines", words.spoken("say.hotlines")),
        )

    @property
    def utterance(self) -> Utterance | None:
        """Say nothing to an empty hall."""
        return super().utterance if self.asked else None

    def upcoming_speech(self) -> Iterator[Utterance]:
        """Give all of it: it is said as soon as somebody touches."""
        yield from self.script

    def say(self, now: float) -> Self:  # noqa: ARG002
        """Give the screen that says why nothing happens."""
        return replace(self.again(), asked=True)

    def view(self, now: float, heard: Heard) -> View:
        """Give what is to be seen; everything wanders, so that nothing burns in."""
        said = self.piece_name if heard.utterance is not None and not heard.done else None
        step = int((now - self.since) // Pace.WANDER_SECONDS)
        return self._view.of((step, said, heard.lit), lambda: self._made(step, heard))

    def _made(self, step: int, heard: Heard) -> View:
        words, theme = self.kit.words, self.theme
        scale, colours = theme.scale, theme.colours
        ground = colours.attract[step % len(colours.attract)]
        composer = Composer(self.kit.fonts, theme)
        whole = Box(0, 0, *self.kit.size)
        composer.back.append(Blend(whole, ground.top, ground.low))
        dx, dy = wandered(step, scale.px(Thing.WANDER))
        room = whole.inset(scale.px(Space.VAST), scale.px(Space.VAST)).move(dx, dy)
        side = scale.px(Thing.SIGN)
        title = composer.lay(
            words("paused.title"), scale.headline, colours.ink, room.w, bold=True, centred=True
        )
        px = round(scale.spoken * 1.2)
        note = composer.lay(words("paused.note"), px, colours.ink, room.w, centred=True)
        at = self.paused
        since = words(
            "paused.since",
            month=at.month,
            day=at.day,
            hour=f"{at.hour:02}",
            minute=f"{at.minute:02}",
        )
        when = composer.lay(since, scale.helper, colours.ink2, room.w, centred=True)
        hotlines = f"{words('attract.hotline')}　{words('attract.police')}"
        hot = composer.lay(hotlines, scale.spoken, colours.ink, room.w, bold=True, centred=True)
        gap, pad = scale.px(Space.XL), scale.px(Space.VAST)
        parts = (("title", title), ("note", note), ("", when), ("hotlines", hot))
        tall = side + sum(part.height + gap for _, part in parts) + 2 * pad
        card = room.centred(min(room.w, scale.px(Thing.DIALOG)), min(room.h, tall))
        composer.card(card)
        disc = Box(card.x + (card.w - side) // 2, card.y + pad, side, side)
        composer.front.append(Disc(disc, colours.teal.ink))
        composer.icon(disc.centred(side * 5 // 8, side * 5 // 8), "clock-24", colours.on_dark)
        y = disc.bottom + gap
        for name, part in parts:
            x = card.x + (card.w - part.width) // 2
            if name:
                composer.speak(name, x, y, part)
            y = composer.text(x, y, part, colours.card) + gap
        composer.targets.append(Target("anywhere", whole, self.say, since, keys=ANY_KEY, bare=True))
        composed = composer.composed()
        lit = composed.lit(self.piece_name, heard) if self.asked else ()
        items = (*composed.back, *lit, *composed.front)
        return View(items, composed.targets, composed.spoken, composed.left_out)
