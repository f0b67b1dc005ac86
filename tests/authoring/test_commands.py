"""`kiosk new` with workbooks, and LibreOffice opening them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from kiosk.cli import main
from kiosk.scenario.reading.reader import read_story

from .books import FIRST, STORIES, Book, converted, story


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_story_becomes_a_workbook_and_the_workbook_a_story() -> None:
    path = STORIES[0]
    assert main(["new", "本子", "--xlsx", "--from", str(path)]) == 0
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    assert story(Path("新的.yaml").read_bytes()) == story(path.read_bytes())
    assert main(["check", "新的.yaml", "--fast"]) == 0


def test_an_empty_workbook_is_written_without_a_name_and_never_over_another() -> None:
    assert main(["new", "--xlsx"]) == 0
    assert Path("新剧本.xlsx").stat().st_size > 10_000
    before = Path("新剧本.xlsx").read_bytes()
    assert main(["new", "--xlsx"]) == 1
    assert Path("新剧本.xlsx").read_bytes() == before


def test_a_workbook_with_errors_becomes_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    book = Book()
    cell = book.cell("选择", "判断", 3)
    Path("本子.xlsx").write_bytes(book.put("选择", cell, "安全").data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    assert not Path("新的.yaml").exists()
    told = capsys.readouterr()
    assert f"本子.xlsx【选择】{cell}: 错误：不认识“安全”" in told.out
    assert "有 1 个错误" in told.err


def test_a_story_takes_the_name_of_its_workbook() -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "--from", "本子.xlsx"]) == 0
    assert Path("本子.yaml").read_text(encoding="utf-8").startswith("# 由工作簿“本子.xlsx”生成")


def test_a_workbook_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "新的", "--from", "没有.xlsx"]) == 1
    assert "没有.xlsx 打不开" in capsys.readouterr().err


def test_a_name_is_needed_where_nothing_gives_one() -> None:
    assert main(["new"]) == 2


def test_a_picture_of_the_storys_own_is_looked_for_beside_the_new_file() -> None:
    book = Book()
    (row,) = [r[0].row for r in book.book["剧本"].iter_rows() if r[0].value == "图片*"]
    Path("本子.xlsx").write_bytes(book.put("剧本", f"B{row}", "封面.png").data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    Image.new("RGB", (640, 360), "teal").save("封面.png")
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    made = read_story(
        Path("新的.yaml").read_bytes(), "x", own_pictures={"封面.png": Path("封面.png")}
    ).scenario
    assert made is not None
    assert made.picture == "封面.png"


@pytest.fixture(scope="module")
def office() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs the Debian package libreoffice-calc")
    return program


@pytest.mark.parametrize("scenario", [FIRST, *(story(p.read_bytes()) for p in STORIES)])
def test_libreoffice_saves_a_workbook_without_loss(
    scenario: object, office: str, tmp_path: Path
) -> None:
    (tmp_path / "本子.xlsx").write_bytes(Book(scenario).data())  # type: ignore[arg-type]  # a story
    done = subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            "本子.xlsx",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    saved = tmp_path / "saved" / "本子.xlsx"
    assert saved.exists(), done.stderr
    assert converted(saved.read_bytes()).scenario == scenario


def test_the_lists_that_follow_what_is_typed_hold_it_in_libreoffice(
    office: str, tmp_path: Path
) -> None:
    (tmp_path / "本子.xlsx").write_bytes(Book().data())
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            "本子.xlsx",
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=180,
        check=True,
    )
    from openpyxl import load_workbook  # noqa: PLC0415 - here alone

    names = load_workbook(tmp_path / "saved" / "本子.xlsx", data_only=True)["名单"]
    columns = {cell.value: cell.column for cell in names[1] if cell.value}

    def held(title: str) -> list[str]:
        column = columns[title]
        return [c.value for (c,) in names.iter_rows(3, 302, column, column) if c.value]

    assert held("去向") == [place.id for place in FIRST.places]
    assert held("场景编号") == [scene.id for scene in FIRST.scenes]
    assert held("说话人") == ["旁白", "我", *(one.id for one in FIRST.cast)]
