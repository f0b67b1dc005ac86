"""The way to install the App: which link may be drawn as a QR code, and the code itself.

Only https and only hosts on the allow-list are ever drawn. A link is taken apart by one narrow
pattern and not by a URL library: what the pattern doesn't know (user names, ports, backslashes,
other scripts, control characters) is refused, so no two programs can disagree about its host.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kiosk.patterns import pattern
from kiosk.values import dataclass

DEFAULT_LINK = "https://fzapph5.gjfzpt.cn/QRCode/"
"""The landing page of 国家反诈中心; its host is the one the App itself speaks to."""

ALLOWED: dict[str, str] = {
    "fzapph5.gjfzpt.cn": "",
    "apps.apple.com": "id1552823102",
    "sj.qq.com": "com.hicorenational.antifraud",
}
"""Hosts that may be drawn; in a store the part of the path that says it is this App."""

LENGTH_LIMIT = 120
"""Characters of a link: beyond, the modules get too fine to be read from two metres."""

BORDER = 4
"""Modules of white around the code, as ISO 18004 asks and readers need."""

SMALLEST_MODULE = 8
"""Pixels a module needs on a 24-inch 1080p screen to be read from 0.6 m."""

SHARE_OF_SHORT_SIDE = 0.52
"""Part of the screen's short side the code takes: 11 px a module on a 55-inch 1080p screen."""

_LINK = pattern(
    r"(?i:https)://(?P<host>[A-Za-z0-9.-]{1,253})(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?"
)
_HOST = pattern(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class LinkRefusedError(ValueError):
    """A link that must not be drawn; the message says why, in Chinese.

    `host` is named where nothing is wrong with the link but that its host isn't on the list.
    """

    def __init__(self, reason: str, host: str = "") -> None:
        """Take the reason, and the host a site may allow."""
        super().__init__(reason)
        self.host = host


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a site asked for and can't have: which setting, why, and the host it might allow."""

    setting: str
    reason: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class AppLink:
    """A link that has been checked; `host` is what stands under the code in plain letters."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as plain bytes: three a pixel, rows from the top, nothing between them."""

    rgb: bytes
    width: int
    height: int


def read_link(text: str, extra_hosts: Iterable[str] = ()) -> AppLink:
    """Check a link and give it; LinkRefusedError says what is wrong with it."""
    if len(text) > LENGTH_LIMIT:
        raise LinkRefusedError(f"网址太长（{len(text)} 个字符，最多 {LENGTH_LIMIT} 个）")
    match = _LINK.fullmatch(text)
    if match is None:
        if re.match(r"(?i)http:", text):
            raise LinkRefusedError("网址不是 https 开头，路上可能被人改掉")
        raise LinkRefusedError("网址的写法不对：要以 https:// 开头，只用英文字母、数字和普通符号")
    host, path = match["host"].lower(), match["path"] or ""
    extra = {name.lower() for name in extra_hosts}
    if host not in ALLOWED and host not in {name for name in extra if _HOST.fullmatch(name)}:
        raise LinkRefusedError(
            f"域名 {host} 不在允许的名单里", host if _HOST.fullmatch(host) else ""
        )
    mark = ALLOWED.get(host, "")
    if mark and mark not in re.split(r"[?#]", path)[0].split("/"):
        raise LinkRefusedError(f"这个网址在 {host} 上，但不是国家反诈中心 App 的页面")
    return AppLink(f"https://{host}{path}", host)


def refused_hosts(extra_hosts: Iterable[str]) -> tuple[str, ...]:
    """Give those of the hosts a setting adds that are no host names and so add nothing."""
    return tuple(name for name in extra_hosts if not _HOST.fullmatch(name.lower()))


def choose_link(
    payload: str, extra_hosts: Iterable[str] = (), picture: Pixels | None = None
) -> tuple[AppLink, tuple[Refusal, ...]]:
    """Give the link to draw and what was refused on the way to it.

    The picture goes before the payload, the payload before the default, which always stands.
    """
    hosts = tuple(extra_hosts)
    refused = [Refusal("qr_hosts", f"“{name}”不是域名") for name in refused_hosts(hosts)]
    if picture is not None:
        try:
            return read_link(decode(picture), hosts), tuple(refused)
        except LinkRefusedError as error:
            refused.append(Refusal("qr_picture", f"{error}", error.host))
    try:
        return read_link(payload, hosts), tuple(refused)
    except LinkRefusedError as error:
        refused.append(Refusal("qr_payload", f"{error}", error.host))
    return read_link(DEFAULT_LINK), tuple(refused)


def fingerprint(url: str) -> str:
    """Give what changes when a link does: eight figures that can be typed.

    Host and scheme count in small letters, as they are drawn.
    """
    match = _LINK.fullmatch(url)
    if match is not None:
        url = f"https://{match['host'].lower()}{match['path'] or ''}"
    digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"


def decode(picture: Pixels) -> str:
    """Give the text of the one QR code in a picture; LinkRefusedError where there isn't one."""
    import zxingcpp  # noqa: PLC0415  needed only where a site brings its own picture

    if not 0 < picture.width * picture.height * 3 == len(picture.rgb):
        raise LinkRefusedError("图片是空的或者不完整")
    pixels = memoryview(picture.rgb).cast("B", (picture.height, picture.width, 3))
    found = zxingcpp.read_barcodes(
        pixels,
        formats=zxingcpp.barcode_formats_from_str("QRCode"),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = {code.text for code in found if code.valid}
    if len(texts) != 1:
        raise LinkRefusedError("图里有几个不同的二维码" if texts else "图里没有找到二维码")
    return str(texts.pop())


def matrix(link: AppLink) -> tuple[tuple[bool, ...], ...]:
    """Give the code of a link, true for black, with its border."""
    return text_matrix(link.url)


def text_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Give the code of any text, true for black, with its border; error correction M."""
    import qrcode  # noqa: PLC0415  40 ms, first needed on the install page
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415

    code = qrcode.QRCode(border=BORDER, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def module_pixels(modules: int, screen: tuple[int, int], box: tuple[int, int]) -> int:
    """Give the whole pixels a module gets on a screen, within a box (both width, height).

    `modules` counts the border. 0 where the box can't hold the code at all.
    """
    wished = max(SMALLEST_MODULE, int(SHARE_OF_SHORT_SIDE * min(screen)) // modules)
    return min(wished, min(box) // modules)
