"""What a screen shows beside what it tells, as speech: it comes last, after what can be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.devices import registry
from kiosk.devices.aftermath import state_after
from kiosk.devices.device_state import DeviceState
from kiosk.scenario.model import Scenario, Verdict
from kiosk.scenario.spoken import spoken_choice
from kiosk.screens.kit import Kit
from kiosk.screens.verdicts import STANCE_PRAISE
from kiosk.speech import Utterance
from kiosk.visit.debrief import Row
from kiosk.visit.play import Play, Step


def of_scene(kit: Kit, play: Play, state: DeviceState) -> Iterator[Utterance]:
    """Give what stands on the device, the money, and how many steps may be left."""
    yield from of_device(kit, state, play.scenario)
    yield savings(kit, play)
    ahead = kit.decisions_ahead(play)
    left = ahead - 1 if state.scene.choices else ahead
    yield kit.words.left(left)


def of_device(kit: Kit, state: DeviceState, story: Scenario) -> Iterator[Utterance]:
    """Give what stands on a device and no line says, if there is anything."""
    pairs = registry.texts(state)
    if not pairs:
        return
    shown = "，".join(text for text, _ in pairs)
    said = "，".join(say or text for text, say in pairs)
    told = kit.words.spoken("say.on_device", what=shown)
    say = kit.words("say.on_device", what=said) if said != shown else ""
    yield replace(told, say=say, readings=_readings(story))


def savings(kit: Kit, play: Play) -> Utterance:
    """Give how much money there is, by its name in the story, and how much of it is gone."""
    wallet, kept = play.scenario.wallet_name, f"{play.kept:,}"
    if play.lost:
        lost = f"{play.lost:,}"
        told = kit.words.spoken("say.savings_lost", wallet=wallet, kept=kept, lost=lost)
    else:
        told = kit.words.spoken("say.savings", wallet=wallet, kept=kept)
    own = tuple(pair for pair in _readings(play.scenario) if pair[0] in wallet)
    return replace(told, readings=own)


def of_outcome(kit: Kit, play: Play, step: Step) -> Iterator[Utterance]:
    """Give what was chosen, what the device shows of it, the careful act where nothing is named, the money."""
    yield chosen(kit, play, step)
    after = state_after(kit.words, play.scenario, step.scene, step.choice)
    yield from of_device(kit, after, play.scenario)
    if not any(line.evidence for line in step.scene.lines):
        yield from _better(kit, play, step)
    yield savings(kit, play)


def of_moment(kit: Kit, play: Play, row: Row) -> Iterator[Utterance]:
    """Give which step is shown again, and what was chosen."""
    yield kit.words.spoken("debrief.moment", step=row.number)
    yield chosen(kit, play, Step(row.scene, row.scene.choices.index(row.choice)))


def chosen(kit: Kit, play: Play, step: Step) -> Utterance:
    """Give what was chosen."""
    told = kit.words.spoken("say.chose", choice=step.choice.text)
    say = kit.words("say.chose", choice=spoken_choice(step.choice)) if step.choice.say else ""
    return replace(told, say=say, readings=_readings(play.scenario))


def _better(kit: Kit, play: Play, step: Step) -> Iterator[Utterance]:
    if step.choice.verdict is Verdict.SAFE:
        yield kit.words.spoken(STANCE_PRAISE[step.choice.stance.en])
        return
    safe = next((c for c in step.scene.choices if c.verdict is Verdict.SAFE), None)
    if safe is not None:
        told = kit.words.spoken("say.better", better=safe.text)
        say = kit.words("say.better", better=spoken_choice(safe)) if safe.say else ""
        yield replace(told, say=say, readings=_readings(play.scenario))


def _readings(story: Scenario) -> tuple[tuple[str, str], ...]:
    return tuple((one.words, one.say) for one in story.readings)
