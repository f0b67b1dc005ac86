"""The program `kiosk`: one command for people, the rest for staff, reviewers and tests.

Exit code everywhere: 0 all well, 1 problems found or refused, 2 a bad call.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from kiosk.called import as_typed, called
from kiosk.commands.common import complain
from kiosk.commands.parser import Parser
from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError
from kiosk.process import in_utf8

COMMANDS = {
    "run": "全屏运行（不写命令时也是它）",
    "load": "从 U 盘换剧本：检查、换上、换回",
    "pack": "把一个文件夹打成活动包，可以签名",
    "check": "检查剧本，一次列出所有问题",
    "new": "写一个新剧本，照着改",
    "play": "不用屏幕，按选择走一遍剧本",
    "storyboard": "把剧本和界面写成材料，给人审核、打印、签字，或者只写改动",
    "gallery": "把每个画面存成 PNG，不需要显示器",
    "inspect": "看每个画面：字够不够大，有没有重叠，按不按得到",
    "voice": "听声音，提前准备语音",
    "report": "把记录写成情况报告：文档、数据表、图",
    "records": "带走记录，合起来，传进单位的数据库，或者直接问",
    "pin": "设工作人员的 PIN，忘了旧的也可以；做一份找回文件",
    "doctor": "看这台机器缺什么，怎么办",
    "about": "关于这个程序：什么在说话，各部分是谁的",
}
"""Each is a module of kiosk.commands, imported only when it is called."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; a bad call ends with 2, as argparse does it."""
    if arguments is None:
        in_utf8()
    _speak_any_console()
    try:
        try:
            return _obey(arguments)
        finally:
            # What can't be shown must be met here, and not when nobody can say so any more.
            if sys.stdout is not None:
                sys.stdout.flush()
    except RefusedError as error:
        complain(f"{error}")
    except BrokenPipeError:
        # Whoever read (head, less) has seen enough; nothing more can be written there.
        _write_no_more()
    except KeyboardInterrupt:
        complain("停下了。")
    except OSError as error:
        _write_no_more()
        what = f"{error.filename} 读不出或写不进" if error.filename else "要显示的内容写不出去"
        complain(f"{what}（{reason_of(error)}）。请换一个文件夹，再运行一次。")
    return 1


def _write_no_more() -> None:
    """Let what is still to be written to standard output go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _obey(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given.insert(0, "run")
    name = given[0]
    if name not in COMMANDS:
        _root().parse_args(given[:1])
        return 2
    command = import_module(f"kiosk.commands.{name}")
    parser = Parser(prog=f"{called()} {name}", description=COMMANDS[name])
    command.arguments(parser)
    asked = parser.parse_args(given[1:])
    asked.given = given
    return int(command.run(asked))


def _root() -> Parser:
    """Give the parser that only knows the commands' names: for help and for a misspelt one."""
    root = Parser(prog=called(), description="反诈互动训练一体机。不写命令就全屏运行。")
    commands = root.add_subparsers(dest="command", metavar="命令", required=True)
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text)
    return root


class _Sentence(logging.Formatter):
    """Writes what a person can use of a record: its message; a traceback is for the log file."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the message alone."""
        return as_typed(record.getMessage())


def _speak_any_console() -> None:
    """Let a console without Chinese show question marks instead of ending the program."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(_Sentence())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
