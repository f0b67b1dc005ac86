"""The catalogue, read from its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kiosk.os_errors import reason_of
from kiosk.scenario.catalogue import FILES, Catalogue, file_name
from kiosk.scenario.problems import Problem, in_order
from kiosk.scenario.reading.parse import parse
from kiosk.scenario.reading.reader import Read, read
from kiosk.scenario.reading.text import Manuscript, decode
from kiosk.storage import read_file

VOICES = "voices.yaml"
_VOICES_KEYS = ("声音", "voices")


def load_catalogue(folder: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Give the catalogue in a folder, and the problems of its files; a bad file leaves a gap."""
    parts: dict[str, Any] = {}
    problems: list[Problem] = []
    for part, model in FILES.items():
        name = file_name(part)
        data = _bytes(folder / name, problems)
        if data is None:
            continue
        reading: Read = read(data, model, name)
        problems += reading.manuscript.problems
        if reading.value is not None and reading.whole:
            parts[part] = reading.value.entries
    data = _bytes(folder / VOICES, problems)
    if data is not None:
        manuscript = decode(data, Manuscript(VOICES))
        parts["voices"] = _voice_names(manuscript)
        problems += manuscript.problems
    return Catalogue(**parts), in_order(problems)


def _bytes(path: Path, problems: list[Problem]) -> bytes | None:
    try:
        return read_file(path)
    except OSError as error:
        missing = Problem.of("no-catalogue", detail=reason_of(error))
        problems.append(missing.placed(path.name))
        return None


def _voice_names(manuscript: Manuscript) -> tuple[str, ...]:
    """Give the names of the voices; what else is written of them is the voice's own business."""
    node = parse(manuscript, frozenset(_VOICES_KEYS)) if manuscript.text else None
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value in _VOICES_KEYS and isinstance(value, yaml.MappingNode):
            return tuple(name.value for name, _ in value.value)
    if not manuscript.problems:
        manuscript.report("no-voices", None)
    return ()
