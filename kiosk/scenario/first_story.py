"""A first story to copy: small, whole, playable, every key explained where it is first met."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from kiosk.scenario.json_schema import NAME
from kiosk.scenario.model import Scenario
from kiosk.scenario.schema import key_of
from kiosk.storage import read_text

_TEMPLATE = Path(__file__).with_name("first_story.yaml")
_TITLE = "'医保卡停用了'"
_ID = "first-story"


def first_story(name: str) -> str:
    """Give the text of a first story of that name, with the line that tells editors the schema."""
    text = read_text(_TEMPLATE)
    title = re.sub(r"\s+", " ", name).strip()[: key_of(Scenario, "title").budget].replace("'", "''")
    text = text.replace(_TITLE, f"'{title}'", 1).replace(_ID, story_id(name), 1)
    return f"# yaml-language-server: $schema={NAME}\n{text}"


def story_id(name: str) -> str:
    """Give a story id made from a name: its letters and digits, else a number that is always its own."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    if words and re.fullmatch(r"[\x20-\x7e]+", name):
        return "-".join(words)
    return f"story-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
