"""The list of several documents that are signed together: what each is of, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from kiosk.review.storyboard.document import MACHINE, document
from kiosk.review.storyboard.markup import Markup, joined, table, tag
from kiosk.review.storyboard.record import Record
from kiosk.values import dataclass

INDEX = "目录.html"
"""What the list's file is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the list; `file` is empty where there is nothing to be read.

    `state` says what is to be read of it: all, changes, nothing.
    """

    title: str
    kind: str
    fingerprint: str
    state: str
    file: str = ""


def index_page(entries: Sequence[Entry], records: Sequence[Record], today: date) -> str:
    """Give the list, with room to note the decision on each.

    It carries all that is there now, so that a folder can be compared with even where what hadn't
    changed got no page.
    """
    rows = [
        (
            str(place),
            joined(_link(entry), tag("div", entry.kind, class_="note")),
            tag("span", entry.fingerprint, class_="code"),
            entry.state,
            "□ 同意　□ 修改　□ 不同意" if entry.file else "",
            "",
        )
        for place, entry in enumerate(entries, start=1)
    ]
    body = joined(
        tag("h1", "审核材料目录"),
        tag("p", f"{MACHINE}　共 {len(entries)} 份", class_="lead"),
        table(("", "材料", "内容指纹", "看什么", "结论", "签字、日期"), rows, class_="index"),
        tag("p", "每份材料自己也有签字的地方。点名字打开；打印时一份一份打印。", class_="note"),
        tag("p", f"{today.isoformat()} 由 kiosk storyboard 生成", class_="foot"),
    )
    return document("审核材料目录", "", body, *records)


def _link(entry: Entry) -> Markup:
    if not entry.file:
        return joined(entry.title)
    return tag("a", entry.title, href=quote(entry.file))
