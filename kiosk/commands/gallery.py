"""`kiosk gallery`: every screen in every state as PNG; no display needed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.common import add_scenarios, complain, pattern, say, size, today
from kiosk.outputs import check_folder
from kiosk.process import prepare_pygame

SIZES = ("1920x1080", "1080x1920", "3840x2160", "1366x768")


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="存到哪里")
    add_sizes(parser)
    parser.add_argument("--large", action="store_true", help="大字")
    parser.add_argument("--contrast", action="store_true", help="大字、高对比")
    parser.add_argument("--only", default="", metavar="正则", help="只要名称符合的画面")
    add_scenarios(parser)


def add_sizes(parser: ArgumentParser) -> None:
    """Add the option that names the sizes of screens."""
    parser.add_argument(
        "--size",
        type=size,
        action="append",
        metavar="WxH",
        help=f"屏幕尺寸，可以写几次；不写就是 {'、'.join(SIZES)}",
    )


def sizes(asked: Namespace) -> list[tuple[int, int]]:
    """Give the sizes asked for, else the four that are promised."""
    return asked.size or [size(text) for text in SIZES]


def run(asked: Namespace) -> int:
    """Draw every screen in every state into a folder, one subfolder a size."""
    prepare_pygame()
    from kiosk import composition  # noqa: PLC0415 (brings pygame, which the other commands do without)
    from kiosk.review import gallery as pictures  # noqa: PLC0415
    from kiosk.settings import Settings  # noqa: PLC0415
    from kiosk.staff.gallery import all_states  # noqa: PLC0415
    from kiosk.ui.theme import Look  # noqa: PLC0415

    look = Look.LARGE_CONTRAST if asked.contrast else Look.LARGE if asked.large else Look.NORMAL
    only = pattern(asked.only)
    if only is None:
        return 2
    check_folder(asked.out)
    composition.drawing_without_display()
    stories = composition.open_stories(asked.scenarios, None, today())
    drawn = 0
    for wanted in sizes(asked):
        kit = composition.make_kit(wanted, stories, Settings())
        folder = asked.out / "x".join(map(str, wanted))
        surfaces = composition.make_surfaces(kit)
        count = pictures.save(kit, surfaces, folder, look, only, all_states)
        say(f"{folder}：{count} 个画面")
        drawn += count
    if not drawn:
        complain(f"没有名称符合“{asked.only}”的画面。不写 --only 就画全部。")
        return 1
    return 0
