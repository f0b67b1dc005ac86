"""The page to proof-read: every sentence with its pinyin over it, doubtful characters marked."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence

from speech.reading import Lists, Reading
from speech.sandhi import Sound


def page(readings: Mapping[str, Sequence[tuple[str, Reading]]], lists: Lists) -> str:
    """Give the page as HTML that needs nothing else: for each pack (voice, reading) in order."""
    body: list[str] = []
    doubts = 0
    for name, of_pack in readings.items():
        body.append(f"<h2>{html.escape(name)}</h2><ol>")
        for voice, reading in of_pack:
            doubts += sum(_doubtful(sound, lists) for sound in reading.sounds)
            body.append(f"<li><small>{html.escape(voice)}</small> {_ruby(reading, lists)}</li>")
        body.append("</ol>")
    count = sum(map(len, readings.values()))
    return _PAGE.format(count=count, doubts=doubts, body="\n".join(body))


def doubtful(reading: Reading, lists: Lists) -> list[Sound]:
    """Give the syllables no list has settled, of characters that have several readings."""
    return [sound for sound in reading.sounds if _doubtful(sound, lists)]


def _doubtful(sound: Sound, lists: Lists) -> bool:
    return sound.char in lists.doubtful and not sound.listed


def _ruby(reading: Reading, lists: Lists) -> str:
    return " ".join(
        " ".join("".join(_cell(s, lists) for s in word) for word in clause.words)
        + html.escape(clause.sign)
        for clause in reading.clauses
    )


def _cell(sound: Sound, lists: Lists) -> str:
    cell = f"<ruby>{html.escape(sound.char)}<rt>{sound.syllable.marked}</rt></ruby>"
    return f"<mark>{cell}</mark>" if _doubtful(sound, lists) else cell


def plain(readings: Mapping[str, Iterable[tuple[str, Reading]]]) -> str:
    """Give the same as plain lines, for comparing one version with another."""
    lines: list[str] = []
    for name, of_pack in readings.items():
        lines.append(f"# {name}")
        lines += [f"{voice}\t{reading.text}\t{reading.pinyin}" for voice, reading in of_pack]
    return "\n".join(lines) + "\n"


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>读音校对</title><style>
body {{ font: 24px/2.2 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 46em; margin: 2em auto; padding: 0 1em; }}
rt {{ font-size: 13px; }} small {{ color: #777; }} mark {{ background: #fe9; }}
</style></head><body>
<p>一共 {count} 句，{doubts} 个字有几种读音、没有列进读音表，标了黄色，请先看这些。读错的写进 speech/readings.toml。</p>
{body}
</body></html>
"""
