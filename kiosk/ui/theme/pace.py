"""How long everything that moves takes; `ui/motion.py` has the movements."""

from __future__ import annotations

from typing import Final


class Pace:
    """Seconds, unless said otherwise."""

    SHAKE_EVERY: Final = 2.0
    SHAKE_SECONDS: Final = 0.9
    SHAKE_STEPS: Final = 14.0
    """Steps a second of a ringing telephone: felt as trembling, not seen as flashing."""
    SLIDE_SECONDS: Final = 0.28
    FLY_SECONDS: Final = 0.9
    """How long lost money flies from where it was confirmed to the meter."""
    COUNT_SECONDS: Final = 1.1
    """How long money takes to leave the meter."""
    SWEEP_SECONDS: Final = 0.45
    SWEEP_GAP: Final = 0.35
    """Between two cues lighting up."""
    SILENT_SECONDS: Final = 4.0
    """After so long without a word, what can be pressed shows itself."""
    BREATH_SECONDS: Final = 1.0
    """The rim of 我可能正在被骗 keeps a colour so long; a bar to press brightens and rests so long."""
    TITLE_SECONDS: Final = 12.0
    """待机: how long a title stays."""
    LINE_SECONDS: Final = 4.0
    """待机: how long a picture of the story that plays itself stays."""
    COME_SECONDS: Final = 0.4
    """待机: from one choice to the next while they come."""
    CHOOSE_SECONDS: Final = 1.5
    """待机: how long a choice stands there pressed."""
    PAYOFF_SECONDS: Final = 2.5
    """待机: how long stands there what came of it, and again with the invitation below."""
    PING_SECONDS: Final = 1.6
    """待机: in which the halo of the invitation spreads and fades; no second looks like the one before."""
    PULSE_SECONDS: Final = 1.1
    """待机: in which what is to be pressed on the phone grows and shrinks."""
    POINT_SECONDS: Final = 0.9
    """待机: until the hand points at another choice."""
    QUIET_SECONDS: Final = 8.0
    """Outside the opening hours: after so long what is left stands elsewhere."""
    SLOGAN_SECONDS: Final = 6.0
    WANDER_SECONDS: Final = 60.0
    """待机: after so long everything moves a little."""
    TURN_SECONDS: Final = 300.0
    """待机: after so long its ground has another colour, and the phone stands on the other side."""
    HOOP_SECONDS: Final = 8.0
    """待机: until each of the rings around the phone has brightened."""
    FRAMES: Final = 10.0
    """待机: pictures a second, while nothing else moves."""
