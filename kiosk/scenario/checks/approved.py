"""A story should have its sources, and be approved in exactly these words."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.fingerprint import same
from kiosk.scenario.subject import Finding, Subject, notice

_TO_FILL = "（写上"
"""How `kiosk new` begins what is to be filled in."""


def check(subject: Subject) -> Iterator[Finding]:
    """Find missing sources (an error), and an approval that is missing or void."""
    story = subject.scenario
    if not story.sources:
        yield Finding(
            "no-sources",
            "没有写来源",
            "在“来源”下面写明事实出自哪个文件、通报或报道",
            story.mark,
            "sources",
        )
    for source in story.sources:
        if source.title.startswith(_TO_FILL):
            yield notice(
                "source-to-fill",
                "来源还没有填",
                "写上事实出自哪个文件、通报或报道，是谁发布的",
                source.mark,
                "title",
            )
    if story.approval is None:
        if subject.fingerprint:
            yield notice(
                "not-approved",
                f"还没有审核，内容指纹是 {subject.fingerprint}",
                "审核通过后，写上“审核”：审核人、日期、指纹",
                story.mark,
            )
    elif subject.fingerprint and not same(story.approval.fingerprint, subject.fingerprint):
        yield notice(
            "approval-void",
            f"审核以后内容改过，现在的指纹是 {subject.fingerprint}",
            "请重新审核，再把“指纹”改成现在的",
            story.approval.mark,
            "fingerprint",
        )
