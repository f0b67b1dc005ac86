"""A story as one page to be approved: every screen, way and word, and a box to sign.

The page needs nothing else: no network, no script, no font of its own. What is signed is the
fingerprint, and the approval in the story's file holds the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kiosk.review.plays import best_and_worst
from kiosk.review.storyboard import places
from kiosk.review.storyboard.graph_layout import MOST_PLACES, lay_out
from kiosk.review.storyboard.graph_svg import STYLES, graph_svg
from kiosk.review.storyboard.markup import Markup, facts, joined, table, tag
from kiosk.review.storyboard.pictures import StoryPictures
from kiosk.review.storyboard.places import SIGNS, Board
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Extremes
from kiosk.scenario.model import Ending, Kind, Scenario, Verdict
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.serialise import same_fingerprint
from kiosk.visit.play import Play
from kiosk.visit.score import score, spotted_at

_STYLE = Path(__file__).with_name("storyboard.css")
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def storyboard(  # noqa: PLR0913 - each is a part of what is approved
    scenario: Scenario,
    *,
    file: str,
    fingerprint: str,
    problems: tuple[Problem, ...],
    catalogue: Catalogue,
    pictures: StoryPictures,
    today: date,
) -> str:
    """Give the page of a story that can be played; `file` is its name as people know it."""
    board = Board(scenario, pictures)
    extremes = board.graph.extremes()
    if extremes is None:
        raise ValueError(f"剧本“{scenario.title}”不是每条路都能走到结局")
    body = joined(
        _head(board, extremes, file, fingerprint),
        _sign(fingerprint),
        _problems(problems),
        _graph(board),
        _plays(scenario),
        tag("h2", "场景"),
        [places.scene(board, one) for one in scenario.scenes],
        tag("h2", "结局"),
        [places.ending(board, one) for one in scenario.endings],
        _quiz(board),
        _behind(scenario, catalogue),
        tag(
            "p",
            f"{scenario.title}　指纹 {fingerprint}　{today.isoformat()} 由 kiosk storyboard 生成",
            class_="foot",
        ),
    )
    return f"<!DOCTYPE html>\n{_page(scenario.title, fingerprint, body)}\n"


def _page(title: str, fingerprint: str, body: Markup) -> Markup:
    # The fingerprint is hexadecimal digits and dashes: nothing in it can leave the style sheet.
    digits = "".join(c for c in fingerprint if c in "0123456789abcdef-")
    every_page = (
        f'@page {{ @bottom-left {{ content: "内容指纹 {digits}"; font-size: 8pt; color: #55636f; }}'
        ' @bottom-right { content: counter(page) " / " counter(pages);'
        " font-size: 8pt; color: #55636f; } }"
    )
    style = Markup(_STYLE.read_text(encoding="utf-8") + every_page)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_NOTHING_FROM_ELSEWHERE),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title}　材料审核"),
        tag("style", style),
    )
    return tag("html", head, tag("body", body), lang="zh-CN")


def _head(board: Board, extremes: Extremes, file: str, fingerprint: str) -> Markup:
    story = board.scenario
    kind = "fall" if story.kind is Kind.SCAM else "safe"
    cues = sum(len(line.cues) for place in story.places for line in place.lines)
    counts = (
        f"{len(story.scenes)} 个场景，{len(story.endings)} 个结局，{cues} 处破绽，"
        f"{len(story.quiz)} 道考题"
    )
    decisions = f"{extremes.fewest_decisions} 到 {extremes.most_decisions} 次选择"
    lost = min(extremes.most_lost, story.wallet)
    return joined(
        tag("h1", story.title),
        tag("p", "反诈互动训练一体机　剧本材料审核", class_="lead"),
        facts(
            [
                ("性质", tag("span", story.kind.zh, class_=f"state {kind}")),
                ("类型", story.type),
                ("对象", "、".join(story.audience)),
                ("编号", story.id),
                ("文件", file),
                ("内容", counts),
                (
                    "时长",
                    f"{_clock(extremes.shortest)} 到 {_clock(extremes.longest)}（估算），{decisions}",
                ),
                ("防骗分", f"最好 {extremes.best}，最差 {extremes.worst}"),
                ("存款", f"{story.wallet:,} 元，最多损失 {lost:,} 元"),
                ("图片", story.picture),
                ("记住", tag("b", story.remember)),
                ("复审日期", story.review_by.isoformat()),
                ("内容指纹", tag("b", fingerprint, class_="code")),
                ("审核", _approval(story, fingerprint)),
            ]
        ),
    )


def _approval(story: Scenario, fingerprint: str) -> Markup:
    if story.approval is None:
        return tag("span", "! 还没有审核", class_="state risky")
    told = (
        f"{story.approval.by}，{story.approval.on.isoformat()}，指纹 {story.approval.fingerprint}"
    )
    if same_fingerprint(story.approval.fingerprint, fingerprint):
        return joined(tag("span", "✓ 已审核", class_="state safe"), f"　{told}")
    return joined(tag("span", "✗ 审核已失效", class_="state fall"), f"　审核以后内容改过（{told}）")


def _sign(fingerprint: str) -> Markup:
    lines = f"审核:\n  审核人: ＿＿＿＿\n  日期: ＿＿＿＿\n  指纹: {fingerprint}"
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
            " 的内容：改动一个字，指纹就变，要重新审核。签字以后，把下面几行写进剧本文件的末尾（原来有“审核”的，换掉它）：",
        ),
        tag("pre", lines),
        class_="sign",
    )


def _problems(problems: tuple[Problem, ...]) -> Markup:
    if not problems:
        return joined(tag("h2", "检查结果"), tag("p", "✓ 没有发现问题。", class_="safe"))
    weights = {Severity.ERROR: "fall", Severity.NOTICE: "risky"}
    rows = [
        (
            tag("span", problem.severity.zh, class_=weights[problem.severity]),
            f"第 {problem.line} 行" if problem.line else "整个文件",
            problem.message,
            problem.advice,
        )
        for problem in problems
    ]
    return joined(tag("h2", "检查结果"), table(("轻重", "位置", "问题", "怎么办"), rows))


def _graph(board: Board) -> Markup:
    layout = lay_out(board.graph)
    if layout is None:
        told = f"场景超过 {MOST_PLACES} 个，画成图看不清，请看下面每个场景的去向。"
        return joined(tag("h2", "走向图"), tag("p", told))
    legend = [
        tag("span", f"{SIGNS[style]} {verdict.zh}　", class_=style)
        for verdict, style in ((v, STYLES[v]) for v in Verdict)
    ]
    return tag(
        "section",
        tag("h2", "走向图"),
        tag(
            "p",
            "从上往下走。方框是场景，圆框是结局，线上是第几个选项和它的判断：",
            legend,
            tag("span", "点方框看这个场景。", class_="screen-only"),
        ),
        graph_svg(board.graph, layout, board.numbers),
        class_="graph",
    )


def _plays(scenario: Scenario) -> Markup:
    best, worst = best_and_worst(scenario)
    return joined(
        tag("h2", "最好和最差的走法"),
        tag("div", _play("最好", best), _play("最差", worst), class_="plays"),
    )


def _play(name: str, play: Play) -> Markup:
    steps = [
        tag(
            "li",
            f"{step.scene.id}：选 {step.index + 1} “{step.choice.text}” ",
            tag("span", step.choice.verdict.zh, class_=STYLES[step.choice.verdict]),
        )
        for step in play.steps
    ]
    spotted = spotted_at(play)
    title = play.position.title if isinstance(play.position, Ending) else ""
    facts_of = [
        f"结局“{title}”",
        f"防骗分 {score(play)}",
        f"损失 {play.lost:,} 元",
        f"泄露 {'、'.join(play.leaks)}" if play.leaks else "",
        f"第 {spotted} 步识破" if spotted else "",
    ]
    return tag(
        "div",
        tag("h3", name),
        tag("ol", steps),
        tag("p", "，".join(fact for fact in facts_of if fact) + "。"),
    )


def _quiz(board: Board) -> Markup:
    items = [places.quiz_item(board, n, q) for n, q in enumerate(board.scenario.quiz, start=1)]
    return joined(tag("h2", "再考考您"), tag("div", items, class_="quiz"))


def _behind(story: Scenario, catalogue: Catalogue) -> Markup:
    """Give what stands behind the story: law, sources, cast, readings."""
    law = [(e, *_article(catalogue, e)) for e in story.law]
    cast = [(one.id, one.name, one.voice, one.portrait) for one in story.cast]
    return joined(
        tag("h2", "法律依据"),
        table(("编号", "条文", "大意"), law),
        tag("h2", "事实来源"),
        table(("名称", "发布", "日期"), [(s.title, s.publisher, s.date) for s in story.sources]),
        tag("h2", "角色"),
        table(("编号", "称呼", "声音", "头像"), cast) or tag("p", "没有角色。"),
        *_readings(story),
    )


def _article(catalogue: Catalogue, entry: str) -> tuple[str, str]:
    found = catalogue.law(entry)
    return (f"{found.law}{found.article}", found.paraphrase) if found else ("目录里没有", "")


def _readings(story: Scenario) -> Iterator[Markup]:
    if story.readings:
        yield tag("h2", "读音")
        yield table(("词", "读作"), [(one.words, one.say) for one in story.readings])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
