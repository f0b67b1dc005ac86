"""What a check has found, as a page that opens by itself: for who drops files onto 检查 and reads no console."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk.review.review_cache import refused
from kiosk.review.storyboard.document import MACHINE, document
from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.reading.library import Library, Loaded

TITLE = "检查结果"


def check_page(library: Library, notes: Sequence[str], today: date) -> str:
    """Give the page: what is refused first, every problem with its place, and what plays."""
    stopped = [one for one in library.loaded if refused(one)]
    playable = [one for one in library.loaded if not refused(one)]
    errors = sum(p.severity is Severity.ERROR for p in library.all_problems)
    reminders = len(library.all_problems) - errors
    body = joined(
        tag("h1", TITLE),
        tag(
            "p",
            f"{MACHINE}　{len(playable)} 个可以播放，{len(stopped)} 个不能播放；"
            f"{errors} 个错误，{reminders} 个提醒。",
            class_="lead",
        ),
        _problems(library.problems),
        [_story(one, "不能播放") for one in stopped],
        [_story(one, "可以播放") for one in playable],
        [tag("p", note, class_="note") for note in notes],
        tag("p", f"{today.isoformat()} 由 kiosk check 生成", class_="foot"),
    )
    return document(TITLE, "", body)


def _story(one: Loaded, state: str) -> Markup:
    title = f"：{one.scenario.title}" if one.scenario is not None else ""
    return tag(
        "section",
        tag("h2", f"{state}　{one.name}{title}"),
        _problems(one.problems) or tag("p", "没有问题。"),
    )


def _problems(problems: Iterable[Problem]) -> Markup:
    """Give problems as a list, the errors first; nothing where there are none."""
    ordered = sorted(problems, key=lambda one: one.severity is not Severity.ERROR)
    return tag("ol", [_problem(one) for one in ordered]) if ordered else joined()


def _problem(one: Problem) -> Markup:
    lines = [tag("b", f"{one.severity.zh}　{one.where}　"), f"{one.message}。"]
    if one.source:
        lines.append(tag("pre", one.source))
    if one.advice:
        lines.append(tag("div", f"怎么办：{one.advice}。"))
    return tag("li", lines)
