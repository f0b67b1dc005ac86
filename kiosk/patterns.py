"""`pattern` as `re.compile`, but compiled when it is first asked and not as its module is imported.

The sixty expressions of the modules before the first picture took 12 ms; most are asked much later, or never.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    def pattern(text: str | bytes, flags: int = 0) -> _Late:
        """Give an expression; a wrong one is an `re.error` where it is first asked."""
        return _Late(text, flags)


class _Late:
    """Stands for an expression until it is asked, and then answers with its methods."""

    def __init__(self, text: Any, flags: int) -> None:  # noqa: ANN401 (str or bytes)
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a method of an expression)
        text, flags = self._given
        found = getattr(re.compile(text, flags), name)
        # From now on it is found without asking here.
        setattr(self, name, found)
        return found


__all__ = ["pattern"]
