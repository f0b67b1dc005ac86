"""A card of 选故事: picture, title, channels and minutes; and that of 随便来一个."""

from __future__ import annotations

from pathlib import Path

from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners, Disc, Panel
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

CHANNELS_NAMED = 2
LOW = 1.3
"""From this width, as a share of its height, a card has its sign beside its words."""


def kinds(story: Scenario) -> str:
    """Give the first channels of a story."""
    channels = tuple(dict.fromkeys(scene.channel.zh for scene in story.scenes))
    return "、".join(channels[:CHANNELS_NAMED])


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story's card with its number, counted from 0; `played` marks one this visitor has played."""

    story: Scenario
    index: int
    played: bool = False

    def draw(self, kit: Kit, composer: Composer, box: Box, told: int) -> None:
        """Set picture, title, channels and minutes; the words have `told` rows on every card of a page.

        Pieces of the script say the number, the title and the details of the card of this index.
        """
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box)
        pad = scale.px(Space.XL)
        title, note = _words(kit, composer, box.w, self.story)
        art = box.above(told)
        edge = scale.px(colours.edge)
        picture = Box(art.x + edge, art.y + edge, art.w - 2 * edge, art.h - edge)
        composer.front.append(
            Art(picture, cover(self.story), cover=True, radius=scale.radius, corners=Corners.TOP)
        )
        spare = max(0, told - scale.px(Space.XXL) - title.height - note.height) // 2
        y = art.bottom + scale.px(Space.M) + spare
        y = composer.text(box.x + pad, y, title, colours.card)
        composer.text(box.x + pad, y, note, colours.card)
        lit = Box(box.x, art.bottom, box.w, told)
        for said in ("number", "card", "details"):
            composer.speak_box((said, self.index), lit)
        _badge(composer, box, self.index + 1)
        if self.played:
            self._played(kit, composer, picture)

    def _played(self, kit: Kit, composer: Composer, art: Box) -> None:
        """Mark the card as that of a story played already, in the picture's corner."""
        scale, colours = composer.theme.scale, composer.theme.colours
        ink = colours.green.ink
        words = composer.lay(kit.words("choose.played"), scale.helper, ink, art.w, bold=True)
        side, space, pad = scale.helper, scale.px(Space.S), scale.px(Space.M)
        plate = Box(
            0, art.y + scale.px(Space.L), 2 * pad + side + space + words.width, _disc(composer)
        )
        plate = plate.move(art.right - scale.px(Space.L) - plate.w, 0)
        composer.front.append(Panel(plate, colours.card, plate.h // 2, scale.px(colours.edge), ink))
        sign = Box(plate.x + pad, plate.y + (plate.h - side) // 2, side, side)
        composer.icon(sign, "check", ink)
        composer.beside(plate.after(pad + side + space), words, colours.card)


def words_height(kit: Kit, typesetter: Typesetter, width: int, story: Scenario) -> int:
    """Give the height of the words below a card's picture."""
    title, note = _words(kit, typesetter, width, story)
    return title.height + note.height + typesetter.theme.scale.px(Space.XXL)


def _words(
    kit: Kit, typesetter: Typesetter, width: int, story: Scenario
) -> tuple[Paragraph, Paragraph]:
    """Give a card's title, and its channels with the minutes."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    room = width - 2 * scale.px(Space.XL)
    minutes = kit.words("choose.minutes", minutes=kit.minutes.get(story.id, 3))
    note = typesetter.fit(
        f"{kinds(story)}　{minutes}", scale.helper, colours.ink2, (room, scale.helper * 2)
    )
    return _title(typesetter, story.title, room), note


def cover(story: Scenario) -> str:
    """Give the name of a story's picture: a path of its own folder, or one of ours."""
    path = Path(story.picture)
    return str(path) if path.is_absolute() else f"covers/{story.picture}"


def _title(typesetter: Typesetter, text: str, width: int) -> Paragraph:
    """Give a title on one row, or on two where it would get too small."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    sizes = (*down(scale.title, scale.floor, 1), scale.title)
    tried = (typesetter.lay(text, px, colours.ink, width, bold=True) for px in sizes)
    return largest(tried, lambda paragraph: len(paragraph.rows) == 1)


def _disc(typesetter: Typesetter) -> int:
    """Give the width of the disc with a card's number."""
    scale = typesetter.theme.scale
    return max(scale.px(Thing.SIGN_LEAST), round(scale.helper * 1.5))


def _badge(composer: Composer, box: Box, number: int) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    side = _disc(composer)
    disc = Box(box.x + scale.px(Space.L), box.y + scale.px(Space.L), side, side)
    composer.front.append(Disc(disc, colours.card))
    digit = composer.lay(str(number), scale.helper, colours.teal.ink, side, bold=True)
    composer.middle(disc, digit, colours.card)


def random_note(kit: Kit) -> str:
    """Give the key of what stands on 随便来一个: of scams alone nobody says 有真有假."""
    return "choose.random_note" if kit.deck.mixed else "choose.random_note_alike"


def draw_random(kit: Kit, composer: Composer, box: Box, index: int) -> None:
    """Set 随便来一个: the sign above its words, or beside them on a low, wide card."""
    scale, colours, words = composer.theme.scale, composer.theme.colours, kit.words
    composer.card(box, colours.teal.ink)
    pad, space = scale.px(Space.XL), scale.px(Space.XL)
    low = box.w > box.h * LOW
    side = min(scale.px(Thing.SIGN), box.h * 4 // 10)
    # Beside the sign the words start past the card's number.
    free = box.after(scale.px(Space.L) + _disc(composer)).inset(pad, 0) if low else box
    room = (free.w - side - space) if low else box.w - 2 * pad
    grown = composer.largest if low else composer.fit
    # On a low card the two rows share its height.
    high = min(scale.title * 2, box.h * 55 // 100)
    title = grown(words("choose.random"), scale.title, colours.on_dark, (room, high), bold=True)
    told = words(random_note(kit))
    note = composer.lay(told, scale.helper, colours.on_dark, room)
    if low and len(note.rows) == 1:
        high = min(scale.helper * 2, box.h - title.height)
        note = composer.largest(told, scale.helper, colours.on_dark, (room, high))
    height = title.height + note.height
    if low:
        wide = side + space + max(title.width, note.width)
        left = free.x + (free.w - wide) // 2
        # In the middle of the card itself where the number leaves room for it.
        left = max(free.x, min(left, box.x + (box.w - wide) // 2))
        sign = Box(left, box.y + (box.h - side) // 2, side, side)
        x, y = sign.right + space, box.y + (box.h - height) // 2
    else:
        art = box.above(height + scale.px(Space.XXL))
        side = min(scale.px(Thing.SIGN), art.h * 7 // 10)
        sign = art.centred(side, side)
        x, y = box.x + pad, art.bottom + scale.px(Space.M)
    composer.icon(sign, "dice", colours.on_dark)
    y = composer.text(x, y, title, colours.teal.ink)
    composer.text(x, y, note, colours.teal.ink)
    _badge(composer, box, index + 1)
    for said in ("number", "card", "details"):
        composer.speak_box((said, index), box, ground=colours.teal.ink)
