"""`kiosk new`: a first story to copy."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.common import complain, say
from kiosk.paths import shipped

_ENDINGS = (".yaml", ".yml")
_NOT_IN_FILE_NAMES = re.compile(r'[:*?"<>|\x00-\x1f]|[. ]$')


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("name", metavar="NAME", help="剧本的名字，例如 医保卡停用，可以带文件夹")


def run(asked: Namespace) -> int:
    """Write a first story; 1 where a file of that name is there already or can't be written."""
    return new_story(asked.name)


def new_story(name: str) -> int:
    """Write a first story as YAML, and the schema beside it that helps an editor; give exit code."""
    from kiosk.scenario.first_story import first_story  # noqa: PLC0415 (only this command needs it)
    from kiosk.scenario.schema import NAME  # noqa: PLC0415 (the same)

    file = Path(name if name.lower().endswith(_ENDINGS) else f"{name}.yaml")
    if (
        not Path(name).name.strip(" .")
        or file.stem.startswith(".")
        or _NOT_IN_FILE_NAMES.search(file.stem)
    ):
        complain(f"“{name}”不能做文件名。请换一个名字，例如 医保卡停用。")
        return 1
    if file.exists():
        complain(f"{file} 已经有了，没有改动它。请换一个名字。")
        return 1
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as story:
            story.write(first_story(file.stem))
        beside = file.with_name(NAME)
        beside.write_text(_schema(), encoding="utf-8", newline="\n")
    except OSError as error:
        complain(f"{file} 写不进去（{error.strerror}）。请换一个文件夹。")
        return 1
    say(f"写好了：{file}（照着它改）")
    say(f"　　　　{beside}（用 VS Code 写时会自动提示，可以删掉）")
    say(f"改完检查：kiosk check {file}")
    return 0


def _schema() -> str:
    from kiosk.scenario.catalogue_files import load_catalogue  # noqa: PLC0415 (brings YAML)
    from kiosk.scenario.library import shipped_pictures  # noqa: PLC0415 (only this needs it)
    from kiosk.scenario.schema import schema  # noqa: PLC0415 (the same)

    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    made = schema(catalogue, shipped_pictures(shipped("assets")))
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
