"""`kiosk new` with workbooks, and LibreOffice opening them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from kiosk.cli import main
from kiosk.scenario.reading.reader import read_story
from tests.sample import SAMPLE

from .books import FIRST, Book, converted, story


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_story_becomes_a_workbook_and_the_workbook_a_story() -> None:
    path = SAMPLE[0]
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
    assert "\n# 由工作簿“本子.xlsx”生成" in Path("本子.yaml").read_text(encoding="utf-8")


def test_a_pipe_that_calls_itself_a_picture_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("图.png")
    book = Book()
    Path("本子.xlsx").write_bytes(book.put("剧本", f"B{book.row('图片')}", "图.png").data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    assert "没有图片“图.png”" in capsys.readouterr().out


def test_a_workbook_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "新的", "--from", "没有.xlsx"]) == 1
    assert "没有.xlsx 打不开" in capsys.readouterr().err


def corrected() -> bytes:
    """Give the bytes of the workbook after a correction."""
    return Book().put("台词", "C3", "上午十点整，家里的电话响了。").data()


def test_a_story_made_before_is_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    for data in (corrected(), corrected()):
        Path("本子.xlsx").write_bytes(data)
        assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
        assert "重新写好了：新的.yaml" in capsys.readouterr().out
        assert "上午十点整" in Path("新的.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", ["# 我的话\n", "\n", "审核:\n  审核人: 甲\n"])
def test_a_story_changed_by_hand_since_is_kept(
    change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    with Path("新的.yaml").open("a", encoding="utf-8") as file:
        file.write(change)
    before = Path("新的.yaml").read_bytes()
    Path("本子.xlsx").write_bytes(corrected())
    capsys.readouterr()
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    assert Path("新的.yaml").read_bytes() == before
    told = capsys.readouterr().err
    assert "有人直接改过它" in told
    assert "写回工作簿" in told


def test_line_ends_that_an_editor_wrote_otherwise_are_no_change() -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    Path("新的.yaml").write_bytes(Path("新的.yaml").read_bytes().replace(b"\n", b"\r\n"))
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0


def test_a_story_written_by_hand_is_kept() -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    Path("新的.yaml").write_bytes(SAMPLE[0].read_bytes())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    assert Path("新的.yaml").read_bytes() == SAMPLE[0].read_bytes()


def test_with_errors_the_story_made_before_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 0
    before = Path("新的.yaml").read_bytes()
    Path("本子.xlsx").write_bytes(Book().put("选择", "C3", "安全").data())
    assert main(["new", "新的", "--from", "本子.xlsx"]) == 1
    assert Path("新的.yaml").read_bytes() == before
    assert "新的.yaml 还是上一次的" in capsys.readouterr().err


def test_a_workbook_becomes_a_workbook_again() -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "照着改", "--xlsx", "--from", "本子.xlsx"]) == 0
    assert converted(Path("照着改.xlsx").read_bytes()).scenario == FIRST


def test_a_name_may_end_as_the_workbooks_does() -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(["new", "本子.xlsx", "--from", "本子.xlsx"]) == 0
    assert Path("本子.yaml").exists()


@pytest.mark.parametrize("make", ["pipe", "folder", "yaml", "link"])
def test_what_is_no_workbook_is_told_and_never_waited_for(
    make: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Path("来源.yaml" if make == "yaml" else "来源.xlsx")
    if make == "pipe":
        os.mkfifo(source)
    elif make == "folder":
        source.mkdir()
    elif make == "yaml":
        source.write_bytes(SAMPLE[0].read_bytes())
    else:
        source.symlink_to("没有.xlsx")
    assert main(["new", "新的", "--from", str(source)]) == 1
    told = capsys.readouterr().err
    assert str(source) in told
    assert "。" in told
    assert not Path("新的.yaml").exists()


COMMANDS = (
    ("check", "本子.xlsx", "--fast"),
    ("play", "本子.xlsx", "--choices", "1"),
    ("storyboard", "本子.xlsx", "-o", "页.html"),
    ("voice", "script", "-o", "录音", "--scenarios", "本子.xlsx"),
    ("gallery", "-o", "画面", "--size", "1366x768", "--only", "选", "--scenarios", "本子.xlsx"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_that_takes_a_story_takes_its_workbook(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("本子.xlsx").write_bytes(Book().data())
    assert main(list(command)) == 0
    told = capsys.readouterr()
    assert "记事本" not in told.out + told.err


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c[0] in ("check", "play", "storyboard")]
)
def test_a_command_tells_the_cell_that_is_wrong(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("本子.xlsx").write_bytes(Book().put("选择", "C3", "安全").data())
    assert main(list(command)) == 1
    told = capsys.readouterr()
    assert "本子.xlsx【选择】C3: 错误：不认识“安全”" in told.out + told.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("旧的.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("旧的.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("表.ods", b"PK\x03\x04"),
        ("表.csv", "场景,谁,文字\n".encode("gb18030")),
        ("坏的.xlsx", b"PK\x03\x04" + bytes(600)),
        ("空的.xlsx", b""),
    ],
)
def test_another_kind_of_table_is_told_to_be_saved_as_a_workbook(
    name: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(data)
    for command in (["check", name, "--fast"], ["play", name], ["new", "新的", "--from", name]):
        assert main(command) == 1
        told = capsys.readouterr()
        assert "点“另存为”，文件类型选“Excel 文件（*.xlsx）”" in told.out + told.err
        assert "记事本" not in told.out + told.err


def test_a_workbook_that_was_renamed_is_still_one() -> None:
    Path("本子.yaml").write_bytes(Book().data())
    assert main(["check", "本子.yaml", "--fast"]) == 0


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


@pytest.mark.ce  # another program is waited for
@pytest.mark.parametrize("scenario", [FIRST, *(story(p.read_bytes()) for p in SAMPLE)])
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


@pytest.mark.ce  # as above
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


def test_what_takes_fonts_to_find_is_told_at_its_cell_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("本子.xlsx").write_bytes(Book().put("台词", "C3", "上午十点，家里的电话🫠响了。").data())
    for _ in range(2):  # found, then remembered
        assert main(["check", "本子.xlsx", "--data", "数据"]) == 0
        assert "本子.xlsx【台词】C3: 提醒：符号“🫠”" in capsys.readouterr().out
