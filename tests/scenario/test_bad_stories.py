"""The corpus of failing stories: a file for each rule, named by the rule, and told by it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.problems import code, code_names
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import load_library, shipped_pictures

ROOT = Path(__file__).parents[2]
BAD = sorted((ROOT / "tests" / "scenario" / "bad_stories").glob("*.yaml"))
PURE = [path for path in BAD if not code(path.stem.rpartition("-")[0]).review]
TODAY = date(2026, 11, 21)
PICTURES = shipped_pictures(ROOT / "assets")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "scenarios" / "catalogue")[0]


def test_the_corpus_is_what_the_codes_show() -> None:
    script = ROOT / "scripts" / "bad_stories.py"
    assert subprocess.call([sys.executable, str(script), "--check"], cwd=ROOT) == 0


def test_every_rule_that_a_text_can_break_has_a_file() -> None:
    wanted = {n for n in code_names() if any(not shown.setup for shown in code(n).examples)}
    assert {path.stem.rpartition("-")[0] for path in BAD} == wanted


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.stem)
def test_a_file_is_told_by_the_rule_it_is_named_by(path: Path, catalogue: Catalogue) -> None:
    library = load_library([path], catalogue, TODAY, pictures=PICTURES)
    assert path.stem.rpartition("-")[0] in {problem.code for problem in library.all_problems}
