"""The page of a check tells each file with its problems, the refused ones first, and escapes what files say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.commands.check import PAGE
from kiosk.commands.common import library
from kiosk.review.check_page import check_page

DAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "剧本"
    folder.mkdir()
    assert main(["new", str(folder / "甲.yaml")]) == 0
    (folder / "坏.yaml").write_text("标题：<script>\n", encoding="utf-8")
    return folder


def test_what_is_refused_comes_first_and_every_problem_has_its_place(folder: Path) -> None:
    page = check_page(library([folder]), ["没有中文语音"], DAY)
    assert page.index("不能播放　坏.yaml") < page.index("可以播放　甲.yaml")
    assert "坏.yaml:1:" in page
    assert "怎么办：" in page
    assert "没有中文语音" in page
    assert "<script>" not in page
    assert "1 个可以播放，1 个不能播放" in page


def test_it_is_written_into_the_data_directory_and_opened(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    data = tmp_path / "数据 夹"
    for _ in range(2):
        assert main(["check", "--fast", "--show", "--data", str(data), str(folder)]) == 1
    assert opened == [(data / PAGE).as_uri()] * 2
    assert "坏.yaml" in (data / PAGE).read_text(encoding="utf-8")
    assert str(data / PAGE) in capsys.readouterr().out


def test_where_there_is_no_browser_its_place_is_told(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _url: False)
    main(["check", "--fast", "--show", "--data", str(tmp_path / "data"), str(folder)])
    assert "请用浏览器打开" in capsys.readouterr().out
