"""What the commands do that need no window."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.paths import data_dir, shipped
from kiosk.scenario.cache import open_library
from kiosk.scenario.graph import Graph
from kiosk.scenario.library import Library, Loaded, shipped_pictures
from kiosk.scenario.model import Ending, Scene
from kiosk.scenario.problems import Severity, has_errors
from kiosk.scenario.text import COMMAND_CAP
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play, Step
from kiosk.visit.score import passed, score, spotted_at


def _print(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the day as people in front of the kiosk count it)


def _library(paths: list[Path]) -> Library:
    own = shipped("scenarios")
    pictures = shipped_pictures(shipped("assets"))
    return open_library(
        paths or [own], own / "catalogue", _today(), None, cap=COMMAND_CAP, pictures=pictures
    )


# check --------------------------------------------------------------------------------------------


def check(paths: list[Path], *, as_json: bool) -> int:
    """Tell all problems of the stories under some paths; 1 where one can't be played."""
    library = _library(paths)
    problems = library.all_problems
    if as_json:
        report = {
            "format": 1,
            "stories": [_story_json(one) for one in library.loaded],
            "problems": [problem.as_json() for problem in problems],
        }
        _print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            _print(problem.text())
        for one in library.loaded:
            _print(_story_text(one))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        _print(f"{len(library.loaded)} 个剧本，{errors} 个错误，{len(problems) - errors} 个提醒。")
    return 1 if has_errors(problems) or not library.loaded else 0


def _story_json(one: Loaded) -> dict[str, Any]:
    scenario = one.scenario
    return {
        "file": one.name,
        "playable": scenario is not None,
        "id": scenario.id if scenario else None,
        "title": scenario.title if scenario else None,
        "fingerprint": one.fingerprint,
        "approved": bool(
            scenario and scenario.approval and scenario.approval.fingerprint == one.fingerprint
        ),
    }


def _story_text(one: Loaded) -> str:
    if one.scenario is None:
        return f"不能播放　{one.name}"
    scenario = one.scenario
    extremes = Graph(scenario).extremes()
    facts = f"{len(scenario.scenes)} 个场景，{len(scenario.endings)} 个结局"
    if extremes is not None:
        shortest, longest = (_clock(s) for s in (extremes.shortest, extremes.longest))
        facts += f"，{shortest} 到 {longest}，最好 {extremes.best} 分，最差 {extremes.worst} 分"
    return f"可以播放　{one.name}：{scenario.title}（{facts}）　指纹 {one.fingerprint}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


# play ---------------------------------------------------------------------------------------------


def play(file: Path, wanted: tuple[int, ...], *, as_json: bool) -> int:
    """Play a story without a screen; 1 where the file or a choice is refused."""
    library = _library([file])
    scenario = next(iter(library.scenarios), None)
    if scenario is None:
        for problem in library.all_problems:
            sys.stderr.write(f"{problem.text()}\n")
        sys.stderr.write(f"{file} 不能播放，请先改好上面的错误。\n")
        return 1
    extremes = Graph(scenario).extremes()
    best = extremes.best_choices if extremes else ()
    state, refused = _played(Play.begin(scenario), wanted)
    facts = _play_json(state, best)
    if as_json:
        facts["refused"] = refused
        _print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for text in _play_text(state, facts):
            _print(text)
        if refused:
            sys.stderr.write(f"{refused}\n")
    return 1 if refused else 0


def _played(state: Play, wanted: tuple[int, ...]) -> tuple[Play, str]:
    """Make the choices one after the other; give where it stands and why it stopped short."""
    left = list(wanted)
    while not state.finished:
        scene = state.place
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
    ending = state.place if isinstance(state.place, Ending) else None
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
        "missed_cues": [cue.words for cue in debrief.missed],
        "best_choices": [index + 1 for index in best],
    }


def _play_text(state: Play, facts: dict[str, Any]) -> Iterator[str]:
    yield f"{state.scenario.title}（{state.scenario.kind.zh}）"
    made = {step.scene.id: step for step in state.steps}
    places = {scene.id: scene for scene in state.scenario.scenes}
    for name in state.trail:
        scene = places.get(name)
        if scene is None:
            continue
        yield f"【{scene.id}】{scene.channel.zh}"
        for line in scene.lines:
            yield f"  {line.speaker}：{line.text}"
        step = made.get(name)
        if step is None:
            yield from (f"  {n}. {choice.text}" for n, choice in enumerate(scene.choices, start=1))
        else:
            yield from _step_text(step)
    if isinstance(state.place, Ending):
        yield f"【结局】{state.place.title}"
        for line in state.place.lines:
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


# gallery ------------------------------------------------------------------------------------------


def gallery(asked: Namespace) -> int:
    """Draw every screen in every state into a folder, one subfolder a size."""
    from kiosk import app  # noqa: PLC0415 (brings pygame, which the other commands do without)
    from kiosk.cli import SIZES, size  # noqa: PLC0415
    from kiosk.review import gallery as pictures  # noqa: PLC0415
    from kiosk.settings import Settings  # noqa: PLC0415
    from kiosk.stage.theme import Look  # noqa: PLC0415

    look = Look.LARGE_CONTRAST if asked.contrast else Look.LARGE if asked.large else Look.NORMAL
    try:
        only = re.compile(asked.only)
    except re.error as error:
        sys.stderr.write(f"“{asked.only}”不是正则表达式：{error}。\n")
        return 2
    app.drawing_without_display()
    stories = app.open_stories(asked.scenarios, None, _today())
    for wanted in asked.size or [size(text) for text in SIZES]:
        kit = app.make_kit(wanted, stories, Settings())
        folder = asked.out / "x".join(map(str, wanted))
        try:
            count = pictures.save(kit, app.make_studio(kit), folder, look, only)
        except OSError as error:
            sys.stderr.write(f"写不进 {folder}（{error.strerror}）。请换一个文件夹。\n")
            return 1
        _print(f"{folder}：{count} 个画面")
    return 0


# voice --------------------------------------------------------------------------------------------


def voice(asked: Namespace) -> int:
    """Say a sentence into a file, or make all lines ahead."""
    from kiosk.voice.say import CantSpeak, prepare, say_to_file  # noqa: PLC0415
    from kiosk.voice.voices import BadVoices, load_voices  # noqa: PLC0415

    try:
        voices = load_voices(shipped("scenarios") / "catalogue" / "voices.yaml")
        if asked.voice_command == "say":
            if asked.voice not in voices:
                known = "、".join(voices)
                sys.stderr.write(f"没有叫“{asked.voice}”的声音，有：{known}。\n")
                return 2
            facts = say_to_file(asked.text, asked.out, voices[asked.voice])
            _print(f"{asked.out}：{facts.seconds:.1f} 秒，{facts.engine}，读作“{facts.said}”")
            return 0
        done = prepare(
            _everything_spoken(asked.scenarios),
            voices,
            data_dir(asked.data) / "cache" / "voice",
            progress=_show_progress,
        )
    except (CantSpeak, BadVoices) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _print(f"\n新做 {done.made} 句，原来就有 {done.had} 句，没做成 {len(done.failed)} 句。")
    for name in done.failed:
        _print(f"  {name}")
    return 1 if done.failed else 0


def _everything_spoken(paths: list[Path]) -> list[Any]:
    from kiosk.scenario.spoken import Speaker  # noqa: PLC0415
    from kiosk.words import Words  # noqa: PLC0415

    words = Words.load(shipped("assets") / "words" / "zh-CN.toml")
    stories = _library(paths).scenarios
    return [*words.sentences(), *(u for s in stories for u in Speaker(s).everything())]


def _show_progress(done: int, total: int, seconds: float) -> None:
    sys.stdout.write(f"\r{done}/{total}，还要 {seconds:.0f} 秒 ")
    sys.stdout.flush()


# doctor -------------------------------------------------------------------------------------------


def doctor(asked: Namespace) -> int:
    """Tell what this machine lacks and what to do; 1 where something is wrong."""
    from kiosk.doctor.examine import examine  # noqa: PLC0415
    from kiosk.doctor.finding import as_json, as_text, exit_code  # noqa: PLC0415
    from kiosk.doctor.patient import Patient  # noqa: PLC0415

    patient = Patient.here(data_dir(asked.data), _today(), tuple(asked.scenarios))
    findings = examine(patient)
    _print(as_json(findings) if asked.json else as_text(findings))
    return exit_code(findings)
