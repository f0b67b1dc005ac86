"""Tell how people with fixed habits fare in stories.

    python -P scripts/story_policies.py FILE…

For each story: 防骗分 (and yuan lost) of who believes all, refuses all, verifies, asks for help; the
share of blind plays that pass; whether always the first, the last, the longest choice passes; in how
many decisions the longest choice is 稳妥; shortest and longest play. Then the same over all of them.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the checkout's own package, not an installed one
from kiosk.commands.common import library
from kiosk.review.policies import Fare, Habit, chance_of_passing, fares, longest_is_safe
from kiosk.scenario.graph import extremes
from kiosk.scenario.model import Kind, Scenario

PEOPLE = (Habit.BELIEVES, Habit.REFUSES, Habit.VERIFIES, Habit.ASKS)
BLIND = (Habit.FIRST, Habit.LAST, Habit.LONGEST)


def main(paths: list[str]) -> None:
    """Print some rows a story, and some for all."""
    stories = library([Path(path) for path in paths]).scenarios
    for story in stories:
        _tell(story)
    if stories:
        _tell_all(stories)


def _tell(story: Scenario) -> None:
    fared = {habit: fares(story, habit) for habit in Habit}
    safe, decisions = longest_is_safe(story)
    bounds = extremes(story)
    print(f"{story.title}（{story.kind.zh}，{len(story.scenes)} 个场景）")
    print("  " + "；".join(f"{habit.value} {_fare(fared[habit])}" for habit in PEOPLE))
    print(
        f"  乱点及格 {_percent(chance_of_passing(story))}；"
        + "，".join(
            f"{habit.value}{'及格' if fared[habit].passed else '不及格'}" for habit in BLIND
        )
        + f"；最长的是稳妥 {safe}/{decisions}"
    )
    if bounds:
        print(
            f"  时长 {bounds.shortest:.0f}–{bounds.longest:.0f} 秒，最好 {bounds.best}，最差 {bounds.worst}"
        )


def _tell_all(stories: tuple[Scenario, ...]) -> None:
    scams = [story for story in stories if story.kind is Kind.SCAM]
    genuine = [story for story in stories if story.kind is Kind.GENUINE]
    print(f"共 {len(stories)} 个：骗局 {len(scams)}，真事 {len(genuine)}")
    for habit in PEOPLE:
        handled = [sum(fares(story, habit).handled for story in some) for some in (scams, genuine)]
        scores = [sum(fares(story, habit).score for story in some) for some in (stories, genuine)]
        told = f"  {habit.value}：骗局识破 {handled[0]}/{len(scams)}，真事没误伤 {handled[1]}/{len(genuine)}"
        mean = f"，平均 {scores[0] / len(stories):.0f} 分"
        print(told + mean + (f"，真事平均 {scores[1] / len(genuine):.0f} 分" if genuine else ""))
    blind = sum((chance_of_passing(story) for story in stories), Fraction(0)) / len(stories)
    print(f"  乱点及格 {_percent(blind)}")
    for habit in BLIND:
        passed = sum(fares(story, habit).passed for story in stories)
        print(f"  {habit.value}：及格 {_percent(Fraction(passed, len(stories)))}")
    safe, decisions = (sum(both) for both in zip(*map(longest_is_safe, stories), strict=True))
    print(f"  最长的是稳妥 {_percent(Fraction(safe, decisions))}")


def _fare(fare: Fare) -> str:
    made = ",".join(str(index + 1) for index in fare.choices)
    return f"{fare.score} 分{f'丢 {fare.lost}' if fare.lost else ''}（{made}）{'' if fare.handled else ' ✕'}"


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.0f}%"


if __name__ == "__main__":
    main(sys.argv[1:])
