"""`kiosk load`: what staff's page does with a stick, from a terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.common import (
    add_data,
    add_json,
    add_scenarios,
    complain,
    playing,
    say,
    say_json,
    say_line,
    today,
)
from kiosk.paths import RefusedError, data_dir, settings_file, shipped
from kiosk.process import prepare_pygame
from kiosk.settings_file import load as load_settings

if TYPE_CHECKING:
    from kiosk.packs.imported import Candidate, Import, Progress
    from kiosk.packs.live_sets import LiveSet, LiveSets
    from kiosk.scenario.reading.library import Library
    from kiosk.words import Words

MOST_CHANGES = 6
"""Changes told of one story."""
YES = frozenset(["y", "yes", "是", "好", "要", "换", "换上", "1"])


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="U 盘、文件夹、压缩包或剧本文件；不写就是插着的 U 盘和数据文件夹里的“剧本”",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--yes", action="store_true", help="不再问，检查好就换上")
    what.add_argument("--check", action="store_true", help="只检查，不换上")
    what.add_argument("--back", action="store_true", help="换回上一套")
    what.add_argument("--shipped", action="store_true", help="只播放自带的剧本")
    what.add_argument("--steps", action="store_true", help="只检查，一步一步说给程序听")
    parser.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="FILE",
        help="同一个编号有几个文件时用哪一个；不写就用最新的",
    )
    parser.add_argument("--fast", action="store_true", help="只查文字，不看画面、字体和读音")
    parser.add_argument("--silent", action="store_true", help="换上以后不提前准备语音")
    add_scenarios(parser)
    add_data(parser)
    add_json(parser)


def run(asked: Namespace) -> int:
    """Check what lies under some paths, and make the good of it live; 1 where something is refused."""
    from kiosk.packs.live_sets import LiveSets  # noqa: PLC0415 (as every command brings its own)

    prepare_pygame()
    sets = LiveSets(data_dir(asked.data))
    if asked.back or asked.shipped:
        return _other(asked, sets)
    if asked.steps:
        return _steps(asked, sets)
    found = _found(asked, sets)
    if not found:
        complain("没有插着 U 盘，“剧本”文件夹里也没有文件。请插上 U 盘，或者写出文件夹。")
        return 1
    teller = partial(_show, _words(asked))
    imported = _staged(asked, sets, found, teller)
    taken = _taken(asked, imported)
    if taken is None:
        sets.forget(imported)
        return 2
    if not asked.json:
        _tell(asked, imported, taken)
    live = _made_live(asked, sets, imported, taken)
    if asked.json:
        say_json(as_json(imported, taken, live))
    elif live is not None and not asked.silent:
        _speak_ahead(asked)
    return 1 if any(not one.playable for one in imported.candidates) else 0


def _words(asked: Namespace) -> Words:
    from kiosk.staff.desk import staff_words  # noqa: PLC0415 (as above)

    settings, _ = load_settings(settings_file(data_dir(asked.data)))
    return staff_words(settings.language)


def _other(asked: Namespace, sets: LiveSets) -> int:
    """Make live what was before, or what comes with the program."""
    if asked.shipped:
        sets.play_shipped()
        done, text = True, "换好了：只播放自带的剧本。要换回来，运行 kiosk load --back。"
    else:
        done = sets.bring_back()
        text = "换回了上一套。" if done else "没有上一套可以换回。"
    live = sets.current()
    if asked.json:
        say_json({"format": 1, "done": done, "live": live_json(live)})
    else:
        say(f"{text}现在播放：{_playing(live)}。" if done else text)
    return 0 if done else 1


def _playing(live: LiveSet | None) -> str:
    if live is None:
        return "自带的剧本"
    return f"自带的剧本，加上导入的 {len(live.held)} 个（指纹 {live.fingerprint}）"


def _found(asked: Namespace, sets: LiveSets) -> list[Path]:
    """Give the paths that were named, else the sticks that are plugged in and the folder for files."""
    if asked.paths:
        return [path.absolute() for path in asked.paths]
    from kiosk.packs.sticks import Sticks  # noqa: PLC0415 (as above)

    sticks = Sticks(sets.data)
    sticks.ask()
    sticks.looked(10)
    return [stick.path for stick in sticks.ask()]


# Checking -----------------------------------------------------------------------------------------


def _staged(asked: Namespace, sets: LiveSets, found: Sequence[Path], progress: Progress) -> Import:
    from kiosk.authoring.story_workbooks import read_workbook  # noqa: PLC0415 (as above)
    from kiosk.commands.check import review  # noqa: PLC0415 (as above)
    from kiosk.packs.importing import stage  # noqa: PLC0415 (as above)
    from kiosk.packs.signing import Demand  # noqa: PLC0415 (as above)
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415 (as above)

    settings, _ = load_settings(settings_file(sets.data))
    live = None if asked.scenarios else sets.current()

    def reviewed(brought: Library) -> Library:
        seen = [0]

        def each(_name: str) -> None:
            seen[0] += 1
            progress("reviewing", seen[0], len(brought.loaded))

        # What the review finds in stories that can't be read anyway says nothing new.
        return brought if asked.fast else review(brought, sets.data, each).library

    return stage(
        sets,
        found,
        playing(asked.scenarios, live, sets.data),
        review=reviewed,
        progress=progress,
        pictures=shipped_pictures(shipped("assets")),
        workbooks=read_workbook,
        today=today(),
        demand=Demand(settings.signature_required, settings.signature_keys),
        name="、".join(path.name or str(path) for path in found),
    )


def _steps(asked: Namespace, sets: LiveSets) -> int:
    """Check, and write each step as a line of JSON, what came of it as the last."""

    def tell(doing: str, done: int, total: int) -> None:
        say_line({"doing": doing, "done": done, "all": total})

    try:
        imported = _staged(asked, sets, _found(asked, sets), tell)
    except RefusedError as error:
        say_line({"refused": str(error)})
        return 1
    say_line({"import": imported.to_plain()})
    return 0


def _taken(asked: Namespace, imported: Import) -> tuple[int, ...] | None:
    """Give what is to be made live; None, after saying so, where a file was named that isn't there."""
    names = {one.shown: number for number, one in enumerate(imported.candidates) if one.playable}
    wrong = [name for name in asked.take if name not in names]
    if wrong:
        complain(f"没有能播放的“{wrong[0]}”。请照上面列出的文件名写。")
        return None
    return imported.chosen([names[name] for name in asked.take])


# Telling ------------------------------------------------------------------------------------------


def _show(words: Words, doing: str, done: int, total: int) -> None:
    """Say how far it is to a person who waits."""
    from kiosk.staff import told  # noqa: PLC0415 (as above)

    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{told.doing(words, doing, done, total)}")
        sys.stderr.flush()


def _tell(asked: Namespace, imported: Import, taken: Sequence[int]) -> None:
    from kiosk.staff import told  # noqa: PLC0415 (as above)

    words = _words(asked)
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    for number, one in enumerate(imported.candidates):
        title = f"：{one.title}" if one.title else ""
        say(f"{told.state(words, one)}　{one.shown}{title}（{told.note(words, one)}）")
        for text in filter(None, (told.twin(words, imported, number, taken),)):
            say(f"    {text}")
        for text in told.changes(words, one, MOST_CHANGES):
            say(f"    {text}")
        for problem in one.problems:
            say(problem.text())
    if imported.signed:
        say(f"签过名，公钥 {imported.signed}…")
    for text in told.brings(words, imported):
        say(f"还有　{text}")
    for problem in imported.told:
        say(problem.text())
    rest = told.ignored(words, imported)
    if rest:
        say(rest)


def _made_live(
    asked: Namespace, sets: LiveSets, imported: Import, taken: Sequence[int]
) -> LiveSet | None:
    """Make it live where there is something to take and staff want it."""
    what = f"{len(taken)} 个剧本" if taken else "这些"
    refusal = ""
    if not taken and not imported.brings_more:
        refusal = "没有可以换上的。"
    elif asked.check or not (asked.yes or (not asked.json and sys.stdin.isatty())):
        refusal = "这次只检查，没有换上。" if asked.check else "没有换上。要换上，再加 --yes。"
    elif not asked.yes and input(f"换上 {what}吗？（是/否）").strip().casefold() not in YES:
        refusal = "没有换上。"
    if refusal:
        sets.forget(imported)
        if not asked.json:
            say(refusal)
        return None
    live = sets.make_live(imported, taken)
    if not asked.json:
        say(f"换上了 {what}。现在播放：{_playing(live)}。机器开着的话，下一次回到待机时换上。")
        say("要换回来，运行 kiosk load --back。")
    return live


def _speak_ahead(asked: Namespace) -> None:
    """Make all that is said ahead; a machine without a voice has captions."""
    from kiosk.commands import voice  # noqa: PLC0415 (as above)
    from kiosk.commands.parser import Parser  # noqa: PLC0415 (as above)

    parser = Parser(prog="kiosk voice")
    voice.arguments(parser)
    given = ["prepare", *(["--data", str(asked.data)] if asked.data else [])]
    say("正在提前准备语音……")
    voice.run(parser.parse_args(given))


# For programs -------------------------------------------------------------------------------------


def as_json(imported: Import, taken: Sequence[int], live: LiveSet | None) -> dict[str, Any]:
    """Give all that was found and done, as docs/commands.md has it."""
    return {
        "format": 1,
        "source": imported.source,
        "stories": [
            _story_json(one, taken=number in taken)
            for number, one in enumerate(imported.candidates)
        ],
        "recordings": imported.recordings,
        "signed": imported.signed,
        "slogans": [one.text for one in imported.slogans],
        "parts": sorted(imported.parts),
        "ignored": list(imported.ignored),
        "problems": [problem.as_json() for problem in imported.told],
        "live": live_json(live),
    }


def _story_json(one: Candidate, *, taken: bool) -> dict[str, Any]:
    return {
        "file": one.shown,
        "standing": one.standing.en,
        "taken": taken,
        "id": one.id or None,
        "title": one.title or None,
        "fingerprint": one.fingerprint,
        "approved": one.approved,
        "changes": one.change_count,
        "problems": [problem.as_json() for problem in one.problems],
    }


def live_json(live: LiveSet | None) -> dict[str, Any] | None:
    """Give the live set, None for the shipped stories alone."""
    if live is None:
        return None
    stories = [{"id": one.id, "title": one.title, "approved": one.approved} for one in live.held]
    return {"folder": str(live.folder), "fingerprint": live.fingerprint, "stories": stories}
