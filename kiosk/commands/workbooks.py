"""What `kiosk new` does with workbooks: writes them, and turns them into scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import complain, library, say
from kiosk.paths import shipped
from kiosk.scenario.problems import has_errors

if TYPE_CHECKING:
    from kiosk.authoring.workbook import Names

_PICTURES = (".png", ".jpg", ".jpeg", ".svg")


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
    if not _write(file, data):
        return 1
    say(f"写好了：{file}（先看“先看这里”这张表）")
    say(f"填完变成剧本：kiosk new {file.stem} --from {file}")
    return 0


def write_story(file: Path, source: Path) -> int:
    """Turn a workbook into a scenario file, telling all problems; one with errors isn't written."""
    from kiosk.authoring.cells import LARGEST_FILE  # noqa: PLC0415 - wanted here alone
    from kiosk.authoring.convert import convert  # noqa: PLC0415 - brings YAML

    try:
        with source.open("rb") as workbook:
            data = workbook.read(LARGEST_FILE + 1)
    except OSError as error:
        complain(f"{source} 打不开（{error.strerror}）。检查文件名；正在 WPS 里打开的，先关掉。")
        return 1
    names = _names()
    made = convert(
        data,
        source.name,
        catalogue=names.catalogue,
        pictures=names.pictures,
        own_pictures=_pictures_beside(file),
    )
    for problem in made.problems:
        say(problem.text())
    if made.scenario is None or has_errors(made.problems):
        errors = sum(problem.severity.en == "error" for problem in made.problems)
        complain(f"有 {errors} 个错误，没有写 {file}。改好工作簿，存盘，再运行一次。")
        return 1
    if not _write(file, made.text.encode()):
        return 1
    say(f"写好了：{file}　指纹 {made.fingerprint}")
    say(f"再查一查画面和读音：kiosk check {file}")
    say(f"看一看：kiosk storyboard {file} -o {file.stem}.html")
    return 0


def _names() -> Names:
    from kiosk.authoring.workbook import Names  # noqa: PLC0415 - brings openpyxl
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 - brings YAML
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415 - only here

    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    return Names(catalogue, shipped_pictures(shipped("assets")))


def _pictures_beside(file: Path) -> dict[str, Path]:
    """Give the pictures of the folder the story will lie in."""
    try:
        inside = list(file.absolute().parent.iterdir())
    except OSError:
        return {}
    return {path.name: path for path in inside if path.suffix.lower() in _PICTURES}


def _write(file: Path, data: bytes) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as out:
            out.write(data)
    except OSError as error:
        complain(f"{file} 写不进去（{error.strerror}）。请换一个文件夹。")
        return False
    return True
