"""A command line that speaks Chinese: argparse with its headings and complaints put into our words.

A bad call ends with exit code 2, one sentence about what is wrong and one about what to do.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any, NoReturn

BAD_CALL = 2
_WIDE = "WF"

_NAMED = r"argument (?P<name>.+?): (?P<rest>.*)"
_NO_SUCH_CHOICE = r"invalid choice: (.*?) \((?:maybe|choose).*"

_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", "还缺少 {}"),
    (r"expected one argument", "后面要写一个值"),
    (r"expected at least one argument", "后面至少要写一个值"),
    (r"expected at most one argument", "后面最多写一个值"),
    (r"expected (\d+) arguments?", "后面要写 {} 个值"),
    (r"ignored explicit argument (.*)", "后面不用写值，写了“{}”"),
    (r"not allowed with argument (.*)", "不能和 {} 一起用"),
    (r"one of the arguments (.*) is required", "{} 里要写一个"),
    (_NO_SUCH_CHOICE, "没有“{}”这一项"),
    (r"invalid \S+ value: (.*)", "“{}”的写法不对"),
)
"""What argparse says, in English whatever the system's language, and what we say."""

_PIECES = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
"""What a line isn't broken inside of: a word in Latin letters, a Chinese character."""


class Parser(argparse.ArgumentParser):
    """An argument parser for people who read Chinese; options are never abbreviated."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as argparse's own
        """Take what argparse takes; `-h` explains itself in Chinese."""
        given.setdefault("formatter_class", ChineseFormatter)
        super().__init__(**{**given, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "要写的"
        self._optionals.title = "可以加的"
        self.add_argument("-h", "--help", action="help", help="显示这些说明")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse's own
        """Give what was asked for; a bad call ends the program with 2."""
        asked, left = self.parse_known_args(args, namespace)
        if left:
            options = [o for action in self._actions for o in action.option_strings]
            hint = _near(left[0], options) if left[0].startswith("-") else ""
            self._refuse(f"不认识“{' '.join(left)}”{hint}")
        return asked

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and end with 2."""
        self._refuse(self._in_chinese(message))

    def _refuse(self, sentence: str) -> NoReturn:
        end = "" if sentence.endswith(("？", "。")) else "。"
        sys.stderr.write(f"{self.format_usage()}{self.prog}：{sentence}{end}\n")
        sys.stderr.write(f"运行 {self.prog} --help 查看说明。\n")
        raise SystemExit(BAD_CALL)

    def _in_chinese(self, message: str) -> str:
        named = re.fullmatch(_NAMED, message, re.DOTALL)
        rest = named["rest"] if named else message
        for pattern, words in _MESSAGES:
            match = re.fullmatch(pattern, rest, re.DOTALL)
            if match is not None:
                value = _bare(match[1]) if match.lastindex else ""
                rest = words.format(value)
                if pattern is _NO_SUCH_CHOICE:
                    rest += _near(value, self._choices(named))
                break
        # What a command's own reader of a value says is Chinese already.
        return f"{named['name']} {rest}" if named else rest

    def _choices(self, named: re.Match[str] | None) -> Iterable[str]:
        """Give the values the named argument may have."""
        for action in self._actions:
            names = (action.metavar, action.dest, "/".join(action.option_strings))
            if named is not None and named["name"] in names:
                return [str(choice) for choice in action.choices or ()]
        return ()


class ChineseFormatter(argparse.HelpFormatter):
    """Help in Chinese, its lines broken by how wide they look."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:  # noqa: ANN401 - as argparse's own
        """Begin with 用法 unless told otherwise."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, line, room = [], "", width
        for piece in _PIECES.findall(" ".join(text.split())):
            wide = sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in piece)
            # A full stop or a comma may stand past the edge, never at a line's beginning.
            if line and room < wide and piece not in "，。；：！？、）”":
                lines.append(line)
                line, room = "", width
            line += piece
            room -= wide
        return [*lines, line]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = self._split_lines(text, width - len(indent))
        return "\n".join(indent + line for line in lines)


def _bare(value: str) -> str:
    """Give a value without the quotes that argparse puts around it."""
    return value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] else value


def _near(word: str, names: Iterable[str]) -> str:
    """Give the end of a sentence that suggests the nearest name; empty where none is near."""
    from kiosk.scenario.suggest import did_you_mean  # noqa: PLC0415 - wanted after a slip only

    return did_you_mean(word, names)
