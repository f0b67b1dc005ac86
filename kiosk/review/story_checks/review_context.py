"""What the checks of a story's review are given: screens to lay a story out on, fonts, a voice, recordings."""

from __future__ import annotations

from pathlib import Path

from kiosk.scenario.checks.check_context import Finding
from kiosk.scenario.model import Scenario
from kiosk.screens.kit import Kit
from kiosk.ui.text.fonts import Fonts
from kiosk.values import dataclass
from kiosk.voice.speaking_process import SpeakingProcess
from kiosk.voice.text_normaliser import TextNormaliser


@dataclass(frozen=True)
class ReviewContext:
    """Made once for all stories.

    `kits` are the screens, one a size. `voice` is asked how it reads; None asks nobody.
    `recordings` is the folder people's recordings lie in, None where a site has none.
    """

    kits: tuple[Kit, ...]
    fonts: Fonts
    wording: TextNormaliser
    voice: SpeakingProcess | None = None
    recordings: Path | None = None


@dataclass(frozen=True)
class ReviewedStory:
    """A story under review: `picture` is the file of its own picture, where it has one.

    `folder` is the story's own folder, which may hold clips; None where it lies among others.
    """

    scenario: Scenario
    context: ReviewContext
    picture: Path | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding, and the words of the value it is told at; none for the value's beginning."""

    finding: Finding
    words: str = ""
