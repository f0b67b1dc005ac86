"""`kiosk pin`: the PIN of staff's pages, for whoever owns the machine's account."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import add_data, complain, say, today
from kiosk.outputs import write_output
from kiosk.paths import RefusedError, data_dir, settings_file

if TYPE_CHECKING:
    from kiosk.staff.pin import PinStore

SECONDS_A_MINUTE = 60


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--set", action="store_true", help="设一个新的 PIN，忘了旧的也可以")
    parser.add_argument(
        "--recovery", type=Path, metavar="OUT", help="做一份找回文件，写到 OUT，例如 U 盘上"
    )
    add_data(parser)


def run(asked: Namespace) -> int:
    """Set a PIN, make a recovery file, or say how both stand; 1 where it was refused."""
    from kiosk.staff.pin import PinStore  # noqa: PLC0415 (others of the commands do without)

    data = data_dir(asked.data)
    store = PinStore(data)
    if asked.set:
        store.set(_asked_twice())
        say("PIN 已设好，正在运行的机器马上就认新的。")
    if asked.recovery is not None:
        say(f"找回文件写好了：{_recovery(store, data, asked.recovery)}")
        say("请像钥匙一样收好：谁有这个文件，谁就能进工作人员页面。以前做的已经作废。")
    if not asked.set and asked.recovery is None:
        return _standing(store)
    return 0


def _standing(store: PinStore) -> int:
    """Say how things stand; 1 where nobody can come in."""
    from kiosk.staff.pin import Standing  # noqa: PLC0415 (as above)

    standing = store.standing()
    if standing is Standing.DAMAGED:
        complain("PIN 文件坏了，谁也进不去。请运行 kiosk pin --set，重新设一个。")
        return 1
    if standing is Standing.NONE:
        say("还没有 PIN。第一次进工作人员页面时会请人设一个；也可以运行 kiosk pin --set。")
        return 0
    say("PIN 已设好。")
    day = store.recovery_day()
    say(
        f"找回文件：{day} 做的。"
        if day
        else "找回文件：还没有，可以运行 kiosk pin --recovery OUT。"
    )
    left = store.locked_for()
    if left:
        minutes, seconds = divmod(round(left), SECONDS_A_MINUTE)
        say(
            f"因为输错太多次，还要等 {minutes} 分 {seconds} 秒；运行 kiosk pin --set 可以马上解除。"
        )
    return 0


def _asked_twice() -> str:
    """Read a PIN from the terminal, unseen, twice; RefusedError where it isn't one."""
    from kiosk.staff.pin import LONGEST, SHORTEST, easily_guessed, is_pin  # noqa: PLC0415 (as above)

    if sys.stdin is None or not sys.stdin.isatty():
        raise RefusedError(
            "PIN 要在终端里用键盘输入，不能从文件或别的程序读。请在终端里再运行一次。"
        )
    try:
        pin = getpass("新的 PIN（输入时不显示）：")
        if not is_pin(pin):
            raise RefusedError(f"PIN 是 {SHORTEST} 到 {LONGEST} 位数字。没有改，请再运行一次。")
        if easily_guessed(pin):
            say("这个 PIN 很容易被人猜到，建议换一个；一定要用它，就再输入一次。")
        if getpass("再输入一次：") != pin:
            raise RefusedError("两次输入的不一样，没有改。请再运行一次。")
    except EOFError:
        raise RefusedError("没有输入 PIN，没有改。") from None
    return pin


def _recovery(store: PinStore, data: Path, out: Path) -> Path:
    """Make a recovery file at a path, or in a folder under its own name, and give where it is."""
    from kiosk.settings_file import load  # noqa: PLC0415 (as above)
    from kiosk.staff.recovery import Recovery, as_file, file_name  # noqa: PLC0415

    site = load(settings_file(data))[0].site_name

    def keep(made: Recovery) -> Path:
        path = out / file_name(site, made.day) if out.is_dir() else out
        write_output(path, as_file(made, site), None)
        return path

    return store.make_recovery(today(), keep)
