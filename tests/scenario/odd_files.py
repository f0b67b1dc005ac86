"""What a fault looks like where it is no matter of a piece of text: files, folders, whole stories.

Each function lays it into an empty folder; most call the story `故事.yaml`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from kiosk.scenario.reading.files import MOST_ENTRIES
from kiosk.scenario.reading.object_builder import LONGEST_TEXT

from .corpus import example

Setup = Callable[[Path], None]

FIRST_LINE = "文字: 下午三点，您收到一条短信。"


def _data(data: bytes) -> Setup:
    return lambda folder: folder.joinpath("故事.yaml").write_bytes(data) and None


def _text(make: Callable[[str], str]) -> Setup:
    def lay(folder: Path) -> None:
        made = make(example())
        assert made != example()
        folder.joinpath("故事.yaml").write_text(made, encoding="utf-8")

    return lay


def _big(folder: Path) -> None:
    with folder.joinpath("故事.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def _broken(folder: Path) -> None:
    whole = example().encode()
    at = whole.index("下午".encode()) + 1
    folder.joinpath("故事.yaml").write_bytes(whole[:at] + whole[at + 1 :])


def _many(folder: Path) -> None:
    own = folder / "快递"
    own.mkdir()
    for name in ("一.yaml", "二.yaml"):
        own.joinpath(name).write_text(example(), encoding="utf-8")


def _twins(folder: Path) -> None:
    for name in ("甲.yaml", "乙.yaml"):
        folder.joinpath(name).write_text(example(), encoding="utf-8")


def _crowd(folder: Path) -> None:
    for number in range(MOST_ENTRIES + 1):
        folder.joinpath(f"{number}.txt").touch()


def _forbidden(folder: Path) -> None:
    folder.joinpath("故事.yaml").write_text(example(), encoding="utf-8")
    folder.joinpath("故事.yaml").chmod(0)


def without(text: str, key: str) -> str:
    """Give a text without a key, at every depth, and all that stands below it."""
    kept: list[str] = []
    below = -1
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if below >= 0 and (indent > below or not line.strip()):
            continue
        below = indent if line.strip() == f"{key}:" else -1
        if below < 0:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _genuine(text: str) -> str:
    return text.replace("性质: 骗局", "性质: 真事", 1).replace("冒充电商物流客服", "真实联系")


def _pair(*twins: str) -> Setup:
    """Give what lays the example and copies of it, each with the 对照 named, if any."""

    def lay(folder: Path) -> None:
        for number, twin in enumerate(twins):
            text = example().replace("编号: kuaidi-duanxin", f"编号: kuaidi-duanxin{number or ''}")
            text += f"对照: {twin}\n" if twin else ""
            folder.joinpath(f"故事{number}.yaml").write_text(text, encoding="utf-8")

    return lay


def emptied(text: str, key: str) -> str:
    """Give a text in which a list of the story itself is empty."""
    return re.sub(rf"(?ms)^{key}:\n.*?(?=^\S)", f"{key}: []\n", text)


def _one_choice_less(text: str) -> str:
    start = text.index("      - 文字: 只填姓名")
    return text[:start] + text[text.index("      - 文字: 关掉网页") :]


def _torn_picture(folder: Path) -> None:
    own = folder / "快递"
    own.mkdir()
    text = example().replace("图片: 短信", "图片: 我家.png")
    own.joinpath("故事.yaml").write_text(text, encoding="utf-8")
    own.joinpath("我家.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\0\0\0\1\0")


def _drawn_words(folder: Path) -> None:
    own = folder / "快递"
    own.mkdir()
    text = example().replace("图片: 短信", "图片: 我家.svg")
    own.joinpath("故事.yaml").write_text(text, encoding="utf-8")
    own.joinpath("我家.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        '<text x="10" y="20">文字</text></svg>',
        encoding="utf-8",
    )


SETUPS: dict[str, Setup] = {
    "empty": _data(b""),
    "comments": _data("# 只有注释\n".encode()),
    "word": _data(b"PK\x03\x04" + bytes(range(1, 200))),
    "binary": _data(bytes(range(256)) * 8),
    "broken": _broken,
    "gbk": _data(example().encode("gbk")),
    "big": _big,
    "hundreds": _text(lambda t: t.replace("角色:\n", "角色:\n" + "  - 称呼: 甲\n" * 300)),
    "syntax": _text(lambda t: f"%YAML 9.0\n---\n{t}"),
    "long-text": _text(lambda t: t.replace(FIRST_LINE, f"文字: {'说' * (LONGEST_TEXT + 1)}")),
    "no-stories": lambda _: None,
    "folder": lambda folder: folder.joinpath("故事.yaml").mkdir(),
    "pipe": lambda folder: os.mkfifo(folder / "故事.yaml"),
    "many": _many,
    "txt": lambda folder: folder.joinpath("故事.yaml.txt").touch(),
    "link": lambda folder: folder.joinpath("故事.yaml").symlink_to("nowhere"),
    "forbidden": _forbidden,
    "crowd": _crowd,
    "twins": _twins,
    "long-play": _text(lambda t: t.replace(FIRST_LINE, f"文字: {'说' * 900}")),
    "no-grounds": _text(_genuine),
    "no-refusal": _text(_genuine),
    "no-twin": _pair("", "bie-de"),
    "one-way-twin": _pair("", "kuaidi-duanxin"),
    "no-cues": _text(lambda t: without(t, "破绽")),
    "no-scenes": _text(lambda t: emptied(t, "场景")),
    "no-endings": _text(lambda t: emptied(t, "结局")),
    "same-position": _text(_one_choice_less),
    "torn-picture": _torn_picture,
    "drawn-words": _drawn_words,
}
