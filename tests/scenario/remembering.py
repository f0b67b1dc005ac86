"""A story that remembers: the example of the documentation, with what is noted and asked for."""

from __future__ import annotations

from pathlib import Path

from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.reader import read_story

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-story.yaml"


def story() -> Scenario:
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in (
        (
            "        泄露: [银行卡号, 验证码]\n",
            "        泄露: [银行卡号, 验证码]\n        记下: [付过钱]\n",
        ),
        (
            "        文字: 妈，谁的电话？怎么还要转钱？\n",
            (
                "        文字: 妈，谁的电话？怎么还要转钱？\n"
                "      - 谁: 女儿\n        文字: 卡里怎么少了八千？\n        若记下: [付过钱]\n"
                "      - 谁: 女儿\n        文字: 幸好还没有转。\n        若没记下: [付过钱]\n"
            ),
        ),
        (
            "      - 文字: 挂断，打 110\n",
            (
                "      - 文字: 打电话给银行，锁住卡\n        判断: 稳妥\n        做法: 求助\n"
                "        后果: 银行先锁住了卡。\n        为什么: 越早锁卡，越来得及。\n        去: 及时停住\n"
                "        若记下: [付过钱]\n"
                "      - 文字: 挂断，打 110\n"
            ),
        ),
        (
            "        文字: 您和女儿一起去派出所做了记录。\n",
            (
                "        文字: 您和女儿一起去派出所做了记录。\n"
                "      - 谁: 旁白\n        文字: 您一分钱也没有少。\n        若没记下: [付过钱]\n"
            ),
        ),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = read_story(text.encode(), "例.yaml").scenario
    assert found is not None
    return found
