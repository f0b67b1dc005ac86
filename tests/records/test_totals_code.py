"""A day's totals come through a photo or a typist's hands as they were, or are refused."""

from __future__ import annotations

from contextlib import closing
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.records.day_totals import day_totals
from kiosk.records.journal import Journal
from kiosk.records.journal_file import journal_file, open_read
from kiosk.records.journal_rows import Answered
from kiosk.records.kiosk_id import LETTERS, kiosk_id
from kiosk.records.totals_code import DayTotals, TotalsError, once, read, write

from .played import AT, STORY, one, whole_play

DAY = date(2026, 12, 5)
TOTALS = DayTotals("K7Q29F3M", DAY, "城东支行 1号机", visits=37, plays=52, scams=34, handled=29)
NUMBERS = [f.name for f in fields(DayTotals) if f.type == "int"]

totals = st.builds(
    DayTotals,
    kiosk=st.text(LETTERS, min_size=8, max_size=8),
    day=st.dates(),
    name=st.text("城东支行一号机 AB9：", max_size=20).map(
        lambda name: " ".join(name.split()).strip("：")
    ),
    trusted=st.booleans(),
    **{name: st.integers(0, 10**9) for name in NUMBERS},
)


@given(totals)
def test_what_is_written_is_read_back(one: DayTotals) -> None:
    assert replace(read(write(one)), name="") == replace(one, name="")


def test_its_name_comes_along() -> None:
    assert read(write(TOTALS)) == TOTALS


@given(totals, st.data())
def test_one_wrong_figure_is_noticed(one: DayTotals, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NUMBERS))
    other = replace(one, **{name: data.draw(st.integers(0, 10**9))})
    right, wrong = write(one), write(other)
    mixed = "\n".join([*wrong.splitlines()[:-1], right.splitlines()[-1]])
    if other == one:
        assert read(mixed).plays == one.plays
    else:
        with pytest.raises(TotalsError):
            read(mixed)


def test_it_is_read_as_people_type_it() -> None:
    text = write(TOTALS)
    typed = (
        text.replace("：", " : ")
        .replace("52", "５２")
        .replace("2026-12-05", "2026年12月5日")
        .replace("K7Q29F3M", "k7q2 9f3m")
        .replace("\n", "\r\n\r\n")
    )
    assert read(f"今天的：\n{typed}\n谢谢") == TOTALS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("反诈一体机日计", "反诈"), "这不是日计"),
        (("日计 1", "日计 2"), "更新"),
        (("游玩：52", "游玩："), "“游玩”"),
        (("游玩：52　", ""), "“游玩”"),
        (("29/34", "29"), "斜线"),
        (("2026-12-05", "2026-13-05"), "“日期”"),
        (("K7Q29F3M", "K7Q29F30"), "“编号”"),
        (("：37", "：73"), "校验"),
        (("时间可信", "时间不可信"), "校验"),
        (("校验", "核对"), "校验"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(change: tuple[str, str], said: str) -> None:
    with pytest.raises(TotalsError, match=said) as told:
        read(write(TOTALS).replace(*change))
    assert "请" in str(told.value)


def test_a_kiosk_counts_once_a_day_and_the_evening_takes_the_place_of_noon() -> None:
    noon, evening = TOTALS, replace(TOTALS, plays=80, visits=60)
    other = replace(TOTALS, kiosk="K7Q29F3N")
    later = replace(TOTALS, day=DAY + timedelta(days=1))
    assert once([evening, noon, other, noon, later, evening]) == (evening, later, other)


def test_totals_are_those_of_the_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path, name=lambda: "城东支行")
    journal.start()
    best, worst, left = one(), one(whole_play(best=False)), one(whole_play().rewound(1))
    again = one(visit=best.begun.id, number=2, attempt=2)
    for play in (best, worst, left, again, one(trial=True), one(at=AT + timedelta(days=1))):
        journal.played(play)
    for number, (stage, right) in enumerate(
        (("before", True), ("after", True), ("after", False)), 1
    ):
        id_ = best.begun.id
        journal.answered(Answered(id_, number, stage, "a", "b", "scam", "scam", right, 1.0))
    journal.install(best.begun.id, 20.0)
    assert journal.close()
    kiosk = kiosk_id(tmp_path)
    with closing(open_read(journal_file(tmp_path))) as base:
        found = day_totals(base, kiosk, AT.date())
        (stake,) = base.execute("SELECT at_stake FROM story").fetchone()
        assert day_totals(base, kiosk, date(2020, 1, 1)) == DayTotals(
            kiosk, date(2020, 1, 1), "城东支行"
        )
    assert STORY.kind.en == "scam"
    assert found == DayTotals(
        kiosk,
        AT.date(),
        "城东支行",
        visits=3,
        plays=4,
        completed=3,
        trials=1,
        scams=2,
        handled=1,
        spared=3 * stake - worst.play.lost,
        install=1,
        before=1,
        before_right=1,
        after=2,
        after_right=1,
    )
