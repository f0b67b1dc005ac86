"""Slips of hands that type Chinese: what YAML's own errors don't name or name a line too late.

A slip is looked for in the lines as written, and only where a file is already known to be wrong,
so that a text which merely looks like one is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kiosk.scenario.model import Mark

QUOTE_IT = "把整句话放进单引号里，例如 文字: '……'"

LONGEST = 400
"""Characters of a line above which no slip is looked for: no hand has typed it."""

_DASHES = "－—–−‐‑‒―"
_COLONS = "：﹕︰∶"
_BLANKS = "\u3000\u00a0\u2000-\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at a place: `code` names it, `message` says what, `advice` what to do."""

    code: str
    mark: Mark
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern whose group `at` stands where the slip is."""

    code: str
    pattern: re.Pattern[str]
    message: str
    advice: str


@cache
def _rules(known: frozenset[str]) -> tuple[_Rule, ...]:
    key = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    item = rf"^[ \t{_BLANKS}]*(?:[-{_DASHES}][ \t{_BLANKS}]*)?"
    value = rf"{item}(?:(?:{key})[ \t]*:[ \t]+)"
    value_or_item = rf"(?:{value}|^[ ]*-[ ]+)"
    return tuple(
        _Rule(code, re.compile(pattern), message, advice)
        for code, pattern, message, advice in (
            (
                "tab",
                r"^ *(?P<at>\t)[\t ]*\S",
                "行首用了 Tab 键",
                "行首只能用空格：删掉 Tab，按空格键对齐",
            ),
            (
                "wide-space",
                rf"^[ \t]*(?P<at>[{_BLANKS}])",
                "行首用了全角空格",
                "切换到英文输入法，删掉行首的空白，重新按空格键对齐",
            ),
            (
                "wide-dash",
                rf"^[ \t{_BLANKS}]*(?P<at>[{_DASHES}])[ {_BLANKS}]*(?:{key})?",
                "列表前的横线是全角的",
                "切换到英文输入法，改成 “- ”（半角横线加一个空格）",
            ),
            (
                "dash-space",
                rf"^ *(?P<at>-)(?:{key})[ ]*[:{_COLONS}]",
                "横线后面少了一个空格",
                "在横线后面加一个空格，例如 “- 编号: 开头”",
            ),
            (
                "wide-colon",
                rf"{item}(?:{key})[ \t]*(?P<at>[{_COLONS}])",
                "冒号是全角的",
                "切换到英文输入法，改成 “: ”（半角冒号加一个空格）",
            ),
            (
                "colon-space",
                rf"{item}(?:{key})(?P<at>:)[^\s]",
                "冒号后面少了一个空格",
                "在冒号后面加一个空格，例如 “标题: 一个电话”",
            ),
            (
                "no-colon",
                rf"{item}(?:{key})(?P<at>[ \t]+(?![ \t:{_COLONS}])|$)",
                "少了冒号",
                "在这个词后面加上 “: ”（半角冒号加一个空格）",
            ),
            (
                "open-quote",
                rf"{value_or_item}(?P<at>\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$",
                "引号没有关上",
                "在这句话末尾补上同样的引号",
            ),
            (
                "after-quote",
                rf"{value_or_item}(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?P<at>[^\s#,\]}}'])",
                "引号后面还有文字",
                "句子里的引号改用中文引号“ ”，或者" + QUOTE_IT,
            ),
            (
                "text-start",
                rf"{value_or_item}(?P<at>\[[^\]]*\]|\{{[^}}]*\}})[ \t]*[^\s#,\]}}]",
                "文字不能直接以 [ 或 { 开头",
                QUOTE_IT,
            ),
            (
                "text-start",
                rf"{value_or_item}(?P<at>[*&!%@`?]|[|>](?![-+0-9]*\s*(?:#.*)?$))",
                "文字不能直接以 * & ! % @ ` ? | > 这样的符号开头",
                QUOTE_IT,
            ),
            (
                "text-start",
                rf"{value}(?P<at>-)[ \t]+\S",
                "文字不能直接以横线加空格开头",
                QUOTE_IT,
            ),
            (
                "colon-in-text",
                rf"{value}[^\s\"'\[{{#][^#]*?(?P<at>:)(?:[ \t]|$)",
                "文字里有半角冒号",
                "把文字里的冒号改成中文冒号“：”，或者" + QUOTE_IT,
            ),
        )
    )


def slip_in(line: str, number: int, known: frozenset[str]) -> Slip | None:
    """Give the slip of one line, the first that fits; `known` are all the keys of the format."""
    if len(line) > LONGEST or not line.strip() or line.lstrip().startswith("#"):
        return None
    for rule in _rules(known):
        found = rule.pattern.search(line)
        if found:
            mark = Mark(number, found.start("at") + 1)
            return Slip(rule.code, mark, rule.message, rule.advice)
    return None


def slips_in(lines: Iterable[str], known: frozenset[str], first: int = 1) -> Iterator[Slip]:
    """Give the slips of lines counted from `first`, at most one a line."""
    for number, line in enumerate(lines, first):
        slip = slip_in(line, number, known)
        if slip:
            yield slip


@dataclass(frozen=True, slots=True)
class Complaint:
    """What YAML's parser says, with both of its marks; columns and lines counted from 1."""

    problem: str
    context: str
    at: Mark
    begun: Mark | None
    character: str


_AT_BEGIN = True
_WORDINGS: tuple[tuple[str, str, bool, str, str], ...] = (
    # (pattern over "context | problem", code, place it where the context began, message, advice)
    (
        r"quoted scalar.*end of stream",
        "open-quote",
        _AT_BEGIN,
        "引号没有关上",
        "在这句话末尾补上同样的引号",
    ),
    (
        r"unknown escape",
        "escape",
        not _AT_BEGIN,
        "双引号里的反斜杠 \\ 写法不对",
        "把双引号换成单引号 '……'",
    ),
    (
        r"could not find expected ':'",
        "no-colon",
        _AT_BEGIN,
        "这一行少了冒号",
        "在键的后面加上 “: ”（半角冒号加一个空格）",
    ),
    (
        r"tab character|'\\t'",
        "tab",
        not _AT_BEGIN,
        "行首用了 Tab 键",
        "行首只能用空格：删掉 Tab，按空格键对齐",
    ),
    (
        r"scanning an? (alias|anchor)|(scanning|parsing) a tag|scanning a block scalar|cannot start any",
        "text-start",
        _AT_BEGIN,
        "文字不能直接以这个符号开头",
        QUOTE_IT,
    ),
    (
        r"mapping values are not allowed",
        "colon-in-text",
        not _AT_BEGIN,
        "这里不能有冒号",
        "如果冒号是文字的一部分，改成中文冒号“：”；如果是键，检查它是否和上一行对齐",
    ),
    (
        r"(sequence entries|mapping keys) are not allowed",
        "text-start",
        not _AT_BEGIN,
        "这里不能有横线或问号",
        "如果它是文字的一部分，" + QUOTE_IT,
    ),
    (
        r"flow (sequence|mapping)",
        "open-bracket",
        _AT_BEGIN,
        "方括号或花括号没有关上",
        "补上 ] 或 }；如果括号是文字的一部分，" + QUOTE_IT,
    ),
    (
        r"<document start>",
        "two-documents",
        not _AT_BEGIN,
        "一个文件里只能有一个剧本",
        "删掉 “...” 或 “---” 这一行和后面的内容，另存为一个文件",
    ),
    (
        r"block (mapping|collection|sequence)",
        "indent",
        not _AT_BEGIN,
        "这一行没有和上面对齐，或者写法不对",
        "检查行首的空格：同一组的键要上下对齐，下一层多两个空格",
    ),
)


def explain(said: Complaint) -> Slip:
    """Put a parser's complaint into words for people; nothing else than its text is known."""
    sentence = f"{said.context} | {said.problem}"
    if said.character == "\t":
        sentence += " tab character"
    for pattern, code, at_begin, message, advice in _WORDINGS:
        if re.search(pattern, sentence):
            mark = said.begun if at_begin and said.begun else said.at
            return Slip(code, mark, message, advice)
    return Slip("syntax", said.at, f"YAML 写法有误（{said.problem}）", "检查这一行和上一行")


def closer(found: Slip, slips: Iterable[Slip], said: Complaint) -> bool:
    """Tell whether one of the slips accounts for the complaint, so that it needn't be told too."""
    first = min(said.begun.line if said.begun else said.at.line, said.at.line - 1)
    return any(
        (slip.code == "open-quote" and slip.mark.line <= said.at.line)
        or (slip.code != "no-colon" and said.at.line - 2 <= slip.mark.line <= said.at.line)
        or (slip.code == found.code and first <= slip.mark.line <= said.at.line)
        for slip in slips
    )
