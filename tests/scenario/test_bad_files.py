"""Every fault people put into files is named in Chinese, at its place, and stops nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.problems import Problem, Severity, has_errors
from kiosk.scenario.reading.library import Library, load_library

from .corpus import ALL, BAD, IN_FILES, Case, example, put

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("scenarios")
    put(folder)
    (folder / "好剧本.yaml").write_text(example(), encoding="utf-8")
    return load_library([folder], Catalogue(), TODAY)


def problems_of(library: Library, name: str) -> tuple[Problem, ...]:
    (one,) = (one for one in library.loaded if one.name == f"{name}.yaml")
    assert one.scenario is None
    return one.problems


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_fault_is_named_at_its_place(library: Library, case: Case) -> None:
    problems = problems_of(library, case.name)
    told = [(p.code, p.line, p.column) for p in problems if p.severity is Severity.ERROR]
    assert (case.code, case.line, case.column) in told, [p.text() for p in problems]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_problem_speaks_chinese_and_says_what_to_do(library: Library, case: Case) -> None:
    for problem in problems_of(library, case.name):
        assert re.search(r"[\u4e00-\u9fff]", problem.message)
        assert problem.advice
        assert problem.file == f"{case.name}.yaml"
        text = problem.text()
        assert f"{problem.severity.zh}：" in text
        assert f"[{problem.code}]" in text
        if problem.line:
            assert f":{problem.line}:{problem.column}: " in text


@pytest.mark.parametrize("case", IN_FILES, ids=lambda case: case.name)
def test_the_column_points_at_something_on_the_line(library: Library, case: Case) -> None:
    lines = (BAD / f"{case.name}.yaml").read_bytes().decode("utf-8", "replace").splitlines()
    for problem in problems_of(library, case.name):
        if problem.line:
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_the_good_story_beside_them_is_played(library: Library) -> None:
    assert [scenario.id for scenario in library.scenarios] == ["kuaidi-duanxin"]


def test_each_file_in_the_folder_of_bad_ones_has_its_case() -> None:
    assert {path.stem for path in BAD.iterdir()} == {case.name for case in IN_FILES}


def test_the_caret_stands_under_the_place_with_wide_blanks_under_wide_characters() -> None:
    problem = Problem.of("wide-colon").placed("甲.yaml", 2, 4, "标题：甲")
    assert problem.text().splitlines() == [
        f"甲.yaml:2:4: 错误：{problem.message} [wide-colon]",
        "    标题：甲",
        "    \u3000\u3000\u3000^",
        f"    怎么办：{problem.advice}",
    ]


@pytest.mark.parametrize(
    ("before", "blanks"),
    [
        ("ab", "  "),
        ("标题", "\u3000\u3000"),
        ("，。：“", "\u3000\u3000\u3000 "),
        ("\t甲", "\t\u3000"),
        ("e\u0301", " "),
        ("👍", "\u3000"),
        ("ｱＡ", " \u3000"),
    ],
)
def test_the_caret_has_as_much_room_before_it_as_the_text(before: str, blanks: str) -> None:
    problem = Problem.of("tab").placed("a.yaml", 1, len(before) + 1, f"{before}X")
    _, source, caret, _ = problem.text().splitlines()
    assert (source, caret) == (f"    {before}X", f"    {blanks}^")


def test_what_hides_or_controls_is_shown_by_its_number_and_never_itself() -> None:
    for character in "\u200b\u202e\x1b\x07\x9b\x7f\u2028\ue000\ufeff":
        problem = Problem.of("unknown-key", key=f"标{character}", suggestion="", known="")
        said = problem.placed(f"a{character}.yaml", 1, 3, f"甲{character}X").text()
        assert character not in said
        assert said.count(f"〈U+{ord(character):04X}〉") == 3
        _, source, caret, _ = said.splitlines()
        number = f"〈U+{ord(character):04X}〉"
        assert source == f"    甲{number}X"
        assert caret == f"    \u3000{blanks_under(number)}^"


def blanks_under(number: str) -> str:
    return "".join("\u3000" if sign in "〈〉" else " " for sign in number)


def test_a_long_line_is_shown_around_the_place() -> None:
    problem = Problem.of("tab").placed("a.yaml", 1, 400_001, "甲" * 500_000)
    _, source, caret, _ = problem.text().splitlines()
    assert len(source) < 100
    assert source[caret.index("^")] == "甲"


def test_whoever_types_all_colons_wide_is_told_of_each(library: Library) -> None:
    assert [p.line for p in problems_of(library, "全都是全角冒号")][:3] == [1, 2, 3]


def test_one_slip_is_told_once(library: Library) -> None:
    for name in ("少冒号", "全角冒号", "引号没关", "制表符", "方括号开头", "第二条全角横线"):
        assert len(problems_of(library, name)) == 1, name


def test_a_file_with_errors_has_errors(library: Library) -> None:
    assert all(has_errors(problems_of(library, case.name)) for case in ALL)
