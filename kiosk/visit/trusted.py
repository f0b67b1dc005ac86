"""Who may stand by the visitor when a play is over: those asked for help, never one to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Character, Choice, Kind, Scenario, Stance, Verdict
from kiosk.visit.play import Play

ASKING = frozenset({Stance.ASK, Stance.VERIFY})
STRANGER = "陌生人"
"""The portrait of somebody nobody knows."""
LITTLE = 10
"""Money below this part of what the visitor has is little."""


def trusted(play: Play) -> tuple[Character, ...]:
    """Give who speaks at the ending or is named there, then who helped, the last first, then who could have.

    Helpers are those a careful choice to ask or to verify leads to. Whoever bears a borrowed name
    or has a stranger's face is none, nor is a helper who says words that are a 破绽: who was taken in
    himself may stand at the end he speaks at, not be the one to ask.
    """
    story = play.scenario
    known = [one for one in story.cast if one.portrait not in {"", STRANGER} and not one.borrowed]
    cast = {one.id: one for one in known}
    doubtful = {line.speaker for place in story.places for line in place.lines if line.cues}
    helpers = dict(_asked(story))
    speakers = [line.speaker for line in play.position.lines]
    told = "".join(line.text for line in play.position.lines)
    named = sorted(
        (one for one in cast if cast[one].name in told), key=lambda one: told.find(cast[one].name)
    )
    passed = [helpers[place] for place in reversed(play.trail) if place in helpers]
    present = [one for one in (*speakers, *named) if one in cast]
    could_help = [
        one for one in (*passed, *helpers.values()) if one in cast and one not in doubtful
    ]
    return tuple(cast[one] for one in dict.fromkeys((*present, *could_help)))


def _asked(story: Scenario) -> Iterator[tuple[str, str]]:
    """Give scenes that asking or verifying leads to, with whom they are."""
    contacts = {scene.id: scene.contact for scene in story.scenes}
    for scene in story.scenes:
        for choice in scene.choices:
            careful = choice.verdict is Verdict.SAFE and choice.stance in ASKING
            if careful and contacts.get(choice.goto):
                yield choice.goto, contacts[choice.goto]


def ended_well(play: Play) -> bool:
    """Tell whether whoever stands by may be glad.

    A genuine contact refused at first and taken up in the end has ended well, if hardly anything was lost
    on the way; a scam, where nothing was lost and the ending isn't one that a fall leads to.
    """
    story, steps = play.scenario, play.steps
    if story.kind is Kind.GENUINE:
        refused = bool(steps) and steps[-1].choice.verdict is Verdict.FALL
        return not refused and (not play.lost or play.lost * LITTLE < story.wallet)
    choices = (*(step.choice for step in steps), *_leading_to(story, play.position.id))
    return not play.lost and all(one.verdict is not Verdict.FALL for one in choices)


def _leading_to(story: Scenario, place: str) -> Iterator[Choice]:
    """Give the choices that lead straight to a place."""
    return (one for scene in story.scenes for one in scene.choices if one.goto == place)
