"""The file that lets the machine's owner set a new PIN: what stands in it, and how it is read back.

It is kept on a stick in a drawer. In it stands a key that was drawn once and is written nowhere else; the
machine knows its digest only. Each machine has a number of its own, so that another's file is told from
one of this machine that no longer counts.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from datetime import date
from enum import Enum

from kiosk.patterns import pattern
from kiosk.values import dataclass

KEY_BYTES = 20
"""160 bits, more than anybody can guess; 32 letters in the file."""
MACHINE_BYTES = 4
GROUP = 4
"""Letters that stand together in the file."""
LARGEST = 16 * 1024
"""Bytes; such a file is one kilobyte."""

STEM = "反诈机-找回PIN"
_TITLE = "反诈互动训练一体机　找回 PIN 的文件"
_ENCODINGS = ("utf-8-sig", "utf-16", "gbk")
"""What Notepad may have saved it as."""
_FIELD = {
    name: re.compile(rf"^[^\S\n]*{name}\s*[：:](.*)$", re.MULTILINE)
    for name in ("日期", "机器", "钥匙", "校验")
}
"""Blanks before a name are those of its own line: empty lines were tried from each of them on, a second a file."""
_ODD = pattern(r'[\\/:*?"<>|\x00-\x1f.\s]+')


@dataclass(frozen=True, slots=True)
class Recovery:
    """What such a file holds: the number of its machine, its key, and the day it was made."""

    machine: str
    key: bytes
    day: str = ""

    @property
    def digest(self) -> str:
        """Give what the machine keeps of the key."""
        return hashlib.sha256(self.key).hexdigest()


class Unreadable(Enum):
    """Why a file is no such file."""

    FOREIGN_KIND = "some other file"
    DAMAGED = "one in which something has been changed, or is missing"


def new_machine() -> str:
    """Give a number for a machine."""
    return secrets.token_hex(MACHINE_BYTES).upper()


def new_recovery(machine: str, today: date) -> Recovery:
    """Draw a key."""
    return Recovery(machine, secrets.token_bytes(KEY_BYTES), f"{today:%Y-%m-%d}")


def file_name(site: str, day: str) -> str:
    """Give the name of the file for a site and a day; any system takes it."""
    parts = (STEM, _ODD.sub(" ", site).strip(), day)
    return "-".join(filter(None, parts)) + ".txt"


def as_file(recovery: Recovery, site: str) -> bytes:
    """Give the file's bytes: text that any editor opens, with what it is for."""
    lines = (
        _TITLE,
        "",
        f"站点：{site or '（还没有写站点名称）'}",
        f"日期：{recovery.day}",
        "",
        "忘了 PIN 的时候：把这个文件放在 U 盘里（不要放进文件夹），插到机器上，",
        "在输入 PIN 的画面按“忘了 PIN”，就可以设一个新的 PIN。",
        "",
        "请像钥匙一样收好：谁有这个文件，谁就能进入这台机器的工作人员页面。",
        "用过一次，或者又做了一份新的，这一份就作废。请不要改动下面三行。",
        "",
        f"机器：{recovery.machine}",
        f"钥匙：{_letters(recovery.key)}",
        f"校验：{_check(recovery)}",
        "",
    )
    return "\r\n".join(lines).encode("utf-8-sig")


def read(data: bytes) -> Recovery | Unreadable:
    """Give what stands in a file, or why nothing can be made of it."""
    text = next(filter(None, (_decoded(data, encoding) for encoding in _ENCODINGS)), "")
    if "找回 PIN" not in text or _FIELD["机器"].search(text) is None:
        return Unreadable.DAMAGED if _TITLE in text else Unreadable.FOREIGN_KIND
    found = {name: _value(field, text) for name, field in _FIELD.items()}
    try:
        key = base64.b32decode(re.sub(r"[\s-]", "", found["钥匙"]).upper())
    except ValueError:
        return Unreadable.DAMAGED
    recovery = Recovery(found["机器"].upper(), key, found["日期"])
    fits = len(key) == KEY_BYTES and found["校验"].upper() == _check(recovery)
    return recovery if fits else Unreadable.DAMAGED


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return ""


def _value(field: re.Pattern[str], text: str) -> str:
    found = field.search(text)
    return found[1].strip() if found else ""


def _letters(key: bytes) -> str:
    letters = base64.b32encode(key).decode()
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _check(recovery: Recovery) -> str:
    """Give what tells a file that was damaged: it says nothing of the key that the key doesn't."""
    whole = recovery.machine.encode() + b"\0" + recovery.key
    return hashlib.sha256(b"check\0" + whole).hexdigest()[:8].upper()
