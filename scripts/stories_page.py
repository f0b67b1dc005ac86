"""Write the tables of docs/stories.md from the shipped stories.

    python scripts/stories_page.py [--check]

A table stands between `<!-- stories: NAME -->` and `<!-- end -->`; with --check it only tells (exit 1) what
differs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the checkout's own package, not an installed one
from kiosk.commands.common import library
from kiosk.review.policies import (
    Fare,
    Habit,
    chance_of_passing,
    fares,
    longest_is_safe,
    ruled_a_scam,
)
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Extremes, extremes
from kiosk.scenario.model import Channel, Kind, Scenario

PAGE = ROOT / "docs" / "stories.md"
TABLE = re.compile(
    r"(?P<head><!-- stories: (?P<name>\w+) -->\n)(?P<rows>.*?)(?=<!-- end -->)", re.DOTALL
)
PEOPLE = (Habit.BELIEVES, Habit.REFUSES, Habit.VERIFIES, Habit.ASKS)
BLIND = (Habit.FIRST, Habit.LAST, Habit.LONGEST)
Rows = Iterable[Iterable[object]]


def main(arguments: list[str]) -> int:
    """Write the page, or tell whether it is as it should be."""
    found = library([])
    stories = tuple(
        sorted(found.scenarios, key=lambda story: (story.kind.zh, story.type, story.id))
    )
    tables = {name: make(stories, found.catalogue) for name, make in TABLES.items()}
    old = PAGE.read_text(encoding="utf-8")
    new = TABLE.sub(lambda match: match["head"] + tables[match["name"]], old)
    if "--check" in arguments:
        if new != old:
            print("docs/stories.md 和剧本对不上，请运行 python scripts/stories_page.py")
        return int(new != old)
    PAGE.write_text(new, encoding="utf-8")
    return 0


def _table(head: str, rows: Rows) -> str:
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|---" * columns + "|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _stories(stories: tuple[Scenario, ...], _: Catalogue) -> str:
    return _table("标题 | 性质 | 类型 | 对象 | 渠道 | 场景 | 结局 | 秒", map(_story, stories))


def _story(story: Scenario) -> tuple[object, ...]:
    channels = [c.zh for c in Channel if any(scene.channel is c for scene in story.scenes)]
    bounds = _bounds(story)
    return (
        story.title,
        story.kind.zh,
        story.type,
        "、".join(story.audience),
        "、".join(channels),
        len(story.scenes),
        len(story.endings),
        f"{bounds.shortest:.0f}–{bounds.longest:.0f}",
    )


def _people(stories: tuple[Scenario, ...], _: Catalogue) -> str:
    head = " | ".join(
        ("标题", *(h.value for h in PEOPLE), "乱点及格", *(h.value for h in BLIND), "最长的是稳妥")
    )
    return _table(head, map(_person, stories))


def _person(story: Scenario) -> tuple[object, ...]:
    safe, decisions = longest_is_safe(story)
    return (
        story.title,
        *(_fare(fares(story, habit)) for habit in PEOPLE),
        _percent(chance_of_passing(story)),
        *("及格" if fares(story, habit).passed else "—" for habit in BLIND),
        f"{safe}/{decisions}",
    )


def _pack(stories: tuple[Scenario, ...], _: Catalogue) -> str:
    kinds = {kind: [story for story in stories if story.kind is kind] for kind in Kind}
    rows: list[tuple[object, ...]] = []
    for habit in PEOPLE:
        fared = {kind: [fares(story, habit) for story in some] for kind, some in kinds.items()}
        handled = [f"{sum(f.handled for f in some)}/{len(some)}" for some in fared.values()]
        means = [_mean(f.score for f in some) for some in fared.values()]
        every = _mean(f.score for some in fared.values() for f in some)
        rows.append((habit.value, *handled, *means, every))
    return _table("走法 | 骗局识破 | 真事没误伤 | 骗局平均分 | 真事平均分 | 平均分", rows)


def _blind(stories: tuple[Scenario, ...], _: Catalogue) -> str:
    counted = len(stories)
    safe, decisions = (sum(both) for both in zip(*map(longest_is_safe, stories), strict=True))
    items = [item for story in stories for item in story.quiz]
    right = sum(ruled_a_scam(item.text) is (item.kind is Kind.SCAM) for item in items)
    passing = sum((chance_of_passing(story) for story in stories), Fraction(0)) / counted
    rows = [("乱点", f"{_percent(passing)} 及格", "< 45 %")]
    for habit in BLIND:
        passed = sum(fares(story, habit).passed for story in stories)
        rows.append((habit.value, f"{_percent(Fraction(passed, counted))} 及格", "< 55 %"))
    rows += [
        (
            "最长的选项是稳妥",
            f"{safe}/{decisions}，{_percent(Fraction(safe, decisions))}",
            "≤ 40 %",
        ),
        (
            "考题只用一条规矩去猜",
            f"{right}/{len(items)}，{_percent(Fraction(right, len(items)))} 对",
            "≤ 65 %",
        ),
    ]
    return _table("办法 | 量得 | 要求", rows)


def _keywords(stories: tuple[Scenario, ...], catalogue: Catalogue) -> str:
    titles = {story.id: story.title for story in stories}
    return _table(
        "关键词 | 故事",
        (
            (one.words, "、".join(titles.get(id_, id_) for id_ in one.stories))
            for one in catalogue.keywords
        ),
    )


def _techniques(stories: tuple[Scenario, ...], catalogue: Catalogue) -> str:
    def count(name: str) -> tuple[int, int]:
        lines = [line for story in stories for place in story.places for line in place.lines]
        cues = sum(cue.technique == name for line in lines for cue in line.cues)
        return cues, sum(one.technique == name for line in lines for one in line.grounds)

    return _table(
        "手法 | 破绽 | 凭据", ((one.name, *count(one.name)) for one in catalogue.techniques)
    )


TABLES: dict[str, Callable[[tuple[Scenario, ...], Catalogue], str]] = {
    "stories": _stories,
    "people": _people,
    "pack": _pack,
    "blind": _blind,
    "keywords": _keywords,
    "techniques": _techniques,
}


def _bounds(story: Scenario) -> Extremes:
    bounds = extremes(story)
    if bounds is None:
        raise ValueError(f"剧本“{story.title}”不是每条路都能走到结局")
    return bounds


def _fare(fare: Fare) -> str:
    return f"{fare.score}{f'，丢 {fare.lost:,}' if fare.lost else ''}"


def _mean(scores: Iterable[int]) -> str:
    all_ = list(scores)
    return f"{sum(all_) / len(all_):.0f}" if all_ else "—"


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.0f} %"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
