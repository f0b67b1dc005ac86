"""暂停服务: since when the kiosk is paused, kept in a file so that it outlives a restart."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.storage import LARGEST_NOTE, read_text, write_whole

log = logging.getLogger(__name__)

FILE = "paused"


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 (as people in front of the kiosk count)


class Pause:
    """Whether the kiosk is paused; the file holds the time and nothing else."""

    def __init__(self, data: Path, clock: Callable[[], datetime] = _now) -> None:
        """Read it; what isn't a time was a pause all the same, and begins now."""
        self._path, self._clock = data / FILE, clock
        self._since = self._read()

    def since(self) -> datetime | None:
        """Give since when it is paused, None while it is in service."""
        return self._since

    def begin(self) -> None:
        """Pause it; raises OSError where that can't be kept, and then it is paused until the next start."""
        self._since = self._since or self._clock().replace(second=0, microsecond=0)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, self._since.isoformat().encode(), durable=True)

    def end(self) -> None:
        """Bring it back into service; raises OSError where it would be paused again at the next start."""
        self._since = None
        self._path.unlink(missing_ok=True)

    def _read(self) -> datetime | None:
        try:
            return datetime.fromisoformat(read_text(self._path, LARGEST_NOTE).strip())
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("读不出 %s（%s），当作没有暂停", self._path, error)
            return None
        except ValueError:
            return self._clock().replace(second=0, microsecond=0)
