"""Every word staff's pages ask for stands in their file, and every word of the file is asked for."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.paths import shipped
from kiosk.words import Words

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words.of_language(shipped("assets") / "words" / "staff", "zh-CN")
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "kiosk" / "staff").rglob("*.py"))
)
ASKED = re.compile(r"\b(?:text|words)\(\s*(f?)[\"']([a-z_]+\.[^\"']+)[\"']")
WRITTEN = re.compile(r"[\"']([a-z_]+\.[a-z_.0-9]+)[\"']")
MENU = re.compile(r"Entry\(\s*[\"']([a-z_]+)[\"']")


def pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", template)
    return re.compile(r"[a-z_0-9]+".join(re.escape(part) for part in parts))


def test_every_word_asked_for_stands_in_the_file() -> None:
    keys = WORDS.keys()
    missing = [
        name
        for formatted, name in ASKED.findall(SOURCE)
        if not name.startswith("menu.{")  # the tiles, below
        and not any(pattern(name).fullmatch(key) if formatted else key == name for key in keys)
    ]
    assert not missing
    tiles = [f"menu.{name}{end}" for name in MENU.findall(SOURCE) for end in ("", "_note")]
    assert not set(tiles) - set(keys)


def test_every_word_of_the_file_is_asked_for() -> None:
    built = [pattern(name) for formatted, name in ASKED.findall(SOURCE) if formatted]
    written = set(WRITTEN.findall(SOURCE))
    unused = [
        key
        for key in WORDS.keys()  # noqa: SIM118 (not a dict)
        if key not in written and not any(one.fullmatch(key) for one in built)
    ]
    assert not unused
