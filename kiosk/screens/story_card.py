"""A card of 选故事: picture, title, channels and minutes; and that of 随便来一个."""

from __future__ import annotations

from pathlib import Path

from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Corners, Disc
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Thing
from kiosk.ui.typesetter import Typesetter

CHANNELS_NAMED = 2
LOW = 1.3
"""From this width, as a share of its height, a card has its sign beside its words."""


def kinds(story: Scenario) -> str:
    """Give the first channels of a story."""
    channels = tuple(dict.fromkeys(scene.channel.zh for scene in story.scenes))
    return "、".join(channels[:CHANNELS_NAMED])


def draw(kit: Kit, composer: Composer, box: Box, story: Scenario, index: int) -> None:
    """Set a story's card with its number: picture, title, channels and minutes.

    Pieces of the script say the number, the title and the details of the card of this index.
    """
    scale, colours, words = composer.theme.scale, composer.theme.colours, kit.words
    composer.card(box)
    pad = scale.px(Space.XL)
    title = _title(composer, story.title, box.w - 2 * pad)
    minutes = words("choose.minutes", minutes=kit.minutes.get(story.id, 3))
    room = box.w - 2 * pad
    note = composer.fit(
        f"{kinds(story)}　{minutes}", scale.helper, colours.ink2, (room, scale.helper * 2)
    )
    words_height = title.height + note.height + scale.px(Space.XXL)
    beside = composer.lay(minutes, scale.helper, colours.ink2, room)
    # On a crowded screen the minutes end the title's last row: the picture keeps their room.
    ends = title.rows[-1].width + scale.px(Space.L) + beside.width <= room
    if scale.crowded and ends:
        note = beside
        words_height -= note.height
    art = box.above(words_height)
    edge = scale.px(colours.edge)
    picture = Box(art.x + edge, art.y + edge, art.w - 2 * edge, art.h - edge)
    composer.front.append(
        Art(picture, cover(story), cover=True, radius=scale.radius, corners=Corners.TOP)
    )
    y = composer.text(box.x + pad, art.bottom + scale.px(Space.M), title, colours.card)
    if note is beside:
        last = Box(box.x, y - title.leading, box.w, title.leading).inset(pad, 0)
        composer.beside(last.end(note.width), note, colours.card)
    else:
        composer.text(box.x + pad, y, note, colours.card)
    lit = Box(box.x, art.bottom, box.w, words_height)
    composer.speak_box(("number", index), lit)
    composer.speak_box(("card", index), lit)
    composer.speak_box(("details", index), lit, worded=note is not beside)
    _badge(composer, box, index + 1)


def cover(story: Scenario) -> str:
    """Give the name of a story's picture: a path of its own folder, or one of ours."""
    path = Path(story.picture)
    return str(path) if path.is_absolute() else f"covers/{story.picture}"


def _title(typesetter: Typesetter, text: str, width: int) -> Paragraph:
    """Give a title on one row, or on two where it would get too small."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    sizes = (*down(scale.title, scale.least, 1), scale.title)
    tried = (typesetter.lay(text, px, colours.ink, width, bold=True) for px in sizes)
    return largest(tried, lambda paragraph: len(paragraph.rows) == 1)


def _disc(typesetter: Typesetter) -> int:
    """Give the width of the disc with a card's number."""
    scale = typesetter.theme.scale
    return max(scale.px(Thing.LOGO), round(scale.helper * 1.5))


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
    title = grown(
        words("choose.random"), scale.title, colours.on_dark, (room, scale.title * 2), bold=True
    )
    told = words(random_note(kit))
    note = composer.lay(told, scale.helper, colours.on_dark, room)
    if low and len(note.rows) == 1:
        note = composer.largest(told, scale.helper, colours.on_dark, (room, scale.helper * 2))
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
