"""A loop driven frame by frame by a test: its clock, its fingers and a voice that does as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pygame

from kiosk import composition
from kiosk.engine.loop import DEAF_SECONDS, Loop
from kiosk.engine.window import Input, KeyHit, Pressed, Quit, Released
from kiosk.screens.kit import Kit
from kiosk.speech import Heard, Sounding, Utterance
from kiosk.ui.screen import Screen, Target

BEGAN = 1000.0
"""What the test's clock shows at first."""


@dataclass
class FakeVoice:
    """A voice that says everything at once when `quick`, else says nothing until told."""

    quick: bool = False
    slow: bool = False
    volume: float = 1.0
    wanted: Utterance | None = None
    speaking: bool = False
    said: list[str] = field(default_factory=list)

    def want(self, utterance: Utterance | None, now: float) -> None:  # noqa: ARG002
        if utterance != self.wanted and utterance is not None:
            self.said.append(utterance.id)
        self.wanted = utterance

    def heard(self, now: float) -> Heard:  # noqa: ARG002
        if self.wanted is None:
            return Heard()
        length = len(self.wanted.text)
        if self.quick:
            return Heard(self.wanted, (length, length), length, done=True)
        return Heard(self.wanted, done=not self.speaking)

    def ahead(self, utterances: Iterable[Utterance]) -> None: ...

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None: ...

    def devices_changed(self, *, gone: bool) -> None: ...


class DrivenLoop:
    """A loop on a canvas nobody sees, frame by frame, by the test's clock."""

    def __init__(
        self,
        canvas: pygame.Surface,
        own: Kit,
        voice: FakeVoice | None = None,
        standing: Callable[[Screen, Heard], None] = lambda _screen, _heard: None,
    ) -> None:
        self.canvas, self.kit = canvas, own
        self.voice = voice or FakeVoice()
        self.now = BEGAN
        self.inputs: list[Input] = []
        self.faults: list[Screen] = []
        self.loop = Loop(
            canvas,
            composition.make_surfaces(own),
            own.flow.attract,
            self.voice,
            clock=lambda: self.now,
            source=self._taken,
            fault=lambda screen, _: self.faults.append(screen),
            standing=standing,
        )
        self.frame()

    def _taken(self) -> list[Input]:
        taken, self.inputs = self.inputs, []
        return taken

    def run(self, *frames: Input | None) -> None:
        """Let the loop run by itself for so many frames, each with an input or none, and end it."""
        left = list(frames)

        def taken() -> list[Input]:
            self.now += 0.02
            one = left.pop(0) if left else Quit()
            return [one] if one is not None else []

        source, self.loop._source = self.loop._source, taken
        self.loop.run()
        self.loop._source, self.loop.ended = source, False

    @property
    def screen(self) -> Screen:
        """Give the screen that is shown."""
        return self.loop.screen

    def frame(self, *inputs: Input, after: float = 0.02) -> Screen:
        """Let time pass and some inputs come, do one frame, give the screen."""
        self.now += after
        self.inputs += inputs
        self.loop.step()
        return self.loop.screen

    def settle(self) -> None:
        """Wait until touches count."""
        self.frame()
        self.frame(after=DEAF_SECONDS + 0.01)

    def target(self, name: str) -> Target:
        """Give a target that is shown."""
        view = self.screen.view(self.now, Heard())
        return next(target for target in view.targets if target.name == name)

    def names(self) -> set[str]:
        """Give the names of the targets that are shown."""
        return {target.name for target in self.screen.view(self.now, Heard()).targets}

    def down(self, name: str) -> Screen:
        """Put a finger on a target."""
        box = self.target(name).box
        assert box is not None
        return self.frame(Pressed(*box.centre))

    def up(self, name: str) -> Screen:
        """Lift the finger over a target."""
        box = self.target(name).box
        assert box is not None
        return self.frame(Released(*box.centre))

    def tap(self, name: str) -> Screen:
        """Touch a target as soon as it counts."""
        self.settle()
        self.down(name)
        return self.up(name)

    def key(self, key: str) -> Screen:
        """Press a key as soon as it counts."""
        self.settle()
        return self.frame(KeyHit(key))
