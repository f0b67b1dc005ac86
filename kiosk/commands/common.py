"""What several commands need."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.called import as_typed
from kiosk.paths import shipped
from kiosk.terminal import bearable_json

if TYPE_CHECKING:
    from datetime import date

    from kiosk.packs.live_sets import LiveSet
    from kiosk.scenario.reading.library import Library


def say(text: str = "") -> None:
    """Write a line for people to standard output, commands as they can be typed here."""
    sys.stdout.write(f"{_bearable(as_typed(text))}\n")


def show(path: Path) -> None:
    """Open a page in the browser and tell where it lies; without a browser, that alone."""
    import webbrowser  # noqa: PLC0415 - for this alone

    opened = webbrowser.open(path.absolute().as_uri())
    say(f"已经在浏览器里打开：{path}" if opened else f"写好了，请用浏览器打开：{path}")


def say_json(content: object) -> None:
    """Write a document for programs to standard output."""
    import json  # noqa: PLC0415 - what only restarts the kiosk does without

    document = json.dumps(content, ensure_ascii=False, indent=2)
    sys.stdout.write(f"{bearable_json(document)}\n")


def say_line(content: object) -> None:
    """Write a line of JSON for a program that reads along."""
    import json  # noqa: PLC0415 - as above

    sys.stdout.write(f"{json.dumps(content, ensure_ascii=True)}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write what is wrong and what to do to standard error; where nobody takes it, it is lost."""
    with suppress(OSError):
        sys.stderr.write(f"{_bearable(as_typed(text))}\n")
        sys.stderr.flush()


def _bearable(text: str) -> str:
    """Give a text of which nothing moves the cursor or turns the writing, whatever a file is called."""
    from kiosk.scenario.characters import printable  # noqa: PLC0415 - as above

    return printable(text)


def today() -> date:
    """Give the day as people in front of the machine count it."""
    from datetime import date  # noqa: PLC0415 - as above

    return date.today()  # noqa: DTZ011 (local on purpose)


def library(paths: list[Path], cache: Path | None = None) -> Library:
    """Read and check the stories under some paths, the shipped ones where none is given.

    With `cache`, the folder in which a kiosk keeps what it has read, they come from there where they can.
    """
    # What only restarts the kiosk takes the size of a screen from here, and needs no story.
    from kiosk.authoring.story_workbooks import read_workbook  # noqa: PLC0415
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415
    from kiosk.scenario.reading.library_cache import open_library  # noqa: PLC0415
    from kiosk.scenario.reading.text import COMMAND_CAP  # noqa: PLC0415
    from kiosk.segmenter import shipped_segmenter  # noqa: PLC0415

    own = shipped("scenarios")
    pictures = shipped_pictures(shipped("assets"))
    return open_library(
        paths or [own],
        own / "catalogue",
        today(),
        cache,
        cap=COMMAND_CAP,
        pictures=pictures,
        workbooks=read_workbook,
        # Nothing is laid out by them here; but what a kiosk has kept has them, and it is for the kiosk, too.
        words=shipped_segmenter() if cache else None,
    )


def playing(paths: list[Path], live: LiveSet | None, data: Path) -> Library:
    """Give the stories under some paths, with those of a live set that plays beside them.

    Where no paths are given it is what plays on the machine of this data directory: its kiosk has read it.
    """
    from kiosk.packs.brought import with_brought  # noqa: PLC0415 - as above

    cache = None if paths else data / "cache"
    found = library(paths, cache)
    return found if live is None else with_brought(found, library([live.stories], cache), live)


def add_data(parser: ArgumentParser) -> None:
    """Let a command be told the data directory."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="数据文件夹")


def add_scenarios(parser: ArgumentParser) -> None:
    """Let a command be told folders of stories."""
    parser.add_argument(
        "--scenarios", type=Path, action="append", default=[], metavar="DIR", help="剧本文件夹"
    )


def add_json(parser: ArgumentParser) -> None:
    """Let a command answer in JSON."""
    parser.add_argument("--json", action="store_true", help="输出给程序读的 JSON")


def pattern(text: str) -> re.Pattern[str] | None:
    """Give a regular expression; None, after saying so, where the text is none."""
    try:
        return re.compile(text)
    except re.error as error:
        at = "" if error.pos is None else f"，第 {error.pos + 1} 个字符不对"
        complain(f"“{text}”不是正则表达式{at}。请改一改，或者不写这一项。")
        return None


def size(text: str) -> tuple[int, int]:
    """Read WIDTHxHEIGHT in pixels."""
    match = re.fullmatch(r"([1-9][0-9]{2,4})[xX×*]([1-9][0-9]{2,4})", text)
    if match is None:
        raise ArgumentTypeError(f"“{text}”不是尺寸，要写成 1280x720 这样")
    return int(match[1]), int(match[2])
