"""安装 App: the store search first, the four steps, and the QR code with its host beside them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cached_property

from kiosk.app_link import module_pixels
from kiosk.scenario.spoken import spelled
from kiosk.screens.station import station_line, station_pieces
from kiosk.screens.visit_screen import VisitScreen
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import Panel, QrCode
from kiosk.ui.screen import Piece, PieceName, numbered
from kiosk.ui.sizes import down, largest
from kiosk.ui.text.paragraph import Paragraph, Span
from kiosk.ui.theme import Corner, Shadow, Space, Stroke
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

STEPS = 4
DISC = 1.7
"""Width of a step's number, in ems of the step: the figure in it is a label too."""
SMALLEST = 0.6
PHONE_SHARE, PHONE_TALL = 0.3, 1.9
"""Width of the drawn phone, as a share of its card; its height, as a share of its width."""
FIELD = 1.7
"""Height of its search field, in ems."""
Parts = tuple[Paragraph, Paragraph, list[Paragraph]]
"""The store, the developer, the steps."""


@dataclass(frozen=True, eq=False)
class InstallScreen(VisitScreen):
    """How the App gets onto the phone."""

    @property
    def identity(self) -> Hashable:
        """Give what makes this a new screen to the visitor."""
        return "install"

    @property
    def idle_timeout(self) -> float | None:
        """Give more time: a phone is taken out here."""
        return self.kit.settings.install_idle_seconds

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give the store search, the steps, whom to call; then the code, its host letter by letter."""
        words = self.kit.words
        steps = (words.spoken(f"install.steps.{n}") for n in range(STEPS))
        return (
            Piece("title", words.spoken("install.title"), seen=True),
            Piece("best", words.spoken("install.best"), seen=True),
            Piece("store", words.spoken("install.store")),
            Piece("developer", words.spoken("install.developer")),
            *numbered("step", steps, seen=True),
            Piece("lost", words.spoken("install.lost"), seen=True),
            Piece("ask", words.spoken("install.ask"), seen=True),
            *station_pieces(self.kit, seen=True),
            Piece("finish", words.spoken("say.press_finish"), seen=True),
            *self._code_told(),
        )

    def _code_told(self) -> Iterator[Piece]:
        words, code = self.kit.words, self.kit.code
        if code is None:
            yield Piece("no code", words.spoken("install.no_code"), seen=True)
            return
        check = "install.address" if code.confirmed else "install.check_host"
        host = words.spoken("say.host", host=code.link.host)
        yield Piece("scan", words.spoken("install.scan"), seen=True)
        yield Piece("check", words.spoken(check), seen=True)
        letters = replace(host, say=words("say.host", host=spelled(code.link.host)))
        yield Piece("host", letters, seen=True)

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("install.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the store as a phone shows it, the steps, and the code."""
        scale, words = composer.theme.scale, self.kit.words
        inner = body.inset(scale.margin, scale.px(Space.S))
        gap = scale.gap
        foot, lost = inner.low(scale.bar), None
        upper = inner.above(scale.bar + scale.gap)
        if scale.portrait:
            station = scale.button // 2 if station_line(self.kit) else 0
            lost = upper.low(scale.button * 3 // 2 + station)
            upper = upper.above(lost.h + gap)
            how = upper.top(upper.h * 54 // 100)
            code = upper.below(how.h + gap)
        else:
            code = upper.end(round(upper.w * 0.34))
            # On a small screen the steps need the height; whom to call is said, and stands on 求助.
            high = inner if scale.crowded else upper
            how = high.left(inner.w - code.w - gap)
            lost = None if scale.crowded else foot.left(how.w)
        self._how(composer, how)
        self._code(composer, code)
        wide = foot if scale.portrait else foot.end(code.w)
        if lost is not None:
            self._lost(composer, lost)
        composer.button(
            "main", wide, words("install.finish"), self.kit.flow.attract, keys=("enter",)
        )

    def _how(self, composer: Composer, box: Box) -> None:
        """Set the phone with what to look for, and beside it what to do."""
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box)
        pad = scale.px(Space.M if scale.crowded else Space.XL)
        inner = box.inset(scale.px(Space.XL), pad)
        wide = round(inner.w * PHONE_SHARE)
        tall = min(inner.h, round(wide * PHONE_TALL))
        phone = Box(inner.x, inner.y + (inner.h - tall) // 2, wide, tall)
        self._phone(composer, phone)
        column = inner.after(wide + scale.px(Space.XL))
        share = largest(
            down(1.2, SMALLEST, 0.04),
            lambda share: _height(composer, self._parts(composer, column, share)) <= column.h,
        )
        store, developer, steps = self._parts(composer, column, share)
        high = _height(composer, (store, developer, steps))
        spare = max(0, column.h - high) // (STEPS + 3)
        y = column.y + spare
        y = composer.spoken_text("store", column.x, y, store, colours.card) + spare
        pad = scale.px(Space.M)
        plate = Box(column.x, y, column.w, developer.height + 2 * pad)
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(plate, colours.green.tint, scale.px(Corner.BUBBLE), edge, colours.green.ink)
        )
        side = developer.style.px
        icon = Box(plate.x + pad, plate.y + pad + (developer.leading - side) // 2, side, side)
        composer.icon(icon, "check", colours.green.ink)
        at = (icon.right + pad, plate.y + pad)
        composer.spoken_text("developer", *at, developer, colours.green.tint)
        y = plate.bottom + scale.px(Space.S) + spare
        for n, paragraph in enumerate(steps):
            disc = round(paragraph.style.px * DISC)
            row = max(disc, paragraph.height)
            composer.number(Box(column.x, y + (row - disc) // 2, disc, disc), n + 1)
            left, top = column.x + disc + pad, y + (row - paragraph.height) // 2
            composer.spoken_text(("step", n), left, top, paragraph, colours.card)
            y += row + scale.px(Space.S) + spare

    def _parts(self, typesetter: Typesetter, column: Box, share: float) -> Parts:
        scale, colours, words = typesetter.theme.scale, typesetter.theme.colours, self.kit.words
        app, developer = words("install.app"), words("install.developer_name")
        store_text = words("install.store")
        at = store_text.index(app)
        px = max(scale.floor, round(scale.spoken * share))
        store = typesetter.lay(
            store_text,
            px,
            colours.ink,
            column.w,
            bold=True,
            spans=(Span(at, at + len(app), colours.teal.ink),),
        )
        who = words("install.developer")
        at = who.index(developer)
        side = max(scale.floor, round(scale.choice * share))
        line = typesetter.lay(
            who,
            side,
            colours.green.ink,
            column.w - side - 3 * scale.px(Space.M),
            spans=(Span(at, at + len(developer), colours.green.ink),),
        )
        small = max(scale.steady, round(scale.choice * 0.95 * share))
        room = column.w - round(small * DISC) - scale.px(Space.M)
        steps = [
            typesetter.lay(words(f"install.steps.{n}"), small, colours.ink, room)
            for n in range(STEPS)
        ]
        return store, line, steps

    def _phone(self, composer: Composer, box: Box) -> None:
        """Draw a phone's store: what is searched, the App's sign, its name and who made it."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        rim = scale.px(Stroke.RIM) // 2
        radius = scale.px(Corner.PHONE) // 2
        composer.back.append(Panel(box, colours.device, radius, shadow=scale.px(Shadow.CARD)))
        screen = box.inset(rim)
        composer.back.append(Panel(screen, colours.screen, radius - rim))
        inner = screen.inset(scale.px(Space.S), scale.px(Space.L))
        app = words("install.app")
        em = scale.steady
        name = composer.lay(app, em, colours.ink, inner.w)
        field = inner.top(round(em * FIELD))
        composer.back.append(Panel(field, colours.card, field.h // 2, scale.px(colours.edge)))
        space = scale.px(Space.S)
        if name.width + em + 3 * space <= field.w:
            glass = Box(field.x + space, field.y + (field.h - em) // 2, em, em)
            composer.icon(glass, "search", colours.ink2)
            composer.beside(field.after(em + 2 * space), name, colours.card)
        else:
            composer.middle(field, name, colours.card)
        card = inner.below(field.h + scale.px(Space.L))
        composer.back.append(Panel(card, colours.card, scale.px(Corner.BUBBLE)))
        side = min(card.w // 2, card.h // 3)
        bold = composer.fit(app, em, colours.ink, (card.w, 2 * em), bold=True)
        who = composer.lay(words("install.developer_name"), em, colours.ink2, card.w, centred=True)
        high = side + bold.height + who.height + scale.px(Space.M)
        y = card.y + max(0, card.h - high) // 2
        sign = Box(card.x + (card.w - side) // 2, y, side, side)
        composer.back.append(Panel(sign, colours.teal.ink, side // 4))
        composer.icon(sign.centred(side * 6 // 10, side * 6 // 10), "shield-check", colours.on_dark)
        y = sign.bottom + scale.px(Space.M)
        for paragraph in (bold, who):
            y = composer.text(card.x + (card.w - paragraph.width) // 2, y, paragraph, colours.card)

    def _code(self, composer: Composer, box: Box) -> None:
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        composer.card(box, colours.white)
        inner = box.inset(scale.px(Space.XXL), scale.px(Space.L))
        code = self.kit.code
        if code is None:
            none = composer.lay(words("install.no_code"), scale.choice, colours.ink, inner.w)
            composer.middle(inner, none, colours.white)
            composer.speak_box("no code", box)
            return
        title = composer.lay(words("install.scan"), scale.title, colours.ink, inner.w, bold=True)
        check = composer.lay(
            words("install.address" if code.confirmed else "install.check_host"),
            scale.helper,
            colours.ink2 if code.confirmed else colours.amber.ink,
            inner.w,
            bold=not code.confirmed,
        )
        host = composer.fit(
            code.link.host, scale.title, colours.ink, (inner.w, scale.title * 2), bold=True
        )
        below = check.height + host.height
        modules = len(code.matrix)
        room = min(inner.h - below, inner.w)
        module = module_pixels(modules, self.kit.size, (room, room))
        side = modules * module
        # The title stands where the code leaves it room; the code itself speaks for itself.
        titled = inner.h - below - side >= title.height
        used = side + below + (title.height if titled else 0)
        y = inner.y + max(0, inner.h - used) // 2
        if titled:
            y = self._centred(composer, inner, y, title, "scan")
        composer.front.append(QrCode(inner.x + (inner.w - side) // 2, y, code.matrix, module))
        y += side
        for paragraph, name in ((check, "check"), (host, "host")):
            y = self._centred(composer, inner, y, paragraph, name)

    def _centred(
        self, composer: Composer, box: Box, y: int, paragraph: Paragraph, name: PieceName
    ) -> int:
        x = box.x + (box.w - paragraph.width) // 2
        return composer.spoken_text(name, x, y, paragraph, composer.theme.colours.white)

    def _lost(self, composer: Composer, box: Box) -> None:
        """Set whom to call."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        pad = scale.px(Space.L)
        lost, ask = words("install.lost"), words("install.ask")
        row = composer.lay(f"{lost}　{ask}", scale.helper, colours.red.ink, box.w * 2, bold=True)
        text = f"{lost}　{ask}" if row.width <= box.w - 2 * pad else f"{lost}\n{ask}"
        station = station_line(self.kit)
        text = "\n".join(filter(None, (text, station)))
        spans = tuple(
            Span(start, start + len(number), colours.red.ink)
            for number in ("110", "96110")
            if (start := _whole(text, number)) >= 0
        )
        paragraph = composer.lay(
            text, scale.helper, colours.red.ink, box.w - 2 * pad, spans=spans, centred=True
        )
        edge = scale.px(colours.edge)
        composer.back.append(Panel(box, colours.red.tint, scale.radius, edge, colours.red.ink))
        composer.middle(box, paragraph, colours.red.tint)
        for name in ("lost", "ask", *(("station",) if station else ())):
            composer.speak_box(name, box)


def _height(typesetter: Typesetter, parts: Parts) -> int:
    """Give the height in which the steps stand."""
    scale = typesetter.theme.scale
    store, developer, steps = parts
    height = store.height + developer.height + 2 * scale.px(Space.M) + scale.px(Space.S)
    return height + sum(max(round(p.style.px * DISC), p.height) + scale.px(Space.S) for p in steps)


def _whole(text: str, number: str) -> int:
    """Give where a number stands by itself, -1 where it doesn't."""
    start = text.find(number)
    while start > 0 and text[start - 1].isdigit():
        start = text.find(number, start + 1)
    return start
