"""How far the first start has come: which step it is at, kept so that a power cut costs one step."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from enum import Enum
from pathlib import Path

from kiosk.os_errors import reason_of
from kiosk.paths import pin_file, settings_file
from kiosk.storage import LARGEST_NOTE, UNREADABLE, read_file, write_whole

log = logging.getLogger(__name__)

SETUP_FILE = "setup.json"


class Step(Enum):
    """What the first start asks, in its order; the value is the key of its words."""

    SITE = "site"
    SIZE = "size"
    PIN = "pin"
    VOLUME = "volume"
    CODE = "code"
    HOURS = "hours"
    SUMMARY = "summary"

    @property
    def number(self) -> int:
        """Give its number from 1."""
        return tuple(Step).index(self) + 1

    def after(self) -> Step:
        """Give the next step; the last stays."""
        return tuple(Step)[min(self.number, len(Step) - 1)]

    def before(self) -> Step | None:
        """Give the step before; None for the first."""
        return tuple(Step)[self.number - 2] if self.number > 1 else None


class Ended(Enum):
    """How it ended: nobody is asked at a start again."""

    DONE = "done"
    LATER = "later"


class SetupProgress:
    """The step a data directory's first start is at; where it can't be written it begins anew."""

    def __init__(self, data: Path) -> None:
        """Take the data directory; nothing is read yet."""
        self._data, self._path = data, data / SETUP_FILE

    def step(self) -> Step | None:
        """Give the step it is at; None where it isn't under way."""
        found = self._read()
        return found if isinstance(found, Step) else None

    def wanted(self) -> bool:
        """Tell whether a start should ask: nobody has set anything yet, or somebody was interrupted."""
        found = self._read()
        if found is None:
            return not settings_file(self._data).exists() and not pin_file(self._data).exists()
        return isinstance(found, Step)

    def note(self, at: Step | Ended) -> None:
        """Keep the step it is at, or that it has ended."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps({"step": at.value}).encode(), durable=True)
        except OSError as error:
            log.warning("第一次开机做到哪一步，没有记下来：%s", reason_of(error))

    def _read(self) -> Step | Ended | None:
        with suppress(OSError, *UNREADABLE):
            said = json.loads(read_file(self._path, LARGEST_NOTE))["step"]
            for kind in (Step, Ended):
                for one in kind:
                    if one.value == said:
                        return one
        return None
