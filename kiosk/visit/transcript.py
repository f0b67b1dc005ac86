"""The plays of a story that matter, written down beside it, so that a change of the story shows.

A transcript is a YAML file read by the same reader as a story, problems and places included. What
the visitor reads stands in it as remarks only: a reworded line changes no play.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import fields

from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Ending, Mark, Scenario, Scene, Verdict, key, mark
from kiosk.values import dataclass
from kiosk.visit.play import Play, PlayError
from kiosk.visit.score import score, spotted_at

FOLDER = "transcripts"
"""Where transcripts lie, beside the stories, under the stories' own file names."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One play as it was when it was written down."""

    name: str = key("名称", "这种走法叫什么")
    choices: tuple[int, ...] = key("选", "依次选第几个，从 1 数起")
    trail: tuple[str, ...] = key("经过", "依次经过的场景，最后是结局")
    verdicts: tuple[Verdict, ...] = key("判断", "每次选择的判断")
    score: int = key("防骗分", "0 到 100")
    lost: int = key("损失", "共损失多少元")
    leaks: tuple[str, ...] = key("泄露", "交出去的个人信息", default=())
    spotted_at: int = key("识破", "第几步识破，0 表示没有", default=0)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Transcript:
    """The plays of one story that are played again by the tests."""

    scenario: str = key("剧本", "剧本的编号")
    plays: tuple[Recorded, ...] = key("走法", "要紧的走法：最好、最差、每个结局、上当后及时停住")
    mark: Mark = mark()


def record(name: str, play: Play) -> Recorded:
    """Give what is written down of a play, wherever it stands."""
    return Recorded(
        name=name,
        choices=tuple(step.index + 1 for step in play.steps),
        trail=play.trail,
        verdicts=tuple(step.choice.verdict for step in play.steps),
        score=score(play),
        lost=play.lost,
        leaks=play.leaks,
        spotted_at=spotted_at(play) or 0,
    )


def transcribe(scenario: Scenario) -> Transcript:
    """Give the plays that matter: best, worst, a fall with a rescue, a way to every ending left."""
    found: dict[tuple[int, ...], Recorded] = {}
    ended: set[str] = set()
    for name, choices in _wanted(scenario):
        play = played(scenario, choices)
        if choices not in found and not (name.startswith(_TO) and play.position.id in ended):
            found[choices] = record(name, play)
            ended.add(play.position.id)
    return Transcript(scenario.id, tuple(found.values()))


def played(scenario: Scenario, choices: tuple[int, ...]) -> Play:
    """Give the play that makes these choices, counted from 0, as far as they lead."""
    play = _on(Play.begin(scenario))
    for index in choices:
        play = _on(play.choose(index))
    return play


def differences(scenario: Scenario, transcript: Transcript) -> Iterator[str]:
    """Play a transcript again and give, as sentences, what has become different."""
    if transcript.scenario != scenario.id:
        yield f"走法是剧本“{transcript.scenario}”的，不是“{scenario.id}”的"
        return
    for old in transcript.plays:
        try:
            new = record(old.name, played(scenario, tuple(n - 1 for n in old.choices)))
        except PlayError as error:
            yield f"“{old.name}”走不下去了：{error}"
            continue
        for field in fields(Recorded):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if field.name != "mark" and was != now:
                yield f"“{old.name}”的{field.metadata['zh']}原来是 {_said(was)}，现在是 {_said(now)}"


def as_yaml(scenario: Scenario, transcript: Transcript) -> str:
    """Give a transcript as its file holds it, with what was chosen as remarks."""
    lines = [f"# 走法：{scenario.title}。测试会照着再走一遍。", f"剧本: {scenario.id}", "走法:"]
    for one in transcript.plays:
        play = played(scenario, tuple(n - 1 for n in one.choices))
        lines += [
            f"  - 名称: {_quoted(one.name)}",
            *(f"    # {step.scene.id}：{step.choice.text}" for step in play.steps),
            f"    选: {_said(one.choices)}",
            f"    经过: {_said(one.trail)}",
            f"    判断: {_said(one.verdicts)}",
            f"    防骗分: {one.score}",
            f"    损失: {one.lost}",
        ]
        if one.leaks:
            lines.append(f"    泄露: {_said(one.leaks)}")
        if one.spotted_at:
            lines.append(f"    识破: {one.spotted_at}")
    return "\n".join(lines) + "\n"


_TO = "走到结局"


def _wanted(scenario: Scenario) -> Iterator[tuple[str, tuple[int, ...]]]:
    extremes = Graph(scenario).extremes()
    if extremes is None:
        return
    yield "最好", extremes.best_choices
    yield "最差", extremes.worst_choices
    rescued = _rescued(scenario)
    if rescued is not None:
        yield "上当以后停住", rescued
    reached: set[str] = set()
    for play in _shortest_first(scenario):
        place = play.position
        if isinstance(place, Ending) and place.id not in reached:
            reached.add(place.id)
            yield f"{_TO}“{place.id}”", tuple(step.index for step in play.steps)


def _rescued(scenario: Scenario) -> tuple[int, ...] | None:
    """Give the shortest play in which all after a first fall is careful; None where there is none."""
    waiting = deque([_on(Play.begin(scenario))])
    seen: set[tuple[str, bool]] = set()
    while waiting:
        play = waiting.popleft()
        fallen = any(step.choice.verdict is Verdict.FALL for step in play.steps)
        last = play.steps[-1].choice.verdict if play.steps else None
        if isinstance(play.position, Ending):
            if fallen and last is Verdict.SAFE:
                return tuple(step.index for step in play.steps)
            continue
        if (play.position.id, fallen) in seen:
            continue
        seen.add((play.position.id, fallen))
        for index, choice in enumerate(play.position.choices):
            if not fallen or choice.verdict is Verdict.SAFE:
                waiting.append(_on(play.choose(index)))
    return None


def _shortest_first(scenario: Scenario) -> Iterator[Play]:
    """Give a play to every place there is a way to, the shortest first."""
    waiting = deque([_on(Play.begin(scenario))])
    seen: set[str] = set()
    while waiting:
        play = waiting.popleft()
        if play.position.id in seen:
            continue
        seen.add(play.position.id)
        yield play
        if isinstance(play.position, Scene):
            waiting.extend(_on(play.choose(n)) for n in range(len(play.position.choices)))


def _on(play: Play) -> Play:
    """Give the play at its next decision or ending."""
    while isinstance(play.position, Scene) and not play.position.choices:
        play = play.go_on()
    return play


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_said(one) for one in value)}]"
    return value.zh if isinstance(value, Verdict) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Give a text as YAML reads it back: in quotes wherever a sign might mean something else."""
    plain = all(c.isalnum() or c in "“”-_ " for c in text) and text.strip("- ") == text != ""
    return text if plain else "'" + text.replace("'", "''") + "'"
