"""Draw every picture of one or more folders side by side, with its name, into one PNG to look at.

    python scripts/picture_sheet.py -o sheet.png [--size 240] [assets/pictures/people ...]

Exit 0 when every picture could be drawn, 1 when one could not (it is named), 2 on a bad call.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame  # the variables above must be set before it is imported

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.ui.images import Images  # noqa: E402 - the checkout's own package, not an installed one

PICTURES = ROOT / "assets" / "pictures"
ROOMS = ("icons", "people", "moods", "standing", "poses", "covers", "things", "photos")
GAP = 16
SHEET_WIDTH = 1500
PAPER = "#FAF6EE"
INK = "#1B2B3A"
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def render(path: Path, height: int) -> pygame.Surface:
    """Give the SVG as the kiosk draws it at this height in pixels, width in proportion.

    Raises ValueError where there is no viewBox to scale from and pygame.error where the drawing
    can't be read.
    """
    box = _VIEW_BOX.search(path.read_text(encoding="utf-8"))
    if box is None:
        raise ValueError(f"{path.name}：没有 viewBox，请在 <svg> 里写上")
    width = max(1, round(float(box[1]) * height / float(box[2])))
    return Images(PICTURES).rendered(str(path.absolute()), (width, height))


def label(text: str) -> pygame.Surface:
    """Give the name as a line of text, in the kiosk's own font where it has been made."""
    fonts = sorted((ROOT / "assets" / "fonts").glob("*egular*.otf"))
    font = pygame.font.Font(str(fonts[0]) if fonts else None, 16)
    return font.render(text, True, INK)  # noqa: FBT003 - pygame takes it by place only


def sheet(paths: list[Path], height: int) -> tuple[pygame.Surface, list[str]]:
    """Give the sheet, pictures in rows with the name under each, and what couldn't be drawn."""
    cells: list[tuple[int, int, pygame.Surface, pygame.Surface]] = []
    faults: list[str] = []
    x = y = GAP
    step = height + 24 + GAP
    for path in paths:
        try:
            picture = render(path, height)
        except (ValueError, OSError, pygame.error) as fault:
            faults.append(f"{path}：画不出来，{fault}")
            continue
        name = label(path.stem)
        width = max(picture.get_width(), name.get_width())
        if x > GAP and x + width + GAP > SHEET_WIDTH:
            x, y = GAP, y + step
        cells.append((x, y, picture, name))
        x += width + GAP
    paper = pygame.Surface((SHEET_WIDTH, y + step))
    paper.fill(PAPER)
    for left, top, picture, name in cells:
        paper.blit(picture, (left, top))
        paper.blit(name, (left, top + height + 4))
    return paper, faults


def main(arguments: list[str] | None = None) -> int:
    """Draw the sheet the arguments ask for; give the exit code."""
    parser = argparse.ArgumentParser(description="把图片排在一张 PNG 上，供人查看")
    parser.add_argument("folders", nargs="*", type=Path, help="图片文件夹，不写就是全部")
    parser.add_argument("-o", "--out", type=Path, required=True, help="写到这个 PNG 文件")
    parser.add_argument("--size", type=int, default=240, help="每张图的高度（像素）")
    chosen = parser.parse_args(arguments)
    if chosen.size < 1:
        parser.error("--size 要大于 0")
    folders = chosen.folders or [PICTURES / room for room in ROOMS]
    paths = [path for folder in folders for path in sorted(folder.glob("*.svg"))]
    if not paths:
        parser.error("这些文件夹里没有 .svg 图片，请检查路径")
    pygame.font.init()
    paper, faults = sheet(paths, chosen.size)
    pygame.image.save(paper, str(chosen.out))
    print(f"{len(paths) - len(faults)} 张图画在 {chosen.out}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
