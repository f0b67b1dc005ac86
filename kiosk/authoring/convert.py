"""A workbook turned into a scenario file, with all that is wrong named by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.authoring.cells import read_cells
from kiosk.authoring.columns import SHEET_OF_KEY, SHEETS
from kiosk.authoring.story_tree import Cell
from kiosk.authoring.story_yaml import StoryYaml, to_yaml
from kiosk.authoring.workbook_reader import read_story_tree
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks.check_context import PictureFiles
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Problem, Severity, has_errors
from kiosk.scenario.reading.reader import Story, read_story
from kiosk.scenario.reading.text import COMMAND_CAP


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a workbook.

    `text` is the scenario file, empty where the workbook couldn't be read as one; `scenario` is
    None where it can't be played; the problems stand at sheets and cells.
    """

    text: str
    scenario: Scenario | None
    fingerprint: str
    problems: tuple[Problem, ...]


def convert(
    data: bytes,
    file: str,
    *,
    catalogue: Catalogue | None = None,
    pictures: PictureFiles | None = None,
    own_pictures: Mapping[str, Path] | None = None,
) -> Converted:
    """Turn a workbook's bytes into a scenario file; never raises."""
    sheets = read_cells(data, file, SHEETS)
    tree = read_story_tree(sheets)
    if tree is None:
        return Converted("", None, "", _in_order(sheets.problems))
    remark = f"由工作簿“{_printable(file)}”生成。以后改这里，或者改工作簿再生成一次。"
    yaml_text = to_yaml(tree, remark, {name: Cell(sheet) for name, sheet in SHEET_OF_KEY.items()})
    text = yaml_text.text
    story = read_story(
        text.encode(),
        file,
        catalogue=catalogue,
        pictures=pictures,
        own_pictures=own_pictures,
        cap=COMMAND_CAP,
    )
    problems = _in_order([*sheets.problems, *_at_cells(story, yaml_text)])
    scenario = None if has_errors(problems) else story.scenario
    return Converted(text, scenario, story.fingerprint, problems)


def _at_cells(story: Story, yaml_text: StoryYaml) -> Iterator[tuple[Cell, Problem]]:
    """Give the problems of the file made from a workbook at the workbook's cells."""
    for problem in story.problems:
        cell = yaml_text.cell_at(problem.line, problem.column) if problem.line else Cell()
        other = yaml_text.cell_at(problem.other_line, 1) if problem.other_line else Cell()
        yield cell, problem.in_cell(str(cell), str(other))


def _in_order(found: list[tuple[Cell, Problem]]) -> tuple[Problem, ...]:
    """Give problems each once: errors of the whole, then sheet by sheet as they lie."""
    weight = {severity: n for n, severity in enumerate(Severity)}
    rank = {name: n for n, name in enumerate(SHEETS)}
    unique = {(cell, p.code, p.message): (cell, p) for cell, p in found}
    ordered = sorted(
        unique.values(),
        key=lambda one: (
            rank.get(one[0].sheet, -1),
            one[0].row,
            one[0].column,
            weight[one[1].severity],
        ),
    )
    return tuple(problem for _, problem in ordered)


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)
