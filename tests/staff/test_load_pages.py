"""换剧本 by keypad, with real files and the real process that checks them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.packs import import_process, own_program
from kiosk.packs.imported import Import
from kiosk.packs.refusal import PackRefusedError
from kiosk.packs.sticks import Stick
from kiosk.paths import RefusedError
from kiosk.screens.kit import Session
from kiosk.speech import Heard
from kiosk.staff import reports
from kiosk.staff.desk import Desk
from kiosk.staff.gallery import desk_to_look_at
from kiosk.staff.load_states import mixed
from kiosk.staff.screens.frame import StaffScreen
from kiosk.staff.screens.load import DoneScreen, ImportScreen, SourcesScreen, StoryScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.ui.screen import Screen
from tests.kits import WIDE, shared
from tests.packs.packs import staged, story
from tests.sample import read_before

PATIENCE = 240


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("kiosk.packs.sticks.mounted", lambda *_: iter(()))
    kit, _ = shared(WIDE)
    desk = replace(desk_to_look_at(kit), data=tmp_path / "data")
    desk.sets.clean()
    return desk


def menu(desk: Desk) -> MenuScreen:
    kit, _ = shared(WIDE)
    return MenuScreen(kit, Session(seed=1), desk=desk)


def press(screen: Screen, key: str) -> Screen:
    target = screen.view(0.0, Heard()).target_for(key)
    assert target is not None, [t.name for t in screen.view(0.0, Heard()).targets]
    return target.then(0.0)


def opened(screen: Screen, name: str) -> Screen:
    """Give what the tile of that name opens."""
    target = next(t for t in screen.view(0.0, Heard()).targets if t.name == name)
    return target.then(0.0)


def waited(screen: Screen) -> Screen:
    """Give a page after what it waits for has ended."""
    assert isinstance(screen, StaffScreen)
    assert screen.doing is not None
    screen.tick(0.0, Heard())
    assert screen.doing.task.wait(PATIENCE)
    return screen.tick(1.0, Heard())


def with_sticks(screen: Screen, desk: Desk) -> SourcesScreen:
    """Give the page of sticks once it knows them."""
    desk.sticks.ask()
    assert desk.sticks.looked(20)
    after = screen.tick(1.0, Heard())
    assert isinstance(after, SourcesScreen)
    return after


def words_on(screen: Screen) -> str:
    items = screen.view(0.0, Heard()).items
    found = (getattr(item, "paragraph", None) for item in items)
    return "|".join(one.text for one in found if one is not None)


def test_a_story_is_brought_made_live_and_taken_back_by_keypad(desk: Desk) -> None:
    read_before(desk.data)
    first = waited(opened(menu(desk), "load"))
    empty = with_sticks(first, desk)
    assert "请插上 U 盘" in words_on(empty)
    folder = desk.data / "剧本"
    (folder / "好的.yaml").write_text(story(), encoding="utf-8")
    (folder / "坏的.yaml").write_text("标题：x", encoding="utf-8")
    desk.sticks._began = float("-inf")
    sources = with_sticks(empty, desk)
    shown = waited(press(sources, "1"))
    assert isinstance(shown, ImportScreen), words_on(shown)
    said = words_on(shown)
    assert "好的.yaml" in said
    assert "不能播放" in said
    assert "换上这 1 个" in said
    refused = press(shown, "2")
    assert isinstance(refused, StoryScreen)
    assert "第 1 行第 3 列" in words_on(refused)
    assert press(refused, "backspace") is shown
    done = waited(press(shown, "enter"))
    assert isinstance(done, DoneScreen)
    live = desk.sets.current()
    assert live is not None
    assert [one.id for one in live.held] == ["new-story"]
    assert press(done, "enter").between_visits
    back = waited(waited(press(done, "/")))
    assert isinstance(back, SourcesScreen)
    assert "换回来了" in words_on(back)
    assert desk.sets.current() is None
    again = waited(press(back, "/"))
    assert desk.sets.current() == live
    shipped = waited(press(again, "*"))
    assert desk.sets.current() is None
    assert "只播放自带的剧本" in words_on(shipped)


def test_what_was_made_live_is_not_said_to_play_where_only_approved_stories_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_before(desk.data)
    (desk.data / "剧本" / "新的.yaml").write_text(story(), encoding="utf-8")
    first = waited(opened(menu(desk), "load"))
    desk.sticks._began = float("-inf")
    shown = waited(press(with_sticks(first, desk), "1"))
    assert "没有审核" in words_on(shown)
    assert "不会播放" not in words_on(shown), "there is no PIN"
    done = waited(press(shown, "enter"))
    assert isinstance(done, DoneScreen)
    assert "回到待机时开始播放" in words_on(done)
    monkeypatch.setattr(type(desk.playing), "approved_only", True)
    assert "不会播放" in words_on(replace(shown))
    said = words_on(replace(done))
    assert "不会播放" in said
    assert "先送审" in said
    assert "开始播放" not in said


def test_a_stick_that_appears_is_on_the_page_without_a_press(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = with_sticks(waited(opened(menu(desk), "load")), desk)
    assert page.sticks == ()
    stick = Stick(desk.data / "stick", "十一月")
    monkeypatch.setattr(desk.sticks, "_look", lambda: (stick,))
    desk.sticks._began = float("-inf")
    page = with_sticks(page, desk)
    assert page.sticks == (stick,)
    assert "十一月" in words_on(page)
    assert page.tick(2.0, Heard()) is page


def listed(desk: Desk, imported: Import, stick: Path) -> ImportScreen:
    kit, _ = shared(WIDE)
    sources = SourcesScreen(kit, Session(seed=1), desk=desk, under=menu(desk))
    return ImportScreen(
        kit,
        sources.session,
        desk=desk,
        under=sources,
        stick=Stick(stick, "U盘", is_folder=True),
        imported=imported,
    )


def test_staff_choose_which_of_two_files_of_one_id(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for n, title in enumerate(("旧的", "新的一版")):
        (stick / f"{n}.yaml").write_text(story(title=title), encoding="utf-8")
        os.utime(stick / f"{n}.yaml", (10**9 + n, 10**9 + n))
    page = listed(desk, staged(desk.sets, stick), stick)
    ((newest, older),) = page.imported.twins
    assert page.taken == (newest,)
    chosen = press(press(page, str(older + 1)), "enter")
    assert isinstance(chosen, ImportScreen)
    assert chosen.taken == (older,)
    again = press(press(chosen, str(newest + 1)), "enter")
    assert isinstance(again, ImportScreen)
    assert again.taken == (newest,)
    done = waited(press(chosen, "enter"))
    assert isinstance(done, DoneScreen)
    live = desk.sets.current()
    assert live is not None
    assert [one.title for one in live.held] == ["旧的"]


def test_the_report_is_written_where_it_is_told_and_over_our_own_alone(
    desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = listed(desk, mixed(), stick)
    for _ in range(2):
        after = waited(press(page, "/"))
        assert isinstance(after, ImportScreen)
        assert "检查报告.txt、检查报告.html" in words_on(after)
    text = (stick / "检查报告.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in text
    said = text.decode("utf-8-sig")
    for wanted in (
        "孙子来电.yaml",
        "快递理赔.yaml:18:7: 错误：冒号是全角的",
        "怎么办",
        "IMG_0000.JPG",
    ):
        assert wanted in said
    page_text = (stick / "检查报告.html").read_text(encoding="utf-8")
    assert "快递理赔.yaml:31:13" in page_text
    (stick / "检查报告.txt").write_text("我改过", encoding="utf-8")
    after = waited(press(page, "/"))
    assert "检查报告-2.txt" in words_on(after)
    assert (stick / "检查报告.txt").read_text(encoding="utf-8") == "我改过"


def test_nothing_is_written_into_the_place_of_a_stick_that_is_gone(
    desk: Desk, tmp_path: Path
) -> None:
    page = listed(desk, mixed(), tmp_path / "gone")
    page = replace(page, stick=Stick(tmp_path / "gone", "U盘"))
    for key in "/*":
        after = waited(press(page, key))
        assert isinstance(after, ImportScreen)
        assert "U 盘不在了" in after.notice
    assert not (tmp_path / "gone").exists()


def test_a_report_escapes_whatever_a_file_is_called(desk: Desk) -> None:
    evil = replace(mixed(), source="<script>alert(1)</script>")
    lines = tuple(reports.report(desk.words, evil, (), "报告"))
    assert b"<script>" not in reports.as_page(lines)


def test_the_pages_to_be_approved_are_written_by_the_program_itself(
    desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a.yaml").write_text(story(), encoding="utf-8")
    imported = staged(desk.sets, stick)
    goal = reports.write_storyboards(stick, imported, desk.data)
    assert goal == stick / "审核稿"
    assert [path.name for path in goal.iterdir()] == ["a.html"]
    nothing = replace(imported, candidates=())
    with pytest.raises(RefusedError, match="没有能播放的剧本"):
        reports.write_storyboards(stick, nothing, desk.data)


# The process --------------------------------------------------------------------------------------


def saying(*lines: object) -> Iterator[str]:
    return (line if isinstance(line, str) else json.dumps(line) for line in lines)


def test_what_the_process_says_is_handed_on(tmp_path: Path) -> None:
    steps = list[tuple[str, int, int]]()
    wanted = mixed()

    def run(*arguments: str) -> Iterable[str]:
        assert arguments[:3] == ("load", str(tmp_path), "--steps")
        return saying({"doing": "copying", "done": 1, "all": 2}, {"import": wanted.to_plain()})

    found = import_process.imported(tmp_path, [tmp_path], lambda *step: steps.append(step), run)
    assert found == wanted
    assert steps == [("copying", 1, 2)]


@pytest.mark.parametrize("lines", [(), ("",), ("noise", "{}", "[1]"), ({"doing": "x"},)])
def test_a_process_that_dies_or_lies_is_one_sentence(
    lines: tuple[object, ...], tmp_path: Path
) -> None:
    with pytest.raises(PackRefusedError) as refusal:
        import_process.imported(tmp_path, [], lambda *_: None, lambda *_: saying(*lines))
    assert refusal.value.problem.variant == "stopped"


def test_its_refusal_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="拔掉了"):
        import_process.imported(
            tmp_path, [], lambda *_: None, lambda *_: saying({"refused": "U 盘拔掉了。请插好。"})
        )


def test_a_process_that_falls_silent_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    begun = list[subprocess.Popen[str]]()

    def hanging(_: tuple[str, ...], output: int) -> subprocess.Popen[str]:
        # nobody ever writes to the pipe
        begun.append(subprocess.Popen(["cat", tmp_path / "pipe"], stdout=output, text=True))
        return begun[0]

    monkeypatch.setattr(own_program, "_started", hanging)
    with pytest.raises(PackRefusedError) as refusal:
        list(own_program.lines_of("load", silent=0.3))
    assert refusal.value.problem.variant == "silent"
    assert begun[0].wait(20) != 0


def test_a_command_of_the_program_itself_is_run(tmp_path: Path) -> None:
    read_before(tmp_path / "d")
    (tmp_path / "stick").mkdir()
    lines = list(
        own_program.lines_of(
            "load", str(tmp_path / "stick"), "--steps", "--data", str(tmp_path / "d")
        )
    )
    assert "没有剧本" in json.loads(lines[-1])["refused"]
    code, complaint = own_program.ran("load", str(tmp_path / "none"), seconds=60)
    assert (code, "找不到" in complaint) == (1, True)


def test_what_works_in_the_background_is_ended_when_it_is_begun_again() -> None:
    work = own_program.InBackground("voice", "prepare", "--help")
    work.begin()
    first = work._process
    work.begin()
    assert first is not None
    assert first.wait(20) is not None
    assert work.end()
    assert work.end()
