"""The stories to choose from, as pages of cards, and the order in which they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile
from random import Random

from kiosk.scenario.model import Kind, Scenario
from kiosk.values import dataclass

STORIES_A_PAGE = 5
RUNNING = 2
"""Scams that may follow each other: the third story is genuine."""
MOST_TRIED = 2000
"""Places tried while an order is looked for; a deck of thirty is found at once or not at all."""


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

    def twin(self, story: Scenario) -> Scenario | None:
        """Give the story that is a pair with another, as either of them says; None where none is there."""
        return next(
            (
                other
                for other in self.scenarios
                if other.id != story.id and (other.id == story.twin or other.twin == story.id)
            ),
            None,
        )

    def after(self, played: Sequence[str]) -> Deck:
        """Give the deck for somebody who has played stories: their twins come before all else unplayed.

        `played` holds ids in the order they were played; the twin of the last comes first.
        """
        known = {story.id: story for story in self.scenarios}
        twins = (self.twin(known[id_]) for id_ in reversed(played) if id_ in known)
        wanted = list(dict.fromkeys(one for one in twins if one and one.id not in played))
        if not wanted:
            return self
        others = [story for story in self.scenarios if story not in wanted]
        at = next((n for n, one in enumerate(others) if one.id not in played), len(others))
        return Deck((*others[:at], *wanted, *others[at:]))

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


def dealt(stories: Sequence[Scenario], shown: Sequence[str] = ()) -> tuple[Scenario, ...]:
    """Give the stories in the order they are to be shown, what was shown least recently first.

    `shown` holds ids of stories, the one shown last at the end; what isn't among them comes first, in
    the order given. As far as the stories allow it, no kind of scam comes twice running, and of any
    three that follow each other one is genuine.
    """
    last = {id_: place for place, id_ in enumerate(shown)}
    waiting = sorted(stories, key=lambda story: last.get(story.id, -1))
    for kept in (_Kept(genuine=True, kinds=True), _Kept(genuine=True), _Kept(kinds=True)):
        found = _Dealer(kept).deal(waiting)
        if found is not None:
            return found
    return tuple(waiting)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an order keeps to."""

    genuine: bool = False
    kinds: bool = False


class _Dealer:
    """Looks for the first order that keeps to the rules, by trying and going back."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._left = MOST_TRIED

    def deal(self, waiting: Sequence[Scenario]) -> tuple[Scenario, ...] | None:
        """Give the order; None where there is none, or it takes too long to find."""
        return self._after((), tuple(waiting))

    def _after(
        self, dealt: tuple[Scenario, ...], waiting: tuple[Scenario, ...]
    ) -> tuple[Scenario, ...] | None:
        if not waiting:
            return dealt
        for at, story in enumerate(waiting):
            rest = waiting[:at] + waiting[at + 1 :]
            if not self._may_follow(dealt, story) or not self._leaves_a_way(dealt, story, rest):
                continue
            self._left -= 1
            if self._left < 0:
                return None
            found = self._after((*dealt, story), rest)
            if found is not None:
                return found
        return None

    def _may_follow(self, dealt: tuple[Scenario, ...], story: Scenario) -> bool:
        if not _is_scam(story):
            return True
        if self._kept.kinds and dealt and _is_scam(dealt[-1]) and dealt[-1].type == story.type:
            return False
        return not self._kept.genuine or _scams_at_the_end(dealt) < RUNNING

    def _leaves_a_way(
        self, dealt: tuple[Scenario, ...], story: Scenario, rest: tuple[Scenario, ...]
    ) -> bool:
        """Tell whether what is left may still be put in order: what it takes at least is counted."""
        scams = [one for one in rest if _is_scam(one)]
        genuine = len(rest) - len(scams)
        run = _scams_at_the_end((*dealt[-RUNNING:], story))
        if self._kept.genuine and len(scams) > RUNNING * genuine + RUNNING - run:
            return False
        if not self._kept.kinds:
            return True
        kinds = Counter(one.type for one in scams)
        # Each of a kind needs something else between it and the next of its kind.
        return all(
            count <= len(rest) - count + (not _is_scam(story) or story.type != kind)
            for kind, count in kinds.items()
        )


def _is_scam(story: Scenario) -> bool:
    return story.kind is Kind.SCAM


def _scams_at_the_end(dealt: tuple[Scenario, ...]) -> int:
    return sum(1 for _ in takewhile(_is_scam, reversed(dealt)))
