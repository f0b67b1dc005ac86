"""先想一想: which sentence to remember belongs to the story before."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from kiosk.scenario.model import Scenario
from kiosk.values import dataclass
from kiosk.visit.visit import Visit

SENTENCES = 3
"""Sentences there are to pick from; two where the stories hold no more."""
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Recall:
    """The story that is asked about, and the stories whose sentences to remember stand to choice."""

    story: Scenario
    choices: tuple[Scenario, ...]

    @property
    def right(self) -> int:
        """Give which of the choices is the story's own, counted from 0."""
        return self.choices.index(self.story)


def recall(visit: Visit, others: Iterable[Scenario], seed: int) -> Recall | None:
    """Give what is asked once a story has been played after another; the same arguments give the same.

    Asked is the story played last before the present one. The other sentences are those of stories
    played, the present one's among them, then of `others`. None where no other story was played, or
    all say the same.
    """
    if not visit.plays:
        return None
    present = visit.plays[-1].scenario
    before = [play.scenario for play in visit.plays if play.scenario.id != present.id]
    if not before:
        return None
    rng = Random(seed)  # noqa: S311 - an order of sentences, no secret; the seed makes it repeatable
    asked, more = before[-1], list(others)
    rng.shuffle(more)
    sentences: dict[str, Scenario] = {}
    for story in (asked, present, *reversed(before), *more):
        sentences.setdefault(story.remember, story)
    choices = list(sentences.values())[:SENTENCES]
    if len(choices) < FEWEST:
        return None
    rng.shuffle(choices)
    return Recall(asked, tuple(choices))
