"""A file made to be slow or large is refused with a problem, whatever it is made of.

Nothing is asserted about time: what took quadratic time before it was bounded would hang here.
"""

from __future__ import annotations

import pytest

from kiosk.scenario.reading.reader import read_story
from kiosk.scenario.reading.text import COMMAND_CAP, STICK_CAP

from .corpus import example

EXAMPLE = example()
SIZE = STICK_CAP - 1


def filled(piece: str, head: str = "", size: int = SIZE) -> bytes:
    room = size - len(head.encode())
    return (head + piece * (room // len(piece.encode()))).encode()


def with_text(piece: str) -> bytes:
    """Give the example with one line of as many such pieces as fit."""
    before, _, after = EXAMPLE.partition("下午三点，您收到一条短信。")
    room = SIZE - len(EXAMPLE.encode())
    return f"{before}{piece * (room // len(piece.encode()))}{after}".encode()


def choices_to_nowhere() -> bytes:
    start = EXAMPLE.index("  - 编号: 短信来了")
    scene = (
        "  - {编号: s%d, 渠道: 短信, 台词: [{谁: 旁白, 文字: 好}], 选择: [{文字: 好, 判断: 稳妥, "
        "做法: 核实, 后果: 好, 为什么: 好, 去: t%d}]}\n"
    )
    return (EXAMPLE[:start] + "".join(scene % (n, n) for n in range(2_500))).encode()[:SIZE]


HOSTILE = {
    "unknown keys": filled("字%d: 1\n", ""),
    "many unknown keys": "".join(f"字{n}: 1\n" for n in range(40_000)).encode(),
    "one key again and again": filled("标题: 甲\n"),
    "empty lists": filled("[],", "场景: ["),
    "empty characters": filled("  - {}\n", "角色:\n"),
    "slips": filled("标题：甲\n"),
    "open quotes": filled('标题: "甲\n'),
    "blanks": filled(" "),
    "wide blanks": filled("　", "标题"),
    "tabs": filled("\t", "标题:"),
    "one long line": filled("甲", "标题: "),
    "question marks": filled("? "),
    "dashes": filled("- "),
    "braces": filled("{"),
    "pairs of braces": filled("{},", "["),
    "colons": filled(":"),
    "hosts that are none": with_text("a-"),
    "dots": with_text("a."),
    "digits": with_text("1"),
    "digits and gaps": with_text("1 "),
    "words of a cue": with_text("三倍赔款"),
    "choices to nowhere": choices_to_nowhere(),
    "NUL": bytes(SIZE),
    "half a character": b"\xe4" * SIZE,
    "quotes": filled("''", "标题: '"),
    "hashes": filled(" #", "标题: 甲"),
    "carriage returns": filled("\r", "标题: 甲"),
    "documents": filled("---\n"),
    "anchors": filled("&a "),
    "merges": filled("<<: {}\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    story = read_story(HOSTILE[name], "敌.yaml")
    assert story.scenario is None
    assert 1 <= len(story.problems) <= 101
    assert "internal" not in [problem.code for problem in story.problems]
    assert sum(len(problem.text()) for problem in story.problems) < 100_000


def test_a_file_above_its_cap_is_not_looked_at() -> None:
    for cap in (STICK_CAP, COMMAND_CAP):
        (problem,) = read_story(b"a" * (cap + 1), "大.yaml", cap=cap).problems
        assert problem.code == "too-big"
