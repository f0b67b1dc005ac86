"""The stories to choose from, as pages of cards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from kiosk.scenario.model import Scenario

STORIES_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class Deck:
    """The playable stories in the order staff gave them."""

    scenarios: tuple[Scenario, ...]

    @property
    def pages(self) -> tuple[tuple[Scenario, ...], ...]:
        """At most five stories a page; the sixth card, 随便来一个, is the screen's own."""
        return tuple(
            self.scenarios[start : start + STORIES_A_PAGE]
            for start in range(0, len(self.scenarios), STORIES_A_PAGE)
        )

    def pick(self, seed: int, played: Collection[str] = ()) -> Scenario:
        """Give a story by chance, one not yet played where there is one; ValueError when empty.

        `played` holds ids of stories; the same arguments give the same story.
        """
        if not self.scenarios:
            raise ValueError("没有可以玩的剧本")
        fresh = [scenario for scenario in self.scenarios if scenario.id not in played]
        rng = Random(seed)  # noqa: S311 - a choice of story, no secret; the seed makes it repeatable
        return rng.choice(fresh or self.scenarios)
