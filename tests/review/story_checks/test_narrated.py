"""What the shipped stories narrate is drawn, and what they'd no longer draw would be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.paths import shipped
from kiosk.review.story_checks import narrated
from kiosk.review.story_checks.review_context import ReviewContext, ReviewedStory
from kiosk.scenario.problems import Problem

from .reviewed import story

STORIES = shipped("scenarios")
REMOVED = [
    ("冒充客服", r"      印章: .*\n", {"大红章"}),
    ("冒充客服", r"          共享屏幕: 是\n", {"共享一开"}),
    ("冒充客服", r"          共享屏幕: 否\n", {"关掉共享"}),
    ("冒充公检法", r"      来电: .*\n", {"又打进来", "又有电话打进来"}),
    ("刷单返利", r"      围观: .*\n", {"围了一圈"}),
    ("刷单返利", r"          结果: 网页打不开\n", {"网页也打不开"}),
    ("刷单返利", r"          结果: 已退群\n", {"您退了群"}),
    ("96110来电", r"        按键: 挂断\n", {"您按掉了电话"}),
]


def told(folder: Path, context: ReviewContext, text: str) -> list[Problem]:
    """Give what this one check finds in a story that can be played; the others take half a minute."""
    reviewed = ReviewedStory(story(folder, text), context)
    return [one.finding.problem for one in narrated.check(reviewed)]


@pytest.mark.parametrize(("name", "line", "words"), REMOVED, ids=range(len(REMOVED)))
def test_what_is_no_longer_drawn_is_found(
    name: str, line: str, words: set[str], tmp_path: Path, context: ReviewContext
) -> None:
    text = (STORIES / f"{name}.yaml").read_text(encoding="utf-8")
    assert told(tmp_path, context, text) == []
    less = re.sub(line, "", text)
    # A 后果画面 that is left with nothing under it is none.
    less = re.sub(r"        后果画面:\n(?!          )", "", less)
    missing = told(tmp_path, context, less)
    assert {p.code for p in missing} == {"narrated-not-drawn"}
    assert words <= {dict(p.values)["words"] for p in missing}
