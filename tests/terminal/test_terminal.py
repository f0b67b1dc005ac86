"""No character of a file moves the cursor of who reads what a command says of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.terminal import bearable, bearable_json

MOVING = "\x1b[31m\x9b2J\x07\x08\x00\x7f\r\u2028\u202e\u2066"
NAMES = (f"a{MOVING.replace(chr(0), '')}.yaml", "b\udcff.yaml")

CALLS = (
    ("check", NAMES[0]),
    ("check", ".", "--json"),
    ("check", "--explain", MOVING),
    ("play", NAMES[0], "--choices", "1"),
    ("play", "missing" + NAMES[0], "--choices", "1"),
    ("storyboard", NAMES[0], "-o", MOVING + ".html"),
    ("new", "c\x1b[31m"),
    ("load", "."),
    ("chec" + MOVING,),
    ("run", "--windowed", MOVING),
    ("gallery", "-o", "x", "--only", "(" + MOVING),
    ("pack", MOVING),
    ("voice", "script", "--scenarios", ".", "-o", "x" + MOVING.replace("\0", "")),
)
"""Calls that tell a name or a text back, in a folder of stories with such names."""


def test_what_moves_a_cursor_is_told_by_its_number() -> None:
    told = bearable(f"一{MOVING}二\t三\n")
    assert told.startswith("一〈U+001B〉[31m〈U+009B〉2J〈U+0007〉")
    assert told.endswith("二\t三\n")
    assert not set(told) & set(MOVING) - set("[31m2J")


def test_a_document_says_the_same_with_none_of_them_in_it() -> None:
    content = {MOVING: [MOVING, "一"]}
    document = bearable_json(json.dumps(content, ensure_ascii=False, indent=1))
    assert json.loads(document) == content
    assert not set(document) & set(MOVING) - set("[31m2J")


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder of stories whose names and texts hold all of them."""
    for name in NAMES:
        (tmp_path / name).write_text('标题: "\\e[31m\\x9b\\0"\n"\\e[2J键": 1\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("call", CALLS, ids=[call[0][:5] + str(n) for n, call in enumerate(CALLS)])
def test_no_command_says_one(call: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    try:
        code = cli.main([os.fsdecode(os.fsencode(word.replace("\0", ""))) for word in call])
    except SystemExit as end:
        code = int(end.code or 0)
    said = capfd.readouterr()
    assert code in {0, 1, 2}
    assert said.out + said.err
    assert not set(said.out + said.err) & set(MOVING) - set("[31m2J"), said
