"""`kiosk load` does from a terminal what staff's page does with a stick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.packs.imported import Import
from kiosk.packs.live_sets import LiveSets
from tests.packs.packs import story
from tests.sample import read_before

Read = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the data directory of a kiosk that has run."""
    read_before(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "好的.yaml").write_text(story(), encoding="utf-8")
    (stick / "坏的.yaml").write_text("标题：x", encoding="utf-8")
    (stick / "照片.jpg").write_bytes(b"x")
    return stick


def load(data: Path, *arguments: object) -> int:
    return main(["load", *map(str, arguments), "--data", str(data), "--fast", "--silent"])


def held(data: Path) -> list[str]:
    live = LiveSets(data).current()
    return [one.id for one in live.held] if live else []


def test_what_is_on_a_stick_is_told_and_not_made_live_unless_asked(
    data: Path, stick: Path, capsys: Read
) -> None:
    assert load(data, stick) == 1
    said = capsys.readouterr().out
    assert "新的　好的.yaml：新的故事" in said
    assert "没有审核" in said
    assert "不能播放　坏的.yaml" in said
    assert "坏的.yaml:1:3: 错误：冒号是全角的" in said
    assert "照片.jpg" in said
    assert "没有换上。要换上，再加 --yes。" in said
    assert held(data) == []
    assert not (data / "sets" / "staging").exists()


def test_the_good_goes_live_and_the_set_before_comes_back(
    data: Path, stick: Path, capsys: Read
) -> None:
    assert load(data, stick, "--yes") == 1  # something was refused, the rest is live
    assert held(data) == ["new-story"]
    assert "换上了 1 个剧本" in capsys.readouterr().out
    (stick / "坏的.yaml").unlink()
    assert load(data, stick, "--yes") == 0
    assert "没有可以换上的。" in capsys.readouterr().out
    assert load(data, "--back") == 0
    assert held(data) == []
    assert load(data, "--back") == 0
    assert held(data) == ["new-story"]
    assert load(data, "--shipped") == 0
    assert held(data) == []


def test_without_a_set_before_nothing_comes_back(data: Path, capsys: Read) -> None:
    assert load(data, "--back") == 1
    assert "没有上一套可以换回。" in capsys.readouterr().out


def test_the_folder_for_files_is_looked_into_where_nothing_is_named(
    data: Path, capsys: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.packs.sticks.mounted", lambda *_: iter(()))
    assert load(data, "--yes") == 1
    assert "请插上 U 盘" in capsys.readouterr().err
    (data / "剧本").mkdir(parents=True)
    (data / "剧本" / "故事.yaml").write_text(story("dropped"), encoding="utf-8")
    assert load(data, "--yes") == 0
    assert held(data) == ["dropped"]


def test_a_file_of_several_with_one_id_can_be_chosen(
    data: Path, tmp_path: Path, capsys: Read
) -> None:
    for name in ("一", "二"):
        (tmp_path / f"{name}.yaml").write_text(story(title=f"第{name}版"), encoding="utf-8")
    files = [tmp_path / "一.yaml", tmp_path / "二.yaml"]
    assert load(data, *files, "--check") == 0
    assert "编号 new-story 有 2 个文件" in capsys.readouterr().out
    for name in ("一", "二"):
        assert load(data, *files, "--yes", "--take", f"{name}.yaml") == 0
        live = LiveSets(data).current()
        assert live is not None
        assert [one.title for one in live.held] == [f"第{name}版"]
    assert load(data, *files, "--take", "三.yaml") == 2
    assert "没有能播放的“三.yaml”" in capsys.readouterr().err


def test_a_pack_that_is_refused_whole_is_one_sentence(
    data: Path, tmp_path: Path, capsys: Read
) -> None:
    (tmp_path / "空").mkdir()
    for path in (tmp_path / "空", tmp_path / "没有"):
        assert load(data, path, "--yes") == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "请" in said


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [shape(value[0])]
    return None


def test_the_json_has_the_keys_the_page_gives(data: Path, stick: Path, capsys: Read) -> None:
    (stick / "坏的.yaml").unlink()
    load(data, stick, "--yes", "--json")
    told = json.loads(capsys.readouterr().out)
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    section = page.partition("## kiosk load")[2].partition("\n## ")[0]
    example = json.loads(section.partition("```json")[2].partition("```")[0])
    for one in (example, told):
        for each in one["stories"]:
            each["problems"] = []
    assert shape(told) == shape(example)


def test_its_steps_are_lines_a_program_can_read(data: Path, stick: Path, capsys: Read) -> None:
    assert load(data, stick, "--steps") == 0
    *steps, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert {step["doing"] for step in steps} >= {"looking", "copying", "checking"}
    imported = Import.from_plain(last["import"])
    assert len(imported.candidates) == 2
    assert LiveSets(data).make_live(imported).held
    assert load(data, stick / "没有", "--steps") == 1
    assert "找不到" in json.loads(capsys.readouterr().out.splitlines()[-1])["refused"]
