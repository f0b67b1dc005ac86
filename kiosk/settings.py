"""What a site decides: a frozen value, and the table of everything that can be set.

Every field carries its Chinese key, one sentence about it and how its text is read; the English key
is the field's own name. `settings_file` reads it, docs/settings.md is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

from kiosk.app_link import DEFAULT_LINK
from kiosk.scenario.model import Named
from kiosk.scenario.schema import Parse, WrongValueError, parsed
from kiosk.scenario.suggest import did_you_mean

SITE_NAME_BUDGET = 20
"""Characters of a site's name that fit beside the title."""


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


@dataclass(frozen=True, slots=True)
class OpenHours:
    """The hours in which the kiosk may call out to people; an end before the start is next day's."""

    start: time = time(8)
    end: time = time(20)

    def __contains__(self, now: time) -> bool:
        """Tell whether the hours include a time of day; equal ends mean all day."""
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def __str__(self) -> str:
        """Give the hours as they are written."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def _plain(text: str) -> str:
    for character in text:
        if not character.isprintable():
            raise WrongValueError("control-character", number=f"{ord(character):04X}")
    return text


def _site_name(text: str) -> str:
    if len(text) > SITE_NAME_BUDGET:
        raise WrongValueError("text-too-long", "name", length=len(text), most=SITE_NAME_BUDGET)
    return _plain(text)


def _number(text: str, least: float, most: float) -> float | None:
    """Give a number within limits; nothing where the text is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if least <= number <= most else None


def _without_unit(text: str, unit: str) -> str:
    """Give the figures of a text; 英寸 may be written in full, as 寸 or as its sign."""
    if unit == "英寸":
        text = text.rstrip('"”″').removesuffix("寸")
        unit = "英"
    return text.removesuffix(unit).strip()


def _between(least: float, most: float, unit: str) -> Parse:
    def parse(text: str) -> float:
        number = _number(_without_unit(text, unit), least, most)
        if number is None:
            raise WrongValueError("not-in-range", least=f"{least:g}", most=f"{most:g}", unit=unit)
        return number

    return parse


def _volume(text: str) -> float:
    percent = text.rstrip("%％").strip()
    number = _number(text, 0, 1) if percent == text else _number(percent, 0, 100)
    if number is None:
        raise WrongValueError("not-in-range", "volume")
    return number if percent == text else number / 100


Member = TypeVar("Member", bound=Named)


def one_of(names: type[Member]) -> Callable[[str], Member]:
    """Give what finds the member of some names a text stands for."""

    def parse(text: str) -> Member:
        for member in names:
            if text.casefold() in {member.zh.casefold(), member.en.casefold()}:
                return member
        suggestion = did_you_mean(
            text, [name for member in names for name in (member.zh, member.en)]
        )
        known = "、".join(member.zh for member in names)
        raise WrongValueError("unknown-name", suggestion=suggestion, known=known)

    return parse


def _command(text: str) -> tuple[str, ...]:
    """Read a program and its arguments; a part with blanks in it stands in quotes."""
    return tuple(a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', _plain(text)))


def _clock(text: str) -> time:
    """Read a time of day; 24:00 is the midnight that ends the day."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])|24[:：]00", text)
    if match is None:
        raise WrongValueError("wrong-form", "hours")
    return time(int(match[1] or 0), int(match[2] or 0))


def _open_hours(text: str) -> OpenHours:
    ends = re.split(r"\s*(?:[-－–—~～至到]+)\s*", text)
    if len(ends) != 2:  # noqa: PLR2004  a range has two ends
        raise WrongValueError("wrong-form", "hours")
    return OpenHours(_clock(ends[0]), _clock(ends[1]))


def _yes(text: str) -> bool:
    word = text.lower()
    if word in {"是", "yes", "true", "on", "已核对"}:
        return True
    if word in {"否", "no", "false", "off", "未核对"}:
        return False
    raise WrongValueError("not-a-flag")


def _path(text: str) -> Path:
    return Path(_plain(text)).expanduser()


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise WrongValueError("wrong-form", "language")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    return tuple(host.lower() for host in re.split(r"[,，、;；\s]+", text) if host)


def _in_range(zh: str, doc: str, limits: tuple[float, float], unit: str, default: Any) -> Any:  # noqa: ANN401  as `parsed`
    least, most = limits
    return parsed(zh, f"{doc}，{least:g} 到 {most:g}", _between(least, most, unit), default)


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
        "标志图片", "站点自己的标志（PNG 或 JPG），显示在站点名称前面；请先得到许可", _path, None
    )
    language: str = parsed("语言", "界面文字的语言代号", _language, "zh-CN")
    diagonal_inches: float | None = _in_range(
        "屏幕对角线", "屏幕对角线（不写时由显示器报告），单位英寸", (7, 120), "英寸", None
    )
    volume: float = parsed("音量", "0 到 1，或者百分数", _volume, 0.8)
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
    open_hours: OpenHours = parsed("营业时间", "只在这段时间出声邀请", _open_hours, OpenHours())
    motion: bool = _flag("动画", "画面里的东西会动（电话颤、消息滑入）", default=True)
    qr_payload: str = parsed("二维码内容", "安装页二维码的网址", _plain, DEFAULT_LINK)
    qr_picture: Path | None = parsed(
        "二维码图片", "公安机关提供的二维码图片（PNG 或 JPG），优先于二维码内容", _path, None
    )
    qr_hosts: tuple[str, ...] = parsed(
        "允许域名", "除自带的以外，二维码还可以指向哪些域名，用逗号隔开", _hosts, ()
    )
    qr_confirmed: bool = _flag("二维码已核对", "工作人员用手机扫过并核对无误", default=False)
    recordings: Path | None = parsed("录音目录", "真人录音所在的文件夹，见 voice.md", _path, None)
    sound_volume: float = parsed(
        "音效音量", "铃声、短信声等占语音音量的多少，0 到 1 或百分数，0 是没有", _volume, 0.8
    )
    attract_music: bool = _flag("待机音乐", "营业时间里待机时轻轻放音乐", default=False)
    voice_engine: VoiceEngine = _choice("语音引擎", "谁来说话，见 voice.md", VoiceEngine.AUTOMATIC)
    voice_model: Path | None = parsed(
        "语音模型", "语音引擎是 sherpa 时，模型所在的文件夹", _path, None
    )
    voice_command: tuple[str, ...] = parsed(
        "语音程序",
        "语音引擎是外部程序时，启动它的命令；带空格的部分加英文双引号",
        _command,
        (),
    )
