"""A workbook turned into a scenario file, with all that is wrong named by sheet and cell."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from kiosk.authoring.cells import Sheets, read_cells
from kiosk.authoring.columns import EXAMPLE, GUIDE, NAMES, SHEET_OF_KEY, SHEETS
from kiosk.authoring.story_tree import Cell
from kiosk.authoring.story_yaml import StoryYaml, to_yaml
from kiosk.authoring.workbook_reader import read_story_tree
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import Problem, Severity, has_errors
from kiosk.scenario.reading.reader import bounded, read_story
from kiosk.scenario.reading.text import COMMAND_CAP
from kiosk.values import dataclass

OF_ONE_VALUE = frozenset(
    (
        "unknown-name",
        "not-a-number",
        "not-a-flag",
        "not-a-date",
        "text-too-long",
        "missing-value",
    )
)
"""Codes that tell of one value alone, whatever the rest of its workbook lacks."""

_log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class WorkbookText:
    """A workbook's story as the text of a scenario file, and how its places are found again.

    `data` is empty where the workbook holds no story that can be written down.
    """

    file: str
    data: bytes = b""
    found: tuple[tuple[Cell, Problem], ...] = ()
    yaml: StoryYaml = field(default_factory=StoryYaml)
    faulty: frozenset[Cell] = frozenset()
    broken: bool = False

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give all that is wrong: with the workbook, and with its text where that isn't the same."""
        at_cells = ((self._cell(problem), problem) for problem in problems)
        kept = [(cell, self._moved(cell, p)) for cell, p in at_cells if not self._follows(cell, p)]
        return bounded(_in_order([*self.found, *kept]), self.file)

    def placed(self, problem: Problem) -> Problem:
        """Give a problem of the text at the cell it comes from."""
        return self._moved(self._cell(problem), problem)

    def _cell(self, problem: Problem) -> Cell:
        return self.yaml.cell_at(problem.line, problem.column) if problem.line else Cell()

    def _moved(self, cell: Cell, problem: Problem) -> Problem:
        line = problem.other_line
        return problem.in_cell(str(cell), str(self.yaml.cell_at(line, 1)) if line else "")

    def _follows(self, cell: Cell, problem: Problem) -> bool:
        """Tell whether a problem only follows from one that is told of the workbook.

        What is but a 提醒 waits until every cell can be read.
        """
        if cell in self.faulty or (self.faulty and problem.severity is Severity.NOTICE):
            return True
        return self.broken and (problem.code not in OF_ONE_VALUE or not cell.column)


def workbook_text(data: bytes, file: str) -> WorkbookText:
    """Turn a workbook's bytes into the text of a scenario file; never raises."""
    sheets = read_cells(data, file, SHEETS, (GUIDE, EXAMPLE, NAMES))
    try:
        return _written(sheets, file)
    except Exception:  # noqa: BLE001 - whatever a workbook does, the others are still read
        _log.exception("读 %s 时程序出错", file)
        return WorkbookText(file, found=((Cell(), Problem.of("internal").placed(file)),))


def _written(sheets: Sheets, file: str) -> WorkbookText:
    tree = read_story_tree(sheets)
    if tree is None:
        return WorkbookText(file, found=tuple(sheets.problems))
    remark = (
        f"由工作簿“{_printable(file)}”生成。要改就改工作簿，再生成一次；这里改过，就不会再被换掉。"
    )
    lists = {name: Cell(sheet) for name, sheet in SHEET_OF_KEY.items()} | sheets.lists
    yaml = to_yaml(tree, remark, lists)
    return WorkbookText(
        file,
        yaml.text.encode(),
        tuple(sheets.problems),
        yaml,
        frozenset(sheets.faulty),
        bool(sheets.broken),
    )


def convert(
    data: bytes,
    file: str,
    *,
    catalogue: Catalogue | None = None,
    pictures: PictureFiles | None = None,
    own_pictures: Mapping[str, Path] | None = None,
) -> Converted:
    """Turn a workbook's bytes into a scenario file; never raises."""
    made = workbook_text(data, file)
    if not made.data:
        return Converted("", None, "", made.told(()))
    story = read_story(
        made.data,
        file,
        catalogue=catalogue,
        pictures=pictures,
        own_pictures=own_pictures,
        cap=COMMAND_CAP,
    )
    problems = made.told(story.problems)
    scenario = None if has_errors(problems) else story.scenario
    return Converted(made.data.decode(), scenario, story.fingerprint, problems)


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
