"""A story should have its sources and its law, and be approved in exactly these words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import Mark, Scenario, Source
from kiosk.scenario.problems import DatedProblem, Problem
from kiosk.scenario.serialise import same_fingerprint
from kiosk.scenario.source_dates import NoSuchDateError, NoYearError, first_days

_TO_FILL = "（写上"
"""How `kiosk new` begins what is to be filled in."""
_A_LAW = "反电信网络诈骗法-38"
"""What is given as an example where the catalogue couldn't be read."""


def approval(context: CheckContext) -> Iterator[Finding]:
    """Find missing sources (an error), no law, and an approval that is missing or void."""
    story = context.scenario
    if not story.sources:
        yield found("no-sources", story.mark, "sources")
    if not any(law.strip() for law in story.law):
        known = next(iter(context.catalogue.names("laws")), _A_LAW)
        yield found("no-law", story.mark, "law", known=known)
    for source in story.sources:
        if source.title.startswith(_TO_FILL):
            yield found("source-to-fill", source.mark, "title")
        yield from _odd_date(source)
    if story.approval is None:
        if context.fingerprint:
            yield found("not-approved", story.mark, now=context.fingerprint)
    elif context.fingerprint and not same_fingerprint(
        story.approval.fingerprint, context.fingerprint
    ):
        mark = story.approval.mark
        yield found("approval-void", mark, "fingerprint", now=context.fingerprint)


def _odd_date(source: Source) -> Iterator[Finding]:
    try:
        first_days(source.date)
    except NoSuchDateError:
        yield found("odd-source-date", source.mark, "date", "", date=source.date)
    except NoYearError:
        yield found("odd-source-date", source.mark, "date", "year", date=source.date)


def dated(story: Scenario) -> Iterator[tuple[DatedProblem, Mark, str]]:
    """Give what is told on some days only, each with its object's mark and the key it is told at.

    A review date is past from the day after it; an approval and a source's date are to come until
    the day before them: where it is that day already, the computer's clock may still be behind.
    """
    overdue = Problem.of("review-due", due=story.review_by.isoformat())
    yield DatedProblem(overdue, since=_moved(story.review_by, 1)), story.mark, "review_by"
    if story.approval is not None:
        on = story.approval.on
        early = Problem.of("date-to-come", "approval", date=on.isoformat())
        yield DatedProblem(early, until=_moved(on, -1)), story.approval.mark, "on"
    for source in story.sources:
        with suppress(ValueError):
            for day in sorted(first_days(source.date))[-1:]:
                early = Problem.of("date-to-come", "source", date=source.date)
                yield DatedProblem(early, until=_moved(day, -1)), source.mark, "date"


def _moved(day: date, days: int) -> date:
    """Give a day so many days later or earlier, as far as the calendar goes."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day
