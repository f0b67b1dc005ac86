"""A story should have its sources, and be approved in exactly these words."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.fingerprint import same

_TO_FILL = "（写上"
"""How `kiosk new` begins what is to be filled in."""


def check(subject: CheckContext) -> Iterator[Finding]:
    """Find missing sources (an error), and an approval that is missing or void."""
    story = subject.scenario
    if not story.sources:
        yield found("no-sources", story.mark, "sources")
    for source in story.sources:
        if source.title.startswith(_TO_FILL):
            yield found("source-to-fill", source.mark, "title")
    if story.approval is None:
        if subject.fingerprint:
            yield found("not-approved", story.mark, now=subject.fingerprint)
    elif subject.fingerprint and not same(story.approval.fingerprint, subject.fingerprint):
        mark = story.approval.mark
        yield found("approval-void", mark, "fingerprint", now=subject.fingerprint)
