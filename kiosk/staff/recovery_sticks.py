"""Recovery files on sticks: looked for, and written."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.staff.pin import PinStore
from kiosk.staff.recovery import LARGEST, Recovery, as_file, file_name
from kiosk.storage import read_file, write_whole

log = logging.getLogger(__name__)

MOST_FILES = 500
"""Names in a stick's first folder that are looked at: those of text files are read."""
ENDING = ".txt"


class RecoverySticks:
    """Finds and writes recovery files; all of it may take as long as a stick does: pages use a task."""

    def __init__(
        self, pin: PinStore, sticks: Callable[[], Iterable[Path]], drop: Path | None = None
    ) -> None:
        """Take the PIN they are for, and what gives the folders of the sticks that are in.

        `drop` is a folder of this machine in which a file may lie as on a stick: who can put one there
        has the machine's account. None is written there.
        """
        self._pin, self._sticks, self._drop = pin, sticks, drop

    def find(self) -> Recovery:
        """Give the file that opens this machine; RefusedError says why there is none."""
        dropped = (self._drop,) if self._drop is not None and self._drop.is_dir() else ()
        folders = (*self._sticks(), *dropped)
        if not folders:
            raise RefusedError("没有找到 U 盘。请插好，等几秒钟再按一次。")
        return self._pin.choose_recovery(_texts(folders))

    def write(self, site: str, today: date | None = None) -> str:
        """Write a new one to the stick that is in, and give its name; those before are void then."""
        folders = tuple(self._sticks())
        if not folders:
            raise RefusedError("没有找到 U 盘。请插好，等几秒钟再按一次。")
        if len(folders) > 1:
            raise RefusedError(f"插着 {len(folders)} 个 U 盘。请只留一个，再按一次。")
        day = today or date.today()  # noqa: DTZ011 (the day as people in front of the machine count it)
        return self._pin.make_recovery(day, lambda made: save(made, site, folders[0])).name


def save(made: Recovery, site: str, folder: Path) -> Path:
    """Write a recovery file into a folder, over nothing, and give it; RefusedError where that fails."""
    name = Path(file_name(site, made.day))
    names = (name.name, *(f"{name.stem}-{n}{name.suffix}" for n in islice(count(2), 98)))
    try:
        path = next((folder / one for one in names if not (folder / one).exists()), None)
        if path is None:
            raise RefusedError("U 盘里的找回文件太多了，请删去作废的，再按一次。")
        data = as_file(made, site)
        write_whole(path, data, durable=True)
        if read_file(path) != data:
            raise RefusedError("找回文件写到 U 盘上以后读出来不一样，U 盘可能坏了，请换一个。")
    except OSError as error:
        raise RefusedError(f"找回文件没有写成：{reason_of(error)}。请换一个 U 盘再试。") from error
    return path


def _texts(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Give small text files that lie in folders, with their names, the newest first."""
    found: list[tuple[float, Path]] = []
    for folder in folders:
        try:
            for path in filter(_is_text, islice(folder.iterdir(), MOST_FILES)):
                found.append((path.stat().st_mtime, path))  # noqa: PERF401 (each may fail)
        except OSError as error:
            log.warning("U 盘读不出来：%s", reason_of(error))
    for _, path in sorted(found, reverse=True):
        try:
            data = read_file(path, LARGEST)
        except OSError as error:
            log.warning("U 盘上的 %s 读不出来：%s", path.name, reason_of(error))
            continue
        yield path.name, data


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == ENDING and path.is_file() and not path.is_symlink()
