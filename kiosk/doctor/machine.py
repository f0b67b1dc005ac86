"""Looks at the machine: Python, pygame, fonts, disk, screen, sound, clock."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import BUILT, LIFETIME
from kiosk.doctor.diagnosis import Diagnosis, Health, Installation
from kiosk.os_errors import reason_of
from kiosk.paths import PACKAGE, settings_file
from kiosk.process import version_of
from kiosk.settings_file import load
from kiosk.ui.text.font_files import is_whole
from kiosk.ui.text.font_sums import SUMS
from kiosk.voice.clip_row import RATE

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
LITTLE_SPACE, TOO_LITTLE_SPACE = 500_000_000, 50_000_000
"""Bytes: below the first staff are told, below the second nothing can be kept."""

CM_PER_INCH = 2.54
FAR_OFF = 1.25
"""Times what the display reports from which a diagonal was measured or typed wrong."""

SMALLEST_SCREEN = (1366, 768)
FIRST_DAY, LAST_DAY = BUILT.date(), (BUILT + LIFETIME).date()
"""A clock outside of these has lost its battery."""

ZONES = timedelta(days=1)
"""A file may have been made where it was tomorrow already."""

DEVICE_DEADLINE = 20.0
"""Seconds for a driver to answer; one that hangs must not hang the doctor."""

_ASK_SCREEN = """
import json, pygame
pygame.display.init()
info = pygame.display.Info()
print(json.dumps([pygame.display.get_driver(), info.current_w, info.current_h]))
"""
_ASK_SOUND = f"""
import json, pygame
pygame.mixer.init({RATE}, -16, 1, 512)
print(json.dumps(pygame.mixer.get_init()))
"""


def python(_installation: Installation) -> Iterator[Diagnosis]:
    """Look at the version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        advice = "请安装 Python 3.11 到 3.14。"
        yield Diagnosis("python", "Python", Health.ERROR, f"{version}，太旧", advice)
    elif sys.version_info[:2] > NEWEST_PYTHON:
        advice = "如果出现问题，请改用 Python 3.11 到 3.14。"
        yield Diagnosis("python", "Python", Health.NOTICE, f"{version}，没有试过这么新的", advice)
    else:
        yield Diagnosis("python", "Python", Health.OK, version)


def pygame(_installation: Installation) -> Iterator[Diagnosis]:
    """Look whether there is one pygame, and only one."""
    there = {name: version for name in ("pygame", "pygame-ce") if (version := version_of(name))}
    if len(there) == 1:
        name, version = next(iter(there.items()))
        yield Diagnosis("pygame", "画面库", Health.OK, f"{name} {version}")
    elif there:
        message = "pygame 和 pygame-ce 同时装着，会互相覆盖"
        advice = "请删掉 .venv 文件夹，重新运行 scripts/run。"
        yield Diagnosis("pygame", "画面库", Health.ERROR, message, advice)
    else:
        advice = "请用 scripts/run 启动，它会自动安装。"
        yield Diagnosis("pygame", "画面库", Health.ERROR, "没有安装 pygame", advice)


def needless(_installation: Installation) -> Iterator[Diagnosis]:
    """Look for packages that make the start slow."""
    found = [n for n in ("numpy", "setuptools", "pkg_resources") if importlib.util.find_spec(n)]
    if found:
        message = f"装着用不到的 {'、'.join(found)}，启动会变慢"
        advice = "请用 scripts/run 启动，它有自己的环境。"
        yield Diagnosis("needless", "启动速度", Health.NOTICE, message, advice)
    else:
        yield Diagnosis("needless", "启动速度", Health.OK, "没有多余的组件")


def fonts(installation: Installation) -> Iterator[Diagnosis]:
    """Compare the fonts with the hashes they were shipped with."""
    folder = installation.assets / "fonts"
    advice = "请重新复制整个程序。现在用别的字体代替，有的字显示不出来。"
    broken = [name for name in SUMS if not is_whole(folder / name)]
    if broken:
        message = f"{folder} 里缺少或损坏：{'、'.join(broken)}"
        yield Diagnosis("fonts", "字体", Health.ERROR, message, advice)
    else:
        yield Diagnosis("fonts", "字体", Health.OK, f"{len(SUMS)} 个文件完好")


def data(installation: Installation) -> Iterator[Diagnosis]:
    """Look whether the data directory can be written and has room."""
    try:
        try_writing(installation.data)
        free = free_space(installation.data)
    except OSError as error:
        message = f"{installation.data} 写不进去（{reason_of(error)}）"
        advice = "请检查权限和剩余空间，或用 --data 换一个文件夹。现在什么都记录不下来。"
        yield Diagnosis("data", "数据文件夹", Health.ERROR, message, advice)
        return
    room = f"{installation.data}，剩余 {free / 1e9:.1f} GB"
    if free < LITTLE_SPACE:
        health = Health.ERROR if free < TOO_LITTLE_SPACE else Health.NOTICE
        yield Diagnosis("data", "数据文件夹", health, room, "空间不多了，请清理磁盘。")
    else:
        yield Diagnosis("data", "数据文件夹", Health.OK, room)


def try_writing(folder: Path) -> None:
    """Write something where a folder lies, and leave nothing behind; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x" * 4096)


def free_space(folder: Path) -> int:
    """Give the bytes that are free where a folder lies; OSError where that can't be told."""
    return shutil.disk_usage(folder).free


def screen(installation: Installation) -> Iterator[Diagnosis]:
    """Look whether a screen can be reached, and how large it is."""
    shown = installation.shown
    answer: list[Any] | None = ["", *shown] if shown else _ask(_ASK_SCREEN)
    if answer is None or answer[0] in {"dummy", "offscreen"}:
        advice = "请在接着显示器的桌面里运行；远程登录时看到这一条是正常的。"
        yield Diagnosis("screen", "屏幕", Health.NOTICE, "连不上屏幕", advice)
        return
    driver, width, height = answer
    size = f"{width}×{height}（{driver}）" if driver else f"{width}×{height}"
    if max(width, height) < SMALLEST_SCREEN[0] or min(width, height) < SMALLEST_SCREEN[1]:
        advice = "请把分辨率设到 1366×768 以上，字才够大。"
        yield Diagnosis("screen", "屏幕", Health.NOTICE, f"{size}，太小", advice)
    else:
        yield Diagnosis("screen", "屏幕", Health.OK, size)


def diagonal(installation: Installation) -> Iterator[Diagnosis]:
    """Tell how large the screen is taken to be, and who says so: sizes of letters follow from it."""
    # it brings the theme along
    from kiosk.engine.display_size import diagonal_inches  # noqa: PLC0415
    from kiosk.ui.theme import assumed_diagonal  # noqa: PLC0415

    set_here = load(settings_file(installation.data))[0].diagonal_inches
    reported = diagonal_inches()
    subject, advice = "屏幕大小", "请在设置里写“屏幕对角线”，例如 55，或者 140厘米。字的大小靠它。"
    if set_here:
        yield Diagnosis("diagonal", subject, Health.OK, f"{_inches(set_here)}，设置里写的")
        if reported and not 1 / FAR_OFF < set_here / reported < FAR_OFF:
            message = f"显示器自己报告 {_inches(reported)}，和设置里写的差得多"
            advice = "请量一量对角线；设置里的“屏幕对角线”单位是英寸，也可以写厘米。"
            yield Diagnosis("diagonal", subject, Health.NOTICE, message, advice)
    elif reported:
        yield Diagnosis("diagonal", subject, Health.OK, f"{_inches(reported)}，显示器报告的")
    else:
        answer = None if installation.shown else _ask(_ASK_SCREEN)
        size = installation.shown or ((int(answer[1]), int(answer[2])) if answer else (1920, 1080))
        message = f"显示器没有报告，按 {_inches(assumed_diagonal(*size))}算"
        yield Diagnosis("diagonal", subject, Health.NOTICE, message, advice)


def _inches(inches: float) -> str:
    return f"{inches:.4g} 英寸（{inches * CM_PER_INCH:.0f} 厘米）"


def sound(_installation: Installation) -> Iterator[Diagnosis]:
    """Look whether a sound device opens."""
    advice = "请接上音箱并设为默认设备。没有声音时字幕照常走。"
    if os.environ.get("SDL_AUDIODRIVER") in {"dummy", "disk"}:
        message = "SDL_AUDIODRIVER 关掉了声音"
        yield Diagnosis("sound", "声音", Health.NOTICE, message, "请去掉这个环境变量。")
    elif _ask(_ASK_SOUND) is None:
        yield Diagnosis("sound", "声音", Health.NOTICE, "没有可以用的声音设备", advice)
    else:
        yield Diagnosis("sound", "声音", Health.OK, "声音设备可以打开")


def clock(installation: Installation) -> Iterator[Diagnosis]:
    """Look whether the clock's day can be right: no earlier than the program, nor than what was counted."""
    today = installation.today
    day = today.isoformat()
    newest, counted = newest_of_program(), _last_counted(installation.data)
    if not FIRST_DAY <= today <= LAST_DAY:
        wrong = f"{day} 不像是今天"
    elif today < newest - ZONES:
        wrong = f"{day} 比程序里最新的文件（{newest}）还早"
    elif counted is not None and today < counted:
        wrong = f"{day} 比上一次有人玩的日子（{counted}）还早"
    else:
        yield Diagnosis("clock", "日期", Health.OK, day)
        return
    advice = "请把系统日期调准；记录和营业时间都靠它。多半是主板电池没电了。"
    yield Diagnosis("clock", "日期", Health.NOTICE, wrong, advice)


def newest_of_program() -> date:
    """Give the day of the program's newest file; FIRST_DAY where none can be told."""
    times = [FIRST_DAY]
    for path in PACKAGE.rglob("*.py"):
        with suppress(OSError, ValueError, OverflowError):
            times.append(date.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ012 (a day, as people count)
    return max(times)


def _last_counted(data_dir: Path) -> date | None:
    """Give the last day of which the journal has anything."""
    from kiosk.records.journal_file import last_day  # noqa: PLC0415 (SQLite, when somebody asks)

    return last_day(data_dir)


def _ask(program: str) -> list[Any] | None:
    """Give what a program prints, run in a process of its own; None where it fails or hangs.

    A driver can hang or take the whole process down: not this one.
    """
    env = dict(os.environ, PYGAME_HIDE_SUPPORT_PROMPT="1")
    try:
        done = subprocess.run(  # noqa: S603  our own Python, our own text
            [sys.executable, "-P", "-c", program],
            env=env,
            capture_output=True,
            timeout=DEVICE_DEADLINE,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return answer if isinstance(answer, list) else None
