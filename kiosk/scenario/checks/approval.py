"""A story should have its sources, and be approved in exactly these words."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.serialise import same_fingerprint

_TO_FILL = "（写上"
"""How `kiosk new` begins what is to be filled in."""


def approval(context: CheckContext) -> Iterator[Finding]:
    """Find missing sources (an error), and an approval that is missing or void."""
    story = context.scenario
    if not story.sources:
        yield found("no-sources", story.mark, "sources")
    for source in story.sources:
        if source.title.startswith(_TO_FILL):
            yield found("source-to-fill", source.mark, "title")
    if story.approval is None:
        if context.fingerprint:
            yield found("not-approved", story.mark, now=context.fingerprint)
    elif context.fingerprint and not same_fingerprint(
        story.approval.fingerprint, context.fingerprint
    ):
        mark = story.approval.mark
        yield found("approval-void", mark, "fingerprint", now=context.fingerprint)
