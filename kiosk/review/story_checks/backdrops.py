"""What stands behind a meeting is chosen by words of 地点: where they may not mean it, it is told."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import registry
from kiosk.devices.places import shipped_places
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.scenario.checks.check_context import found


def check(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find places that nobody has drawn, and such as were chosen by a word that stands there by chance."""
    places = shipped_places()
    known = "、".join(place.name for place in places.known if place.name)
    for scene in reviewed.scenario.scenes:
        text = scene.device.place
        if not text or not registry.kind(scene.channel).in_person:
            continue
        picked = places.pick(text)
        if picked.guessed:
            guess = found(
                "backdrop-guessed",
                scene.device.mark,
                "place",
                "word" if picked.word else "none",
                place=text,
                word=picked.word,
                picture=picked.place.name,
                known=known,
            )
            yield LocatedFinding(guess)
