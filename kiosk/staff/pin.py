"""The PIN: kept as a salted hash, tried with growing pauses, and set anew by a recovery file.

    pin = PinStore(data)
    pin.set("2580")
    pin.enter("1234")      # Entered(right=False, wait=0.0, tries=4)

Its file is private to the machine's account. Every method reads and writes files and computes for
a quarter of a second: pages call them from a task.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

from kiosk.os_errors import reason_of
from kiosk.paths import RefusedError, pin_file
from kiosk.staff import recovery
from kiosk.staff.lockout import SECONDS, Lockout
from kiosk.staff.recovery import Recovery, Unreadable
from kiosk.storage import LARGEST_NOTE, UNREADABLE, read_file, write_whole
from kiosk.values import dataclass

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 4, 8
"""Digits of a PIN."""
SCRYPT = {"n": 2**14, "r": 8, "p": 5}
"""Costs 16 MB and a quarter of a second on a small machine (OWASP's cheapest in memory)."""
_MOST = {"n": 2**17, "r": 16, "p": 16}
"""What a file may ask for: one that was tampered with must not take the machine's memory."""
_MEMORY = 256 * 2**20
_SALT_BYTES = 16
_VERSION = 1
TRIES_FILE = "pin-tries.json"


class Standing(Enum):
    """What is known of a PIN."""

    NONE = "there is none"
    SET = "there is one"
    DAMAGED = "there is a file nothing can be made of"


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a try: with a wrong one the seconds until the next, and the tries before a pause."""

    right: bool
    wait: float = 0.0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds."""

    salt: bytes
    cost: dict[str, int]
    digest: bytes
    machine: str
    recovery: str = ""
    """Digest of the recovery file's key; empty where none counts."""
    recovery_day: str = ""


class RecoveryRefusedError(RefusedError):
    """A file that doesn't open this machine; the message says why, and what to do."""


def is_pin(text: str) -> bool:
    """Tell whether a text may be a PIN: ASCII digits, neither too few nor too many."""
    return text.isascii() and text.isdecimal() and SHORTEST <= len(text) <= LONGEST


def easily_guessed(pin: str) -> bool:
    """Tell whether a PIN is among the first anybody would try: 0000, 1234, 8888, 2580, a year."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    half = len(pin) // 2
    paired = len(pin) % 2 == 0 and pin[:half] == pin[half:]
    year = len(pin) == SHORTEST and pin[:2] in {"19", "20"}
    return steps in ({0}, {1}, {9}) or paired or year or pin in {"2580", "5201314", "12300"}


class PinStore:
    """The PIN of a data directory."""

    def __init__(self, data: Path, uptime: Callable[[], float] = time.monotonic) -> None:
        """Take the data directory; `uptime` gives the seconds the machine has been running."""
        self._path, self._tries_path = pin_file(data), data / TRIES_FILE
        self._uptime = uptime
        self._lock = threading.Lock()
        self._unwritten: Lockout | None = None
        """The wrong tries, where they couldn't be written."""

    # What is known ------------------------------------------------------------------------------

    def standing(self) -> Standing:
        """Tell whether there is a PIN."""
        kept = self._read()
        return kept if isinstance(kept, Standing) else Standing.SET

    def locked_for(self) -> float:
        """Give the seconds until a try is taken again; 0 where one is now."""
        with self._lock:
            return self._tries().left(self._uptime())

    def recovery_day(self) -> str:
        """Give the day on which the recovery file that counts was made; empty where there is none."""
        kept = self._read()
        return kept.recovery_day if isinstance(kept, _Kept) and kept.recovery else ""

    # Trying and setting -------------------------------------------------------------------------

    def enter(self, pin: str) -> Entered:
        """Try a PIN. While tries are paused none is right."""
        with self._lock:
            tries = self._tries()
            left = tries.left(self._uptime())
            kept = self._read()
            if left > 0 or not isinstance(kept, _Kept):
                return Entered(right=False, wait=left, tries=tries.tries)
            # Noted before it is known to be right: pulling the plug must not give a try for nothing.
            wrong = tries.after_wrong(self._uptime())
            self._note(wrong)
            # The hash alone would take zeros behind the digits: HMAC fills its key up with them.
            fits = hmac.compare_digest(_digest(pin, kept.salt, kept.cost), kept.digest)
            if fits and is_pin(pin):
                self._note(Lockout())
                return Entered(right=True)
            log.warning("工作人员 PIN 输错了，第 %d 次", wrong.wrong)
            return Entered(right=False, wait=wrong.left(self._uptime()), tries=wrong.tries)

    def set(self, pin: str) -> None:
        """Set a PIN; the recovery file stays what it was. RefusedError where it can't be written."""
        with self._lock:
            self._set(pin, keep_recovery=True)

    def _set(self, pin: str, *, keep_recovery: bool) -> None:
        if not is_pin(pin):
            raise RefusedError(f"PIN 是 {SHORTEST} 到 {LONGEST} 位数字。")
        old = self._read()
        known = old if isinstance(old, _Kept) else None
        salt = secrets.token_bytes(_SALT_BYTES)
        self._write(
            _Kept(
                salt,
                SCRYPT,
                _digest(pin, salt, SCRYPT),
                known.machine if known else recovery.new_machine(),
                known.recovery if known and keep_recovery else "",
                known.recovery_day if known and keep_recovery else "",
            )
        )
        self._note(Lockout())
        log.info("工作人员 PIN 已设好")

    # The recovery file --------------------------------------------------------------------------

    def make_recovery(self, today: date, keep: Callable[[Recovery], Path]) -> Path:
        """Draw a recovery key and have `keep` write its file; only then the one before is void.

        Gives the file. RefusedError, and whatever `keep` raises, leave the one before as it was.
        """
        with self._lock:
            old = self._read()
            if not isinstance(old, _Kept):
                raise RefusedError("还没有 PIN，先设 PIN，再做找回文件。")
            made = recovery.new_recovery(old.machine, today)
            path = keep(made)
            self._write(replace(old, recovery=made.digest, recovery_day=made.day))
            log.info("做了找回 PIN 的文件")
            return path

    def recover(self, key: Recovery, pin: str) -> None:
        """Set a PIN with a recovery file, which is void then; RecoveryRefusedError where it doesn't count."""
        with self._lock:
            why = self._refused(key)
            if why:
                raise RecoveryRefusedError(why)
            self._set(pin, keep_recovery=False)

    def choose_recovery(self, files: Iterable[tuple[str, bytes]]) -> Recovery:
        """Give the one that counts among files with their names; RecoveryRefusedError says why none does."""
        refused: list[str] = []
        for name, data in files:
            found = recovery.read(data)
            if found is Unreadable.FOREIGN_KIND:
                continue
            if isinstance(found, Unreadable):
                refused.append(f"{name} 坏了：里面的字被改过，或者没有复制完。请用另外保存的一份。")
                continue
            why = self._refused(found)
            if not why:
                return found
            refused.append(f"{name}：{why}")
        if refused:
            raise RecoveryRefusedError(refused[0])
        raise RecoveryRefusedError(
            f"U 盘里没有找回文件（名字以“{recovery.STEM}”开头，不在文件夹里）。请换一个 U 盘。"
        )

    def _refused(self, key: Recovery) -> str:
        """Give why a recovery file doesn't open this machine; empty where it does."""
        kept = self._read()
        if not isinstance(kept, _Kept):
            return "这台机器的 PIN 文件坏了，找回文件也用不上。" + ASK_OWNER
        if key.machine != kept.machine:
            return "这是另一台机器的找回文件，请找这台机器自己的那一份。"
        if not kept.recovery or not hmac.compare_digest(key.digest, kept.recovery):
            return "这份找回文件已经作废（用过了，或者后来又做了新的），请找最新的那一份。"
        return ""

    # Files --------------------------------------------------------------------------------------

    def _read(self) -> _Kept | Standing:
        try:
            found = json.loads(read_file(self._path, LARGEST_NOTE))
            return _kept(found)
        except FileNotFoundError:
            return Standing.NONE
        except OSError as error:
            log.warning("PIN 文件读不出来：%s", reason_of(error))
        except UNREADABLE:
            log.warning("PIN 文件坏了：%s", self._path)
        return Standing.DAMAGED

    def _write(self, kept: _Kept) -> None:
        made = {
            "version": _VERSION,
            "scrypt": kept.cost,
            "salt": kept.salt.hex(),
            "digest": kept.digest.hex(),
            "machine": kept.machine,
            "recovery": kept.recovery,
            "recovery_day": kept.recovery_day,
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            data = json.dumps(made, indent=1).encode()
            write_whole(self._path, data, durable=True, private=True)
        except OSError as error:
            raise RefusedError(f"PIN 没有保存：{reason_of(error)}。原来的不变。") from error

    def _tries(self) -> Lockout:
        """Give the wrong tries: read anew, as the command line may have set a PIN meanwhile."""
        if self._unwritten is not None:
            return self._unwritten
        with suppress(OSError, *UNREADABLE):
            return _lockout(json.loads(read_file(self._tries_path, LARGEST_NOTE)))
        return Lockout()

    def _note(self, lockout: Lockout) -> None:
        """Keep the wrong tries; where they can't be written, this process still knows them."""
        try:
            self._tries_path.parent.mkdir(parents=True, exist_ok=True)
            data = json.dumps(asdict(lockout)).encode()
            write_whole(self._tries_path, data, durable=True, private=True)
            self._unwritten = None
        except OSError as error:
            self._unwritten = lockout
            log.warning("输错 PIN 的次数没有保存：%s", reason_of(error))


ASK_OWNER = "请机器的管理员在这台机器上运行 kiosk pin --set。"


def _digest(pin: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, maxmem=_MEMORY, **cost)


def _kept(found: Any) -> _Kept:  # noqa: ANN401  whatever JSON holds
    cost = {name: int(found["scrypt"][name]) for name in SCRYPT}
    sound = all(0 < cost[name] <= most for name, most in _MOST.items())
    if found["version"] != _VERSION or not sound or cost["n"] & (cost["n"] - 1):
        raise ValueError(found["version"])
    salt, digest = bytes.fromhex(found["salt"]), bytes.fromhex(found["digest"])
    if not salt or not digest:
        raise ValueError("empty")
    return _Kept(
        salt,
        cost,
        digest,
        str(found["machine"]),
        str(found["recovery"]),
        str(found["recovery_day"]),
    )


def _lockout(found: Any) -> Lockout:  # noqa: ANN401  whatever JSON holds
    lockout = Lockout(int(found["wrong"]), float(found["wait"]), float(found["at"]))
    if lockout.wrong < 0 or not 0 <= lockout.wait <= SECONDS[-1] or not lockout.at >= 0:
        raise ValueError(lockout)
    return lockout
