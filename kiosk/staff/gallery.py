"""Every page of staff's in every state, for the gallery and the inspection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

from kiosk.app_link import fingerprint
from kiosk.doctor import Diagnosis, Health, Installation
from kiosk.paths import RefusedError
from kiosk.records.journal import Trouble
from kiosk.records.quarantine import Failed
from kiosk.records.tally import Counted, Tally
from kiosk.records.totals_code import DayTotals
from kiosk.records.totals_code import write as write_totals
from kiosk.review.gallery import NOW, PAUSED
from kiosk.review.gallery import states as visit_states
from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, key_of
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.settings import (
    MACHINE_NAME_BUDGET,
    SITE_NAME_BUDGET,
    STATION_NAME_BUDGET,
    Settings,
    SettingSort,
    sort_of,
)
from kiosk.settings_file import read_settings
from kiosk.staff.checkup import Checkup
from kiosk.staff.desk import Desk, staff_words
from kiosk.staff.load_states import STICK, load_states
from kiosk.staff.machine import NoMachine
from kiosk.staff.pause import Pause
from kiosk.staff.pin import PinStore
from kiosk.staff.quarantined import QuarantinedToLookAt
from kiosk.staff.recovery import file_name
from kiosk.staff.recovery_sticks import RecoverySticks
from kiosk.staff.screens.access import AccessScreen
from kiosk.staff.screens.campaign_report import CampaignReportScreen, Span
from kiosk.staff.screens.card_ruler import CardRuler
from kiosk.staff.screens.check import CheckScreen
from kiosk.staff.screens.check_steps import KeypadStep, SoundStep, TouchStep
from kiosk.staff.screens.clean import CleanScreen
from kiosk.staff.screens.code_page import Shown
from kiosk.staff.screens.day_pad import DayPadScreen
from kiosk.staff.screens.days import DaysScreen
from kiosk.staff.screens.frame import Doing, StaffScreen
from kiosk.staff.screens.menu import MenuScreen
from kiosk.staff.screens.pad import PadScreen
from kiosk.staff.screens.pin import (
    DamagedScreen,
    KeepRecoveryScreen,
    LockedScreen,
    NewPinScreen,
    PinScreen,
    RecoverScreen,
)
from kiosk.staff.screens.programme import DecksScreen, ProgrammeScreen
from kiosk.staff.screens.setting_editors import TextScreen, editor, text_entry
from kiosk.staff.screens.setting_files import FilesScreen, Found
from kiosk.staff.screens.setting_rules import DAYS, RuleScreen, RulesScreen, WhatScreen
from kiosk.staff.screens.settings import GROUPS, GroupScreen, SettingsScreen, WrongScreen
from kiosk.staff.screens.settings_page import what_is_wrong
from kiosk.staff.screens.setup import (
    PAGES,
    CodePage,
    HoursPage,
    Known,
    SizePage,
    VolumePage,
    WelcomeScreen,
)
from kiosk.staff.screens.status import StatusScreen, shown_of
from kiosk.staff.screens.text_entry import MARKS, SHOWN, Mode, TextEntryScreen
from kiosk.staff.screens.time_pad import TimePadScreen
from kiosk.staff.screens.today import TodayScreen
from kiosk.staff.screens.totals import TotalsScreen
from kiosk.staff.settings_store import SettingsStore
from kiosk.staff.setup import SetupProgress
from kiosk.staff.status import Status
from kiosk.staff.task import Task
from kiosk.timetable import OpenHours
from kiosk.ui.theme import Look
from kiosk.visit.programme import Pool, Programme, programme

SATURDAY = datetime(2026, 11, 21, 10, 0)  # noqa: DTZ001 (as a wall's clock shows it)
DAY = date(2026, 11, 21)
"""The day on which they are looked at."""
NOWHERE = Path("data")
"""A data directory nothing is read from: each state is given what it shows."""


NEVER = Doing(Task(lambda _: None), lambda _, __: _never())
"""Work that isn't begun while a page is looked at."""


def _never() -> NoReturn:
    raise AssertionError("nobody waits for this")


def desk_to_look_at(kit: Kit) -> Desk:
    """Give a desk whose pages can be looked at; nothing is behind it."""
    pin = PinStore(NOWHERE)
    return Desk(
        words=staff_words(kit.settings.language),
        data=NOWHERE,
        home=kit.flow.attract,
        pin=pin,
        recovery=RecoverySticks(pin, tuple),
        machine=NoMachine(),
        pause=Pause(NOWHERE),
        tally=TallyToLookAt(lambda: DAY),
        trouble=lambda: None,
        installation=lambda: Installation.here(NOWHERE, DAY),
        settings=SettingsStore(NOWHERE),
        playing=PlayingToLookAt(kit),
        setup=SetupProgress(NOWHERE),
        quarantined=QuarantinedToLookAt(),
    )


def all_states(kit: Kit, look: Look = Look.NORMAL) -> Iterator[tuple[str, KioskScreen]]:
    """Give every screen of a visit, then every page of staff's."""
    yield from visit_states(kit, look)
    yield from states(kit, look)


def states(kit: Kit, look: Look = Look.NORMAL) -> Iterator[tuple[str, KioskScreen]]:
    """Give every page in every state with a name; they have one look."""
    if look is not Look.NORMAL:
        return
    session = Session(seed=7)
    for name, screen in _states(kit, session, desk_to_look_at(kit)):
        yield f"工作人员-{name}", screen


def _door(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    """Give the pages of the door: the PIN, the pause, a new PIN, the recovery file."""
    behind = kit.flow.attract(0.0)
    outside: dict[str, Any] = {"desk": desk, "behind": behind, "inside": desk.home}
    asked = PinScreen(kit, session, **outside)
    yield "PIN", asked
    yield "PIN-按了几位", replace(asked, typed="123456")
    yield "PIN-正在核对", replace(asked, typed="2580", doing=NEVER)
    yield "PIN-不对", replace(asked, notice=desk.words("pin.wrong", tries=4))
    yield (
        "PIN-锁定",
        LockedScreen(kit, session, **outside, until=900.0, whole=900.0, left=754),
    )
    yield "PIN-坏了", DamagedScreen(kit, session, **outside)
    new = NewPinScreen(kit, session, desk=desk, opener=desk.home, after=desk.home, keep=str)
    yield "设PIN", new
    yield "设PIN-好猜", replace(new, typed="1234", notice=desk.words("new_pin.easy"))
    yield "设PIN-再输一次", replace(new, first="2846", typed="28")
    yield "设PIN-不一样", replace(new, notice=desk.words("new_pin.differs"))
    recover = RecoverScreen(kit, session, **outside)
    yield "忘了PIN", recover
    yield "忘了PIN-没有U盘", replace(recover, notice=_refusal(desk.recovery.find))
    keep = KeepRecoveryScreen(kit, session, desk=desk, after=desk.home)
    yield "找回文件", keep
    yield "找回文件-已写", replace(keep, written=file_name("示范银行城南支行", "2026-11-28"))
    menu = MenuScreen(kit, session, desk=desk)
    access = AccessScreen(kit, session, desk=desk, opener=menu)
    yield "PIN和找回文件", access
    yield "PIN和找回文件-有", replace(access, changed=True, day="2026-11-28")


def _typing(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    """Give the page on which text is typed."""
    text = TextEntryScreen(
        kit,
        session,
        desk=desk,
        heading=desk.words("setup.site"),
        asked=desk.words("setup.site_note"),
        most=SITE_NAME_BUDGET,
        opener=desk.home,
        done=lambda _, now: desk.home(now),
        typed="示范银行",
    )
    yield "写字", text
    yield "写字-空", replace(text, typed="")
    yield "写字-拼音", replace(text, keys="426")
    yield "写字-选字", replace(text, keys="94664", choosing=True)
    yield "写字-读音", replace(text, keys="426", reading="gan", first=SHOWN)
    yield "写字-标点", replace(text, keys=MARKS)
    yield "写字-字母", replace(text, mode=Mode.LATIN, keys="7")
    yield "写字-数字", replace(text, mode=Mode.DIGITS)
    long = "示范农村商业银行股份有限公司城南新区人民路第二支行营业厅"
    yield "写字-写满", replace(text, typed=long, notice=desk.words("text_entry.full", most=30))


def _setup(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, StaffScreen]]:
    """Give the pages of the first start: nothing set yet, and all of it."""
    begin = WelcomeScreen(kit, session, desk=desk, leave=desk.home)
    yield "第一次开机", begin
    mark = fingerprint(kit.code.link.url) if kit.code else ""
    own = Settings(site_name="示范银行城南支行", diagonal_inches=21.5, qr_confirmed=mark)
    for name, known in (("", Known()), ("-已设", Known(own, pin=True, recovery_day="2026-11-28"))):
        for step, kind in PAGES.items():
            page = kind(kit, session, desk=desk, leave=desk.home, known=known)
            yield f"第一次开机-{desk.words(f'setup.{step.value}')}{name}", page
    asked: dict[str, Any] = {"desk": desk, "leave": desk.home}
    size = SizePage(kit, session, **asked)
    for name, inches in (("小", 10.0), ("大", 86.0)):
        yield f"第一次开机-屏幕{name}", replace(size, ruler=CardRuler.of(kit.size, inches))
    yield "第一次开机-音量轻", VolumePage(kit, session, **asked, chosen=0.1)
    yield "第一次开机-没有二维码", CodePage(replace(kit, code=None), session, **asked)
    yield "第一次开机-扫过了", CodePage(kit, session, **asked, confirmed=True)
    whole = OpenHours(time(0), time(0))
    yield "第一次开机-全天", HoursPage(kit, session, **asked, chosen=whole)
    pad = TimePadScreen(
        kit,
        session,
        desk=desk,
        heading=desk.words("setup.hours"),
        asked=desk.words("setup.opens"),
        value=time(8),
        opener=desk.home,
        done=lambda _, now: desk.home(now),
    )
    yield "时间", pad
    yield "时间-按了几位", replace(pad, typed="09")
    yield "时间-不对", replace(pad, typed="2561", notice=desk.words("time_pad.wrong"))


def _refusal(work: Callable[[], object]) -> str:
    """Give the sentence by which something is refused."""
    try:
        work()
    except RefusedError as error:
        return str(error)
    raise AssertionError("it was not refused")


def _states(kit: Kit, session: Session, desk: Desk) -> Iterator[tuple[str, KioskScreen]]:
    yield from _door(kit, session, desk)
    yield from _typing(kit, session, desk)
    yield from _setup(kit, session, desk)
    menu = MenuScreen(kit, session, desk=desk)
    yield "菜单", menu
    yield from load_states(menu)
    yield from _today_states(menu, desk)
    yield from _report_states(menu)
    yield from _programme_states(menu)
    yield from _settings_states(menu)
    yield from _check_states(menu)
    for name, status in (("", STATUS), ("-有问题", UNWELL)):
        page = StatusScreen(kit, session, desk=desk, opener=menu)
        yield f"给单位看{name}", replace(page, shown=shown_of(desk.words, status))
    held = replace(desk, quarantined=QuarantinedToLookAt(FAILED))
    page = StatusScreen(kit, session, desk=held, opener=menu)
    failed = replace(STATUS, quarantined=tuple(one.title for one in FAILED))
    yield "给单位看-有剧本出错", replace(page, shown=shown_of(desk.words, failed))


def _today_states(menu: MenuScreen, desk: Desk) -> Iterator[tuple[str, KioskScreen]]:
    """Give the pages of a day's running as they are on a usual day, and muted and paused."""
    kit, session = menu.kit, menu.session
    today = TodayScreen(kit, session, desk=desk, opener=menu)
    yield from _paged("今天", today)
    unusual = replace(desk, machine=NoMachine(muted=True), pause=PauseToLookAt(NOWHERE))
    yield "菜单-静音和暂停", replace(menu, desk=unusual)
    yield from _paged("今天-静音和暂停", replace(today, desk=unusual))
    days = DaysScreen(kit, session, desk=desk, opener=today)
    yield from _paged("每天", days)
    yield "每天-写到U盘", replace(days, written="反诈记录-K7Q29F3M-2026-11-21.db")
    yield "每天-没有U盘", replace(days, notice=desk.words("days.no_stick"))
    for name, totals in (("日计", TOTALS), ("日计-大数字", MANY_TOTALS)):
        shown = Shown.of(write_totals(totals).splitlines())
        yield name, TotalsScreen(kit, session, desk=desk, opener=days, day=DAY, shown=shown)
    yield "问-重新启动", today.restarting(0.0)
    yield "问-退出程序", today.leaving(0.0)
    yield "擦屏幕", CleanScreen(kit, session, desk=desk, opener=today, since=NOW - 18)


def _check_states(menu: MenuScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give the steps of 全部检查 and its list: on its way, all well, and with all that may be wrong."""
    kit, session, desk = menu.kit, menu.session, menu.desk
    checkup = Checkup(desk.installation)
    touch = TouchStep(kit, session, desk=desk, opener=menu, checkup=checkup)
    yield "检查-触摸", touch
    yield "检查-触摸-点了两个", replace(touch, tapped=frozenset({1, 4}))
    sound = SoundStep(kit, session, desk=desk, opener=menu, checkup=checkup, audible=True, piece=3)
    yield "检查-声音", sound
    yield "检查-声音-说完", sound.all_said()
    yield "检查-声音-没有设备", replace(sound, audible=False, piece=1)
    yield "检查-声音-静音", replace(sound, desk=replace(desk, machine=NoMachine(muted=True)))
    keypad = KeypadStep(kit, session, desk=desk, opener=menu, checkup=checkup)
    yield "检查-小键盘", keypad
    yield "检查-小键盘-按了几个", replace(keypad, pressed=frozenset("0123456+"))
    good = tuple(one for one in FOUND if one.health is Health.OK)
    for name, found in (("都正常", good), ("有要处理的", FOUND)):
        whole = Checkup(desk.installation)
        whole.found = found
        listed = CheckScreen(kit, session, desk=desk, opener=menu, checkup=whole, seen=len(found))
        yield from _paged(f"检查-还在看-{name}", replace(listed, seen=4))
        yield from _paged(f"检查-{name}", replace(listed, complete=True))


def _always(trouble: Trouble) -> Callable[[], Trouble]:
    return lambda: trouble


def _report_states(menu: MenuScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give 情况报告 with sticks and days of every kind, on its way, written, refused, and with a journal that lacks something."""
    page = CampaignReportScreen(menu.kit, menu.session, desk=menu.desk, opener=menu)
    yield "情况报告-没有U盘", page
    plugged = replace(page, sticks=(STICK,))
    yield "情况报告", plugged
    own = replace(plugged, span=Span.DAYS, first=date(2025, 12, 30), last=date(2026, 11, 20))
    yield "情况报告-选了日期", replace(own, sticks=(STICK, replace(STICK, name="长" * 60)))
    written = menu.text("campaign_report.written_at", name="情况报告")
    yield "情况报告-写好了", replace(plugged, result=written)
    writing = Task[object](lambda _: None)
    writing.progress = menu.text("campaign_report.writing")
    yield "情况报告-正在写", replace(plugged, doing=Doing(writing, lambda _came, _now: plugged))
    file = "/media/十一月/情况报告/反诈互动训练情况报告-20261101-20261121.docx"
    for name, refused in (
        ("没有记录", "2026年11月1日至21日没有记录。请换个日期。"),
        ("U盘不在了", menu.text("campaign_report.gone")),
        ("U盘满了", f"{file} 写不进去，磁盘满了。请先清理磁盘，或者换一个磁盘。"),
    ):
        yield f"情况报告-{name}", replace(plugged, notice=refused)
    for name, trouble in (
        ("记录存不进去", Trouble("磁盘或记录满了", 2480, 12)),
        ("记录丢过", Trouble("", 0, 12)),
    ):
        held = replace(plugged, desk=replace(menu.desk, trouble=_always(trouble)))
        yield from _paged(f"情况报告-{name}", held)
    pad = page.rows[3].then
    assert pad is not None  # noqa: S101 (days are always asked for)
    asked = pad(0.0)
    if isinstance(asked, DayPadScreen):
        yield "情况报告-日期", asked
        yield "情况报告-日期-不对", replace(asked, typed="1331", notice=asked.too_short)


def _programme_states(menu: MenuScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give 今天播放 as it usually is, with a plan, and where a wish can't be kept."""
    listed = ProgrammeScreen(menu.kit, menu.session, desk=_set(menu, ""), opener=menu)
    yield from _paged("今天播放", listed)
    ids = [story.id for story in listed.stories]
    first, last = ids[0], ids[-1]
    some = _set(
        menu, f"停播剧本: {last}\n播放安排: 周末 9:00-12:00 骗局；老年人\n只播放已审核的: 是\n"
    )
    yield from _paged("今天播放-有安排", replace(listed, desk=some))
    none = _set(menu, "播放安排: 周一至周五 9:00-12:00 老年人；周六 没有这样的剧本\n")
    yield from _paged("今天播放-没有照做", replace(listed, desk=none))
    chosen = _set(menu, "专场: 老年人专场\n")
    yield "今天播放-有专场", replace(listed, desk=chosen)
    decks = DecksScreen(menu.kit, menu.session, desk=chosen, opener=listed)
    yield from _paged("今天播放-专场", decks)
    gone = _set(menu, "专场: 没有这个专场\n")
    yield "今天播放-专场没有照做", replace(listed, desk=gone)
    story = listed.story(first)
    yield "今天播放-一个剧本", story
    yield "今天播放-停播的剧本", replace(story, story=last, desk=some)


def _settings_states(menu: MenuScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give 设置: its groups, each of its settings, what is wrong in the file, the way back."""
    desk = _set(menu, LONG_SETTINGS)
    page = SettingsScreen(menu.kit, menu.session, desk=_set(menu, ""), opener=menu)
    yield "设置", page
    wrong = replace(page, desk=_set(menu, WRONG_SETTINGS))
    yield "设置-写错", wrong
    yield from _paged(
        "设置-写错的", WrongScreen(page.kit, page.session, desk=wrong.desk, opener=wrong)
    )
    yield from _paged("设置-恢复", replace(page, desk=desk).restoring(0.0))
    yield "设置-恢复-一样", page.restoring(0.0)
    for group, names in GROUPS.items():
        shown = GroupScreen(page.kit, page.session, desk=desk, opener=page, group=group)
        yield from _paged(f"设置-{group}", shown)
        yield from _paged(f"设置-{group}-默认", replace(shown, desk=page.desk))
        for name in names:
            yield from _editor_states(shown, key_of(Settings, name))


def _editor_states(group: GroupScreen, key: Key) -> Iterator[tuple[str, KioskScreen]]:
    """Give what chooses a setting."""
    name = f"设置-{key.zh}"
    sort = sort_of(key)
    if sort in {SettingSort.FILE, SettingSort.FOLDER}:
        files = FilesScreen(group.kit, group.session, desk=group.desk, opener=group, key=key)
        yield name, files
        yield from _paged(f"{name}-有", replace(files, found=FILES))
        return
    page = editor(group, key, 0.0)
    if not isinstance(page, StaffScreen) or sort is SettingSort.IDS:
        return
    yield from _paged(name, page)
    if isinstance(page, PadScreen):
        yield f"{name}-按了几位", replace(page, typed="12345678"[: page.most - 1])
        yield f"{name}-不对", replace(page, typed="1", notice=what_is_wrong(key, "1*"))
    elif isinstance(page, TextScreen):
        yield f"{name}-写", text_entry(page, key)
        yield f"{name}-不对", text_entry(page, key, "1", what_is_wrong(key, "\u0007" * 40))
    elif isinstance(page, RulesScreen):
        yield from _rule_states(name, page)


def _rule_states(name: str, page: RulesScreen) -> Iterator[tuple[str, KioskScreen]]:
    """Give the pages on which a rule is made, and one that is there."""
    rule = RuleScreen(page.kit, page.session, desk=page.desk, opener=page, key=page.key, number=1)
    yield f"{name}-一条", rule
    days = page.adding(0.0)
    yield from _paged(f"{name}-哪些天", days)
    yield from _paged(f"{name}-哪些天-选了", replace(days, chosen=frozenset(DAYS)))
    hours = days.hours("周一至周五", 0.0)
    yield f"{name}-钟点", hours
    dates = days.dates(0.0)
    yield f"{name}-日子", replace(dates, typed="0601")
    what = days.what("周一至周五 09:00-12:00")
    if isinstance(what, WhatScreen):
        yield from _paged(f"{name}-播放什么", what)
        yield from _paged(f"{name}-播放什么-选了", replace(what, chosen=frozenset(what.names)))
    elif isinstance(what, StaffScreen):
        yield f"{name}-多大声", what


def _set(menu: MenuScreen, text: str) -> Desk:
    """Give a desk whose settings file says this; before, it said nothing."""
    store = SettingsStore(NOWHERE)
    store.now, store.problems = read_settings(text.encode(), "settings.yaml")
    store.kept = Settings() if text else None
    return replace(menu.desk, settings=store)


LONG_SETTINGS = f"""站点名称: {"站" * SITE_NAME_BUDGET}
机器编号: {"机" * MACHINE_NAME_BUDGET}
派出所名称: {"所" * STATION_NAME_BUDGET}
派出所电话: 0579-88888888
报警电话: 否
标志图片: data/图片/标志.png
只播放已审核的: 是
播放安排: 周一至周五 9:00-12:00 老年人、中年人；6月1日至6月30日 周末 下午 骗局；全部
剧本顺序: gongjianfa、shuadan、kefu-baiwan、call-96110
停播剧本: shuadan
音量: 70%
音量安排: 12:00-14:00 30%；20:00-8:00 静音
音效音量: 50%
营业时间: 8:30-17:30
邀请间隔: 15
待机音乐: 是
字号: 大字
屏幕对角线: 55
动画: 否
待机秒数: 90
安装页待机秒数: 240
倒数秒数: 30
语言: zh-Hant
二维码已核对: d92b-f75d
二维码图片: data/公安机关提供的二维码图片-2026年新版.png
二维码内容: https://sj.qq.com/appdetail/com.hicorenational.antifraud
允许域名: police.example.cn, antifraud.example.cn
要求签名: 是
签名公钥: {"0123456789abcdef" * 4}
界面审核指纹: 0123-4567-89ab-cdef
录音目录: data/录音
语音引擎: 外部程序
语音模型: data/模型/vits-melo
语音程序: '"C:/Program Files/我的语音/say.exe" --voice zh --speed 0.9'
"""
"""Settings that are all set, and long."""

WRONG_SETTINGS = """音量: 很大
营业时间 9点到17点
屏幕对角线: 900
站点名称: "城东
字体: 大
派出所电话: 6217
播放安排: 6月31日 学生
"""
"""Settings of which each is wrong in a way of its own."""

FILES = (
    Found(NOWHERE / "标志.png"),
    Found(Path("/media/U盘/公安机关提供的二维码图片-2026年新版（请勿改名）.jpg"), "公安宣传 U 盘"),
    *(Found(Path(f"/media/U盘/图{n}.png"), "公安宣传 U 盘") for n in range(12)),
)
"""Files that may be chosen."""


def _paged(name: str, screen: StaffScreen) -> Iterator[tuple[str, StaffScreen]]:
    """Give every page of a list, the first under the list's own name."""
    for number in range(screen.page_count):
        yield f"{name}-第{number + 1}页" if number else name, replace(screen, page=number)


FOUND = (
    Diagnosis("touch", "触摸", Health.OK, "四个角都点得到"),
    Diagnosis(
        "heard",
        "声音",
        Health.NOTICE,
        "没有声音设备",
        "看看音箱的电源和音量；没有声音时字幕照常走。",
    ),
    Diagnosis("keypad", "小键盘", Health.OK, "每个键都灵"),
    Diagnosis("screen", "屏幕", Health.OK, "1920×1080"),
    Diagnosis("diagonal", "屏幕大小", Health.OK, "21.5 英寸（55 厘米），显示器报告的"),
    Diagnosis("fonts", "字体", Health.OK, "4 个文件完好"),
    Diagnosis("speech", "自带的语音", Health.OK, "1 个文件，3000 句，由计算机合成"),
    Diagnosis("voice", "语音", Health.OK, "espeak-ng"),
    Diagnosis(
        "data",
        "数据文件夹",
        Health.ERROR,
        "/home/kiosk/.local/share/fanzha-kiosk，剩余 0.0 GB",
        "空间不多了，请清理磁盘。",
    ),
    Diagnosis(
        "clock",
        "日期",
        Health.NOTICE,
        "2026-01-01 不像是今天",
        "请把系统日期调准；记录和营业时间都靠它。多半是主板电池没电了。",
    ),
    Diagnosis("stories", "剧本", Health.OK, "24 个可以播放，1 个没有审核"),
    Diagnosis(
        "stories",
        "剧本",
        Health.NOTICE,
        "快递理赔.yaml:18:7：这里是全角冒号“：”",
        "请改成半角“:”。",
    ),
    Diagnosis("link", "二维码", Health.OK, "https://fzapph5.gjfzpt.cn/QRCode/，已核对"),
)
"""What a look at a kiosk may find, good and bad."""


STATUS = Status(
    site="城东社区活动中心",
    at=PAUSED,
    trusted=True,
    version="0.1.0",
    stories=24,
    fingerprint="7c1e-04ab",
    visitors=(38, 31, 59, 52, 45, 38, 31),
    plays=367,
    faults=0,
    restarts=0,
    free=120_300_000_000,
    muted=False,
    paused=False,
)
UNWELL = replace(
    STATUS,
    site=f"中国某某银行股份有限公司城东区人民路第二支行营业部　{'机' * MACHINE_NAME_BUDGET}",
    trusted=False,
    visitors=(1038, 1031, 1059, 1052, 1045, 1038, 1031),
    plays=12000,
    faults=128,
    restarts=17,
    free=None,
    trouble=Trouble("磁盘或记录满了", 2480, 12),
    aside=2,
    muted=True,
    paused=True,
    brought=24,
    set_fingerprint="1386-840a",
    quarantined=(
        "冒充客服退款，越退越少",
        "养老项目高息返利",
        "孙子出事了，快打钱",
        "第四个",
        "第五个",
    ),
)
FAILED = (
    Failed("a", "", "冒充客服退款，越退越少", 2, "", "2026-11-21"),
    Failed("b", "", "养老项目高息返利", 3, "", "2026-11-21"),
)


TOTALS = DayTotals(
    kiosk="K7Q29F3M",
    day=DAY,
    name="城东社区活动中心",
    visits=38,
    plays=47,
    completed=41,
    trials=2,
    scams=24,
    handled=19,
    genuine=11,
    refused=3,
    spared=1_284_000,
    install=21,
    before=9,
    before_right=7,
    after=96,
    after_right=78,
)
MANY_TOTALS = replace(
    TOTALS,
    name=f"中国某某银行股份有限公司城东区人民路第二支行营业部　{'机' * MACHINE_NAME_BUDGET}",
    trusted=False,
    visits=1038,
    plays=1297,
    completed=1204,
    scams=731,
    handled=640,
    genuine=402,
    refused=118,
    spared=91_284_000,
    install=803,
    after=2877,
    after_right=2304,
)


class TallyToLookAt(Tally):
    """Counts of a usual week, without a file."""

    def count(self, what: Counted = Counted.VISITORS, day: date | None = None) -> int:
        """Give a number that is another every day."""
        visitors = 31 + 7 * ((day or DAY).day % 5)
        usual = {Counted.VISITORS: visitors, Counted.PLAYS: visitors * 5 // 4, Counted.TRIALS: 2}
        return usual.get(what, 0)


class PauseToLookAt(Pause):
    """A pause that has begun, without a file."""

    def since(self) -> datetime:
        """Give when it began."""
        return PAUSED


class PlayingToLookAt:
    """What plays, as a kit has it; some stories are approved and some aren't."""

    approved_only = False

    def __init__(self, kit: Kit) -> None:
        stories = kit.deck.scenarios
        groups = {one.name: one.group for one in kit.catalogue.types}
        self.code = kit.code
        decks = {one.name: one.stories for one in kit.catalogue.decks}
        self.pool = Pool(stories, {story.id for story in stories[::2]}, groups, decks=decks)

    def look_at(self, settings: Settings) -> Programme:
        """Give what would play on a Saturday morning."""
        return programme(self.pool, settings, SATURDAY)

    def set_settings(self, own: Settings) -> tuple[Problem, ...]:  # noqa: ARG002
        """Leave all as it is."""
        return ()
