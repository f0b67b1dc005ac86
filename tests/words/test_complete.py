"""Every word the program asks for stands in the file, and every word of the file is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.paths import shipped
from kiosk.words import SPOKEN_SECTIONS, Words

ROOT = Path(__file__).resolve().parents[2]
FOLDER = shipped("assets") / "words"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (*sorted((ROOT / "kiosk").rglob("*.py")), ROOT / "scripts" / "curtain_pages.py")
    if "staff" not in path.parts  # whose words are a file of their own
)
CALL = re.compile(r"\bwords(?:\.spoken|\.has)?\(\s*(f?)[\"']([a-z_][^\"']*)[\"']")
QUOTED = re.compile(r"(f?)[\"']([a-z_]+(?:\.[a-z_{}.0-9]+)+)[\"']")
STEMS = re.compile(r"[\"']([a-z_]+\.(?:[a-z_]+_)?)[\"']")
"""Where a key's first part is handed on, as in `f"{prefix}{grade.en}"`."""


def table(language: str) -> Words:
    return Words.load(FOLDER / f"{language}.toml")


def pattern(template: str) -> re.Pattern[str]:
    """Give what finds the keys an f-string can become."""
    parts = re.split(r"\{[^}]*\}", template)
    return re.compile(r"[a-z_0-9]+".join(re.escape(part) for part in parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_asked_for_stands_in_the_file(language: str) -> None:
    keys = table(language).keys()
    missing = [
        name
        for formatted, name in CALL.findall(SOURCE)
        if not any(pattern(name).fullmatch(key) if formatted else key == name for key in keys)
    ]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_file_is_asked_for(language: str) -> None:
    asked = {name for formatted, name in QUOTED.findall(SOURCE) if not formatted}
    built = [pattern(name) for formatted, name in QUOTED.findall(SOURCE) if formatted]
    stems = tuple(set(STEMS.findall(SOURCE)) - set(SPOKEN_SECTIONS))
    unused = [
        key
        for key in table(language).keys()  # noqa: SIM118 (not a dict)
        if key not in asked
        and not any(one.fullmatch(key) for one in built)
        and not (stems and key.startswith(stems))
    ]
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_chinese_says_with_the_same_blanks(language: str) -> None:
    ours, theirs = table("zh-CN"), table(language)
    assert set(ours.keys()) == set(theirs.keys())
    blanks = re.compile(r"\{(\w+)\}")
    for key in ours.keys():  # noqa: SIM118 (not a dict)
        assert set(blanks.findall(ours(key))) == set(blanks.findall(theirs(key))), key
