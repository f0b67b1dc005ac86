"""What of a story is heard: each piece of speech with an id a recording can be named by."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.graph import Graph
from kiosk.scenario.memory import number_of, remembers
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Choice,
    Ending,
    Mark,
    QuizItem,
    Scenario,
    Scene,
    line_id,
)
from kiosk.speech import NARRATOR_VOICE, Utterance

VISITOR_VOICE = "我"
"""Name of the voice that speaks the visitor's own lines."""

NUMBERS = "一二三四五六"
"""What is said before a choice: the key that takes it."""

SIGNS = {
    ".": "点，",
    "/": "斜杠，",
    "-": "短横，",
    **dict(zip("0123456789", "零一二三四五六七八九", strict=True)),
}
"""What is said of an address's signs and figures."""


class Speaker:
    """Makes the utterances of one scenario; ids are `<scenario>/<line>`."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._voices = {c.id: c.voice for c in scenario.cast}
        self._voices[NARRATOR] = NARRATOR_VOICE
        self._voices[VISITOR] = VISITOR_VOICE
        self._readings = tuple((r.words, r.say) for r in scenario.readings)
        # Of two that share an id, which a check refuses, the first counts.
        self._scenes = {scene.id: scene for scene in reversed(scenario.scenes)}

    def line(self, place: Scene | Ending, index: int) -> Utterance:
        """Give the utterance of a line of a scene or an ending; `index` counts from 0."""
        line = place.lines[index]
        voice = self._voices.get(line.speaker, NARRATOR_VOICE)
        return self._make(line_id(place, index), line.text, line.say, voice)

    def choice(self, scene: Scene, index: int) -> Utterance:
        """Give the utterance that reads a choice aloud by its number; `index` counts from 0.

        Where some aren't met by everybody, a choice may be read by several numbers.
        """
        choice = scene.choices[index]
        written = self._number(scene, index)
        name = f"{scene.id}-选{written + 1}"
        name = name if written == index else f"{name}-第{index + 1}"
        say = choice.say
        if index < len(NUMBERS):
            # Of what is said otherwise than written the story's readings are no part any more.
            say = f"{NUMBERS[index]}，{choice.say or self._read(choice.text)}"
        return self._make(name, choice.text, say)

    def _number(self, scene: Scene, index: int) -> int:
        """Give which of its scene's choices in the file one is, both counted from 0."""
        return number_of(self._scenes.get(scene.id, scene), scene, index)

    def question(self, scene: Scene) -> Utterance | None:
        """Give the utterance of a scene's own question, if it has one."""
        return self._make(f"{scene.id}-提问", scene.question) if scene.question else None

    def consequence(self, scene: Scene, index: int) -> Utterance:
        """Give the utterance of what follows from a choice."""
        written = self._number(scene, index)
        return self._make(f"{scene.id}-选{written + 1}-后果", scene.choices[index].consequence)

    def why(self, scene: Scene, index: int) -> Utterance:
        """Give the utterance that explains a choice."""
        written = self._number(scene, index)
        return self._make(f"{scene.id}-选{written + 1}-为什么", scene.choices[index].why)

    def quiz(self, item: QuizItem) -> Utterance:
        """Give the utterance of a quiz item's contact."""
        return self._make(f"考题-{item.id}", item.text, item.say)

    def quiz_sender(self, item: QuizItem) -> Utterance:
        """Give the utterance of who a quiz item's contact comes from."""
        return self._make(f"考题-{item.id}-来自", item.sender)

    def quiz_why(self, item: QuizItem) -> Utterance:
        """Give the utterance that explains a quiz item."""
        return self._make(f"考题-{item.id}-为什么", item.why)

    def remember(self) -> Utterance:
        """Give the utterance of the sentence to remember."""
        return self._make("记住", self._scenario.remember)

    def title(self) -> Utterance:
        """Give the utterance of the story's title."""
        return self._make("标题", self._scenario.title)

    def everything(self) -> Iterator[Utterance]:
        """Give every piece of speech of the story, in the order of the file."""
        return (utterance for utterance, _, _ in self.written())

    def written(self) -> Iterator[tuple[Utterance, Mark, str]]:
        """Give every piece of speech with the mark of its object and the key its words stand under."""
        story = self._scenario
        yield self.title(), story.mark, "title"
        for scene in story.scenes:
            yield from self._lines_written(scene)
            question = self.question(scene)
            if question is not None:
                yield question, scene.mark, "question"
            for n, choice in enumerate(scene.choices):
                yield self.choice(scene, n), choice.mark, "say" if choice.say else "text"
                yield self.consequence(scene, n), choice.mark, "consequence"
                yield self.why(scene, n), choice.mark, "why"
        if remembers(story):
            yield from self._otherwise_numbered()
        for ending in story.endings:
            yield from self._lines_written(ending)
        yield self.remember(), story.mark, "remember"
        for item in story.quiz:
            yield self.quiz_sender(item), item.mark, "sender"
            yield self.quiz(item), item.mark, "say" if item.say else "text"
            yield self.quiz_why(item), item.mark, "why"

    def _otherwise_numbered(self) -> Iterator[tuple[Utterance, Mark, str]]:
        """Give the choices that some plays meet under another number than the file has."""
        given: set[str] = set()
        for scene in Graph(self._scenario).met:
            if not isinstance(scene, Scene):
                continue
            for n, choice in enumerate(scene.choices):
                said = self.choice(scene, n)
                if self._number(scene, n) != n and said.id not in given:
                    given.add(said.id)
                    yield said, choice.mark, "say" if choice.say else "text"

    def _lines_written(self, place: Scene | Ending) -> Iterator[tuple[Utterance, Mark, str]]:
        for n, line in enumerate(place.lines):
            yield self.line(place, n), line.mark, "say" if line.say else "text"

    def _read(self, text: str) -> str:
        """Give a text as the story's readings have it said, the longest words first."""
        for words, say in sorted(self._readings, key=lambda r: -len(r[0])):
            text = text.replace(words, say) if words else text
        return text

    def _make(self, name: str, text: str, say: str = "", voice: str = NARRATOR_VOICE) -> Utterance:
        return Utterance(f"{self._scenario.id}/{name}", text, voice, say, self._readings)


def spelled(address: str) -> str:
    """Give an address of the web letter by letter, so that it can be compared with what a phone shows."""
    return " ".join(
        SIGNS.get(char, char.upper()) for char in address.partition("://")[2] or address
    )


def spoken_choice(choice: Choice) -> str:
    """Give the words by which a choice is read aloud."""
    return choice.say or choice.text
