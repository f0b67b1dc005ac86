"""Each slip of a hand that types Chinese, made on lines of stories, is named there."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import pytest

from kiosk.scenario.reading.reader import read_story
from tests.sample import SAMPLE

LINES = 3
"""Lines of each story a slip is tried on, by chance, the same at every run."""

KEY = r"^(\s*(?:- )?[^\s:'\"]+)"
TEXT = r"^(\s*(?:- )?文字): "
PLAIN = r"([^'\"\[]{2})([^'\"\[]+)$"
WIDE = "\u3000"


@dataclass(frozen=True)
class Slip:
    """What a hand does to a line, and what it should be told."""

    name: str
    code: str
    pattern: str
    instead: str

    def make(self, line: str) -> str:
        return re.sub(self.pattern, self.instead, line)


SLIPS = (
    Slip("全角冒号", "wide-colon", KEY + r":( |$)", r"\1："),
    Slip("冒号后没空格", "colon-space", KEY + ": ", r"\1:"),
    Slip("没有冒号", "no-colon", KEY + ": ", r"\1 "),
    Slip("全角横线", "wide-dash", r"^(\s*)- ", r"\1－ "),
    Slip("破折号", "wide-dash", r"^(\s*)- ", r"\1—"),
    Slip("横线后没空格", "dash-space", r"^(\s*)- ", r"\1-"),
    Slip("制表符", "tab", r"^  ", "\t"),
    Slip("全角空格", "wide-space", r"^  ( *)(?=\S)", WIDE + r"\1"),
    Slip("不换行空格", "wide-space", r"^  ( *)(?=\S)", "\u00a0\u00a0\\1"),
    Slip("单引号没关", "open-quote", TEXT + PLAIN, r"\1: '\2\3"),
    Slip("双引号没关", "open-quote", TEXT + PLAIN, r'\1: "\2\3'),
    Slip("用全角引号关", "open-quote", TEXT + PLAIN, r'\1: "\2\3”'),
    Slip("引号后还有字", "after-quote", TEXT + PLAIN, r'\1: "\2"\3'),
    Slip("花括号开头", "text-start", TEXT + PLAIN, r"\1: {姓名}\2\3"),
    Slip("方括号开头", "text-start", TEXT + PLAIN, r"\1: [挂断] \2\3"),
    Slip("星号开头", "text-start", TEXT + PLAIN, r"\1: *\2\3"),
    Slip("文字里有冒号", "colon-in-text", TEXT + PLAIN, r"\1: \2: \3"),
    Slip("井号", "hash-cuts", TEXT + PLAIN, r"\1: \2 #\3"),
    Slip("全角方括号", "wide-bracket", KEY + r": \[(.*)\]$", r"\1: ［\2］"),
    Slip("全角逗号", "wide-comma", KEY + r": \[(.*), (.*)\]$", r"\1: [\2，\3]"),
    Slip("全角引号", "wide-quote", r"(判断|做法|渠道|损失|存款): (\S+)$", r"\1: “\2”"),
    Slip("少一个空格", "indent", r"^( *)  (?=(谁|文字|判断|去|后果): )", r"\1 "),
    Slip("多一个空格", "indent", r"^( +)(?=(判断|做法|后果|为什么|文字): )", r"\1 "),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_named_on_the_line_it_was_made_on(slip: Slip) -> None:
    tried = 0
    for file in SAMPLE:
        lines = file.read_text(encoding="utf-8").splitlines()
        able = [
            n
            for n, line in enumerate(lines)
            if slip.make(line) != line and not line.lstrip().startswith("#")
        ]
        for n in random.Random(slip.name).sample(able, min(LINES, len(able))):  # noqa: S311 - no secret
            text = "\n".join([*lines[:n], slip.make(lines[n]), *lines[n + 1 :]])
            told = read_story(text.encode(), file.name).problems
            here = [p.code for p in told if p.line == n + 1]
            assert slip.code in here, (
                slip.make(lines[n]),
                [p.text() for p in told],
            )
            tried += 1
    assert tried >= len(SAMPLE)


def test_ten_slips_in_one_file_are_told_in_one_go() -> None:
    lines = SAMPLE[1].read_text(encoding="utf-8").splitlines()
    made: list[tuple[int, str]] = []
    chance = random.Random(3)  # noqa: S311 - no secret
    for slip in SLIPS[:10]:
        able = [
            n for n, line in enumerate(lines) if slip.make(line) != line and n not in dict(made)
        ]
        at = chance.choice([n for n in able if lines[n].lstrip()[:1] != "#"])
        lines[at] = slip.make(lines[at])
        made.append((at, slip.code))
    told = {
        (p.line - 1, p.code) for p in read_story("\n".join(lines).encode(), "十处.yaml").problems
    }
    assert set(made) <= told
