"""What devices share: the body of a phone, who watches it, the badge, the controls."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import banners, results
from kiosk.devices.device_kind import DeviceLayout, Part, Written
from kiosk.devices.device_state import DeviceState
from kiosk.devices.faces import shipped_faces
from kiosk.scenario.model import Control
from kiosk.ui.composer import ButtonStyle, Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art, Blend, Corners, Disc, Panel, Text
from kiosk.ui.screen import Target
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Colour, Corner, Shadow, Space, Stroke, Thing
from kiosk.ui.typesetter import Typesetter

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


def body(
    typesetter: Typesetter, box: Box, state: DeviceState, screen: Colour | None = None
) -> Part:
    """Give a phone's body, which leaves its screen; without a colour the screen is a call's.

    A screen that somebody watches has a red rim, as phones that share theirs have, and a strip
    that says so. What the caller covers at the foot isn't left.
    """
    cut = typesetter.theme.scale.portrait and not state.whole
    inner = _screen(typesetter, box, cut=cut)
    watched = state.scene.device.sharing
    strip = _sharing(typesetter, inner, state) if watched else Part(inner)
    laid = banners.banners(typesetter, strip.rest, state)

    def paint(composer: Composer) -> None:
        _body(composer, box, screen, watched=watched, cut=cut)
        strip.paint(composer)
        laid.paint(composer)

    return Part(laid.rest.above(state.foot), paint)


def _screen(typesetter: Typesetter, box: Box, *, cut: bool) -> Box:
    """Give a phone's screen: where it stands above the words it is cut off below, and stays a phone."""
    rim = typesetter.theme.scale.px(Stroke.RIM)
    inner = box.inset(rim)
    return Box(inner.x, inner.y, inner.w, inner.h + rim) if cut else inner


def home(typesetter: Typesetter, box: Box, state: DeviceState) -> DeviceLayout:
    """Give a phone on which what was open is closed."""
    held = body(typesetter, box, state)
    return DeviceLayout((held.paint, results.home(typesetter, held.rest).paint))


def _body(composer: Composer, box: Box, screen: Colour | None, *, watched: bool, cut: bool) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    radius, rim = scale.px(Corner.PHONE), scale.px(Stroke.RIM)
    corners = Corners.TOP if cut else Corners.ALL
    shadow = 0 if cut else scale.px(Shadow.DEVICE)
    composer.back.append(Panel(box, colours.device, radius, shadow=shadow, corners=corners))
    inner, rounding = _screen(composer, box, cut=cut), radius - rim
    if watched:
        wide = scale.px(Stroke.WATCHED)
        around = inner.grow(wide).above(wide if cut else 0)
        composer.back.append(Panel(around, colours.red.ink, rounding + wide, corners=corners))
    if screen is None:
        top, low = colours.device_top, colours.device_low
        composer.back.append(Blend(inner, top, low, rounding, corners))
    else:
        composer.back.append(Panel(inner, screen, rounding, corners=corners))
    _status(composer, inner, screen)


def _status(composer: Composer, inner: Box, screen: Colour | None) -> None:
    """Draw the signal and the battery in a phone's upper corners; a time would only mislead."""
    scale, colours = composer.theme.scale, composer.theme.colours
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
        composer.back.append(
            Panel(stroke.low(strip.h * (n + 2) // (SIGNAL + 1)), ink, scale.px(Corner.TINY))
        )
    nub = strip.end(scale.px(Thing.BATTERY_NUB))
    case = Box(nub.x - scale.px(Thing.BATTERY), strip.y, scale.px(Thing.BATTERY), strip.h)
    composer.back.append(Panel(nub.centred(nub.w, strip.h // 2), ink, scale.px(Corner.TINY)))
    composer.back.append(
        Panel(case, ground, scale.px(Corner.LIT), max(1, scale.px(Stroke.THIN)), ink)
    )
    charge = case.inset(scale.px(Space.XXS))
    composer.back.append(Panel(charge.left(round(charge.w * CHARGE)), ink, scale.px(Corner.TINY)))


def label(  # noqa: PLR0913 (what a paragraph is made of)
    typesetter: Typesetter,
    text: str,
    px: int,
    colour: Colour,
    width: int,
    *,
    bold: bool = False,
    centred: bool = False,
) -> Paragraph:
    """Give words on one row where they may stand so, else on several; never under a label's em."""
    tried = (
        typesetter.lay(text, size, colour, width, bold=bold, centred=centred)
        for size in down(px, typesetter.theme.scale.helper, 1)
    )
    return largest(tried, lambda paragraph: len(paragraph.rows) == 1)


def badge(composer: Composer, box: Box, text: str) -> None:
    """Set “情景模拟” on the upper edge of a device."""
    scale, colours = composer.theme.scale, composer.theme.colours
    paragraph = composer.lay(text, scale.helper, colours.amber.ink, box.w, bold=True)
    pad = scale.px(Space.L)
    height = paragraph.height + scale.px(Space.XS)
    # Half above the device's edge, but never into the head line.
    plate = Box(box.x + (box.w - paragraph.width) // 2 - pad, box.y - scale.px(Space.L), 0, height)
    plate = Box(plate.x, plate.y, paragraph.width + 2 * pad, height)
    edge = scale.px(composer.theme.colours.edge)
    composer.front.append(
        Panel(plate, colours.badge, scale.px(Corner.BADGE), edge, colours.amber.ink)
    )
    composer.front.append(
        Text(plate.x + pad, plate.y + (height - paragraph.height) // 2, paragraph, colours.badge)
    )


def portrait(composer: Composer, box: Box, name: str) -> None:
    """Set a person's picture in a circle."""
    composer.front.append(Art(box, shipped_faces().picture(name)))


def initial(composer: Composer, box: Box, name: str, colour: Colour) -> None:
    """Set a square with the first character of a name, for those without a picture."""
    radius = composer.theme.scale.px(Corner.BADGE)
    composer.back.append(Panel(box, colour, radius))
    letter = next((c for c in name if c not in "“”\"'"), "")
    paragraph = composer.lay(
        letter, round(box.h * INITIAL), composer.theme.colours.on_dark, box.w, bold=True
    )
    composer.middle(box, paragraph, colour)


def round_control(
    composer: Composer, centre_x: int, y: int, side: int, what: Control, state: DeviceState
) -> None:
    """Set a call's round button with its word under it, if a choice is bound to it."""
    then = state.controls.get(what)
    if then is None:
        return
    scale, colours = composer.theme.scale, composer.theme.colours
    ground = colours.call_green if what is Control.ANSWER else colours.call_red
    icon = "answer" if what is Control.ANSWER else "hang-up"
    box = Box(centre_x - side // 2, y, side, side)
    composer.back.append(Disc(box, ground))
    composer.icon(box.centred(side * 11 // 20, side * 11 // 20), icon, colours.on_dark)
    label = state.words(CONTROL_WORDS[what])
    paragraph = composer.lay(label, scale.helper, colours.on_dark, side * 2, bold=False)
    composer.text(
        centre_x - paragraph.width // 2,
        box.bottom + scale.px(Space.XXS),
        paragraph,
        colours.device_low,
    )
    composer.targets.append(Target(f"device-{what.en}", box, then, label))


def wide_control(
    composer: Composer, box: Box, what: Control, label: str, state: DeviceState
) -> None:
    """Set a page's button: until the choices stand there only its outline, not yet to be pressed."""
    colours, scale = composer.theme.colours, composer.theme.scale
    then = state.controls.get(what)
    if then is None:
        thin = scale.px(colours.outline)
        radius = min(scale.radius, box.h // 2)
        composer.back.append(Panel(box, colours.card, radius, thin, colours.line))
        room = (box.w - 2 * scale.px(Space.L), box.h - scale.px(Space.XS))
        words = composer.fit(label, scale.helper, colours.ink2, room, bold=True, centred=True)
        composer.middle(box, words, colours.card)
        return
    look = (
        ButtonStyle(colours.teal.ink, colours.on_dark, shadow=False)
        if what is Control.CONFIRM
        else ButtonStyle(
            colours.card, colours.ink, scale.px(Stroke.THIN), colours.line, shadow=False
        )
    )
    composer.button(f"device-{what.en}", box, label, then, look=look, px=scale.helper)


def page_controls(typesetter: Typesetter, inner: Box, state: DeviceState, needed: int = 0) -> Part:
    """Give 确认 and 关闭 at the foot of a page.

    They stand side by side, or one above the other where their words need it. Where the page
    needs the room for what it says they aren't drawn: the choices beside the device do the same.
    """
    bound = [c for c in (Control.CONFIRM, Control.CLOSE) if c in state.placed]
    none = Part(inner)
    if not bound:
        return none
    scale = typesetter.theme.scale
    labels = {
        Control.CONFIRM: state.scene.device.button or state.words("device.confirm"),
        Control.CLOSE: state.words("device.close"),
    }
    wide = inner.w - 2 * scale.px(Space.XL)
    ink = typesetter.theme.colours.ink
    widest = max(typesetter.lay(labels[c], scale.helper, ink, wide, bold=True).width for c in bound)
    room = (wide - scale.gap * (len(bound) - 1)) // len(bound) - 2 * scale.px(Space.L)
    stacked = len(bound) if widest > room else 1
    tall = scale.button * stacked + scale.gap * (stacked - 1)
    left = inner.above(tall + scale.px(Space.XXL))
    if left.h < needed <= inner.h:
        return none
    foot = inner.low(tall + scale.px(Space.XXL)).inset(scale.px(Space.XL), scale.px(Space.L))
    boxes = foot.rows(stacked, scale.gap) if stacked > 1 else foot.columns(len(bound), scale.gap)

    def paint(composer: Composer) -> None:
        for box, what in zip(boxes, bound, strict=True):
            wide_control(composer, box, what, labels[what], state)

    return Part(left, paint)


def _sharing(typesetter: Typesetter, inner: Box, state: DeviceState) -> Part:
    """Give the strip that says somebody watches the screen."""
    scale, colours = typesetter.theme.scale, typesetter.theme.colours
    side, space = scale.helper, scale.px(Space.S)
    text = state.words("device.sharing")
    room = inner.w - scale.px(Space.HUGE)
    paragraph = typesetter.lay(text, side, colours.on_dark, room, centred=True)
    # On a narrow device the eye gives way to the words.
    eye = side + space if len(paragraph.rows) == 1 and paragraph.width + side + space <= room else 0
    height = max(round(side * 1.6), paragraph.height + space)
    strip = Box(inner.x, inner.y + banners.badge_height(typesetter), inner.w, height)
    left = strip.x + (strip.w - paragraph.width - eye) // 2

    def paint(composer: Composer) -> None:
        composer.back.append(
            Panel(strip.inset(scale.px(Space.L), 0), colours.red.ink, scale.px(Corner.FIELD))
        )
        if eye:
            place = Box(left, strip.y + (height - side) // 2, side, side)
            composer.icon(place, "warning-eye", colours.on_dark)
        top = strip.y + (height - paragraph.height) // 2
        composer.text(left + eye, top, paragraph, colours.red.ink)

    below = strip.bottom - inner.y - banners.badge_height(typesetter) + scale.px(Space.XS)
    return Part(inner.below(below), paint)


def texts(state: DeviceState) -> Iterator[Written]:
    """Give what stands on any device with a screen."""
    if state.scene.device.sharing:
        yield state.words("device.sharing"), ""
    yield from banners.texts(state)
