"""The lines of a settings file: each is a key, a colon and a value, and each stands for itself.

Settings are flat, and written in Notepad by people who know nothing of YAML: a path in quotes, a program
with blanks, a full-width colon. So they aren't read as YAML is, where one quote too many swallows all that
follows, but line by line; what YAML would read is read the same way, with these few exceptions:

- a backslash in the quoted value of a path or a program is a backslash;
- a colon may be full-width, need no blank behind it, or be an equals sign.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from kiosk.patterns import pattern
from kiosk.scenario.model import Mark
from kiosk.scenario.reading.text import Manuscript
from kiosk.settings import Written
from kiosk.timetable import RULES_APART
from kiosk.values import dataclass

_BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff"
)
"""All that is seen as a gap or not at all."""
_BLANK = f"[{_BLANKS}]"
_SEPARATORS = ":：﹕︰∶=＝"
_DASHES = "-－—–−‐‑‒―"
_KEY_LINE = pattern(
    rf"{_BLANK}*+(?:[{_DASHES}*·•]{_BLANK}++)?(?P<quote>[\"'“”]?)(?P<key>[^{_SEPARATORS}\"'“”#]++)"
    rf"[\"'“”]?{_BLANK}*+[{_SEPARATORS}]{_BLANK}*(?P<value>.*)"
)
"""What a run of blanks belongs to is never tried twice: a line of thousands would keep the kiosk from starting."""

_ITEM = pattern(rf"{_BLANK}*[{_DASHES}]{_BLANK}*(?P<value>.*)")
_NOTHING = pattern(
    rf"{_BLANK}*+(?:[#＃;；].*|//.*|-{{3,}}|\.{{3}}|={{3,}}|[{{}}]{{1,2}},?)?{_BLANK}*+"
)
"""A line that says nothing: blank, a comment, a ruler."""

_COMMENT = pattern(rf"(?:^|{_BLANK})#(?P<close>[^\s#])?")
_FLOW = pattern(r"\[(?P<inside>.*)\]")
_FLOW_ITEM = pattern(r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^,，、]+))\s*")
_CHINESE_QUOTES = ("“”", "”“", "””", "““", "‘’", "＂＂", "＇＇", "「」", "『』")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was understood; `at` is where its value begins, or the key where it has none."""

    key: str
    value: str
    key_at: Mark
    at: Mark


@dataclass(slots=True)
class Block:
    """An entry as it is written, and the lines below it that belong to it, each an item of its value."""

    entry: Entry
    items: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    at: Mark | None = None
    """Where the first item begins."""


def entries(manuscript: Manuscript, keys: Mapping[str, Written]) -> Iterator[Entry]:
    """Give the entries of a manuscript's lines in order; what isn't one is reported.

    `keys` says how the value of each known key is written; keys are given as the table has them.
    """
    for block in blocks(manuscript, keys):
        if _may_go_on(block.entry, keys):
            yield _closed(block, keys[block.entry.key])
        else:
            yield from _read(block.entry, manuscript, keys.get(block.entry.key, Written.TEXT))


def blocks(manuscript: Manuscript, keys: Mapping[str, Written]) -> Iterator[Block]:
    """Give which lines are an entry's, in order, its value as it stands; what isn't one is reported."""
    waiting: Block | None = None
    for number, line in enumerate(manuscript.lines, 1):
        if _NOTHING.fullmatch(line) or any(manuscript.errors_at(number)):
            continue
        damaged = line.find("\ufffd")
        if damaged >= 0:
            manuscript.report("broken-character", Mark(number, damaged + 1))
            continue
        entry, item = _entry(line, number, keys), _ITEM.fullmatch(line)
        if waiting is not None and item and (entry is None or entry.key not in keys):
            waiting.at = waiting.at or Mark(number, item.start("value") + 1)
            waiting.items.append(_without_comment(item["value"]))
            waiting.lines.append(number)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if entry is None:
            _report(manuscript, line, number, keys)
        elif _may_go_on(entry, keys):
            waiting = Block(entry)
        else:
            yield Block(entry)
    if waiting is not None:
        yield waiting


def _may_go_on(entry: Entry, keys: Mapping[str, Written]) -> bool:
    """Tell whether the value of an entry may stand on the lines below, each behind a dash."""
    return not entry.value and keys.get(entry.key) in (
        Written.WORDS,
        Written.RULES,
        Written.COMMAND,
    )


def _entry(line: str, number: int, keys: Mapping[str, Written]) -> Entry | None:
    found = _KEY_LINE.fullmatch(line)
    if found is None:
        return None
    written = _trimmed(found["key"])
    squeezed = re.sub(_BLANK, "", written)
    known = {key.lower(): key for key in keys}
    key = known.get(squeezed.lower(), written)
    at = Mark(number, found.start("value") + 1)
    return Entry(key, _trimmed(found["value"]), Mark(number, found.start("key") + 1), at)


def _report(manuscript: Manuscript, line: str, number: int, keys: Mapping[str, Written]) -> None:
    """Report a line that is no entry: most often its colon is missing."""
    rest = line.lstrip(_BLANKS)
    begin = len(line) - len(rest)
    key = max((key for key in keys if rest.startswith(key)), key=len, default="")
    manuscript.report("no-colon", Mark(number, begin + len(key) + 1))


def _read(entry: Entry, manuscript: Manuscript, written: Written) -> Iterator[Entry]:
    """Give an entry with its value as meant; nothing where a fault of its writing is reported."""
    value = entry.value
    if written in (Written.WORDS, Written.COMMAND):
        inside = _FLOW.fullmatch(_without_comment(value))
        if inside:
            yield _listed(entry, _flow_items(inside["inside"]))
            return
    if written is Written.COMMAND:
        command = _command(value)
        if command.count('"') % 2:
            begin = Mark(entry.at.line, entry.at.column + value.rindex('"'))
            manuscript.report("open-quote", begin)
            return
        yield _with(entry, command)
        return
    if value[:1] in ("'", '"'):
        end = _closing(value)
        rest = value[end + 1 :] if end else ""
        if not end:
            variant = "wide" if value[-1] in "”＂’＇" else ""
            manuscript.report("open-quote", entry.at, variant)
            return
        if _without_comment(rest):
            column = entry.at.column + end + 1 + len(rest) - len(rest.lstrip())
            manuscript.report("after-quote", Mark(entry.at.line, column))
            return
        yield _with(entry, _unquoted(value[: end + 1], written))
        return
    cut = _COMMENT.search(value)
    if cut and cut["close"] and written in (Written.TEXT, Written.PATH):
        at = Mark(entry.at.line, entry.at.column + cut.start("close") - 1)
        manuscript.report("hash-cuts", at)
    value = _without_comment(value)
    if written is not Written.TEXT and value[:1] + value[-1:] in _CHINESE_QUOTES:
        value = value[1:-1]
    yield _with(entry, value)


def _closed(block: Block, written: Written) -> Entry:
    if not block.items:
        return block.entry
    items = [_unquoted(item, Written.COMMAND) for item in block.items]
    entry = Entry(block.entry.key, "", block.entry.key_at, block.at or block.entry.at)
    if written is Written.RULES:
        return _with(entry, RULES_APART.join(filter(None, items)))
    return _listed(entry, items)


def _listed(entry: Entry, items: list[str]) -> Entry:
    """Give an entry with several words as its value, each in quotes where it needs them."""
    return _with(entry, " ".join(f'"{item}"' if " " in item else item for item in items if item))


def _flow_items(inside: str) -> list[str]:
    found = _FLOW_ITEM.finditer(inside)
    return [_trimmed(one["double"] or one["single"] or one["plain"] or "") for one in found]


def _command(value: str) -> str:
    """Give a command without a comment; quotes around all of it are no part of it."""
    value = _without_comment(value)
    if value[:1] not in ("'", '"') or _closing(value) != len(value) - 1:
        return value
    inner = _unquoted(value, Written.COMMAND)
    # A program whose path has blanks keeps its quotes: they are what holds it together.
    return inner if value[0] == "'" or _has_arguments(inner) else f'"{inner}"'


def _has_arguments(inner: str) -> bool:
    return re.search(r"\s-{1,2}\w", inner) is not None


def _closing(value: str) -> int:
    """Give where the quote a value begins with is closed, 0 where it isn't.

    A backslash before the last of a line is a path's, and closes nothing off.
    """
    quote = value[0]
    for found in re.finditer(re.escape(quote), value[1:]):
        place = found.start() + 1
        if quote == "'" and value[place : place + 2] == "''":
            continue
        if quote == "'" and value[place - 1 : place + 1] == "''" and place > 1:
            continue
        escaped = (len(value[:place]) - len(value[:place].rstrip("\\"))) % 2
        if quote == '"' and escaped and '"' in value[place + 1 :]:
            continue
        return place
    return 0


def _unquoted(value: str, written: Written) -> str:
    """Give what stands in the quotes of a value; one without quotes as it is."""
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "'\"":  # noqa: PLR2004  two quotes
        return value
    inner = value[1:-1]
    if value[0] == "'":
        return inner.replace("''", "'")
    if "\\" not in inner:
        return inner
    if written in (Written.PATH, Written.COMMAND):
        # Doubled as YAML wants it, or as Windows shows it: of the second some stand alone.
        doubled = all(len(run) % 2 == 0 for run in re.findall(r"\\+", inner))
        return inner.replace("\\\\", "\\") if doubled else inner
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError:
        return inner


def _without_comment(value: str) -> str:
    """Give a value up to the comment behind it, if there is one outside of quotes."""
    quote = ""
    for place, character in enumerate(value):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"" and (place == 0 or not value[place - 1].strip()):
            quote = character
        elif character == "#" and (place == 0 or not value[place - 1].strip()):
            return _trimmed(value[:place])
    return _trimmed(value)


def remark_behind(value: str) -> str:
    """Give the comment behind a value with the blanks before it; nothing where there is none."""
    return value[len(_without_comment(value)) :]


def _trimmed(text: str) -> str:
    return text.strip(_BLANKS)


def _with(entry: Entry, value: str) -> Entry:
    return Entry(entry.key, value, entry.key_at, entry.at)
