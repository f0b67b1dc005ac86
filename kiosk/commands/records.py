"""`kiosk records`: take the journal home, bring many together, ask them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.commands.common import add_data, add_json, complain, say, say_json, today
from kiosk.paths import RefusedError, data_dir

ENDING = ".db"


def arguments(parser: ArgumentParser) -> None:
    """Add the options of each of its four."""
    kinds = parser.add_subparsers(dest="what", metavar="做什么", required=True)
    export = kinds.add_parser("export", help="把这台机器的记录写进一个文件夹，例如 U 盘")
    export.add_argument("folder", type=Path, metavar="DIR", help="写到哪个文件夹")
    export.add_argument("--xapi", action="store_true", help="另写一份 xAPI，给学习平台用")
    add_data(export)
    merge = kinds.add_parser("merge", help="把许多台机器的记录合成一个文件，重复的只算一次")
    _add_exports(merge)
    merge.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="合成的文件")
    add_json(merge)
    push = kinds.add_parser("push", help="把记录传进单位的 PostgreSQL，可以接着传，不会重复")
    push.add_argument("url", metavar="URL", help="例如 postgresql://用户:密码@主机/数据库")
    _add_exports(push, needed=False)
    add_data(push)
    query = kinds.add_parser("query", help="用 SQL 问一批记录，不用服务器")
    query.add_argument("question", metavar="SQL", help="例如 SELECT count(*) FROM play")
    _add_exports(query)
    add_json(query)


def _add_exports(parser: ArgumentParser, *, needed: bool = True) -> None:
    told = "导出的文件，或者放着它们的文件夹"
    parser.add_argument(
        "exports",
        nargs="+" if needed else "*",
        type=Path,
        metavar="EXPORT",
        help=told if needed else f"{told}；不写就是这台机器自己的",
    )


def run(asked: Namespace) -> int:
    """Do one of them; 1 where anything was refused."""
    doing = {"export": _export, "merge": _merge, "push": _push, "query": _query}
    return doing[asked.what](asked)


def _export(asked: Namespace) -> int:
    from kiosk.records.exports import export  # noqa: PLC0415 (as every command brings its own)

    path = export(data_dir(asked.data), asked.folder, today())
    say(f"记录写好了：{path}")
    if asked.xapi:
        from kiosk.records.xapi import write_beside  # noqa: PLC0415

        say(f"xAPI 写好了：{write_beside(path)}")
    return 0


def _merge(asked: Namespace) -> int:
    from kiosk.records.exports import merge  # noqa: PLC0415 (as above)

    merged = merge(_files(asked.exports), asked.out, _progress)
    for told in merged.refused:
        complain(told)
    if asked.json:
        say_json({"format": 1, "plays": merged.plays, "refused": list(merged.refused)})
    else:
        say(f"合好了：{asked.out}，一共 {merged.plays} 场。")
    return 1 if merged.refused else 0


def _push(asked: Namespace) -> int:
    from kiosk.records.journal_file import journal_file  # noqa: PLC0415 (as above)
    from kiosk.records.push import push  # noqa: PLC0415

    files = _files(asked.exports) if asked.exports else [journal_file(data_dir(asked.data))]
    sent = push(files, asked.url, _progress)
    say(f"传好了：{sent} 场是新的，或者比原来完整。")
    return 0


def _query(asked: Namespace) -> int:
    from kiosk.records.query import ask  # noqa: PLC0415 (as above)

    names, rows = ask(_files(asked.exports), asked.question)
    if asked.json:
        say_json(
            {"format": 1, "columns": list(names), "rows": [list(map(_plain, r)) for r in rows]}
        )
        return 0
    for row in (names, *rows):
        say("\t".join("" if value is None else str(value) for value in row))
    return 0


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _files(given: list[Path]) -> list[Path]:
    """Give the files that were named, and those that lie in the folders that were."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += sorted(one for one in path.glob(f"*{ENDING}") if not one.name.startswith("."))
        else:
            found.append(path)
    if not found:
        raise RefusedError(
            f"{given[0]} 里没有记录文件（{ENDING}）。请先运行 kiosk records export。"
        )
    return found


def _progress(done: int, whole: int, name: str) -> None:
    """Say how far it is to a person who waits."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{done}/{whole} {name}" if name else "\r\033[K")
        sys.stderr.flush()
