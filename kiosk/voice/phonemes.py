"""Which characters the engine would read as English: asked of the engine itself, without a sound.

espeak spells what it reads; `(en)` in the spelling of a Chinese passage means that it gave up on
Chinese there. Engines that don't spell are believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.patterns import pattern
from kiosk.values import dataclass
from kiosk.voice.worker.espeak import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.speech import Utterance
    from kiosk.voice.speaking_process import SpeakingProcess
    from kiosk.voice.text_normaliser import TextNormaliser

_CHINESE = pattern(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_INJECTED = pattern(r"\[\[[^\]]*\]\]")


@dataclass(frozen=True, slots=True)
class Misread:
    """A passage of a line the engine reads as English; `words` are the characters at fault."""

    utterance: Utterance
    words: str


class NoSpelling(Exception):
    """No engine answers on this machine."""


def misread(
    utterances: Iterable[Utterance], wording: TextNormaliser, process: SpeakingProcess
) -> Iterator[Misread]:
    """Give every passage that isn't read as Chinese; raise NoSpelling without an engine."""
    if not process.ready():
        raise NoSpelling(process.error)
    known: dict[str, str] = {}
    for utterance in utterances:
        said = wording.of(utterance, process.profile).text
        for passage in _CHINESE.findall(_INJECTED.sub("，", said)):
            if passage not in known:
                known[passage] = _at_fault(passage, process)
            if known[passage]:
                yield Misread(utterance, known[passage])


def _at_fault(passage: str, process: SpeakingProcess) -> str:
    """Give the characters of a passage that turn English, the whole where none does alone."""
    if not _turns_english(passage, process):
        return ""
    alone = [c for c in dict.fromkeys(passage) if _turns_english(c, process)]
    return "".join(alone) or passage


def _turns_english(words: str, process: SpeakingProcess) -> bool:
    answer = process.ask({"spell": words})
    if answer is None or not answer.get("ok"):
        raise NoSpelling(process.error)
    return ENGLISH in str(answer.get("phonemes", ""))
