"""What `kiosk check` needs to review stories: screens, fonts, a voice, the folder of recordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.gallery import SIZES
from kiosk.commands.values import size
from kiosk.environment import prepare
from kiosk.paths import PACKAGE, data_dir, settings_file, shipped
from kiosk.review import review_cache
from kiosk.review.review_desk import ReviewDesk
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.library import Library, Loaded
from kiosk.settings import Settings, load

if TYPE_CHECKING:
    from kiosk.review.story_checks.review_context import ReviewContext

NO_VOICE = "这台机器没有中文语音（{error}），读音没有检查。请运行 kiosk doctor 看怎么办。"


@dataclass
class Review:
    """A review of a library; `notes` are said once, of no story."""

    library: Library
    notes: list[str] = field(default_factory=list)


def review(library: Library, data: Path | None, each: Callable[[str], None]) -> Review:
    """Review a library's stories; `each` is told the name of a story that takes a while."""
    home = data_dir(data)
    settings, problems = load(settings_file(home))
    done = Review(library, [f"设置：{problem}" for problem in problems])
    work = _Work(library, settings, done)
    voice = (settings.voice_engine, settings.voice_model, settings.voice_command)
    parts = [shipped("assets") / part for part in ("fonts", "words", "voice", "pictures")]
    desk = ReviewDesk(
        work.begin,
        review_cache.ground(
            PACKAGE,
            [*parts, shipped("scenarios") / "catalogue"],
            [*voice, settings.language, settings.recordings],
        ),
        home / "cache" / review_cache.FOLDER,
        settings.recordings,
    )
    work.desk = desk
    try:
        done.library = desk.reviewed_library(library, each)
    finally:
        work.close()
    return done


@dataclass
class _Work:
    """The reviewing itself: made when the first story is looked at, closed after the last."""

    library: Library
    settings: Settings
    done: Review
    desk: ReviewDesk | None = None
    bench: ReviewContext | None = None

    def begin(self) -> Callable[[Loaded, bytes], tuple[Problem, ...]]:
        """Give the reviewer."""
        self.bench = self._made()
        return self._review

    def close(self) -> None:
        """End the speaking process."""
        if self.bench is not None and self.bench.voice is not None:
            self.bench.voice.close()

    def _made(self) -> ReviewContext:
        prepare()
        # They bring pygame and the voice, which a check of known stories does without.
        from kiosk import composition  # noqa: PLC0415
        from kiosk.review.story_checks.review_context import ReviewContext  # noqa: PLC0415
        from kiosk.review.story_checks.speech import open_silent_mixer  # noqa: PLC0415
        from kiosk.voice.engines import speaking_process  # noqa: PLC0415
        from kiosk.voice.text_normaliser import load_wording, shipped_wording  # noqa: PLC0415

        composition.drawing_without_display()
        if self.settings.recordings is not None or self.library.own_folders:
            open_silent_mixer()
        stories = composition.stories_of(replace(self.library, loaded=()))
        kits = [composition.make_kit(size(text), stories, self.settings) for text in SIZES]
        fonts = kits[0].fonts
        # The four sizes that are promised, whatever this site's own screen is.
        voice = speaking_process(self.settings)
        bench = ReviewContext(
            tuple(replace(kit, fonts=fonts) for kit in kits),
            fonts,
            load_wording(shipped_wording()),
            voice,
            self.settings.recordings,
        )
        return bench if voice.ready() else self._without_voice(bench)

    def _without_voice(self, bench: ReviewContext) -> ReviewContext:
        error = bench.voice.error if bench.voice else ""
        self.done.notes.append(NO_VOICE.format(error=error))
        if bench.voice:
            bench.voice.close()
        if self.desk is not None:
            self.desk.whole = False
        return replace(bench, voice=None)

    def _review(self, one: Loaded, data: bytes) -> tuple[Problem, ...]:
        from kiosk.review.story_review import review_story  # noqa: PLC0415
        from kiosk.voice.phonemes import NoSpelling  # noqa: PLC0415

        if self.bench is None:
            raise RuntimeError("begin() makes the bench")
        try:
            return review_story(one, data, self.bench)
        except NoSpelling:
            self.bench = self._without_voice(self.bench)
            return review_story(one, data, self.bench)
