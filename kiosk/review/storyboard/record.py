"""What a storyboard carries about itself, so that a later version can be compared with it.

It stands in a meta element: JSON, deflated, in base64. A page that was saved, sent and saved again still
has it; one that was printed and scanned hasn't.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kiosk.review.storyboard.markup import Markup, tag
from kiosk.scenario.reading.picture_file import picture_bytes
from kiosk.scenario.serialise import grouped
from kiosk.storage import UNREADABLE
from kiosk.values import dataclass

NAME = "kiosk-storyboard"
"""The name of the meta element."""
VERSION = 1
LARGEST = 8 << 20
"""Bytes a record may have when it is unpacked; a story's has some thousand."""

STORY, INTERFACE = "story", "interface"


@dataclass(frozen=True, slots=True)
class Record:
    """What was approved: of a story or of the interface, its fingerprint, the day, the content.

    A story's content is `scenario` (as `serialise.to_plain` gives it), `laws` (articles by their
    id) and `picture` (the fingerprint of its own picture); the interface's is `sections`.
    """

    kind: str
    fingerprint: str
    on: str
    content: dict[str, Any]


def picture_fingerprint(file: Path) -> str:
    """Give what stands for a picture among the words that are approved; nothing where it can't be read."""
    try:
        return grouped(hashlib.sha256(picture_bytes(file)).hexdigest())
    except OSError:
        return ""


def element(record: Record) -> Markup:
    """Give the element a page carries its record in."""
    plain = [VERSION, record.kind, record.fingerprint, record.on, record.content]
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    # Without / and +, so that nothing in it looks like an address.
    packed = base64.urlsafe_b64encode(zlib.compress(data, 9)).decode("ascii")
    return tag("meta", name=NAME, content=packed)


def read_records(page: str) -> tuple[Record, ...]:
    """Give all that a page carries and that can be read, in its order. Never raises."""
    finder = _Finder()
    with suppress(AssertionError):  # this is how html.parser gives up
        finder.feed(page)
    return tuple(record for packed in finder.found if (record := _unpacked(packed)) is not None)


def _unpacked(packed: str) -> Record | None:
    try:
        data = zlib.decompressobj().decompress(base64.urlsafe_b64decode(packed), LARGEST)
        version, kind, fingerprint, on, content = json.loads(data.decode("utf-8", "surrogatepass"))
        texts = all(isinstance(one, str) for one in (kind, fingerprint, on))
        if version != VERSION or not texts or not isinstance(content, dict):
            return None
        return Record(kind, fingerprint, on, content)
    except (*UNREADABLE, zlib.error):
        return None


class _Finder(HTMLParser):
    """Finds the elements that hold records."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what such an element holds."""
        given = dict(attrs)
        if name == "meta" and given.get("name") == NAME:
            self.found.append(given.get("content") or "")
