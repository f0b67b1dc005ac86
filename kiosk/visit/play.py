"""A play of one story: state and choice give the next state, nothing else happens.

Raised here:

* `PlayError`, a `ValueError`
  * `NotAChoice`: the choice asked for isn't offered where the play stands
  * `NoSuchPlace`: the story points to a scene or ending it doesn't have (checks refuse such files)
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.scenario.memory import Notes, as_met, noted
from kiosk.scenario.model import Choice, Ending, Scenario, Scene
from kiosk.values import dataclass


class PlayError(ValueError):
    """A play can't go on as asked."""


class NotAChoice(PlayError):
    """The choice asked for isn't offered where the play stands."""


class NoSuchPlace(PlayError):
    """The story points to a place it doesn't have."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision made: the scene as it was met, and the choice's index in it, counted from 0."""

    scene: Scene
    index: int

    @property
    def choice(self) -> Choice:
        """The choice made."""
        return self.scene.choices[self.index]


@dataclass(frozen=True, slots=True)
class Play:
    """Where one play of a story stands, and the way it took.

    `steps` are the decisions in order; `way` all places entered as they were met, the present one
    last, scenes without a decision among them.
    """

    scenario: Scenario
    steps: tuple[Step, ...]
    way: tuple[Scene | Ending, ...]

    @classmethod
    def begin(cls, scenario: Scenario) -> Play:
        """Give a play at the story's first scene."""
        if not scenario.scenes:
            raise NoSuchPlace(f"剧本“{scenario.id}”没有场景")
        return cls(scenario, (), (as_met(scenario.scenes[0], noted(())),))

    @property
    def position(self) -> Scene | Ending:
        """The scene or ending shown now."""
        return self.way[-1]

    @property
    def trail(self) -> tuple[str, ...]:
        """The ids of all places entered, the present one last."""
        return tuple(place.id for place in self.way)

    @property
    def notes(self) -> Notes:
        """What the decisions made so far have noted."""
        return noted(step.choice for step in self.steps)

    def choose(self, index: int) -> Play:
        """Give the play after a decision; `index` counts from 0. NotAChoice where it isn't one."""
        scene = self.position
        if isinstance(scene, Ending) or not 0 <= index < len(scene.choices):
            raise NotAChoice(f"“{scene.id}”没有第 {index + 1} 个选择")
        steps = (*self.steps, Step(scene, index))
        return self._enter(scene.choices[index].goto, steps)

    def go_on(self) -> Play:
        """Give the play in the single next place of a scene without choices, else NotAChoice."""
        scene = self.position
        if isinstance(scene, Ending) or scene.choices or not scene.goto:
            raise NotAChoice(f"“{scene.id}”不能直接往下走")
        return self._enter(scene.goto, self.steps)

    def rewound(self, step: int) -> Play:
        """Give the play as it stood at a decision, counted from 1: that one is made anew."""
        # No place is entered twice, as no story goes round in a circle.
        upto = self.trail.index(self.steps[step - 1].scene.id) + 1
        return replace(self, steps=self.steps[: step - 1], way=self.way[:upto])

    @property
    def finished(self) -> bool:
        """Whether an ending has been reached."""
        return isinstance(self.position, Ending)

    @property
    def lost(self) -> int:
        """Money lost so far, in yuan; never more than the wallet held."""
        return min(self.scenario.wallet, sum(step.choice.loss for step in self.steps))

    @property
    def kept(self) -> int:
        """Money still in the wallet, in yuan."""
        return self.scenario.wallet - self.lost

    @property
    def leaks(self) -> tuple[str, ...]:
        """Information given away so far, each named once, in the order it went."""
        return tuple(dict.fromkeys(leak for step in self.steps for leak in step.choice.leaks))

    def _enter(self, target: str, steps: tuple[Step, ...]) -> Play:
        for place in self.scenario.places:
            if place.id == target:
                decided = replace(self, steps=steps)
                return replace(decided, way=(*self.way, as_met(place, decided.notes)))
        raise NoSuchPlace(f"剧本“{self.scenario.id}”里没有“{target}”")
