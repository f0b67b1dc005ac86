"""What has changed since a version was signed, as a page: the old beside the new, and a box to sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kiosk.review.storyboard.changes import (
    PartChange,
    PieceChange,
    Run,
    SectionChange,
    count,
    marked,
)
from kiosk.review.storyboard.document import (
    MACHINE,
    document,
    figures,
    number,
    picture,
    with_remarks,
)
from kiosk.review.storyboard.markup import Markup, facts, joined, table, tag
from kiosk.review.storyboard.pieces import Piece, Section
from kiosk.review.storyboard.record import Record
from kiosk.values import dataclass

MOST_TOGETHER = 12
"""Pictures that have room on one sheet."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A story or the interface before and after: what it is called, both fingerprints, both origins.

    `before` and `after` are pictures of sections by their keys; `approved` tells who approved what
    before; `sign` is the box to sign.
    """

    title: str
    what: str
    old_fingerprint: str
    new_fingerprint: str
    old_from: str
    new_from: str
    sections: tuple[SectionChange, ...]
    approved: Markup
    sign: Markup
    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Tell whether nothing has changed."""
        return self.old_fingerprint == self.new_fingerprint and not self.sections


def changes_page(changed: Changed, record: Record, today: date) -> str:
    """Give the page; where nothing has changed it says so and has nothing to sign."""
    told = _changes(changed) if changed.sections else _unchanged(changed)
    body = joined(
        tag("h1", changed.title),
        tag("p", f"{MACHINE}　{changed.what}　只列改动", class_="lead"),
        facts(
            [
                ("原来的", joined(_code(changed.old_fingerprint), f"　{changed.old_from}")),
                ("现在的", joined(_code(changed.new_fingerprint), f"　{changed.new_from}")),
                ("改动", _counted(changed)),
            ]
        ),
        "" if changed.same else changed.sign,
        changed.approved,
        told,
        tag(
            "p",
            f"{changed.title}　指纹 {changed.new_fingerprint}　"
            f"{today.isoformat()} 由 kiosk storyboard --since 生成",
            class_="foot",
        ),
    )
    return document(f"{changed.title}　改动", changed.new_fingerprint, body, record)


def _code(fingerprint: str) -> Markup:
    return tag("b", fingerprint, class_="code")


def _counted(changed: Changed) -> str:
    if changed.same:
        return "没有改动"
    return f"{count(changed.sections)} 处，都列在下面；没有列出来的和原来一字不差"


def _unchanged(changed: Changed) -> Markup:
    if changed.same:
        return tag(
            "p", tag("b", "没有改动。"), "两份的内容指纹一样，每个字、每张图都和原来的一样。"
        )
    return tag(
        "p",
        tag("b", "指纹不一样，但没有找到是哪里不一样。"),
        "可能是程序的版本不同。请重新审核整份材料：去掉 --since 再运行一次。",
    )


def _changes(changed: Changed) -> Markup:
    own = {one.new.key for one in changed.sections if one.new} | {
        one.old.key for one in changed.sections if one.old
    }
    others = [
        key
        for key, shown in changed.after.items()
        if key not in own and changed.before.get(key) not in (None, shown)
    ]
    return joined(
        tag("h2", "改了什么"),
        tag(
            "p",
            "左边是原来的，右边是现在的。",
            tag("del", "划掉的"),
            "是去掉的字，",
            tag("ins", "画线的"),
            "是加上的字。",
        ),
        [_section(changed, one) for one in changed.sections],
        _others(changed, others),
    )


def _others(changed: Changed, keys: Sequence[str]) -> Markup:
    """Give the pictures that look otherwise though none of their words has changed."""
    if not keys:
        return Markup("")
    pairs = [
        pair
        for key in keys
        for pair in ((f"{key}　原来", changed.before[key]), (f"{key}　现在", changed.after[key]))
    ]
    return with_remarks(
        joined(
            tag("h3", "跟着变的画面"),
            tag("p", "这些画面自己的字没有改，因为上面的改动，看起来不一样了。", class_="note"),
            figures(pairs),
        ),
        class_="long" if len(pairs) > MOST_TOGETHER else "",
    )


def _section(changed: Changed, one: SectionChange) -> Markup:
    section = one.new or one.old
    if section is None:
        raise ValueError("a change of nothing")
    state = "新加的" if one.old is None else "去掉了" if one.new is None else ""
    if one.renamed and one.old and one.new:
        state = f"编号从“{one.old.title}”改成“{one.new.title}”"
    was = f"（原来是 {one.old.number}）" if one.old and one.old.number != section.number else ""
    head = tag(
        "h3",
        tag("span", section.number, class_="no"),
        section.title,
        tag("span", f"{state}{was}", class_="kind"),
    )
    pictures = _pictures(changed, one)
    rows = [_row(piece) for piece in one.pieces]
    return with_remarks(
        joined(head, pictures, table(("编号", "原来", "现在"), rows, class_="changes"))
    )


def _pictures(changed: Changed, one: SectionChange) -> Markup:
    """Give the old picture beside the new one, where they differ."""
    old = changed.before.get(one.old.key) if one.old else None
    new = changed.after.get(one.new.key) if one.new else None
    if old == new:
        return Markup("")
    title = (one.new or one.old or Section("", "", "", ())).title
    return tag(
        "div",
        *(
            tag("div", picture(uri, f"{title}　{which}")) if uri else tag("div")
            for which, uri in (("原来", old), ("现在", new))
        ),
        class_="pair",
    )


def _row(change: PieceChange) -> tuple[Markup, Markup, Markup]:
    piece = change.new or change.old
    if piece is None:
        raise ValueError("a change of nothing")
    named = joined(_numbers(change), tag("div", piece.name, class_="note"))
    if change.moved and change.old and change.new:
        places = (f"原来是{change.old.name}", f"现在是{change.new.name}，字没有改")
        before, after = (joined(piece.parts[0].text, tag("p", p, class_="note")) for p in places)
        return named, before, after
    if change.old is None or change.new is None:
        cell = joined(*_texts(piece))
        none = tag("span", "（原来没有）" if change.old is None else "（去掉了）", class_="note")
        return (named, none, cell) if change.old is None else (named, cell, none)
    old, new = [], []
    for part in change.parts:
        before, after = _marked(part)
        old.append(tag("p", tag("span", f"{part.name}：", class_="note"), before))
        new.append(tag("p", tag("span", f"{part.name}：", class_="note"), after))
    context = _context(change)
    return named, joined(context, old), joined(context, new)


def _numbers(change: PieceChange) -> Markup:
    now = change.new.number if change.new else ""
    was = change.old.number if change.old else ""
    if now == was or not was:
        return number(now)
    return (
        joined(number(now), tag("div", f"原 {was}", class_="note")) if now else number(f"原 {was}")
    )


def _context(change: PieceChange) -> Markup:
    """Give what a piece says first, where that is not what has changed: it tells which one is meant."""
    first = change.new.parts[0] if change.new and change.new.parts else None
    if first is None or any(part.name == first.name for part in change.parts):
        return Markup("")
    return tag("p", first.text, class_="note")


def _texts(piece: Piece) -> Iterable[Markup]:
    return (
        tag("p", tag("span", f"{part.name}：", class_="note"), part.text) for part in piece.parts
    )


def _marked(part: PartChange) -> tuple[Markup, Markup]:
    if part.old is None:
        return tag("span", "（原来没有）", class_="note"), tag("ins", part.new or "")
    if part.new is None:
        return tag("del", part.old), tag("span", "（去掉了）", class_="note")
    old, new = marked(part.old, part.new)
    return _runs(old, "del"), _runs(new, "ins")


def _runs(runs: tuple[Run, ...], name: str) -> Markup:
    return joined(*(run.text if run.kept else tag(name, run.text) for run in runs))
