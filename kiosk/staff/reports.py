"""What is written to a stick for those who brought it: 检查报告 as text and as a page, 审核稿, 情况报告."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from kiosk.outputs import Kind, OutputRefusedError, in_html, write_output
from kiosk.packs import own_program
from kiosk.packs.imported import Candidate, Import, Standing
from kiosk.paths import RefusedError
from kiosk.staff import told
from kiosk.storage import sync_folder
from kiosk.ui.theme import DAY, Colour
from kiosk.words import Words

REPORT = "检查报告"
STORYBOARDS = "审核稿"
CAMPAIGN_REPORT = "情况报告"
MOST_NAMES = 20
"""Names tried where somebody has changed an earlier report."""
MOST_STORYBOARDS = 40
STORYBOARD_SECONDS = 1800.0
CAMPAIGN_REPORT_SECONDS = 600.0
MOST_CHANGES = 40
LARGEST = 4 * 1024 * 1024
"""Characters of a report: a stick of two hundred bad stories has a long one, and none without end."""


def _code(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


_STYLE = f"""\
body{{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}
h2{{font-size:1.1em;margin:1.4em 0 .3em}}pre{{white-space:pre-wrap;margin:.2em 0;font:inherit}}
.bad{{color:{_code(DAY.red.ink)}}}.note{{color:{_code(DAY.amber.ink)}}}.good{{color:{_code(DAY.green.ink)}}}
section{{border-top:1px solid #ccc}}
"""


def in_text(data: bytes, seal: bytes) -> bytes:
    """Give a text for Notepad with a seal as its last line."""
    return data + seal + b"\r\n"


TEXT, PAGE = Kind("check-report-text", in_text), Kind("check-report", in_html)


def report(
    words: Words, imported: Import, taken: Sequence[int], heading: str
) -> Iterator[tuple[str, str]]:
    """Give the report line by line, each with what it is: a heading, a story's state, or plain."""
    yield "title", heading
    yield "", words("report.source", source=imported.source)
    if imported.signed:
        yield "", words("report.signed", who=imported.signed)
    for number, one in enumerate(imported.candidates):
        yield "story", ""
        title = words("report.title", title=one.title) if one.title else ""
        yield _tone(one), f"{told.state(words, one)}　{one.shown}{title}"
        yield "", told.note(words, one)
        twin = told.twin(words, imported, number, taken)
        if twin:
            yield "note", twin
        for text in told.changes(words, one, MOST_CHANGES):
            yield "", text
        for problem in one.problems:
            yield "", problem.text()
    yield "story", ""
    for text in told.brings(words, imported):
        yield "", words("report.brings", what=text)
    for problem in imported.told:
        yield "note", problem.text()
    rest = told.ignored(words, imported)
    if rest:
        yield "", rest


def _tone(one: Candidate) -> str:
    if one.standing is Standing.REFUSED:
        return "bad"
    return "good" if one.approved or one.standing is Standing.SAME else "note"


def as_text(lines: Sequence[tuple[str, str]]) -> bytes:
    """Give a report as Notepad of any Windows shows it."""
    text = "\n".join(text for _, text in lines)[:LARGEST]
    return text.replace("\n", "\r\n").encode("utf-8-sig", "replace") + b"\r\n"


def as_page(lines: Sequence[tuple[str, str]]) -> bytes:
    """Give a report as a page that needs nothing else."""
    parts = [f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><style>{_STYLE}</style>"]
    for kind, text in lines:
        safe = html.escape(text)
        if kind == "title":
            parts.append(f"<title>{safe}</title><h1>{safe}</h1>")
        elif kind == "story":
            parts.append("<section></section>")
        elif kind:
            parts.append(f'<h2 class="{kind}">{safe}</h2>')
        else:
            parts.append(f"<pre>{safe}</pre>")
    return "\n".join(parts)[:LARGEST].encode("utf-8", "replace")


def write_report(
    folder: Path, words: Words, imported: Import, taken: Sequence[int], now: datetime
) -> tuple[Path, Path]:
    """Write a report into a folder, as text and as a page; OutputRefusedError where it can't be."""
    heading = words("report.heading", when=f"{now:%Y-%m-%d %H:%M}")
    lines = tuple(report(words, imported, taken, heading))
    found = (
        _written(folder, ".txt", as_text(lines), TEXT),
        _written(folder, ".html", as_page(lines), PAGE),
    )
    settle(found)
    return found


def _written(folder: Path, ending: str, data: bytes, kind: Kind) -> Path:
    """Write over an earlier report of ours; where somebody has changed it, under another name."""
    for number in range(1, MOST_NAMES):
        path = folder / (f"{REPORT}-{number}{ending}" if number > 1 else f"{REPORT}{ending}")
        try:
            write_output(path, data, kind)
        except OutputRefusedError:
            if number == MOST_NAMES - 1 or not os.path.lexists(path):
                raise
        else:
            return path
    raise AssertionError("the last name has raised")


def write_storyboards(folder: Path, imported: Import, data: Path) -> Path:
    """Write the pages to be approved of all stories that are new or changed; give their folder.

    RefusedError where there is none, or the pages can't be made.
    """
    wanted = [one for one in imported.candidates if one.playable]
    changed = [one for one in wanted if one.standing is not Standing.SAME] or wanted
    if not changed:
        raise RefusedError("没有能播放的剧本，没有可以审核的。请先改好剧本。")
    goal = folder / STORYBOARDS
    files = [str(imported.staging / one.file) for one in changed[:MOST_STORYBOARDS]]
    # Several make a folder with an index; one alone must be told to lie in it.
    out = goal if len(files) > 1 else goal / f"{Path(files[0]).stem}.html"
    code, complaint = own_program.ran(
        *("storyboard", *files, "-o", str(out), "--data", str(data)), seconds=STORYBOARD_SECONDS
    )
    if code:
        last = complaint.splitlines()[-1] if complaint else ""
        raise RefusedError(last or "审核稿没有做成。请换一个 U 盘再试一次。")
    settle(goal.glob("*.html"))
    return goal


def write_campaign_report(
    folder: Path, data: Path, days: tuple[date, date] | None, today: date
) -> Path:
    """Write the 情况报告 of some days, both ends in, or of all there are, and the journal; give their folder.

    RefusedError where nothing was played then, or it can't be written.
    """
    goal = folder / CAMPAIGN_REPORT
    span = ("--from", days[0].isoformat(), "--to", days[1].isoformat()) if days else ()
    code, complaint = own_program.ran(
        *("report", "-o", str(goal), "--data", str(data), *span), seconds=CAMPAIGN_REPORT_SECONDS
    )
    if code:
        last = complaint.splitlines()[-1] if complaint else ""
        raise RefusedError(last or "情况报告没有做成。请换一个 U 盘再试一次。")
    # SQLite, when somebody asks.
    from kiosk.records.exports import export  # noqa: PLC0415

    export(data, goal, today)
    settle(goal.glob("*"))
    return goal


def settle(files: Sequence[Path] | Iterator[Path]) -> None:
    """Have files on the disk: whoever reads that it is written pulls the stick out."""
    folders: set[Path] = set()
    for path in files:
        folders.add(path.parent)
        with suppress(OSError), path.open("rb+") as file:
            os.fsync(file.fileno())
    for folder in folders:
        sync_folder(folder)
