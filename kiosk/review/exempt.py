"""What may be seen without being said on the same screen, each with its reason: a table, no code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exempt:
    """Words of the interface by their keys, words on targets by name, or words of a shape."""

    reason: str
    keys: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    cast: bool = False
    """Whether the names of those who speak are meant, and their first characters in a face's place."""


EXEMPT = (
    Exempt(
        "The helpers say what they did when they are pressed; which key is which is told last on "
        "the page of stories.",
        targets=("replay", "slow", "look", "volume", "leave", "help"),
    ),
    Exempt(
        "A control drawn on a device is bound to a choice, and that is read.",
        keys=("device.answer", "device.hang_up", "device.confirm", "device.close"),
        targets=("device-",),
    ),
    Exempt(
        "The bar that hurries on brings only what comes by itself.",
        keys=("story.show_all", "story.show_rest", "outcome.show_why"),
    ),
    Exempt(
        "A mark on the drawing, for whoever photographs it.",
        keys=("bar.simulated", "device.paper_sample"),
    ),
    Exempt(
        "A call is heard to ring, to go on and to end; the seconds of a call or of a voice note "
        "say nothing to act on.",
        keys=("device.calling", "device.in_call", "device.call_over"),
        shapes=(r".*\d\d:\d\d", r"\d+″"),
    ),
    Exempt(
        "The sign of a form; its words are read.",
        keys=("device.transfer", "device.link", "device.paper"),
    ),
    Exempt(
        "Everybody speaks in a voice of their own.",
        keys=("story.says", "story.me", "device.me"),
        cast=True,
    ),
    Exempt("It counts down while the seconds are said.", keys=("still.note",), shapes=(r"\d\d?",)),
)
