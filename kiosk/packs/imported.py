"""What was found on a stick, as a value: every story with how it stands to what is playing.

The process that copies and checks hands it on as JSON; screens, the command and the report show it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kiosk.scenario.catalogue import Slogan
from kiosk.scenario.model import Named
from kiosk.scenario.problems import Problem, has_errors
from kiosk.scenario.serialise import from_plain, to_plain
from kiosk.values import dataclass

Progress = Callable[[str, int, int], None]
"""Told what is being done (the end of a key of `import.doing`), how many are done, of how many (0: unknown)."""


class Standing(Named):
    """How a story on a stick stands to what is playing."""

    NEW = ("新的", "new")
    CHANGED = ("有改动", "changed")
    SAME = ("没有变化", "same")
    REFUSED = ("不能播放", "refused")


@dataclass(frozen=True, slots=True)
class Change:
    """A place of a story that has changed: where it stands, as it was and as it is; empty for nothing."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story file of a stick; `file` is its copy below the staging folder, `shown` its name on the stick.

    `changed` is when it was changed last, in nanoseconds; `minutes` of its longest play. Without a story
    that can be played, what is known of it is empty.
    """

    file: str
    shown: str
    changed: int
    standing: Standing
    problems: tuple[Problem, ...] = ()
    id: str = ""
    title: str = ""
    fingerprint: str = ""
    approved: bool = False
    scenes: int = 0
    minutes: int = 0
    changes: tuple[Change, ...] = ()
    change_count: int = 0

    @property
    def playable(self) -> bool:
        """Tell whether it may be made live."""
        return self.standing is not Standing.REFUSED

    @property
    def errors(self) -> int:
        """Give how many problems keep it from being played."""
        return sum(has_errors([problem]) for problem in self.problems)


@dataclass(frozen=True)
class Import:
    """All that was copied from a stick, checked and compared.

    `source` is what the stick is called; `recordings` counts, `ignored` and `told` are what wasn't taken;
    `signed` is who signed it.
    """

    staging: Path
    source: str
    candidates: tuple[Candidate, ...]
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    recordings: int = 0
    slogans: tuple[Slogan, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    """What the parts are called on the stick."""
    ignored: tuple[str, ...] = ()
    told: tuple[Problem, ...] = ()
    signed: str = ""
    order: tuple[str, ...] = ()
    """The ids of stories in the order a pack wants them; those it doesn't name come after."""

    @cached_property
    def twins(self) -> tuple[tuple[int, ...], ...]:
        """Give the candidates of which only one can be taken: those of one id, the newest first."""
        by_id: dict[str, list[int]] = {}
        for number in self._newest_first:
            if self.candidates[number].playable:
                by_id.setdefault(self.candidates[number].id, []).append(number)
        return tuple(tuple(same) for same in by_id.values() if len(same) > 1)

    @cached_property
    def _newest_first(self) -> tuple[int, ...]:
        """Give the numbers of the candidates, texts before the workbooks they may be made from."""
        from kiosk.scenario.reading.files import WORKBOOKS  # noqa: PLC0415 (a start asks no such thing)

        def rank(number: int) -> tuple[bool, int, int]:
            one = self.candidates[number]
            return one.file.lower().endswith(WORKBOOKS), -one.changed, number

        return tuple(sorted(range(len(self.candidates)), key=rank))

    @cached_property
    def suggested(self) -> tuple[int, ...]:
        """Give what is taken where staff say nothing: all that is new or changed, of twins the newest."""
        older = {number for same in self.twins for number in same[1:]}
        return tuple(
            number
            for number, one in enumerate(self.candidates)
            if one.standing in {Standing.NEW, Standing.CHANGED} and number not in older
        )

    def chosen(self, instead: Collection[int]) -> tuple[int, ...]:
        """Give what is taken where staff chose some of the twins themselves."""
        swapped = {twin for same in self.twins if set(same) & set(instead) for twin in same}
        wanted = {number for number in self.suggested if number not in swapped}
        taken = {n for n in instead if self.candidates[n].standing is not Standing.SAME}
        return tuple(sorted(wanted | taken))

    @property
    def brings_more(self) -> bool:
        """Tell whether it holds something to take beside stories."""
        return bool(self.recordings or self.slogans or self.parts or self.order)

    def to_plain(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return {
            "staging": str(self.staging),
            "source": self.source,
            "candidates": [_candidate_to_plain(one) for one in self.candidates],
            "files": {file: list(facts) for file, facts in self.files.items()},
            "recordings": self.recordings,
            "slogans": [to_plain(one) for one in self.slogans],
            "parts": dict(self.parts),
            "shown": dict(self.shown),
            "ignored": list(self.ignored),
            "told": [one.to_plain() for one in self.told],
            "signed": self.signed,
            "order": list(self.order),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Import:
        """Give it back; raises what unfit values raise."""
        return cls(
            Path(plain["staging"]),
            str(plain["source"]),
            tuple(_candidate(one) for one in plain["candidates"]),
            {str(file): (str(sum_), int(size)) for file, (sum_, size) in plain["files"].items()},
            int(plain["recordings"]),
            tuple(from_plain(one, Slogan) for one in plain["slogans"]),
            dict(plain["parts"]),
            dict(plain["shown"]),
            tuple(plain["ignored"]),
            tuple(Problem.from_plain(one) for one in plain["told"]),
            str(plain["signed"]),
            tuple(plain["order"]),
        )


def _candidate_to_plain(one: Candidate) -> dict[str, Any]:
    plain = {part.name: getattr(one, part.name) for part in fields(one)}
    return plain | {
        "standing": one.standing.en,
        "problems": [problem.to_plain() for problem in one.problems],
        "changes": [[change.where, change.old, change.new] for change in one.changes],
    }


def _candidate(plain: Mapping[str, Any]) -> Candidate:
    standings = {standing.en: standing for standing in Standing}
    made = Candidate(**{**plain, "standing": standings[plain["standing"]]})
    return replace(
        made,
        problems=tuple(Problem.from_plain(one) for one in plain["problems"]),
        changes=tuple(Change(*one) for one in plain["changes"]),
    )
