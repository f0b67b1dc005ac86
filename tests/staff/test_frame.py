"""A page of staff's: what it lists is turned page by page, what it does is done while it waits."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import composition
from kiosk.paths import RefusedError
from kiosk.review.inspection import inspect
from kiosk.screens.kit import Kit, Session
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.staff.gallery import desk_to_look_at, states
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass
from tests.kits import stories

SIZES = ((1920, 1080), (1080, 1920), (3840, 2160), (1366, 768))


@dataclass(frozen=True, eq=False, kw_only=True)
class Example(StaffScreen):
    """A page with as many rows as a test wants."""

    wanted: int = 3
    said: str = ""

    @property
    def title(self) -> str:
        return "换剧本"

    def back(self, now: float) -> Screen:
        return self.desk.home(now)

    @property
    def rows(self) -> Sequence[Row]:
        problem = "第 18 行第 7 列　这里是全角冒号“：”，请改成半角“:”"
        bad = Row("快递理赔.yaml", Light.BAD, "不能播放", "有 1 处要改", detail=(problem,))
        pressed = [
            Row(f"故事{n}", Light.GOOD, "可以播放", then=lambda _: self) for n in range(self.wanted)
        ]
        return (bad, *pressed)

    @property
    def actions(self) -> Sequence[Action]:
        return (Action("go", "换上这 2 个", lambda _: self, main=True),)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def kit(request: pytest.FixtureRequest) -> Kit:
    composition.drawing_without_display()
    return composition.make_kit(request.param, stories(), Settings())


def example(kit: Kit, wanted: int = 3) -> Example:
    return Example(kit, Session(seed=1), desk=desk_to_look_at(kit), wanted=wanted)


def press(screen: StaffScreen, key: str) -> Screen:
    target = screen.view(0.0, Heard()).target_for(key)
    assert target is not None
    return target.then(0.0)


def waited(screen: Screen) -> Screen:
    """Give a page after what it waits for has ended."""
    assert isinstance(screen, StaffScreen)
    assert screen.doing is not None
    assert screen.tick(0.0, Heard()) is screen or screen.doing.task.done
    assert screen.doing.task.wait(10)
    return screen.tick(1.0, Heard())


@pytest.mark.parametrize("wanted", [0, 3, 40])
def test_every_row_stands_on_some_page_and_nothing_is_cut(kit: Kit, wanted: int) -> None:
    page = example(kit, wanted)
    surfaces = composition.make_surfaces(kit)
    shown = []
    for number in range(page.page_count):
        turned = replace(page, page=number)
        assert inspect(turned, surfaces) == ()
        assert turned.view(0.0, Heard()).left_out == ()
        shown += [row.title for row in turned.row_pages[number]]
    assert shown == [row.title for row in page.rows]


def test_pages_are_turned_by_keys_and_come_round(kit: Kit) -> None:
    page = example(kit, 40)
    assert page.page_count > 1
    after: Screen = page
    for _ in range(page.page_count):
        assert isinstance(after, StaffScreen)
        after = press(after, "+")
    assert isinstance(after, StaffScreen)
    assert after.shown_page == 0
    before = press(page, "-")
    assert isinstance(before, StaffScreen)
    assert before.shown_page == page.page_count - 1


def test_a_press_does_nothing_until_the_page_is_shown(kit: Kit) -> None:
    done = threading.Event()

    def work(tell: Tell) -> str:
        tell("正在复制…")
        done.set()
        return "好了"

    page = example(kit)
    waiting = page.does(work, lambda came, _: replace(page, said=came))(0.0)
    assert not done.is_set()
    after = waited(waiting)
    assert done.is_set()
    assert isinstance(after, Example)
    assert after.said == "好了"


def test_nothing_can_be_pressed_while_a_page_waits_and_how_far_it_is_can_be_read(kit: Kit) -> None:
    told, go_on = threading.Event(), threading.Event()

    def work(tell: Tell) -> None:
        tell("正在复制第 3 个，共 9 个")
        told.set()
        go_on.wait(10)

    page = example(kit)
    waiting = page.does(work, lambda _, __: page)(0.0)
    waiting.tick(0.0, Heard())
    assert told.wait(10)
    view = waiting.view(0.0, Heard())
    assert not view.targets
    assert any("第 3 个" in str(getattr(i, "paragraph", "")) for i in view.items)
    go_on.set()
    assert waited(waiting) is page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RefusedError("U 盘拔掉了。请插好再试一次。"), "U 盘拔掉了。请插好再试一次。"),
        (OSError(28, "No space left on device"), "磁盘满了"),
        (KeyError("what nobody expected"), "日志"),
    ],
)
def test_what_went_wrong_is_a_sentence_on_the_page(kit: Kit, error: Exception, said: str) -> None:
    def work(_: Tell) -> None:
        raise error

    page = example(kit)
    after = waited(page.does(work, lambda _, __: page)(0.0))
    assert isinstance(after, Example)
    assert said in after.notice
    assert after.doing is None
    assert inspect(after, composition.make_surfaces(kit)) == ()


def test_a_page_left_alone_goes_home(kit: Kit) -> None:
    page = example(kit)
    assert page.idle_timeout == kit.settings.install_idle_seconds
    assert page.idle(5.0).between_visits


def test_pages_need_no_disk_to_be_looked_at(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not desk_to_look_at(kit).data.is_absolute()
    for _, page in states(kit):
        page.view(0.0, Heard())
    assert list(tmp_path.iterdir()) == []
