"""What is prepared and recorded of the interface is what the screens say, no more and no less."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kiosk.paths import shipped
from kiosk.words import SPOKEN_FOLDER, Words

ROOM = Path(__file__).resolve().parents[2] / "kiosk"
WORDS = Words.of_language(shipped("assets") / "words", "zh-CN")
FIXED = {key for key in WORDS.keys() if "{" not in WORDS(key)}  # noqa: SIM118 (not a dict)
PREPARED = {one.id.removeprefix(f"{SPOKEN_FOLDER}/") for one in WORDS.sentences()}


def matching(written: ast.expr) -> set[str] | None:
    """Give the keys an expression can become, None where it takes running the program to know."""
    if isinstance(written, ast.Constant):
        return {str(written.value)}
    if isinstance(written, ast.IfExp):
        either, other = matching(written.body), matching(written.orelse)
        return None if either is None or other is None else either | other
    if isinstance(written, ast.JoinedStr) and isinstance(written.values[0], ast.Constant):
        parts = (str(p.value) if isinstance(p, ast.Constant) else None for p in written.values)
        text = "".join(r"[a-z_0-9]+" if part is None else re.escape(part) for part in parts)
        return {key for key in FIXED if re.fullmatch(text, key)}
    return None


def spoken_in(tree: ast.Module) -> Iterator[ast.expr]:
    """Give the keys a module hands to `words.spoken`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "spoken" and node.args:
            yield node.args[0]


def keys_in(tree: ast.AST) -> set[str]:
    """Give every fixed key that is written in a part of the source."""
    written = (n for n in ast.walk(tree) if isinstance(n, ast.Constant | ast.JoinedStr))
    return set().union(*(matching(one) or set() for one in written)) & FIXED


@cache
def of_the_source() -> tuple[set[str], set[str]]:
    """Give the fixed keys that are spoken, and those that may be.

    Those may be that stand in a module which speaks by a name, or in a table it names, and those
    below `say`.
    """
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ROOM.rglob("*.py")]
    tables: dict[str, set[str]] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                if node.targets[0].id == "SPOKEN_SECTIONS":
                    node.value = ast.Tuple([])  # the list that is compared
                tables[node.targets[0].id] = keys_in(node.value)
    sure: set[str] = set()
    perhaps: set[str] = set()
    for tree in trees:
        found = [matching(written) for written in spoken_in(tree)]
        sure.update(*(keys for keys in found if keys is not None))
        perhaps |= {key for key in keys_in(tree) if None in found or key.startswith("say.")}
        if None in found:
            named = (n.id for n in ast.walk(tree) if isinstance(n, ast.Name))
            perhaps.update(*(tables.get(name, ()) for name in named))
    return sure & FIXED, perhaps


def test_whatever_a_screen_says_is_prepared() -> None:
    sure, _ = of_the_source()
    assert len(sure) > 50
    assert sure - PREPARED == set()


def test_nothing_is_prepared_that_no_screen_says() -> None:
    sure, perhaps = of_the_source()
    assert PREPARED - sure - perhaps == set()
