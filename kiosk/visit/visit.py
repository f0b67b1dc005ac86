"""All that one person did, and how well scam was told from genuine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.scenario.model import Cue, Kind, Named, Stance, Verdict
from kiosk.values import dataclass
from kiosk.visit.debrief import Debrief
from kiosk.visit.play import Play
from kiosk.visit.quiz import Question

GAMBLES_FORGIVEN = 1
FAIR = 0.5


class Grade(Named):
    """识骗力 or 误伤 in words; never a blame."""

    GOOD = ("很稳", "good")
    FAIR = ("还可以", "fair")
    CARE = ("要多留心", "care")


@dataclass(frozen=True, slots=True)
class Answer:
    """A quiz question and what the visitor took it for."""

    question: Question
    said: Kind

    @property
    def right(self) -> bool:
        """Whether it was so."""
        return self.question.answer(self.said)


@dataclass(frozen=True, slots=True)
class Discernment:
    """Counts: scams met and spotted, genuine contacts met and refused to one's own harm."""

    scams: int = 0
    spotted: int = 0
    genuine: int = 0
    refused: int = 0

    @property
    def sharpness(self) -> Grade | None:
        """识骗力: how well scams were spotted; None where none was met."""
        return _grade(self.spotted, self.scams)

    @property
    def fairness(self) -> Grade | None:
        """误伤: GOOD where genuine contacts were let through; None where none was met."""
        return _grade(self.genuine - self.refused, self.genuine)

    @property
    def overall(self) -> Grade | None:
        """The poorer of the two, so that neither refusing nor believing everything comes out well.

        None until both a scam and a genuine contact have been met.
        """
        if self.sharpness is None or self.fairness is None:
            return None
        order = list(Grade)
        return max(self.sharpness, self.fairness, key=order.index)

    def __add__(self, other: Discernment) -> Discernment:
        """Give the counts of both together."""
        return Discernment(
            self.scams + other.scams,
            self.spotted + other.spotted,
            self.genuine + other.genuine,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Techniques:
    """Names of the 手法 a person met, in order, and of those missed, the most often missed first."""

    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """The plays and quiz answers of one person, in order."""

    plays: tuple[Play, ...] = ()
    answers: tuple[Answer, ...] = ()

    def with_play(self, play: Play) -> Visit:
        """Give the visit with one more play."""
        return replace(self, plays=(*self.plays, play))

    def with_answer(self, question: Question, said: Kind) -> Visit:
        """Give the visit with one more quiz answer."""
        return replace(self, answers=(*self.answers, Answer(question, said)))

    @property
    def played(self) -> tuple[str, ...]:
        """Ids of the stories played, each once, in order."""
        return tuple(dict.fromkeys(play.scenario.id for play in self.plays))

    @property
    def first_plays(self) -> tuple[Play, ...]:
        """The first play of each story, where it was finished; a replay only shows memory."""
        first: dict[str, Play] = {}
        for play in self.plays:
            first.setdefault(play.scenario.id, play)
        return tuple(play for play in first.values() if play.finished)

    def discernment(self) -> Discernment:
        """Count the first play of each story."""
        return _total(
            _told(play.scenario.kind, trusted=not handled_as_scam(play))
            for play in self.first_plays
        )

    def quiz_discernment(self) -> Discernment:
        """Count the quiz answers the same way."""
        return _total(
            _told(answer.question.item.kind, trusted=answer.said is Kind.GENUINE)
            for answer in self.answers
        )

    def techniques(self) -> Techniques:
        """Give the 手法 met in first plays and in the quiz, and which of them weren't seen through."""
        times: dict[str, int] = {}
        for technique, missed in self._techniques_met():
            times[technique] = times.get(technique, 0) + missed
        most_first = sorted(times, key=lambda name: -times[name])
        return Techniques(tuple(times), tuple(name for name in most_first if times[name]))

    def _techniques_met(self) -> Iterator[tuple[str, bool]]:
        """Give each 手法 as often as it was met, in order, and whether it was missed then."""
        for play in self.first_plays:
            for row in Debrief.of(play).rows:
                missed = row.choice.verdict is not Verdict.SAFE
                yield from ((one.technique, missed) for one in row.evidence if isinstance(one, Cue))
        for answer in self.answers:
            item = answer.question.item
            if item.kind is Kind.SCAM and item.technique:
                yield item.technique, not answer.right


def handled_as_scam(play: Play) -> bool:
    """Tell whether the visitor acted as one should towards a scam.

    A scam: no 上当 and at most one 冒险. A genuine contact: refused to one's own harm.
    """
    if play.scenario.kind is Kind.GENUINE:
        return refused(play)
    verdicts = [step.choice.verdict for step in play.steps]
    return Verdict.FALL not in verdicts and verdicts.count(Verdict.RISKY) <= GAMBLES_FORGIVEN


def refused(play: Play) -> bool:
    """Tell whether somebody who meant well was refused to the visitor's own harm: 误伤.

    Another 上当, as to pay the swindler a genuine caller warned of, is a fall and no 误伤.
    """
    made = (step.choice for step in play.steps)
    return any(c.verdict is Verdict.FALL and c.stance is Stance.REFUSE for c in made)


def _told(kind: Kind, *, trusted: bool) -> Discernment:
    if kind is Kind.SCAM:
        return Discernment(scams=1, spotted=int(not trusted))
    return Discernment(genuine=1, refused=int(not trusted))


def _total(parts: Iterable[Discernment]) -> Discernment:
    return sum(parts, Discernment())


def _grade(good: int, met: int) -> Grade | None:
    if not met:
        return None
    if good == met:
        return Grade.GOOD
    return Grade.FAIR if good / met >= FAIR else Grade.CARE
