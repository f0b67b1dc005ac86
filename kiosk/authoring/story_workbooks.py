"""What reads a story from a workbook, brought in only when there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.authoring.convert import WorkbookText


def read_workbook(data: bytes, file: str) -> WorkbookText:
    """Give the text of the story in a workbook's bytes; never raises."""
    from kiosk.authoring.convert import workbook_text  # noqa: PLC0415 - brings YAML

    return workbook_text(data, file)
