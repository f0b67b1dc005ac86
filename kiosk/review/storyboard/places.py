"""The scenes, endings and quiz items of a story on its storyboard: what is seen, said and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kiosk.review.storyboard.graph_svg import STYLES
from kiosk.review.storyboard.markup import Markup, facts, joined, tag
from kiosk.review.storyboard.pictures import StoryPictures
from kiosk.scenario.graph import Edge, Graph
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Choice,
    Device,
    Ending,
    Form,
    Line,
    QuizItem,
    Scenario,
    Scene,
)
from kiosk.scenario.schema import Sort, keys_of
from kiosk.scenario.spoken import line_id

USUAL_QUESTION = "您怎么办？"
SIGNS = {"safe": "✓", "risky": "!", "fall": "✗"}
"""A sign beside each verdict: colour alone says nothing on a black-and-white printer."""


@dataclass(frozen=True)
class Board:
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
    def ways_in(self) -> Mapping[str, tuple[Edge, ...]]:
        """Give the ways into each place by its id."""
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


def scene(board: Board, one: Scene) -> Markup:
    """Give a scene: its picture, lines with cues, device, question and choices."""
    right = joined(_lines(board, one), _device(board, one))
    if one.choices:
        question = tag("p", one.question or USUAL_QUESTION, class_="question")
        after = joined(question, [_choice(board, n, c) for n, c in enumerate(one.choices, start=1)])
    else:
        after = tag("p", "说完直接到 ", board.link(one.goto), class_="next")
    return _place(board, one, one.channel.zh, right, after)


def ending(board: Board, one: Ending) -> Markup:
    """Give an ending: its picture and lines."""
    return _place(board, one, f"结局　{one.title}", _lines(board, one), Markup(""))


def _place(board: Board, one: Scene | Ending, kind: str, right: Markup, after: Markup) -> Markup:
    number = board.numbers[one.id]
    head = tag("h3", tag("span", number, class_="no"), one.id, tag("span", kind, class_="kind"))
    came = [
        joined(board.link(edge.start), "" if edge.index is None else f" 选 {edge.index + 1}")
        for edge in board.ways_in.get(one.id, ())
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


def _lines(board: Board, one: Scene | Ending) -> Markup:
    return tag(
        "ol",
        [tag("li", _line(board, one, n, line)) for n, line in enumerate(one.lines)],
        class_="lines",
    )


def _line(board: Board, one: Scene | Ending, index: int, line: Line) -> Markup:
    who = board.name(line.speaker) + ("" if line.form is Form.TEXT else f"　[{line.form.zh}]")
    say = tag("div", f"读作：{line.say}", class_="note") if line.say else ""
    cues = [
        tag("li", f"破绽{n} ", tag("b", cue.words), f"——{cue.technique}：{cue.note}")
        for n, cue in enumerate(line.cues, start=1)
    ]
    return joined(
        tag("div", f"{who}　", tag("span", line_id(one, index), class_="code"), class_="who"),
        tag("div", _marked(line)),
        say,
        tag("ul", cues, class_="cues") if cues else "",
    )


def _marked(line: Line) -> Markup:
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


def _device(board: Board, one: Scene) -> Markup:
    shown = [("对方", board.name(one.contact) if one.contact else "")]
    return facts([*shown, *_shown(one.device)])


def _shown(device: Device) -> Iterator[tuple[str, str]]:
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


def _choice(board: Board, number: int, choice: Choice) -> Markup:
    style = STYLES[choice.verdict]
    facts_of = [
        f"损失 {choice.loss:,} 元" if choice.loss else "",
        f"泄露：{'、'.join(choice.leaks)}" if choice.leaks else "",
        f"按键：{choice.control.zh}" if choice.control else "",
        f"读作：{choice.say}" if choice.say else "",
    ]
    tags = tag(
        "span",
        tag("span", f"{SIGNS[style]} {choice.verdict.zh}", class_=f"state {style}"),
        tag("span", choice.stance.zh),
        [tag("span", fact) for fact in facts_of if fact],
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


def quiz_item(board: Board, number: int, item: QuizItem) -> Markup:
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
