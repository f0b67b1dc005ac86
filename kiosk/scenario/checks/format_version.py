"""The file must be of a format this program knows."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import FORMAT_VERSION
from kiosk.scenario.subject import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Find a version other than this program's."""
    version = subject.scenario.format
    if version != FORMAT_VERSION:
        yield Finding(
            "format-version",
            f"格式版本是 {version}，这个程序只认识 {FORMAT_VERSION}",
            "请更新程序，或者把“格式”改成 1 并按 1 版的写法改",
            subject.scenario.mark,
            "format",
        )
