"""What a frozen value may keep beside what it says: the last thing made from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Memo(Generic[Made]):
    """Keeps the last thing made, with what it was made for."""

    def __init__(self) -> None:
        self._kept: tuple[Hashable, Made] | None = None

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made last where it was made for an equal key, else make it."""
        if self._kept is None or self._kept[0] != key:
            self._kept = key, make()
        return self._kept[1]
