"""A report's files: the document, the workbook and the page, beside each other in a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.outputs import Kind, OutputRefusedError, check_folder, in_html, write_output
from kiosk.report.figures import Figures
from kiosk.report.letter import TITLE, letter
from kiosk.report.page import page
from kiosk.report.tables import tables
from kiosk.report.word import word
from kiosk.report.workbook import workbook
from kiosk.values import dataclass

PAGE = Kind("report-page", in_html)
MOST_NAMES = 100
"""Reports of one range that lie in a folder side by side: people go on writing in them."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a report's files lie."""

    document: Path
    workbook: Path
    page: Path


def write_report(folder: Path, figures: Figures, site: str, on: date) -> Written:
    """Write a report into a folder, under names nothing has there; OutputRefusedError where it can't be.

    `site` is the unit's name, empty where nobody knows it.
    """
    check_folder(folder)
    found = tables(figures)
    said = letter(figures, found, site, on)
    stem = _free(folder, f"{TITLE}-{figures.period.in_a_name}")
    written = Written(*(folder / f"{stem}{ending}" for ending in _ENDINGS))
    write_output(written.document, word(said), None)
    write_output(written.workbook, workbook(found.all, said.title), None)
    write_output(written.page, page(figures, found, said).encode("utf-8", "replace"), PAGE)
    return written


_ENDINGS = (".docx", ".xlsx", ".html")


def _free(folder: Path, stem: str) -> str:
    """Give a name none of the three files is there under."""
    for number in range(1, MOST_NAMES):
        name = stem if number == 1 else f"{stem}-{number}"
        if not any((folder / f"{name}{ending}").exists() for ending in _ENDINGS):
            return name
    raise OutputRefusedError(f"{folder} 里已经有太多报告。请换一个文件夹，或者移走一些。")
