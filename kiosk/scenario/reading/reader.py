"""A scenario file's bytes as a story, with all that is wrong with it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.checks import dated_findings, findings
from kiosk.scenario.checks.check_context import CheckContext, Finding
from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import DatedProblem, Problem, Severity, has_errors, in_order
from kiosk.scenario.reading.object_builder import ObjectBuilder, Positions
from kiosk.scenario.reading.parse import parse
from kiosk.scenario.reading.picture_file import picture_bytes
from kiosk.scenario.reading.text import ENOUGH, STICK_CAP, Manuscript, TooManyProblemsError, decode
from kiosk.scenario.schema import all_keys
from kiosk.scenario.serialise import fingerprint
from kiosk.values import dataclass

MOST_PROBLEMS = 100
"""Problems told of one file; whoever has mended so many checks again."""

BESIDE_OTHERS = ("id", "twin")
"""Keys of a story of which something can be wrong that only other stories show."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: the object or None, and where its values stand.

    `whole` is false where fillers stand for values that couldn't be read.
    """

    value: Any
    manuscript: Manuscript
    positions: Positions = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario file examined: the story (None where it can't be played), and its problems.

    `at` is where keys of the story itself stand whose problems show only beside other stories;
    `dated` are the problems told on some days only.
    """

    scenario: Scenario | None
    fingerprint: str
    problems: tuple[Problem, ...]
    at: Mapping[str, Mark] = field(default_factory=dict)
    dated: tuple[DatedProblem, ...] = ()


def read(data: bytes, model: type, file: str, cap: int = STICK_CAP) -> Read:
    """Read bytes as an object of a model class; never raises, every fault is a problem."""
    manuscript = Manuscript(file)
    if len(data) > cap:
        too_big(manuscript, len(data), cap)
        return Read(None, manuscript)
    try:
        decode(data, manuscript)
        with _not_collecting():
            return _understand(manuscript, model)
    except TooManyProblemsError:
        pass  # enough are told already
    except (yaml.YAMLError, RecursionError, ValueError, MemoryError) as error:
        del manuscript.problems[ENOUGH - 1 :]
        manuscript.report("unreadable", None, "broken", detail=error)
    except Exception:  # noqa: BLE001 - whatever a file does, the others are still read
        _log.exception("读 %s 时程序出错", file)
        del manuscript.problems[ENOUGH - 1 :]
        manuscript.report("internal", None)
    return Read(None, manuscript)


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile: a tree has none, and the looking takes half.

    2,000 scenes are read in 0.9 s instead of 2.2 s.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _understand(manuscript: Manuscript, model: type) -> Read:
    known = all_keys(model)
    node = parse(manuscript, known) if manuscript.text else None
    if node is None:
        return Read(None, manuscript)
    builder = ObjectBuilder(manuscript, known)
    value = builder.build(node, model)
    return Read(value, manuscript, builder.positions, builder.whole)


def read_story(
    data: bytes,
    file: str,
    *,
    catalogue: Catalogue | None = None,
    pictures: PictureFiles | None = None,
    own_pictures: Mapping[str, Path] | None = None,
    cap: int = STICK_CAP,
) -> Story:
    """Read and examine a scenario file; never raises.

    Names are checked against the catalogue and the shipped pictures where these are given.
    `own_pictures` are the pictures of the story's folder by their names. The problems leave out
    what depends on the day.
    """
    reading = read(data, Scenario, file, cap)
    manuscript = reading.manuscript
    story: Scenario | None = reading.value
    if story is None:
        return Story(None, "", bounded(in_order(manuscript.problems), file))
    own = own_pictures or {}
    own_picture = _bytes_of(own.get(story.picture))
    approved = ""
    told: tuple[Finding, ...] = ()
    try:
        if reading.whole:
            kept = [] if own_picture is None else [(story.picture, own_picture)]
            approved = fingerprint(story, kept)
        subject = CheckContext(
            story,
            catalogue or Catalogue(),
            fingerprint=approved,
            pictures=pictures,
            own_files=frozenset(own),
            own_picture=own_picture,
        )
        told = tuple(islice(findings(subject, whole=reading.whole), ENOUGH))
    except Exception:  # noqa: BLE001 - a story the checks stumble over is refused, no more
        _log.exception("检查 %s 时程序出错", file)
        manuscript.problems.clear()
        manuscript.report("internal", None)
    if any(finding.code == "format-version" for finding in told):
        manuscript.problems.clear()  # what another version calls its keys is no fault of the file
    for finding in told[: max(0, ENOUGH - len(manuscript.problems))]:
        mark = reading.positions.get((finding.mark, finding.field), finding.mark)
        manuscript.add(finding.problem, mark)
    problems = bounded(in_order(manuscript.problems), file)
    playable = reading.whole and not has_errors(problems)
    at = {key: reading.positions.get((story.mark, key), story.mark) for key in BESIDE_OTHERS}
    if not playable:
        return Story(None, approved, problems, at)
    dated = tuple(
        replace(one, problem=manuscript.placed(one.problem, reading.positions[mark, field]))
        for one, mark, field in dated_findings(story)
    )
    return Story(story, approved, problems, at, dated)


def _bytes_of(picture: Path | None) -> bytes | None:
    """Give the bytes of the story's own picture, where it has one that can be read."""
    try:
        return picture_bytes(picture) if picture else None
    except OSError:
        return None


def too_big(manuscript: Manuscript, size: int, cap: int) -> None:
    """Report a file larger than is read."""
    manuscript.report("too-big", None, size=f"{size // 1024:,}", most=f"{cap // 1024:,}")


def bounded(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    """Give as many problems of a file as are told at once, errors first, and how many are left."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    kept = [p for p in problems if p.severity is Severity.ERROR][:MOST_PROBLEMS]
    kept += [p for p in problems if p.severity is Severity.NOTICE][: MOST_PROBLEMS - len(kept)]
    left = f"{len(problems) - len(kept)} 个" if len(problems) < ENOUGH else "很多"
    return (*in_order(kept), Problem.of("more", left=left).placed(file))
