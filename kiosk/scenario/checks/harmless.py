"""Everything simulated must be impossible to use: no number, address or account that works."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, texts

SAFE_DOMAIN = ".invalid"
LONG = 7
"""Digits from which on a number may be somebody's."""

_GAP = r"[ \-()\u3000.]?"
_RUN = re.compile(rf"(?<!\d)\+?\d(?:{_GAP}\d)*(?!\d)")
_SPELLED = re.compile(r"[零〇一二三四五六七八九幺]{7,}")
_SERVICE = re.compile(r"95\d{3}|96\d{3,4}|100(?:0[01]|1\d|86|50)\d{0,3}|12[0-9]{3}")
_DATE = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?")
_MONEY = re.compile(r"\s*(?:元|万|块|千|百|亿|个|人|%|分|天|次|点|年|￥|¥)")
_HOST = re.compile(
    r"(?<![\w.])(?:[a-z0-9\u4e00-\u9fff](?:[\w-]*\w)?\.)+"
    r"(?:[a-z]{2,24}|中国|公司|网络|网址|在线|商城|集团|政务|公益)(?![\w-])"
)
_PLAIN_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_SCHEME = re.compile(r"[a-z][a-z+]{1,9}://\s*([^\s/，。；、]*)")
_FILES = (".yaml", ".yml", ".png", ".jpg", ".jpeg", ".svg", ".ogg", ".wav", ".apk", ".pdf", ".doc")
_MASK = re.compile(r"[*·•×＊…]")


def harmless(context: CheckContext) -> Iterator[Finding]:
    """Find numbers and addresses that somebody could dial, open or pay to."""
    for mark, field, text in texts(context.scenario, "sources", "approval", "id", "goto", "law"):
        plain = _folded(text)
        for said, service in _numbers(plain, context):
            if service:
                known = "、".join(context.catalogue.names("hotlines"))
                yield found("unknown-hotline", mark, field, number=said, known=known)
            else:
                yield found("usable", mark, field, said=said)
        for said in _addresses(plain):
            yield found("usable", mark, field, said=said)
    for scene in context.scenario.scenes:
        device = scene.device
        if device.account and not _MASK.search(device.account) and re.search(r"\d", device.account):
            yield found("usable", device.mark, "account", "account", said=device.account)


def _folded(text: str) -> str:
    """Give a text as a machine would read it: half-width, small, dots as dots."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=[a-z0-9])。(?=[a-z0-9])", ".", plain)


def _numbers(plain: str, context: CheckContext) -> Iterator[tuple[str, bool]]:
    """Give the numbers that somebody might answer, and whether each is of a service."""
    for run in _RUN.finditer(plain):
        said = run.group()
        digits = re.sub(r"\D", "", said)
        after = plain[run.end() :]
        if _DATE.fullmatch(said) or _hotline(digits, context):
            continue
        money = _MONEY.match(after) or plain[: run.start()].rstrip().endswith(("¥", "￥"))
        if money and re.fullmatch(r"\d+(\.\d+)?", said) and len(digits) <= LONG + 1:
            continue
        if _masked(plain, run.start(), run.end()) and len(digits) <= LONG + 1:
            continue
        service = bool(
            context.catalogue.hotlines and _SERVICE.fullmatch(digits) and not digits.endswith("00")
        )
        if service or len(digits) >= LONG or _PLAIN_ADDRESS.fullmatch(said):
            yield said, service
    yield from ((run.group(), False) for run in _SPELLED.finditer(plain))


def _masked(plain: str, start: int, end: int) -> bool:
    """Tell whether the digits stand beside masking signs, as a part of a masked number."""
    return bool(_MASK.match(plain[end : end + 2].lstrip(" -"))) or bool(
        _MASK.match(plain[max(0, start - 2) : start].rstrip(" -")[-1:])
    )


def _hotline(digits: str, context: CheckContext) -> bool:
    for line in context.catalogue.hotlines:
        if digits == line.number:
            return True
        if line.area_code and re.fullmatch(rf"0\d{{2,3}}{line.number}", digits):
            return True
    return False


def _addresses(plain: str) -> Iterator[str]:
    hosts = [met.group() for met in _HOST.finditer(plain)]
    hosts += [met.group(1) for met in _SCHEME.finditer(plain)]
    for host in dict.fromkeys(hosts):
        bare = host.rpartition("@")[2].partition(":")[0].rstrip(".")
        if not bare.endswith((SAFE_DOMAIN, *_FILES)):
            yield host or "://"
