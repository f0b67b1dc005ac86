"""Make the kiosk's three fonts out of Debian's fonts-noto-cjk; needs fontTools, takes minutes.

    python scripts/make_fonts.py [OUT_DIR]

Noto's .ttc holds one face a region and pygame can only open the first, the Japanese one; so the
Simplified Chinese face is taken out. What is in each file comes from Python's own codecs:
Regular has all of GBK, Bold all of GB2312, Rare the Han characters of the face beyond GBK (names
and places). Of the layout features only `ccmp` stays, which joins —— into one stroke of the same
width: `locl` would redraw characters for a Japanese or Taiwanese locale, and without kerning and
ligatures a line is exactly as wide as its characters together, so what the layout computes and
what is drawn cannot differ.

The same sources and the same fontTools give the same bytes. The program knows their hashes
(`kiosk/ui/text/font_sums.py`, written here) and opens no other file: a damaged font ends it. The tests
compare with them and never rebuild.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

SOURCE = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED_CHINESE = 2
"""Index of the face in the .ttc: 0 JP, 1 KR, 2 SC, 3 TC, 4 HK."""

UNICODE_VARIANTS = 14
"""Format of the character map that lists variation sequences."""

FAMILY = "Kiosk Sans SC"
"""Neither "Source", reserved by Adobe in earlier releases, nor "Noto", a trademark of Google."""

EM_DASH, HORIZONTAL_BAR = 0x2014, 0x2015
STEM = FAMILY.replace(" ", "")
LAST_OF_BMP = 0xFFFF
VERSION = "Version 1.000;from Noto Sans CJK SC 2.004"
OUT = Path(__file__).resolve().parent.parent / "assets" / "fonts"
SUMS = OUT.parents[1] / "kiosk" / "ui" / "text" / "font_sums.py"
SUMS_HEAD = '"""The SHA-256 of each font file the program ships, by its name; written by scripts/make_fonts.py."""'

SYMBOL_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin of European names, ¥ × ÷ ·
    (0x1CD, 0x1DC),  # pinyin with tone marks
    (0x2010, 0x2044),  # dashes, quotes, …, ‰
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # № ℃ ™
    (0x2212, 0x2212),  # − of a loss
    (0x2190, 0x21FF),  # arrows
    (0x2460, 0x24FF),  # ① ⑴
    (0x25A0, 0x25FF),  # ■ ● ▲
    (0x2600, 0x26FF),  # ★ ☎ ⚠
    (0x2700, 0x27BF),  # ✓ ❶
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFE30, 0xFE4F),  # its upright forms
    (0xFF00, 0xFFEF),  # full-width forms, ￥
)
HAN_RANGES = ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True)
class Cut:
    """One file to make: its style name, the source's weight and the characters it gets."""

    style: str
    weight: str
    characters: frozenset[int]


def codec_characters(codec: str) -> frozenset[int]:
    """Give all characters a double-byte Chinese codec can express."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode(codec, errors="ignore")
            if len(text) == 1:  # two where the lead byte was dropped as an error
                found.add(ord(text))
    return frozenset(found)


def in_ranges(ranges: tuple[tuple[int, int], ...]) -> frozenset[int]:
    """Give all code points of the ranges, both ends included."""
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def cuts() -> tuple[Cut, ...]:
    """Give the three files."""
    symbols = in_ranges(SYMBOL_RANGES)
    regular = codec_characters("gbk") | symbols
    return (
        Cut("Regular", "Regular", regular),
        Cut("Bold", "Bold", codec_characters("gb2312") | symbols),
        Cut("Rare", "Regular", in_ranges(HAN_RANGES) - regular),
    )


def rename(font: TTFont, style: str) -> None:
    """Give the font the project's own names; licence, authors and copyright stay."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in {0, 7, 8, 9, 10, 11, 12, 13, 14}]
    postscript = f"{STEM}-{style}"
    for name_id, text in (
        (1, FAMILY if style != "Rare" else f"{FAMILY} Rare"),
        (2, "Bold" if style == "Bold" else "Regular"),
        (3, f"{VERSION};{postscript}"),
        (4, f"{FAMILY} {style}"),
        (5, VERSION),
        (6, postscript),
    ):
        names.setName(text, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FullName = f"{FAMILY} {style}"
    cff.topDictIndex[0].FamilyName = FAMILY


def number_glyphs(font: TTFont) -> None:
    """Renumber the glyphs 0, 1, 2 … so that the list of numbers is one range.

    FreeType reads that list with two calls into the file a range: 10,000 ranges cost 11 ms each
    time a font is opened, one range costs nothing. The collection is Adobe-Identity, in which a
    number has no meaning of its own.
    """
    if "GSUB" in font:  # it speaks of glyphs by position once it is compiled
        compiled = DefaultTable("GSUB")
        compiled.data = font.getTableData("GSUB")
        font["GSUB"] = compiled
    old = font.getGlyphOrder()
    new = {name: ".notdef" if i == 0 else f"cid{i:05d}" for i, name in enumerate(old)}
    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    strings.charStrings = {new[name]: strings.charStrings[name] for name in old}
    top.charset = [new[name] for name in old]
    top.CIDCount = len(old)
    font["hmtx"].metrics = {new[name]: font["hmtx"].metrics[name] for name in old}
    cmap = font["cmap"]
    # format 14 chooses between variants of a character; pygame never asks for one
    cmap.tables = [table for table in cmap.tables if table.format != UNICODE_VARIANTS]
    for table in cmap.tables:
        table.cmap = {code: new[name] for code, name in table.cmap.items()}
    font.setGlyphOrder([new[name] for name in old])


def make(cut: Cut, out: Path) -> Path:
    """Make one file and give its path."""
    font = TTFont(
        SOURCE / f"NotoSansCJK-{cut.weight}.ttc",
        fontNumber=SIMPLIFIED_CHINESE,
        recalcTimestamp=False,  # the same input must give the same bytes
    )
    for table in font["cmap"].tables:
        # a Chinese dash is one em wide; the face keeps that glyph for U+2015 and the language tag
        if EM_DASH in table.cmap and HORIZONTAL_BAR in table.cmap:
            table.cmap[EM_DASH] = table.cmap[HORIZONTAL_BAR]
    options = subset.Options(
        hinting=False,
        layout_features=["ccmp"],
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    # upright text only: the tables for vertical writing are a tenth of the file
    options.drop_tables += ["BASE", "GDEF", "GPOS", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(cut.characters))
    subsetter.subset(font)
    number_glyphs(font)
    rename(font, cut.style)
    path = out / f"{STEM}-{cut.style}.otf"
    font.save(path)
    return path


def write_beyond_bmp(out: Path) -> Path:
    """List the characters above U+FFFF that Rare has: pygame 2.6 can draw but not measure them."""
    with TTFont(out / f"{STEM}-Rare.otf", lazy=True) as font:
        codes = sorted(code for code in font.getBestCmap() if code > LAST_OF_BMP)
    path = out / "beyond-bmp.txt"
    path.write_text("".join(map(chr, codes)), encoding="utf-8", newline="")
    return path


def main() -> None:
    """Make all three and write their hashes beside them."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.mkdir(parents=True, exist_ok=True)
    made = [make(cut, out) for cut in cuts()]
    made.append(write_beyond_bmp(out))
    lines = []
    for path in made:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f'    "{path.name}": "{digest}",\n')
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB", flush=True)
    table = "".join(("SUMS = {\n", *lines, "}\n"))
    SUMS.write_text(f"{SUMS_HEAD}\n\n{table}", encoding="ascii")


if __name__ == "__main__":
    main()
