"""The fingerprint of a story's content, by which an approval is tied to its very words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from kiosk.scenario.model import Scenario
from kiosk.scenario.serialise import to_plain

GROUPS = 4
GROUP = 4


def fingerprint(scenario: Scenario, pictures: Iterable[tuple[str, bytes]] = ()) -> str:
    """Give four groups of four hexadecimal digits over everything but the approval.

    `pictures` are name and bytes of the story's own pictures, in any order. Places in the file,
    spelling of keys and blanks between them don't count; a changed word does.
    """
    words = json.dumps(
        to_plain(replace(scenario, approval=None)),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass"))
    for name, data in sorted(pictures):
        digest.update(b"\0" + name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.sha256(data).digest())
    return grouped(digest.hexdigest())


def grouped(digits: str) -> str:
    """Give the first sixteen digits in groups of four, as people read them out."""
    return "-".join(digits[n * GROUP : (n + 1) * GROUP] for n in range(GROUPS))


def same(one: str, other: str) -> bool:
    """Tell whether two fingerprints as people write them are the same: case and gaps don't count."""
    return _digits(one) == _digits(other) != ""


def _digits(written: str) -> str:
    return "".join(c for c in written.lower() if c in "0123456789abcdef")
