"""What this kiosk is called in records: eight letters and digits, by chance at the first start.

They say nothing of machine or site. 0, 1, I and O are left out, as people read them out and type them.
"""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.storage import read_beginning, write_whole

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
MOST_BYTES = 64

log = logging.getLogger(__name__)


def kiosk_id_file(data: Path) -> Path:
    """Give the file of a data directory."""
    return data / "kiosk-id.txt"


def kiosk_id(data: Path) -> str:
    """Give the kiosk's own letters; drawn and written down where there are none.

    Where they can't be written the next start draws others, and that is only logged.
    """
    found = known_id(data)
    if found:
        return found
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    path = kiosk_id_file(data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, drawn.encode() + b"\n", durable=True)
    except OSError as error:
        log.warning("这台机器在记录里的编号写不进 %s（%s）", path, reason_of(error))
    return drawn


def known_id(data: Path) -> str:
    """Give the letters that were drawn; empty where there are none, or something else stands there."""
    path = kiosk_id_file(data)
    try:
        written = read_beginning(path, MOST_BYTES).decode("ascii", "replace").strip()
    except OSError:
        return ""
    return written if is_kiosk_id(written) else ""


def is_kiosk_id(written: str) -> bool:
    """Tell whether a text could be a kiosk's letters."""
    return len(written) == LENGTH and set(written) <= set(LETTERS)
