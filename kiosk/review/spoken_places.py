"""Everything of a story that is spoken, each with the object and the key it was written under."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Mark, Scenario
from kiosk.scenario.spoken import Speaker
from kiosk.speech import Utterance

SpokenAt = tuple[Mark, str]
"""An object's mark and the key that holds the words."""


def places_of(story: Scenario) -> dict[str, SpokenAt]:
    """Give where the words of each utterance stand, by the utterance's id."""
    speaker = Speaker(story)
    found: dict[str, SpokenAt] = {}

    def note(utterance: Utterance | None, mark: Mark, field: str) -> None:
        if utterance is not None:
            found.setdefault(utterance.id, (mark, field))

    note(speaker.title(), story.mark, "title")
    note(speaker.remember(), story.mark, "remember")
    for place in story.places:
        for n, line in enumerate(place.lines):
            note(speaker.line(place, n), line.mark, "say" if line.say else "text")
    for scene in story.scenes:
        for n, choice in enumerate(scene.choices):
            note(speaker.choice(scene, n), choice.mark, "say" if choice.say else "text")
            note(speaker.consequence(scene, n), choice.mark, "consequence")
            note(speaker.why(scene, n), choice.mark, "why")
    for item in story.quiz:
        note(speaker.quiz_sender(item), item.mark, "sender")
        note(speaker.quiz(item), item.mark, "say" if item.say else "text")
        note(speaker.quiz_why(item), item.mark, "why")
    return found


def spoken(story: Scenario) -> Iterator[tuple[Utterance, SpokenAt]]:
    """Give each utterance of the story with its place; of one without, the story's own."""
    places = places_of(story)
    for utterance in Speaker(story).everything():
        yield utterance, places.get(utterance.id, (story.mark, "id"))
