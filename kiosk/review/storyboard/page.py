"""A story as one page to be approved: every screen, way and word, and a box to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from kiosk.review.storyboard.document import (
    MACHINE,
    document,
    figures,
    number,
    picture,
    sign_box,
    with_remarks,
)
from kiosk.review.storyboard.graph import MOST_PLACES, STYLES, graph_svg, lay_out
from kiosk.review.storyboard.markup import Markup, facts, joined, table, tag
from kiosk.review.storyboard.pictures import StoryPictures
from kiosk.review.storyboard.pieces import (
    AFTERMATH,
    STORY,
    Kind,
    Part,
    Piece,
    Section,
    debrief_plays,
)
from kiosk.review.storyboard.record import Record
from kiosk.scenario.graph import Edge, Extremes, Graph
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Choice,
    Cue,
    Ending,
    Form,
    Ground,
    Line,
    QuizItem,
    Scenario,
    Scene,
    Verdict,
    line_id,
)
from kiosk.scenario.model import Kind as StoryKind
from kiosk.scenario.problems import Problem, Severity
from kiosk.scenario.serialise import same_fingerprint
from kiosk.values import dataclass

SIGNS = {"safe": "○", "risky": "△", "fall": "✗"}
"""A sign beside each verdict: colour alone says nothing on a black-and-white printer.

None of them is a tick: on a sheet that is to be signed a tick is the reviewer's.
"""

_LIT = {Cue: "cue", Ground: "ground"}
"""The class of words that are lit, by what they are."""


@dataclass(frozen=True)
class Storyboard:
    """A story with what its page needs: its numbered pieces, its graph, its pictures."""

    scenario: Scenario
    sections: Sequence[Section]
    pictures: StoryPictures

    @cached_property
    def graph(self) -> Graph:
        """Give the story's graph."""
        return Graph(self.scenario)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Give the number of each place by its id: 1, 2, 3 for scenes, 结1, 结2 for endings."""
        places = {place.id for place in self.scenario.places}
        return {s.key: s.number for s in self.sections if s.key in places}

    @cached_property
    def _by_key(self) -> Mapping[str, Section]:
        return {section.key: section for section in self.sections}

    def section(self, key: str) -> Section:
        """Give a section by its key."""
        return self._by_key[key]

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
        place = self.numbers.get(place_id, "?")
        return tag("a", f"{place} {place_id}", href=f"#p-{place}")


def storyboard_page(  # noqa: PLR0913 - each is a part of what is approved
    scenario: Scenario,
    *,
    sections: Sequence[Section],
    file: str,
    record: Record,
    problems: tuple[Problem, ...],
    pictures: StoryPictures,
    today: date,
) -> str:
    """Give the page of a story that can be played; `file` is its name as people know it.

    `record` is what a later version is compared with; the fingerprint in it is what is signed.
    """
    fingerprint = record.fingerprint
    board = Storyboard(scenario, sections, pictures)
    extremes = board.graph.extremes()
    if extremes is None:
        raise ValueError(f"剧本“{scenario.title}”不是每条路都能走到结局")
    body = joined(
        _summary(board, extremes, file, fingerprint),
        story_sign_box(fingerprint),
        approved_before(scenario, fingerprint),
        _problems(problems),
        _graph(board),
        tag("h2", "场景"),
        [_scene(board, one) for one in scenario.scenes],
        tag("h2", "结局"),
        [_ending(board, one) for one in scenario.endings],
        _debriefs(board),
        _quiz(board),
        _background(board),
        tag(
            "p",
            f"{scenario.title}　指纹 {fingerprint}　{today.isoformat()} 由 kiosk storyboard 生成",
            class_="foot",
        ),
    )
    return document(scenario.title, fingerprint, body, record)


def _summary(board: Storyboard, extremes: Extremes, file: str, fingerprint: str) -> Markup:
    story = board.scenario
    lines = [line for place in story.places for line in place.lines]
    cues = sum(len(line.cues) for line in lines)
    grounds = sum(len(line.grounds) for line in lines)
    counts = (
        f"{len(story.scenes)} 个场景，{len(story.endings)} 个结局，{cues} 处破绽，{grounds} 处凭据，"
        f"{len(story.quiz)} 道考题"
    )
    decisions = f"{extremes.fewest_decisions} 到 {extremes.most_decisions} 次选择"
    length = f"{_clock(extremes.shortest)} 到 {_clock(extremes.longest)}（估算），{decisions}"
    pieces = board.section(STORY).pieces
    told = [(joined(number(piece.number), piece.name), _told(story, piece)) for piece in pieces]
    rest = [
        ("文件", file),
        ("数量", counts),
        ("时长", length),
        ("内容指纹", tag("b", fingerprint, class_="code")),
    ]
    card = picture(board.pictures.card, "选故事时看到的样子") if board.pictures.card else ""
    return joined(
        tag("h1", story.title),
        tag("p", f"{MACHINE}　剧本材料审核", class_="lead"),
        tag("div", facts([*told, *rest]), card, class_="cover"),
    )


def _told(story: Scenario, piece: Piece) -> Markup:
    """Give what a piece of the story as a whole says."""
    text = "　".join(part.text for part in piece.parts)
    if piece.name == "性质":
        style = "fall" if story.kind is StoryKind.SCAM else "safe"
        return tag("span", text, class_=f"state {style}")
    return tag("b", text) if piece.name == "记住" else joined(text)


def story_sign_box(fingerprint: str) -> Markup:
    """Give the box to sign of a story: what is signed goes into its file."""
    lines = f"审核:\n  审核人: ＿＿＿＿\n  日期: ＿＿＿＿\n  指纹: {fingerprint}"
    then = joined(
        tag("p", "签字以后，把下面几行写进剧本文件的末尾（原来有“审核”的，换掉它）："),
        tag("pre", lines),
    )
    return sign_box(fingerprint, then)


def approved_before(story: Scenario, fingerprint: str) -> Markup:
    """Say plainly who approved what before: it is no part of what is signed now."""
    given = story.approval
    if given is None:
        told = "没有。这个剧本的文件里没有审核记录。"
    else:
        same = same_fingerprint(given.fingerprint, fingerprint)
        which = "和这一份的内容一样" if same else "不是这一份的内容：审核以后改过"
        told = (
            f"文件里写着：“{given.by}”在 {given.on.isoformat()} 审核过指纹为 "
            f"{given.fingerprint} 的内容，{which}。这是从前的记录，不代表这一次的审核。"
        )
    return joined(tag("h2", "从前的审核记录"), tag("p", told))


def _problems(problems: tuple[Problem, ...]) -> Markup:
    if not problems:
        return joined(tag("h2", "程序检查的结果"), tag("p", "程序没有发现问题。"))
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
    return joined(tag("h2", "程序检查的结果"), table(("轻重", "位置", "问题", "怎么办"), rows))


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


def _scene(board: Storyboard, one: Scene) -> Markup:
    """Give a scene: its picture and device, lines with cues, question and choices."""
    section = board.section(one.id)
    device = [_device(board, piece) for piece in section.of_kind(Kind.DEVICE)]
    asked = [
        tag("p", number(piece.number), piece.parts[0].text, class_="question")
        for piece in section.of_kind(Kind.QUESTION)
    ]
    pieces = section.of_kind(Kind.CHOICE)
    choices = [
        _choice(board, piece, index, choice)
        for index, (piece, choice) in enumerate(zip(pieces, one.choices, strict=True), start=1)
    ]
    on = tag("p", "说完直接到 ", board.link(one.goto), class_="next") if not one.choices else ""
    body = _split(board, one, joined(device), _lines(board, one))
    return _place(board, one, one.channel.zh, joined(body, asked, choices, on))


def _ending(board: Storyboard, one: Ending) -> Markup:
    """Give an ending: its picture and lines."""
    (title,) = board.section(one.id).of_kind(Kind.FACT)
    named = tag("p", number(title.number), "结局的标题：", tag("b", one.title))
    body = _split(board, one, Markup(""), joined(named, _lines(board, one)))
    return _place(board, one, "结局", body)


def _split(board: Storyboard, one: Scene | Ending, below: Markup, right: Markup) -> Markup:
    """Give the picture of a place, with what stands below it and beside it."""
    shown = picture(board.pictures.places.get(one.id), f"{one.id} 的画面")
    return tag("div", tag("div", shown, below), tag("div", right), class_="split")


def _place(board: Storyboard, one: Scene | Ending, kind: str, body: Markup) -> Markup:
    here = board.numbers[one.id]
    came = [
        joined(board.link(edge.start), "" if edge.index is None else f" 选 {edge.index + 1}")
        for edge in board.edges_in.get(one.id, ())
    ]
    known = joined(*(joined("、" if n else "", way) for n, way in enumerate(came)))
    first = one.id == board.graph.first
    where = "故事从这里开始" if first else "" if came else "没有路走到这里"
    source = tag("span", where, joined("从 ", known, " 来") if came else "", class_="from")
    name = tag("span", here, class_="no"), one.id, tag("span", kind, class_="kind")
    return with_remarks(joined(tag("h3", source, name), body), id_=f"p-{here}")


def _lines(board: Storyboard, one: Scene | Ending) -> Markup:
    pieces = board.section(one.id).of_kind(Kind.LINE)
    return tag(
        "ol",
        [
            tag("li", _line(board, piece, line, line_id(one, n)))
            for n, (piece, line) in enumerate(zip(pieces, one.lines, strict=True))
        ],
        class_="lines",
    )


def _line(board: Storyboard, piece: Piece, line: Line, name: str) -> Markup:
    who = board.name(line.speaker) + ("" if line.form is Form.TEXT else f"　[{line.form.zh}]")
    say = tag("div", f"读作：{line.say}", class_="note") if line.say else ""
    pairs = zip(_numbered(piece), line.evidence, strict=True)
    lit = [
        tag(
            "li",
            number(part.number),
            f"{one.called}{n} ",
            tag("b", one.words),
            part.text.removeprefix(one.words),
            class_=_LIT[type(one)],
        )
        for n, (part, one) in enumerate(pairs, start=1)
    ]
    return joined(
        tag(
            "div", number(piece.number), f"{who}　", tag("span", name, class_="code"), class_="who"
        ),
        tag("div", _with_marks(line.text, [(one.words, _LIT[type(one)]) for one in line.evidence])),
        say,
        [tag("div", one, class_="note") for one in _met_by(line)],
        tag("ul", lit, class_="lit") if lit else "",
    )


def _met_by(one: Line | Choice) -> list[str]:
    """Give who meets a line or a choice, where not everybody does."""
    wanted = f"只给记下过“{'”“'.join(one.if_noted)}”的人" if one.if_noted else ""
    unwanted = f"不给记下过“{'”“'.join(one.unless_noted)}”的人" if one.unless_noted else ""
    return [words for words in (wanted, unwanted) if words]


def _numbered(piece: Piece) -> list[Part]:
    """Give the parts of a piece that have a number of their own."""
    return [part for part in piece.parts if part.number]


def _with_marks(text: str, marks: Sequence[tuple[str, str]]) -> Markup:
    """Give a text with some of its words marked, each by its class and with its number."""
    places = sorted(
        (text.find(words), n, words, style) for n, (words, style) in enumerate(marks, 1)
    )
    pieces: list[str] = []
    at = 0
    for start, place, words, style in places:
        if start >= at:
            pieces += [text[at:start], tag("mark", words, tag("sup", str(place)), class_=style)]
            at = start + len(words)
    return joined(*pieces, text[at:])


def _device(board: Storyboard, piece: Piece) -> Markup:
    """Give what the device shows; where the scene leads stands below."""
    told = [
        (part.name, board.name(part.text) if part.name == "对方" else part.text)
        for part in piece.parts
        if part.name not in {"渠道", "去"}
    ]
    if not told:
        return tag("p", number(piece.number), "画面上没有别的字", class_="note")
    return tag("div", number(piece.number), facts(told), class_="device")


def _choice(board: Storyboard, piece: Piece, index: int, choice: Choice) -> Markup:
    style = STYLES[choice.verdict]
    details = [
        f"损失 {choice.loss:,} 元" if choice.loss else "",
        f"泄露：{'、'.join(choice.leaks)}" if choice.leaks else "",
        f"按键：{choice.control.zh}" if choice.control else "",
        f"读作：{choice.say}" if choice.say else "",
        f"记下：{'、'.join(choice.notes)}" if choice.notes else "",
        *_met_by(choice),
    ]
    tags = tag(
        "span",
        tag("span", f"{SIGNS[style]} {choice.verdict.zh}", class_=f"state {style}"),
        tag("span", choice.stance.zh),
        [tag("span", fact) for fact in details if fact],
        tag("span", "→ ", board.link(choice.goto)),
        class_="tags",
    )
    after, why = _numbered(piece)
    shown = [
        (part.name.removeprefix(AFTERMATH), part.text)
        for part in piece.parts
        if part.name.startswith(AFTERMATH)
    ]
    device = tag("div", tag("p", "后果画面", class_="note"), facts(shown), class_="device")
    return tag(
        "div",
        tag("p", number(piece.number), tag("b", f"{index}. {choice.text}", class_="text"), tags),
        tag("p", number(after.number), f"后果：{choice.consequence}"),
        device if shown else "",
        tag("p", number(why.number), f"为什么：{choice.why}"),
        class_=f"choice {style}",
    )


def _debriefs(board: Storyboard) -> Markup:
    """Give 复盘: after each of some plays what stands there and what is read out."""
    found = [
        _debrief(board.section(f"复盘-{one.name}"), board.pictures.debriefs.get(one.name, ()))
        for one in debrief_plays(board.scenario)
    ]
    moments = board.pictures.moments
    note = (
        "故事讲完以后，观众看到这一次的防骗分，和每一步做得怎么样。每一步都可以点开再看。"
        "下面是最好、最差的走法，和走到其余每个结局的一种走法。"
    )
    again = (
        with_remarks(
            joined(
                tag("h3", "点开每一步看到的画面"),
                tag("p", "这里是最差的走法。字都在上面的场景里，破绽依次点亮。", class_="note"),
                figures(list(moments)),
            ),
            class_="long",
        )
        if moments
        else ""
    )
    return joined(tag("h2", "复盘"), tag("p", note, class_="intro"), found, again)


def _debrief(section: Section, pictures: Sequence[str]) -> Markup:
    steps = [
        tag("li", number(piece.number), part.text)
        for piece in section.of_kind(Kind.FACT)
        if piece.name == "走法"
        for part in piece.parts
    ]
    (result,) = (piece for piece in section.of_kind(Kind.FACT) if piece.name == "结果")
    told = "，".join(f"{part.name} {part.text}" for part in result.parts)
    said = [
        tag("li", number(piece.number), piece.parts[0].text) for piece in section.of_kind(Kind.SAID)
    ]
    head = tag("h3", tag("span", section.number, class_="no"), section.title)
    names = [
        f"{section.title}的复盘" + (f"　第{n}页" if n > 1 else "")
        for n in range(1, 1 + len(pictures))
    ]
    return with_remarks(
        joined(
            head,
            tag("ul", steps, class_="plain"),
            tag("p", number(result.number), f"{told}。"),
            figures(list(zip(names, pictures, strict=True))),
            tag("p", "读出来的话：", class_="note") if said else "",
            tag("ul", said, class_="plain said") if said else "",
        )
    )


def _quiz(board: Storyboard) -> Markup:
    items = [_quiz_item(board, item) for item in board.scenario.quiz]
    return joined(tag("h2", "再考考您"), tag("div", items, class_="quiz"))


def _quiz_item(board: Storyboard, item: QuizItem) -> Markup:
    """Give a quiz item: its picture, what it is and why."""
    style, lit = ("fall", "cue") if item.kind is StoryKind.SCAM else ("safe", "ground")
    section = board.section(f"考题-{item.id}")
    sender, text, answer, why = section.pieces
    head = tag(
        "h3",
        tag("span", section.number, class_="no"),
        item.id,
        tag("span", item.channel.zh, class_="kind"),
    )
    say = tag("p", f"读作：{item.say}", class_="note") if item.say else ""
    right = joined(
        tag("p", number(sender.number), f"来自 {item.sender}"),
        tag("p", number(text.number), _with_marks(item.text, [(one, lit) for one in item.words])),
        say,
        tag(
            "p",
            number(answer.number),
            tag("span", item.kind.zh, class_=f"state {style}"),
            f"　{item.technique}",
            f"　点亮：{'、'.join(item.words)}" if item.words else "",
        ),
        tag("p", number(why.number), f"为什么：{item.why}"),
    )
    shown = picture(board.pictures.quiz.get(item.id), f"考题 {item.id} 的画面")
    return with_remarks(joined(head, tag("div", shown, tag("div", right), class_="split")))


def _background(board: Storyboard) -> Markup:
    """Give what the story rests on: law, sources, cast, readings."""
    return joined(
        _table(board.section("法律"), ("编号", "条文", "大意")),
        _table(board.section("来源"), ("名称", "发布", "日期")),
        _table(board.section("角色"), ("编号", "称呼", "声音", "头像")) or tag("p", "没有角色。"),
        _table(board.section("读音"), ("词", "读作")),
    )


def _table(section: Section, names: tuple[str, ...]) -> Markup:
    """Give a section as a table, a piece a row, with room for remarks; nothing where it has none."""
    rows = []
    for piece in section.pieces:
        texts = {part.name: part.text for part in piece.parts}
        rows.append((number(piece.number), *(texts.get(name, "") for name in names), ""))
    shown = table(("", *names, "意见"), rows, class_="remarked")
    return joined(tag("h2", section.title), shown) if rows else Markup("")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
