"""Draw the pictures of the two READMEs and of the staff handbook from the kiosk's own screens; no display needed.

    PYTHONPATH=. .venv-test/bin/python scripts/readme_pictures.py

It writes docs/pictures/*.png with few colours, so that the repository stays small.
"""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path

os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame
from PIL import Image

from kiosk import composition
from kiosk.review.gallery import draw
from kiosk.settings import Settings
from kiosk.staff.gallery import all_states

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH = 960
COLOURS = 128

HANDBOOK = FOLDER / "handbook"

WANTED = {
    "attract": ("待机-讲述", (1920, 1080)),
    "choose": ("选故事-1", (1920, 1080)),
    "call": ("gongjianfa-张警官-选", (1920, 1080)),
    "why": ("gongjianfa-文书-选1-为什么", (1920, 1080)),
    "debrief": ("gongjianfa-复盘-最差-1", (1920, 1080)),
    "install": ("安装", (1920, 1080)),
    "portrait": ("shuadan-任务群-选", (1080, 1920)),
}
"""The screens of the READMEs: a state of the gallery, and the size it is drawn at."""

SMALL = (1366, 768)
IN_HANDBOOK = {
    "setup": ("工作人员-第一次开机-屏幕大小", SMALL),
    "menu": ("工作人员-菜单", SMALL),
    "today": ("工作人员-今天", SMALL),
    "report": ("工作人员-情况报告", SMALL),
    "load": ("工作人员-换剧本-有好有坏", SMALL),
    "programme": ("工作人员-今天播放-有安排", SMALL),
    "settings": ("工作人员-设置", SMALL),
    "clean": ("工作人员-擦屏幕", SMALL),
    "sound": ("工作人员-检查-声音", SMALL),
    "check": ("工作人员-检查-有要处理的", SMALL),
    "status": ("工作人员-给单位看", SMALL),
}
"""The same of the staff handbook: on a small screen the words are large."""


def main() -> int:
    """Draw them all and tell what they take."""
    composition.drawing_without_display()
    stories = composition.open_stories([], None, date(2026, 12, 1))
    wanted = {
        **{FOLDER / f"{name}.png": state for name, state in WANTED.items()},
        **{HANDBOOK / f"{name}.png": state for name, state in IN_HANDBOOK.items()},
    }
    total = 0
    for size in dict.fromkeys(size for _, size in wanted.values()):
        kit = composition.make_kit(size, stories, Settings())
        surfaces = composition.make_surfaces(kit)
        screens = dict(all_states(kit))
        for path, (state, at) in wanted.items():
            if at != size:
                continue
            if state not in screens:
                near = [s for s in screens if re.match(state.partition("-")[0], s)]
                print(f"画面“{state}”没有了，有：{'、'.join(near[:40])}", file=sys.stderr)
                return 1
            path.parent.mkdir(parents=True, exist_ok=True)
            save(draw(kit, surfaces, screens[state]), path)
            total += path.stat().st_size
            print(f"{path.relative_to(FOLDER.parents[1])}: {path.stat().st_size // 1024} kB")
    print(f"{total / 1e6:.2f} MB")
    return 0


def save(surface: pygame.Surface, path: Path) -> None:
    """Write a screen as a PNG, landscape WIDTH and portrait half as many pixels wide."""
    full = Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))
    width = WIDTH if full.width > full.height else WIDTH // 2
    small = full.resize((width, round(full.height * width / full.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
