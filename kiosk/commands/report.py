"""`kiosk report`: a 情况报告 from the journal, as a document, a workbook and a page."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import add_data, add_json, complain, say, say_json, today
from kiosk.outputs import check_folder
from kiosk.paths import RefusedError, data_dir, settings_file

if TYPE_CHECKING:
    from kiosk.report.period import Period


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "journals",
        type=Path,
        nargs="*",
        metavar="JOURNAL",
        help="记录文件，或者放着它们的文件夹；不写就是这台机器的",
    )
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="存到哪里")
    parser.add_argument(
        "--from",
        dest="first",
        type=day,
        metavar="DATE",
        help="从哪一天，例如 2026-11-01；不写就从头",
    )
    parser.add_argument(
        "--to", dest="last", type=day, metavar="DATE", help="到哪一天（包括这一天）；不写就到最后"
    )
    parser.add_argument(
        "--undated", action="store_true", help="时钟不可信、日期不能确定的场次也计入总数"
    )
    parser.add_argument(
        "--totals",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="日计的照片、照着输入的文字，或者放着它们的文件夹，可以写几次；加进合计",
    )
    parser.add_argument("--site", metavar="NAME", help="单位名称；不写就用这台机器设置里的")
    add_data(parser)
    add_json(parser)


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，要写成 2026-11-01 这样") from None


def run(asked: Namespace) -> int:
    """Make a report; 1 where there is nothing to tell of, or it was refused, 2 where the range is none."""
    from kiosk.records.journal_file import journal_file  # noqa: PLC0415 (this command alone needs all of them)
    from kiosk.report.day_sheets import day_sheets, not_in  # noqa: PLC0415
    from kiosk.report.figures import days_there, figures  # noqa: PLC0415
    from kiosk.report.journals import journals_at, opened  # noqa: PLC0415
    from kiosk.report.period import Period  # noqa: PLC0415
    from kiosk.report.written import write_report  # noqa: PLC0415

    if asked.first and asked.last and asked.first > asked.last:
        complain(f"--from {asked.first} 在 --to {asked.last} 后面。请对调一下。")
        return 2
    check_folder(asked.out)
    own = data_dir(asked.data)
    sheets = day_sheets(asked.totals)
    files = journals_at(asked.journals or [journal_file(own)])
    with opened(files) as journal:
        there = days_there(journal)
        if there is None and not asked.undated:
            raise RefusedError(
                "没有可以写进报告的记录：还没有人玩过，或者时钟都不可信（要计入就加 --undated）。"
            )
        first = asked.first or (there.first if there else asked.last or today())
        last = asked.last or (there.last if there else first)
        if first > last:  # all there is lies on the other side of the day asked for
            first = last = asked.first or asked.last or last
        period = Period(first, last)
        found = replace(
            figures(journal, period, with_undated=asked.undated),
            sheets=tuple(
                one
                for one in not_in(journal, sheets)
                if first <= one.day <= last and (one.trusted or asked.undated)
            ),
        )
    if not found.totals.plays:
        raise RefusedError(f"{found.period.in_words}没有记录。{_known(there)}请换个日期。")
    site = asked.site if asked.site is not None else "" if asked.journals else _site(own)
    written = write_report(asked.out, found, site, today())
    if asked.json:
        say_json(
            {
                "format": 1,
                "first": first.isoformat(),
                "last": last.isoformat(),
                "visits": found.totals.visits,
                "plays": found.totals.plays,
                "finished": found.totals.finished,
                "undated": found.totals.undated,
                "sheets": len(found.sheets),
                "document": str(written.document),
                "workbook": str(written.workbook),
                "page": str(written.page),
            }
        )
        return 0
    say(f"{found.period.in_words}：{found.totals.visits:,} 人次，{found.totals.plays:,} 场。")
    if asked.totals:
        say(
            f"日计 {len(sheets)} 份，加进合计 {len(found.sheets)} 份；其余的已经在记录里，或者不在这些日期。"
        )
    say(f"情况报告：{written.document}（用 Word、WPS 打开，填上标黄的【待填】）")
    say(f"数据表：　{written.workbook}")
    say(f"图：　　　{written.page}（双击打开）")
    if found.totals.undated and not asked.undated:
        say(f"另有 {found.totals.undated:,} 场的时钟不可信，没有计入；要计入总数就加 --undated。")
    return 0


def _known(there: Period | None) -> str:
    return f"记录里有的是{there.in_words}。" if there else ""


def _site(data: Path) -> str:
    """Give the unit's name of this kiosk's settings; empty where none is set."""
    from kiosk.settings_file import load  # noqa: PLC0415 (as above)

    return load(settings_file(data))[0].site_name
