"""Items that come, go or move together, in the two layers of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.ui.view import Item


@dataclass(slots=True)
class Layer:
    """What stands under the words that are lit, and what stands over them."""

    back: list[Item] = field(default_factory=list)
    front: list[Item] = field(default_factory=list)
