"""How people with one fixed habit fare in a story: who believes all, refuses all, verifies, asks, presses blindly.

    fares(scenario, Habit.BELIEVES).score
    chance_of_passing(scenario)

A story that somebody with a blind habit comes through well teaches nothing, and one in which
somebody who verifies is punished teaches the wrong thing. All of it is computed over the story's
own plays, with what was noted; nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from kiosk.scenario.measures import COST, PASS, points_after
from kiosk.scenario.memory import Notes
from kiosk.scenario.model import Choice, Kind, Scenario, Scene, Stance, Verdict
from kiosk.values import dataclass
from kiosk.visit.play import Play
from kiosk.visit.score import score
from kiosk.visit.visit import handled_as_scam


class Habit(Enum):
    """What somebody prefers to do, whatever happens."""

    BELIEVES = "全信"
    REFUSES = "全拒"
    VERIFIES = "会核实"
    ASKS = "会求助"
    FIRST = "总选第一个"
    LAST = "总选最后一个"
    LONGEST = "总选最长的"


_PREFERS = {
    Habit.BELIEVES: (Stance.COMPLY, Stance.ASK, Stance.VERIFY, Stance.REFUSE),
    Habit.REFUSES: (Stance.REFUSE, Stance.VERIFY, Stance.ASK, Stance.COMPLY),
    Habit.VERIFIES: (Stance.VERIFY, Stance.ASK, Stance.REFUSE, Stance.COMPLY),
    Habit.ASKS: (Stance.ASK, Stance.VERIFY, Stance.REFUSE, Stance.COMPLY),
}
_CAREFUL = frozenset({Habit.VERIFIES, Habit.ASKS})
"""Of two ways of doing the same they take the more careful; the others the worse one."""

RULE = (
    "转账", "汇款", "转给", "转我", "转到", "打款", "垫", "付", "缴", "交押金", "押金", "订金", "定金", "保证金", "手续费",
    "先交", "交费", "元", "块", "百", "千", "万", "钱",
    "验证码", "密码", "付款码", "卡号", "余额", "念给", "身份证", "户口本", "证件", "银行卡", "医保卡", "登记", "填写",
    "链接", "点开", "点这", "扫", "二维码", "下载", "共享", "视频",
)  # fmt: skip
"""Words by which who knows a single rule takes a message for a scam: it asks for money, a code, a
document, a click, a scan, a download, a shared screen."""


def ruled_a_scam(text: str) -> bool:
    """Tell whether the single rule takes a message for a scam."""
    return any(word in text for word in RULE)


_SEVERITY = {Verdict.SAFE: 0, Verdict.RISKY: 1, Verdict.FALL: 2}


@dataclass(frozen=True, slots=True)
class Fare:
    """How one habit came through a story: 防骗分, yuan lost, the choices made (from 0), handled or not.

    `handled` means a scam seen through, or a genuine contact let through.
    """

    score: int
    lost: int
    choices: tuple[int, ...]
    handled: bool

    @property
    def passed(self) -> bool:
        """Whether the play is a pass."""
        return self.score >= PASS


def fares(scenario: Scenario, habit: Habit) -> Fare:
    """Give how a habit comes through a story whose every play ends."""
    play = Play.begin(scenario)
    while not play.finished:
        place = play.position
        if isinstance(place, Scene) and place.choices:
            play = play.choose(_taken(place.choices, habit))
        else:
            play = play.go_on()
    made = tuple(step.index for step in play.steps)
    scam = scenario.kind is Kind.SCAM
    return Fare(score(play), play.lost, made, handled_as_scam(play) is scam)


def chance_of_passing(scenario: Scenario) -> Fraction:
    """Give the share of plays that are a pass when each choice is pressed as often as the others."""
    passing = Fraction(0)
    start = Play.begin(scenario)
    states = {(start.position.id, start.notes, 0): (start, Fraction(1))}
    while states:
        following: dict[tuple[str, Notes, int], tuple[Play, Fraction]] = {}
        for (_, _, cost), (play, share) in states.items():
            if play.finished:
                passing += share if points_after(cost) >= PASS else 0
                continue
            for after, more, part in _onward(play):
                key = (after.position.id, after.notes, cost + more)
                before = following[key][1] if key in following else 0
                following[key] = (after, before + share * part)
        states = following
    return passing


def longest_is_safe(scenario: Scenario) -> tuple[int, int]:
    """Give in how many decisions the longest choice is 稳妥, and how many decisions there are."""
    scenes = [scene for scene in scenario.scenes if scene.choices]
    safe = sum(scene.choices[_longest(scene.choices)].verdict is Verdict.SAFE for scene in scenes)
    return safe, len(scenes)


def _onward(play: Play) -> Iterator[tuple[Play, int, Fraction]]:
    """Give each play one step further, what the step costs of the score, and how often it is taken."""
    place = play.position
    if isinstance(place, Scene) and place.choices:
        part = Fraction(1, len(place.choices))
        for index, choice in enumerate(place.choices):
            yield play.choose(index), COST[choice.verdict], part
    else:
        yield play.go_on(), 0, Fraction(1)


def _taken(choices: tuple[Choice, ...], habit: Habit) -> int:
    if habit is Habit.FIRST:
        return 0
    if habit is Habit.LAST:
        return len(choices) - 1
    if habit is Habit.LONGEST:
        return _longest(choices)
    order = _PREFERS[habit]
    sign = 1 if habit in _CAREFUL else -1

    def rank(n: int) -> tuple[int, int]:
        return order.index(choices[n].stance), sign * _SEVERITY[choices[n].verdict]

    return min(range(len(choices)), key=rank)


def _longest(choices: tuple[Choice, ...]) -> int:
    return max(range(len(choices)), key=lambda n: len(choices[n].text))
