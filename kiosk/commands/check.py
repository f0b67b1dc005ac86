"""`kiosk check`: reads and checks scenario files and tells all problems at once."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from kiosk.commands.common import add_json, library, say
from kiosk.scenario.graph import Graph
from kiosk.scenario.library import Loaded
from kiosk.scenario.problems import Severity, has_errors


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="剧本文件或文件夹")
    add_json(parser)


def run(asked: Namespace) -> int:
    """Tell all problems of the stories under some paths; 1 where one can't be played."""
    found = library(asked.paths)
    problems = found.all_problems
    if asked.json:
        report = {
            "format": 1,
            "stories": [_story_json(one) for one in found.loaded],
            "problems": [problem.as_json() for problem in problems],
        }
        say(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            say(problem.text())
        for one in found.loaded:
            say(_story_text(one))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        say(f"{len(found.loaded)} 个剧本，{errors} 个错误，{len(problems) - errors} 个提醒。")
    return 1 if has_errors(problems) or not found.loaded else 0


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
