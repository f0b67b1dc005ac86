"""Only a checked link is ever drawn, and a phone can read what is drawn."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app_link import (
    ALLOWED,
    BORDER,
    DEFAULT_LINK,
    LENGTH_LIMIT,
    AppLink,
    LinkRefusedError,
    Pixels,
    choose_link,
    decode,
    matrix,
    module_pixels,
    read_link,
)

APPLE = "https://apps.apple.com/cn/app/id1552823102"
TENCENT = "https://sj.qq.com/appdetail/com.hicorenational.antifraud"

HOSTILE = [
    "",
    "fzapph5.gjfzpt.cn/QRCode/",
    "//fzapph5.gjfzpt.cn/QRCode/",
    "http://fzapph5.gjfzpt.cn/QRCode/",
    "HTTP://fzapph5.gjfzpt.cn/QRCode/",
    "ftp://fzapph5.gjfzpt.cn/",
    "javascript:alert(1)//fzapph5.gjfzpt.cn",
    "data:text/html,https://fzapph5.gjfzpt.cn/",
    "https:/fzapph5.gjfzpt.cn/QRCode/",
    "https:///fzapph5.gjfzpt.cn/QRCode/",
    "https://evil.example/https://fzapph5.gjfzpt.cn/",
    "https://fzapph5.gjfzpt.cn.evil.example/QRCode/",
    "https://evilfzapph5.gjfzpt.cn/QRCode/",
    "https://evil.fzapph5.gjfzpt.cn/QRCode/",
    "https://gjfzpt.cn/QRCode/",
    "https://fzapph5.gjfzpt.cn@evil.example/",
    "https://fzapph5.gjfzpt.cn:pass@evil.example/",
    "https://fzapph5.gjfzpt.cn%40evil.example/",
    "https://user@fzapph5.gjfzpt.cn/QRCode/",
    "https://fzapph5.gjfzpt.cn:8443/QRCode/",
    "https://fzapph5.gjfzpt.cn:443/QRCode/",
    "https://fzapph5.gjfzpt.cn./QRCode/",
    "https://fzapph5.gjfzpt.cn\\@evil.example/",
    "https://evil.example\\fzapph5.gjfzpt.cn/",
    "https:\\\\fzapph5.gjfzpt.cn\\QRCode",
    "https://fzapph5.gjfzpt.cn#@evil.example/",
    "https://fzapph5.gjfzpt.cn?@evil.example/",
    "https://fzapph5。gjfzpt。cn/QRCode/",
    "https://fzapph５.gjfzpt.cn/QRCode/",
    "https://fzаpph5.gjfzpt.cn/QRCode/",
    "https://xn--fzpph5-4nf.gjfzpt.cn/QRCode/",
    "https://fzapph5.gjfzpt.cn/QRCode/\n",
    "\nhttps://fzapph5.gjfzpt.cn/QRCode/",
    " https://fzapph5.gjfzpt.cn/QRCode/",
    "https://fzapph5.gjfzpt.cn/QRCode/ ",
    "https://fzapph5.gjfzpt.cn/QR\tCode/",
    "https://fzapph5.gjfzpt.cn/\x00",
    "https://fzapph5.gjfzpt.cn/\u202egpj.exe",
    "https://fzapph5.gjfzpt.cn\r\nHost: evil.example/",
    "https://[fzapph5.gjfzpt.cn]/",
    "https://127.0.0.1/QRCode/",
    "https://fzapph5.gjfzpt.cn/二维码",
    "https://apps.apple.com/cn/app/id1552823103",
    "https://apps.apple.com/cn/app/id15528231020",
    "https://apps.apple.com/cn/app/other?x=/id1552823102",
    "https://apps.apple.com/cn/app/other#/id1552823102",
    "https://apps.apple.com/",
    "https://sj.qq.com/appdetail/com.hicorenational.antifraud.fake",
    "https://fzapph5.gjfzpt.cn/" + "a" * LENGTH_LIMIT,
]


def painted(link: AppLink, module: int = 4) -> Pixels:
    """Draw a link's code, each module of as many pixels."""
    rows = []
    for row in matrix(link):
        line = b"".join((b"\0\0\0" if black else b"\xff\xff\xff") * module for black in row)
        rows.append(line * module)
    side = len(rows) * module
    return Pixels(b"".join(rows), side, side)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_link_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(LinkRefusedError) as refusal:
        read_link(text)
    assert any("一" <= c <= "鿿" for c in str(refusal.value))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_refused_payload_leaves_the_default_and_a_problem(text: str) -> None:
    link, problems = choose_link(text)
    assert link.url == DEFAULT_LINK
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "host"),
    [
        (DEFAULT_LINK, "fzapph5.gjfzpt.cn"),
        ("HTTPS://FZAPPH5.GJFZPT.CN/QRCode/", "fzapph5.gjfzpt.cn"),
        ("https://fzapph5.gjfzpt.cn", "fzapph5.gjfzpt.cn"),
        ("https://fzapph5.gjfzpt.cn/QRCode/?from=a@b#x", "fzapph5.gjfzpt.cn"),
        (APPLE, "apps.apple.com"),
        (APPLE + "?l=zh", "apps.apple.com"),
        (TENCENT, "sj.qq.com"),
    ],
)
def test_the_links_of_the_app_are_taken_and_their_host_is_shown(text: str, host: str) -> None:
    link = read_link(text)
    assert link.host == host
    assert link.url.startswith(f"https://{host}")


@given(st.text(max_size=60) | st.from_regex(r"https://[ -~]{0,40}fzapph5\.gjfzpt\.cn[ -~]{0,40}"))
def test_whatever_is_taken_has_an_allowed_host_right_after_https(text: str) -> None:
    try:
        link = read_link(text)
    except LinkRefusedError:
        return
    assert link.host in ALLOWED
    assert link.url == f"https://{link.host}" or link.url.startswith(f"https://{link.host}/")
    assert link.url.isascii()
    assert link.url.isprintable()


def test_a_host_from_settings_counts_exactly_and_only_if_it_is_one() -> None:
    assert read_link("https://fz.example.cn/a", ["fz.example.cn"]).host == "fz.example.cn"
    assert read_link("https://fz.example.cn/a", ["FZ.Example.CN"]).host == "fz.example.cn"
    for hosts in (
        ["example.cn"],
        [".*"],
        ["https://fz.example.cn"],
        ["*.example.cn"],
        [""],
        ["cn"],
    ):
        with pytest.raises(LinkRefusedError):
            read_link("https://fz.example.cn/a", hosts)
    _, problems = choose_link(DEFAULT_LINK, ["https://fz.example.cn/", "ok.example.cn"])
    assert len(problems) == 1
    assert "https://fz.example.cn/" in problems[0].reason


def test_the_code_has_four_white_modules_around_it_and_is_version_three() -> None:
    code = matrix(read_link(DEFAULT_LINK))
    assert len(code) == 29 + 2 * BORDER
    assert all(len(row) == len(code) for row in code)
    inner = range(BORDER, len(code) - BORDER)
    for y, row in enumerate(code):
        for x, black in enumerate(row):
            if y not in inner or x not in inner:
                assert not black
    assert code[BORDER][BORDER]


@pytest.mark.parametrize("text", [DEFAULT_LINK, APPLE, TENCENT])
@pytest.mark.parametrize("module", [2, 8])
def test_what_is_drawn_is_read_back(text: str, module: int) -> None:
    link = read_link(text)
    assert decode(painted(link, module)) == link.url


def test_the_code_has_error_correction_m() -> None:
    picture = painted(read_link(DEFAULT_LINK))
    pixels = memoryview(picture.rgb).cast("B", (picture.height, picture.width, 3))
    assert zxingcpp.read_barcodes(pixels)[0].ec_level == "M"


def test_a_picture_goes_before_the_payload() -> None:
    link, problems = choose_link(DEFAULT_LINK, (), painted(read_link(APPLE)))
    assert (link.host, problems) == ("apps.apple.com", ())


def test_a_picture_with_a_foreign_link_is_refused_and_the_payload_stands() -> None:
    foreign = painted(AppLink("https://evil.example/app.apk", "evil.example"))
    link, problems = choose_link(TENCENT, (), foreign)
    assert link.url == TENCENT
    assert len(problems) == 1
    assert (problems[0].setting, problems[0].host) == ("qr_picture", "evil.example")


def test_a_picture_without_a_code_or_with_two_is_refused() -> None:
    one, two = painted(read_link(APPLE)), painted(read_link(TENCENT))
    height = max(one.height, two.height)
    rows = []
    for y in range(height):
        for part in (one, two):
            row = part.rgb[y * part.width * 3 : (y + 1) * part.width * 3]
            rows.append(row or b"\xff" * (part.width * 3))
    both = Pixels(b"".join(rows), one.width + two.width, height)
    blank = Pixels(b"\xff" * (200 * 200 * 3), 200, 200)
    for picture in (blank, both, Pixels(b"", 0, 0)):
        link, problems = choose_link(DEFAULT_LINK, (), picture)
        assert link.url == DEFAULT_LINK
        assert len(problems) == 1


def test_a_truncated_picture_is_refused_and_not_read_beyond_its_end() -> None:
    link, problems = choose_link(DEFAULT_LINK, (), Pixels(b"\xff" * 100, 200, 200))
    assert link.url == DEFAULT_LINK
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("screen", "least"),
    [((1920, 1080), 10), ((1080, 1920), 10), ((3840, 2160), 20), ((1366, 768), 8)],
)
def test_a_module_is_large_enough_on_every_screen(screen: tuple[int, int], least: int) -> None:
    modules = len(matrix(read_link(DEFAULT_LINK)))
    assert module_pixels(modules, screen, screen) >= least


@given(
    st.integers(29, 80),
    st.tuples(st.integers(1, 8000), st.integers(1, 8000)),
    st.tuples(st.integers(0, 4000), st.integers(0, 4000)),
)
def test_the_code_never_leaves_its_box(
    modules: int, screen: tuple[int, int], box: tuple[int, int]
) -> None:
    pixels = module_pixels(modules, screen, box)
    assert 0 <= pixels * modules <= min(box)
