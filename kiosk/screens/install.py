"""安装 App: the store search first, the four steps, and the QR code with its host beside them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
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
from kiosk.ui.theme import Corner, Space
from kiosk.ui.typesetter import Typesetter

STEPS = 4
DISC = 1.7
"""Width of a step's number, in ems of the step: the figure in it is a label too."""
SMALLEST = 0.6


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
        return (
            Piece("title", words.spoken("install.title")),
            Piece("best", words.spoken("install.best")),
            Piece("store", words.spoken("install.store")),
            Piece("developer", words.spoken("install.developer")),
            *numbered("step", (words.spoken(f"install.steps.{n}") for n in range(STEPS))),
            Piece("lost", words.spoken("install.lost")),
            Piece("ask", words.spoken("install.ask")),
            *station_pieces(self.kit),
            Piece("finish", words.spoken("say.press_finish")),
            *self._code_told(),
        )

    def _code_told(self) -> Iterator[Piece]:
        words, code = self.kit.words, self.kit.code
        if code is None:
            yield Piece("no code", words.spoken("install.no_code"))
            return
        check = "install.address" if code.confirmed else "install.check_host"
        host = words.spoken("say.host", host=code.link.host)
        yield Piece("scan", words.spoken("install.scan"))
        yield Piece("check", words.spoken(check))
        yield Piece("host", replace(host, say=words("say.host", host=spelled(code.link.host))))

    @property
    def head(self) -> str:
        """Give the title in the head line."""
        return self.kit.words("install.title")

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the instructions beside the code."""
        scale, words = composer.theme.scale, self.kit.words
        inner = body.inset(scale.margin, scale.px(Space.S))
        gap = scale.px(Space.XXL)
        if scale.portrait:
            tall = (inner.h - scale.bar - scale.gap) * 52 // 100
            how, rest = inner.top(tall), inner.below(tall + gap)
        else:
            how = inner.left(inner.w * 58 // 100)
            rest = inner.after(how.w + gap)
        self._how(composer, how)
        self._code(composer, rest.above(scale.bar + scale.gap))
        composer.button(
            "main",
            rest.low(scale.bar),
            words("install.finish"),
            self.kit.flow.attract,
            keys=("enter",),
        )

    def _how(self, composer: Composer, box: Box) -> None:
        scale, colours = composer.theme.scale, composer.theme.colours
        composer.card(box)
        inner = box.inset(scale.px(Space.HUGE), scale.px(Space.L))
        inner = inner.above(self._lost(composer, inner) + scale.px(Space.S))
        share = largest(
            down(1.0, 0.0, 0.04),
            lambda share: share <= SMALLEST or self._how_height(composer, inner, share) <= inner.h,
        )
        spare = max(0, inner.h - self._how_height(composer, inner, share)) // (STEPS + 3)
        best, store, developer, steps = self._how_parts(composer, inner, share)
        y = inner.y + spare // 2
        if self._how_height(composer, inner, share) <= inner.h:
            y = composer.spoken_text("best", inner.x, y, best, colours.card) + scale.px(Space.XXS)
        y = composer.spoken_text("store", inner.x, y, store, colours.card)
        y += scale.px(Space.M) + spare
        pad = scale.px(Space.XL)
        plate = Box(inner.x, y, inner.w, developer.height + scale.px(Space.XL))
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(plate, colours.green.tint, scale.px(Corner.BUBBLE), edge, colours.green.ink)
        )
        side = developer.style.px
        icon = Box(
            plate.x + pad, plate.y + scale.px(Space.M) + (developer.leading - side) // 2, side, side
        )
        composer.icon(icon, "check", colours.green.ink)
        at = (icon.right + scale.px(Space.L), plate.y + scale.px(Space.M))
        composer.spoken_text("developer", *at, developer, colours.green.tint)
        y = plate.bottom + scale.px(Space.M) + spare
        for n, paragraph in enumerate(steps):
            disc = round(paragraph.style.px * DISC)
            row = max(disc, paragraph.height)
            composer.number(Box(inner.x, y + (row - disc) // 2, disc, disc), n + 1)
            left, top = inner.x + disc + scale.px(Space.L), y + (row - paragraph.height) // 2
            composer.spoken_text(("step", n), left, top, paragraph, colours.card)
            y += row + scale.px(Space.S) + spare

    def _how_parts(
        self, typesetter: Typesetter, inner: Box, share: float
    ) -> tuple[Paragraph, Paragraph, Paragraph, list[Paragraph]]:
        scale, colours, words = typesetter.theme.scale, typesetter.theme.colours, self.kit.words
        app, developer = words("install.app"), words("install.developer_name")
        store_text = words("install.store")
        at = store_text.index(app)
        px = max(scale.least, round(scale.spoken * 1.1 * share))
        best = typesetter.lay(words("install.best"), scale.helper, colours.ink2, inner.w)
        store = typesetter.lay(
            store_text,
            px,
            colours.ink,
            inner.w,
            bold=True,
            spans=(Span(at, at + len(app), colours.teal.ink),),
        )
        who = words("install.developer")
        at = who.index(developer)
        side = max(scale.least, round(scale.choice * share))
        room = inner.w - scale.px(Space.XL) * 2 - side - scale.px(Space.L)
        line = typesetter.lay(
            who,
            side,
            colours.green.ink,
            room,
            spans=(Span(at, at + len(developer), colours.green.ink),),
        )
        small = max(scale.helper, round(scale.choice * 0.95 * share))
        steps = [
            typesetter.lay(
                words(f"install.steps.{n}"),
                small,
                colours.ink,
                inner.w - round(small * DISC) - scale.px(Space.L),
            )
            for n in range(STEPS)
        ]
        return best, store, line, steps

    def _how_height(self, typesetter: Typesetter, inner: Box, share: float) -> int:
        scale = typesetter.theme.scale
        best, store, developer, steps = self._how_parts(typesetter, inner, share)
        height = best.height + store.height + developer.height + scale.px(Space.HUGE)
        return height + sum(
            max(round(p.style.px * DISC), p.height) + scale.px(Space.S) for p in steps
        )

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

    def _lost(self, composer: Composer, inner: Box) -> int:
        """Set whom to call at the foot of a box, and give its height."""
        scale, colours, words = composer.theme.scale, composer.theme.colours, self.kit.words
        pad = scale.px(Space.L)
        lost, ask = words("install.lost"), words("install.ask")
        row = composer.lay(f"{lost}　{ask}", scale.helper, colours.red.ink, inner.w * 2, bold=True)
        text = f"{lost}　{ask}" if row.width <= inner.w - 2 * pad else f"{lost}\n{ask}"
        station = station_line(self.kit)
        text = "\n".join(filter(None, (text, station)))
        spans = tuple(
            Span(start, start + len(number), colours.red.ink)
            for number in ("110", "96110")
            if (start := _whole(text, number)) >= 0
        )
        paragraph = composer.lay(
            text, scale.helper, colours.red.ink, inner.w - 2 * pad, spans=spans, centred=True
        )
        height = paragraph.height + scale.px(Space.L)
        plate = inner.low(height)
        edge = scale.px(colours.edge)
        composer.back.append(
            Panel(plate, colours.red.tint, scale.px(Corner.BUBBLE), edge, colours.red.ink)
        )
        composer.middle(plate, paragraph, colours.red.tint)
        for name in ("lost", "ask", *(("station",) if station else ())):
            composer.speak_box(name, plate)
        return height


def _whole(text: str, number: str) -> int:
    """Give where a number stands by itself, -1 where it doesn't."""
    start = text.find(number)
    while start > 0 and text[start - 1].isdigit():
        start = text.find(number, start + 1)
    return start
