"""What a voice would read by chance is told at its place, with how to give a reading; what is sure is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.review.story_checks import speech
from kiosk.review.story_checks.review_context import ReviewContext, ReviewedStory

from .reviewed import changed, story

LINE = "妈，谁的电话？怎么还要转钱？"


def told(folder: Path, context: ReviewContext, line: str, readings: str = "") -> list[str]:
    text = changed(LINE, line)
    if readings:
        text = text.replace("读音:\n", "读音:\n" + readings)
    reviewed = ReviewedStory(story(folder, text), context)
    return [one.finding.problem.message for one in speech.check_unsure_readings(reviewed)]


def test_a_name_nobody_can_know_is_told_with_its_readings(
    tmp_path: Path, context: ReviewContext
) -> None:
    (message,) = told(tmp_path, context, "妈，曾琳的电话？")
    assert "céng" in message
    assert "zēng（增）" in message


def test_the_same_word_is_told_once(tmp_path: Path, context: ReviewContext) -> None:
    assert len(told(tmp_path, context, "曾琳，曾琳的电话？")) == 1


@pytest.mark.parametrize("say", ["增琳", "曾琳"])
def test_a_reading_given_settles_it(tmp_path: Path, context: ReviewContext, say: str) -> None:
    reading = f"  - 词: 曾琳\n    读作: {say}\n"
    assert told(tmp_path, context, "妈，曾琳的电话？", reading) == []


@pytest.mark.parametrize(
    "line",
    [
        "记住 96110,110 两个号码。",
        "对方说一天能赚 $100。",
        "催您还钱，说还不上就报警。",
        "曾女士在支行门口中招了。",
        "1:10的杠杆，赔率1:50。",
        "支行行员说，您得去总行重办。",
    ],
)
def test_ordinary_words_are_sure(tmp_path: Path, context: ReviewContext, line: str) -> None:
    assert told(tmp_path, context, line) == []
