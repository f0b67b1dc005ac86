"""Days and hours are read as people write them, and hold when people would say so."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import Settings, as_written
from kiosk.settings_file import read_settings
from kiosk.timetable import Dates, OpenHours, Rule, When, rule_now, rules


def read(text: str) -> tuple[Rule[str], ...]:
    settings, problems = read_settings(f"播放安排: {text}\n".encode(), "settings.yaml")
    assert not problems, [p.text() for p in problems]
    return settings.schedule


@pytest.mark.parametrize(
    ("text", "as_kept"),
    [
        ("周一至周五 9:00-12:00 老年人", "周一至周五 09:00-12:00 老年人"),
        ("星期一到星期五，学生", "周一至周五 学生"),
        ("周一、三、五 下午 call-96110", "周一、周三、周五 12:00-18:00 call-96110"),
        ("周六日 学生", "周末 学生"),
        ("周六至周一 学生", "周一、周末 学生"),
        ("工作日 上午、14点到17点：学生", "周一至周五 06:00-12:00、14:00-17:00 学生"),
        ("6 月 骗局", "6月 骗局"),
        ("6月26日 骗局", "6月26日 骗局"),
        ("6月1日-15日 周末 9点到12点半 甲、乙", "6月1日至6月15日 周末 09:00-12:30 甲、乙"),
        ("12月-2月 老年人", "12月至2月 老年人"),
        ("每天 96110-a", "每天 96110-a"),
        ("96110 打来了", "96110 打来了"),
        ("老年人", "老年人"),
        ("全天 老年人", "老年人"),
    ],
)
def test_a_rule_is_read_as_it_was_meant(text: str, as_kept: str) -> None:
    assert as_written(read(text)).replace("周六、周日", "周末") == as_kept


def test_rules_stand_behind_each_other_or_each_on_a_line() -> None:
    one = read("周末 学生；老年人")
    two = read_settings("播放安排:\n  - 周末 学生\n  - 老年人\n音量: 50%\n".encode(), "f")[0]
    assert two.schedule == one
    assert two.volume == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("播放安排: 周一至周五 9:00-12:00", "后面没有写播放什么"),
        ("播放安排: 6月31日 学生", "没有“6月31日”这一天"),
        ("播放安排: 13月 学生", "没有“13月”这一天"),
        ("音量安排: 12:00-14:00 小声", "“小声”不像时间，也不像音量"),
        ("播放安排: ；", "后面没有写"),
        ("播放安排: " + "周末 学生；" * 41, "最多 40 条"),
    ],
)
def test_what_is_no_rule_is_told_and_costs_its_line_alone(text: str, said: str) -> None:
    settings, problems = read_settings(f"{text}\n音量: 50%\n".encode(), "settings.yaml")
    assert (settings.schedule, settings.volume_schedule, settings.volume) == ((), (), 0.5)
    assert [said in p.message for p in problems] == [True], [p.message for p in problems]


MONDAY = datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001 (as the wall's clock shows it)


@pytest.mark.parametrize(
    ("text", "now", "holds"),
    [
        ("周一至周五 9:00-12:00 甲", MONDAY, True),
        ("周一至周五 9:00-12:00 甲", MONDAY.replace(hour=12), False),
        ("周末 甲", MONDAY, False),
        ("周一 20:00-2:00 甲", MONDAY.replace(day=1, month=12, hour=1), True),
        ("周一 20:00-2:00 甲", MONDAY.replace(hour=1), False),
        ("周一 20:00-2:00 甲", MONDAY.replace(hour=20), True),
        ("11月 甲", MONDAY, True),
        ("11月1日至29日 甲", MONDAY, False),
        ("11月30日 甲", MONDAY, True),
        ("12月-2月 甲", MONDAY.replace(month=1), True),
        ("12月-2月 甲", MONDAY, False),
        ("11月 周末 甲", MONDAY, False),
        ("全天 甲", MONDAY, True),
    ],
)
def test_a_rule_holds_when_people_would_say_so(text: str, now: datetime, *, holds: bool) -> None:
    assert (rule_now(read(text), now) is not None) is holds


def test_of_several_the_first_counts() -> None:
    found = rule_now(read("周一 甲；每天 乙；丙"), MONDAY)
    assert found is not None
    assert found.what == "甲"


_days = st.builds(lambda d: (d.month, d.day), st.dates())
_hours = st.builds(
    lambda a, b: OpenHours(time(a // 60, a % 60), time(b // 60, b % 60)),
    st.integers(0, 1439),
    st.integers(0, 1439),
)
_when = st.builds(
    When,
    st.lists(st.builds(Dates, _days, _days), max_size=2).map(tuple),
    st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    st.lists(_hours, max_size=2).map(tuple),
)


@given(times=st.lists(_when, min_size=1, max_size=4))
def test_a_rule_is_read_back_as_it_is_written(times: list[When]) -> None:
    made = tuple(Rule(when, "老年人", "老年人") for when in times)
    assert read(as_written(made)) == made


@given(text=st.text(max_size=40))
def test_any_text_is_a_timetable_or_a_sentence(text: str) -> None:
    settings, problems = read_settings(f"播放安排: {text}\n音量安排: {text}".encode(), "f")
    assert settings.schedule or problems or settings == Settings()


def test_a_timetable_is_read_at_once_however_odd() -> None:
    for text in ("周一、" * 2000, "9:00-" * 5000, "6月1日至" * 3000, " " * 60_000):
        read_settings(f"播放安排: {text}甲\n".encode(), "f")


def test_a_rule_says_what_it_holds_by_reading_it() -> None:
    (rule,) = rules("周末 甲", lambda text: (text * 2, text))
    assert (rule.what, str(rule)) == ("甲甲", "周末 甲")
