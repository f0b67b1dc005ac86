"""Reads the bytes of a settings file; apart from `settings` because it brings yaml along."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from kiosk.settings import SettingsProblem, keys, read_value

SIZE_LIMIT = 64 * 1024
"""Bytes; a settings file is one or two kilobytes."""

FULL_WIDTH_COLON = re.compile(r"^(?P<key>[^\s#:：]+)[ \t]*：", re.MULTILINE)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int, int]


def read_settings(raw: bytes) -> tuple[dict[str, Any], tuple[SettingsProblem, ...]]:
    """Give the usable values by field name and everything wrong, in the order of the file."""
    if len(raw) > SIZE_LIMIT:
        return {}, (SettingsProblem("设置文件太大，不像设置文件。", "现在用的是默认设置。"),)
    text = _decoded(raw)
    if text is None:
        advice = "请用记事本打开，另存为，编码选 UTF-8。"
        return {}, (SettingsProblem("设置文件的编码认不出来。", advice),)
    problems: list[SettingsProblem] = []
    values: dict[str, Any] = {}
    known = keys()
    text = _without_full_width_colons(text, known, problems)
    seen: dict[str, int] = {}
    try:
        for key, value, at, value_at in _pairs(text, problems):
            name = known.get(key)
            if name is None:
                problems.append(_unknown(key, at, known))
            elif name in seen:
                advice = f"第 {seen[name]} 行已经写过，请留一处。用的是前一处。"
                problems.append(SettingsProblem(f"“{key}”写了两次。", advice, *at))
            else:
                seen[name] = at[0]
                try:
                    values[name] = read_value(name, value)
                except ValueError as error:
                    advice = f"{error}现在用的是默认值。"
                    problems.append(
                        SettingsProblem(f"“{key}”写的是“{value}”，不能用：", advice, *value_at)
                    )
    except yaml.YAMLError as error:
        problems.append(_malformed(error))
    return values, tuple(sorted(problems, key=lambda p: (p.line, p.column)))


def _decoded(raw: bytes) -> str | None:
    """Give the text of bytes as Notepad and WPS write them."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codec in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _without_full_width_colons(
    text: str, known: dict[str, str], problems: list[SettingsProblem]
) -> str:
    """Comment out the lines whose colon is a Chinese one, so that the other lines still count."""
    for match in list(FULL_WIDTH_COLON.finditer(text))[::-1]:
        if match["key"] in known:
            line = text.count("\n", 0, match.start()) + 1
            column = match.end() - match.start()
            advice = "请换成英文冒号“:”，后面空一格。这一行没有起作用。"
            problems.append(
                SettingsProblem(f"“{match['key']}”后面是中文冒号“：”。", advice, line, column)
            )
            text = f"{text[: match.start()]}#{text[match.start() + 1 :]}"
    return text


def _pairs(text: str, problems: list[SettingsProblem]) -> Iterator[tuple[str, str, Place, Place]]:
    """Give key, value and both their places for each entry of the one flat mapping.

    Events are read, nothing is composed: no depth, alias or tag can do harm.
    """
    events = (e for e in yaml.parse(text, Loader=_LOADER) if not _frame(e))
    first = next(events, None)
    if first is None:
        return
    if not isinstance(first, yaml.MappingStartEvent):
        advice = "每行要写成“名称: 值”，冒号用英文的，后面空一格。"
        problems.append(SettingsProblem("设置文件的写法不对。", advice, *_place(first)))
        return
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        name = _text(key, events)
        value = next(events)
        text_value = _text(value, events)
        if name is None or not isinstance(key, yaml.ScalarEvent) or text_value is None:
            advice = "请写成“名称: 值”，值写在同一行。这一项没有起作用。"
            problems.append(SettingsProblem("这里的写法不对。", advice, *_place(value)))
        else:
            yield name, text_value, _place(key), _place(value)
    more = next(events, None)
    if more is not None:
        advice = "请删掉单独一行的“---”。后面的设置没有起作用。"
        problems.append(SettingsProblem("这里又开始了一份设置。", advice, *_place(more)))


def _text(event: Any, events: Iterator[Any]) -> str | None:  # noqa: ANN401  yaml's events have no types
    """Give the text of a value, of a flat list its texts joined by commas, None for anything else.

    The whole value is taken from the events, however deep it goes.
    """
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if not isinstance(event, yaml.CollectionStartEvent):
        return None
    texts: list[str] = []
    flat = isinstance(event, yaml.SequenceStartEvent)
    depth = 1
    while depth:
        inner = next(events)
        if isinstance(inner, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(inner, yaml.ScalarEvent):
            texts.append(str(inner.value))
        else:
            flat = False
            depth += isinstance(inner, yaml.CollectionStartEvent)
    return ",".join(texts) if flat else None


def _frame(event: Any) -> bool:  # noqa: ANN401  yaml's events have no types
    return isinstance(
        event,
        yaml.StreamStartEvent
        | yaml.StreamEndEvent
        | yaml.DocumentStartEvent
        | yaml.DocumentEndEvent,
    )


def _place(event: Any) -> Place:  # noqa: ANN401  yaml's events have no types
    return event.start_mark.line + 1, event.start_mark.column + 1


def _unknown(key: str, at: Place, known: dict[str, str]) -> SettingsProblem:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    advice = f"是不是想写“{near[0]}”？" if near else "请对照说明检查这个名称。"
    return SettingsProblem(f"没有“{key}”这一项设置。", advice, *at)


def _malformed(error: yaml.YAMLError) -> SettingsProblem:
    mark = getattr(error, "problem_mark", None)
    message = "从这里开始看不懂，后面的设置没有起作用。"
    advice = "请检查这一行和上一行的冒号、引号和空格。"
    if mark is None:
        return SettingsProblem("设置文件里有看不懂的字符。", "请用记事本打开检查。")
    return SettingsProblem(message, advice, mark.line + 1, mark.column + 1)
