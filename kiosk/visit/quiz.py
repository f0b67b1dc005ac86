"""再考考您: three quick items, scam and genuine always mixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from kiosk.scenario.model import Kind, QuizItem, Scenario

QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz item asked, with the story it comes from."""

    scenario: Scenario
    item: QuizItem

    def answer(self, kind: Kind) -> bool:
        """Tell whether the item really is what the visitor takes it for."""
        return self.item.kind is kind


def draw(
    scenario: Scenario,
    others: Iterable[Scenario],
    seed: int,
    asked: Iterable[Question] = (),
) -> tuple[Question, ...]:
    """Give three questions, both kinds among them; the same arguments give the same ones.

    The played story's items come first, then those of the other stories; items `asked` earlier in
    the visit come only where nothing else is left. Fewer than three come only where all the
    stories together hold fewer, and one kind alone only where no other exists.
    """
    rng = Random(seed)  # noqa: S311 - a quiz, no secret; the seed makes it repeatable
    used = {question.item.text for question in asked}
    pool = _pool(scenario, others, rng)
    pool.sort(key=lambda question: question.item.text in used)  # stable: the unasked first
    kinds = list(Kind)
    rng.shuffle(kinds)
    drawn: list[Question] = []
    for kind in kinds:
        found = next((question for question in pool if question.item.kind is kind), None)
        if found is not None:
            drawn.append(found)
    drawn += [question for question in pool if question not in drawn]
    drawn = drawn[:QUESTIONS]
    rng.shuffle(drawn)
    return tuple(drawn)


def _pool(scenario: Scenario, others: Iterable[Scenario], rng: Random) -> list[Question]:
    """Give each text once: the played story's in some order, then the others' in some order."""
    first = [Question(scenario, item) for item in scenario.quiz]
    rest = [Question(other, item) for other in others for item in other.quiz]
    rng.shuffle(first)
    rng.shuffle(rest)
    pool: dict[str, Question] = {}
    for question in (*first, *rest):
        pool.setdefault(question.item.text, question)
    return list(pool.values())


def right(answers: Sequence[tuple[Question, Kind]]) -> int:
    """Give how many of the answers are right."""
    return sum(question.answer(kind) for question, kind in answers)
