"""A command line that speaks Chinese: argparse with a catalogue of its sentences in our words.

A bad call ends with exit code 2, one sentence about what is wrong and one about what to do.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any, NoReturn

from kiosk.patterns import pattern
from kiosk.terminal import bearable

BAD_CALL = 2
_WIDE = "WF"

CATALOGUE = {
    "usage: ": "用法：",
    "positional arguments": "要写的",
    "options": "可以加的",
    "show this help message and exit": "显示这些说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "the following arguments are required: %s": "还缺少 %s",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ignored explicit argument %r": "后面不用写值，写了“%s”",
    "not allowed with argument %s": "不能和 %s 一起用",
    "one of the arguments %s is required": "%s 里要写一个",
    "invalid %(type)s value: %(value)r": "“%(value)s”的写法不对",
    "ambiguous option: %(option)s could match %(matches)s": "“%(option)s”没有写全，可能是 %(matches)s",
}
"""What argparse asks gettext for, and what we say; what isn't here is no sentence for people."""

_PIECES = pattern(r"[\x21-\x7e]+|.", re.DOTALL)
"""What a line isn't broken inside of: a word in Latin letters, a Chinese character."""


class Parser(argparse.ArgumentParser):
    """An argument parser for people who read Chinese; options are never abbreviated."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as argparse's own
        """Take what argparse takes, and have argparse speak Chinese from now on."""
        vars(argparse).update(_=_gettext, ngettext=_ngettext)
        given.setdefault("formatter_class", ChineseFormatter)
        super().__init__(**{**given, "allow_abbrev": False})

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
        self._refuse(message)

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 - as argparse's own
        """Write a message; unlike argparse's own, what can't be written is met where it is told."""
        (file or sys.stderr).write(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 - as above
        """Refuse a value that is none of the choices, naming the nearest."""
        choices = [str(choice) for choice in action.choices or ()]
        if action.choices is not None and value not in action.choices:
            sentence = f"没有“{value}”这一项{_near(str(value), choices)}"
            raise argparse.ArgumentError(action, sentence)

    def _refuse(self, sentence: str) -> NoReturn:
        end = "" if sentence.endswith(("？", "。")) else "。"
        sys.stderr.write(bearable(f"{self.format_usage()}{self.prog}：{sentence}{end}\n"))
        sys.stderr.write(f"运行 {self.prog} --help 查看说明。\n")
        raise SystemExit(BAD_CALL)


class ChineseFormatter(argparse.HelpFormatter):
    """Help in Chinese, its lines broken by how wide they look."""

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


def _gettext(sentence: str) -> str:
    return CATALOGUE.get(sentence, sentence)


def _ngettext(one: str, many: str, n: int) -> str:
    return CATALOGUE.get(many, one if n == 1 else many)


def _near(word: str, names: Iterable[str]) -> str:
    """Give the end of a sentence that suggests the nearest name; empty where none is near."""
    from kiosk.scenario.suggest import did_you_mean  # noqa: PLC0415 - wanted after a slip only

    return did_you_mean(word, names)
