"""Pictures and recordings that can't be used are told, and never stop a visit."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk import composition
from kiosk.paths import shipped
from kiosk.review.gallery import draw, states
from kiosk.review.story_checks.review_context import ReviewContext
from kiosk.review.story_checks.speech import LARGEST, LONGEST, open_silent_mixer
from kiosk.review.story_review import review_story
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import load_library, shipped_pictures
from kiosk.settings import Settings

from .reviewed import EXAMPLE, changed, codes, found
from .sounds import tone

TODAY = date(2026, 12, 1)
OWN = changed("图片: 短信", "图片: 家.png")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give the folder of the example's recordings."""
    folder = tmp_path / "录音" / "kuaidi-duanxin"
    folder.mkdir(parents=True)
    open_silent_mixer()
    return folder


def with_recordings(context: ReviewContext, own: Path) -> ReviewContext:
    return replace(context, voice=None, kits=context.kits[:1], recordings=own.parent)


def messages(tmp_path: Path, context: ReviewContext, own: Path) -> list[tuple[str, str]]:
    told = found(tmp_path, with_recordings(context, own), EXAMPLE)
    assert {p.code for p in told} <= {"bad-recording"}
    return [(p.message, p.source.strip()) for p in told]


def test_a_good_recording_is_no_problem(tmp_path: Path, context: ReviewContext, own: Path) -> None:
    tone(own / "丢件短信.wav")
    assert messages(tmp_path, context, own) == []


def test_a_recording_that_is_no_sound_is_told_at_its_line(
    tmp_path: Path, context: ReviewContext, own: Path
) -> None:
    (own / "丢件短信.wav").write_bytes(b"RIFF....")
    ((message, source),) = messages(tmp_path, context, own)
    assert "丢件短信.wav" in message
    assert "打不开" in message
    assert source == "文字: 您的快递丢了，点这里领三倍赔款，今天有效。"


def test_a_recording_of_a_telephone_is_told(
    tmp_path: Path, context: ReviewContext, own: Path
) -> None:
    (own / "记住.m4a").write_bytes(b"....ftypM4A ")
    ((message, source),) = messages(tmp_path, context, own)
    assert "格式不能用" in message
    assert source.startswith("记住:")


def test_a_recording_too_long_or_too_large_is_told(
    tmp_path: Path, context: ReviewContext, own: Path
) -> None:
    tone(own / "记住.wav", LONGEST + 1, 8000)
    with (own / "丢件短信.wav").open("wb") as file:
        file.truncate(LARGEST + 1)
    told = [message for message, _ in messages(tmp_path, context, own)]
    assert len(told) == 2
    assert all("太大" in message for message in told)


@pytest.mark.parametrize("name", ["丢件短讯.wav", "丢件短信.WAV"])
def test_a_recording_nobody_asks_for_is_told_with_the_name_meant(
    tmp_path: Path, context: ReviewContext, own: Path, name: str
) -> None:
    tone(own / name)
    ((message, _),) = messages(tmp_path, context, own)
    assert name in message
    assert "没有对应的话" in message
    assert "是不是想写“丢件短信”？" in message


def test_a_recording_of_other_words_is_told(
    tmp_path: Path, context: ReviewContext, own: Path
) -> None:
    tone(own / "记住.wav")
    (own / "记住.json").write_text(json.dumps({"text": "从前的话"}), encoding="utf-8")
    ((message, _),) = messages(tmp_path, context, own)
    assert "改动以前的话" in message


def test_a_picture_in_another_case_is_named_as_it_is(
    tmp_path: Path, context: ReviewContext
) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "Home.PNG")
    (tmp_path / "故事.yaml").write_text(changed("图片: 短信", "图片: home.png"), encoding="utf-8")
    pictures = shipped_pictures(Path(__file__).parents[3] / "assets")
    told = load_library([tmp_path], context.kits[0].catalogue, TODAY, pictures=pictures)
    (problem,) = (p for p in told.all_problems if p.code == "no-picture")
    assert "是不是想写“Home.PNG”？" in problem.message
    assert (problem.line, problem.column) == (9, 5)


@pytest.mark.parametrize("name", ["../家.png", "/etc/家.png", "图/家.png"])
def test_a_picture_outside_the_folder_is_refused(
    tmp_path: Path, context: ReviewContext, name: str
) -> None:
    stories = tmp_path / "故事"
    (stories / "图").mkdir(parents=True)
    for folder in (tmp_path, stories / "图"):
        Image.new("RGB", (300, 200)).save(folder / "家.png")
    (stories / "故事.yaml").write_text(changed("图片: 短信", f"图片: {name}"), encoding="utf-8")
    told = load_library([stories / "故事.yaml"], context.kits[0].catalogue, TODAY)
    assert "no-picture" in codes(told.all_problems)
    assert told.scenarios == ()


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [Path.unlink, spoil, empty])
def test_a_picture_lost_after_loading_leaves_every_screen(
    tmp_path: Path, harm: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(harm)
    path = tmp_path / "家.png"
    Image.effect_noise((300, 200), 90).convert("RGB").save(path)
    (tmp_path / "故事.yaml").write_text(OWN, encoding="utf-8")
    composition.drawing_without_display()
    stories = composition.open_stories([tmp_path], None, TODAY)
    assert [scenario.id for scenario in stories.deck.scenarios] == ["kuaidi-duanxin"]
    harm(path)
    kit = composition.make_kit((1366, 768), stories, Settings())
    surfaces = composition.make_surfaces(kit)
    with caplog.at_level(logging.WARNING):
        drawn = [name for name, screen in states(kit) if draw(kit, surfaces, screen)]
    assert any(name.startswith("选故事") for name in drawn)
    assert any("-结局-" in name for name in drawn)
    assert "家.png" in caplog.text


def test_a_torn_picture_is_told_when_stories_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "家.png"
    Image.new("RGB", (300, 200)).save(path)
    path.write_bytes(path.read_bytes()[:60])
    (tmp_path / "故事.yaml").write_text(OWN, encoding="utf-8")
    told = composition.open_stories([tmp_path], None, TODAY).library.all_problems
    assert "bad-picture" in codes(told)


def test_a_clip_beside_the_story_is_heard_and_told_where_it_is_no_sound(
    tmp_path: Path, context: ReviewContext
) -> None:
    open_silent_mixer()
    home = tmp_path / "快递"
    home.mkdir()
    (home / "故事.yaml").write_text(EXAMPLE, encoding="utf-8")
    catalogue, _ = load_catalogue(shipped("scenarios") / "catalogue")
    library = load_library([tmp_path], catalogue, TODAY)
    (one,) = library.loaded
    assert library.own_folders == {"kuaidi-duanxin": home}
    alone = replace(context, voice=None, kits=context.kits[:1], recordings=None)

    def told() -> list[str]:
        problems = review_story(one, one.file.read_bytes(), alone)
        return [p.message for p in problems if p.code == "bad-recording"]

    tone(home / "丢件短信.wav")
    assert told() == []
    (home / "丢件短信.wav").write_bytes(b"RIFF....")
    (home / "丢件短讯.wav").write_bytes(b"RIFF....")
    broken, stray = told()
    assert "丢件短信.wav" in broken + stray
    assert "丢件短讯.wav" in broken + stray
