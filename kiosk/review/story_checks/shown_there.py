"""What a story has its devices show can be shown there: results of choices, spots of cues, people."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices import registry
from kiosk.devices.aftermath import can_show
from kiosk.devices.face_to_face import MOST_PRESENT
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.scenario.checks.check_context import Finding, found
from kiosk.scenario.model import Scene


def check(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find results, messages, spots and people that the device of their scene doesn't show."""
    for scene in reviewed.scenario.scenes:
        for finding in (*_results(scene), *_spots(scene), *_people(scene)):
            yield LocatedFinding(finding)


def _results(scene: Scene) -> Iterator[Finding]:
    channel = scene.channel.zh
    for choice in scene.choices:
        told = choice.aftermath
        if told.result is not None and not can_show(scene, told.result):
            result = told.result.zh
            yield found("result-elsewhere", told.mark, "result", result=result, channel=channel)
        for field in ("sent", "reply"):
            if getattr(told, field) and not registry.kind(scene.channel).talks_in_text:
                yield found("result-elsewhere", told.mark, field, "words", channel=channel)


def _spots(scene: Scene) -> Iterator[Finding]:
    spots = registry.kind(scene.channel).spots
    for one in (one for line in scene.lines for one in line.evidence):
        spot = one.spot
        if spot is not None and not (spot in spots and getattr(scene.device, spot.en)):
            yield found("spot-empty", one.mark, "spot", what=one.called, spot=spot.zh)


def _people(scene: Scene) -> Iterator[Finding]:
    if scene.present and not registry.kind(scene.channel).in_person:
        channel = scene.channel.zh
        yield found("people-present", scene.mark, "present", "device", channel=channel)
    elif len(scene.present) > MOST_PRESENT:
        yield found("people-present", scene.mark, "present", most=MOST_PRESENT)
