"""The few stories that tests walk whole have between them all that any shipped story has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any

from kiosk.scenario.model import Channel, Kind, is_key
from tests.sample import ALL, SAMPLE, story_of

MOST = 4
"""More would cost what the sample is there to save: half a minute each on two cores."""

SCREENS = Path(__file__).parents[1] / "screens"
MADE = (SCREENS / "every_channel.yaml", *(SCREENS / "at_the_limit").glob("*.yaml"))
"""Stories made for tests that are walked too."""

NATURES = ("kind", "channel", "form")
"""Keys of which each value counts for itself: another one is told by another part of the program."""


def written(path: Path) -> set[str]:
    """Give the keys a story uses."""
    return set(used(story_of(path)))


def default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def used(value: object) -> Iterator[str]:
    """Give the keys that are written below a value."""
    if isinstance(value, tuple):
        for one in value:
            yield from used(one)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            if is_key(field) and held != default(field):
                name = f"{type(value).__name__}.{field.name}"
                yield f"{name}={held.en}" if field.name in NATURES else name
                yield from used(held)


def test_the_sample_is_small_and_shipped() -> None:
    assert len(set(SAMPLE)) == len(SAMPLE) <= MOST
    assert set(SAMPLE) <= set(ALL)


def test_whatever_any_shipped_story_uses_a_story_of_the_sample_uses_too() -> None:
    keys = {path: written(path) for path in ALL}
    sampled = set[str]().union(*(keys[path] for path in SAMPLE))
    assert {f"Scenario.kind={kind.en}" for kind in Kind} <= sampled
    assert {f"Scene.channel={channel.en}" for channel in Channel} <= sampled
    walked = sampled.union(*(written(path) for path in MADE))
    missing = {path.stem: sorted(found - walked) for path, found in keys.items()}
    assert {name: found for name, found in missing.items() if found} == {}, (
        "they go into every_channel.yaml, or such a story joins the sample"
    )
