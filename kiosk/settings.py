"""What a site decides: a frozen value, read from `settings.yaml` in the data directory.

Every field carries its Chinese key, one sentence about it and how it is read; the English key is
the field's own name. A value that can't be used leaves its field at the default and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import time
from enum import Enum
from pathlib import Path
from typing import Any

DEFAULT_QR_PAYLOAD = "https://fzapph5.gjfzpt.cn/QRCode/"
"""The landing page of 国家反诈中心; its host is the one the App itself speaks to."""

SITE_NAME_BUDGET = 20
"""Characters of a site's name that fit beside the title."""


class TextSize(Enum):
    """The text size a visit begins with."""

    STANDARD = "标准"
    LARGE = "大字"


class VoiceEngine(Enum):
    """What speaks where no person has recorded a line."""

    AUTOMATIC = "自动"
    ESPEAK = "espeak"
    SYSTEM = "系统"
    SHERPA = "sherpa"
    PROGRAM = "外部程序"


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


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """Something wrong in the settings file; line and column count from 1, 0 where there is none."""

    message: str
    advice: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give what, where and what to do in one line."""
        place = f"第 {self.line} 行第 {self.column} 个字：" if self.line else ""
        return f"{place}{self.message}{self.advice}"


def _plain(text: str) -> str:
    if not text.isprintable():
        raise ValueError("里面有看不见的控制字符，请删掉重写。")
    return text


def _site_name(text: str) -> str:
    if len(text) > SITE_NAME_BUDGET:
        raise ValueError(f"太长，请写 {SITE_NAME_BUDGET} 个字以内。")
    return _plain(text)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError("要写一个数字。") from None
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  only NaN isn't itself
        raise ValueError("要写一个数字。")
    return number


def _between(low: float, high: float, unit: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = _number(text.removesuffix(unit).strip())
        if not low <= number <= high:
            raise ValueError(f"要写 {low:g} 到 {high:g} 之间的数字（{unit}）。")
        return number

    return read


def _diagonal(text: str) -> float | None:
    inches = text.rstrip('"”″').removesuffix("英寸").removesuffix("寸").strip()
    return _between(7, 120, "英寸")(inches) if inches else None


def _volume(text: str) -> float:
    percent = text.rstrip("%％") != text
    number = _number(text.rstrip("%％")) / (100 if percent else 1)
    if not 0 <= number <= 1:
        raise ValueError("要写 0 到 1 之间的数字，例如 0.8，也可以写 80%。")
    return number


def _text_size(text: str) -> TextSize:
    for size in TextSize:
        if text in {size.value, size.name.lower()}:
            return size
    raise ValueError("只能写“标准”或“大字”。")


def _voice_engine(text: str) -> VoiceEngine:
    for engine in VoiceEngine:
        if text.lower() in {engine.value, engine.name.lower()}:
            return engine
    raise ValueError(f"只能写{'、'.join(e.value for e in VoiceEngine)}之一。")


def _command(text: str) -> tuple[str, ...]:
    """Read a program and its arguments; a part with blanks in it stands in quotes."""
    return tuple(a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', _plain(text)))


def _clock(text: str) -> time:
    """Read a time of day; 24:00 is the midnight that ends the day."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])|24[:：]00", text)
    if match is None:
        raise ValueError("要写成 08:00-20:00 这样。")
    return time(int(match[1] or 0), int(match[2] or 0))


def _open_hours(text: str) -> OpenHours:
    ends = re.split(r"\s*(?:[-－–—~～至到]+)\s*", text)
    if len(ends) != 2:  # noqa: PLR2004  a range has two ends
        raise ValueError("要写成 08:00-20:00 这样。")
    return OpenHours(_clock(ends[0]), _clock(ends[1]))


def _yes(text: str) -> bool:
    word = text.strip().lower()
    if word in {"是", "yes", "true", "on", "已核对"}:
        return True
    if word in {"否", "no", "false", "off", "未核对", ""}:
        return False
    raise ValueError("只能写“是”或“否”。")


def _path(text: str) -> Path | None:
    return Path(_plain(text)).expanduser() if text else None


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise ValueError("要写语言代号，例如 zh-CN。")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    return tuple(host.lower() for host in re.split(r"[,，、;；\s]+", text) if host)


def setting(zh: str, doc: str, read: Callable[[str], Any], default: Any) -> Any:  # noqa: ANN401  as dataclasses.field
    """Give a dataclass field its Chinese key, its one sentence and its reader."""
    return field(default=default, metadata={"zh": zh, "doc": doc, "read": read})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site decides; every field has a default that works."""

    site_name: str = setting("站点名称", "显示在待机画面上的名称", _site_name, "")
    site_logo: Path | None = setting("标志图片", "站点自己的标志，显示在站点名称前面", _path, None)
    language: str = setting("语言", "界面文字的语言代号", _language, "zh-CN")
    diagonal_inches: float | None = setting(
        "屏幕对角线", "屏幕对角线，单位英寸；不写时由显示器报告", _diagonal, None
    )
    volume: float = setting("音量", "0 到 1，或者百分数", _volume, 0.8)
    text_size: TextSize = setting("字号", "标准或大字", _text_size, TextSize.STANDARD)
    idle_seconds: float = setting(
        "待机秒数", "没人碰多少秒以后问“您还在吗？”", _between(15, 600, "秒"), 60.0
    )
    install_idle_seconds: float = setting(
        "安装页待机秒数", "安装页上没人碰多少秒以后问", _between(30, 900, "秒"), 180.0
    )
    countdown_seconds: float = setting(
        "倒数秒数", "问过以后倒数多少秒回到待机", _between(5, 60, "秒"), 20.0
    )
    invite_minutes: float = setting(
        "邀请间隔", "待机时每隔几分钟出声邀请一次，0 是不出声", _between(0, 240, "分钟"), 10.0
    )
    open_hours: OpenHours = setting("营业时间", "只在这段时间出声邀请", _open_hours, OpenHours())
    motion: bool = setting(
        "动画", "画面里的东西会动：电话颤、消息滑入；写“否”就都不动", _yes, default=True
    )
    qr_payload: str = setting("二维码内容", "安装页二维码的网址", _plain, DEFAULT_QR_PAYLOAD)
    qr_picture: Path | None = setting(
        "二维码图片", "公安机关提供的二维码图片，优先于二维码内容", _path, None
    )
    qr_hosts: tuple[str, ...] = setting(
        "允许域名", "除自带的以外，二维码还可以指向哪些域名", _hosts, ()
    )
    qr_confirmed: bool = setting(
        "二维码已核对", "工作人员扫过并核对无误后写“是”", _yes, default=False
    )
    recordings: Path | None = setting("录音目录", "真人录音所在的文件夹", _path, None)
    sound_volume: float = setting(
        "音效音量", "铃声、短信声等占语音音量的多少，0 是没有", _volume, 0.8
    )
    attract_music: bool = setting("待机音乐", "营业时间里待机时轻轻放音乐", _yes, default=False)
    voice_engine: VoiceEngine = setting(
        "语音引擎", "自动、espeak、系统、sherpa 或外部程序", _voice_engine, VoiceEngine.AUTOMATIC
    )
    voice_model: Path | None = setting(
        "语音模型", "语音引擎是 sherpa 时，模型所在的文件夹", _path, None
    )
    voice_command: tuple[str, ...] = setting(
        "语音程序", "语音引擎是外部程序时，启动它的命令", _command, ()
    )


def keys() -> dict[str, str]:
    """Give the field a key names, for the Chinese and the English keys."""
    found = {f.metadata["zh"]: f.name for f in fields(Settings)}
    return found | {f.name: f.name for f in fields(Settings)}


def read_value(name: str, text: str) -> Any:  # noqa: ANN401  each field has its own type
    """Give the value a text has for a field; ValueError with a short sentence where it has none."""
    read = next(f.metadata["read"] for f in fields(Settings) if f.name == name)
    return read(text.strip())


def load(path: Path) -> tuple[Settings, tuple[SettingsProblem, ...]]:
    """Give the settings of a file and everything wrong in it; no file means the defaults.

    Relative paths in the file are meant from the file's own folder.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        advice = "现在用的是默认设置。请检查这个文件的权限，或删掉它。"
        return Settings(), (
            SettingsProblem(f"设置文件 {path} 打不开（{error.strerror}）。", advice),
        )
    from kiosk.settings_file import read_settings  # noqa: PLC0415  brings yaml: 30 ms at start

    values, problems = read_settings(raw)
    for name in ("site_logo", "qr_picture", "recordings", "voice_model"):
        if values.get(name) is not None:
            values[name] = path.parent / values[name]
    return replace(Settings(), **values), problems
