"""`kiosk report`: which journals, which days, what is written, and what is refused."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pygame
import pytest
import qrcode

from kiosk.cli import main
from kiosk.records.journal_file import APPLICATION_ID, VERSION, journal_file
from kiosk.records.totals_code import DayTotals, write
from tests.report.made_journal import Made, made


def journal(found: Made, path: Path, ids: set[int] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    found.write(path, [play for play in found.plays if ids is None or play["id"] in ids])
    with sqlite3.connect(path) as base:
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        base.execute(f"PRAGMA user_version = {VERSION}")
    return path


def counted(found: Made) -> int:
    return sum(not play["trial"] and play["clock"] == "trusted" for play in found.plays)


@pytest.fixture(scope="module")
def found() -> Made:
    return made(120, seed=5)


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    assert main(["report", *map(str, arguments), "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["report", *map(str, arguments)]) == 1
    return capsys.readouterr().err


def test_the_kiosks_own_journal_is_told_under_the_sites_name(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    journal(found, journal_file(data))
    (data / "settings.yaml").write_text("站点名称: 示范银行城南支行\n", encoding="utf-8")
    answer = told(capsys, "--data", data, "-o", out)
    assert answer["plays"] == counted(found)
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".html", ".xlsx"]
    title = docx.Document(str(answer["document"])).paragraphs[0].text
    assert title == "示范银行城南支行反诈互动训练情况报告"


def test_a_play_in_two_exports_counts_once_and_as_the_later_one_has_it(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = sorted(play["id"] for play in found.plays)
    half = len(ids) // 2
    early = journal(found, tmp_path / "exports" / "a" / "early.db", set(ids[: half + 20]))
    with sqlite3.connect(early) as base:  # written while its last play went on
        base.execute(
            "UPDATE play SET verb = 'initialized', left_by = '', scaled = NULL WHERE id = ?",
            (ids[half],),
        )
    journal(found, tmp_path / "exports" / "b.db", set(ids[half - 20 :]))
    whole = told(capsys, journal(found, tmp_path / "whole.db"), "-o", tmp_path / "one")
    both = told(capsys, tmp_path / "exports", "-o", tmp_path / "two")
    for key in ("first", "last", "visits", "plays", "finished", "undated"):
        assert both[key] == whole[key]
    assert docx.Document(str(both["document"])).paragraphs[0].text == "反诈互动训练情况报告"


def test_days_are_asked_for_and_both_ends_are_in(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = journal(found, tmp_path / "journal.db")
    day = "2026-11-10"
    answer = told(capsys, path, "--from", day, "--to", day, "-o", tmp_path / "out")
    assert answer["plays"] == sum(
        not play["trial"] and play["clock"] == "trusted" and play["day"] == day
        for play in found.plays
    )
    whole = told(capsys, path, "--undated", "-o", tmp_path / "out")
    assert whole["plays"] == sum(not play["trial"] for play in found.plays)


def test_totals_by_photo_and_typed_are_added_once(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = journal(found, tmp_path / "journal.db")
    base = DayTotals(
        "K7Q29F3M", date(2026, 11, 10), visits=38, plays=47, completed=41, scams=24, handled=19
    )
    other = replace(base, kiosk="M3F92Q7K", genuine=11, refused=3)
    noon = replace(other, plays=20, completed=10)
    folder = tmp_path / "totals"
    folder.mkdir()
    qrcode.make(write(base)).save(str(folder / "photo.png"))
    (folder / "typed.txt").write_text(f"{write(noon)}\n\n{write(other)}\n", encoding="utf-8")
    answer = told(
        capsys, path, "--totals", folder, "--totals", folder / "photo.png", "-o", tmp_path / "out"
    )
    assert answer["sheets"] == 2
    assert answer["plays"] == counted(found)
    sheet = openpyxl.load_workbook(str(answer["workbook"]))["合计"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert rows["日计"] == (2, 76, 94, 82, 48, 38, 11, 3, 0)
    assert rows["合计"] == tuple(
        a + b for a, b in zip(rows["有记录的机器"], rows["日计"], strict=True)
    )
    text = "".join(line.text for line in docx.Document(str(answer["document"])).paragraphs)
    assert f"玩剧本{94 + counted(found):,}场" in text
    # what a journal has is not added again
    with sqlite3.connect(path) as known:
        known.execute("UPDATE play SET kiosk = 'K7Q29F3M', day = '2026-11-10'")
    assert told(capsys, path, "--totals", folder, "-o", tmp_path / "out")["sheets"] == 1


def test_totals_that_were_misread_name_their_file(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = journal(found, tmp_path / "journal.db")
    typed = tmp_path / "typed.txt"
    wrong = write(DayTotals("K7Q29F3M", date(2026, 11, 10), plays=47)).replace("47", "41")
    for text in (wrong, "别的东西"):
        typed.write_text(text, encoding="utf-8")
        assert "typed.txt" in refused(capsys, path, "--totals", typed, "-o", tmp_path / "out")
    blank = tmp_path / "blank.png"
    pygame.image.save(pygame.Surface((64, 64)), str(blank))
    assert "没有找到二维码" in refused(capsys, path, "--totals", blank, "-o", tmp_path / "out")


def test_an_earlier_report_is_left_as_it_is(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = journal(found, tmp_path / "journal.db"), tmp_path / "out"
    first = Path(str(told(capsys, path, "-o", out)["document"]))
    first.write_bytes(b"filled in by people")
    second = Path(str(told(capsys, path, "-o", out)["document"]))
    assert second.name == first.name.replace(".docx", "-2.docx")
    assert first.read_bytes() == b"filled in by people"


def test_what_cannot_be_told_is_said(
    found: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = journal(found, tmp_path / "journal.db"), tmp_path / "out"
    assert "记录里有的是2026年11月" in refused(capsys, path, "-o", out, "--from", "2027-01-01")
    assert "没有" in refused(capsys, "--data", tmp_path / "nothing", "-o", out)
    (tmp_path / "empty").mkdir()
    assert "里没有记录文件" in refused(capsys, tmp_path / "empty", "-o", out)
    other = tmp_path / "other.db"
    other.write_bytes(b"no database" * 1000)
    assert "记录" in refused(capsys, other, "-o", out)
    assert "记录" in refused(capsys, other, path, "-o", out)
    trials = Made([play for play in found.plays if play["trial"]])
    assert "还没有人玩过" in refused(capsys, journal(trials, tmp_path / "trials.db"), "-o", out)
    assert not out.exists()


def test_a_range_the_wrong_way_round_and_a_day_that_is_none_are_bad_calls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["--from", "2026-11-20", "--to", "2026-11-02"]
    assert main(["report", "-o", str(tmp_path), *days]) == 2
    assert "对调" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["report", "-o", str(tmp_path), "--from", "11月2日"])
    assert ended.value.code == 2
    assert "2026-11-01 这样" in capsys.readouterr().err
