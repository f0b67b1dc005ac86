"""The file must be of a format this program knows."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import FORMAT_VERSION


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find a version other than this program's."""
    version = subject.scenario.format
    if version != FORMAT_VERSION:
        yield found(
            "format-version", subject.scenario.mark, "format", given=version, known=FORMAT_VERSION
        )
