"""The list people record from: a page to read from, a table for WPS, and what the kiosk checks by.

Rows are grouped as one records: by story, by character, then by scene.
"""

from __future__ import annotations

import csv
import html
import io
from itertools import groupby
from typing import TYPE_CHECKING

from kiosk.outputs import Kind, check_output, in_html, in_table, write_output
from kiosk.scenario.model import NARRATOR, VISITOR, line_id
from kiosk.scenario.spoken import Speaker
from kiosk.speech import Utterance
from kiosk.values import dataclass
from kiosk.voice.recordings import LIST, Recordings, Standing, write_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kiosk.scenario.model import Ending, Scenario, Scene
    from kiosk.voice.text_normaliser import TextNormaliser

PAGE = "录音稿.html"
TABLE = "录音清单.csv"
SCRIPT_PAGE = Kind("recording-script", in_html)
SCRIPT_TABLE = Kind("recording-table", in_table)
COLUMNS = ("文件名", "角色", "读", "写", "场景")
NARRATORS_NAME = "旁白"
VISITORS_NAME = "我（来玩的人）"
INTERFACE = "界面"
WHOLE = "整个故事"


@dataclass(frozen=True, slots=True)
class Part:
    """A line to be recorded: of which story, by whom, in which scene."""

    utterance: Utterance
    story: str
    who: str
    scene: str

    @property
    def file(self) -> str:
        """The name its recording gets, from the folder of the list."""
        return f"{self.utterance.id}.wav"


def parts(scenario: Scenario) -> Iterator[Part]:
    """Give the lines of a story, in the order they are spoken."""
    names = {c.id: c.name or c.id for c in scenario.cast}
    names |= {NARRATOR: NARRATORS_NAME, VISITOR: VISITORS_NAME}
    places: tuple[Scene | Ending, ...] = (*scenario.scenes, *scenario.endings)
    speakers = {
        line_id(place, n): names.get(line.speaker, line.speaker)
        for place in places
        for n, line in enumerate(place.lines)
    }
    scenes = {line_id(place, n): place.id for place in places for n in range(len(place.lines))}
    longest_first = sorted((place.id for place in places), key=len, reverse=True)
    for utterance in Speaker(scenario).everything():
        name = utterance.id.removeprefix(f"{scenario.id}/")
        begins = next((i for i in longest_first if name.startswith(f"{i}-")), WHOLE)
        scene = scenes.get(name, begins)
        yield Part(utterance, scenario.title, speakers.get(name, NARRATORS_NAME), scene)


def interface_parts(sentences: Iterable[Utterance]) -> Iterator[Part]:
    """Give the interface's own sentences as lines of the narrator."""
    for utterance in sentences:
        yield Part(utterance, INTERFACE, NARRATORS_NAME, "各个画面")


def write_script(folder: Path, lines: Sequence[Part], wording: TextNormaliser) -> tuple[Path, ...]:
    """Write page, table and list into `folder` and give their paths; raises OutputRefusedError.

    What is recorded already is marked in the page; the list remembers which recordings are of words
    that have changed since it was last written.
    """
    page, table = folder / PAGE, folder / TABLE
    check_output(page, SCRIPT_PAGE)
    check_output(table, SCRIPT_TABLE)
    spoken = [p for p in lines if wording.of(p.utterance).speakable]
    write_list(folder, (p.utterance for p in spoken))
    recorded = Recordings([folder])
    write_output(page, page_of(spoken, wording, recorded).encode(), SCRIPT_PAGE)
    # WPS and Excel take a table for GBK unless it begins with this mark.
    write_output(table, table_of(spoken, wording).encode("utf-8-sig"), SCRIPT_TABLE)
    return page, table, folder / LIST


def table_of(lines: Iterable[Part], wording: TextNormaliser) -> str:
    """Give the table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for part in lines:
        row = (part.file, part.who, read_aloud(part.utterance, wording), part.utterance.text)
        writer.writerow(_harmless(cell) for cell in (*row, part.scene))
    return out.getvalue()


def read_aloud(utterance: Utterance, wording: TextNormaliser) -> str:
    """Give the words as a person reads them: figures as they are said, the engine's tricks left out."""
    plain = Utterance(utterance.id, utterance.text, say=utterance.say)
    return wording.of(plain).text


def page_of(lines: Sequence[Part], wording: TextNormaliser, recorded: Recordings) -> str:
    """Give the page to read from as one HTML file that needs nothing else."""
    body: list[str] = []
    for story, of_story in groupby(lines, key=lambda p: p.story):
        body.append(f"<section><h1>{html.escape(story)}</h1>")
        mine = list(of_story)
        for who in dict.fromkeys(p.who for p in mine):
            body.append(f"<h2>{html.escape(who)}</h2>")
            for scene, of_scene in groupby(
                (p for p in mine if p.who == who), key=lambda p: p.scene
            ):
                body.append(f"<h3>{html.escape(scene)}</h3><ol>")
                body += [_item(part, wording, recorded) for part in of_scene]
                body.append("</ol>")
        body.append("</section>")
    count = len(lines)
    return _PAGE.format(style=_STYLE, count=count, body="\n".join(body))


def _item(part: Part, wording: TextNormaliser, recorded: Recordings) -> str:
    said, shown = read_aloud(part.utterance, wording), part.utterance.text
    standing = recorded.look(part.utterance).standing
    sign = {Standing.RECORDED: "已录", Standing.OLD: "词改过，请重录"}.get(standing, "□")
    lines = [f'<li class="{standing.name.lower()}"><p>{html.escape(said)}</p>']
    if said != shown:
        lines.append(f"<small>画面上写：{html.escape(shown)}</small>")
    lines.append(f"<small><b>{sign}</b> {html.escape(part.file)}</small></li>")
    return "".join(lines)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" else cell


_STYLE = """
body { font: 20px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 44em; margin: 2em auto; padding: 0 1em; color: #111; }
h1 { border-bottom: 3px solid #111; } h2 { margin: 1.5em 0 0; } h3 { color: #555; margin: 1em 0 0; }
li { margin: .8em 0; break-inside: avoid; } p { font-size: 1.5em; margin: 0; }
small { color: #555; display: block; } li.recorded p { color: #777; } li.old b { color: #a00; }
@media print { section { break-after: page; } body { margin: 0; } }
"""

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>录音稿</title><style>{style}</style></head>
<body>
<p>一共 {count} 句。一句录一个文件，用灰色小字的文件名（WAV 或 OGG），放在同名的文件夹里。</p>
<p>找安静的房间，嘴离话筒一个拳头，读完停半秒再关。读错了重录这一句就行。</p>
{body}
</body></html>
"""
