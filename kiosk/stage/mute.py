"""The voice before there is one."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.scenario.sounds import Sounding
from kiosk.scenario.spoken import Heard, Utterance


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
