"""Somebody's arms follow the words they say, and nothing else."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.devices import face_to_face
from kiosk.devices.device_state import DeviceState
from kiosk.devices.poses import FILE, Poses, read_poses, shipped_poses
from kiosk.paths import shipped
from kiosk.scenario.model import VISITOR, Channel, Character, Cue, Device, Kind, Line, Scene
from kiosk.screens.kit import Kit
from kiosk.settings import Settings
from kiosk.ui.composer import Composer
from kiosk.ui.figure import FOLDER
from kiosk.ui.geometry import Box
from kiosk.ui.items import Art
from kiosk.ui.theme import Look

PICTURES = shipped("assets") / "pictures"
POSES = shipped_poses()
WHO = Character("甲", "某人", "旁白", "柜员")
SHOWN = Line("甲", "这张单子您收好。")
PLAIN = Line("甲", "今天天气不错。")


@pytest.fixture(scope="module")
def kit() -> Kit:
    composition.drawing_without_display()
    stories = composition.open_stories([], None, date(2026, 11, 21))
    return composition.make_kit((1920, 1080), stories, Settings())


def met(kit: Kit, *lines: Line, who: Character = WHO, kind: Kind = Kind.SCAM) -> DeviceState:
    """Give somebody met at home when the lines are told."""
    scene = Scene("场", Channel.FACE_TO_FACE, lines, contact="甲", device=Device(place="家里"))
    story = replace(kit.deck.scenarios[0], cast=(who,), kind=kind)
    return DeviceState(kit.words, story, scene, len(lines))


def drawn(kit: Kit, state: DeviceState) -> Art:
    composer = Composer(kit.fonts, kit.theme(Look.NORMAL))
    face_to_face.layout(composer, Box(70, 130, 640, 720), state).paint(composer)
    return [item for item in composer.back if isinstance(item, Art)][-1]


def test_every_pose_that_is_named_is_drawn_and_every_drawing_named() -> None:
    assert {one.pose for one in POSES.known} == POSES.drawn
    assert POSES.drawn == {path.stem for path in (PICTURES / FOLDER).glob("*.svg")}


def test_no_word_goes_with_two_poses_or_is_hidden_behind_another() -> None:
    words = [word for one in POSES.known for word in one.words]
    assert len(set(words)) == len(words)
    assert "" not in words
    for one in POSES.known:
        for word in one.words:
            assert POSES.of(word) == one.pose, word


def test_the_word_that_comes_first_decides_and_of_two_at_one_place_the_longer() -> None:
    assert POSES.of("谢谢您，先别转") == "捂胸"
    assert POSES.of("先别转，谢谢您") == "拦住"
    assert POSES.of("这张红包") == "出示"
    assert POSES.of("打电话") == "打电话"
    assert POSES.of(PLAIN.text) == ""


def test_no_word_is_found_within_another_by_chance() -> None:
    for word in POSES.chance:
        assert POSES.of(word) == ""
        assert any(said in word for one in POSES.known for said in one.words), word


def test_the_file_says_nothing_the_program_does_not_read() -> None:
    table = tomllib.loads((PICTURES / FILE).read_text(encoding="utf-8"))
    assert set(table) == {"pose", "chance", "height"}
    assert all(set(entry) == {"pose", "words"} for entry in table["pose"])
    standing = {path.stem for path in (PICTURES / "standing").glob("*.svg")}
    assert set(table["height"]) <= standing
    assert all(0.7 < share < 1 for share in table["height"].values())


@pytest.mark.parametrize("text", [None, "不是 toml =", "pose = 3", "[[pose]]\npose = '请'"])
def test_a_broken_file_leaves_all_arms_at_rest_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str | None
) -> None:
    if text is not None:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        poses = read_poses(tmp_path)
    assert poses.of("这张单子") == ""
    assert FILE in caplog.text


def test_a_pose_nobody_drew_is_the_pose_at_rest() -> None:
    assert Poses(POSES.known, drawn=frozenset({"拦住"})).of("谢谢，这张单子") == ""


def test_arms_follow_what_was_said_last_and_rest_while_the_visitor_speaks(kit: Kit) -> None:
    assert met(kit, PLAIN, SHOWN).pose(WHO) == "出示"
    assert met(kit, SHOWN, PLAIN).pose(WHO) == ""
    assert met(kit, SHOWN, Line("旁白", "他等着。")).pose(WHO) == "出示"
    assert met(kit, SHOWN, Line(VISITOR, "我看看。")).pose(WHO) == ""
    assert met(kit).pose(WHO) == ""


def test_true_or_false_a_lure_or_none_the_arms_are_the_same(kit: Kit) -> None:
    lure = replace(SHOWN, cues=(Cue("单子", "编造事由", "骗"),))
    masked = replace(WHO, name="“某人”")
    poses = {
        met(kit, line, who=who, kind=kind).pose(who)
        for line in (SHOWN, lure)
        for who in (WHO, masked)
        for kind in Kind
    }
    assert poses == {"出示"}


def test_in_a_quiz_all_arms_rest(kit: Kit) -> None:
    assert replace(met(kit, SHOWN), calm=True).pose(WHO) == ""


def test_the_figure_is_drawn_in_its_pose_with_its_mood(kit: Kit) -> None:
    assert drawn(kit, met(kit, SHOWN)).name == "standing/柜员+出示"
    assert drawn(kit, met(kit, Line("甲", "千万等等！"))).name == "standing/柜员-着急+拦住"
    assert drawn(kit, met(kit, PLAIN)).name == "standing/柜员"


def test_a_child_is_smaller_than_a_grown_person_and_stands_on_the_same_ground(kit: Kit) -> None:
    grown = drawn(kit, met(kit, PLAIN)).box
    child = drawn(kit, met(kit, PLAIN, who=replace(WHO, portrait="男孩"))).box
    assert child.bottom == grown.bottom
    assert child.h == pytest.approx(grown.h * POSES.height("男孩-高兴"), abs=1)
    assert POSES.height("男孩-高兴") < 1 == POSES.height("柜员")
