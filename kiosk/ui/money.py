"""Money as it stands on the screen."""

from __future__ import annotations


def yuan(amount: int) -> str:
    """Give an amount of yuan with its sign and thousands apart."""
    return f"¥{amount:,}"
