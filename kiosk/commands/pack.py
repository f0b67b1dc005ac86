"""`kiosk pack`: a folder as one 活动包 for sticks, signed where the office wants it."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import complain, say
from kiosk.os_errors import reason_of
from kiosk.outputs import OutputRefusedError, not_written, refuse_odd_places, write_output
from kiosk.process import prepare_pygame
from kiosk.scenario.problems import Problem

if TYPE_CHECKING:
    from kiosk.packs.pack_sources import Budget, Entry

OLDEST, NEWEST = 315_619_200, 4_354_732_800
"""Seconds between which a zip knows the time a file was changed: it has the years 1980 to 2107."""


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="要打包的文件夹")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.zip", help="存成什么文件")
    parser.add_argument("--sign", type=Path, metavar="KEY", help="用这个私钥签名")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="做一个新的私钥，存到这里")


def run(asked: Namespace) -> int:
    """Pack a folder, or make a key; 1 where something is refused."""
    prepare_pygame()
    if asked.new_key is not None:
        return _new_key(asked.new_key)
    if asked.folder is None or asked.out is None:
        complain("请写出要打包的文件夹和 -o 文件名.zip；要做私钥，用 --new-key 文件名。")
        return 2
    if not asked.folder.is_dir():
        complain(f"{asked.folder} 不是文件夹。请写出要打包的文件夹。")
        return 1
    return _pack(asked)


def _pack(asked: Namespace) -> int:
    from kiosk.packs.pack_sources import Budget, FolderSource  # noqa: PLC0415 (brings the checks)
    from kiosk.packs.signing import SIGNATURE, grouped, load_key, public_key, signature_of  # noqa: PLC0415

    key = load_key(asked.sign) if asked.sign is not None else None
    told: list[Problem] = []
    budget = Budget()
    written = io.BytesIO()
    digests: dict[str, str] = {}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in FolderSource(asked.folder).entries(told, budget):
            name = "/".join(entry.parts)
            if entry.name == SIGNATURE or Path(str(entry.inner)).resolve() == asked.out.resolve():
                continue
            data = _read(entry, budget)
            digests[name] = hashlib.sha256(data).hexdigest()
            changed = time.localtime(min(max(entry.changed / 1e9, OLDEST), NEWEST))[:6]
            archive.writestr(zipfile.ZipInfo(name, changed), data, zipfile.ZIP_DEFLATED)
        if key is not None:
            archive.writestr(SIGNATURE, signature_of(digests, key))
    for problem in told:
        complain(problem.text())
    if not digests:
        complain(f"{asked.folder} 里没有文件。请写出放着剧本的文件夹。")
        return 1
    write_output(asked.out, written.getvalue(), None)
    signed = f"，签了名，公钥 {grouped(public_key(key))}…" if key is not None else "，没有签名"
    say(f"写好了：{asked.out}（{len(digests)} 个文件，{written.tell() // 1024:,} KB{signed}）")
    return 0


def _read(entry: Entry, budget: Budget) -> bytes:
    """Read a file; OutputRefusedError where that can't be done, as a pack without it is not what was wanted."""
    try:
        return b"".join(entry.pieces(budget))
    except OSError as error:
        why = (
            f"{entry.shown} 读不出来（{reason_of(error)}），没有打包。请检查这个文件，再运行一次。"
        )
        raise OutputRefusedError(why) from error
    except ValueError as error:
        why = f"{entry.shown} 还没有写完，或者坏了，没有打包。请检查这个文件，再运行一次。"
        raise OutputRefusedError(why) from error


def _new_key(path: Path) -> int:
    from kiosk.packs.signing import new_key  # noqa: PLC0415 (an extra)

    data, public = new_key()
    refuse_odd_places(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody else may read it, from the first moment on.
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise OutputRefusedError(f"{path} 已经有了，没有改动它。请换一个名字。") from error
    except OSError as error:
        raise OutputRefusedError(not_written(path, error)) from error
    with os.fdopen(number, "wb") as file:
        file.write(data)
    say(f"私钥写好了：{path}。请留在办公室，不要放进 U 盘。")
    say("每台机器的设置里写这两行：")
    say("要求签名: 是")
    say(f"签名公钥: {public}")
    return 0
