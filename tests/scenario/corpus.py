"""Scenario files with a fault each: as they lie in `bad/`, and those too large or odd to lie there.

`put` lays all of them into a folder, for tests that ask what a whole kiosk does with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BAD = Path(__file__).parent / "bad"
EXAMPLE = Path(__file__).parents[2] / "docs" / "example-story.yaml"


@dataclass(frozen=True)
class Case:
    """A file with a fault: the code of the problem, its line and column (0: the whole file)."""

    name: str
    code: str
    line: int = 0
    column: int = 0


IN_FILES = (
    Case("少冒号", "no-colon", 3, 3),
    Case("全角冒号", "wide-colon", 3, 3),
    Case("全都是全角冒号", "wide-colon", 1, 3),
    Case("全角横线", "wide-dash", 4, 3),
    Case("第二条全角横线", "wide-dash", 4, 3),
    Case("全角空格", "wide-space", 4, 1),
    Case("不换行空格", "wide-space", 4, 1),
    Case("制表符", "tab", 4, 1),
    Case("横线后没空格", "dash-space", 3, 3),
    Case("冒号后没空格", "colon-space", 2, 3),
    Case("引号没关", "open-quote", 2, 5),
    Case("单引号没关", "open-quote", 2, 5),
    Case("引号没关后面又有引号", "open-quote", 2, 5),
    Case("引号后还有字", "after-quote", 2, 10),
    Case("方括号开头", "text-start", 2, 5),
    Case("花括号开头", "text-start", 2, 5),
    Case("只有花括号", "text-start", 2, 5),
    Case("星号开头", "text-start", 2, 5),
    Case("与号开头", "text-start", 2, 5),
    Case("叹号开头", "text-start", 2, 5),
    Case("百分号开头", "text-start", 2, 5),
    Case("邮箱号开头", "text-start", 2, 5),
    Case("反引号开头", "text-start", 2, 5),
    Case("竖线开头", "text-start", 2, 5),
    Case("大于号开头", "text-start", 2, 5),
    Case("问号开头", "text-start", 2, 5),
    Case("横线开头", "text-start", 2, 5),
    Case("文字里有冒号", "colon-in-text", 2, 7),
    Case("两个文档", "two-documents", 2, 1),
    Case("没对齐", "indent", 4, 4),
    Case("括号没关", "open-bracket", 2, 5),
    Case("双引号里的反斜杠", "escape", 2, 7),
    Case("别名循环", "alias", 2, 5),
    Case("标签", "tag", 2, 5),
    Case("不认识的键", "unknown-key", 2, 1),
    Case("重复的键", "duplicate-key", 4, 1),
    Case("折到上一行", "wide-colon", 3, 5),
    Case("只有文字", "wrong-kind", 1, 1),
    Case("只有注释", "empty"),
    Case("控制字符", "control-character", 2, 6),
    Case("坏了一个字", "broken-character", 2, 19),
)


def example() -> str:
    """Give the text of the complete example, which has no problem."""
    return EXAMPLE.read_text(encoding="utf-8")


def _changed(old: str, new: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        text = example()
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return write


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def _fifty_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def _without_endings(path: Path) -> None:
    text = example()
    start, end = text.index("结局:\n"), text.index("法律:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")


MADE: tuple[tuple[Case, Callable[[Path], None]], ...] = (
    (Case("没有的场景", "dead-link", 56, 12), _changed("去: 网页", "去: 网业")),
    (Case("绕圈", "cycle", 30, 9), _changed("去: 女儿来了", "去: 短信来了")),
    (Case("没有结局", "missing-key", 2, 1), _without_endings),
    (Case("三万个括号", "too-deep", 1, 17), _bytes(b"[" * 30_000)),
    (Case("零字节", "empty"), _bytes(b"")),
    (Case("五十兆", "too-big"), _fifty_megabytes),
    (Case("二进制", "not-text"), _bytes(bytes(range(256)) * 8)),
    (Case("其实是文档", "not-text"), _bytes(b"PK\x03\x04" + bytes(range(1, 200)))),
    (Case("x", "folder-not-file"), lambda path: path.mkdir()),
    (Case("断了的链接", "dead-shortcut"), lambda path: path.symlink_to("nowhere.yaml")),
)


ALL = (*IN_FILES, *(case for case, _ in MADE))


def put(folder: Path) -> None:
    """Lay every faulty file into a folder, named by its case with `.yaml`."""
    for case in IN_FILES:
        (folder / f"{case.name}.yaml").write_bytes((BAD / f"{case.name}.yaml").read_bytes())
    for case, make in MADE:
        make(folder / f"{case.name}.yaml")
