"""Draw everybody's moods: the same person, with other brows, eyes and mouth.

`python scripts/moods.py` takes each portrait of assets/pictures/people and each figure of
assets/pictures/standing as it is drawn at rest, puts the features of a mood in place of its own and
writes it as 人-心情.svg: portraits into assets/pictures/moods, figures beside those at rest. With
`--check` it only tells (exit 1) whether the files are as it would write them. A mood that somebody
drew by hand in assets/pictures/people is left alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PICTURES = Path(__file__).resolve().parents[1] / "assets" / "pictures"
NOBODY = frozenset({"我", "旁白"})
"""Portraits that have no face."""
MASKED = frozenset({
    "女客服", "男客服", "客服主管", "假警官", "群助理", "热心大姐", "导师", "小伙子", "医生", "律师", "司机", "老同学",
    "讲师", "黄昏恋人", "陌生人", "快递员", "店员", "老板", "女主管", "老师", "工人",
})  # fmt: skip
"""Who may turn out to be somebody else. A real officer, a teller or family never wear a mask."""
LOWERED = {"老爷爷": 5.0, "黄昏恋人": 2.0}
"""How far a mouth stands lower than others': under a moustache."""

INK = "#22303C"
INSIDE, TONGUE, TEETH = "#A33B32", "#E58A7A", "#FFFFFF"
EYE_ROW = 107.0
"""The row of the eyes of those without a hat; who wears one has them lower."""
HATLESS, BRIM = 3.0, 2.5
"""Under a brim, where eyes are lower than the first, brows come down by the second as well."""
ROUND = 'stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True, slots=True)
class Mood:
    """The features of a mood, for eyes in row 107; `{}` stands for what lies lower with the eyes.

    `eyes` is a path for eyes that are shut, `lids` one over eyes that are open; `mouth` is a path
    that is drawn as a line, an open mouth has shapes of its own in `open`.
    """

    brows: str
    eyes: str = ""
    lids: str = ""
    mouth: str = ""
    open: tuple[tuple[str, str], ...] = ()
    bright: bool = True
    """Whether a light stands in the eyes."""
    knit: bool = False
    """Whether brows say so much that they must be seen under a brim too; at rest it hides them."""


MOODS = {
    "高兴": Mood(
        brows="M93 90Q102 84 111 90M129 90Q138 84 147 90",
        eyes="M96 108Q103 100 110 108M130 108Q137 100 144 108",
        open=(
            (INSIDE, "M103 128H137C137 141 130 148 120 148S103 141 103 128Z"),
            (TEETH, "M106 128H134V131.5A2.5 2.5 0 0 1 131.5 134H108.5A2.5 2.5 0 0 1 106 131.5Z"),
        ),
    ),
    "着急": Mood(
        brows="M93 95Q101 93 109 87M147 95Q139 93 131 87",
        knit=True,
        open=(
            (INSIDE, "M111.5 136A8.5 9.5 0 0 1 128.5 136A8.5 9.5 0 0 1 111.5 136Z"),
            (TONGUE, "M113.5 141.5Q120 136.5 126.5 141.5Q124 145.5 120 145.5T113.5 141.5Z"),
        ),
    ),
    "严肃": Mood(
        brows="M93.5 92.5Q102 90.5 110.5 94M146.5 92.5Q138 90.5 129.5 94",
        mouth="M110 135Q120 133.5 130 135",
    ),
    "担心": Mood(
        brows="M93 95Q101 93 109 87M147 95Q139 93 131 87",
        knit=True,
        mouth="M109 137Q120 128 131 137",
    ),
    "放心": Mood(
        brows="M93 91Q102 86 111 90M147 91Q138 86 129 90",
        eyes="M96 105Q103 112 110 105M130 105Q137 112 144 105",
        mouth="M105 130Q120 145 135 130",
    ),
    "严厉": Mood(
        brows="M92 88L111 96M148 88L129 96",
        lids="M95.5 102L110.5 105.5M144.5 102L129.5 105.5",
        mouth="M108 137Q120 130 132 137",
        bright=False,
        knit=True,
    ),
    "假笑": Mood(
        brows="M93 94.5Q102 92 111 95.5M129 89Q138 82.5 147 88",
        lids="M95 104.5Q103 101.5 111 104.5M129 104.5Q137 101.5 145 104.5",
        mouth="M107 133.5Q122 140 135 126.5",
        knit=True,
    ),
}
MASKS = frozenset({"严厉", "假笑"})

_BROWS = re.compile(r'd="M9\d[^"]*M1[34]\d[^"]*"')
_PUPIL = re.compile(r'<circle fill="#22303C" cx="1(?:03|37)" cy="([\d.]+)" r="5"/>')
_SHUT = re.compile(r'stroke="#22303C" stroke-width="4\.5".* d="M(?:96|130) 108Q')
_LIDS = re.compile(r'stroke="#22303C" stroke-width="3\.2".* d="M95\.5 ')
_LIGHT = re.compile(r'<circle fill="#FFFFFF" cx="1(?:04|38)\.8"')
_LINE = re.compile(r'fill="none" stroke="(#A8473C|#9C4A3E)"')
_OPEN = re.compile(r'fill="#A33B32"|fill="#FFFFFF" d="M108 129H132')
_NOSE = "M120 111Q123 118 118 119"
_NUMBERS = re.compile(r"([A-Z])|(-?[\d.]+)")


def lowered(path: str, down: float) -> str:
    """Give a path some rows lower; it holds M, L, Q, C, S, T, H, V, A and Z, all absolute."""
    if not down:
        return path
    given = []
    command, at = "", 0
    for letter, number in _NUMBERS.findall(path):
        if letter:
            command, at = letter, 0
            given.append(letter)
            continue
        if command == "A":
            vertical = at % 7 == 6  # noqa: PLR2004 - the last of an arc's seven
        elif command == "H":
            vertical = False
        else:
            vertical = command == "V" or at % 2 == 1
        at += 1
        value = float(number) + (down if vertical else 0.0)
        given.append(f" {value:g}" if given[-1][-1:].isdigit() else f"{value:g}")
    return "".join(given)


def features(mood: Mood, brow: str, down: float, lower: float) -> tuple[list[str], list[str]]:
    """Give a mood's brows and eyes, and its mouth, as lines of a picture.

    `brow` is the line of the brows at rest, of which the colour and the width stay.
    """
    under = down + BRIM if down > HATLESS and mood.knit else down
    above = [_BROWS.sub(f'd="{lowered(mood.brows, under)}"', brow)]
    if mood.eyes:
        path = lowered(mood.eyes, down)
        above.append(f'  <path fill="none" stroke="{INK}" stroke-width="4.5" {ROUND} d="{path}"/>')
    else:
        row = EYE_ROW + down
        above += [f'  <circle fill="{INK}" cx="{x}" cy="{row:g}" r="5"/>' for x in (103, 137)]
        if mood.bright:
            above += [
                f'  <circle fill="#FFFFFF" cx="{x}" cy="{row - 1.8:g}" r="1.5"/>'
                for x in (104.8, 138.8)
            ]
    if mood.lids:
        path = lowered(mood.lids, down)
        above.append(f'  <path fill="none" stroke="{INK}" stroke-width="3.2" {ROUND} d="{path}"/>')
    below = [f'  <path fill="{ink}" d="{lowered(d, lower)}"/>' for ink, d in mood.open]
    if mood.mouth:
        path = lowered(mood.mouth, lower)
        line = f'  <path fill="none" stroke="#A8473C" stroke-width="4.2" {ROUND} d="{path}"/>'
        below.append(line)
    return above, below


def with_mood(text: str, person: str, mood: Mood) -> str:
    """Give the picture of a person at rest with the features of a mood; ValueError without a face."""
    lines = text.splitlines()
    nose = next((n for n, line in enumerate(lines) if _NOSE in line), None)
    if nose is None:
        raise ValueError(f"{person}：找不到鼻子，换不了表情")
    brows = max(n for n in range(nose) if _BROWS.search(lines[n]) and not _shuts(lines[n]))
    rows = [float(found[1]) for line in lines[brows:nose] if (found := _PUPIL.search(line))]
    down = rows[0] - EYE_ROW if rows else 0.0
    above, below = features(mood, lines[brows], down, LOWERED.get(person, 0.0))
    kept = [*lines[:brows], *above]
    kept += [line for line in lines[brows + 1 : nose] if not _is_eye(line)]
    kept += [lines[nose], *below]
    kept += [line for line in lines[nose + 1 :] if not _is_mouth(line)]
    return "\n".join(kept) + "\n"


def _shuts(line: str) -> bool:
    return bool(_SHUT.search(line) or _LIDS.search(line))


def _is_eye(line: str) -> bool:
    return bool(_shuts(line) or _PUPIL.search(line) or _LIGHT.search(line))


def _is_mouth(line: str) -> bool:
    return bool(_LINE.search(line) or _OPEN.search(line))


def mood_files() -> Iterator[tuple[Path, str]]:
    """Give every file with its text."""
    for room, target in (("people", "moods"), ("standing", "standing")):
        for path in sorted((PICTURES / room).glob("*.svg")):
            person = path.stem
            if "-" in person or person in NOBODY:
                continue
            text = path.read_text(encoding="utf-8")
            for name, mood in MOODS.items():
                if name in MASKS and person not in MASKED:
                    continue
                file = f"{person}-{name}.svg"
                if (PICTURES / "people" / file).is_file():
                    continue
                yield PICTURES / target / file, with_mood(text, person, mood)


def main() -> int:
    """Write the files, or tell whether they are up to date."""
    wanted = dict(mood_files())
    there = {path: path.read_text(encoding="utf-8") for path in wanted if path.is_file()}
    stale = sorted(path for path, text in wanted.items() if there.get(path) != text)
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.name} 和画的不一样：运行 python scripts/moods.py", file=sys.stderr)
        return 1 if stale else 0
    (PICTURES / "moods").mkdir(exist_ok=True)
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    print(f"{len(wanted)} 张表情，写了 {len(stale)} 张")
    return 0


if __name__ == "__main__":
    sys.exit(main())
