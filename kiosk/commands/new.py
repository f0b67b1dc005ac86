"""`kiosk new`: a first story to copy, as a scenario file or as a workbook, and a workbook turned into one."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.called import as_typed, quoted
from kiosk.commands.common import complain, library, say
from kiosk.outputs import (
    Kind,
    OutputRefusedError,
    Standing,
    check_output,
    in_json,
    in_yaml,
    standing,
    write_output,
)
from kiosk.paths import shipped
from kiosk.patterns import pattern
from kiosk.scenario.problems import has_errors

if TYPE_CHECKING:
    from kiosk.authoring.workbook import Names
    from kiosk.scenario.reading.files import StoryFile

NAMELESS = "新剧本"
"""What a workbook is called by which nobody gave a name."""

_ENDINGS = (".yaml", ".yml")
_TABLE = ".xlsx"
_NOT_IN_FILE_NAMES = pattern(
    r'[:*?"<>|\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)', re.IGNORECASE
)
"""What Windows takes in no file's name; stories are carried to it on sticks."""

SCHEMA = Kind("schema", in_json)
MADE_FROM_WORKBOOK = Kind("story", in_yaml)


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="剧本的名字，例如 医保卡停用，可以带文件夹",
    )
    parser.add_argument(
        "--xlsx", action="store_true", help="写成用 WPS、Excel 填的工作簿；不写 NAME 就叫“新剧本”"
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="把填好的工作簿（.xlsx）变成剧本；加 --xlsx 时，把已有的剧本（.yaml）变成工作簿",
    )


def run(asked: Namespace) -> int:
    """Write a first story; 1 where a file of that name is there already or can't be written."""
    source: Path | None = asked.source
    name: str | None = asked.name
    if name is None and source is not None:
        name = source.stem
    if asked.xlsx:
        file = story_file(NAMELESS if name is None else name, (_TABLE,))
        return 1 if file is None else write_workbook(file, source)
    if name is None:
        complain("还缺少 NAME：给剧本起个名字，例如 kiosk new 医保卡停用。")
        return 2
    if source is not None and name.lower().endswith(_TABLE):
        name = name[: -len(_TABLE)]
    file = story_file(name, _ENDINGS, MADE_FROM_WORKBOOK if source else None)
    if file is None:
        return 1
    return write_story(file, source) if source else new_story(file)


def story_file(name: str, endings: tuple[str, ...], kind: Kind | None = None) -> Path | None:
    """Give the file a name stands for, None where there can't be one.

    Raises OutputRefusedError where there is one already that isn't of a kind written by the program.
    """
    file = Path(name if name.lower().endswith(endings) else f"{name}{endings[0]}")
    if (
        not Path(name).name.strip(" .")
        or file.stem.startswith(".")
        or _NOT_IN_FILE_NAMES.search(file.stem)
    ):
        complain(f"“{name}”不能做文件名。请换一个名字，例如 医保卡停用。")
        return None
    with suppress(OSError):  # told below, as of every file
        if kind is not None and standing(file, kind) is Standing.CHANGED:
            raise OutputRefusedError(
                f"{file} 从工作簿变成剧本以后，有人直接改过它，没有换掉。"
                f"改的还要：写回工作簿，把 {file.name} 移走，再来一次；或者换一个名字。"
            )
    check_output(file, kind)
    return file


def new_story(file: Path) -> int:
    """Write a first story as YAML, and the schema beside it that helps an editor; give exit code."""
    from kiosk.scenario.first_story import first_story  # noqa: PLC0415 (only this command needs it)
    from kiosk.scenario.json_schema import NAME  # noqa: PLC0415 (the same)

    write_output(file, as_typed(first_story(file.stem)).encode(), None)
    say(f"写好了：{file}（照着它改）")
    beside = file.with_name(NAME)
    try:
        write_output(beside, _schema().encode(), SCHEMA)
        say(f"　　　　{beside}（用 VS Code 写时会自动提示，可以删掉）")
    except OutputRefusedError as error:
        say(f"编辑器用的提示文件没有写：{error}")
    say(f"改完检查：kiosk check {quoted(file)}")
    return 0


def write_workbook(file: Path, source: Path | None) -> int:
    """Write a workbook, empty or holding the story of a scenario file; give the exit code."""
    from kiosk.authoring.workbook import workbook  # noqa: PLC0415 - brings openpyxl
    from kiosk.scenario.first_story import first_story  # noqa: PLC0415 - only here
    from kiosk.scenario.reading.reader import read_story  # noqa: PLC0415 - brings YAML

    story = None
    if source is not None:
        found = library([source])
        story = next(iter(found.scenarios), None)
        if story is None:
            for problem in found.all_problems:
                complain(problem.text())
            complain(f"{source} 还不能播放，先改好上面的错误，再变成工作簿。")
            return 1
    example = read_story(first_story("例子").encode(), "例子").scenario
    data = workbook(_names(), story, example)
    write_output(file, data, None)
    say(f"写好了：{file}（先看“先看这里”这张表）")
    say(f"填完变成剧本：kiosk new {quoted(file.stem)} --from {quoted(file)}")
    return 0


def write_story(file: Path, source: Path) -> int:
    """Turn a workbook into a scenario file, telling all problems; one with errors isn't written."""
    from kiosk.authoring.convert import convert  # noqa: PLC0415 - brings YAML
    from kiosk.scenario.reading.files import pictures_in  # noqa: PLC0415 - only here

    workbook = _read(source)
    if workbook is None:
        return 1
    names = _names()
    made = convert(
        workbook.data,
        source.name,
        catalogue=names.catalogue,
        pictures=names.pictures,
        own_pictures={one.path.name: one.path for one in pictures_in(file.absolute().parent)},
    )
    for problem in made.problems:
        say(problem.text())
    if made.scenario is None or has_errors(made.problems):
        errors = sum(problem.severity.en == "error" for problem in made.problems)
        still = f"{file} 还是上一次的" if file.exists() else f"没有写 {file}"
        complain(f"有 {errors} 个错误，{still}。改好工作簿，存盘，再运行一次。")
        return 1
    again = file.exists()
    write_output(file, made.text.encode(), MADE_FROM_WORKBOOK, inputs=[source])
    say(f"{'重新写好了' if again else '写好了'}：{file}　指纹 {made.fingerprint}")
    say(f"再查一查画面和读音：kiosk check {quoted(file)}")
    say(f"看一看：kiosk storyboard {quoted(file)} -o {quoted(file.stem)}.html")
    return 0


def _read(source: Path) -> StoryFile | None:
    """Give a workbook's bytes; None, after saying so, where there are none."""
    from kiosk.scenario.reading.files import gather  # noqa: PLC0415 - wanted here alone

    if source.is_dir():
        complain(f"{source} 是文件夹。请写工作簿的文件名，例如 {source / '我的剧本.xlsx'}。")
        return None
    (file,) = gather([source]).files
    if file.problem is not None:
        told = file.problem
        complain(
            f"{source} 打不开：{told.message}。{told.advice}。正在 WPS 里打开的，先存盘、关掉。"
        )
        return None
    if source.name.lower().endswith(_ENDINGS) and not file.is_workbook:
        complain(
            f"{source} 是剧本文件，不是工作簿。"
            f"要变成工作簿，加上 --xlsx：kiosk new {quoted(source.stem)} --xlsx --from {quoted(source)}"
        )
        return None
    return file


def _names() -> Names:
    from kiosk.authoring.workbook import Names  # noqa: PLC0415 - brings openpyxl
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 - brings YAML
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415 - only here

    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    return Names(catalogue, shipped_pictures(shipped("assets")))


def _schema() -> str:
    from kiosk.scenario.json_schema import schema  # noqa: PLC0415 (the same)
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 (brings YAML)
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415 (only this needs it)

    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    made = schema(catalogue, shipped_pictures(shipped("assets")))
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
