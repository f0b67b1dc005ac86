"""What a site decides: a frozen value, and the table of everything that can be set.

Every field carries its Chinese key, one sentence about it and how its text is read; the English key
is the field's own name. `settings_file` reads it, docs/settings.md is made from it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from kiosk.app_link import DEFAULT_LINK, fingerprint
from kiosk.patterns import pattern
from kiosk.scenario.characters import is_control, is_unseen, name_of, number_of
from kiosk.scenario.model import Named
from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, Parse, WrongValueError, parsed
from kiosk.scenario.suggest import did_you_mean
from kiosk.timetable import RULES_APART, OpenHours, Rule, open_hours, plain, rules
from kiosk.values import dataclass

SITE_NAME_BUDGET = 30
"""Characters of a site's name that fit beside its sign, in two rows where it is long."""

MACHINE_NAME_BUDGET = 20
"""Characters of a machine's name that fit into a report's QR code."""

STATION_NAME_BUDGET = 12
"""Characters of a police station's name that fit beside its number."""

INCHES = (7.0, 120.0)
"""Diagonals a screen may have."""

NONE = "空"
"""What stands for a setting that has no value, on pages and in messages."""

UNTIED = "是"
"""A confirmation that doesn't say of which code; it is of none."""


class SettingSort(Enum):
    """What kind of value a setting has: how it is chosen on the screen."""

    FLAG = "yes or no"
    CHOICE = "one of some names"
    MEASURE = "a number within limits"
    SHARE = "a share in percent"
    HOURS = "from an hour to an hour"
    PHONE = "a number to be called"
    CODE = "the code that was confirmed"
    FILE = "a picture's place"
    FOLDER = "a folder's place"
    IDS = "stories"
    DECK = "a deck"
    STORY_RULES = "which stories play when"
    VOLUME_RULES = "how loud it is when"
    TEXT = "a text"


class Written(Enum):
    """How the value of a setting is written."""

    WORD = "a number, a time, a fixed name"
    TEXT = "free text, in which any character may be meant"
    PATH = "the place of a file, in which a backslash is one"
    WORDS = "several words"
    RULES = "rules, each a time and what holds then"
    COMMAND = "a program with its arguments, each in quotes where it has blanks"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting is written; line and column count from 1, `source` is the line."""

    file: str
    line: int
    column: int
    source: str


class TextSize(Named):
    """The text size a visit begins with."""

    STANDARD = ("标准", "standard")
    LARGE = ("大字", "large")


class VoiceEngine(Named):
    """What speaks where no person has recorded a line."""

    AUTOMATIC = ("自动", "automatic")
    ESPEAK = ("espeak", "espeak")
    SYSTEM = ("系统", "system")
    SHERPA = ("sherpa", "sherpa")
    PROGRAM = ("外部程序", "program")


def _text(text: str) -> str:
    for character in text:
        if is_control(character) or is_unseen(character):
            how = f"U+{number_of(character)}"
            code = "control-character" if is_control(character) else "invisible-character"
            raise WrongValueError(code, name=name_of(character), how=how, number=how)
    return text


def _name(most: int) -> Callable[[str], str]:
    """Give what reads a name of so many characters at the most."""

    def parse(text: str) -> str:
        if len(text) > most:
            raise WrongValueError("text-too-long", "name", length=len(text), most=most)
        return _text(text)

    return parse


_site_name = _name(SITE_NAME_BUDGET)
_machine_name = _name(MACHINE_NAME_BUDGET)
_station_name = _name(STATION_NAME_BUDGET)


_TRUE = frozenset(
    [
        "是",
        "是的",
        "对",
        "对的",
        "好",
        "好的",
        "开",
        "开着",
        "开启",
        "打开",
        "启用",
        "要",
        "需要",
        "有",
        "真",
        "可以",
        "行",
        "√",
        "✓",
        "✔",
        "☑",
        "1",
        "y",
        "yes",
        "true",
        "on",
        "ok",
    ]
)
_FALSE = frozenset(
    [
        "否",
        "不",
        "不是",
        "不要",
        "不用",
        "没有",
        "无",
        "关",
        "关着",
        "关闭",
        "关掉",
        "停用",
        "禁用",
        "假",
        "不可以",
        "不行",
        "×",
        "✗",
        "✘",
        "x",
        "0",
        "n",
        "no",
        "false",
        "off",
    ]
)


def _word(text: str) -> str:
    """Give a word without the full stop behind it, in small letters."""
    return plain(text).rstrip("。.!！").casefold()


_INCH, _SECOND, _MINUTE = 1.0, 1.0, 60.0
_UNITS: dict[str, dict[str, float]] = {
    "英寸": {
        **dict.fromkeys(("", "英寸", "英吋", "寸", "吋", "in", "inch", "inches"), _INCH),
        **dict.fromkeys(('"', "”", "″", "''", "′′"), _INCH),
        **dict.fromkeys(("厘米", "公分", "cm"), _INCH / 2.54),
        **dict.fromkeys(("毫米", "mm"), _INCH / 25.4),
        **dict.fromkeys(("米", "m"), _INCH / 0.0254),
    },
    "秒": {
        **dict.fromkeys(("", "秒", "秒钟", "s", "sec"), _SECOND),
        **dict.fromkeys(("分", "分钟", "min"), _MINUTE),
    },
    "分钟": {
        **dict.fromkeys(("", "分", "分钟", "min"), 1.0),
        **dict.fromkeys(("小时", "个小时", "时", "h"), 60.0),
        **dict.fromkeys(("秒", "秒钟", "s", "sec"), 1 / 60),
    },
}
"""How the units people write a measure in count in the one it is kept in."""

_MEASURE = pattern(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([^\s0-9.-]*)")


def _measure(text: str, unit: str) -> float | None:
    """Give a measure in its unit; nothing where the text is none. 1 分 30 秒 is one."""
    text = plain(text).casefold()
    parts = list(_MEASURE.finditer(text))
    factors = [_UNITS[unit].get(part[2], 0.0) for part in parts]
    if not parts or "".join(part[0] for part in parts) != text or 0.0 in factors:
        return None
    if any(later >= before for before, later in pairwise(factors)):
        return None  # 55寸 32寸 are two measures and no sum
    return sum(float(part[1]) * factor for part, factor in zip(parts, factors, strict=True))


@dataclass(frozen=True, slots=True)
class Measure:
    """Reads a measure within limits, in its unit."""

    least: float
    most: float
    unit: str

    def __call__(self, text: str) -> float:
        """Read a text; WrongValueError where it is no such measure."""
        number = 0.0 if self.least == 0 and _word(text) in _FALSE else _measure(text, self.unit)
        if number is None or not self.least <= number <= self.most:
            variant = "inches" if self.unit == "英寸" else ""
            limits = {"least": f"{self.least:g}", "most": f"{self.most:g}", "unit": self.unit}
            raise WrongValueError("not-in-range", variant, **limits)
        return round(number, 2)


_LEAST_PERCENT = 2
"""From here on a whole number without a sign is percent: nobody wants twice the loudest."""


def _volume(text: str) -> float:
    """Read a volume; 80% is 百分之 80 and 80 too, 0.8 is."""
    word = plain(text)
    if _word(text) in _FALSE | {"静音"}:
        return 0.0
    found = re.fullmatch(r"(百分之)?\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(%?)", word)
    if found is None:
        raise WrongValueError("not-in-range", "volume")
    number = float(found[2])
    percent = bool(found[1] or found[3]) or (found[2].isdigit() and number >= _LEAST_PERCENT)
    number = number / 100 if percent else number
    if not 0 <= number <= 1:
        raise WrongValueError("not-in-range", "volume")
    return number


Member = TypeVar("Member", bound=Named)


def one_of(names: type[Member]) -> Callable[[str], Member]:
    """Give what finds the member of some names a text stands for."""

    def parse(text: str) -> Member:
        for member in names:
            if _word(text) in {member.zh.casefold(), member.en.casefold()}:
                return member
        suggestion = did_you_mean(
            text, [name for member in names for name in (member.zh, member.en)]
        )
        known = "、".join(member.zh for member in names)
        raise WrongValueError("unknown-name", suggestion=suggestion, known=known)

    return parse


_PROGRAM_ENDS = pattern(r".*?\.(?:exe|bat|cmd|com|ps1|py|sh)(?=\s|$)", re.IGNORECASE)
_WORDS = pattern(r'\s*(?:"([^"]*)"|\'([^\']*)\'|(\S+))')


def _command(text: str) -> tuple[str, ...]:
    """Read a program and its arguments; a part with blanks in it stands in quotes.

    A program without quotes goes as far as a file of that name is there, else to its ending.
    """
    text = _text(text)
    program = "" if text[:1] in "\"'" else _program(text)
    rest = text.removeprefix(program)
    return tuple(filter(None, (program, *(a or b or c for a, b, c in _WORDS.findall(rest)))))


def _program(text: str) -> str:
    """Give the program a command without quotes begins with, where it has blanks; else nothing."""
    ends = [found.start() for found in re.finditer(r"\s|$", text)]
    with suppress(OSError):
        for end in ends:
            if _from_home(text[:end]).is_file():
                return text[:end]
    found = _PROGRAM_ENDS.match(text)
    return found[0] if found and re.match(r"[/\\~]|[A-Za-z]:", text) else ""


def _yes(text: str) -> bool:
    word = _word(text)
    if word not in _TRUE | _FALSE:
        raise WrongValueError("not-a-flag")
    return word in _TRUE


_CONFIRMED = frozenset(["已核对", "核对过", "核对过了", "核对了", "已经核对", "已确认", "确认"])
_NOT_CONFIRMED = frozenset(["未核对", "没核对", "没有核对", "还没有", "还没核对", "未确认", "没"])


def _confirmation(text: str) -> str:
    """Read which code was confirmed: its fingerprint, or its address, which gives it; empty for none."""
    word = _word(text)
    if word in _FALSE | _NOT_CONFIRMED:
        return ""
    if word in _TRUE | _CONFIRMED:
        return UNTIED
    if word.startswith("https://"):
        return fingerprint(plain(text))
    figures = re.fullmatch(r"([0-9a-f]{4})[\s\-－–—−_]?([0-9a-f]{4})", word)
    if figures is None:
        raise WrongValueError("wrong-form", "confirmation")
    return f"{figures[1]}-{figures[2]}"


def _path(text: str) -> Path:
    """Read the place of a file, with what stands for a folder in it put in its place."""
    expanded = re.sub(r"%(\w+)%", lambda name: os.environ.get(name[1], name[0]), _text(text))
    return _from_home(expanded.removeprefix("file://"))


def _picture(text: str) -> Path:
    """Read the place of a picture."""
    return _path(text)


def _folder(text: str) -> Path:
    """Read the place of a folder."""
    return _path(text)


def _from_home(text: str) -> Path:
    """Give a path with ~ put in its place; as it stands where it is of somebody who isn't known here."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _language(text: str) -> str:
    text = plain(text)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise WrongValueError("wrong-form", "language")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    """Read hosts, without what comes before and after one in an address."""
    hosts = (host.strip("\"'“”").lower() for host in re.split(r"[,，、;；\s]+", text))
    return tuple(re.sub(r"^https?://|/$", "", host) for host in hosts if host)


def _ids(text: str) -> tuple[str, ...]:
    """Read ids of stories, each once."""
    ids = (word.strip("\"'“”") for word in re.split(r"[,，、;；\s]+", text))
    return tuple(dict.fromkeys(word for word in ids if word))


def _deck(text: str) -> str:
    """Read the name of a 专场; whether there is one of that name is seen when stories are chosen."""
    return _text(text)


def _story_rules(text: str) -> tuple[Rule[str], ...]:
    """Read which stories play when; what a rule names is looked for among the stories there are."""
    return rules(_text(text), lambda named: (named, named))


def _volume_rules(text: str) -> tuple[Rule[float], ...]:
    """Read how loud it is when."""
    return rules(_text(text), lambda said: (_volume(said), as_percent(_volume(said))))


def as_percent(share: float) -> str:
    """Give a share as percent."""
    return f"{share:.0%}"


_MOBILE = r"1[3-9][0-9]{9}"
_LANDLINE = r"(?:(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2}))-?)?(?P<local>[2-8][0-9]{6,7})"


def _phone(text: str) -> str:
    """Read a number that can be called: a landline with its area code or without, or a mobile."""
    word = re.sub(r"[()\s]", "", plain(text).replace("—", "-").replace("–", "-"))
    word = re.sub(r"^\+?86-?", "", word)
    mobile = re.fullmatch(r"(1[0-9]{2})-?([0-9]{4})-?([0-9]{4})", word)
    if mobile and re.fullmatch(_MOBILE, "".join(mobile.groups())):
        return " ".join(mobile.groups())
    met = re.fullmatch(_LANDLINE, word)
    if met is None:
        raise WrongValueError("wrong-form", "phone")
    parts = (met["area"], met["local"])
    return "-".join(part for part in parts if part)


_PUBLIC_KEY = pattern(r"[0-9a-f]{64}")


def _public_keys(text: str) -> tuple[str, ...]:
    """Read public keys, 64 figures each; they may be written in groups."""
    words = (
        re.sub(r"[-－–—_]", "", word).casefold() for word in re.split(r"[,，、;；\s]+", plain(text))
    )
    keys = tuple(word for word in words if word)
    if any(not _PUBLIC_KEY.fullmatch(key) for key in keys):
        raise WrongValueError("wrong-form", "public-key")
    return keys


def _in_range(zh: str, doc: str, limits: tuple[float, float], unit: str, default: Any) -> Any:  # noqa: ANN401  as `parsed`
    least, most = limits
    return parsed(zh, f"{doc}，{least:g} 到 {most:g}", Measure(least, most, unit), default)


def _choice(zh: str, doc: str, default: Named) -> Any:  # noqa: ANN401  as `parsed`
    names = "、".join(m.zh if m.zh == m.en else f"{m.zh}（{m.en}）" for m in type(default))
    return parsed(zh, f"{doc}：{names}", one_of(type(default)), default)


def _flag(zh: str, doc: str, *, default: bool) -> Any:  # noqa: ANN401  as `parsed`
    return parsed(zh, f"{doc}：是（yes）或 否（no）", _yes, default)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site decides; every field has a default that works."""

    site_name: str = parsed(
        "站点名称", f"显示在待机画面上的名称，{SITE_NAME_BUDGET} 个字以内", _site_name, ""
    )
    site_logo: Path | None = parsed(
        "标志图片", "站点自己的标志（PNG 或 JPG），显示在站点名称前面；请先得到许可", _picture, None
    )
    language: str = parsed("语言", "界面文字的语言代号", _language, "zh-CN")
    machine_name: str = parsed(
        "机器编号", f"这台机器叫什么，写在报告里，{MACHINE_NAME_BUDGET} 个字以内", _machine_name, ""
    )
    diagonal_inches: float | None = _in_range(
        "屏幕对角线", "屏幕对角线（不写时由显示器报告），单位英寸", INCHES, "英寸", None
    )
    volume: float = parsed("音量", "0 到 1，或者百分数", _volume, 0.8)
    volume_schedule: tuple[Rule[float], ...] = parsed(
        "音量安排",
        "什么时候多大声，没写到的时候按“音量”，例如 12:00-14:00 30%；周末 50%",
        _volume_rules,
        (),
    )
    text_size: TextSize = _choice("字号", "开始时的字号", TextSize.STANDARD)
    idle_seconds: float = _in_range(
        "待机秒数", "没人碰多少秒以后问“您还在吗？”", (15, 600), "秒", 60.0
    )
    install_idle_seconds: float = _in_range(
        "安装页待机秒数", "安装页上没人碰多少秒以后问", (30, 900), "秒", 180.0
    )
    countdown_seconds: float = _in_range(
        "倒数秒数", "问过以后倒数多少秒回到待机", (5, 60), "秒", 20.0
    )
    invite_minutes: float = _in_range(
        "邀请间隔", "待机时每隔几分钟出声邀请一次（0 是不出声）", (0, 240), "分钟", 10.0
    )
    open_hours: OpenHours = parsed(
        "营业时间", "只在这段时间出声邀请；其余时间待机画面变暗，一点就亮", open_hours, OpenHours()
    )
    motion: bool = _flag("动画", "画面里的东西会动（电话颤、消息滑入）", default=True)
    approved_only: bool | None = parsed(
        "只播放已审核的",
        "没有审核、审核以后改过的剧本不播放：是（yes）或 否（no）；不写时，设了工作人员密码就是“是”",
        _yes,
        None,
    )
    story_order: tuple[str, ...] = parsed(
        "剧本顺序", "选故事时的先后，写剧本的编号，用逗号隔开；没写到的排在后面", _ids, ()
    )
    stories_off: tuple[str, ...] = parsed(
        "停播剧本", "暂时不播放的剧本，写编号，用逗号隔开", _ids, ()
    )
    story_deck: str = parsed(
        "专场", "只播放一个专场的剧本，写它的名称；播放安排里有的时候，按播放安排", _deck, ""
    )
    schedule: tuple[Rule[str], ...] = parsed(
        "播放安排",
        "什么时候播放哪些剧本，几条之间用分号隔开，先写的先算，"
        "例如 周一至周五 9:00-12:00 老年人；周末 学生",
        _story_rules,
        (),
    )
    station_name: str = parsed(
        "派出所名称",
        f"和派出所电话写在一起的名称，{STATION_NAME_BUDGET} 个字以内",
        _station_name,
        "",
    )
    station_phone: str = parsed(
        "派出所电话", "当地派出所的电话，写在求助页和安装页上；请先打一遍核对", _phone, ""
    )
    police_number: bool = _flag(
        "报警电话", "待机画面下面写“报警 110”，求助页上总是写", default=True
    )
    qr_payload: str = parsed("二维码内容", "安装页二维码的网址", _text, DEFAULT_LINK)
    qr_picture: Path | None = parsed(
        "二维码图片", "公安机关提供的二维码图片（PNG 或 JPG），优先于二维码内容", _picture, None
    )
    qr_hosts: tuple[str, ...] = parsed(
        "允许域名", "除自带的以外，二维码还可以指向哪些域名，用逗号隔开", _hosts, ()
    )
    qr_confirmed: str = parsed(
        "二维码已核对",
        "工作人员用手机扫过、核对无误的那个二维码的编号，`doctor` 会给出；二维码一变就不算了",
        _confirmation,
        "",
    )
    interface_approved: str = parsed(
        "界面审核指纹", "审核过的界面的指纹，在 kiosk storyboard --interface 的签字页上", _text, ""
    )
    signature_required: bool = _flag("要求签名", "只导入签过名的活动包", default=False)
    signature_keys: tuple[str, ...] = parsed(
        "签名公钥", "认谁签的名：kiosk pack --new-key 给出的公钥，几个用逗号隔开", _public_keys, ()
    )
    recordings: Path | None = parsed("录音目录", "真人录音所在的文件夹，见 voice.md", _folder, None)
    sound_volume: float = parsed(
        "音效音量", "铃声、短信声等占语音音量的多少，0 到 1 或百分数，0 是没有", _volume, 0.8
    )
    attract_music: bool = _flag("待机音乐", "营业时间里待机时轻轻放音乐", default=False)
    voice_engine: VoiceEngine = _choice("语音引擎", "谁来说话，见 voice.md", VoiceEngine.AUTOMATIC)
    voice_model: Path | None = parsed(
        "语音模型", "语音引擎是 sherpa 时，模型所在的文件夹", _folder, None
    )
    voice_command: tuple[str, ...] = parsed(
        "语音程序",
        "语音引擎是外部程序时，启动它的命令；带空格的部分加英文双引号",
        _command,
        (),
    )
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def plays_approved_only(self, *, pin_set: bool) -> bool:
        """Tell whether stories that aren't approved are left out; a site with a PIN does so by itself."""
        return pin_set if self.approved_only is None else self.approved_only

    def placed(self, problem: Problem, name: str) -> Problem:
        """Give a problem at the place a setting is written, if it is."""
        place = self.places.get(name)
        if place is None:
            return problem
        return problem.placed(place.file, place.line, place.column, place.source)


_WRITTEN: dict[Parse | None, Written] = {
    _site_name: Written.TEXT,
    _machine_name: Written.TEXT,
    _station_name: Written.TEXT,
    _text: Written.TEXT,
    _picture: Written.PATH,
    _folder: Written.PATH,
    _hosts: Written.WORDS,
    _ids: Written.WORDS,
    _story_rules: Written.RULES,
    _volume_rules: Written.RULES,
    _public_keys: Written.WORDS,
    _command: Written.COMMAND,
}


_SORTS: dict[Parse | None, SettingSort] = {
    _yes: SettingSort.FLAG,
    _volume: SettingSort.SHARE,
    open_hours: SettingSort.HOURS,
    _phone: SettingSort.PHONE,
    _confirmation: SettingSort.CODE,
    _picture: SettingSort.FILE,
    _folder: SettingSort.FOLDER,
    _ids: SettingSort.IDS,
    _deck: SettingSort.DECK,
    _story_rules: SettingSort.STORY_RULES,
    _volume_rules: SettingSort.VOLUME_RULES,
}


def sort_of(key: Key) -> SettingSort:
    """Give what kind of value a setting has."""
    if isinstance(key.default, Named):
        return SettingSort.CHOICE
    if isinstance(key.shape.parse, Measure):
        return SettingSort.MEASURE
    return _SORTS.get(key.shape.parse, SettingSort.TEXT)


def written_of(key: Key) -> Written:
    """Give how the value of a setting is written."""
    return _WRITTEN.get(key.shape.parse, Written.WORD)


def as_written(value: object) -> str:
    """Give a value as it would be written in the file; 空 for none."""
    if value in (None, "", ()):
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Named):
        return value.zh
    if isinstance(value, tuple):
        if isinstance(value[0], Rule):
            return RULES_APART.join(map(str, value))
        return " ".join(f'"{word}"' if " " in word else word for word in value)
    return f"{value:g}" if isinstance(value, float) else f"{value}"
