"""Each 读音 of a story is of use: its word stands in something that is said."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.checks.check_context import CheckContext, Finding, found, texts
from kiosk.scenario.spoken import Speaker

_NOT_SAID = (
    "id", "type", "picture", "speaker", "say", "goto", "contact", "voice", "portrait", "law",
    "audience", "readings", "technique", "sources", "approval", "account",
)  # fmt: skip
"""Keys whose text nobody says."""
_LIKE = 0.5
"""The share of characters two words have alike before one is taken for the other."""
_MOST_COMPARED = 2_000_000
"""Characters compared, for all of a story, to find what was meant: a second; a story takes some thousands."""


def used(context: CheckContext) -> Iterator[Finding]:
    """Find readings of words that are never said, said in lines with a 读作 of their own alone, or given before."""
    story = context.scenario
    if not story.readings or not story.scenes:
        return  # that there are no scenes is told already, and says enough
    # What stands on a device is read aloud too, and in the debrief the cues.
    shown = [text for _, _, text in texts(story, *_NOT_SAID)]
    spoken = [(u.text, field) for u, _, field in Speaker(story).written()]
    size, compared = sum(map(len, shown)), 0
    given: dict[str, int] = {}
    for reading in story.readings:
        words = reading.words
        if words and words in given:
            yield found(
                "unused-reading", reading.mark, "words", "twice", words=words, line=given[words]
            )
            continue
        given[words] = reading.mark.line
        if not any(words in text for text in shown):
            compared += size * len(words)
            meant = _nearest(words, shown) if compared <= _MOST_COMPARED else ""
            suggestion = f"，是不是想写“{meant}”？" if meant else ""
            yield found(
                "unused-reading", reading.mark, "words", "", words=words, suggestion=suggestion
            )
        elif (here := [field for text, field in spoken if words in text]) and set(here) == {"say"}:
            yield found("unused-reading", reading.mark, "words", "own", words=words)


def _nearest(words: str, shown: list[str]) -> str:
    """Give the words of as many characters that are most like these; empty where none are."""
    best, most = "", 1
    for text in shown:
        for start in range(len(text) - len(words) + 1):
            part = text[start : start + len(words)]
            pairs = zip(part.casefold(), words.casefold(), strict=False)
            alike = sum(one == other for one, other in pairs)
            if (
                alike >= max(most, len(words) * _LIKE)
                and part != words
                and (alike > most or not best)
            ):
                best, most = part, alike
    return best if len(words) > 1 else ""
