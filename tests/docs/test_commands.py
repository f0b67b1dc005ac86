"""The page about the commands says what the program does."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kiosk import cli
from kiosk.commands.parser import Parser

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
STORY = ROOT / "scenarios" / "冒充客服.yaml"


def section(command: str) -> str:
    match = re.search(rf"^## kiosk {command}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert match, f"docs/commands.md has no section “kiosk {command}”"
    return match[1]


def documented(command: str) -> set[str]:
    """Give what the first column of the section's table names."""
    rows = re.findall(r"^\| (`[^|]*(?:\\\|[^|]*)*) \|", section(command), re.MULTILINE)
    return {word for row in rows for name in re.findall(r"`([^`]+)`", row) for word in name.split()}


def actions(parser: Parser) -> list[Any]:
    found: list[Any] = []
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                found += [name, *actions(inner)]
        elif action.dest != "help":
            found.append(action)
    return found


def offered(command: str) -> set[str]:
    """Give the options, the names of arguments and the sub-commands a command has."""
    parser = Parser()
    import_module(f"kiosk.commands.{command}").arguments(parser)
    names: set[str] = set()
    for action in actions(parser):
        if isinstance(action, str):
            names.add(action)
        else:
            names |= set(action.option_strings) or {str(action.metavar)}
    return names


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_option_of_every_command_stands_on_the_page(command: str) -> None:
    assert offered(command) - documented(command) == set()


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_page_names_no_option_that_is_not_there(command: str) -> None:
    options = {word for word in documented(command) if word.startswith("-")}
    assert options - offered(command) == set()


def test_the_page_names_no_command_that_is_not_there() -> None:
    assert re.findall(r"^## kiosk (\w+)$", PAGE, re.MULTILINE) == list(cli.COMMANDS)


def shape(value: object) -> object:
    """Give the keys of a document, of a list those of its first item."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [shape(value[0])]
    return None


def example(command: str) -> object:
    (block,) = re.findall(r"```json\n(.*?)```", section(command), re.DOTALL)
    return json.loads(block)


def test_the_document_of_check_has_the_keys_of_the_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["check", str(STORY), str(ROOT / "no-such-file.yaml"), "--json", "--fast"])
    told = json.loads(capsys.readouterr().out)
    assert shape(told) == shape(example("check"))


def test_the_document_of_play_has_the_keys_of_the_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["play", str(STORY), "--json"])
    best = json.loads(capsys.readouterr().out)["best_choices"]
    cli.main(["play", str(STORY), "--choices", ",".join(map(str, best)), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["ending"] is not None
    assert shape(told) == shape(example("play"))
