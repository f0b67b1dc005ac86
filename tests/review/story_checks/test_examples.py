"""Each problem code that takes a review shows the fault and its mending by its examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from kiosk.review.story_checks.review_context import ReviewContext
from kiosk.review.story_checks.text_fit import MOST_CASES
from kiosk.scenario.problems import HERE, Code, Example, Severity, code, code_names

from .reviewed import EXAMPLE, changed, codes, found
from .sounds import tone

ALL = [
    (code(name), shown)
    for name in code_names()
    if code(name).review
    for shown in code(name).examples
]
TEXTS = [pair for pair in ALL if not pair[1].setup]
OF_ROOM = {"no-room", "little-room", "not-shown"}
"""Codes that are told of any of the sizes of screen."""


def title(pair: tuple[Code, Example]) -> str:
    return f"{pair[0].name}-{pair[0].examples.index(pair[1])}"


@pytest.mark.parametrize("pair", TEXTS, ids=title)
def test_a_bad_example_is_told_by_its_code_at_its_place(
    pair: tuple[Code, Example], tmp_path: Path, context: ReviewContext
) -> None:
    rule, shown = pair
    if rule.name == "misread" and context.voice is None:
        pytest.skip("espeakng-loader: no Chinese voice on this machine")
    marked = changed(shown.story or shown.good, shown.bad)
    line = next(n for n, row in enumerate(marked.splitlines(), 1) if HERE in row)
    column = marked.splitlines()[line - 1].index(HERE) + 1
    if rule.name not in OF_ROOM:
        context = replace(context, kits=context.kits[-1:])  # the smallest, where least has room
    told = found(tmp_path, context, marked.replace(HERE, ""))
    assert {p.code for p in told} - set(shown.also) == {rule.name}
    assert (line, column) in [(p.line, p.column) for p in told if p.code == rule.name]
    assert {p.severity for p in told if p.code == rule.name} == {rule.severity}
    assert all(p.source == marked.replace(HERE, "").splitlines()[p.line - 1] for p in told)


def test_the_example_itself_has_no_problem(tmp_path: Path, context: ReviewContext) -> None:
    assert found(tmp_path, context) == ()


def spoiled_picture(folder: Path, context: ReviewContext) -> tuple[str, ReviewContext]:
    path = folder / "家.png"
    Image.effect_noise((200, 120), 90).convert("RGB").save(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
    path.write_bytes(bytes(data))
    return changed("图片: 短信", "图片: 家.png"), context


def blank_drawing(folder: Path, context: ReviewContext) -> tuple[str, ReviewContext]:
    folder.joinpath("家.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        '<rect x="900" width="50" height="50" fill="#aa0000"/></svg>',
        encoding="utf-8",
    )
    return changed("图片: 短信", "图片: 家.svg"), context


def old_recording(folder: Path, context: ReviewContext) -> tuple[str, ReviewContext]:
    own = folder / "录音" / "kuaidi-duanxin"
    own.mkdir(parents=True)
    tone(own / "丢件短信.wav")
    own.joinpath("丢件短信.json").write_text(json.dumps({"text": "从前的话"}), encoding="utf-8")
    return EXAMPLE, replace(context, recordings=folder / "录音")


def large_story(_folder: Path, context: ReviewContext) -> tuple[str, ReviewContext]:
    at = "  - 编号: 短信来了\n"
    walk = "".join(
        f"  - {{编号: 路{n}, 渠道: 当面, 台词: [{{谁: 旁白, 文字: 您往家走。}}], 去: "
        f"{f'路{n + 1}' if n < MOST_CASES else '短信来了'}}}\n"
        for n in range(MOST_CASES + 1)
    )
    (kit, *_), look = context.kits, EXAMPLE.replace(at, walk + at)
    return look, replace(context, kits=(kit,), voice=None)


SETUPS: dict[str, Callable[[Path, ReviewContext], tuple[str, ReviewContext]]] = {
    "spoiled-picture": spoiled_picture,
    "blank-drawing": blank_drawing,
    "old-recording": old_recording,
    "large-story": large_story,
}


@pytest.mark.parametrize("pair", [p for p in ALL if p[1].setup], ids=title)
def test_an_odd_file_is_told_by_its_code(
    pair: tuple[Code, Example], tmp_path: Path, context: ReviewContext
) -> None:
    rule, shown = pair
    text, own = SETUPS[shown.setup](tmp_path, context)
    assert codes(found(tmp_path, own, text)) == [rule.name]


def test_every_setup_is_shown_by_a_code() -> None:
    assert {shown.setup for _, shown in ALL if shown.setup} == set(SETUPS)


def test_what_hides_words_is_an_error_and_what_only_crowds_them_is_not() -> None:
    weights = {name: code(name).severity for name in ("no-room", "no-glyph", "broken-picture")}
    assert set(weights.values()) == {Severity.ERROR}
    lighter = ("little-room", "not-shown", "no-symbol", "misread", "bad-recording")
    assert {code(name).severity for name in lighter} == {Severity.NOTICE}
