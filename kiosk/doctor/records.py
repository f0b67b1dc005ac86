"""Looks at what the kiosk has written down of its visits."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.diagnosis import Diagnosis, Health, Installation

NEARLY_FULL = 0.8
"""Share of the most a journal may take from which staff are told."""


def journal(installation: Installation) -> Iterator[Diagnosis]:
    """Look whether the journal is whole, has room, and whether a damaged one was ever set aside."""
    # SQLite, when somebody asks.
    from kiosk.records import journal_file as files  # noqa: PLC0415

    path = files.journal_file(installation.data)
    aside = files.set_aside(installation.data)
    if aside:
        names = "、".join(one.name for one in aside)
        message = f"记录坏过，坏了的另存为 {names}，后来的记在新文件里"
        advice = "请把这些文件交给维护人员；先检查磁盘，它可能快坏了。不需要了就可以删掉。"
        yield Diagnosis("journal", "记录", Health.NOTICE, message, advice)
    if not path.exists():
        yield Diagnosis("journal", "记录", Health.OK, "还没有人玩过")
        return
    fault, size = files.faults_of(path), path.stat().st_size
    if fault:
        advice = (
            "请先把记录带走（“今天”里按人数，再按“写到 U 盘”；或者 kiosk records export），再重新启动："
            "程序会把坏了的另存，从头开始记。"
        )
        yield Diagnosis("journal", "记录", Health.ERROR, f"{path.name} 有问题：{fault}", advice)
    elif size > NEARLY_FULL * files.MOST_BYTES:
        advice = "请导出记录，然后把这个文件移到别处：程序会从头开始记。"
        yield Diagnosis("journal", "记录", Health.NOTICE, f"快满了，{size / 1e9:.1f} GB", advice)
    else:
        yield Diagnosis("journal", "记录", Health.OK, f"完好，{size / 1e6:.1f} MB")
