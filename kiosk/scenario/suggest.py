"""“是不是想写……”: the name somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_CLOSE = 0.5
"""Half alike is close: of two characters, one."""

MANY = 300
"""Names above which none is suggested: comparing them all would take longer than it helps."""

_MEANT = {
    "选项": "选择",
    "对话": "台词",
    "对白": "台词",
    "跳转": "去",
    "跳到": "去",
    "下一步": "去",
    "名字": "称呼",
    "姓名": "称呼",
    "说话人": "谁",
    "原因": "为什么",
    "理由": "为什么",
    "结果": "后果",
    "音色": "声音",
    "next": "goto",
    "to": "goto",
    "name": "title",
}
"""Words people write for a key that is spelled quite differently."""


def nearest(word: str, names: Iterable[str]) -> str:
    """Give the one of the names most like the word; empty where none is."""
    names = tuple(names)
    if len(names) > MANY:
        return ""
    meant = _MEANT.get(word, "")
    if meant in names:
        return meant
    folded = {name.casefold(): name for name in names}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=_CLOSE)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Give the end of a sentence that suggests the nearest name; empty where none is near."""
    suggestion = nearest(word, names)
    return f"，是不是想写“{suggestion}”？" if suggestion else ""
