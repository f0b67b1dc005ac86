"""Another program opens the document and the workbook and prints them: LibreOffice, without a window."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.paths import shipped
from kiosk.report.figures import figures
from kiosk.report.letter import letter
from kiosk.report.period import Period
from kiosk.report.pieces import Letter
from kiosk.report.tables import tables
from kiosk.report.word import CHARACTERS, LINES, word
from kiosk.report.workbook import workbook
from tests.report.made_journal import FIRST, LAST, made

pytestmark = pytest.mark.ce  # another program is waited for

SITE = "示范银行城南支行"
PATIENCE = 300
AROUND = 12
"""Lines around the letter's paragraphs: title, who gets it, the list of attachments, unit and date."""


@dataclass(frozen=True)
class Printed:
    """Pages as words, each without spaces and line breaks."""

    said: Letter
    names: tuple[str, ...]
    charts: int
    document: tuple[str, ...]
    workbook: tuple[str, ...]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Give what comes out where nobody looks: a report of three weeks, printed by LibreOffice."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("needs Debian's libreoffice-calc, libreoffice-writer and poppler-utils")
    folder = tmp_path_factory.mktemp("printed")
    with sqlite3.connect(made(200).write(folder / "journal.db")) as journal:
        told = figures(journal, Period(FIRST, LAST))
    found = tables(told)
    said = letter(told, found, SITE, LAST)
    (folder / "document.docx").write_bytes(word(said))
    (folder / "workbook.xlsx").write_bytes(workbook(found.all, said.title))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # The machine's own fonts may have none of the characters, or only some of them.
    fonts = folder / "fonts.conf"
    dirs = f"<dir>{shipped('assets') / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
    fonts.write_text(f"<fontconfig>{dirs}</fontconfig>", encoding="utf-8")
    subprocess.run(
        [
            *(office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder),
            *(folder / "document.docx", folder / "workbook.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    drawn = sum(table.chart is not None and bool(table.rows) for table in found.all)
    pages = (_pages(reader, folder / f"{name}.pdf") for name in ("document", "workbook"))
    return Printed(said, tuple(table.name for table in found.all), drawn, *pages)


def _pages(reader: str, path: Path) -> tuple[str, ...]:
    done = subprocess.run(
        [reader, "-layout", path, "-"], check=True, capture_output=True, timeout=PATIENCE
    )
    texts = done.stdout.decode().split("\f")[:-1]
    return tuple(re.sub(r"\s", "", text) for text in texts)


def test_the_document_has_all_its_words_on_no_more_pages_than_they_take(printed: Printed) -> None:
    text = "".join(re.sub(r"—\d+—$", "", page) for page in printed.document)
    for paragraph in printed.said.paragraphs:
        assert re.sub(r"\s", "", paragraph.text) in text
    lines = AROUND + sum(-(-(2 + len(one.text)) // CHARACTERS) for one in printed.said.paragraphs)
    attached = next(n for n, page in enumerate(printed.document) if page.startswith("附件1"))
    assert attached - 1 <= lines / LINES <= attached
    for number, page in enumerate(printed.document, 1):
        assert page.endswith(f"—{number}—")
        assert len(page) > len(f"—{number}—")


def test_the_workbook_has_every_sheet_whole_and_no_page_of_nothing(printed: Printed) -> None:
    last = len(printed.workbook)
    feet = [re.search(rf"(\D+)第(\d+)页，共{last}页$", page) for page in printed.workbook]
    assert all(feet)
    names = [re.sub(r".*?(\w+)$", r"\1", foot[1]) for foot in feet if foot]
    assert [int(foot[2]) for foot in feet if foot] == list(range(1, last + 1))
    for name in ("说明", *printed.names):
        assert any(one.endswith(name) for one in names), name
    assert sum(one.endswith("图") for one in names) == printed.charts
    for page, foot in zip(printed.workbook, feet, strict=True):
        assert foot
        assert len(page) > len(foot[0])
        assert "##" not in page
