"""The head line of a visit's screens: what it is about, and on those of a story its progress and money."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Scenario
from kiosk.scenario.schema import key_of
from kiosk.screens import verdicts
from kiosk.screens.kit import Kit
from kiosk.speech import Utterance
from kiosk.ui.composer import Composer, Layer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Disc, Fill, Panel, Text
from kiosk.ui.screen import Item
from kiosk.ui.text.line_break import CLOSING
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import LEADING, Space, Stroke, Theme, Thing
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass
from kiosk.visit.play import Play
from kiosk.words import yuan

AMOUNT = 52
"""Hundredths of the head line's height that the money's em is at most: a bar stands below it."""
USUAL_NAME: str = key_of(Scenario, "wallet_name").default
"""What the money is called where a story has no name for it."""
VERDICT_SIGN = 78
"""Hundredths of the head line's height that the sign of a verdict takes."""
VERDICT_WORD = 1.35
"""How much larger than a title its word stands."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Where the money of a play stands: the room of its figures, and a bar that is full with all of it."""

    figures: Box
    bar: Box
    wallet: int
    lost: bool

    def items(self, typesetter: Typesetter, amount: int) -> Iterator[Item]:
        """Give the figures and the bar of an amount."""
        colours = typesetter.theme.colours
        paragraph = amount_paragraph(typesetter, amount, lost=self.lost)
        x = self.figures.right - paragraph.width
        y = self.figures.y + (self.figures.h - paragraph.height) // 2
        yield Text(x, y, paragraph, colours.card)
        radius = self.bar.h // 2
        yield Panel(self.bar, colours.track, radius)
        width = self.bar.w * amount // max(1, self.wallet)
        if width >= self.bar.h:
            ink = colours.red.ink if self.lost else colours.teal.ink
            yield Panel(self.bar.left(width), ink, radius)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head line that is set: its title steps aside for what the interface says, written in `room`.

    `meter` is where the money stands.
    """

    title: Layer
    room: Box
    meter: Meter | None = None


def height(theme: Theme) -> int:
    """Give the height of the head line in pixels."""
    scale = theme.scale
    one = scale.title * (1.6 if scale.crowded else 1.7)
    rows = (scale.title + scale.helper) * LEADING if scale.portrait else one
    return max(scale.px(Thing.HEAD), round(rows))


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
    before: int | None = None,
    step: Utterance | None = None,
) -> HeadLine:
    """Set a story's head line: title, progress, and the money as it stands.

    With `before`, what there was until now, the meter's place is kept free: the caller draws it as it
    changes. `step` tells which decision this is; it is the piece of the script of that name.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    inner = box.inset(scale.margin, 0)
    chip, meter = _money(kit, composer, inner, play, before)
    room = inner.left(chip.x - scale.margin - scale.px(Space.L))
    share = (100, 68) if scale.portrait else (70, 100)
    size = (room.w * share[0] // 100, room.h * share[1] // 100)
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
    return HeadLine(title, room, meter)


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


def of_verdict(kit: Kit, composer: Composer, box: Box, play: Play) -> HeadLine:
    """Set the verdict of the last decision across the head line, in its colour, seen from afar; and the money."""
    scale, colours = composer.theme.scale, composer.theme.colours
    verdict = play.steps[-1].choice.verdict
    tone = verdicts.tone(colours, verdict)
    composer.back.append(Fill(box, tone.ink))
    inner = box.inset(scale.margin, 0)
    chip, meter = _money(kit, composer, inner, play, None)
    side = box.h * VERDICT_SIGN // 100
    sign = Box(inner.x, box.y + (box.h - side) // 2, side, side)
    left = sign.right + scale.px(Space.L)
    room = Box(left, box.y, chip.x - scale.margin - left, box.h)
    word = composer.fit(
        kit.words(f"verdict.{verdict.en}"),
        round(scale.title * VERDICT_WORD),
        colours.on_dark,
        (room.w, room.h),
        bold=True,
    )
    title = Layer()
    with composer.on(title):
        composer.front.append(Disc(sign, colours.on_dark))
        icon = sign.centred(side * 5 // 8, side * 5 // 8)
        composer.icon(icon, verdicts.SIGNS[verdict], tone.ink)
        composer.beside(room, word, tone.ink)
    lit = box.left(chip.x - scale.px(Space.L))
    composer.speak_box("verdict", lit, ground=tone.ink)
    return HeadLine(title, inner.left(room.right - inner.x), meter)


def _money(
    kit: Kit, composer: Composer, box: Box, play: Play, before: int | None
) -> tuple[Box, Meter]:
    """Set the money meter at a box's right end, a loss beside it; give its card and where the money is.

    With what there was `before` the money itself is left to the caller, and has room for both.
    """
    scale, colours = composer.theme.scale, composer.theme.colours
    lost = play.lost
    widest = max(
        amount_paragraph(composer, amount, lost=bool(lost)).width
        for amount in (play.kept, before or 0)
    )
    minus = _minus(kit, composer, lost)
    space, pad = scale.px(Space.L), scale.px(Space.XL)
    if scale.portrait:
        space, pad = scale.px(Space.S), scale.px(Space.M)
    # An upright screen in 大字, or in a try of staff's, has no room for the name beside title and caption:
    # the sign ¥ says it.
    tried = box.w < kit.size[0] - 2 * scale.margin
    named = not (scale.portrait and (scale.factor > 1 or tried))
    label = _wallet_name(kit, composer, play, space) if named else None
    width = (label.width + space if label else 0) + widest + 2 * pad
    if lost:
        width += space + minus.width
    height = min(box.h - scale.px(Space.M), round(scale.title * 2))
    chip = Box(box.right - width, box.y + (box.h - height) // 2, width, height)
    composer.card(chip)
    x = chip.x + pad
    if label:
        composer.beside(Box(x, chip.y, label.width, chip.h), label, colours.card)
        x += label.width + space
    figures = Box(x, chip.y, widest, chip.h)
    if lost:
        x = figures.right + space
        composer.beside(Box(x, chip.y, minus.width, chip.h), minus, colours.card)
    bar = chip.inset(pad, 0).low(scale.px(Space.M)).top(scale.px(Thing.VOLUME))
    meter = Meter(figures, bar, play.scenario.wallet, bool(lost))
    if before is None:
        composer.front += meter.items(composer, play.kept)
    return chip, meter


def _minus(kit: Kit, typesetter: Typesetter, lost: int) -> Paragraph:
    """Give what stands beside the money once some is gone."""
    scale, ink = typesetter.theme.scale, typesetter.theme.colours.red.ink
    told = kit.words("story.minus", amount=f"{lost:,}")
    return typesetter.lay(told, scale.helper, ink, 10**6, bold=True)


def _wallet_name(kit: Kit, typesetter: Typesetter, play: Play, space: int) -> Paragraph | None:
    """Give what the money is called, in full, short or not at all: captions need their room.

    On a small or upright screen it takes no more than the usual name, and the sum beside it, would.
    """
    scale, colours, story = typesetter.theme.scale, typesetter.theme.colours, play.scenario

    def laid(name: str) -> list[Paragraph]:
        short = scale.portrait or (scale.crowded and scale.factor > 1)
        forms = (name,) if short else (kit.words("story.savings", wallet=name), name)
        ink = colours.red.ink if play.lost else colours.ink2
        return [typesetter.lay(form, scale.helper, ink, 10**6) for form in forms]

    usual = laid(USUAL_NAME)[0].width
    free = space + _minus(kit, typesetter, story.wallet).width
    taken = space + _minus(kit, typesetter, play.lost).width if play.lost else 0
    roomy = not (scale.portrait or scale.crowded)
    found = (one for one in laid(story.wallet_name) if roomy or one.width + taken <= usual + free)
    return next(found, None)


def amount_paragraph(typesetter: Typesetter, amount: int, *, lost: bool) -> Paragraph:
    """Give the money of the meter; red once some is lost."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    ink = colours.red.ink if lost else colours.ink
    em = min(round(scale.title * 1.1), height(typesetter.theme) * AMOUNT // 100)
    return typesetter.lay(yuan(amount), em, ink, 10**6, bold=True)
