"""How staff knock: five quick taps in a corner, the last held, or a run of keys that nobody hits by chance.

Nothing is drawn and nothing pressed here: the loop tells of touches and keys, and asks.
"""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.ui.geometry import Box
from kiosk.ui.theme import Scale, Thing
from kiosk.values import dataclass

TAPS = 5
"""Taps it takes at least; the last of them is held."""
TAP_SECONDS = 0.6
"""A tap is no longer, and the next follows as soon."""
HOLD_SECONDS = 1.2
"""How long the last is held: longer than anybody presses a button."""
KEYS = ("-", "+", "-", "+", "-", "+")
"""The same on the keypad: 音量 down and up, three times; it ends as loud as it began."""
KEY_SECONDS = 1.0
"""The next key follows as soon."""


def corner(scale: Scale) -> Box:
    """Give the corner of the screen that is knocked at: above, left; no screen has a button there."""
    side = scale.px(Thing.HEAD)
    return Box(0, 0, side, side)


@dataclass(frozen=True, slots=True)
class Knock:
    """How far somebody has come; times are in the loop's seconds."""

    taps: int = 0
    """Taps so far, the one under the finger among them."""
    tapped: float = -math.inf
    """When the finger came down last, or was lifted."""
    down: bool = False
    keys: int = 0
    """Keys so far."""
    hit: float = -math.inf
    """When the last of them was."""

    def pressed(self, now: float) -> Knock:
        """Give what it is once a finger has come down in the corner."""
        taps = self.taps + 1 if self.waits(now) else 1
        return Knock(taps=taps, tapped=now, down=True)

    def released(self, now: float) -> Knock:
        """Give what it is once the finger is lifted; a long press was no tap."""
        if not self.down or now - self.tapped > TAP_SECONDS:
            return Knock()
        return replace(self, tapped=now, down=False)

    def hears(self, key: str, now: float) -> Knock:
        """Give what it is once a key has been hit."""
        so_far = self.keys if now - self.hit <= KEY_SECONDS else 0
        if key == KEYS[so_far % len(KEYS)]:
            return Knock(keys=so_far + 1, hit=now)
        return Knock(keys=1, hit=now) if key == KEYS[0] else Knock()

    def waits(self, now: float) -> bool:
        """Tell whether one more tap, or one more key, would still count."""
        if self.down:
            return True
        return now - self.tapped <= TAP_SECONDS or now - self.hit <= KEY_SECONDS

    def held(self, now: float) -> float:
        """Give how far the last tap has been held, from 0 to 1."""
        if not self.down or self.taps < TAPS:
            return 0.0
        return min(1.0, (now - self.tapped) / HOLD_SECONDS)

    def opens(self, now: float) -> bool:
        """Tell whether that was it."""
        return self.held(now) >= 1.0 or self.keys >= len(KEYS)
