"""A scenario file's bytes as a story, with all that is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from kiosk.scenario.checks import Finding, Subject, dated_findings, findings
from kiosk.scenario.fingerprint import fingerprint
from kiosk.scenario.keys import all_keys
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.parse import parse
from kiosk.scenario.problems import Problem, Severity, in_order
from kiosk.scenario.text import STICK_CAP, Manuscript, decode
from kiosk.scenario.walk import Places, Walker

MOST_PROBLEMS = 100
"""Problems told of one file; whoever has mended so many checks again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: the object or None, and where its values stand.

    `whole` is false where fillers stand for values that couldn't be read.
    """

    value: Any
    sheet: Manuscript
    places: Places = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario file examined: the story (None where it can't be played), and its problems."""

    scenario: Scenario | None
    fingerprint: str
    problems: tuple[Problem, ...]


def read(data: bytes, model: type, file: str, cap: int = STICK_CAP) -> Read:
    """Read bytes as an object of a model class; never raises, every fault is a problem."""
    if len(data) > cap:
        sheet = Manuscript(file)
        too_big(sheet, len(data), cap)
        return Read(None, sheet)
    sheet = Manuscript(file)
    try:
        sheet = decode(data, file)
        if not sheet.text:
            return Read(None, sheet)
        known = all_keys(model)
        node = parse(sheet, known)
        if node is None:
            return Read(None, sheet)
        walker = Walker(sheet, known)
        value = walker.build(node, model)
    except (yaml.YAMLError, RecursionError, ValueError, MemoryError) as error:
        sheet.report("unreadable", None, f"文件读不了（{error}）", "请把文件发给剧本的作者")
        return Read(None, sheet)
    except Exception:  # noqa: BLE001 - whatever a file does, the others are still read
        _log.exception("reading %s", file)
        sheet.report("internal", None, "读这个文件时程序出错了", "请把文件和日志发给程序的维护者")
        return Read(None, sheet)
    return Read(value, sheet, walker.places, walker.whole)


def read_story(
    data: bytes,
    file: str,
    subject: Subject | None = None,
    *,
    pictures: Iterable[tuple[str, bytes]] = (),
    cap: int = STICK_CAP,
) -> Story:
    """Read and examine a scenario file.

    `subject` brings what the checks are given besides the story (catalogue, day, pictures there
    are); its own scenario and fingerprint are replaced by the file's. `pictures` are name and
    bytes of the pictures that belong to the story. The problems leave out what depends on the
    day: `review` gives that.
    """
    reading = read(data, Scenario, file, cap)
    sheet = reading.sheet
    story: Scenario | None = reading.value
    print_ = ""
    if story is not None:
        try:
            print_ = fingerprint(story, pictures) if reading.whole else ""
            base = subject or Subject(story)
            looked = replace(base, scenario=story, fingerprint=print_)
            told = list(findings(looked, whole=reading.whole))
        except Exception:  # noqa: BLE001 - as above: such a story is refused, no more
            _log.exception("checking %s", file)
            sheet.report(
                "internal", None, "检查这个文件时程序出错了", "请把文件和日志发给程序的维护者"
            )
            told = []
        if any(finding.code == "format-version" for finding in told):
            sheet.problems.clear()  # what another version calls its keys is no fault of the file
        for finding in told:
            _report(sheet, reading.places, finding)
    problems = _bounded(in_order(sheet.problems), file)
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return Story(None if refused or not reading.whole else story, print_, problems)


def review(scenario: Scenario, file: str, subject: Subject) -> tuple[Problem, ...]:
    """Give the problems of a story that depend on the day, by the objects' places."""
    sheet = Manuscript(file)
    for finding in dated_findings(replace(subject, scenario=scenario)):
        _report(sheet, {}, finding)
    return in_order(sheet.problems)


def too_big(sheet: Manuscript, size: int, cap: int) -> None:
    """Report a file larger than is read."""
    sheet.report(
        "too-big",
        None,
        f"文件有 {size / 1024:,.0f} KB，最多 {cap // 1024:,} KB",
        "剧本只写文字；图片和录音放在剧本文件夹里，不放进剧本文件",
    )


def _report(sheet: Manuscript, places: Places, finding: Finding) -> None:
    mark: Mark = places.get((finding.mark, finding.field), finding.mark)
    sheet.report(finding.code, mark, finding.message, finding.advice, finding.severity)


def _bounded(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    kept = [p for p in problems if p.severity is Severity.ERROR][:MOST_PROBLEMS]
    kept += [p for p in problems if p.severity is Severity.NOTICE][: MOST_PROBLEMS - len(kept)]
    left = len(problems) - len(kept)
    more = Problem(
        "more", Severity.NOTICE, f"还有 {left} 个问题没有列出", "改好上面的，再检查一次", file
    )
    return (*in_order(kept), more)
