"""Where things lie: what is shipped and never written, and what is written."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).resolve().parent

Shipped = Literal["scenarios", "assets"]
"""The two folders that come with the program."""

PROGRAM = "fanzha-kiosk"
"""Name of the data directory in the place the system has for such directories."""

SETTINGS_FILE = "settings.yaml"
PIN_FILE = "pin.json"


class RefusedError(Exception):
    """What a person asked for and can't have; the message says in Chinese why, and what to do."""


class NotShippedError(RefusedError):
    """A folder that belongs to the program is gone; the message says what to do."""


def shipped(name: Shipped) -> Path:
    """Give the program's own `scenarios` or `assets`, in a checkout and installed alike.

    Raises NotShippedError where the installation is incomplete.
    """
    for folder in (PACKAGE / "_shipped" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise NotShippedError(
        f"程序不完整：{PACKAGE.parent} 里没有“{name}”文件夹。请重新复制整个程序，或重新安装。"
    )


def data_dir(given: Path | None = None) -> Path:
    """Give the one directory everything is written under: the one given, else the system's.

    The path is absolute; the directory need not be there yet. RefusedError where it can't be told.
    """
    if given is not None:
        try:
            return given.expanduser().absolute()
        except RuntimeError as error:  # ~somebody who isn't known here
            raise RefusedError(f"{given} 说的那个用户，这台机器上没有。请写完整的路径。") from error
    import platformdirs  # noqa: PLC0415  not needed where the directory is given

    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False)).absolute()


def settings_file(data: Path) -> Path:
    """Give the settings file of a data directory."""
    return data / SETTINGS_FILE


def pin_file(data: Path) -> Path:
    """Give the file of a data directory that tells a right PIN from a wrong one; none without a PIN."""
    return data / PIN_FILE
