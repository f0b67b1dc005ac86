"""Write docs/problems/: a page for each problem code, and one that lists them.

`python scripts/problem_docs.py` writes them, with `--check` it only tells (exit 1) whether they are
as the files in kiosk/scenario/problem_codes have them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.scenario.problems import (  # noqa: E402 - the checkout's own
    HERE,
    Code,
    Example,
    Severity,
    code,
    code_names,
)

PAGES = ROOT / "docs" / "problems"
HEAD = "<!-- 由 scripts/problem_docs.py 从 kiosk/scenario/problem_codes 生成，请不要手改 -->\n\n"
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00a0\u200b\u3000]")


def pages() -> dict[str, str]:
    """Give every page by its file's name."""
    every = [code(name) for name in code_names()]
    return {"README.md": HEAD + _index(every)} | {
        f"{one.name}.md": HEAD + "\n".join(_page(one)) for one in every
    }


def _index(every: list[Code]) -> str:
    parts = [
        "# 剧本和设置里的问题\n",
        "`kiosk check` 和 `kiosk doctor` 说的每一种问题，编号在方括号里。\n",
    ]
    for severity, meaning in (
        (Severity.ERROR, "有错误的剧本不播放"),
        (Severity.NOTICE, "有提醒的剧本照样播放"),
    ):
        parts.append(f"## {severity.zh}：{meaning}\n")
        parts += [
            f"- [{one.title}]({one.name}.md) `{one.name}`"
            for one in every
            if one.severity is severity
        ]
        parts.append("")
    return "\n".join(parts)


def _page(one: Code) -> Iterator[str]:
    yield f"# {one.title}\n"
    asked = " · 要看画面、字体、读音或文件内容，由 `kiosk check` 查" if one.review else ""
    asked += " · 只在[工作簿](../excel.md)里有" if one.workbook_alone else ""
    yield f"`{one.name}` · {one.severity.zh}{asked}\n"
    yield f"{one.reason}\n"
    yield "## 怎么说，怎么办\n"
    for variant in one.words.messages:
        in_a_file = one.message(variant), one.advice(variant)
        yield _said("", *in_a_file)
        in_a_workbook = tuple(say(variant, in_workbook=True) for say in (one.message, one.advice))
        if _read(in_a_workbook) != _read(in_a_file):
            yield _said("在工作簿里：", *in_a_workbook)
    yield "\n## 例子\n"
    for shown in one.examples:
        yield from _example(shown)


def _said(where: str, message: str, advice: str) -> str:
    return f"- {where}{_words(message)}  \n  怎么办：{_words(advice)}"


def _read(said: Iterable[str]) -> list[str]:
    return [_words(template) for template in said]


def _words(template: str) -> str:
    """Give a message as it is read, with a blank where a word of the story stands."""
    text = re.sub(r"(?<!\{)\{\w+\}(?!\})", "……", template)
    return text.replace("{{", "{").replace("}}", "}").replace("*", r"\*")


def _example(shown: Example) -> Iterator[str]:
    if not shown.bad and shown.setup:
        yield f"{shown.shown}。\n"
        return
    note = f"（{HERE} 是报出问题的地方）" if HERE in shown.bad else ""
    yield f"不对{note}：\n"
    yield _block(shown.bad or "（删去了下面这些）")
    yield "对：\n"
    yield _block(shown.good)


def _block(text: str) -> str:
    seen = INVISIBLE.sub(lambda met: f"〈U+{ord(met.group()):04X}〉", text.replace("\t", "〈Tab〉"))
    return f"```yaml\n{dedent(seen).strip(chr(10))}\n```\n"


def main() -> int:
    """Write the pages, or check them."""
    made = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    if "--check" in sys.argv[1:]:
        if made != found:
            print("docs/problems 和问题编号对不上，请运行 python scripts/problem_docs.py")
        return int(made != found)
    PAGES.mkdir(exist_ok=True)
    for name in found.keys() - made.keys():
        (PAGES / name).unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
