"""The interface as one page to be approved: every word outside the stories, every screen, a box to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kiosk.review.storyboard.document import (
    MACHINE,
    document,
    figures,
    number,
    sign_box,
)
from kiosk.review.storyboard.interface_texts import with_blanks_named
from kiosk.review.storyboard.markup import Markup, facts, joined, table, tag
from kiosk.review.storyboard.pieces import Piece, Section
from kiosk.review.storyboard.record import Record
from kiosk.words import SPOKEN_SECTIONS

TITLE = "界面上的字和读出来的话"

NAMED = {"numbers", "site"}
"""Sections whose pieces aren't understood without their names."""

Pictures = Mapping[str, Sequence[tuple[str, str]]]
"""Pictures by section, each a caption and a data URI."""


def interface_page(
    sections: Sequence[Section], record: Record, pictures: Pictures, today: date
) -> str:
    """Give the page of the whole interface."""
    fingerprint = record.fingerprint
    pieces = sum(len(section.pieces) for section in sections)
    body = joined(
        tag("h1", TITLE),
        tag("p", f"{MACHINE}　界面材料审核", class_="lead"),
        tag(
            "p",
            "剧本以外，观众在这台机器上能看到、听到的每一个字都在这里：待机、选故事、按钮、求助、复盘、安装……"
            "剧本各有自己的材料，这里画面上的故事内容只是例子。",
        ),
        facts(
            [
                ("内容", f"{len(sections)} 部分，{pieces} 条"),
                ("怎么读", "〔〕里的由程序填写；“听”是读出来的，“看”是画面上的"),
                ("内容指纹", tag("b", fingerprint, class_="code")),
            ]
        ),
        interface_sign_box(fingerprint),
        [_section(section, pictures.get(section.key, ())) for section in sections],
        tag(
            "p",
            f"{TITLE}　指纹 {fingerprint}　{today.isoformat()} 由 kiosk storyboard 生成",
            class_="foot",
        ),
    )
    return document(TITLE, fingerprint, body, record)


def interface_sign_box(fingerprint: str) -> Markup:
    """Give the box to sign of the interface: what is signed goes into the settings."""
    then = joined(
        tag(
            "p",
            "签字以后，把下面一行写进这台机器的 settings.yaml，kiosk doctor 就会说界面有没有改过：",
        ),
        tag("pre", f"界面审核指纹: {fingerprint}"),
    )
    return sign_box(fingerprint, then)


def _section(section: Section, pictures: Sequence[tuple[str, str]]) -> Markup:
    head = tag("h2", tag("span", section.number, class_="no"), section.title)
    images = dict(pictures)
    if section.key == "icons":
        rows = [_icon(piece, images.get(piece.name)) for piece in section.pieces]
        return joined(head, tag("div", rows, class_="icons"))
    named = section.key in NAMED
    told = [
        (
            number(piece.number),
            *((piece.name,) if named else ()),
            with_blanks_named(piece.parts[0].text) or "（没有）",
            _sense(section, piece.name),
            "",
        )
        for piece in section.pieces
    ]
    heads = ("编号", *(("是什么",) if named else ()), "文字", "看还是听", "意见")
    return joined(head, figures(list(pictures)), table(heads, told, class_="remarked words"))


def _sense(section: Section, name: str) -> str:
    """Give how visitors get to know the words: read, heard, or both."""
    if section.key in {"numbers", "say"}:
        return "听"
    return "看、听" if name.startswith(SPOKEN_SECTIONS) or section.key == "laws" else "看"


def _icon(piece: Piece, uri: str | None) -> Markup:
    shown = tag("img", src=uri, alt=piece.name) if uri else ""
    return tag("div", shown, tag("div", number(piece.number)))
