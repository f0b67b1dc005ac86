"""Editors are told of every key what the reader would say of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.scenario.first_story import first_story
from kiosk.scenario.model import Scenario
from kiosk.scenario.schema import all_keys
from tests.sample import ALL

from .corpus import EXAMPLE, example
from .mini_schema import faults

ROOT = Path(__file__).parents[2]
SCHEMA: Any = json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))


class Loader(yaml.SafeLoader):
    """Reads YAML as an editor does: dates stay texts."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, found) for tag, found in pairs if not tag.endswith(":timestamp")]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def told(text: str) -> list[str]:
    return list(faults(yaml.load(text, Loader=Loader), SCHEMA, SCHEMA))  # noqa: S506 - a safe one


def test_the_schema_is_as_the_program_writes_it() -> None:
    call = [sys.executable, ROOT / "scripts" / "schema.py", "--check"]
    assert subprocess.run(call, capture_output=True, text=True, check=False).returncode == 0


@pytest.mark.parametrize("file", [EXAMPLE, *ALL], ids=str)
def test_a_story_that_is_played_fits_the_schema(file: Path) -> None:
    assert told(file.read_text(encoding="utf-8")) == []


def test_the_first_story_fits_the_schema() -> None:
    assert told(first_story("医保")) == []


def test_every_key_is_there_in_both_spellings_with_its_meaning() -> None:
    objects = [SCHEMA, *SCHEMA["definitions"].values()]
    found = {name for one in objects for name in one["properties"]}
    assert found == all_keys(Scenario)
    for one in objects:
        assert all(len(value["description"]) > 6 for value in one["properties"].values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("标题: 一条快递短信", "标提: 一条快递短信"),
        ("标题: 一条快递短信\n", ""),
        ("标题: 一条快递短信\n", "标题: 甲\ntitle: 乙\n"),
        ("判断: 上当", "判断: 上挡"),
        ("渠道: 短信", "渠道: 短讯"),
        ("类型: 冒充电商物流客服", "类型: 冒充客服"),
        ("手法: 步步加码", "手法: 步步加马"),
        ("法律: [反电信网络诈骗法-20]", "法律: [刑法]"),
        ("声音: 年轻女声", "声音: 年青女声"),
        ("头像: 女儿", "头像: 女而"),
        ("图片: 短信", "图片: 短讯"),
        ("存款: 30000", "存款: 三万"),
        ("复审日期: 2027-06-30", "复审日期: 明年"),
        ("对象: [老年人, 网购的人]", "对象: 老年人"),
    ],
)
def test_what_the_reader_refuses_the_schema_marks(old: str, new: str) -> None:
    assert old in example()
    assert told(example().replace(old, new, 1))
