"""How the voice of this machine is, for staff and for `kiosk doctor`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceState:
    """What speaks, whether it can be heard, and what is wrong."""

    engine: str
    """Which engine speaks, empty while none has been heard of."""
    alive: bool
    """Whether the speaking process is there."""
    device: bool
    """Whether a sound device is open; false too before anything was to be heard."""
    failures: int
    """How often the speaking process was lost."""
    error: str
    """The last thing that went wrong, in Chinese, empty if nothing."""
