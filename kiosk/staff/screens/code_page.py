"""A page of lines, and a QR code of the same lines beside them: a photo of it takes them to the office."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.app_link import text_matrix
from kiosk.staff.screens.subpage import SubPage
from kiosk.ui.composer import Composer
from kiosk.ui.geometry import Box
from kiosk.ui.items import QrCode
from kiosk.ui.text.paragraph import Paragraph
from kiosk.ui.theme import Space
from kiosk.ui.typesetter import Typesetter
from kiosk.values import dataclass

WORDS_SHARES = (0.42, 0.5, 0.58)
"""Of the page's width, where the words stand beside the code: the first in which they have room."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines, and the code that holds them."""

    lines: tuple[str, ...]
    matrix: tuple[tuple[bool, ...], ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Shown:
        """Give lines and their code."""
        kept = tuple(lines)
        return cls(kept, text_matrix("\n".join(kept)))


@dataclass(frozen=True, eq=False, kw_only=True)
class CodePage(SubPage):
    """The page; without `shown` nothing could be told, and the notice says why."""

    shown: Shown | None = None

    def compose(self, composer: Composer, body: Box) -> None:
        """Set the code, and the same in words beside it, or above it on an upright screen."""
        if self.shown is None:
            return
        scale, colours = composer.theme.scale, composer.theme.colours
        pad, gap = scale.px(Space.L), scale.px(Space.XS if scale.crowded else Space.S)
        for share in (1.0,) if scale.portrait else WORDS_SHARES:
            wide = round(body.w * share)
            lines = self._lines(composer, wide - 2 * pad)
            tall = sum(line.height for line in lines) + gap * (len(lines) - 1) + 2 * pad
            if tall <= body.h:
                break
        words = body.left(wide).top(tall)
        code = body.below(tall + pad) if scale.portrait else body.after(wide + pad)
        composer.card(words)
        y = words.y + pad
        for line in lines:
            y = composer.text(words.x + pad, y, line, colours.card) + gap
        matrix = self.shown.matrix
        # As large as there is room: it is read by a camera held up in front of the screen.
        module = min(code.w, code.h) // len(matrix)
        side = module * len(matrix)
        place = code.centred(side, side)
        composer.front.append(QrCode(place.x, place.y, matrix, module))

    def _lines(self, typesetter: Typesetter, wide: int) -> list[Paragraph]:
        scale, colours = typesetter.theme.scale, typesetter.theme.colours
        lines = self.shown.lines if self.shown else ()
        return [
            typesetter.lay(line, scale.helper, colours.ink, wide, bold=number == 0)
            for number, line in enumerate(lines)
        ]
