"""Every word a visitor can see or hear outside the stories, in numbered pieces, and its fingerprint.

It holds whole tables, not what some screen happens to show: a word added to the interface's file, a
slogan, an article of law is in it without anybody thinking of it. What a site sets and a visitor sees
(its name, its logo, where the QR code leads) is in it too. Values only: nothing is drawn here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kiosk.patterns import pattern
from kiosk.review.storyboard.pieces import Kind, Part, Piece, Section
from kiosk.review.storyboard.record import INTERFACE, Record, picture_fingerprint
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import Channel
from kiosk.scenario.serialise import grouped
from kiosk.scenario.spoken import NUMBERS, SIGNS
from kiosk.settings import Settings, as_written
from kiosk.storage import UNREADABLE
from kiosk.words import Words

TITLES = {
    "attract": "待机",
    "bar": "画面下面一排按钮",
    "choose": "选故事",
    "story": "故事里",
    "device": "手机、网页和柜台",
    "outcome": "选了以后",
    "verdict": "判断",
    "ending": "结局",
    "debrief": "复盘",
    "retry": "从哪里再试",
    "recall": "先想一想",
    "quiz": "再考考您",
    "grade": "您的识骗力",
    "install": "安装反诈 App",
    "help": "我可能正在被骗",
    "leave": "要退出吗",
    "still": "您还在吗",
    "paused": "暂停服务",
    "waiting": "程序重新打开的时候",
    "say": "只读出来的话",
}
"""What the parts of the file of words are called; one that isn't here goes by its own name."""

BLANKS = {
    "amount": "金额",
    "answer": "您的回答",
    "better": "更稳妥的选项",
    "choice": "选项",
    "count": "人数",
    "day": "几日",
    "genuine": "认出的真事的个数",
    "host": "网址",
    "hour": "几点",
    "kept": "剩下的钱",
    "kinds": "渠道",
    "label": "按钮上的字",
    "lost": "损失的钱",
    "members": "人数",
    "minute": "几分",
    "minutes": "分钟数",
    "month": "几月",
    "name": "名字",
    "note": "说明",
    "number": "第几个",
    "page": "第几页",
    "pages": "页数",
    "phone": "电话号码",
    "payee": "收款人",
    "praise": "夸奖的话",
    "right": "答对几题",
    "scams": "识骗力的评语",
    "score": "分数",
    "seconds": "秒数",
    "site": "站点名称",
    "step": "第几步",
    "steps": "步数",
    "missed": "漏了几处",
    "technique": "手法",
    "techniques": "手法",
    "text": "原文",
    "time": "用了多久",
    "title": "标题",
    "total": "总数",
    "verdict": "判断",
    "what": "内容",
    "wallet": "钱的名称",
    "who": "来电的人",
    "words": "破绽",
}
"""What stands for the blanks the program fills in, on the page."""

_BLANK = pattern(r"\{(\w+)\}")


def interface_sections(
    words: Words, catalogue: Catalogue, settings: Settings, link: str, assets: Path
) -> tuple[Section, ...]:
    """Give all of the interface of a site; `link` is where its QR code leads."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for key in words.keys():  # noqa: SIM118 (not a dict)
        tables.setdefault(key.split(".")[0], []).append((key, words(key)))
    found = [(key, TITLES.get(key, key), pairs) for key, pairs in tables.items()]
    found += [
        ("numbers", "数字和网址的读法", [*_numbers()]),
        ("channels", "渠道的名称", [(one.en, one.zh) for one in Channel]),
        ("slogans", "待机画面上的标语", [(s.text, s.text) for s in catalogue.slogans if s.display]),
        (
            "laws",
            "复盘里的法律",
            [(e.id, f"{e.law}{e.article}：{e.paraphrase}") for e in catalogue.laws],
        ),
        (
            "techniques",
            "凭据旁边，没有用某种手法怎么说",
            [(one.name, one.not_used) for one in catalogue.techniques],
        ),
        ("site", "这台机器自己的设置", [*_site(settings, link)]),
        (
            "icons",
            "按钮上的图案",
            [*_pictures(sorted((assets / "pictures" / "icons").glob("*.svg")))],
        ),
    ]
    return tuple(
        _section(str(number), key, title, pairs)
        for number, (key, title, pairs) in enumerate(found, start=1)
    )


def interface_fingerprint(sections: Sequence[Section]) -> str:
    """Give four groups of four hexadecimal digits over every word and picture; numbers don't count."""
    plain = [
        [section.key, [[piece.name, *piece.content] for piece in section.pieces]]
        for section in sections
    ]
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return grouped(hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest())


def interface_record(sections: Sequence[Section], on: str) -> Record:
    """Give what the interface's storyboard carries."""
    plain = [
        [one.key, one.number, one.title, [[p.number, p.name, p.parts[0].text] for p in one.pieces]]
        for one in sections
    ]
    return Record(INTERFACE, interface_fingerprint(sections), on, {"sections": plain})


def sections_of(record: Record) -> tuple[Section, ...] | None:
    """Give the interface a storyboard carries; None where it carries none."""
    if record.kind != INTERFACE:
        return None
    try:
        return tuple(
            Section(
                str(key),
                str(number),
                str(title),
                tuple(_piece(str(at), str(name), str(text)) for at, name, text in rows),
            )
            for key, number, title, rows in record.content["sections"]
        )
    except UNREADABLE:
        return None


def with_blanks_named(text: str) -> str:
    """Give words of the interface with what the program fills in named: 约〔分钟数〕分钟."""
    return _BLANK.sub(lambda blank: f"〔{BLANKS.get(blank[1], blank[1])}〕", text)


def _section(number: str, key: str, title: str, pairs: Iterable[tuple[str, str]]) -> Section:
    pieces = (
        _piece(f"{number}.{place}", name, text) for place, (name, text) in enumerate(pairs, start=1)
    )
    return Section(key, number, title, tuple(pieces))


def _piece(number: str, name: str, text: str) -> Piece:
    return Piece(Kind.ROW, number, name, (Part("文字", text),))


def _numbers() -> Iterator[tuple[str, str]]:
    yield "选项前面读的数", NUMBERS
    for sign, said in SIGNS.items():
        yield f"网址里的 {sign}", said


def _site(settings: Settings, link: str) -> Iterator[tuple[str, str]]:
    yield "站点名称", settings.site_name
    yield "标志图片", _told(settings.site_logo) if settings.site_logo else ""
    yield "二维码的网址", link
    yield "派出所名称", settings.station_name
    yield "派出所电话", settings.station_phone
    yield "待机画面写不写报警电话", as_written(settings.police_number)
    yield "您还在吗倒数几秒", f"{settings.countdown_seconds:g}"


def _pictures(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for file in files:
        yield file.stem, _told(file)


def _told(picture: Path) -> str:
    fingerprint = picture_fingerprint(picture)
    return f"图片指纹 {fingerprint}" if fingerprint else "没有这张图片"
