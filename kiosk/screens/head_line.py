"""The head line of a visit's screens: what it is about, and on those of a story its progress and money."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.screens.kit import Kit
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer, Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel
from kiosk.ui.text.line_break import CLOSING
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space, Stroke, Theme, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.visit.play import Play
from kiosk.words import yuan


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head line that is set: its title steps aside for what the interface says, written in `room`.

    `amount` is where the money of the meter stands while it changes.
    """

    title: Layer
    room: Box
    amount: tuple[int, int] | None = None


def height(theme: Theme) -> int:
    """Give the height of the head line in pixels."""
    return max(theme.scale.px(Thing.HEAD), round(theme.scale.title * 1.7))


def trial(composer: Composer, box: Box, label: str) -> Box:
    """Set the sign of staff's own try at a head line's right end, and give what is left of the line."""
    scale, colours = composer.theme.scale, composer.theme.colours
    words = composer.lay(label, scale.helper, colours.amber.ink, box.w, bold=True)
    height = min(box.h - scale.px(Space.L), round(scale.helper * 2.2))
    width = words.width + 2 * scale.px(Space.L)
    x = box.right - scale.margin - width
    plate = Box(x, box.y + (box.h - height) // 2, width, height)
    edge = scale.px(Stroke.EDGE)
    ground = Panel(plate, colours.amber.tint, height // 2, edge, colours.amber.ink)
    composer.back.append(ground)
    composer.middle(plate, words, colours.amber.tint)
    return box.left(x - box.x + scale.margin - scale.px(Space.L))


def titled(composer: Composer, room: Box, text: str, width: int) -> HeadLine:
    """Set a title, as large as `width` lets it be; a piece of the script named "title" says it."""
    scale, colours = composer.theme.scale, composer.theme.colours
    title = Layer()
    if text:
        paragraph = composer.fit(text, scale.title, colours.ink, (width, room.h), bold=True)
        with composer.on(title):
            composer.beside(room, paragraph, colours.paper)
        composer.speak("title", room.x, room.y + (room.h - paragraph.height) // 2, paragraph)
    return HeadLine(title, room)


def of_story(
    kit: Kit,
    composer: Composer,
    box: Box,
    play: Play,
    *,
    amount: bool = True,
    step: Utterance | None = None,
) -> HeadLine:
    """Set a story's head line: title, progress, and the money as it stands.

    Without `amount` only the amount's place is noted: the caller draws it as it changes. `step`
    tells which decision this is; it is the piece of the script of that name.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = box.inset(scale.margin, 0)
    chip, place = _money(kit, composer, inner, play, shown=amount)
    room = inner.left(chip.x - scale.margin - scale.px(Space.L))
    share = (10, 6) if scale.portrait else (7, 10)
    size = (room.w * share[0] // 10, room.h * share[1] // 10)
    paragraph = composer.fit(play.scenario.title, scale.title, colours.teal.ink, size, bold=True)
    title = Layer()
    with composer.on(title):
        if scale.portrait:
            composer.beside(room.top(box.h * 68 // 100), paragraph, colours.paper)
            below = room.low(box.h * 34 // 100)
        else:
            composer.beside(room, paragraph, colours.paper)
            below = room.after(paragraph.width + scale.px(Space.XL))
        _step(composer, _progress(kit, composer, below, play), step)
    return HeadLine(title, room, place)


def _step(composer: Composer, box: Box, step: Utterance | None) -> None:
    """Write beside the marks which decision this is, so that no caption need say it."""
    if step is None:
        return
    scale, colours = composer.theme.scale, composer.theme.colours
    words = step.text.rstrip("".join(CLOSING))
    paragraph = composer.lay(words, scale.helper, colours.ink, 10**6)
    if paragraph.width <= box.w:
        composer.speak("step", box.x, box.y + (box.h - paragraph.height) // 2, paragraph)
        composer.beside(box, paragraph, colours.paper)


def _progress(kit: Kit, composer: Composer, box: Box, play: Play) -> Box:
    """Set a mark for each decision of the longest way on, those made and the present one filled.

    Gives what remains of the box beside them.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    done = len(play.steps)
    total = done + kit.decisions_ahead(play)
    gap, height = scale.px(Space.S), scale.px(Thing.MARK)
    width = min(scale.px(Thing.MARK_WIDE), (box.w - gap * total) // max(1, total))
    if width < height:
        return box
    for step in range(total):
        colour = colours.teal.ink if step <= done else colours.track
        y = box.y + (box.h - height) // 2
        mark = Box(box.x + step * (width + gap), y, width, height)
        composer.back.append(Panel(mark, colour, height // 2))
    return box.after(total * (width + gap) + gap)


def _money(
    kit: Kit, composer: Composer, box: Box, play: Play, *, shown: bool
) -> tuple[Box, tuple[int, int] | None]:
    """Set the money meter at a box's right end, a loss beside it; give where it stands.

    Where the amount isn't `shown`, its place is given too.
    """
    scale, colours, words = composer.theme.scale, composer.theme.colours, kit.words
    lost = play.lost
    label = composer.lay(
        words("story.savings_short" if scale.portrait else "story.savings"),
        scale.helper,
        colours.red.ink if lost else colours.ink2,
        box.w,
    )
    amount = amount_paragraph(composer, play.kept, lost=bool(lost))
    minus = composer.lay(
        words("story.minus", amount=f"{lost:,}"), scale.helper, colours.red.ink, box.w, bold=True
    )
    space, pad = scale.px(Space.L), scale.px(Space.XL)
    width = label.width + space + amount.width + 2 * pad
    if lost:
        width += space + minus.width
    height = min(box.h - scale.px(Space.M), round(scale.title * 2))
    chip = Box(box.right - width, box.y + (box.h - height) // 2, width, height)
    composer.card(chip)
    x, place = chip.x + pad, None
    for paragraph in (label, amount, minus) if lost else (label, amount):
        if paragraph is amount and not shown:
            place = (x, chip.y + (chip.h - paragraph.height) // 2)
        else:
            composer.beside(Box(x, chip.y, paragraph.width, chip.h), paragraph, colours.card)
        x += paragraph.width + space
    return chip, place


def amount_paragraph(typesetter: Typesetter, amount: int, *, lost: bool) -> Paragraph:
    """Give the money of the meter; red once some is lost."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    ink = colours.red.ink if lost else colours.ink
    return typesetter.lay(yuan(amount), round(scale.title * 1.1), ink, 10**6, bold=True)
