"""`kiosk check`: reads and checks scenario files and tells all problems at once."""

from __future__ import annotations

import json
import sys
from argparse import Action, ArgumentParser, Namespace
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from kiosk.commands.common import add_data, add_json, complain, library, say, today
from kiosk.commands.reviewing import Review, review
from kiosk.review.review_desk import refused
from kiosk.scenario.graph import Graph
from kiosk.scenario.problems import Severity, code, code_names, has_errors
from kiosk.scenario.reading.library import Loaded
from kiosk.scenario.serialise import same_fingerprint
from kiosk.scenario.suggest import did_you_mean


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="剧本文件或文件夹")
    parser.add_argument(
        "--explain", action=_Explain, metavar="CODE", help="说明一种问题，例如 wide-colon"
    )
    parser.add_argument(
        "--approval", action="store_true", help="给还没有审核的剧本写出“审核”这一段"
    )
    parser.add_argument("--fast", action="store_true", help="只查文字，不看画面、字体、读音和录音")
    add_data(parser)
    add_json(parser)


def run(asked: Namespace) -> int:
    """Tell all problems of the stories under some paths; 1 where one can't be played."""
    done = Review(library(asked.paths))
    if not asked.fast:
        done = review(done.library, asked.data, _tell)
    found, problems = done.library, done.library.all_problems
    if asked.json:
        report = {
            "format": 1,
            "stories": [_story_json(one) for one in found.loaded],
            "problems": [problem.as_json() for problem in problems],
            "notes": done.notes,
        }
        say(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            say(problem.text())
        for note in done.notes:
            say(f"提醒：{note}")
        for one in found.loaded:
            say(_story_text(one))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        say(f"{len(found.loaded)} 个剧本，{errors} 个错误，{len(problems) - errors} 个提醒。")
        if asked.approval:
            for one in found.loaded:
                _say_approval(one)
    return 1 if has_errors(problems) or not found.loaded else 0


def _tell(name: str) -> None:
    """Say which story is being looked at, to a person who waits."""
    if sys.stderr.isatty():
        complain(f"正在看 {name} ……")


class _Explain(Action):
    """Explains a code and ends the program, as --help does: no file is asked for."""

    def __call__(
        self, parser: ArgumentParser, _space: Namespace, values: object, _option: str | None = None
    ) -> None:
        """Explain the code given."""
        parser.exit(_explain(str(values)))


def _explain(name: str) -> int:
    """Tell what a problem code means; 1 where there is no such code."""
    if name not in code_names():
        near = did_you_mean(name, code_names())
        complain(f"没有叫“{name}”的问题{near or '，编号在每个问题后面的方括号里'}")
        return 1
    told = code(name)
    say(f"{told.title} [{name}]（{told.severity.zh}）")
    say(told.reason)
    for shown in told.examples:
        for label, piece in (("不对", shown.bad), ("对", shown.good)):
            if piece:
                say(f"  {label}：")
                say(indent(dedent(piece).strip("\n"), "    "))
        if shown.shown:
            say(f"  例如：{shown.shown}")
    return 0


def _say_approval(one: Loaded) -> None:
    """Write the lines an approved story ends with, where they are missing or void."""
    given = one.scenario.approval if one.scenario else None
    if one.scenario is None or (given and same_fingerprint(given.fingerprint, one.fingerprint)):
        return
    say()
    say(f"审核通过后，{'换掉' if given else '在末尾加上'}　{one.name}")
    say("审核:")
    say("  审核人: （审核的单位或人）")
    say(f"  日期: {today().isoformat()}")
    say(f"  指纹: {one.fingerprint}")


def _story_json(one: Loaded) -> dict[str, Any]:
    scenario = one.scenario
    return {
        "file": one.name,
        "playable": not refused(one),
        "id": scenario.id if scenario else None,
        "title": scenario.title if scenario else None,
        "fingerprint": one.fingerprint,
        "approved": bool(
            scenario
            and scenario.approval
            and same_fingerprint(scenario.approval.fingerprint, one.fingerprint)
        ),
    }


def _story_text(one: Loaded) -> str:
    if one.scenario is None or refused(one):
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
