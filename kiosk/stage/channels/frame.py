"""What all devices share: the body of a phone, the badge, the controls."""

from __future__ import annotations

from kiosk.scenario.model import Control
from kiosk.stage.box import Box
from kiosk.stage.channels.moment import Moment
from kiosk.stage.faces import shipped_faces
from kiosk.stage.shapes import Art, Blend, Disc, Panel, Text
from kiosk.stage.sheet import Look, Sheet
from kiosk.stage.text.prose import Prose
from kiosk.stage.theme import Colour, Corner, Shadow, Space, Stroke, Thing
from kiosk.stage.view import Target

CONTROL_WORDS = {
    Control.ANSWER: "device.answer",
    Control.HANG_UP: "device.hang_up",
    Control.CONFIRM: "device.confirm",
    Control.CLOSE: "device.close",
}

SIGNAL = 4
"""Strokes of a phone's signal."""
CHARGE = 0.7
"""How full a phone's battery is."""
INITIAL = 0.56
"""How large the first character of a name stands on its square, as a share of the square."""


def body(sheet: Sheet, box: Box, moment: Moment, screen: Colour | None = None) -> Box:
    """Draw a phone's body and give its screen; without a colour the screen is a call's.

    A screen that somebody watches has a red rim, as phones that share theirs have.
    """
    scale, colours = sheet.theme.scale, sheet.theme.colours
    radius, rim = scale.px(Corner.PHONE), scale.px(Stroke.RIM)
    sheet.back.append(Panel(box, colours.device, radius, shadow=scale.px(Shadow.DEVICE)))
    inner = box.inset(rim)
    if moment.scene.device.sharing:
        wide = scale.px(Stroke.WATCHED)
        sheet.back.append(Panel(inner.grow(wide), colours.red.ink, radius - rim + wide))
    if screen is None:
        sheet.back.append(Blend(inner, colours.device_top, colours.device_low, radius - rim))
    else:
        sheet.back.append(Panel(inner, screen, radius - rim))
    _status(sheet, inner, screen)
    return inner


def _status(sheet: Sheet, inner: Box, screen: Colour | None) -> None:
    """Draw the signal and the battery in a phone's upper corners; a time would only mislead."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    ink, ground = (colours.ink2, screen) if screen else (colours.on_dark, colours.device_top)
    strip = Box(
        inner.x + scale.px(Space.XL),
        inner.y + scale.px(Space.M),
        inner.w - scale.px(Space.HUGE),
        scale.px(Thing.SIGNAL),
    )
    step = scale.px(Thing.SIGNAL_STEP)
    for n in range(SIGNAL):
        stroke = Box(strip.x + n * step, strip.y, scale.px(Thing.SIGNAL_BAR), strip.h)
        sheet.back.append(
            Panel(stroke.low(strip.h * (n + 2) // (SIGNAL + 1)), ink, scale.px(Corner.TINY))
        )
    nub = strip.end(scale.px(Thing.BATTERY_NUB))
    case = Box(nub.x - scale.px(Thing.BATTERY), strip.y, scale.px(Thing.BATTERY), strip.h)
    sheet.back.append(Panel(nub.centred(nub.w, strip.h // 2), ink, scale.px(Corner.TINY)))
    sheet.back.append(Panel(case, ground, scale.px(Corner.LIT), max(1, scale.px(Stroke.THIN)), ink))
    charge = case.inset(scale.px(Space.XXS))
    sheet.back.append(Panel(charge.left(round(charge.w * CHARGE)), ink, scale.px(Corner.TINY)))


def label(  # noqa: PLR0913 (what a paragraph is made of)
    sheet: Sheet,
    text: str,
    px: int,
    colour: Colour,
    width: int,
    *,
    bold: bool = False,
    centred: bool = False,
) -> Prose:
    """Give words on one row where they may stand so, else on several; never under a label's em."""
    least = min(px, sheet.theme.scale.helper)
    for size in range(px, least - 1, -1):
        prose = sheet.lay(text, size, colour, width, bold=bold, centred=centred)
        if len(prose.rows) == 1:
            break
    return prose


def badge(sheet: Sheet, box: Box, text: str) -> None:
    """Set “情景模拟” on the upper edge of a device."""
    scale, colours = sheet.theme.scale, sheet.theme.colours
    prose = sheet.lay(text, scale.helper, colours.amber.ink, box.w, bold=True)
    pad = scale.px(Space.L)
    height = prose.height + scale.px(Space.XS)
    # Half above the device's edge, but never into the head line.
    plate = Box(box.x + (box.w - prose.width) // 2 - pad, box.y - scale.px(Space.L), 0, height)
    plate = Box(plate.x, plate.y, prose.width + 2 * pad, height)
    edge = scale.px(sheet.theme.colours.edge)
    sheet.front.append(Panel(plate, colours.badge, scale.px(Corner.BADGE), edge, colours.amber.ink))
    sheet.front.append(
        Text(plate.x + pad, plate.y + (height - prose.height) // 2, prose, colours.badge)
    )


def badge_height(sheet: Sheet) -> int:
    """Give how far the badge reaches into the device, in pixels."""
    return round(sheet.theme.scale.helper * 1.3)


def portrait(sheet: Sheet, box: Box, name: str) -> None:
    """Set a person's picture in a circle."""
    sheet.front.append(Art(box, shipped_faces().picture(name)))


def initial(sheet: Sheet, box: Box, name: str, colour: Colour) -> None:
    """Set a square with the first character of a name, for those without a picture."""
    radius = sheet.theme.scale.px(Corner.BADGE)
    sheet.back.append(Panel(box, colour, radius))
    letter = next((c for c in name if c not in "“”\"'"), "")
    prose = sheet.lay(letter, round(box.h * INITIAL), sheet.theme.colours.on_dark, box.w, bold=True)
    sheet.middle(box, prose, colour)


def round_control(
    sheet: Sheet, centre_x: int, y: int, side: int, what: Control, moment: Moment
) -> None:
    """Set a call's round button with its word under it, if a choice is bound to it."""
    then = moment.controls.get(what)
    if then is None:
        return
    scale, colours = sheet.theme.scale, sheet.theme.colours
    ground = colours.call_green if what is Control.ANSWER else colours.call_red
    icon = "answer" if what is Control.ANSWER else "hang-up"
    box = Box(centre_x - side // 2, y, side, side)
    sheet.back.append(Disc(box, ground))
    sheet.icon(box.centred(side * 11 // 20, side * 11 // 20), icon, colours.on_dark)
    label = moment.words(CONTROL_WORDS[what])
    prose = sheet.lay(label, scale.helper, colours.on_dark, side * 2, bold=False)
    sheet.text(
        centre_x - prose.width // 2, box.bottom + scale.px(Space.XXS), prose, colours.device_low
    )
    sheet.targets.append(Target(f"device-{what.en}", box, then, label))


def wide_control(sheet: Sheet, box: Box, what: Control, label: str, moment: Moment) -> None:
    """Set a page's button, if a choice is bound to it."""
    then = moment.controls.get(what)
    if then is None:
        return
    colours, scale = sheet.theme.colours, sheet.theme.scale
    look = (
        Look(colours.teal.ink, colours.on_dark, shadow=False)
        if what is Control.CONFIRM
        else Look(colours.card, colours.ink, scale.px(Stroke.THIN), colours.line, shadow=False)
    )
    sheet.button(f"device-{what.en}", box, label, then, look=look, px=scale.helper)


def page_controls(sheet: Sheet, inner: Box, moment: Moment, needed: int = 0) -> Box:
    """Set 确认 and 关闭 at the foot of a page and give what remains above.

    They stand side by side, or one above the other where their words need it. Where the page
    needs the room for what it says they aren't drawn: the choices beside the device do the same.
    """
    bound = [c for c in (Control.CONFIRM, Control.CLOSE) if c in moment.placed]
    if not bound:
        return inner
    scale = sheet.theme.scale
    labels = {
        Control.CONFIRM: moment.scene.device.button or moment.words("device.confirm"),
        Control.CLOSE: moment.words("device.close"),
    }
    wide = inner.w - 2 * scale.px(Space.XL)
    ink = sheet.theme.colours.ink
    widest = max(sheet.lay(labels[c], scale.helper, ink, wide, bold=True).width for c in bound)
    room = (wide - scale.gap * (len(bound) - 1)) // len(bound) - 2 * scale.px(Space.L)
    stacked = len(bound) if widest > room else 1
    tall = scale.button * stacked + scale.gap * (stacked - 1)
    left = inner.above(tall + scale.px(Space.XXL))
    if left.h < needed <= inner.h:
        return inner
    foot = inner.low(tall + scale.px(Space.XXL)).inset(scale.px(Space.XL), scale.px(Space.L))
    boxes = foot.rows(stacked, scale.gap) if stacked > 1 else foot.columns(len(bound), scale.gap)
    for box, what in zip(boxes, bound, strict=True):
        wide_control(sheet, box, what, labels[what], moment)
    return left


def sharing(sheet: Sheet, inner: Box, moment: Moment) -> Box:
    """Set the strip that says somebody watches the screen, and give what remains under it."""
    if not moment.scene.device.sharing:
        return inner
    scale, colours = sheet.theme.scale, sheet.theme.colours
    side, space = scale.helper, scale.px(Space.S)
    text = moment.words("device.sharing")
    room = inner.w - scale.px(Space.HUGE)
    prose = sheet.lay(text, side, colours.on_dark, room, centred=True)
    # On a narrow device the eye gives way to the words.
    eye = side + space if len(prose.rows) == 1 and prose.width + side + space <= room else 0
    height = max(round(side * 1.6), prose.height + space)
    strip = Box(inner.x, inner.y + badge_height(sheet), inner.w, height)
    sheet.back.append(
        Panel(strip.inset(scale.px(Space.L), 0), colours.red.ink, scale.px(Corner.FIELD))
    )
    left = strip.x + (strip.w - prose.width - eye) // 2
    if eye:
        place = Box(left, strip.y + (height - side) // 2, side, side)
        sheet.icon(place, "warning-eye", colours.on_dark)
    sheet.text(left + eye, strip.y + (height - prose.height) // 2, prose, colours.red.ink)
    return inner.below(strip.bottom - inner.y - badge_height(sheet) + scale.px(Space.XS))
