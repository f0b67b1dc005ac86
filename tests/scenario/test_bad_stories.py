"""The corpus of failing stories: a file for each rule, as its code shows it; test_codes tries them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kiosk.scenario.problems import code, code_names

ROOT = Path(__file__).parents[2]
BAD = sorted((ROOT / "tests" / "scenario" / "bad_stories").glob("*.yaml"))


def test_the_corpus_is_what_the_codes_show() -> None:
    script = ROOT / "scripts" / "bad_stories.py"
    assert subprocess.call([sys.executable, str(script), "--check"], cwd=ROOT) == 0


def test_every_rule_that_a_text_can_break_has_a_file() -> None:
    wanted = {n for n in code_names() if any(not shown.setup for shown in code(n).examples)}
    assert {path.stem.rpartition("-")[0] for path in BAD} == wanted
