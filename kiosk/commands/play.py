"""`kiosk play`: plays a story without a screen."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.commands.common import add_json, complain, library, say, say_json
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Cue, Ending, Ground, Scenario, Scene
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play, Step
from kiosk.visit.score import passed, score, spotted_at
from kiosk.visit.transcript import Transcript, as_yaml, record, transcribe


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="剧本文件")
    parser.add_argument(
        "--choices", type=choices, default=(), metavar="1,2,1", help="依次选第几个，从 1 数起"
    )
    parser.add_argument(
        "--transcript",
        action="store_true",
        help="写成走法文件；不写 --choices 就写要紧的几种走法",
    )
    add_json(parser)


def choices(text: str) -> tuple[int, ...]:
    """Read choices such as 1,2,1; each counts from 1."""
    if not re.fullmatch(r"\s*|\s*[1-9](\s*[,，、 ]\s*[1-9])*\s*", text):
        raise ArgumentTypeError(f"“{text}”不是选择，要写成 1,2,1 这样")
    return tuple(int(digit) for digit in re.findall(r"[1-9]", text))


def run(asked: Namespace) -> int:
    """Play a story without a screen; 1 where the file or a choice is refused."""
    found = library([asked.file])
    scenario = next(iter(found.scenarios), None)
    if scenario is None:
        for problem in found.all_problems:
            complain(f"{problem.text()}")
        complain(f"{asked.file} 不能播放，请先改好上面的错误。")
        return 1
    if asked.transcript:
        return _transcript(scenario, asked.choices)
    extremes = Graph(scenario).extremes()
    best = extremes.best_choices if extremes else ()
    state, refused = _played(Play.begin(scenario), asked.choices)
    facts = _play_json(state, best)
    if asked.json:
        facts["refused"] = refused
        say_json(facts)
    else:
        for text in _play_text(state, facts):
            say(text)
        if refused:
            complain(f"{refused}")
    return 1 if refused else 0


def _transcript(scenario: Scenario, made: tuple[int, ...]) -> int:
    """Write the plays that matter as a transcript, or the one play asked for."""
    transcript = transcribe(scenario)
    if made:
        state, refused = _played(Play.begin(scenario), made)
        if refused:
            complain(refused)
            return 1
        transcript = Transcript(scenario.id, (record("这样走", state),))
    say(as_yaml(scenario, transcript).rstrip("\n"))
    return 0


def _played(state: Play, wanted: tuple[int, ...]) -> tuple[Play, str]:
    """Make the choices one after the other; give where it stands and why it stopped short."""
    left = list(wanted)
    while not state.finished:
        scene = state.position
        if not isinstance(scene, Scene):
            break
        if not scene.choices:
            state = state.go_on()
            continue
        if not left:
            return state, ""
        number = left.pop(0)
        if number > len(scene.choices):
            return state, f"场景“{scene.id}”只有 {len(scene.choices)} 个选项，没有第 {number} 个。"
        state = state.choose(number - 1)
    return state, f"故事已经结束，多写了 {len(left)} 个选择。" if left else ""


def _play_json(state: Play, best: tuple[int, ...]) -> dict[str, Any]:
    debrief = Debrief.of(state)
    ending = state.position if isinstance(state.position, Ending) else None
    return {
        "format": 1,
        "id": state.scenario.id,
        "title": state.scenario.title,
        "kind": state.scenario.kind.en,
        "trail": list(state.trail),
        "steps": [
            {
                "scene": step.scene.id,
                "choice": step.index + 1,
                "text": step.choice.text,
                "verdict": step.choice.verdict.en,
                "stance": step.choice.stance.en,
                "loss": step.choice.loss,
                "leaks": list(step.choice.leaks),
                "consequence": step.choice.consequence,
                "why": step.choice.why,
            }
            for step in state.steps
        ],
        "finished": state.finished,
        "ending": {"id": ending.id, "title": ending.title} if ending else None,
        "score": score(state),
        "passed": passed(state),
        "kept": state.kept,
        "lost": state.lost,
        "leaks": list(state.leaks),
        "spotted_at": spotted_at(state),
        "missed_cues": [one.words for one in debrief.missed if isinstance(one, Cue)],
        "missed_grounds": [one.words for one in debrief.missed if isinstance(one, Ground)],
        "best_choices": [index + 1 for index in best],
    }


def _play_text(state: Play, facts: dict[str, Any]) -> Iterator[str]:
    yield f"{state.scenario.title}（{state.scenario.kind.zh}）"
    made = {step.scene.id: step for step in state.steps}
    for scene in state.way:
        if not isinstance(scene, Scene):
            continue
        yield f"【{scene.id}】{scene.channel.zh}"
        for line in scene.lines:
            yield f"  {line.speaker}：{line.text}"
        step = made.get(scene.id)
        if step is None:
            yield from (f"  {n}. {choice.text}" for n, choice in enumerate(scene.choices, start=1))
        else:
            yield from _step_text(step)
    if isinstance(state.position, Ending):
        yield f"【结局】{state.position.title}"
        for line in state.position.lines:
            yield f"  {line.speaker}：{line.text}"
    else:
        yield "（还没有结束，用 --choices 接着选）"
    spotted = facts["spotted_at"]
    yield f"防骗分 {facts['score']}，保住 {facts['kept']} 元，损失 {facts['lost']} 元"
    if spotted:
        yield f"在第 {spotted} 步识破"
    yield f"最好的选择：{','.join(map(str, facts['best_choices']))}"


def _step_text(step: Step) -> Iterator[str]:
    choice = step.choice
    yield f"  选 {step.index + 1}：{choice.text}　{choice.verdict.zh}、{choice.stance.zh}"
    yield f"    {choice.consequence}"
    yield f"    为什么：{choice.why}"
    if choice.loss:
        yield f"    损失 {choice.loss} 元"
    if choice.leaks:
        yield f"    泄露 {'、'.join(choice.leaks)}"
