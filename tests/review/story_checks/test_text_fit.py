"""A text is told where it has no room, with just so many characters as have it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.review.screen_probe import ScreenProbe
from kiosk.review.story_checks import text_fit
from kiosk.review.story_checks.review_context import ReviewContext, ReviewedStory
from kiosk.review.story_checks.text_fit import LOOKED_AT, Fit, fit_of
from kiosk.review.story_checks.text_fit_cases import MOST_LINES, text_fit_cases, with_text
from kiosk.scenario.problems import Problem
from kiosk.ui.theme import Look
from tests.kits import SMALL
from tests.sample import ALL, SAMPLE, story_of

from .reviewed import changed, codes, found, story

LONG = "要您先转钱再退钱给您的人都是骗子您别信也别转先挂断电话再问问家里人"


ITEMS = "甲乙丙丁戊己庚辛壬癸子丑"


def most(problem: Problem) -> int:
    (figure,) = re.findall(r"最多 (\d+) 个字", problem.message)
    return int(figure)


PLACES = {
    "a line": ("文字: 妈，谁的电话？怎么还要转钱？", "文字: "),
    "what follows": ("后果: 钱转走以后，对方的电话再也打不通。", "后果: "),
    "a why": ("为什么: 要您转钱才退钱的，都是诈骗。", "为什么: "),
    "a line of an ending": ("文字: 您和女儿一起去派出所做了记录。", "文字: "),
    "a quiz item": ("内容: 您的积分今晚清零，点链接兑换礼品。", "内容: "),
    "a place": ("地点: 自家客厅", "地点: "),
    "a sentence to remember": ("记住: 快递丢没丢，自己打开软件查", "记住: "),
}


@pytest.mark.parametrize("place", PLACES)
def test_so_many_characters_as_are_told_have_room_and_one_more_has_not(
    place: str, tmp_path: Path, context: ReviewContext
) -> None:
    context = replace(context, voice=None, kits=(context.kits[-1],))
    old, key = PLACES[place]
    told = {"little-room", "no-room"}

    def at_it(count: int) -> list[Problem]:
        text = changed(old, key + (LONG * 9)[:count])
        line = next(n for n, row in enumerate(text.splitlines(), 1) if LONG[:4] in row)
        every = found(tmp_path, context, text)
        return [p for p in every if p.code in told and p.line == line]

    (problem,) = at_it(len(LONG) * 7)
    room_for = most(problem)
    assert room_for > 4
    assert f"删短 {len(LONG) * 7 - room_for} 个字" in problem.advice
    assert at_it(room_for) == []
    assert len(at_it(room_for + 1)) == 1


def test_the_smallest_screen_is_the_first_to_be_full(
    tmp_path: Path, context: ReviewContext
) -> None:
    text = changed("文字: 妈，谁的电话？怎么还要转钱？", f"文字: {LONG * 5}")
    (problem,) = found(tmp_path, replace(context, voice=None), text)
    assert "1366×768 标准等 2 种画面" in problem.message
    assert "翻页" in problem.message


def test_every_promised_screen_is_asked_in_both_sizes_of_letters(context: ReviewContext) -> None:
    assert {kit.size for kit in context.kits} == {
        (1920, 1080),
        (1080, 1920),
        (3840, 2160),
        (1366, 768),
    }
    assert set(LOOKED_AT) == {Look.NORMAL, Look.LARGE}


def test_every_text_a_visitor_reads_has_a_screen_it_must_stand_on(
    tmp_path: Path, context: ReviewContext
) -> None:
    scenario = story(tmp_path)
    asked = {
        piece.text
        for one in text_fit_cases(context.kits[0], Look.NORMAL, scenario)
        for piece in one.required
    }
    wanted = {scenario.title, scenario.remember}
    wanted |= {line.text for place in scenario.places for line in place.lines}
    wanted |= {cue.note for place in scenario.places for line in place.lines for cue in line.cues}
    for choice in (choice for scene in scenario.scenes for choice in scene.choices):
        wanted |= {choice.text, choice.consequence, choice.why}
    wanted |= {text for item in scenario.quiz for text in (item.text, item.sender, item.why)}
    wanted |= {item for scene in scenario.scenes for item in scene.device.items}
    wanted |= {ending.title for ending in scenario.endings}
    wanted |= {"kuaidi-lipei.invalid", "快递理赔中心", "提交", "106 ··· 8830", "自家客厅"}
    assert wanted - asked == set()


@pytest.mark.ce  # two seconds a story
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_shipped_story_has_room_on_every_screen(path: Path, context: ReviewContext) -> None:
    """Those of the sample on every one, the others on the one that is the first to be full."""
    kits = context.kits if path in SAMPLE else (context.kits[-1],)
    assert kits[-1].size == SMALL
    story = ReviewedStory(story_of(path), replace(context, kits=kits))
    assert [told.finding.code for told in text_fit.check(story)] == []


def test_lines_of_a_page_that_its_channel_does_not_show_are_told_once(
    tmp_path: Path, context: ReviewContext
) -> None:
    text = changed("地点: 自家客厅", "地点: 自家客厅\n      内容: [一, 二, 三]")
    assert codes(found(tmp_path, replace(context, voice=None), text)) == ["not-shown"]


def test_a_button_nobody_can_press_is_told(tmp_path: Path, context: ReviewContext) -> None:
    text = changed("        按键: 确认\n", "")
    (problem,) = found(tmp_path, replace(context, voice=None), text)
    assert (problem.code, "按键: 确认" in problem.advice) == ("not-shown", True)
    assert problem.source.strip() == "按钮: 提交"


def test_a_scene_of_hundreds_of_lines_is_told_and_not_laid_out(
    tmp_path: Path, context: ReviewContext
) -> None:
    line = "      - 谁: 女儿\n        文字: 妈，谁的电话？怎么还要转钱？\n"
    text = changed(line, line * (MOST_LINES + 1))
    (problem,) = found(tmp_path, replace(context, voice=None), text)
    assert problem.code == "too-many-screens"
    assert f"{MOST_LINES + 1} 句" in problem.message


def test_a_text_over_another_one_is_no_whole_text(tmp_path: Path, context: ReviewContext) -> None:
    (ending,) = (
        one
        for one in text_fit_cases(context.kits[0], Look.NORMAL, story(tmp_path))
        if one.name == "结局-上当了"
    )
    (screen,) = ending.screens
    shown = ScreenProbe.of(screen)
    piece = next(piece for piece in ending.required if piece.field == "text")
    assert fit_of(shown, piece) is Fit.WHOLE
    mine = next(text for text in shown.texts if text.paragraph.text == piece.text)
    twice = replace(shown, texts=(*shown.texts, replace(mine, index=mine.index)))
    assert fit_of(twice, piece) is Fit.CUT


def test_a_changed_text_changes_nothing_else(tmp_path: Path, context: ReviewContext) -> None:
    scenario = story(tmp_path)
    for one in text_fit_cases(context.kits[0], Look.NORMAL, scenario):
        for piece in one.required:
            other = with_text(scenario, piece, "甲")
            assert other != scenario
            assert with_text(other, piece, "乙") is other, "its owner is gone"
            again = [
                p.text
                for r in text_fit_cases(context.kits[0], Look.NORMAL, other)
                for p in r.required
            ]
            assert "甲" in again
            return


def test_a_page_that_is_full_says_so(tmp_path: Path, context: ReviewContext) -> None:
    items = ", ".join(ITEMS)
    text = changed("[姓名, 银行卡号, 短信验证码]", f"[{items}]")
    told = found(tmp_path, replace(context, voice=None), text)
    assert {p.code for p in told} == {"no-room"}
    assert all("没有地方" in p.message for p in told)


def test_the_kit_of_a_review_is_the_kiosk_own(context: ReviewContext) -> None:
    assert all(composition.make_surfaces(kit).fonts is kit.fonts for kit in context.kits)
