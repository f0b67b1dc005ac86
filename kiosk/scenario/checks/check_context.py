"""What a check is given and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
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


def keyed_texts(value: Any, *leave_out: str) -> Iterator[KeyedText]:  # noqa: ANN401 - as above
    """Give all texts of a model object and those below it, with their keys."""
    model: type = type(value)
    for key in keys_of(model):
        if key.name in leave_out:
            continue
        given = getattr(value, key.name)
        shape = key.shape
        if given is None:
            continue
        if shape.sort is Sort.TEXT:
            yield KeyedText(given, value.mark, key.name, key)
        elif shape.sort is Sort.OBJECT:
            yield from keyed_texts(given, *leave_out)
        elif shape.sort is Sort.LIST and shape.item and shape.item.sort is Sort.OBJECT:
            for item in given:
                yield from keyed_texts(item, *leave_out)
        elif shape.sort is Sort.LIST and shape.item and shape.item.sort is Sort.TEXT:
            for n, text in enumerate(given):
                yield KeyedText(text, value.mark, f"{key.name}.{n}", key)
