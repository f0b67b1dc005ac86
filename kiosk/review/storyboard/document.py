"""What all pages that are signed have in common: their frame, the box to sign, room for remarks.

A page needs nothing else: no network, no script, no font of its own. What is signed is a fingerprint.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.review.storyboard.markup import Markup, joined, tag
from kiosk.review.storyboard.record import Record, element
from kiosk.storage import read_text

MACHINE = "反诈互动训练一体机"

_STYLE = Path(__file__).with_name("storyboard.css")
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def document(title: str, fingerprint: str, body: Markup, *records: Record) -> str:
    """Give a page; the fingerprint stands at the foot of each printed sheet, the records in its head."""
    # The fingerprint is hexadecimal digits and dashes: nothing in it can leave the style sheet.
    digits = "".join(c for c in fingerprint if c in "0123456789abcdef-")
    foot = f"内容指纹 {digits}" if digits else MACHINE
    every_page = (
        f'@page {{ @bottom-left {{ content: "{foot}"; font-size: 8pt; color: #55636f; }}'
        ' @bottom-right { content: counter(page) " / " counter(pages);'
        " font-size: 8pt; color: #55636f; } }"
    )
    style = Markup(read_text(_STYLE) + every_page)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_NOTHING_FROM_ELSEWHERE),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        [element(record) for record in records],
        tag("title", f"{title}　材料审核"),
        tag("style", style),
    )
    page = tag("html", head, tag("body", body), lang="zh-CN")
    return f"<!DOCTYPE html>\n{page}\n"


def sign_box(fingerprint: str, then: Markup) -> Markup:
    """Give the box to sign; `then` says what is done with the fingerprint afterwards."""
    return tag(
        "section",
        tag("h2", "审核意见"),
        tag(
            "div",
            tag("span", "□ 同意播放"),
            tag("span", "□ 修改后再审"),
            tag("span", "□ 不同意"),
            class_="boxes",
        ),
        tag(
            "div",
            *(tag("span", what) for what in ("审核人（签字、盖章）", "日期", "意见")),
            class_="blanks",
        ),
        tag(
            "p",
            "审核的是指纹为 ",
            tag("b", fingerprint, class_="code"),
            " 的内容：改动一个字，指纹就变，要重新审核。每一句话前面都有编号，意见可以写成“3.2 改成……”，"
            "也可以写在右边的空白里。",
        ),
        then,
        class_="sign",
    )


def number(text: str) -> Markup:
    """Give the number of a piece, as remarks refer to it."""
    return tag("b", text, class_="num")


def with_remarks(content: Markup, *, class_: str = "", id_: str | None = None) -> Markup:
    """Give content that isn't torn between two sheets, with room for remarks beside it."""
    remarks = tag("div", tag("span", "意见"), class_="remarks")
    names = f"place {class_}".strip()
    return tag("section", tag("div", content, class_="main"), remarks, class_=names, id=id_)


def picture(uri: str | None, says: str) -> Markup:
    """Give a picture; where there is none, that."""
    if uri is None:
        return tag("p", "（没有画面）", class_="note")
    return tag("figure", tag("img", src=uri, alt=says))


def figures(pictures: list[tuple[str, str]]) -> Markup:
    """Give small pictures side by side, each with its caption: pairs of caption and picture."""
    shown = [
        tag("figure", tag("img", src=uri, alt=says), tag("figcaption", says))
        for says, uri in pictures
    ]
    return tag("div", shown, class_="figures") if shown else joined()
