"""How the story ends: the ending's own words, then on to the score."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

from kiosk.devices.face_to_face import Figure, draw_standing
from kiosk.devices.faces import shipped_faces
from kiosk.devices.places import HOME, Place, shipped_places
from kiosk.scenario.model import Character, Ending
from kiosk.scenario.spoken import Speaker
from kiosk.screens import descriptions, head_line
from kiosk.screens.head_line import HeadLine
from kiosk.screens.story_card import cover
from kiosk.screens.visit_screen import PlayScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners
from kiosk.ui.screen import Piece, numbered
from kiosk.ui.sizes import GROW, down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.trusted import ended_well, trusted

SCENE_SHARES = (0.54, 0.5, 0.46, 0.42, 0.38, 0.34, 0.3, 0.26, 0.22)
"""How much of the card the scene may have: as much as the ending's words leave it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class EndingScreen(PlayScreen):
    """The last words of a story; `seconds` is how long the play took."""

    seconds: float

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "ending", self.play.trail

    @cached_property
    def ending(self) -> Ending:
        """Give the ending reached."""
        place = self.play.position
        if not isinstance(place, Ending):
            raise TypeError("故事还没有讲完")
        return place

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give that it is over, the ending's name and lines, then how to go on, and the money."""
        speaker, words = Speaker(self.play.scenario), self.kit.words
        lines = (speaker.line(self.ending, n) for n in range(len(self.ending.lines)))
        return (
            Piece("ended", words.spoken("say.ended"), seen=True),
            Piece("ending", words.spoken("say.ending", title=self.ending.title)),
            *numbered("line", lines),
            Piece("go on", words.spoken("say.press_score"), seen=True),
            Piece("savings", descriptions.savings(self.kit, self.play), seen=True),
        )

    def head_line(self, composer: Composer, box: Box) -> HeadLine:
        """Set title, progress and money."""
        return head_line.of_story(self.kit, composer, box, self.play)

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the scene it ends in, the ending's title and words beside it, and the way on."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        inner = body.inset(scale.margin, scale.px(Space.S))
        card = inner.above(scale.bar + scale.gap)
        composer.card(card)
        label = composer.lay(words("ending.title"), scale.helper, colours.ink, card.w)
        space = self._space(composer)

        aside, over = (Space.XXL, Space.M) if scale.crowded else (Space.HUGE, Space.HUGE)
        pad = scale.px(aside), scale.px(over)

        def cut(share: float) -> tuple[Box, Box]:
            if scale.portrait:
                art = card.top(round(card.h * share))
                return art, card.below(art.h).inset(scale.px(Space.HUGE), scale.px(Space.XXL))
            art = card.left(round(card.w * share))
            return art, card.after(art.w).inset(*pad)

        def told(text: Box) -> tuple[Paragraph, list[Paragraph]]:
            return self._words(composer, Box(text.x, 0, text.w, text.h - label.height))

        def has_room(share: float) -> bool:
            text = cut(share)[1]
            return _height(*told(text), space) + label.height <= text.h

        art, text = cut(largest(SCENE_SHARES, has_room))
        edge = scale.px(colours.edge)
        corners = Corners.TOP if scale.portrait else Corners.LEFT
        self._picture(composer, art.inset(edge), corners)
        title, paragraph = told(text)
        spare = text.h - label.height - _height(title, paragraph, space)
        y = text.y + max(0, spare) // 2
        y = composer.spoken_text("ended", text.x, y, label, colours.card)
        y = composer.spoken_text("ending", text.x, y, title, colours.card)
        y += space
        for n, part in enumerate(paragraph):
            if y + part.height > text.bottom + space:
                composer.left_out.append(part.text)
                continue
            y = composer.spoken_text(("line", n), text.x, y, part, colours.card) + space
        foot = inner.low(scale.bar)
        wide = foot if scale.portrait else foot.end(card.right - art.right)
        composer.button(
            "main",
            wide,
            words("ending.go_on"),
            lambda _: self.kit.flow.debrief(self.session, self.play, self.seconds),
            keys=("enter",),
        )

    def _space(self, typesetter: Typesetter) -> int:
        """Give the free rows between the title and the lines."""
        scale = typesetter.theme.scale
        return scale.px(Space.S if scale.crowded else Space.L)

    def _picture(self, composer: Composer, box: Box, corners: Corners) -> None:
        """Set who stands by the visitor, glad or worried with them; else the story's picture."""
        person = _who_stands(trusted(self.play))
        if person is None:
            picture, radius = cover(self.play.scenario), composer.theme.scale.radius
            composer.front.append(Art(box, picture, cover=True, radius=radius, corners=corners))
            return
        faces = shipped_faces()
        mood = faces.kept if ended_well(self.play) else faces.lost
        figure = Figure(faces.portrait(person.portrait, mood))
        draw_standing(composer, box, self._place(person), (figure,), corners)

    def _place(self, person: Character) -> Place:
        """Give where it ends: where its own words say so, else where somebody works, or at home.

        Nobody who works somewhere is met in the visitor's home, because the words speak of a family.
        """
        told = "".join(line.text for line in self.ending.lines)
        places = shipped_places()
        picked = places.pick(told)
        at_home = picked.place is places.of(HOME)
        return places.workplace(person.portrait) if picked.guessed or at_home else picked.place

    def _words(self, typesetter: Typesetter, room: Box) -> tuple[Paragraph, list[Paragraph]]:
        """Give the title and the lines as large as they have room, never below the least."""
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        ink, width, space = colours.ink, room.w, self._space(typesetter)

        def laid(px: int) -> tuple[Paragraph, list[Paragraph]]:
            em, text = round(px * 1.15), self.ending.title
            title = typesetter.lay(text, em, colours.teal.ink, width, bold=True)
            return title, [typesetter.lay(line.text, px, ink, width) for line in self.ending.lines]

        sizes = down(round(scale.spoken * GROW), scale.least, 2)
        return largest(map(laid, sizes), lambda words: _height(*words, space) <= room.h)


def _height(title: Paragraph, lines: list[Paragraph], space: int) -> int:
    return title.height + sum(line.height + space for line in lines)


def _who_stands(people: Sequence[Character]) -> Character | None:
    """Give the first who is drawn standing, else the first."""
    standing = (one for one in people if shipped_places().standing(one.portrait))
    return next(standing, people[0] if people else None)
