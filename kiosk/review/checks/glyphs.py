"""Every character of a story must be in the kiosk's fonts: another is left out on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kiosk.review.context import Case, Told
from kiosk.scenario.checks.check_context import found, texts

NOT_DRAWN = (
    "id", "type", "picture", "speaker", "say", "goto", "contact", "voice", "portrait", "law",
    "audience", "readings", "technique", "sources", "approval",
)  # fmt: skip
"""Keys whose text stands on no screen."""


def check(case: Case) -> Iterator[Told]:
    """Find characters no font has, each once a text; a letter is worse to lose than an ornament."""
    fonts = case.bench.fonts
    for mark, field, text in texts(case.scenario, *NOT_DRAWN):
        for char in dict.fromkeys(text):
            if char.isspace() or fonts.face_of(char, bold=False) is not None:
                continue
            code = "no-glyph" if unicodedata.category(char)[0] in "LN" else "no-symbol"
            yield Told(found(code, mark, field, char=char, number=f"{ord(char):04X}"), char)
