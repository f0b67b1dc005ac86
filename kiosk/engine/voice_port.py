"""What the loop needs of a voice, and the voice before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kiosk.speech import Heard, Sounding, Utterance


class Voice(Protocol):
    """What the loop needs of a narrator."""

    slow: bool
    volume: float

    def want(self, utterance: Utterance | None, now: float) -> None:
        """Say what ought to be heard now."""

    def heard(self, now: float) -> Heard:
        """Tell how far the present piece has come."""

    def ahead(self, utterances: Iterable[Utterance]) -> None:
        """Make pieces ready that may be wanted soon."""

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None:
        """Let the sounds of the place be heard."""

    def devices_changed(self, *, gone: bool) -> None:
        """Look anew which sound device there is."""


class Mute:
    """Says nothing and is never done: what waits for speech waits until there is a voice."""

    slow = False
    volume = 1.0

    def want(self, utterance: Utterance | None, now: float) -> None:
        """Say nothing."""

    def heard(self, now: float) -> Heard:  # noqa: ARG002 (what a voice is asked)
        """Tell that nothing is heard."""
        return Heard()

    def ahead(self, utterances: Iterable[Utterance]) -> None:
        """Make nothing ready."""

    def sounds(self, wanted: frozenset[Sounding], now: float) -> None:
        """Let no sound be heard."""

    def devices_changed(self, *, gone: bool) -> None:
        """Have no device."""
