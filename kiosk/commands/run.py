"""`kiosk run`, and `kiosk` alone: the kiosk itself, kept running."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kiosk import process
from kiosk.commands.common import add_data, add_scenarios, complain, size
from kiosk.packs.lock import BusyError, locked
from kiosk.paths import data_dir, shipped
from kiosk.supervisor.codes import INNER
from kiosk.supervisor.curtain import Curtain
from kiosk.supervisor.policy import supervised

LOCK = "running"
"""A file of the data directory that the running kiosk holds; a dead one holds nothing."""
LOCK_SECONDS = 3.0
"""How long the one before may take to end."""
LOOK_SECONDS = 0.05


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--windowed", type=size, metavar="WxH", help="开一个窗口而不是全屏，例如 1280x720"
    )
    add_scenarios(parser)
    add_data(parser)


def run(asked: Namespace) -> int:
    """Run it in an inner process that is started again when it dies."""
    process.prepare_pygame()
    data = data_dir(asked.data)

    def inner() -> int:
        process.collect_nothing()
        # Imported there: the outer process stays small and can't be broken by what breaks it.
        from kiosk.opening import run  # noqa: PLC0415
        from kiosk.wishes import Wishes  # noqa: PLC0415 (as above)

        paths = tuple(path.absolute() for path in asked.scenarios)
        return run(Wishes(data, paths, asked.windowed))

    if asked.windowed or os.environ.get(INNER):
        return supervised(inner, asked.given)
    try:
        with alone(data / LOCK):
            return supervised(inner, asked.given, Curtain(shipped("assets") / "curtain"))
    except BusyError:
        complain("程序已经在这台机器上运行。要重新打开，请先在工作人员页面退出它。")
        return 1


@contextmanager
def alone(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock of the one program on the screen; BusyError where another goes on holding it.

    Processes forked meanwhile hold it too: while any of them lives the screen isn't free. Where there can
    be no such file the program runs all the same.
    """
    until = time.monotonic() + seconds
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(locked(path))
            except BusyError:
                if time.monotonic() >= until:
                    raise
                time.sleep(LOOK_SECONDS)
            except OSError:
                break
            else:
                break
        yield
