"""Everything of a story that is approved, in numbered pieces: what a reviewer can point at.

A story is sections (its scenes, endings, quiz items …), a section is pieces (a line, a choice …), a
piece is parts. Every key of the model becomes a part, so that nothing is approved unseen, and two
versions of a story can be compared piece by piece. Values only: nothing is drawn here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import Enum
from typing import Any

from kiosk.review.plays import best_and_worst, plays_to_everywhere
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Choice, Cue, Ending, Line, QuizItem, Scenario, Scene
from kiosk.scenario.schema import Sort, keys_of
from kiosk.values import dataclass
from kiosk.visit.play import Play
from kiosk.visit.score import score, spotted_at

STORY = "剧本"
"""The key of the section that tells of the story as a whole."""


class Kind(Enum):
    """What a piece is."""

    FACT = "项目"
    LINE = "台词"
    DEVICE = "画面"
    QUESTION = "提问"
    CHOICE = "选项"
    ROW = "条目"
    SAID = "读出来"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a piece says: what it is called, and its text; numbered where it can be argued about."""

    name: str
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A numbered piece: 3.2 is the second of scene 3, and 3.2.1 the first numbered part of it."""

    kind: Kind
    number: str
    name: str
    parts: tuple[Part, ...]

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """Give what is approved of it: everything but its numbers."""
        return tuple((part.name, part.text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces that belong together; `key` is what the section is known by in another version."""

    key: str
    number: str
    title: str
    pieces: tuple[Piece, ...]

    def of_kind(self, kind: Kind) -> tuple[Piece, ...]:
        """Give the pieces of a kind, in order."""
        return tuple(piece for piece in self.pieces if piece.kind is kind)


@dataclass(frozen=True, slots=True)
class DebriefPlay:
    """A play whose debrief is shown: the best one, the worst one, and one to each other ending."""

    name: str
    play: Play


@dataclass(slots=True)
class _Numbering:
    """Gives the pieces of a section their numbers, one after the other."""

    section: str
    pieces: list[Piece] = field(default_factory=list)

    def add(self, kind: Kind, name: str, parts: Iterator[Part]) -> None:
        """Add a piece; its parts that ask for a number get one below its own."""
        number = f"{self.section}.{len(self.pieces) + 1}"
        found: list[Part] = []
        below = 0
        for part in parts:
            below += bool(part.number)
            found.append(replace(part, number=f"{number}.{below}") if part.number else part)
        self.pieces.append(Piece(kind, number, name, tuple(found)))


AFTERMATH = "后果画面："
"""How the parts begin that tell what the device shows after a choice."""
_NUMBERED = "?"
"""Stands in a part that is to get a number of its own."""


def debrief_plays(scenario: Scenario) -> tuple[DebriefPlay, ...]:
    """Give the plays whose debriefs are to be seen, each ending at least once, each by a name of its own.

    An ending that says something else to some, by what was noted, is reached by several plays.
    """
    best, worst = best_and_worst(scenario)
    found = [DebriefPlay("最好的走法", best)]
    if worst != best:
        found.append(DebriefPlay("最差的走法", worst))
    seen = {one.play.position.id for one in found}
    met: Counter[str] = Counter()
    for play in plays_to_everywhere(scenario):
        if isinstance(play.position, Ending) and play.position.id not in seen:
            title = play.position.title
            met[title] += 1
            again = f"，第 {met[title]} 种说法" if met[title] > 1 else ""
            found.append(DebriefPlay(f"走到“{title}”{again}", play))
    return tuple(found)


def story_sections(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    usual_question: str,
    picture: str = "",
    said: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Section, ...]:
    """Give all of a story that can be played to its end.

    `usual_question` stands above choices without a question of their own; `picture` is the
    fingerprint of a picture the story brings along; `said` are the sentences of each debrief by its
    play's name.
    """
    found = [_story(scenario, picture)]
    for number, scene in enumerate(scenario.scenes, start=1):
        found.append(_scene(scene, str(number), usual_question))
    for number, ending in enumerate(scenario.endings, start=1):
        found.append(_ending(ending, f"结{number}"))
    for number, one in enumerate(debrief_plays(scenario), start=1):
        found.append(_debrief(one, f"复{number}", (said or {}).get(one.name, ())))
    for number, item in enumerate(scenario.quiz, start=1):
        found.append(_quiz(item, f"考{number}"))
    found.append(_law(scenario, catalogue))
    found.append(_rows("来源", "源", "事实来源", scenario.sources))
    found.append(_rows("角色", "角", "角色", scenario.cast))
    found.append(_rows("读音", "音", "读音", scenario.readings))
    return tuple(found)


def shown(value: Any, sort: Sort) -> str:  # noqa: ANN401 - of any key's type
    """Give a value as people read it; a list of objects isn't one."""
    if value is None:
        return ""
    if sort is Sort.NAME:
        return str(value.zh)
    if sort is Sort.LIST:
        return " / ".join(value)
    if sort is Sort.FLAG:
        return "是" if value else "否"
    if sort is Sort.NUMBER:
        return f"{value:,}"
    return value.isoformat() if sort is Sort.DATE else str(value)


def facts_of(value: Any, *leave_out: str) -> Iterator[Part]:  # noqa: ANN401 - any model object
    """Give what an object holds that isn't its default, key by key; objects below it are left out."""
    model: type = type(value)
    for key in keys_of(model):
        given = getattr(value, key.name)
        below = key.shape.item if key.shape.sort is Sort.LIST else key.shape
        plain = below is not None and below.sort is not Sort.OBJECT
        if plain and key.name not in leave_out and (key.required or given != key.default):
            yield Part(key.zh, shown(given, key.shape.sort))


def _story(story: Scenario, picture: str) -> Section:
    numbering = _Numbering("0")
    brought = Part("图片指纹", picture)
    for part in facts_of(story, "law"):
        own = (brought,) if picture and part.name == "图片" else ()
        numbering.add(Kind.FACT, part.name, iter((part, *own)))
    extremes = Graph(story).extremes()
    if extremes is not None:
        lost = min(extremes.most_lost, story.wallet)
        numbering.add(
            Kind.FACT,
            "防骗分",
            iter((Part("防骗分", f"最好 {extremes.best}，最差 {extremes.worst}"),)),
        )
        numbering.add(Kind.FACT, "损失", iter((Part("损失", f"最多 {lost:,} 元"),)))
    return Section(STORY, "0", STORY, tuple(numbering.pieces))


def _lines(numbering: _Numbering, place: Scene | Ending) -> None:
    for index, line in enumerate(place.lines, start=1):
        numbering.add(Kind.LINE, f"台词{index}", _line(line))


def _line(line: Line) -> Iterator[Part]:
    yield Part("文字", line.text)
    yield from facts_of(line, "text")
    for one in line.evidence:
        seen = f"（画面上：{one.spot.zh}）" if one.spot else ""
        used = one.technique if isinstance(one, Cue) else f"没有{one.technique}"
        yield Part(one.called, f"{one.words}——{used}：{one.note}{seen}", _NUMBERED)


def _scene(scene: Scene, number: str, usual_question: str) -> Section:
    numbering = _Numbering(number)
    told_below = ("question",) if scene.choices else ()
    device = (*facts_of(scene, "id", *told_below), *facts_of(scene.device))
    numbering.add(Kind.DEVICE, "画面", iter(device))
    _lines(numbering, scene)
    if scene.choices:
        asked = Part("提问", scene.question or usual_question)
        numbering.add(Kind.QUESTION, "提问", iter((asked,)))
    for index, choice in enumerate(scene.choices, start=1):
        numbering.add(Kind.CHOICE, f"选{index}", _choice(choice))
    return Section(scene.id, number, scene.id, tuple(numbering.pieces))


def _choice(choice: Choice) -> Iterator[Part]:
    yield Part("文字", choice.text)
    yield from facts_of(choice, "text", "consequence", "why")
    for part in facts_of(choice.aftermath):
        yield replace(part, name=f"{AFTERMATH}{part.name}")
    yield Part("后果", choice.consequence, _NUMBERED)
    yield Part("为什么", choice.why, _NUMBERED)


def _ending(ending: Ending, number: str) -> Section:
    numbering = _Numbering(number)
    numbering.add(Kind.FACT, "标题", iter((Part("标题", ending.title),)))
    _lines(numbering, ending)
    return Section(ending.id, number, ending.id, tuple(numbering.pieces))


def _debrief(one: DebriefPlay, number: str, said: tuple[str, ...]) -> Section:
    numbering, play = _Numbering(number), one.play
    for step in play.steps:
        text = f"{step.scene.id}：选{step.index + 1} “{step.choice.text}” {step.choice.verdict.zh}"
        numbering.add(Kind.FACT, "走法", iter((Part("走法", text),)))
    numbering.add(Kind.FACT, "结果", _result(play))
    for sentence in said:
        numbering.add(Kind.SAID, "读出来", iter((Part("读出来", sentence),)))
    return Section(f"复盘-{one.name}", number, one.name, tuple(numbering.pieces))


def _result(play: Play) -> Iterator[Part]:
    if isinstance(play.position, Ending):
        yield Part("结局", play.position.title)
    yield Part("防骗分", str(score(play)))
    yield Part("损失", f"{play.lost:,} 元")
    yield Part("泄露", "、".join(play.leaks) or "没有")
    spotted = spotted_at(play)
    yield Part("识破", f"第 {spotted} 步" if spotted else "没有")


def _quiz(item: QuizItem, number: str) -> Section:
    numbering = _Numbering(number)
    heard = {"内容", "读作"}
    answer = {"性质", "手法", "词"}
    facts = tuple(facts_of(item, "id", "why"))
    for name, wanted in (
        ("来自", lambda part: part.name not in heard | answer),
        ("内容", lambda part: part.name in heard),
        ("答案", lambda part: part.name in answer),
    ):
        numbering.add(Kind.FACT, name, filter(wanted, facts))
    numbering.add(Kind.FACT, "为什么", iter((Part("为什么", item.why),)))
    return Section(f"考题-{item.id}", number, item.id, tuple(numbering.pieces))


def _law(story: Scenario, catalogue: Catalogue) -> Section:
    numbering = _Numbering("法")
    for entry in story.law:
        found = catalogue.law(entry)
        article, meant = (found.law + found.article, found.paraphrase) if found else ("", "")
        parts = Part("编号", entry), Part("条文", article), Part("大意", meant)
        numbering.add(Kind.ROW, entry, iter(parts))
    return Section("法律", "法", "法律依据", tuple(numbering.pieces))


def _rows(key: str, number: str, title: str, rows: tuple[Any, ...]) -> Section:
    numbering = _Numbering(number)
    for row in rows:
        parts = tuple(facts_of(row))
        numbering.add(Kind.ROW, parts[0].text, iter(parts))
    return Section(key, number, title, tuple(numbering.pieces))
