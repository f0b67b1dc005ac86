"""`kiosk doctor`: what this machine lacks, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kiosk.commands.common import add_data, add_json, add_scenarios, say, say_json, today
from kiosk.paths import data_dir
from kiosk.process import prepare_pygame


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    add_json(parser)
    add_data(parser)
    add_scenarios(parser)


def run(asked: Namespace) -> int:
    """Tell what this machine lacks and what to do; 1 where something is wrong."""
    prepare_pygame()
    from kiosk import doctor  # noqa: PLC0415

    here = doctor.Installation.here(data_dir(asked.data), today(), tuple(asked.scenarios))
    findings = doctor.examine(here)
    if asked.json:
        say_json(doctor.as_json(findings))
    else:
        say(doctor.as_text(findings))
    return doctor.exit_code(findings)
