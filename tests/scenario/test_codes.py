"""Each problem code's file holds its words, and its examples show the fault and its mending."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kiosk.scenario import problems
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.problems import HERE, BadCodeError, Code, Example, Problem, code, code_names
from kiosk.scenario.reading import catalogue_files, files, reader
from kiosk.scenario.reading.catalogue_files import load_catalogue
from kiosk.scenario.reading.library import load_library, shipped_pictures

from .corpus import example
from .odd_files import SETUPS

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    file
    for room in (
        "scenario",
        "review",
        "authoring",
        "settings.py",
        "timetable.py",
        "settings_file.py",
        "settings_lines.py",
        "site_picture.py",
        "packs",
        "staff",
        "voice/voices.py",
    )
    for file in (ROOT / "kiosk").glob(f"{room}/**/*.py" if "." not in room else room)
)
TODAY = date(2026, 11, 21)
PICTURES = shipped_pictures(ROOT / "assets")
STORY = example()
SHOWN_ELSEWHERE = {
    "a-changed-workbook",
    "io-error",
    "internal",
    "long",
    "nothing",
    "catalogue-due",
    "no-catalogue",
    "no-voices",
}
"""Setups that need more than a folder; each has a test of its own below."""
NO_STORIES = {"settings", "settings-unread", "settings-name", "voices", "pack"}
"""Faults of other files than stories; tests/settings, tests/voice and tests/packs make them."""

ALL = [
    (code(name), shown)
    for name in code_names()
    # those are tried in tests/review/story_checks and tests/authoring
    if not code(name).review and not code(name).workbook_alone
    for shown in code(name).examples
]
TEXTS = [pair for pair in ALL if not pair[1].setup]
ODD = [pair for pair in ALL if pair[1].setup and pair[1].setup not in SHOWN_ELSEWHERE | NO_STORIES]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "scenarios" / "catalogue")[0]


def title(pair: tuple[Code, Example]) -> str:
    return f"{pair[0].name}-{pair[0].examples.index(pair[1])}"


@dataclass(frozen=True)
class Changed:
    """The example with a piece put into it, and where in it a problem should be told."""

    text: str
    line: int
    column: int


def put(shown: Example, piece: str) -> Changed:
    old = shown.story or shown.good
    assert STORY.count(old) == 1, f"{old!r} stands {STORY.count(old)} times in the example"
    text = STORY.replace(old, piece)
    if HERE in text:
        at = text.index(HERE)
        text = text.replace(HERE, "")
    elif piece == shown.good:
        at = 0  # nothing is told of it
    else:
        assert not shown.at or text.count(shown.at) == 1, shown.at
        at = text.index(shown.at) if shown.at else 0
    before = text[:at]
    return Changed(text, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def problems_in(folder: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    library = load_library([folder], catalogue, TODAY, pictures=PICTURES)
    return library.all_problems


@pytest.mark.parametrize("pair", TEXTS, ids=title)
def test_a_bad_example_is_told_by_its_code_at_its_place(
    pair: tuple[Code, Example], tmp_path: Path, catalogue: Catalogue
) -> None:
    rule, shown = pair
    changed = put(shown, shown.bad)
    (tmp_path / "故事.yaml").write_text(changed.text, encoding="utf-8")
    told = problems_in(tmp_path, catalogue)
    assert {p.code for p in told} - {*shown.also, "approval-void"} <= {rule.name}
    places = [(p.line, p.column) for p in told if p.code == rule.name]
    assert (changed.line, changed.column) in places, [p.text() for p in told]
    assert {p.severity for p in told if p.code == rule.name} == {rule.severity}


@pytest.mark.parametrize("pair", TEXTS, ids=title)
def test_a_good_example_has_no_problem(
    pair: tuple[Code, Example], tmp_path: Path, catalogue: Catalogue
) -> None:
    _, shown = pair
    (tmp_path / "故事.yaml").write_text(put(shown, shown.good).text, encoding="utf-8")
    assert {p.code for p in problems_in(tmp_path, catalogue)} <= {"approval-void"}


@pytest.mark.parametrize("pair", ODD, ids=title)
def test_an_odd_file_is_told_by_its_code(
    pair: tuple[Code, Example], tmp_path: Path, catalogue: Catalogue
) -> None:
    rule, shown = pair
    SETUPS[shown.setup](tmp_path)
    if shown.setup == "forbidden" and os.access(tmp_path / "故事.yaml", os.R_OK):
        return  # whoever may read everything can't be forbidden a file
    told = {p.code for p in problems_in(tmp_path, catalogue)}
    assert rule.name in told
    assert told - {*shown.also, "approval-void"} == {rule.name}


def test_every_setup_is_shown_by_a_code() -> None:
    assert {shown.setup for _, shown in ALL if shown.setup} == {
        *SETUPS,
        *SHOWN_ELSEWHERE,
        *NO_STORIES,
    }


def test_a_stick_that_fails_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "故事.yaml").write_text(STORY, encoding="utf-8")

    def fail(*_: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    (file,) = files.gather([tmp_path]).files
    assert file.problem is not None
    assert file.problem.code == "unreadable"
    monkeypatch.setattr(files.os, "scandir", fail)
    (problem,) = files.gather([tmp_path]).problems
    assert (problem.code, "文件夹打不开" in problem.message) == ("unreadable", True)


def test_a_fault_of_the_program_is_told_and_stops_no_other_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    def fail(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    (tmp_path / "故事.yaml").write_text(STORY, encoding="utf-8")
    with monkeypatch.context() as changed:
        changed.setattr(reader, "findings", fail)
        assert [p.code for p in problems_in(tmp_path, catalogue)] == ["internal"]
    monkeypatch.setattr(reader, "parse", fail)
    assert [p.code for p in problems_in(tmp_path, catalogue)] == ["internal"]


def test_millions_of_words_are_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.scenario.reading.parse.EVENTS", 1_000)
    story = reader.read_story(("[" + "1," * 2_000 + "]").encode(), "故事.yaml")
    assert [p.code for p in story.problems] == ["too-long"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    told = problems_in(tmp_path / "没有的剧本.yaml", catalogue)
    assert [p.code for p in told] == ["not-found"]


def test_a_gap_in_the_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / catalogue_files.VOICES).write_text("甲: 乙\n", encoding="utf-8")
    told = load_catalogue(tmp_path)[1]
    assert {p.code for p in told} == {"no-catalogue", "no-voices"}
    assert all(p.message and p.advice for p in told)


@cache
def source_nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Give every piece of the source that may tell a problem, with its room; parsed once."""
    return tuple(
        (file.relative_to(ROOT).parts[1], node)
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


@cache
def literals() -> dict[str, set[str]]:
    """Give the words written out in the source, each with the rooms where it stands."""
    told: dict[str, set[str]] = {}
    for room, node in source_nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            told.setdefault(node.value, set()).add(room)
    return told


def test_every_code_stands_in_the_source() -> None:
    assert [name for name in code_names() if name not in literals()] == []


def test_a_code_that_takes_a_review_is_told_by_no_rule_that_works_without() -> None:
    reviewed = [name for name in code_names() if code(name).review]
    assert reviewed
    assert [name for name in reviewed if "scenario" in literals()[name]] == []


def test_every_code_the_source_tells_has_a_file() -> None:
    known = set(code_names())
    told = set()
    for _, node in source_nodes():
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = {"_wrong": 1, "_refused": 2}.get(name, 0)
        telling = {"found", "report", "of", "TypingError", "WrongValueError"}
        if name not in {*telling, "_wrong", "_refused"}:
            continue
        first = node.args[place] if len(node.args) > place else None
        if isinstance(first, ast.Constant):
            told.add(first.value)
    assert told - known == set()
    assert len(told) > 60


def test_every_slip_and_complaint_has_a_file_with_its_variant() -> None:
    from kiosk.scenario.reading import typing_errors  # noqa: PLC0415 - its tables are nobody else's business

    rules = [(rule.code, rule.variant) for rule in typing_errors._rules(frozenset({"标题"}))]
    rules += [(name, variant) for _, name, variant, _ in typing_errors._COMPLAINTS]
    for name, variant in rules:
        assert Problem.of(name, variant, detail="").message


def test_every_code_is_whole_and_speaks_plainly(subtests: pytest.Subtests) -> None:
    for name in code_names():
        with subtests.test(name):
            whole_and_plain(name)


def whole_and_plain(name: str) -> None:
    rule = code(name)
    assert rule.title
    assert rule.reason.endswith("。")
    assert rule.examples
    for words in (rule.words, rule.in_workbook):
        assert {*words.messages, *words.advice} <= {"", *rule.words.messages}
    advised = set(rule.words.advice)
    assert "" in advised or advised == set(rule.words.messages)
    for variant in rule.words.messages:
        told = Problem.of(name, variant, **dict.fromkeys(rule.blanks(variant), "甲"))
        for problem in (told, told.in_cell("【台词】C5")):
            assert re.search(r"[\u4e00-\u9fff]", problem.message)
            assert not problem.message.endswith("。")


def test_no_variant_is_written_that_nothing_tells() -> None:
    known = {"", *literals()} | {
        f"{name}-none-there" for name in ("unknown", "not-said")
    }  # put together there
    variants = {variant for name in code_names() for variant in code(name).words.messages}
    assert variants - known == set()


def test_a_problem_without_a_value_its_words_need_is_none() -> None:
    with pytest.raises(KeyError):
        Problem.of("dead-link", goal="甲")
    with pytest.raises(KeyError):
        Problem.of("dead-link", "no-such-variant", goal="甲", suggestion="")


def test_a_problem_holds_no_more_than_its_words_need() -> None:
    one = Problem.of("tab", detail="甲")
    assert one == Problem.of("tab", detail="乙")


@pytest.mark.parametrize("name", code_names())
def test_a_problem_comes_back_from_a_cache_in_the_same_words(name: str) -> None:
    for variant in code(name).words.messages:
        values = {blank: n for n, blank in enumerate(sorted(code(name).blanks(variant)))}
        one = Problem.of(name, variant, **values).placed("故事.yaml", 3, 2, "甲: 乙")
        again = Problem.from_plain(json.loads(json.dumps(one.to_plain())))
        assert (again, again.text()) == (one, one.text())


def test_the_words_of_a_person_are_told_as_they_stand() -> None:
    said = "{name} 第 3 行，“好”后面没有内容"
    assert said in Problem.of("dead-link", goal=said, suggestion="").in_cell("【选择】E4").message


def test_a_code_nobody_wrote_is_no_code() -> None:
    with pytest.raises(KeyError):
        Problem.of("no-such-code")


def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems, "FOLDER", tmp_path)
    (tmp_path / "half-a-code.toml").write_text('severity = "错误"\nexamples = []\n')
    (tmp_path / "more.toml").write_text(
        (ROOT / "kiosk/scenario/problem_codes/more.toml").read_text(encoding="utf-8")
        + '\n[more]\nthan = "is known"\n',
        encoding="utf-8",
    )
    problems.code.cache_clear()
    for name in ("half-a-code", "more"):
        with pytest.raises(BadCodeError):
            code(name)
    problems.code.cache_clear()


def test_the_pages_are_those_of_the_files() -> None:
    call = [sys.executable, ROOT / "scripts" / "problem_docs.py", "--check"]
    assert subprocess.run(call, capture_output=True, text=True, check=False).returncode == 0
