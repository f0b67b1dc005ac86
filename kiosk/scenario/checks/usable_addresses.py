"""Addresses and accounts in a text that somebody might open, write to or add, however they are written.

A name with a dot in it is an address where its ending is a domain that really is there (the list is
IANA's), and a file's name where it ends as files do. Where the dot is only meant (点, dot, 。, [.]), the
endings that are commonly so written count, so that a sentence that ends before 公司 or App stays one.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kiosk.patterns import pattern
from kiosk.scenario.characters import Folded
from kiosk.storage import read_text

SAFE_DOMAIN = ".invalid"

_DOMAINS = Path(__file__).with_name("top_level_domains.toml")


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_FILES = _words(
    "7z aac amr apk avi bak bat bin bmp caj cer cfg class cmd crt csv css cur dat db dll dmg doc docm docx dotx"
    " dps dwg eml epub et exe flac flv gif gz heic hlp htm html ico ics img ini ipa iso jar jpe jpeg jpg js json"
    " key lnk log m3u m4a m4v md mid mkv mobi mov mp3 mp4 mpeg mpg msg msi numbers odp ods odt ofd ogg otf p12"
    " pages pdf pem pfx php png pot pps ppt pptm pptx ps1 psd py rar rmvb rtf scr sh sql srt svg swf tar tgz tif"
    " tiff tmp torrent ttc ttf txt url vbs vcf wav webm webp wma wmv wps wpt xls xlsb xlsm xlsx xlt xml xmind"
    " yaml yml zip 3gp"
)
"""What files' names end in; of those that are domains too (zip, mov, md, …) hardly one is visited."""

_MEANT = "com|cn|net|org|xyz|info|icu"
"""Endings that are written with a dot that is only meant."""

_COMMON = _words("com cn net org xyz top vip cc info club shop site online icu ltd me tv io co")
"""Endings that are an address even after a number alone, as in a list `1.App` isn't."""

_TITLES = _words("mr mrs ms dr prof no st vs co inc jr sr mt fig vol ch e.g i.e a.k.a etc")
"""What is written with a dot before a name."""

_HAN = "\u4e00-\u9fff"
_LABEL = rf"[a-z0-9{_HAN}](?:[a-z0-9{_HAN}_-]{{0,61}}[a-z0-9{_HAN}])?"
_HOST = pattern(
    rf"(?<![a-z0-9{_HAN}_.-])(?:{_LABEL}\.){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,24}})(?![a-z0-9_-])"
)
_DOT = r"(?: ?[\[({<【〔「] ?(?:\.|dot|点|點|。) ?[\])}>】〕」] ?| ?(?:点|點|。|·|•|‧|∙|․|、|dot) ?| \. ?|\. ?|,)"
_DOT_MEANT = pattern(
    rf"(?:(?<![a-z0-9-])(?=[0-9-]{{0,20}}[a-z])[a-z0-9-]{{1,30}}|[{_HAN}]{{2,10}}){_DOT}(?:{_MEANT})(?![a-z0-9_-])"
)
_APART = pattern(
    r"(?<![a-z0-9])(?:[a-z0-9] [.]? ?){3,40}(?:\. )?(?:c ?o ?m|c ?n|n ?e ?t)(?![a-z0-9])"
)
_WWW = pattern(
    r"(?<![a-z0-9])w ?w ?w ?(?:\.|。|点|dot|·|,|[^\w]) ?[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff.-]*"
)
_SCHEME = pattern(r"(?<![a-z])[a-z][a-z+]{1,9} ?:? ?[/\\]{2} ?([^\s/\\，。；、,;\"'”’)）>》]*)")
_FOUR = pattern(r"(?<![\d.])\d{1,3}(?: ?[.。·] ?\d{1,3}){3}(?![\d.])(?!\.\d)")
_SIX = pattern(r"(?<![0-9a-z:])\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?(?![0-9a-z:])")
_SAFE = pattern(
    rf"(?:[a-z][a-z+]{{1,9}}://|[a-z0-9._+-]{{1,40}}@)?(?<![a-z0-9{_HAN}_.-])(?:{_LABEL}\.){{1,8}}{SAFE_DOMAIN[1:]}"
    r"(?![a-z0-9_.-]*[a-z0-9])(?::\d{1,5})?(?:/[a-z0-9_./?=&%-]*)?"
)
_MASKED_MAIL = pattern(
    rf"[a-z0-9._-]{{0,20}}[*·•×✱#█●○]{{2,20}}[a-z0-9._-]{{0,20}}@{_LABEL}(?:\.{_LABEL}){{1,3}}"
)
_GONE = "\x01"
"""Stands where an address was that nobody can register, so that its path isn't taken for another."""
_VERSION = pattern(r"(?:v|ver|version|版本号?|版) ?[.:]?[是为：]? ?$")
_OPENED = pattern(
    r"(?:打开|点开|点击|登[录陆]|访问|进入|浏览|网址|网站|域名|官网|搜索?|输入|上|去)[是为：: “”\"]{0,3}$"
)

# Accounts ----------------------------------------------------------------------------------------

_PLACE = (
    r"(?:微信|威信?|薇信?|[vw]x|v信|we ?chat|qq|扣扣|企鹅|抖音|快手|小红书|微博|支付宝|钉钉|陌陌|探探|telegram|tg"
    r"|电报|飞机|加 ?[vq]|纸飞机|蝙蝠|whats ?app|line|skype|signal|facebook|instagram|群)"
)
_NAMED = pattern(
    rf"{_PLACE} ?(?:账?号码?|帐号|id|群|号)?(?:[ :：=“\"(（]|是|为|加)*"
    r"(?P<id>[a-z][a-z0-9_-]{4,19}|\d(?:[ -]?\d){4,11})(?![a-z0-9_.]|[*·•×✱#]|…)"
)
_SAYS_ID = pattern(r"(?:号码?|id)(?:[ :：=“\"(（]|是|为)*$|[:：=](?:[ “\"(（])*$")
_HANDLE = pattern(r"(?<![a-z0-9_.])@ ?([a-z0-9_][a-z0-9_.-]{3,29})")
_EVERYBODY = _words("everyone everybody channel here all team")
_MAIL = pattern(
    rf"[a-z0-9][a-z0-9_.+-]{{0,40}}(?: ?@ ?| ?[(\[]at[)\]] ?| at |#|艾特)(?:{_LABEL}(?:\.|{_DOT})){{1,4}}"
    rf"(?:{_MEANT})(?![a-z0-9_-])"
)
_HIDDEN = pattern(r"[*·•×✱#█■□●○]{2}|…|x{3}|\.{3}")


@cache
def _domains() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Give the domains that are there, and patterns of a host in one that is written in Chinese."""
    names = tomllib.loads(read_text(_DOMAINS))["names"].split()
    written = [
        name[4:].encode("ascii").decode("punycode") for name in names if name.startswith("xn--")
    ]
    chinese = sorted(
        (name for name in written if re.fullmatch(f"[{_HAN}]+", name)), key=len, reverse=True
    )
    end = "|".join(chinese)
    host = rf"(?P<label>(?:{_LABEL}\.)*[a-z0-9{_HAN}-]{{2,30}})(?P<dot> ?[.。·] ?|点)(?P<end>{end})"
    return frozenset(names), re.compile(host), re.compile(rf"[.。·点] ?(?:{end})")


def may_name_a_host(text: str) -> bool:
    """Tell whether a text of Chinese alone has a dot of any kind before what could be a domain."""
    return bool(_domains()[2].search(text))


def usable_addresses(folded: Folded, *, strict: bool = False) -> Iterator[str]:
    """Give the addresses and accounts of a text as they are written, each once.

    `strict` says that the text is one where an address is shown: any ending counts there.
    """
    text = folded.text
    for safe in (_SAFE, _MASKED_MAIL):
        text = safe.sub(lambda met: _GONE * len(met.group()), text)
    taken: list[tuple[int, int]] = []
    for start, end in sorted(
        _places(text, strict=strict), key=lambda one: (one[0] - one[1], one[0])
    ):
        if start < end and all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
    yield from (folded.as_written(start, end).strip() for start, end in sorted(taken))


def _places(text: str, *, strict: bool) -> Iterator[tuple[int, int]]:
    yield from _hosts(text, strict=strict)
    yield from _in_chinese(text)
    for odd in (_DOT_MEANT, _APART, _WWW, _MAIL):
        for met in odd.finditer(text):
            yield met.span()
    for met in _SCHEME.finditer(text):
        if not _HIDDEN.search(met.group(1)):
            yield met.span()
    yield from _addresses_of_machines(text)
    yield from _accounts(text)


def _hosts(text: str, *, strict: bool) -> Iterator[tuple[int, int]]:
    for met in _HOST.finditer(text):
        labels = met.group().split(".")
        if _is_host(labels, strict=strict or _is_visited(text, met)):
            latin = re.search(r"[^\u4e00-\u9fff]", met.group())
            start = met.start() + (latin.start() if latin and latin.group() != "." else 0)
            yield start, met.end()


def _is_visited(text: str, met: re.Match[str]) -> bool:
    """Tell whether a name with a dot in it is written as only an address is."""
    if met.group().startswith("www.") or text[: met.start()].endswith(("@", "://")):
        return True
    ending = met.group().rpartition(".")[2]
    return ending not in _FILES and bool(re.match(r":\d{2,5}(?!\d)|/[a-z0-9]", text[met.end() :]))


def _is_host(labels: list[str], *, strict: bool) -> bool:
    *before, end = labels
    last = before[-1]
    if end in _FILES and not strict:
        return False
    if last in _TITLES or ".".join(labels) in _TITLES:
        return False
    if last.isdigit() and len(last) <= 2 and end not in _COMMON and len(before) == 1:  # noqa: PLR2004 - a list's numbers
        return strict
    return strict or end in _domains()[0]


def _in_chinese(text: str) -> Iterator[tuple[int, int]]:
    for met in _domains()[1].finditer(text):
        label, dot = met["label"].rpartition(".")[2], met["dot"].strip()
        after = text[met.end() : met.end() + 1]
        if label.isdigit():
            continue
        if met["dot"] == "." or (
            (dot != "点" or label.isascii())
            and not re.match(rf"[a-z0-9{_HAN}]", after)
            and (
                _OPENED.search(text[: met.start()]) or (dot == "。" and met.group() == text.strip())
            )
            and len(label) <= _LONGEST_NAME
        ):
            yield met.span()


_LONGEST_NAME = 8


def _addresses_of_machines(text: str) -> Iterator[tuple[int, int]]:
    for met in _FOUR.finditer(text):
        parts = re.findall(r"\d+", met.group())
        if all(int(part) <= 255 for part in parts) and not _VERSION.search(text[: met.start()]):  # noqa: PLR2004 - a byte
            yield met.span()
    for met in _SIX.finditer(text):
        try:
            ipaddress.IPv6Address(met.group().strip("[]"))
        except ValueError:
            continue
        if met.group().strip(":[]"):
            yield met.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    for met in _NAMED.finditer(text):
        said = met["id"]
        before = text[met.start() : met.start("id")]
        if said[0].isdigit() or re.search("[0-9_]", said) or _SAYS_ID.search(before):
            yield met.span("id")
    for met in _HANDLE.finditer(text):
        hidden = _HIDDEN.search(text[met.start() : met.end() + 2])
        if not hidden and met.group(1) not in _EVERYBODY:
            yield met.span()
