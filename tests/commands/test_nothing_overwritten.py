"""No command writes over what it didn't make, and each refusal is a Chinese sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.scenario.first_story import first_story

ROOT = Path(__file__).parents[2]
STORY = first_story("例子")
"""The shortest there is: a storyboard of it is drawn dozens of times."""

Told = Callable[[], str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(STORY, encoding="utf-8")


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Give what the last command wrote to standard error."""
    return lambda: capsys.readouterr().err


def output(command: str) -> Callable[[str], list[str]]:
    """Give what calls a command with the file it is to write."""
    calls: dict[str, Callable[[str], list[str]]] = {
        "storyboard": lambda out: ["storyboard", "s.yaml", "-o", out],
        "voice say": lambda out: ["voice", "say", "您好", "-o", out],
        "new": lambda out: ["new", out],
        "new --xlsx": lambda out: ["new", out, "--xlsx", "--from", "s.yaml"],
    }
    return calls[command]


COMMANDS = ["storyboard", "voice say", "new", "new --xlsx"]
ENDINGS = {"storyboard": ".html", "voice say": ".wav", "new": ".yaml", "new --xlsx": ".xlsx"}


def plain(message: str) -> None:
    """Assert that a message is one for staff: Chinese, with what to do, and no English sentence."""
    assert "请" in message, message
    assert "Traceback" not in message
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", message), message


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_somebody_wrote_is_left_as_it_is(command: str, told: Told) -> None:
    name = f"my{ENDINGS[command]}"
    Path(name).write_text("我自己的")
    assert main(output(command)(name)) == 1
    assert Path(name).read_text() == "我自己的"
    plain(told())


@pytest.mark.parametrize("command", COMMANDS)
def test_links_pipes_and_folders_are_refused(command: str, told: Told) -> None:
    end = ENDINGS[command]
    Path(f"link{end}").symlink_to("elsewhere")
    Path(f"folder{end}").mkdir()
    os.mkfifo(f"pipe{end}")
    Path(f"device{end}").symlink_to("/dev/null")
    for name in ("link", "folder", "pipe", "device"):
        assert main(output(command)(f"{name}{end}")) == 1, name
        plain(told())
    assert not Path("elsewhere").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("length", [100, 300])
def test_a_long_name_is_told_to_be_too_long(command: str, length: int, told: Told) -> None:
    assert main(output(command)("名" * length + ENDINGS[command])) == 1
    message = told()
    assert "名字太长" in message
    plain(message)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_parent_that_is_missing_is_made_and_one_that_is_a_file_is_told(
    command: str, told: Told
) -> None:
    end = ENDINGS[command]
    assert main(output(command)(f"a/b/c{end}")) == 0
    assert Path(f"a/b/c{end}").is_file()
    assert main(output(command)(f"s.yaml/c{end}")) == 1
    plain(told())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_nobody_may_write_to_is_told(command: str, told: Told) -> None:
    assert main(output(command)(f"/proc/self/a{ENDINGS[command]}")) == 1
    plain(told())


@pytest.mark.parametrize("command", COMMANDS)
def test_names_that_differ_in_case_alone_are_told(command: str, told: Told) -> None:
    end = ENDINGS[command]
    Path(f"ABC{end}").write_text("")
    assert main(output(command)(f"abc{end}")) == 1
    message = told()
    assert "只差大小写" in message
    plain(message)


def test_the_story_itself_is_never_written_over_by_its_storyboard(told: Told) -> None:
    Path("in").mkdir()
    before = Path("s.yaml").read_bytes()
    for out in ("s.yaml", "./s.yaml", "in/../s.yaml", str(Path("s.yaml").absolute())):
        assert main(["storyboard", "s.yaml", "-o", out]) == 1
        assert "没有改动它" in told()
    Path("hard.yaml").hardlink_to("s.yaml")
    assert main(["storyboard", "s.yaml", "-o", "hard.yaml"]) == 1
    assert Path("s.yaml").read_bytes() == before
    case = (ROOT / "tests" / "cases" / "story-overwritten-by-storyboard.yaml").read_bytes()
    Path("s.yaml").write_bytes(case)  # a page that took a story's place, once
    assert main(["storyboard", "s.yaml", "-o", "s.yaml"]) == 1
    assert Path("s.yaml").read_bytes() == case


def test_what_a_command_made_it_makes_again_until_somebody_changes_it(told: Told) -> None:
    for command in ("storyboard", "voice say"):
        name = f"made{ENDINGS[command]}"
        assert main(output(command)(name)) == 0
        assert main(output(command)(name)) == 0
        Path(name).write_bytes(Path(name).read_bytes() + b" ")
        assert main(output(command)(name)) == 1
        assert "有人改过" in told()


def test_one_command_does_not_write_over_what_another_made(told: Told) -> None:
    assert main(["storyboard", "s.yaml", "-o", "a.html"]) == 0
    assert main(["voice", "say", "您好", "-o", "a.html"]) == 1
    plain(told())


def test_a_gallery_is_drawn_again_and_leaves_other_pictures(told: Told) -> None:
    draw = ["gallery", "-o", "图片", "--size", "1366x768", "--only", "^待机$"]
    draw += ["--scenarios", "s.yaml"]
    assert main(draw) == 0
    (picture,) = Path("图片").rglob("*.png")
    assert main(draw) == 0
    picture.write_bytes(b"somebody's own")
    assert main(draw) == 1
    assert picture.read_bytes() == b"somebody's own"
    plain(told())
    assert main([*draw[:2], "s.yaml", *draw[3:]]) == 1
    message = told()
    assert "不是文件夹" in message
    plain(message)


def test_a_list_to_record_from_is_written_again_and_leaves_other_files(told: Told) -> None:
    write = ["voice", "script", "-o", "录音", "--scenarios", "s.yaml"]
    assert main(write) == 0
    assert main(write) == 0
    for name in ("录音稿.html", "录音清单.csv"):
        whole = Path("录音", name).read_bytes()
        Path("录音", name).write_bytes(b"mine")
        assert main(write) == 1, name
        assert Path("录音", name).read_bytes() == b"mine"
        plain(told())
        Path("录音", name).write_bytes(whole)
    for kept in ("录音清单.json.旧", "录音清单.json.旧2", "录音清单.json.旧3"):
        Path("录音", "录音清单.json").write_text(kept)
        assert main(write) == 0
        assert Path("录音", kept).read_text() == kept


def test_somebody_elses_schema_is_left_and_the_story_written_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("scenario.schema.json").write_text("{}")
    assert main(["new", "甲"]) == 0
    assert Path("scenario.schema.json").read_text() == "{}"
    assert "没有写：scenario.schema.json 已经有了" in capsys.readouterr().out
    Path("scenario.schema.json").unlink()
    assert main(["new", "乙"]) == 0
    assert main(["new", "丙"]) == 0
    assert "没有写" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["con", "NUL", "aux.yaml", "Com1", "lpt9.x"])
def test_a_name_windows_keeps_for_a_device_is_refused(name: str, told: Told) -> None:
    assert main(["new", name]) == 1
    plain(told())


def run(*words: str, stdout: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-P", "-m", "kiosk", *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, env=environ, stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--fast", "s.yaml"),
        ("check", "--fast", "s.yaml", "--json"),
        ("check", "--help"),
        ("check", "--explain", "wide-colon"),
        ("play", "s.yaml", "--transcript"),
        ("new", "甲"),
        ("storyboard", "s.yaml", "-o", "a.html"),
    ],
    ids=" ".join,
)
def test_a_report_onto_a_full_disk_is_told_in_one_sentence(words: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    ended = run(*words, stdout=full)
    os.close(full)
    message = ended.stderr.decode()
    assert ended.returncode == 1
    assert message.splitlines()[-1].startswith("要显示的内容写不出去（磁盘满了）")
    plain(message)
