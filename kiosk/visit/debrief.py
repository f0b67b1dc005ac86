"""复盘: what is told about a play when it is over."""

from __future__ import annotations

from kiosk.scenario.model import Choice, Ending, Evidence, Scene, Verdict
from kiosk.values import dataclass
from kiosk.visit.play import Play, Step
from kiosk.visit.score import passed, score, spotted_at

ROWS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One decision of the play.

    `number` counts decisions from 1 in the order they were made; `lead` are the scenes without a
    choice passed on the way to it; `better` is the careful choice of the same scene where the one
    made wasn't careful, None where it was (or the scene offers none).
    """

    number: int
    scene: Scene
    choice: Choice
    better: Choice | None
    lead: tuple[Scene, ...] = ()

    @property
    def screens(self) -> tuple[Scene, ...]:
        """The scenes to show again for this decision, in order; the decision's own comes last."""
        return (*self.lead, self.scene)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The 破绽 and 凭据 standing on those screens, in the order they were heard."""
        return tuple(one for scene in self.screens for line in scene.lines for one in line.evidence)


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that the debrief tells; money in yuan, `law` holds ids of the catalogue.

    `rows` come in the order of the play: that is how it happened, and how it is understood.
    `met` are the 破绽 and 凭据 in front of its decisions, in the order of the play; `missed` those of
    them in front of one that wasn't careful.
    """

    score: int
    passed: bool
    kept: int
    lost: int
    leaks: tuple[str, ...]
    spotted_at: int | None
    rows: tuple[Row, ...]
    law: tuple[str, ...]
    remember: str
    met: tuple[Evidence, ...]
    missed: tuple[Evidence, ...]
    ending: Ending | None

    @classmethod
    def of(cls, play: Play) -> Debrief:
        """Give the debrief of a play; `ending` is None where it was left before its end."""
        rows = tuple(_rows(play))
        bad = (row for row in rows if row.choice.verdict is not Verdict.SAFE)
        return cls(
            score=score(play),
            passed=passed(play),
            kept=play.kept,
            lost=play.lost,
            leaks=play.leaks,
            spotted_at=spotted_at(play),
            rows=rows,
            law=play.scenario.law,
            remember=play.scenario.remember,
            met=tuple(one for row in rows for one in row.evidence),
            missed=tuple(one for row in bad for one in row.evidence),
            ending=play.position if isinstance(play.position, Ending) else None,
        )

    @property
    def wrong(self) -> Row | None:
        """The first decision that wasn't careful: from there another choice leads elsewhere."""
        return next((row for row in self.rows if row.choice.verdict is not Verdict.SAFE), None)

    @property
    def pages(self) -> tuple[tuple[Row, ...], ...]:
        """The rows, at most four to a page."""
        return tuple(
            self.rows[start : start + ROWS_A_PAGE]
            for start in range(0, len(self.rows), ROWS_A_PAGE)
        )


def _rows(play: Play) -> list[Row]:
    steps = iter(play.steps)
    step = next(steps, None)
    rows: list[Row] = []
    lead: list[Scene] = []
    for place in play.way:
        if step is not None and place.id == step.scene.id:
            rows.append(
                Row(len(rows) + 1, step.scene, step.choice, _better(step), lead=tuple(lead))
            )
            lead = []
            step = next(steps, None)
        elif isinstance(place, Scene):
            lead.append(place)
    return rows


def _better(step: Step) -> Choice | None:
    if step.choice.verdict is Verdict.SAFE:
        return None
    safe = (choice for choice in step.scene.choices if choice.verdict is Verdict.SAFE)
    return next(safe, None)
