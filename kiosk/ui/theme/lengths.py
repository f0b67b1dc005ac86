"""Every length the screens use, as it looks on a screen with a short side of 1080 pixels.

Only `Scale.px` and `Scale.at_least` turn a length into the pixels of a real screen, and both take
nothing else: a screen that needs a length names it, and the name is here.
"""

from __future__ import annotations

from typing import Final, NewType

Length = NewType("Length", float)
"""Pixels on a screen with a short side of 1080."""


class Text:
    """Em of what is written; `Scale` keeps each above its millimetres."""

    HEADLINE: Final = Length(124)
    FIGURE: Final = Length(104)
    SPOKEN: Final = Length(46)
    CHOICE: Final = Length(42)
    TITLE: Final = Length(42)
    HELPER: Final = Length(34)


class Space:
    """Free space between things and inside them; each step is √2 times the one before."""

    HAIR: Final = Length(2)
    XXS: Final = Length(5)
    XS: Final = Length(7)
    S: Final = Length(10)
    M: Final = Length(14)
    L: Final = Length(20)
    XL: Final = Length(28)
    XXL: Final = Length(40)
    HUGE: Final = Length(56)
    VAST: Final = Length(80)
    GAP: Final = Length(24)
    """Between two things to press, never under its millimetres."""
    MARGIN: Final = Length(48)
    """At the edges of a screen."""
    MARGIN_UPRIGHT: Final = Length(40)


class Corner:
    """How round things are."""

    TINY: Final = Length(2)
    PAPER: Final = Length(4)
    LIT: Final = Length(6)
    """Of the ground of words that are being heard, and of a battery."""
    FIELD: Final = Length(10)
    BADGE: Final = Length(16)
    BUBBLE: Final = Length(20)
    CARD: Final = Length(28)
    INVITATION: Final = Length(38)
    HALO: Final = Length(46)
    """Around the invitation."""
    PHONE: Final = Length(56)


class Shadow:
    """How far a shadow reaches."""

    PAPER: Final = Length(10)
    BUTTON: Final = Length(18)
    CARD: Final = Length(22)
    DEVICE: Final = Length(30)


class Stroke:
    """Width of lines."""

    NONE: Final = Length(0)
    THIN: Final = Length(2)
    EDGE: Final = Length(3)
    CUE: Final = Length(4)
    """Below the words of a cue."""
    WATCHED: Final = Length(7)
    """Around a screen that somebody else is looking at."""
    WAVE: Final = Length(8)
    """A bar of a waveform."""
    FOCUS: Final = Length(8)
    """Around what the keypad's Enter would press."""
    HOOP: Final = Length(10)
    LIT: Final = Length(12)
    """Around a dark card while it is heard."""
    SCORE: Final = Length(12)
    """The ring around the score, at least."""
    RIM: Final = Length(20)
    """Of a phone's body, and of the ring that counts down."""


class Thing:
    """How large the things of a screen are, where neither their words nor free space decide it."""

    # What is pressed.
    BAR: Final = Length(118)
    BUTTON: Final = Length(84)
    CALL_BUTTON: Final = Length(112)
    INVITATION: Final = Length(150)

    # On a screen of ours.
    HEAD: Final = Length(112)
    FOOT: Final = Length(104)
    DISC: Final = Length(72)
    """With a choice's number, and the sign of a quiz item."""
    HELP_DISC: Final = Length(160)
    SIGN: Final = Length(150)
    SIGN_LEAST: Final = Length(60)
    MARK: Final = Length(12)
    """Height of a mark of progress."""
    MARK_WIDE: Final = Length(44)
    VOLUME: Final = Length(6)
    TILE: Final = Length(170)
    """Of the menu of staff: no taller."""
    PIN_DOT: Final = Length(44)
    SHIELD: Final = Length(72)
    """Our sign, where a site has none of its own."""
    LOGO: Final = Length(120)
    """A site's logo on its plate: to be read from where the title is."""
    COVER: Final = Length(520)
    """A story's card is no taller, the button below the cards no wider."""
    SCORE: Final = Length(290)
    SCORE_LEAST: Final = Length(120)
    SCORE_BESIDE: Final = Length(220)
    """A ring that would be smaller above the score's words stands beside them."""
    COUNTDOWN: Final = Length(240)
    DIALOG: Final = Length(1400)
    DIALOG_SIDES: Final = Length(120)
    """Free beside a question that stands over a screen, left and right together."""
    COUNTDOWN_BESIDE: Final = Length(230)

    # Devices.
    PHONE: Final = Length(468)
    DEVICE: Final = Length(600)
    DEVICE_LEAST: Final = Length(400)
    SIGNAL: Final = Length(20)
    SIGNAL_STEP: Final = Length(9)
    SIGNAL_BAR: Final = Length(6)
    BATTERY: Final = Length(40)
    BATTERY_NUB: Final = Length(3)
    WAVE: Final = Length(76)
    WAVE_STEP: Final = Length(23)
    VOICE_STEP: Final = Length(12)
    """From one stroke of a voice note to the next."""
    VOICE_BAR: Final = Length(5)
    FACE_AT_CALL: Final = Length(200)
    FACE_LEAST: Final = Length(60)
    RESULT_SIGN: Final = Length(150)
    """The sign of a transfer gone through, or of a page that is gone."""
    APP: Final = Length(110)
    """A tile on a phone's home screen."""
    SEAL: Final = Length(170)
    CODE: Final = Length(150)
    RESULT_SUM: Final = Length(64)
    FACE_IN_CHAT: Final = Length(72)
    BUBBLE_POINT: Final = Length(20)
    BUBBLE_POINT_DOWN: Final = Length(38)
    """From a bubble's upper edge to the middle of its point."""

    # 待机.
    SLOGANS: Final = Length(96)
    BELOW_PHONE: Final = Length(56)
    INVITATION_SIDES: Final = Length(170)
    HOOP: Final = Length(700)
    """The innermost ring around the phone."""
    HOOP_STEP: Final = Length(300)
    WANDER: Final = Length(26)
    """How far everything moves aside, against burn-in."""
