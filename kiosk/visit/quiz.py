"""再考考您: three quick items, scam and genuine always mixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from kiosk.scenario.model import Kind, QuizItem, Scenario
from kiosk.values import dataclass

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
    *,
    earlier: Iterable[Scenario] = (),
) -> tuple[Question, ...]:
    """Give three questions, both kinds among them; the same arguments give the same ones.

    One is of a story played `earlier` in the visit, where there is one; else the played story's
    items come first, then those of `others`. Items `asked` earlier come only where nothing else is
    left. Fewer than three come only where all the stories together hold fewer, and one kind alone
    only where no other exists.
    """
    rng = Random(seed)  # noqa: S311 - a quiz, no secret; the seed makes it repeatable
    used = {question.item.text for question in asked}
    played = [one for one in earlier if one.id != scenario.id]
    others = [one for one in others if one.id != scenario.id]
    # Stable: the unasked first.
    pool = sorted(_pool(scenario, others, rng), key=lambda one: one.item.text in used)
    own = {item.text for item in scenario.quiz}
    before = sorted(_items(played, rng), key=lambda one: one.item.text in used)
    drawn = [one for one in before if one.item.text not in own][:1]
    kinds = list(Kind)
    rng.shuffle(kinds)
    for kind in kinds:
        if any(one.item.kind is kind for one in drawn):
            continue
        found = next((question for question in pool if question.item.kind is kind), None)
        if found is not None:
            drawn.append(found)
    texts = {one.item.text for one in drawn}
    drawn += [question for question in pool if question.item.text not in texts]
    drawn = drawn[:QUESTIONS]
    rng.shuffle(drawn)
    return tuple(drawn)


def _pool(scenario: Scenario, others: Iterable[Scenario], rng: Random) -> list[Question]:
    """Give each text once: the played story's in some order, then the others' in some order."""
    pool: dict[str, Question] = {}
    for question in (*_items([scenario], rng), *_items(others, rng)):
        pool.setdefault(question.item.text, question)
    return list(pool.values())


def _items(stories: Iterable[Scenario], rng: Random) -> list[Question]:
    """Give the items of stories in some order."""
    found = [Question(story, item) for story in stories for item in story.quiz]
    rng.shuffle(found)
    return found


def right(answers: Sequence[tuple[Question, Kind]]) -> int:
    """Give how many of the answers are right."""
    return sum(question.answer(kind) for question, kind in answers)
