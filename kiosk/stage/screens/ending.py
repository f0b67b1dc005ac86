"""How the story ends: the ending's own words, then on to the score."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from kiosk.scenario.model import Ending, Verdict
from kiosk.scenario.spoken import Speaker, Utterance
from kiosk.stage.box import Box
from kiosk.stage.channels import standing
from kiosk.stage.faces import shipped_faces
from kiosk.stage.places import shipped_places
from kiosk.stage.screens import facts, story_layout
from kiosk.stage.screens.visit_screen import VisitScreen
from kiosk.stage.shapes import Art, Corners
from kiosk.stage.sheet import GROW, Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Space
from kiosk.visit.play import Play
from kiosk.visit.trusted import trusted


@dataclass(frozen=True, eq=False, kw_only=True)
class EndingScreen(VisitScreen):
    """The last words of a story; `seconds` is how long the play took."""

    play: Play
    seconds: float

    @property
    def place(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "ending", self.play.trail

    @cached_property
    def ending(self) -> Ending:
        """Give the ending reached."""
        place = self.play.place
        if not isinstance(place, Ending):
            raise TypeError("故事还没有讲完")
        return place

    @cached_property
    def script(self) -> tuple[Utterance, ...]:
        """Give the ending's name and lines, then how to go on, and the money."""
        speaker, words = Speaker(self.play.scenario), self.kit.words
        lines = (speaker.line(self.ending, n) for n in range(len(self.ending.lines)))
        return (
            words.spoken("say.ended", title=self.ending.title),
            *lines,
            words.spoken("say.press_score"),
            facts.savings(self.kit, self.play),
        )

    def head_line(self, sheet: Sheet, box: Box) -> None:
        """Set title, progress and money."""
        story_layout.story_head(self.kit, sheet, box, self.play)

    def compose(self, sheet: Sheet, body: Box) -> None:
        """Set the ending's title and words, a picture, and the way on."""
        scale, colours, words = sheet.theme.scale, sheet.theme.colours, self.kit.words
        inner = body.inset(scale.px(Space.VAST), scale.px(Space.L))
        card = inner.above(scale.bar + scale.gap)
        sheet.card(card)
        if scale.portrait:
            art = card.top(card.h * 44 // 100)
            text = card.below(art.h).inset(scale.px(Space.HUGE), scale.px(Space.XXL))
        else:
            art = card.left(card.w * 40 // 100)
            text = card.after(art.w).inset(scale.px(Space.HUGE), scale.px(Space.HUGE))
        self._picture(sheet, art, Corners.TOP if scale.portrait else Corners.LEFT)
        label = sheet.lay(words("ending.title"), scale.helper, colours.ink, text.w)
        space = scale.px(Space.L)
        title, prose = self._words(sheet, Box(text.x, 0, text.w, text.h - label.height))
        spare = text.h - label.height - _height(title, prose, space)
        y = sheet.spoken_text(0, text.x, text.y + max(0, spare) // 2, label, colours.card)
        sheet.speak(0, text.x, y, title, self.script[0].text.find(self.ending.title))
        y = sheet.text(text.x, y, title, colours.card)
        y += space
        for n, part in enumerate(prose, start=1):
            if y + part.height > text.bottom + space:
                sheet.left_out.append(part.text)
                continue
            y = sheet.spoken_text(n, text.x, y, part, colours.card) + space
        foot = inner.low(scale.bar)
        wide = foot if scale.portrait else foot.end(foot.w * 60 // 100)
        sheet.button(
            "main",
            wide,
            words("ending.go_on"),
            lambda _: self.kit.flow.debrief(self.session, self.play, self.seconds),
            keys=("enter",),
        )

    def _picture(self, sheet: Sheet, box: Box, corners: Corners) -> None:
        """Set who stands by the visitor, glad or worried with them; else the story's picture."""
        person = trusted(self.play)
        if person is None:
            cover, radius = story_layout.cover(self.play.scenario), sheet.theme.scale.radius
            sheet.front.append(Art(box, cover, cover=True, radius=radius, corners=corners))
            return
        faces = shipped_faces()
        fell = any(step.choice.verdict is Verdict.FALL for step in self.play.steps)
        mood = faces.lost if fell or self.play.lost else faces.kept
        place = shipped_places().workplace(person.portrait)
        standing.draw(sheet, box, place, faces.portrait(person.portrait, mood), corners)

    def _words(self, sheet: Sheet, room: Box) -> tuple[Prose, list[Prose]]:
        """Give the title and the lines as large as they have room, never below the least."""
        scale, colours = sheet.theme.scale, sheet.theme.colours
        px = round(scale.spoken * GROW)
        while True:
            title = sheet.lay(
                self.ending.title, round(px * 1.15), colours.teal.ink, room.w, bold=True
            )
            lines = [sheet.lay(line.text, px, colours.ink, room.w) for line in self.ending.lines]
            if px <= scale.least or _height(title, lines, scale.px(Space.L)) <= room.h:
                return title, lines
            px = max(scale.least, px - 2)


def _height(title: Prose, lines: list[Prose], space: int) -> int:
    return title.height + sum(line.height + space for line in lines)
