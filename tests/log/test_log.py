"""The log is kept small and never stops the program."""

from __future__ import annotations

import logging
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import log
from kiosk.log import start_log


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:], root.level, logging.raiseExceptions = handlers, level, raising


def test_records_and_tracebacks_go_to_the_file(tmp_path: Path) -> None:
    path = start_log(tmp_path / "data")
    logging.getLogger("kiosk.test").info("换了一个剧本")
    try:
        int("oh")
    except ValueError:
        logging.getLogger("kiosk.test").exception("出错了")
    text = path.read_text(encoding="utf-8")
    assert "换了一个剧本" in text
    assert "ValueError: invalid literal" in text


def test_the_files_together_stay_small_and_hold_what_came_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SIZE_LIMIT", 1000)
    path = start_log(tmp_path)
    for number in range(500):
        logging.getLogger("kiosk.test").info("第 %d 次", number)
    files = sorted(path.parent.iterdir())
    assert [f.name for f in files] == ["kiosk.1.log", "kiosk.log"]
    assert all(f.stat().st_size < 1100 for f in files)
    told = "".join(f.read_text(encoding="utf-8") for f in files)
    assert [f"第 {number} 次" in told for number in (499, 490)] == [True, True]


def test_a_folder_that_comes_later_is_written_to(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.touch()
    path = start_log(data)
    logging.getLogger("kiosk.test").info("没有地方写")
    data.unlink()
    logging.getLogger("kiosk.test").info("又能写了")
    assert "又能写了" in path.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    start_log(in_the_way)
    logging.getLogger("kiosk.test").info("没有地方写")
    logging.getLogger("kiosk.test").warning("照样说出来")
    said = capsys.readouterr().err
    assert "照样说出来" in said
    assert "Traceback" not in said


def test_a_full_disk_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        logging.getLogger("kiosk.test").warning("写不进去")
        logging.getLogger("kiosk.test").warning("还是写不进去")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    said = capsys.readouterr().err
    assert "还是写不进去" in said
    assert "Traceback" not in said


def test_half_a_character_is_written_and_not_raised(tmp_path: Path) -> None:
    path = start_log(tmp_path)
    logging.getLogger("kiosk.test").info("\ud800")
    assert "\\ud800" in path.read_text(encoding="utf-8")


def lay(kind: str, path: Path) -> None:
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "huge":
            with path.open("wb") as file:
                file.truncate(3 << 30)
        case "folder":
            path.mkdir()


@pytest.mark.parametrize("kind", ["pipe", "device", "huge", "folder"])
def test_whatever_lies_where_it_is_written_is_neither_waited_for_nor_kept(
    tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    for name in ("kiosk.log", "kiosk.1.log"):
        lay(kind, folder / name)
    path = start_log(tmp_path)
    logging.getLogger("kiosk.test").info("写进去了")
    if kind == "folder":
        assert list(path.iterdir()) == []
    else:
        assert path.is_file()
        assert "写进去了" in path.read_text(encoding="utf-8")
        assert not (folder / "kiosk.1.log").exists()


def test_a_log_an_administrator_has_put_elsewhere_stays_there(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.log"
    elsewhere.write_text("以前的\n", encoding="utf-8")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "kiosk.log").symlink_to(elsewhere)
    start_log(tmp_path)
    logging.getLogger("kiosk.test").info("后来的")
    assert [text in elsewhere.read_text(encoding="utf-8") for text in ("以前的", "后来的")] == [
        True
    ] * 2


def test_no_name_of_a_file_moves_the_cursor_of_who_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = start_log(tmp_path)
    logging.getLogger("kiosk.test").warning("%s 读不出来", "\x1b[2J\x9b31m\u202e\r故事\x00.yaml")
    for told in (path.read_text(encoding="utf-8"), capsys.readouterr().err):
        assert "〈U+001B〉[2J〈U+009B〉31m〈U+202E〉〈U+000D〉故事〈U+0000〉.yaml 读不出来" in told
        assert not set(told) & set("\x1b\x9b\u202e\r\x00")


def test_started_twice_it_writes_once(tmp_path: Path) -> None:
    start_log(tmp_path)
    path = start_log(tmp_path)
    logging.getLogger("kiosk.test").info("一次")
    assert path.read_text(encoding="utf-8").count("一次") == 1
