"""A story as one page to be approved: every screen, way and word, and a box to sign.

The page needs nothing else: no network, no script, no font of its own. What is signed is the
fingerprint, and the approval in the story's file holds the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kiosk.review.plays import best_and_worst
from kiosk.review.storyboard.graph import MOST_PLACES, STYLES, graph_svg, lay_out
from kiosk.review.storyboard.markup import Markup, facts, joined, table, tag
from kiosk.review.storyboard.pictures import StoryPictures
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Edge, Extremes, Graph
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Choice,
    Device,
    Ending,
    Form,
    Kind,
    Line,
    QuizItem,
    Scenario,
    Scene,
    Verdict,
)
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.schema import Sort, keys_of
from kiosk.scenario.serialise import same_fingerprint
from kiosk.scenario.spoken import line_id
from kiosk.visit.play import Play
from kiosk.visit.score import score, spotted_at

USUAL_QUESTION = "您怎么办？"
SIGNS = {"safe": "✓", "risky": "!", "fall": "✗"}
"""A sign beside each verdict: colour alone says nothing on a black-and-white printer."""

_STYLE = Path(__file__).with_name("storyboard.css")
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Storyboard:
    """A story with what its page needs: its graph, its pictures, a number for each place."""

    scenario: Scenario
    pictures: StoryPictures

    @cached_property
    def graph(self) -> Graph:
        """Give the story's graph."""
        return Graph(self.scenario)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Give the number of each place by its id: 1, 2, 3 for scenes, 结1, 结2 for endings."""
        scenes = {s.id: str(n) for n, s in enumerate(self.scenario.scenes, start=1)}
        return scenes | {e.id: f"结{n}" for n, e in enumerate(self.scenario.endings, start=1)}

    @cached_property
    def edges_in(self) -> Mapping[str, tuple[Edge, ...]]:
        """Give the edges that lead into each place by its id."""
        found: dict[str, tuple[Edge, ...]] = {}
        for edges in self.graph.edges.values():
            for edge in edges:
                found[edge.goal] = (*found.get(edge.goal, ()), edge)
        return found

    def name(self, cast_id: str) -> str:
        """Give what somebody is called on the screen."""
        own = {NARRATOR: "旁白", VISITOR: "我（观众）"}
        found = (one.name for one in self.scenario.cast if one.id == cast_id)
        return own.get(cast_id) or next(found, cast_id)

    def link(self, place_id: str) -> Markup:
        """Give a link to a place, by number and id."""
        number = self.numbers.get(place_id, "?")
        return tag("a", f"{number} {place_id}", href=f"#p-{number}")


def storyboard_page(  # noqa: PLR0913 - each is a part of what is approved
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
    board = Storyboard(scenario, pictures)
    extremes = board.graph.extremes()
    if extremes is None:
        raise ValueError(f"剧本“{scenario.title}”不是每条路都能走到结局")
    body = joined(
        _summary(board, extremes, file, fingerprint),
        _approval_form(fingerprint),
        _problems(problems),
        _graph(board),
        _best_and_worst_play(scenario),
        tag("h2", "场景"),
        [_scene(board, one) for one in scenario.scenes],
        tag("h2", "结局"),
        [_ending(board, one) for one in scenario.endings],
        _quiz(board),
        _background(scenario, catalogue),
        tag(
            "p",
            f"{scenario.title}　指纹 {fingerprint}　{today.isoformat()} 由 kiosk storyboard 生成",
            class_="foot",
        ),
    )
    return f"<!DOCTYPE html>\n{_document(scenario.title, fingerprint, body)}\n"


def _document(title: str, fingerprint: str, body: Markup) -> Markup:
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


def _summary(board: Storyboard, extremes: Extremes, file: str, fingerprint: str) -> Markup:
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
                ("审核", _approval_state(story, fingerprint)),
            ]
        ),
    )


def _approval_state(story: Scenario, fingerprint: str) -> Markup:
    if story.approval is None:
        return tag("span", "! 还没有审核", class_="state risky")
    given = (
        f"{story.approval.by}，{story.approval.on.isoformat()}，指纹 {story.approval.fingerprint}"
    )
    if same_fingerprint(story.approval.fingerprint, fingerprint):
        return joined(tag("span", "✓ 已审核", class_="state safe"), f"　{given}")
    return joined(
        tag("span", "✗ 审核已失效", class_="state fall"), f"　审核以后内容改过（{given}）"
    )


def _approval_form(fingerprint: str) -> Markup:
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


def _graph(board: Storyboard) -> Markup:
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


def _best_and_worst_play(scenario: Scenario) -> Markup:
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
    details = [
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
        tag("p", "，".join(fact for fact in details if fact) + "。"),
    )


def _scene(board: Storyboard, one: Scene) -> Markup:
    """Give a scene: its picture, lines with cues, device, question and choices."""
    right = joined(_lines(board, one), _device(board, one))
    if one.choices:
        question = tag("p", one.question or USUAL_QUESTION, class_="question")
        after = joined(question, [_choice(board, n, c) for n, c in enumerate(one.choices, start=1)])
    else:
        after = tag("p", "说完直接到 ", board.link(one.goto), class_="next")
    return _place(board, one, one.channel.zh, right, after)


def _ending(board: Storyboard, one: Ending) -> Markup:
    """Give an ending: its picture and lines."""
    return _place(board, one, f"结局　{one.title}", _lines(board, one), Markup(""))


def _place(
    board: Storyboard, one: Scene | Ending, kind: str, right: Markup, after: Markup
) -> Markup:
    number = board.numbers[one.id]
    head = tag("h3", tag("span", number, class_="no"), one.id, tag("span", kind, class_="kind"))
    came = [
        joined(board.link(edge.start), "" if edge.index is None else f" 选 {edge.index + 1}")
        for edge in board.edges_in.get(one.id, ())
    ]
    known = joined(*(joined("、" if n else "", way) for n, way in enumerate(came)))
    first = one.id == board.graph.first
    where = "故事从这里开始" if first else "" if came else "没有路走到这里"
    source = tag("p", where, joined("从 ", known, " 来") if came else "", class_="from")
    picture = _picture(board.pictures.places.get(one.id), f"{one.id} 的画面")
    body = tag("div", picture, tag("div", right), class_="split")
    return tag("section", head, source, body, after, class_="place", id=f"p-{number}")


def _picture(uri: str | None, says: str) -> Markup:
    if uri is None:
        return tag("p", "（没有画面）", class_="note")
    return tag("figure", tag("img", src=uri, alt=says))


def _lines(board: Storyboard, one: Scene | Ending) -> Markup:
    return tag(
        "ol",
        [tag("li", _line(board, one, n, line)) for n, line in enumerate(one.lines)],
        class_="lines",
    )


def _line(board: Storyboard, one: Scene | Ending, index: int, line: Line) -> Markup:
    who = board.name(line.speaker) + ("" if line.form is Form.TEXT else f"　[{line.form.zh}]")
    say = tag("div", f"读作：{line.say}", class_="note") if line.say else ""
    cues = [
        tag("li", f"破绽{n} ", tag("b", cue.words), f"——{cue.technique}：{cue.note}")
        for n, cue in enumerate(line.cues, start=1)
    ]
    return joined(
        tag("div", f"{who}　", tag("span", line_id(one, index), class_="code"), class_="who"),
        tag("div", _with_cues_marked(line)),
        say,
        tag("ul", cues, class_="cues") if cues else "",
    )


def _with_cues_marked(line: Line) -> Markup:
    """Give the words of a line with those of its cues marked, each with its number."""
    places = sorted(
        (line.text.find(cue.words), n, cue.words) for n, cue in enumerate(line.cues, start=1)
    )
    pieces: list[str] = []
    at = 0
    for start, number, words in places:
        if start >= at:
            pieces += [line.text[at:start], tag("mark", words, tag("sup", str(number)))]
            at = start + len(words)
    return joined(*pieces, line.text[at:])


def _device(board: Storyboard, one: Scene) -> Markup:
    contact = [("对方", board.name(one.contact) if one.contact else "")]
    return facts([*contact, *_device_facts(one.device)])


def _device_facts(device: Device) -> Iterator[tuple[str, str]]:
    for key in keys_of(Device):
        value = getattr(device, key.name)
        if value == key.default:
            continue
        if key.shape.sort is Sort.LIST:
            yield key.zh, " / ".join(value)
        elif key.shape.sort is Sort.FLAG:
            yield key.zh, "是"
        else:
            yield key.zh, f"{value:,}" if isinstance(value, int) else str(value)


def _choice(board: Storyboard, number: int, choice: Choice) -> Markup:
    style = STYLES[choice.verdict]
    details = [
        f"损失 {choice.loss:,} 元" if choice.loss else "",
        f"泄露：{'、'.join(choice.leaks)}" if choice.leaks else "",
        f"按键：{choice.control.zh}" if choice.control else "",
        f"读作：{choice.say}" if choice.say else "",
    ]
    tags = tag(
        "span",
        tag("span", f"{SIGNS[style]} {choice.verdict.zh}", class_=f"state {style}"),
        tag("span", choice.stance.zh),
        [tag("span", fact) for fact in details if fact],
        tag("span", "→ ", board.link(choice.goto)),
        class_="tags",
    )
    return tag(
        "div",
        tag("p", tag("b", f"{number}. {choice.text}", class_="text"), tags),
        tag("p", f"后果：{choice.consequence}"),
        tag("p", f"为什么：{choice.why}"),
        class_=f"choice {style}",
    )


def _quiz(board: Storyboard) -> Markup:
    items = [_quiz_item(board, n, q) for n, q in enumerate(board.scenario.quiz, start=1)]
    return joined(tag("h2", "再考考您"), tag("div", items, class_="quiz"))


def _quiz_item(board: Storyboard, number: int, item: QuizItem) -> Markup:
    """Give a quiz item: its picture, what it is and why."""
    style = "fall" if item.kind.en == "scam" else "safe"
    return tag(
        "section",
        tag(
            "h3",
            tag("span", f"考{number}", class_="no"),
            item.id,
            tag("span", f"{item.channel.zh}　来自 {item.sender}", class_="kind"),
        ),
        _picture(board.pictures.quiz.get(item.id), f"考题 {item.id} 的画面"),
        tag("p", item.text),
        tag("p", f"读作：{item.say}", class_="note") if item.say else "",
        tag("p", tag("span", item.kind.zh, class_=f"state {style}"), f"　{item.technique}"),
        tag("p", f"为什么：{item.why}"),
        class_="place",
    )


def _background(story: Scenario, catalogue: Catalogue) -> Markup:
    """Give what the story rests on: law, sources, cast, readings."""
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
