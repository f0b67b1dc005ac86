"""An import done by a process of its own, step by step: `kiosk load --steps`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kiosk.packs import own_program
from kiosk.packs.imported import Import, Progress
from kiosk.packs.refusal import refused
from kiosk.paths import RefusedError
from kiosk.storage import UNREADABLE

log = logging.getLogger(__name__)


def imported(
    data: Path,
    paths: Sequence[Path],
    progress: Progress,
    run: Callable[..., Iterable[str]] = own_program.lines_of,
) -> Import:
    """Give what lies under some paths; RefusedError where it can't be taken, with its sentence."""
    arguments = ("load", *map(str, paths), "--steps", "--data", str(data))
    for line in run(*arguments):
        try:
            told = json.loads(line)
            if "doing" in told:
                progress(str(told["doing"]), int(told["done"]), int(told["all"]))
            elif "import" in told:
                return Import.from_plain(told["import"])
            elif "refused" in told:
                raise RefusedError(str(told["refused"]))
        except UNREADABLE:
            log.warning("检查剧本的程序说的话看不懂：%s", line[:200])
    raise refused("stopped")
