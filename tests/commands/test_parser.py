"""The command line speaks Chinese, also where argparse would speak English."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.commands.parser import CATALOGUE, Parser

HOOKS = {"_", "ngettext"}

ENGLISH = re.compile(
    r"usage|positional|optional|options|required|unrecognized|invalid|expected|choose|allowed|error"
)

BAD_CALLS = {
    "no such command": (["chek"], "没有“chek”这一项，是不是想写“check”？"),
    "a path is missing": (["check"], "还缺少 PATH"),
    "a required option is missing": (["gallery"], "还缺少 -o/--out"),
    "a value is missing": (["gallery", "-o"], "-o/--out 后面要写一个值"),
    "a value can't be read": (["gallery", "-o", "x", "--size", "big"], "“big”不是尺寸"),
    "an unknown option": (["play", "x.yaml", "--jsn"], "不认识“--jsn”，是不是想写“--json”？"),
    "an abbreviated option": (["play", "x.yaml", "--choi", "1"], "不认识“--choi 1”"),
    "one argument too many": (["play", "x.yaml", "y.yaml"], "不认识“y.yaml”"),
    "a switch with a value": (["check", "x", "--json=1"], "--json 后面不用写值，写了“1”"),
    "no such sub-command": (["voice", "sya"], "没有“sya”这一项，是不是想写“say”？"),
    "a sub-command is missing": (["voice"], "还缺少 做什么"),
    "an unknown option of run": (["--windwed", "1x1"], "是不是想写“--windowed”？"),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_a_bad_call_ends_with_2_and_one_chinese_sentence(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, said = BAD_CALLS[name]
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    told = capsys.readouterr()
    assert end.value.code == 2
    assert said in told.err
    assert not ENGLISH.search(told.err), told.err
    assert told.out == ""
    assert told.err.startswith("用法：kiosk")
    assert "--help 查看说明" in told.err


@pytest.mark.parametrize("name", ["", *cli.COMMANDS])
def test_help_is_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"] if name else ["--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    assert told.startswith(f"用法：kiosk {name}".rstrip())
    assert not ENGLISH.search(told), told


ENTRY = re.compile(r"^ {2,4}(?P<names>\S.*?)(?:\s{2,}(?P<said>\S.*))?$")
"""A line of help that names an option, an argument or a sub-command; what is said of it may follow below."""


def explained(text: str) -> dict[str, str]:
    """Give what a page of help says of each thing it lists."""
    lines = text[text.index("\n\n") :].splitlines()
    found = {}
    for line, below in pairwise([*lines, ""]):
        entry = ENTRY.match(line)
        if entry is not None and not line.startswith("      "):
            found[entry["names"]] = entry["said"] or below.strip()
    return found


def test_every_argument_explains_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # each on one line
    calls = [[name] for name in cli.COMMANDS]
    seen = 0
    for call in calls:
        with pytest.raises(SystemExit):
            cli.main([*call, "--help"])
        listed = explained(capsys.readouterr().out)
        for names, said in listed.items():
            if names == "做什么":
                continue
            assert re.search(r"[\u4e00-\u9fff]", said), (call, names)
            if "做什么" in listed and names.isalpha() and names.islower():
                calls.append([*call, names])
        seen += len(listed)
    assert ["voice", "say"] in calls
    assert seen > 50


def test_a_command_that_takes_one_of_two_options_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = Parser(prog="kiosk x")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--one", action="store_true")
    either.add_argument("--two", action="store_true")
    parser.add_argument("--number", type=int)
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--some", nargs="+")
    parser.add_argument("--kind", choices=("红", "绿"))
    for given, said in {
        (): "--one --two 里要写一个",
        ("--one", "--two"): "--two 不能和 --one 一起用",
        ("--one", "--number", "a"): "--number “a”的写法不对",
        ("--one", "--pair", "a"): "--pair 后面要写 2 个值",
        ("--one", "--some"): "--some 后面至少要写一个值",
        ("--one", "--kind", "蓝"): "--kind 没有“蓝”这一项",
    }.items():
        with pytest.raises(SystemExit):
            parser.parse_args(given)
        told = capsys.readouterr().err
        assert f"kiosk x：{said}" in told
        assert not ENGLISH.search(told), told


def test_this_pythons_argparse_asks_for_every_sentence_of_the_catalogue() -> None:
    calls = [n for n in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(n, ast.Call)]
    asked = [c.args[c.func.id == "ngettext"] for c in calls if getattr(c.func, "id", "") in HOOKS]
    assert set(CATALOGUE) <= {a.value for a in asked if isinstance(a, ast.Constant)}


def test_help_lines_are_no_wider_than_the_console_and_lose_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "62")
    text = "把每个画面存成 PNG，不需要显示器；屏幕尺寸可以写几次。" * 3
    parser = Parser(prog="kiosk")
    parser.add_argument("--out", help=text)
    _, _, told = parser.format_help().rpartition("--out OUT")
    lines = [line.strip() for line in told.splitlines()]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) > 3
    for line in lines:
        assert sum(1 + (c > "\u2e7f") for c in line.rstrip("，。；")) <= 62 - 2 - 14
        assert line[0] not in "，。；"


def test_a_good_call_is_taken_as_it_is(tmp_path: Path) -> None:
    parser = Parser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args([str(tmp_path), "--json"])
    assert (asked.path, asked.json) == (tmp_path, True)
