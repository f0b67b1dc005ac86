"""Everything simulated must be impossible to use: no number, address or account that works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.patterns import pattern
from kiosk.scenario.characters import fold
from kiosk.scenario.checks.check_context import CheckContext, Finding, found, texts
from kiosk.scenario.checks.usable_addresses import may_name_a_host, usable_addresses
from kiosk.scenario.checks.usable_numbers import hides_enough, shaped_numbers, usable_numbers
from kiosk.scenario.model import Mark

_Text = tuple[Mark, str, str]
_WORDS_ALONE = pattern("[一-鿿，。；：？！、“”‘’（）《》…—]*")
"""Texts of nothing else, nine out of ten, hold at most a number spelt out: they are read at once."""
_MAY_SPELL = pattern("(?:[一二三四五六七八九零〇幺壹贰叁肆伍陆柒捌玖洞拐][^一-鿿]*){5}")
_ENDS = pattern(r"[\d一二三四五六七八九零〇]\W*$")
_BEGINS = pattern(r"\W*[\d一二三四五六七八九零〇]")


def harmless(context: CheckContext) -> Iterator[Finding]:
    """Find numbers and addresses that somebody could dial, open or pay to."""
    for mark, field, text in texts(context.scenario, "sources", "approval", "id", "goto", "law"):
        yield from _in_text(context, mark, field, text)
    for scene in context.scenario.scenes:
        device = scene.device
        yield from _across(
            context, [(device.mark, f"items.{n}", item) for n, item in enumerate(device.items)]
        )
        yield from _across(context, [(line.mark, "text", line.text) for line in scene.lines])
        if re.search(r"\d", device.account) and not hides_enough(fold(device.account)):
            yield found("usable", device.mark, "account", "account", said=device.account)


def _in_text(context: CheckContext, mark: Mark, field: str, text: str) -> Iterator[Finding]:
    if _WORDS_ALONE.fullmatch(text) and not _MAY_SPELL.search(text) and not may_name_a_host(text):
        return
    folded = fold(text)
    told = []
    for number in usable_numbers(folded, context.catalogue.hotlines):
        told.append(number.said)
        if number.service:
            known = "、".join(context.catalogue.names("hotlines"))
            yield found("unknown-hotline", mark, field, number=number.said, known=known)
        else:
            yield found("usable", mark, field, said=number.said)
    for said in usable_addresses(folded, strict=field == "address"):
        if not any(said in one for one in told):
            yield found("usable", mark, field, said=said)


def _across(context: CheckContext, pieces: Sequence[_Text]) -> Iterator[Finding]:
    """Find numbers that go on from one text to the next, as they stand on the screen."""
    hotlines = context.catalogue.hotlines
    chain: list[_Text] = []
    for n, piece in enumerate(pieces, 1):
        chain.append(piece)
        if n < len(pieces) and _ENDS.search(piece[2]) and _BEGINS.match(pieces[n][2]):
            continue
        if len(chain) > 1:
            apart = {said for *_, text in chain for said in shaped_numbers(fold(text), hotlines)}
            mark, field, _ = chain[0]
            for said in shaped_numbers(fold(" ".join(text for *_, text in chain)), hotlines):
                if said not in apart:
                    yield found("usable", mark, field, said=said)
        chain = []
