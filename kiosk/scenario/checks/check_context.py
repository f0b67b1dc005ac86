"""What a check is given and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cache, cached_property
from typing import Any

from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.graph import Extremes, Graph
from kiosk.scenario.model import Character, Line, Mark, Scenario
from kiosk.scenario.picture_files import PictureFiles
from kiosk.scenario.problems import Problem
from kiosk.scenario.schema import Key, Sort, keys_of
from kiosk.values import dataclass


@dataclass(frozen=True)
class CheckContext:
    """A story under examination, with what a check may ask about it.

    `fingerprint` is that of the content; `pictures` is None where nobody knows which there are;
    `own_files` are the names of the files in the story's own folder, `own_picture` the bytes of the
    one the story names, None where it couldn't be read.
    """

    scenario: Scenario
    catalogue: Catalogue = field(default_factory=Catalogue)
    fingerprint: str = ""
    pictures: PictureFiles | None = None
    own_files: frozenset[str] = frozenset()
    own_picture: bytes | None = None

    @cached_property
    def graph(self) -> Graph:
        """The story's graph, built once for all checks."""
        return Graph(self.scenario)

    @cached_property
    def extremes(self) -> Extremes | None:
        """The bounds of all plays, None where some play doesn't end."""
        return self.graph.extremes()

    def lines(self) -> Iterator[Line]:
        """Give all lines, of scenes and endings, in the order of the file."""
        for place in self.scenario.places:
            yield from place.lines

    def cast(self) -> dict[str, Character]:
        """Give the cast by their ids."""
        return {character.id: character for character in self.scenario.cast}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found: `mark` is an object's, `field` the key of it that is meant.

    An item of a list of texts is meant by `field.0`, `field.1`; an empty field means the object.
    `problem` has no place yet: only the reader knows where a value was written.
    """

    problem: Problem
    mark: Mark
    field: str = ""

    @property
    def code(self) -> str:
        """The problem's code."""
        return self.problem.code


def found(
    code: str, mark: Mark, field: str = "", variant: str = "", /, **values: object
) -> Finding:
    """Give a finding; KeyError where code, variant or one of the values its words need isn't there."""
    return Finding(Problem.of(code, variant, **values), mark, field)


@dataclass(frozen=True, slots=True)
class KeyedText:
    """A text of a story: the mark of its object, the field as a finding names it, and its key."""

    text: str
    mark: Mark
    field: str
    key: Key


def texts(value: Any, *leave_out: str) -> Iterator[tuple[Mark, str, str]]:  # noqa: ANN401 - any model object
    """Give all texts of a model object and those below it: object's mark, field, text.

    Fields named in `leave_out` are not entered, at any depth.
    """
    return ((one.mark, one.field, one.text) for one in keyed_texts(value, *leave_out))


def keyed_texts(value: Any, *leave_out: str) -> list[KeyedText]:  # noqa: ANN401 - as above
    """Give all texts of a model object and those below it, with their keys."""
    found: list[KeyedText] = []
    _gather(value, leave_out, found)
    return found


def _gather(value: Any, leave_out: tuple[str, ...], found: list[KeyedText]) -> None:  # noqa: ANN401 - as above
    model: type = type(value)
    for key, sort, item in _with_texts(model):
        given = getattr(value, key.name)
        if given is None or key.name in leave_out:
            continue
        if sort is Sort.TEXT:
            found.append(KeyedText(given, value.mark, key.name, key))
        elif sort is Sort.OBJECT:
            _gather(given, leave_out, found)
        elif item is Sort.OBJECT:
            for one in given:
                _gather(one, leave_out, found)
        else:
            for n, text in enumerate(given):
                found.append(KeyedText(text, value.mark, f"{key.name}.{n}", key))


@cache
def _with_texts(model: type) -> tuple[tuple[Key, Sort, Sort | None], ...]:
    """Give the keys of a class below which texts may stand, with their sorts and those of their items."""
    held = (Sort.TEXT, Sort.OBJECT)
    sorts = [
        (key, key.shape.sort, key.shape.item.sort if key.shape.item else None)
        for key in keys_of(model)
    ]
    return tuple(one for one in sorts if one[1] in held or (one[1] is Sort.LIST and one[2] in held))
