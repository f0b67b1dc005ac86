"""The settings a pack brings: put into the site's own file line by line, and taken out again.

What a stick must not decide it can't: which programs run, which folders are read, which hosts a code may
lead to, and what is demanded of packs and approvals.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from kiosk.paths import settings_file
from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import key_of
from kiosk.settings import Settings, Written, written_of
from kiosk.storage import LARGEST_NOTE, UNREADABLE, read_file, write_whole
from kiosk.values import dataclass

JOURNAL = "settings.json"
"""In the folder of sets: what the settings were, and what they became with which set."""
FORMAT = 1

OWN = frozenset(
    [
        "qr_confirmed",
        "interface_approved",
        "approved_only",
        "signature_required",
        "voice_engine",
        "language",
        "station_name",
        "station_phone",
        "police_number",
        "machine_name",
    ]
)
"""Settings that are the site's own business, besides places of files, programs and lists of hosts."""
NOT_BROUGHT = frozenset([Written.PATH, Written.COMMAND, Written.WORDS])

log = logging.getLogger(__name__)


def may_be_brought(name: str) -> bool:
    """Tell whether a pack may bring a setting."""
    return name not in OWN and written_of(key_of(Settings, name)) not in NOT_BROUGHT


def brought(data: bytes, file: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Give the lines of a pack's settings by their names, and everything wrong in it."""
    from kiosk.packs import settings_text  # noqa: PLC0415 (as above)
    from kiosk.settings_file import read_settings  # noqa: PLC0415 (where a set is made or put in)

    settings, problems = read_settings(data, file)
    texts = settings_text.texts(data)
    lines, told = {}, list(problems)
    for name, place in settings.places.items():
        if may_be_brought(name):
            if name in texts:  # what is no value of its setting is told already
                lines[name] = settings_text.line_of(name, texts[name])
        else:
            not_theirs = Problem.of("pack-skipped", "setting", key=key_of(Settings, name).zh)
            told.append(not_theirs.placed(file, place.line, place.column, place.source))
    return lines, tuple(told)


def merged(site: bytes, lines: dict[str, str], source: str) -> bytes:
    """Give a site's settings with a pack's lines in place of its own; the others stay as they are."""
    from kiosk.packs import settings_text  # noqa: PLC0415 (as above)
    from kiosk.scenario.reading.text import Manuscript, decode  # noqa: PLC0415 (as above)

    try:
        rest = settings_text.changed(site, dict.fromkeys(lines))
    except settings_text.UnchangeableError:
        rest = settings_text.fresh(settings_text.texts(site))
    kept = decode(rest, Manuscript("")).lines
    head = f"# 活动包“{source}”带来的" if lines else ""
    return "\n".join((*kept, *filter(None, (head,)), *lines.values(), "")).encode()


@dataclass(frozen=True, slots=True)
class Journal:
    """The settings before and after a set became live."""

    set: str
    old: bytes
    new: bytes

    def write(self, home: Path) -> None:
        """Write it down, before the set becomes live; raises OSError."""
        plain = {
            "format": FORMAT,
            "set": self.set,
            "old": self.old.decode("latin-1"),
            "new": self.new.decode("latin-1"),
        }
        write_whole(home / JOURNAL, json.dumps(plain).encode(), durable=True)

    @classmethod
    def read(cls, home: Path) -> Journal | None:
        """Give what was written down last; None where there is nothing that can be read."""
        try:
            plain = json.loads(read_file(home / JOURNAL, LARGEST_NOTE))
            if plain["format"] != FORMAT:
                return None
            old, new = (str(plain[part]).encode("latin-1") for part in ("old", "new"))
            return cls(str(plain["set"]), old, new)
        except (OSError, *UNREADABLE):
            return None

    def apply(self, data: Path, live: str) -> None:
        """Put in what goes with the set that is live, unless somebody has changed the settings since.

        Doing it twice changes nothing: it is done again after a kill. Raises OSError.
        """
        wanted, other = (self.new, self.old) if live == self.set else (self.old, self.new)
        path = settings_file(data)
        now = own_settings(data)
        if now == wanted:
            return
        if now != other:
            log.warning("%s 后来改过，没有动它", path)
            return
        write_whole(path, wanted, durable=True)


def own_settings(data: Path) -> bytes:
    """Give the bytes of the site's settings; none where there is no file. Raises OSError."""
    try:
        return read_file(settings_file(data), LARGEST_NOTE)
    except FileNotFoundError:
        return b""
