"""The stories to choose from, as pages of cards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from kiosk.scenario.model import Scenario

STORIES_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class Deck:
    """The playable stories in the order staff gave them."""

    scenarios: tuple[Scenario, ...]

    def paged(self, stories: int = STORIES_A_PAGE) -> tuple[tuple[Scenario, ...], ...]:
        """At most so many stories a page, as many on each or one fewer on the later ones.

        The last card, 随便来一个, is the screen's own.
        """
        pages = -(-len(self.scenarios) // stories)
        if not pages:
            return ()
        most, fuller = divmod(len(self.scenarios), pages)
        starts = (most * page + min(page, fuller) for page in range(pages + 1))
        return tuple(self.scenarios[start:end] for start, end in pairwise(starts))

    @property
    def mixed(self) -> bool:
        """Whether there are both scams and genuine stories among them."""
        return len({scenario.kind for scenario in self.scenarios}) > 1

    def pick(self, seed: int, played: Collection[str] = ()) -> Scenario:
        """Give a story by chance, one not yet played where there is one; ValueError when empty.

        `played` holds ids of stories; the same arguments give the same story.
        """
        if not self.scenarios:
            raise ValueError("没有可以玩的剧本")
        fresh = [scenario for scenario in self.scenarios if scenario.id not in played]
        rng = Random(seed)  # noqa: S311 - a choice of story, no secret; the seed makes it repeatable
        return rng.choice(fresh or self.scenarios)
