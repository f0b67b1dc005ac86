"""`kiosk run`, and `kiosk` alone: the kiosk itself, kept running."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kiosk import process
from kiosk.commands.common import add_data, add_scenarios, size
from kiosk.paths import data_dir
from kiosk.supervisor import supervised


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

    def inner() -> int:
        process.collect_nothing()
        # Imported there: the outer process stays small and can't be broken by what breaks it.
        from kiosk.runtime import Wishes, run  # noqa: PLC0415

        paths = tuple(path.absolute() for path in asked.scenarios)
        return run(Wishes(data_dir(asked.data), paths, asked.windowed))

    return supervised(inner, asked.given)
