"""`kiosk storyboard`: a story as one page to be approved, printed and signed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.common import complain, library, say, today
from kiosk.outputs import Kind, check_output, in_html, write_output
from kiosk.process import prepare_pygame

SCREEN = (1920, 1080)
STORYBOARD = Kind("storyboard", in_html)


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="剧本文件，或者剧本自己的文件夹")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT.html", help="存成什么文件；不写就是剧本名.html"
    )


def run(asked: Namespace) -> int:
    """Write the page; 1 where the story can't be played or the page can't be written."""
    found = library([asked.file])
    playable = [one for one in found.loaded if one.scenario is not None]
    if len(playable) != 1:
        for problem in found.all_problems:
            complain(problem.text())
        many = "里有几个剧本，一次只写一个" if playable else "不能播放，先改好上面的错误"
        complain(f"{asked.file} {many}。")
        return 1
    prepare_pygame()
    from kiosk import composition  # noqa: PLC0415 (brings pygame, which the other commands do without)
    from kiosk.review.storyboard.page import storyboard_page  # noqa: PLC0415
    from kiosk.review.storyboard.pictures import story_pictures  # noqa: PLC0415
    from kiosk.settings import Settings  # noqa: PLC0415

    one = playable[0]
    if one.scenario is None:
        return 1
    out = asked.out or Path(f"{asked.file.stem}.html")
    inputs = [one.file, *one.pictures]
    check_output(out, STORYBOARD, inputs=inputs)
    composition.drawing_without_display()
    stories = composition.stories_of(found)
    kit = composition.make_kit(SCREEN, stories, Settings())
    page = storyboard_page(
        one.scenario,
        file=one.name,
        fingerprint=one.fingerprint,
        problems=one.problems,
        catalogue=found.catalogue,
        pictures=story_pictures(kit, composition.make_surfaces(kit), stories.deck.scenarios[0]),
        today=today(),
    )
    write_output(out, page.encode(), STORYBOARD, inputs=inputs)
    say(f"写好了：{out}（{len(page.encode()) // 1024:,} KB，双击打开，可以打印）")
    return 0
