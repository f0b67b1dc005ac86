"""The file must be of a format this program knows."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import FORMAT_VERSION
from kiosk.scenario.subject import Finding, Subject, found


def check(subject: Subject) -> Iterator[Finding]:
    """Find a version other than this program's."""
    version = subject.scenario.format
    if version != FORMAT_VERSION:
        yield found(
            "format-version", subject.scenario.mark, "format", given=version, known=FORMAT_VERSION
        )
