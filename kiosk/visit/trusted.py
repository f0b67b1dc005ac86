"""Who stands by the visitor when a play is over: the person asked for help, never one to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Character, Scenario, Stance, Verdict
from kiosk.visit.play import Play

ASKING = frozenset({Stance.ASK, Stance.VERIFY})


def trusted(play: Play) -> Character | None:
    """Give who speaks at the ending or is named there, else who helped last, else who could have.

    Helpers are those a careful choice to ask or to verify leads to. Whoever bears a borrowed name
    or says words that are a 破绽 is none; None where nobody is left.
    """
    story = play.scenario
    cast = {one.id: one for one in story.cast if one.portrait and not one.borrowed}
    doubtful = {line.speaker for place in story.places for line in place.lines if line.cues}
    helpers = dict(_asked(story))
    speakers = [line.speaker for line in play.position.lines]
    told = "".join(line.text for line in play.position.lines)
    named = sorted(
        (one for one in cast if cast[one].name in told), key=lambda one: told.find(cast[one].name)
    )
    passed = [helpers[place] for place in reversed(play.trail) if place in helpers]
    for one in (*speakers, *named, *passed, *helpers.values()):
        if one in cast and one not in doubtful:
            return cast[one]
    return None


def _asked(story: Scenario) -> Iterator[tuple[str, str]]:
    """Give scenes that asking or verifying leads to, with whom they are."""
    contacts = {scene.id: scene.contact for scene in story.scenes}
    for scene in story.scenes:
        for choice in scene.choices:
            careful = choice.verdict is Verdict.SAFE and choice.stance in ASKING
            if careful and contacts.get(choice.goto):
                yield choice.goto, contacts[choice.goto]
