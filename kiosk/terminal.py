"""What a terminal can bear: characters that move its cursor, colour it or turn its writing are told by their number.

They come in the names of files and in what stands in them, and a terminal obeys: it clears its screen, hides
a line, types for whoever sits before it.
"""

from __future__ import annotations

import re

_MOVING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
"""All of them but the tab and the line's end."""


def bearable(text: str) -> str:
    """Give a text with such characters as 〈U+001B〉."""
    return re.sub(_MOVING, lambda met: f"〈U+{ord(met[0]):04X}〉", text)


def bearable_json(document: str) -> str:
    """Give a JSON document with such characters written as JSON has them, so that it means the same."""
    return re.sub(_MOVING, lambda met: f"\\u{ord(met[0]):04x}", document)
