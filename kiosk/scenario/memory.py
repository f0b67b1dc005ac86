"""What a story remembers of a play: choices note something, and later words ask whether it was noted.

A place as it stands for a play is the same kind of value as the place in the file, with the lines
and choices left out that this play doesn't meet; nothing else need know of notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.scenario.model import Choice, Ending, Line, Scenario, Scene, line_id

Notes = frozenset[str]
NOTHING: Notes = frozenset()
MOST_NOTES = 6
"""Names a story may note: with each its states double, and nobody keeps more apart."""


def meets(one: Line | Choice, notes: Notes) -> bool:
    """Tell whether a play that has noted so much meets a line or a choice."""
    return notes.issuperset(one.if_noted) and notes.isdisjoint(one.unless_noted)


def asks(one: Line | Choice) -> bool:
    """Tell whether a line or a choice isn't met by everybody."""
    return bool(one.if_noted or one.unless_noted)


def remembers(scenario: Scenario) -> bool:
    """Tell whether any words of a story depend on what was noted."""
    return any(asks(one) for place in scenario.places for one in _parts(place))


def as_met(place: Scene | Ending, notes: Notes) -> Scene | Ending:
    """Give a place as a play meets it that has noted so much; the very same where all is met.

    Lines keep the ids they have in the file: recordings are named by them.
    """
    if not any(asks(one) for one in _parts(place)):
        return place
    lines = tuple(
        line if line.id else replace(line, id=line_id(place, n))
        for n, line in enumerate(place.lines)
        if meets(line, notes)
    )
    if isinstance(place, Ending):
        return replace(place, lines=lines)
    choices = tuple(choice for choice in place.choices if meets(choice, notes))
    return replace(place, lines=lines, choices=choices)


def noted(choices: Iterable[Choice]) -> Notes:
    """Give what some choices have noted."""
    return frozenset(name for choice in choices for name in choice.notes)


def number_of(written: Scene, scene: Scene, index: int) -> int:
    """Give which of the choices of a scene in the file one of the scene as met is, both counted from 0."""
    if len(written.choices) == len(scene.choices):
        return index
    choice = scene.choices[index]
    # The very one first: two may say the same to different people.
    same = [n for n, one in enumerate(written.choices) if one is choice]
    alike = (n for n, one in enumerate(written.choices) if one == choice)
    return same[0] if same else next(alike, index)


def _parts(place: Scene | Ending) -> Iterator[Line | Choice]:
    yield from place.lines
    if isinstance(place, Scene):
        yield from place.choices
