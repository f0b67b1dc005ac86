"""What was met in real hands and told by nothing: each is a 提醒 at its own line, and the story is played."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.scenario.problems import Severity
from kiosk.scenario.reading.library import load_library

from .varied import EXAMPLE, catalogue, varied

TODAY = date(2026, 11, 28)

REPORTED = {
    "the consequence tells of ten times the loss": (
        [("卡里少了 8000 元", "卡里少了 80000 元")],
        "money-mismatch",
        "后果: 手机收到扣款短信，卡里少了 80000 元。",
    ),
    "a careful choice loses money": (
        [("        判断: 稳妥\n        做法: 核实\n", "        判断: 稳妥\n        做法: 核实\n        损失: 5000\n")],
        "safe-costs",
        "损失: 5000",
    ),
    "who is taken in has refused": (
        [("        判断: 上当\n        做法: 配合\n        按键", "        判断: 上当\n        做法: 拒绝\n        按键")],
        "fall-by-refusing",
        "做法: 拒绝",
    ),
    "a reading of words that stand nowhere": (
        [("  - 词: 重发\n", "  - 词: 根本没有的词\n")],
        "unused-reading",
        "- 词: 根本没有的词",
    ),
    "a source of the thirteenth month": (
        [("日期: 2025-06-18", "日期: 2025-13-45")],
        "odd-source-date",
        "日期: 2025-13-45",
    ),
    "an approval of the end of the century": (
        [("日期: 2026-11-21", "日期: 2099-01-01")],
        "date-to-come",
        "日期: 2099-01-01",
    ),
    "lines whose ids differ in case alone": (
        [
            ("编号: 丢件短信", "编号: LineA"),
            ("        文字: 把卡号和验证码填上，赔款马上到账。\n", (
                "        编号: linea\n        文字: 把卡号和验证码填上，赔款马上到账。\n"
            )),
        ],
        "alike-ids",
        "编号: linea",
    ),
    "a line that has the recording of a choice": (
        [("编号: 丢件短信", "编号: 网页-选1")],
        "shared-recording",
        "编号: 网页-选1",
    ),
    "a story without law": (
        [("法律: [反电信网络诈骗法-20]", "法律: []")],
        "no-law",
        "法律: []",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTED)
def test_it_is_told_at_its_line_and_the_story_is_played(tmp_path: Path, name: str) -> None:
    pairs, code, line = REPORTED[name]
    (tmp_path / "故事.yaml").write_text(varied(*pairs), encoding="utf-8")
    library = load_library([tmp_path], catalogue(), TODAY)
    (problem,) = (p for p in library.all_problems if p.code != "approval-void")
    assert (problem.code, problem.source.strip()) == (code, line)
    assert problem.severity is Severity.NOTICE
    assert problem.advice
    assert library.scenarios


def test_the_example_itself_is_told_nothing_of(tmp_path: Path) -> None:
    (tmp_path / "故事.yaml").write_text(EXAMPLE, encoding="utf-8")
    assert load_library([tmp_path], catalogue(), TODAY).all_problems == ()
