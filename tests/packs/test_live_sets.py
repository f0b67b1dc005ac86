"""A set is live wholly or not at all, and the one before comes back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.authoring.story_workbooks import read_workbook
from kiosk.commands.common import playing, today
from kiosk.packs.imported import Import, Standing
from kiosk.packs.live_sets import DROP_FOLDER, MOST_SETS, LiveSets
from kiosk.packs.refusal import PackRefusedError
from kiosk.scenario.reading import library_cache
from kiosk.scenario.reading.library_cache import open_library
from kiosk.settings import Settings
from tests.sample import ALL, kept, read_before

from .packs import OTHER, SHIPPED, TODAY, png, staged, story


@pytest.fixture
def sets(tmp_path: Path) -> LiveSets:
    return LiveSets(tmp_path / "data")


def stick_of(folder: Path, **stories: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in stories.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def live_ids(sets: LiveSets) -> list[str]:
    live = sets.current()
    return [one.id for one in live.held] if live else []


# What is found ------------------------------------------------------------------------------------


def test_stories_are_found_however_people_put_them(sets: LiveSets, tmp_path: Path) -> None:
    stick = stick_of(tmp_path / "stick", root=story("root"))
    (stick / "十一月 新剧本").mkdir()
    (stick / "十一月 新剧本" / "孙子来电.yaml.txt").write_text(story("txt"), encoding="utf-8")
    (stick / "十一月 新剧本" / "另一个.YML").write_text(story("yml"), encoding="gb18030")
    (stick / "a" / "b" / "c").mkdir(parents=True)
    (stick / "a" / "b" / "c" / "deep.yaml").write_text(story("deep"), encoding="utf-8-sig")
    (stick / "照片.jpg").write_bytes(b"x")
    (stick / "说明.docx").write_bytes(b"x")
    imported = staged(sets, stick)
    assert {one.id for one in imported.candidates} == {"root", "txt", "yml", "deep"}
    assert {one.standing for one in imported.candidates} == {Standing.NEW}
    assert set(imported.ignored) == {"照片.jpg", "说明.docx"}
    assert "十一月 新剧本/孙子来电.yaml.txt" in {one.shown for one in imported.candidates}
    sets.make_live(imported)
    assert set(live_ids(sets)) == {"root", "txt", "yml", "deep"}


def test_how_each_story_stands_to_what_is_playing_is_told(sets: LiveSets, tmp_path: Path) -> None:
    same = SHIPPED.read_text(encoding="utf-8")
    changed = same.replace("标题: 银行里的两个电话", "标题: 警察打来了")
    assert changed != same
    stick = stick_of(
        tmp_path / "a", same=same, other=OTHER.read_text(encoding="utf-8"), bad="标题：x"
    )
    imported = staged(sets, stick)
    standings = {one.shown: one.standing for one in imported.candidates}
    assert standings == {
        "same.yaml": Standing.SAME,
        "other.yaml": Standing.NEW,
        "bad.yaml": Standing.REFUSED,
    }
    (bad,) = (one for one in imported.candidates if one.standing is Standing.REFUSED)
    assert bad.errors
    assert {problem.file for problem in bad.problems} == {"bad.yaml"}
    assert any(problem.line for problem in bad.problems)
    (one,) = staged(sets, stick_of(tmp_path / "b", a=changed)).candidates
    assert one.standing is Standing.CHANGED
    assert [(change.old, change.new) for change in one.changes] == [
        ("银行里的两个电话", "警察打来了")
    ]
    assert one.change_count == 1
    assert (one.approved, one.minutes > 0, one.scenes > 1) == (False, True, True)


def test_of_two_files_with_one_id_the_newest_is_suggested_and_staff_may_choose(
    sets: LiveSets, tmp_path: Path
) -> None:
    stick = stick_of(tmp_path / "stick", a=story(title="第一版"), b=story(title="第二版"))
    os.utime(stick / "a.yaml", (2_000_000_000, 2_000_000_000))
    os.utime(stick / "b.yaml", (1_900_000_000, 1_900_000_000))
    imported = staged(sets, stick)
    ((newest, older),) = imported.twins
    assert imported.candidates[newest].title == "第一版"
    assert imported.suggested == (newest,)
    assert imported.chosen([older]) == (older,)
    sets.make_live(imported, imported.chosen([older]))
    live = sets.current()
    assert live is not None
    assert [one.title for one in live.held] == ["第二版"]


def test_a_copy_of_a_story_is_no_question(sets: LiveSets, tmp_path: Path) -> None:
    stick = stick_of(tmp_path / "stick", a=story(), b=story())
    imported = staged(sets, stick)
    assert len(imported.candidates) == 1
    assert imported.twins == ()


def test_a_story_has_its_picture_and_its_clips_with_it(sets: LiveSets, tmp_path: Path) -> None:
    text = story()
    picture = next(line for line in text.splitlines() if line.startswith("图片:"))
    own = stick_of(tmp_path / "stick" / "孙子", s=text.replace(picture, "图片: 封面.png"))
    (own / "封面.png").write_bytes(png())
    (own / "开头-1.wav").write_bytes(b"RIFF")
    for name in ("x.yaml", "y.yaml"):
        (tmp_path / "stick" / name).write_text(
            story(name[0]).replace(picture, f"图片: {name[0]}.png"), encoding="utf-8"
        )
        (tmp_path / "stick" / f"{name[0]}.png").write_bytes(png(401))
    imported = staged(sets, tmp_path / "stick")
    assert [one.standing for one in imported.candidates] == [Standing.NEW] * 3
    live = sets.make_live(imported)
    assert {file.rpartition("/")[2] for file in live.files} == {
        *("s.yaml", "封面.png", "开头-1.wav", "x.yaml", "x.png", "y.yaml", "y.png")
    }
    found = composition.open_stories([], kept(), TODAY, live)
    drawn = {one.id: one.picture for one in found.deck.scenarios}
    assert Path(drawn["new-story"]).read_bytes() == png()
    assert found.library.own_folders["new-story"] == live.folder / "stories" / "new-story"


def test_recordings_slogans_logo_code_and_settings_come_along(
    sets: LiveSets, tmp_path: Path
) -> None:
    stick = stick_of(tmp_path / "stick", a=story())
    (stick / "录音" / "new-story").mkdir(parents=True)
    (stick / "录音" / "new-story" / "开头-1.wav").write_bytes(b"RIFF")
    (stick / "标语.txt").write_text("- 陌生来电不轻信\n\n不转账\n", encoding="utf-8")
    (stick / "二维码.png").write_bytes(png())
    (stick / "logo.PNG").write_bytes(png())
    (stick / "设置.yaml").write_text("音量: 50%\n", encoding="utf-8")
    imported = staged(sets, stick)
    assert imported.recordings == 1
    assert [one.text for one in imported.slogans] == ["陌生来电不轻信", "不转账"]
    assert set(imported.parts) == {"logo", "qr", "settings"}
    live = sets.make_live(imported)
    assert live.recordings == live.folder / "recordings"
    assert (live.recordings / "new-story" / "开头-1.wav").read_bytes() == b"RIFF"
    assert live.part("qr") is not None
    slogans = composition.open_stories([], kept(), TODAY, live).library.catalogue.slogans
    assert [one.text for one in slogans] == ["陌生来电不轻信", "不转账"]


def test_a_list_says_in_which_order_stories_come(sets: LiveSets, tmp_path: Path) -> None:
    stick = stick_of(tmp_path / "stick", 甲=story("one", "第一"), 乙=story("two", "第二"))
    (stick / "节目单.txt").write_text(
        "# 十一月\n1. 第二\n- 没有的\n银行里的两个电话\n甲.yaml\n", encoding="gb18030"
    )
    imported = staged(sets, stick)
    assert imported.order == ("two", "call-96110", "one")
    told = [(one.variant, one.line) for one in imported.told if one.code == "pack-skipped"]
    assert told == [("no-such-story", 3)]
    assert imported.ignored == ()
    stories = composition.open_stories([], kept(), TODAY, sets.make_live(imported))
    assert [one.id for one in stories.deck.scenarios][:3] == ["two", "call-96110", "one"]
    again = sets.make_live(staged(sets, stick_of(tmp_path / "b", c=story("three"))))
    assert again.order == imported.order


def test_an_import_is_the_same_after_it_went_through_json(sets: LiveSets, tmp_path: Path) -> None:
    changed = SHIPPED.read_text(encoding="utf-8").replace("标题: 96110", "标题: 警察 96110")
    stick = stick_of(tmp_path / "stick", a=changed, b="x: [")
    (stick / "标语.txt").write_text("不转账\n", encoding="utf-8")
    imported = staged(sets, stick)
    assert Import.from_plain(json.loads(json.dumps(imported.to_plain()))) == imported


# What plays ---------------------------------------------------------------------------------------


def test_a_story_of_the_set_takes_the_place_of_the_shipped_one(
    sets: LiveSets, tmp_path: Path
) -> None:
    changed = SHIPPED.read_text(encoding="utf-8").replace(
        "标题: 银行里的两个电话", "标题: 警察打来了"
    )
    sets.make_live(staged(sets, stick_of(tmp_path / "stick", a=changed)))
    stories = composition.open_stories([], kept(), TODAY, sets.current())
    titles = {one.id: one.title for one in stories.deck.scenarios}
    assert titles["call-96110"] == "警察打来了"
    assert len(titles) == len(ALL)
    assert composition.open_stories([SHIPPED], None, TODAY, sets.current()).deck.scenarios[
        0
    ].title == ("银行里的两个电话")


def test_where_only_approved_stories_play_another_takes_nobodys_place(
    sets: LiveSets, tmp_path: Path
) -> None:
    changed = SHIPPED.read_text(encoding="utf-8").replace(
        "标题: 银行里的两个电话", "标题: 警察打来了"
    )
    assert changed != SHIPPED.read_text(encoding="utf-8")
    live = sets.make_live(staged(sets, stick_of(tmp_path / "stick", a=changed, b=story("new"))))
    assert [one.approved for one in live.held] == [False, False]
    deck = composition.open_stories([], kept(), TODAY, live, approved_only=True).deck
    titles = {one.id: one.title for one in deck.scenarios}
    assert titles["call-96110"] == "银行里的两个电话"
    assert "new" not in titles
    assert set(titles) == composition.open_stories([], kept(), TODAY).approved
    everything = composition.open_stories([], kept(), TODAY, live).deck
    assert len(everything.scenarios) == len(ALL) + 1


def test_where_a_folder_holds_nothing_approved_the_shipped_stories_play(tmp_path: Path) -> None:
    folder = stick_of(tmp_path / "own", a=story("new"))
    deck = composition.open_stories([folder], kept(), TODAY, approved_only=True).deck
    assert len(deck.scenarios) == len(ALL)


@pytest.mark.parametrize(
    ("written", "pin_set", "only"),
    [(None, False, False), (None, True, True), (False, True, False), (True, False, True)],
)
def test_a_site_with_a_pin_plays_only_approved_stories_unless_it_says_otherwise(
    written: bool | None,  # noqa: FBT001 - pytest hands it in
    pin_set: bool,  # noqa: FBT001 - as above
    only: bool,  # noqa: FBT001 - as above
) -> None:
    assert Settings(approved_only=written).plays_approved_only(pin_set=pin_set) == only


def test_a_live_set_is_opened_from_the_cache_the_second_time(
    sets: LiveSets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = sets.make_live(staged(sets, stick_of(tmp_path / "stick", a=story())))
    first = composition.open_stories([], tmp_path / "cache", TODAY, live)

    def parsed(*_given: object, **_named: object) -> None:
        raise AssertionError("a story was parsed")

    monkeypatch.setattr("kiosk.scenario.reading.library_cache._load", parsed)
    assert composition.open_stories([], tmp_path / "cache", TODAY, live).deck == first.deck
    assert callable(open_library)
    assert callable(read_workbook)


def test_stories_that_are_not_brought_again_stay(sets: LiveSets, tmp_path: Path) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"), b=story("two", "旧"))))
    sets.make_live(staged(sets, stick_of(tmp_path / "b", b=story("two", "新"), c=story("three"))))
    live = sets.current()
    assert live is not None
    assert {one.id: one.title for one in live.held} == {
        "one": "新的故事",
        "two": "新",
        "three": "新的故事",
    }
    assert list(live.faults()) == []


def test_the_set_before_comes_back_with_one_call_and_goes_again(
    sets: LiveSets, tmp_path: Path
) -> None:
    assert not sets.can_bring_back
    assert not sets.bring_back()
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    sets.make_live(staged(sets, stick_of(tmp_path / "b", a=story("two"))))
    assert live_ids(sets) == ["one", "two"]
    assert sets.bring_back()
    assert live_ids(sets) == ["one"]
    assert sets.bring_back()
    assert live_ids(sets) == ["one", "two"]
    sets.play_shipped()
    assert live_ids(sets) == []
    assert sets.bring_back()
    assert live_ids(sets) == ["one", "two"]


def test_before_the_first_set_there_were_the_shipped_stories(
    sets: LiveSets, tmp_path: Path
) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    assert sets.can_bring_back
    assert sets.bring_back()
    assert sets.current() is None
    assert sets.bring_back()
    assert live_ids(sets) == ["one"]


# What is left behind ------------------------------------------------------------------------------


def test_sets_nobody_can_bring_back_are_taken_away(sets: LiveSets, tmp_path: Path) -> None:
    for n in range(MOST_SETS + 3):
        sets.make_live(staged(sets, stick_of(tmp_path / f"{n}", a=story(f"id-{n}"))))
        assert len(list(sets.home.glob("set-*"))) <= MOST_SETS
    sets.clean()
    kept = sorted(path.name for path in sets.home.glob("set-*"))
    assert kept == [f"set-{MOST_SETS + 2}", f"set-{MOST_SETS + 3}"]
    assert sets.bring_back()
    live = sets.current()
    assert live is not None
    assert list(live.faults()) == []


def test_leftovers_are_cleaned_and_the_folder_for_files_is_there(
    sets: LiveSets, tmp_path: Path
) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    staged(sets, stick_of(tmp_path / "b", a=story("two")))
    (sets.home / "making" / "stories").mkdir(parents=True)
    (sets.home / "1-2.tmp").touch()
    sets.clean()
    assert sorted(path.name for path in sets.home.iterdir()) == ["live.json", "lock", "set-1"]
    assert (sets.data / DROP_FOLDER).is_dir()


def test_an_import_that_is_gone_is_not_made_live(sets: LiveSets, tmp_path: Path) -> None:
    imported = staged(sets, stick_of(tmp_path / "a", a=story("one")))
    sets.clean()
    with pytest.raises(PackRefusedError):
        sets.make_live(imported)
    assert sets.current() is None


def test_two_cannot_import_at_once(sets: LiveSets, tmp_path: Path) -> None:
    imported = staged(sets, stick_of(tmp_path / "a", a=story("one")))
    with sets.alone():
        with pytest.raises(PackRefusedError):
            sets.make_live(imported)
        sets.clean()
    assert imported.staging.is_dir()


@pytest.mark.parametrize("torn", [b"", b"{", b'{"format": 1}', b"[]", b"\xff", b'{"format": 2}'])
def test_a_torn_pointer_costs_no_set(torn: bytes, sets: LiveSets, tmp_path: Path) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    (sets.home / "live.json").write_bytes(torn)
    sets.clean()
    assert live_ids(sets) == ["one"]
    sets.make_live(staged(sets, stick_of(tmp_path / "b", a=story("two"))))
    assert live_ids(sets) == ["one", "two"]


def test_a_set_that_vanished_gives_way_to_the_one_before(sets: LiveSets, tmp_path: Path) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    sets.make_live(staged(sets, stick_of(tmp_path / "b", a=story("two"))))
    (sets.home / "set-2").rename(tmp_path / "away")
    assert live_ids(sets) == ["one"]


def test_a_set_whose_facts_are_torn_leaves_the_shipped_stories(
    sets: LiveSets, tmp_path: Path
) -> None:
    sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    facts = sets.home / "set-1" / "set.json"
    facts.write_bytes(facts.read_bytes()[:-3])
    assert sets.current() is None


def test_a_damaged_file_of_a_set_is_found(sets: LiveSets, tmp_path: Path) -> None:
    live = sets.make_live(staged(sets, stick_of(tmp_path / "a", a=story("one"))))
    (file,) = live.files
    (live.folder / file).write_bytes(b"x")
    assert list(live.faults()) == [file]
    other = sets.current()
    assert other is not None
    assert other.fingerprint == live.fingerprint


def test_what_the_kiosk_has_read_a_command_beside_it_does_not_read_again(
    sets: LiveSets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_before(sets.data)
    sets.make_live(staged(sets, stick_of(tmp_path / "stick", new=story())))
    live = sets.current()
    plays = composition.open_stories([], sets.data / "cache", today(), live)
    kept_by_it = set((sets.data / "cache").iterdir())
    monkeypatch.setattr(library_cache, "_load", None)
    found = playing([], live, sets.data)
    assert {one.id for one in found.scenarios} == {one.id for one in plays.deck.scenarios}
    assert "new-story" in {one.id for one in found.scenarios}
    assert set((sets.data / "cache").iterdir()) == kept_by_it
