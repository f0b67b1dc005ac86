"""The pages of 换剧本 in every state, for the gallery and the inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kiosk.packs.imported import Candidate, Change, Import, Standing
from kiosk.packs.refusal import refused
from kiosk.packs.sticks import Stick
from kiosk.review.gallery import NOW
from kiosk.scenario.problems import Problem
from kiosk.screens.kit import KioskScreen
from kiosk.staff import told
from kiosk.staff.screens.frame import Doing, StaffScreen
from kiosk.staff.screens.load import DoneScreen, ImportScreen, Playing, SourcesScreen, StoryScreen
from kiosk.staff.task import Task

STICK = Stick(Path("/media/U盘"), "十一月新剧本")
FOLDER = Stick(Path("剧本"), "剧本", is_folder=True)
LONG = "长" * 200


def load_states(menu: StaffScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give every page with a name."""
    noted = replace(menu.kit, staff_note=lambda: menu.text("load.seen"))
    yield "待机-插了U盘", noted.flow.attract(NOW)
    sources = SourcesScreen(menu.kit, menu.session, desk=menu.desk, under=menu)
    brought = Playing(brought=21, can_bring_back=True)
    plugged = replace(sources, sticks=(STICK, FOLDER), playing=brought)
    yield "换剧本-没有U盘", sources
    yield "换剧本-插了U盘", plugged
    yield "换剧本-几个U盘", replace(plugged, sticks=_many_sticks())
    yield "换剧本-换回来了", replace(plugged, result=menu.text("load.brought_back"))
    copying = Task[object](lambda _: None)
    copying.progress = told.doing(menu.desk.words, "recordings", 120, 860)
    yield "换剧本-正在复制", replace(plugged, doing=Doing(copying, lambda _came, _now: plugged))
    for name, variant, values in (
        ("拔掉了", "gone", {"name": "十一月/孙子来电.yaml"}),
        ("磁盘满了", "full", {}),
        ("空的U盘", "nothing", {}),
        ("没有签名", "unsigned", {}),
        ("签名以后改过", "tampered", {"name": "录音/刷单返利/开头-1.wav"}),
        ("文件太多", "entries", {"most": "20,000"}),
    ):
        yield f"换剧本-{name}", replace(plugged, notice=str(refused(variant, **values)))
    shown = ImportScreen(
        menu.kit,
        menu.session,
        desk=menu.desk,
        under=plugged,
        playing=brought,
        stick=STICK,
        imported=mixed(),
    )
    yield "换剧本-都是新的", replace(shown, imported=good())
    yield "换剧本-有好有坏", shown
    yield "换剧本-有好有坏-第2页", replace(shown, page=1)
    yield "换剧本-选了旧的", replace(shown, instead=(3,))
    yield (
        "换剧本-写好了报告",
        replace(shown, result=menu.text("load.written_at", path="检查报告.txt、检查报告.html")),
    )
    full = "检查报告.txt 写不进去，磁盘满了。请先清理磁盘，或者换一个磁盘。"
    yield "换剧本-U盘满了", replace(shown, notice=full)
    yield "换剧本-不怀好意", replace(shown, imported=hostile())
    yield "换剧本-没有变化", replace(shown, imported=unchanged())
    yield "换剧本-签过名", replace(shown, imported=replace(good(), signed="9f3a-07c2"))
    for name, number in (("不能播放", 4), ("有改动", 1), ("可以改选", 3)):
        yield f"换剧本-一个剧本-{name}", _story(shown, number)
    yield (
        "换剧本-换好了",
        DoneScreen(
            menu.kit,
            menu.session,
            desk=menu.desk,
            under=plugged,
            playing=brought,
            imported=mixed(),
            taken=mixed().suggested,
        ),
    )


def _story(shown: ImportScreen, number: int) -> StoryScreen:
    return StoryScreen(
        shown.kit,
        shown.session,
        desk=shown.desk,
        under=shown,
        playing=shown.playing,
        number=number,
    )


def _many_sticks() -> tuple[Stick, ...]:
    return tuple(Stick(Path(f"/media/{n}"), f"U盘{n}" + LONG[: n * 20]) for n in range(6))


# What is on the sticks ----------------------------------------------------------------------------


def _candidate(name: str, title: str, standing: Standing, changed: int = 0) -> Candidate:
    return Candidate(
        f"stories/{name}/{name}.yaml",
        f"{name}.yaml",
        changed,
        standing,
        id=name,
        title=title,
        fingerprint="0123-4567-89ab-cdef",
        approved=True,
        scenes=14,
        minutes=4,
    )


NEW = _candidate("孙子来电", "孙子打来的电话", Standing.NEW)
CHANGED = replace(
    _candidate("冒充客服", "一通准确说出订单的电话", Standing.CHANGED),
    changes=tuple(
        Change(f"场景 {n}　台词", "您的订单有问题", "您的订单出了一点小问题") for n in range(1, 6)
    ),
    change_count=7,
    approved=False,
)
TWIN = replace(_candidate("刷单返利", "菜市场门口的鸡蛋", Standing.NEW, 2), id="shuadan")
OLDER = replace(TWIN, file="stories/2/x.yaml", shown="备份/刷单返利 - 副本.yaml", changed=1)
SAME = _candidate("养老保健品", "养老保健品", Standing.SAME)


def _refused(count: int) -> Candidate:
    wide = Problem.of("wide-colon").placed("快递理赔.yaml", 18, 7, "      去：核实")
    link = Problem.of("dead-link", goal="核买", suggestion="，是不是想写“核实”？")
    problems = [wide, link.placed("快递理赔.yaml", 31, 13, "        去: 核买")]
    more = (replace(wide, line=40 + n) for n in range(count - 2))
    return Candidate("stories/k/k.yaml", "快递理赔.yaml", 0, Standing.REFUSED, (*problems, *more))


def good() -> Import:
    """Give a stick of which all can be played."""
    stories = tuple(replace(NEW, id=f"id-{n}", title=f"新故事 {n}") for n in range(1, 4))
    return Import(Path("staging"), STICK.name, stories, recordings=86)


def mixed() -> Import:
    """Give a stick of everything: new, changed, twice, refused, as it was."""
    same = tuple(replace(SAME, id=f"same-{n}") for n in range(21))
    slipped = Problem.of("pack-skipped", "link").placed("快捷方式.yaml")
    return Import(
        Path("staging"),
        STICK.name,
        (NEW, CHANGED, TWIN, OLDER, _refused(2), *same),
        recordings=86,
        parts={"qr": "qr.png"},
        ignored=tuple(f"照片/IMG_{n:04}.JPG" for n in range(312)),
        told=(slipped,),
    )


def hostile() -> Import:
    """Give a stick made to fill the page: long names, four hundred problems, things that aren't files."""
    story = replace(_refused(400), shown=f"{LONG}.yaml")
    names = ("管道.yaml", "../../外面.yaml", f"{LONG}.zip", "a\u202eb.yaml")
    told_of = [
        Problem.of("pack-skipped", variant).placed(name)
        for name, variant in zip(names, ("odd", "outside", "locked", "torn"), strict=True)
    ]
    return Import(
        Path("staging"),
        STICK.name,
        (story, replace(NEW, shown=f"{LONG}.yaml", title=LONG)),
        ignored=(LONG, "x"),
        told=tuple(told_of * 10),
    )


def unchanged() -> Import:
    """Give a stick on which all is as it plays."""
    return Import(Path("staging"), STICK.name, (SAME,))
