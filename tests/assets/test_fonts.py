"""The fonts in assets/ are the ones that were made, Chinese, and complete."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from kiosk.ui.text.font_sums import SUMS

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
STYLES = ("Regular", "Bold", "Rare")

CHINESE = {
    "Regular": {
        "门": "187933fadbeec0fc",
        "骨": "b8e4cfd303c95f34",
        "直": "af7ea24f2486c818",
        "角": "c1275f122d414099",
        "令": "bc1582e018d0bc54",
    },
    "Bold": {
        "门": "6c56f1698dd0c949",
        "骨": "dca6ada3f6eb442b",
        "直": "faa097a2a179ab26",
        "角": "644aa5bd9ef5364d",
        "令": "cec499c77095934a",
    },
}
JAPANESE = {
    "Regular": {
        "门": "180119465894a25f",
        "骨": "932461f8c7053a10",
        "直": "12579f1d374be6c0",
        "角": "97278c84ae4e3502",
        "令": "100992f69aff7881",
    },
    "Bold": {
        "门": "d6d7c3ec7735c282",
        "骨": "bf9d2889c843f17f",
        "直": "ddea458e94fc9cf2",
        "角": "25071bdce1f964be",
        "令": "5cf4cb4bb48371e5",
    },
}


def opened(style: str) -> TTFont:
    return TTFont(FONTS / f"KioskSansSC-{style}.otf", lazy=True)


def covered(style: str) -> set[str]:
    with opened(style) as font:
        return {chr(code) for code in font.getBestCmap()}


def outline(font: TTFont, character: str) -> str:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return hashlib.sha256(repr(pen.value).encode()).hexdigest()[:16]


def codec_characters(codec: str) -> set[str]:
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(bytes((lead, trail)).decode(codec))
            except UnicodeDecodeError:
                continue
    return {text for text in found if len(text) == 1}


def test_every_file_has_the_hash_the_program_knows() -> None:
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FONTS.iterdir()
        if path.name not in {"OFL.txt", "FONTLOG.txt"}
    }
    assert there == SUMS


@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("character", "门骨直角令")
def test_the_shapes_are_the_chinese_ones_and_not_the_japanese(style: str, character: str) -> None:
    with opened(style) as font:
        shape = outline(font, character)
    assert shape == CHINESE[style][character]
    assert shape != JAPANESE[style][character]


def test_regular_has_all_of_gbk_but_the_one_sign_the_source_lacks() -> None:
    assert codec_characters("gbk") - covered("Regular") == {"≒"}


def test_bold_has_all_of_gb2312() -> None:
    assert not codec_characters("gb2312") - covered("Bold")


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_ascii_pinyin_and_the_signs_the_screens_use_are_there(style: str) -> None:
    signs = "，。、；：？！“”‘’（）《》【】——……·—－～¥￥%℃№①②③④⑤⑥✓★☆●○■□▲▼→←↑↓×÷"
    pinyin = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
    ascii_printable = "".join(map(chr, range(0x20, 0x7F)))
    assert not set(signs + pinyin + ascii_printable) - covered(style)


def test_rare_has_names_and_places_beyond_gbk_and_repeats_nothing() -> None:
    rare = covered("Rare")
    assert set("䶮㑇䜣𬭚鿍𠮷") <= rare
    assert not rare & covered("Regular")


def test_the_list_beyond_the_bmp_is_what_rare_has_there() -> None:
    listed = set((FONTS / "beyond-bmp.txt").read_text(encoding="utf-8"))
    assert listed == {c for c in covered("Rare") if ord(c) > 0xFFFF}
    assert len(listed) > 2000


@pytest.mark.parametrize("style", STYLES)
def test_the_names_are_the_projects_own_and_the_licence_is_named(style: str) -> None:
    with opened(style) as font:
        name = font["name"]
        for name_id in (1, 4, 6):
            text = name.getDebugName(name_id)
            assert text.replace(" ", "").startswith("KioskSansSC")
            assert "Noto" not in text
            assert "Source" not in text
        assert "SIL Open Font License" in name.getDebugName(13)
        assert "Adobe" in name.getDebugName(0)
        assert font["CFF "].cff.fontNames == [f"KioskSansSC-{style}"]
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_no_locale_and_no_neighbour_changes_a_glyph(style: str) -> None:
    with opened(style) as font:
        assert "GPOS" not in font
        tags = (
            {r.FeatureTag for r in font["GSUB"].table.FeatureList.FeatureRecord}
            if "GSUB" in font
            else set()
        )
    assert tags <= {"ccmp"}


def test_a_line_is_as_wide_as_its_characters_and_two_dashes_join() -> None:
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    import pygame  # noqa: PLC0415  the other tests of this file need none

    pygame.font.init()
    font = pygame.font.Font(str(FONTS / "KioskSansSC-Regular.otf"), 40)
    text = "“AV To”您好——96110，……fi¥20,000.00 App（ATM）"
    advances = [metric[4] for metric in font.metrics(text)]
    assert font.size(text)[0] == sum(advances)
    dash = pygame.mask.from_surface(font.render("——", True, "black"))
    assert len(dash.connected_components()) == 1
