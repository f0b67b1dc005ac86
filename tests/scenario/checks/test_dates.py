"""Dates that can't be, and dates still to come, are told; however a real one is written, it is fair."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.reading.library import load_library
from kiosk.scenario.reading.library_cache import open_library

from .varied import ROOT, catalogue, codes, told, varied

TODAY = date(2026, 11, 28)
SOURCE = "    日期: 2025-06-18\n"
APPROVED = "  日期: 2026-11-21\n"


def dated(folder: Path, day: date, *pairs: tuple[str, str]) -> list[Problem]:
    """Give what is told on a day of the example with pieces changed, but for its void approval."""
    (folder / "故事.yaml").write_text(varied(*pairs), encoding="utf-8")
    library = load_library([folder], catalogue(), day)
    assert library.scenarios
    return [p for p in library.all_problems if p.code != "approval-void"]


def source(written: str) -> tuple[str, str]:
    return SOURCE, f"    日期: '{written}'\n"


IMPOSSIBLE = [
    ("2025-13-45", ""), ("2025-02-29", ""), ("2025-04-31", ""), ("2025-00-10", ""), ("2025年13月", ""),
    ("0025-06", ""), ("20251345", ""), ("2025-6-32", ""), ("二〇二五年十三月", ""), ("２０２５－１３－０１", ""),
    ("6月18日", "year"), ("25-06-18", "year"), ("06-18", "year"), ("20255-06-18", "year"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "variant"), IMPOSSIBLE)
def test_a_date_no_calendar_has_is_told(written: str, variant: str) -> None:
    (problem,) = told(source(written))
    assert (problem.code, problem.variant) == ("odd-source-date", variant)
    assert problem.severity is Severity.NOTICE
    assert problem.source.strip().startswith("日期")


FAIR = [
    "2025-06-18", "2025-06", "2025", "2025年6月18日", "2025 年 6 月", "2025/6/18", "2025.6.18", "20250618",
    "二〇二五年六月十八日", "二零二五年十二月三十一日", "2024-02-29", "2021-2023", "2021—2023", "2025年夏",
    "2025 年第 3 期", "法发〔2025〕3 号", "2025年6月18日至20日", "２０２５－０６－１８", "不详", "1997-03-14",
]  # fmt: skip


@pytest.mark.parametrize("written", FAIR)
def test_a_real_date_is_fair_in_every_writing(tmp_path: Path, written: str) -> None:
    assert dated(tmp_path, TODAY, source(written)) == []


@pytest.mark.parametrize(
    "written",
    ["2099-01-01", "2052-06-18", "2027年", "2026-12", "2026/12/1", "二〇二七年", "2025—2027"],
)
def test_a_source_that_is_to_come_is_told_until_it_comes(tmp_path: Path, written: str) -> None:
    (problem,) = dated(tmp_path, TODAY, source(written))
    assert (problem.code, problem.variant) == ("date-to-come", "source")
    assert problem.severity is Severity.NOTICE
    assert problem.source.strip().startswith("日期")
    assert "date-to-come" not in {
        p.code for p in dated(tmp_path, date(2099, 12, 31), source(written))
    }


@pytest.mark.parametrize("written", ["2099-01-01", "2026-12-01", "2027年1月1日", "2026/11/30"])
def test_an_approval_to_come_is_told(tmp_path: Path, written: str) -> None:
    (problem,) = dated(tmp_path, TODAY, (APPROVED, f"  日期: {written}\n"))
    assert (problem.code, problem.variant) == ("date-to-come", "approval")
    assert problem.source.strip().startswith("日期")


def test_today_and_the_day_a_clock_in_another_zone_is_behind_are_fair(tmp_path: Path) -> None:
    for day in (TODAY, TODAY + timedelta(1)):
        assert dated(tmp_path, TODAY, (APPROVED, f"  日期: {day.isoformat()}\n")) == []
    later = TODAY + timedelta(2)
    assert dated(tmp_path, TODAY, (APPROVED, f"  日期: {later.isoformat()}\n")) != []


def test_a_dead_clock_tells_nothing_of_dates_to_come(tmp_path: Path) -> None:
    assert dated(tmp_path, date(1970, 1, 1)) == []


def test_the_last_day_there_is_is_a_day_too(tmp_path: Path) -> None:
    pairs = [(APPROVED, "  日期: 9999-12-31\n"), ("复审日期: 2027-06-30", "复审日期: 9999-12-31")]
    (problem,) = dated(tmp_path, TODAY, *pairs)
    assert problem.code == "date-to-come"


def test_a_story_from_the_cache_is_told_the_same(tmp_path: Path) -> None:
    stories, cache = tmp_path / "剧本", tmp_path / "cache"
    stories.mkdir()
    (stories / "故事.yaml").write_text(varied(source("2052-06-18")), encoding="utf-8")

    def opened(day: date) -> list[str]:
        library = open_library([stories], ROOT / "scenarios" / "catalogue", day, cache)
        told = [p.code for one in library.loaded for p in one.problems]
        return [code for code in told if code != "approval-void"]

    assert opened(TODAY) == opened(TODAY) == ["date-to-come"]
    assert list(cache.iterdir())
    assert opened(date(2060, 1, 1)) == ["review-due"]


def test_a_story_without_law_is_told() -> None:
    assert "no-law" in codes(("法律: [反电信网络诈骗法-20]", "法律: []"))


@pytest.mark.parametrize("law", ["法律:\n  - ''", "法律:\n  - ' '"])
def test_a_law_that_is_an_empty_item_is_told_as_one(law: str) -> None:
    assert codes(("法律: [反电信网络诈骗法-20]", law)) == ["empty-item"]


def test_a_story_with_a_law_is_fair() -> None:
    assert codes(("法律: [反电信网络诈骗法-20]", "法律: [刑法-266, 反电信网络诈骗法-38]")) == []
