"""`kiosk check`: reads and checks scenario files and tells all problems at once."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

from kiosk.authoring.story_workbooks import read_workbook
from kiosk.commands.common import (
    add_data,
    add_json,
    complain,
    library,
    say,
    say_json,
    show,
    size,
    today,
)
from kiosk.commands.gallery import SIZES
from kiosk.paths import PACKAGE, data_dir, settings_file, shipped
from kiosk.process import prepare_pygame
from kiosk.review import review_cache
from kiosk.review.review_cache import CachedReviewer, refused
from kiosk.scenario.graph import Graph
from kiosk.scenario.problems import Problem, Severity, code, code_names, has_errors
from kiosk.scenario.reading.files import StoryFile
from kiosk.scenario.reading.library import Library, Loaded
from kiosk.scenario.reading.story_text import story_text
from kiosk.scenario.suggest import did_you_mean
from kiosk.settings import Settings
from kiosk.settings_file import LABEL, load, problem_text
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.review.story_checks.review_context import ReviewContext

PAGE = "检查结果.html"
"""What the page is called that `--show` opens."""
NO_VOICE = "这台机器没有中文语音（{error}），读音没有检查。请运行 kiosk doctor 看怎么办。"


def arguments(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="剧本文件或文件夹")
    parser.add_argument(
        "--explain", action=_Explain, metavar="CODE", help="说明一种问题，例如 wide-colon"
    )
    parser.add_argument(
        "--approval", action="store_true", help="给还没有审核的剧本写出“审核”这一段"
    )
    parser.add_argument("--fast", action="store_true", help="只查文字，不看画面、字体、读音和录音")
    parser.add_argument(
        "--show",
        action="store_true",
        help=f"写成网页“{PAGE}”，放在数据文件夹里，并在浏览器里打开",
    )
    add_data(parser)
    add_json(parser)


def run(asked: Namespace) -> int:
    """Tell all problems of the stories under some paths; 1 where one can't be played."""
    done = Review(library(asked.paths))
    if not asked.fast:
        done = review(done.library, asked.data, _tell)
    found, problems = done.library, done.library.all_problems
    if asked.json:
        report = {
            "format": 1,
            "stories": [_story_json(one) for one in found.loaded],
            "problems": [problem.as_json() for problem in problems],
            "notes": done.notes,
        }
        say_json(report)
    else:
        for problem in problems:
            say(problem.text())
        for note in done.notes:
            say(note if note.startswith(LABEL) else f"提醒：{note}")
        for one in found.loaded:
            say(_story_text(one))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        say(f"{len(found.loaded)} 个剧本，{errors} 个错误，{len(problems) - errors} 个提醒。")
        if asked.show:
            _show(done, data_dir(asked.data) / PAGE)
        if asked.approval:
            for one in found.loaded:
                _say_approval(one)
    return 1 if has_errors(problems) or not found.loaded else 0


def _show(done: Review, path: Path) -> None:
    """Write what was found as a page, and open it where there is a browser."""
    from kiosk.outputs import Kind, in_html, write_output  # noqa: PLC0415 (for this alone)
    from kiosk.review.check_page import check_page  # noqa: PLC0415

    page = check_page(done.library, done.notes, today()).encode("utf-8", "replace")
    write_output(
        path, page, Kind("check", in_html), inputs=[one.file for one in done.library.loaded]
    )
    show(path)


def _tell(name: str) -> None:
    """Say which story is being looked at, to a person who waits."""
    if sys.stderr.isatty():
        complain(f"正在看 {name} ……")


class _Explain(Action):
    """Explains a code and ends the program, as --help does: no file is asked for."""

    def __call__(
        self, parser: ArgumentParser, _space: Namespace, values: object, _option: str | None = None
    ) -> None:
        """Explain the code given."""
        parser.exit(_explain(str(values)))


def _explain(name: str) -> int:
    """Tell what a problem code means; 1 where there is no such code."""
    if name not in code_names():
        suggestion = did_you_mean(name, code_names())
        complain(f"没有叫“{name}”的问题{suggestion or '，编号在每个问题后面的方括号里'}")
        return 1
    told = code(name)
    say(f"{told.title} [{name}]（{told.severity.zh}）")
    say(told.reason)
    for shown in told.examples:
        for label, piece in (("不对", shown.bad), ("对", shown.good)):
            if piece:
                say(f"  {label}：")
                say(indent(dedent(piece).strip("\n"), "    "))
        if shown.shown:
            say(f"  例如：{shown.shown}")
    return 0


def _say_approval(one: Loaded) -> None:
    """Write the lines an approved story ends with, where they are missing or void."""
    if one.scenario is None or one.approved:
        return
    given = one.scenario.approval
    say()
    if StoryFile(one.file, one.name).is_workbook:
        say(f"审核通过后，在“剧本”表里{'换掉' if given else '填上'}　{one.name}")
        say("审核人　　（审核的单位或人）")
        say(f"审核日期　{today().isoformat()}")
        say(f"指纹　　　{one.fingerprint}")
        return
    say(f"审核通过后，{'换掉' if given else '在末尾加上'}　{one.name}")
    say("审核:")
    say("  审核人: （审核的单位或人）")
    say(f"  日期: {today().isoformat()}")
    say(f"  指纹: {one.fingerprint}")


def _story_json(one: Loaded) -> dict[str, Any]:
    scenario = one.scenario
    return {
        "file": one.name,
        "playable": not refused(one),
        "id": scenario.id if scenario else None,
        "title": scenario.title if scenario else None,
        "fingerprint": one.fingerprint,
        "approved": one.approved,
    }


def _story_text(one: Loaded) -> str:
    if one.scenario is None or refused(one):
        return f"不能播放　{one.name}"
    scenario = one.scenario
    extremes = Graph(scenario).extremes()
    facts = f"{len(scenario.scenes)} 个场景，{len(scenario.endings)} 个结局"
    if extremes is not None:
        shortest, longest = (_clock(s) for s in (extremes.shortest, extremes.longest))
        facts += f"，{shortest} 到 {longest}，最好 {extremes.best} 分，最差 {extremes.worst} 分"
    return f"可以播放　{one.name}：{scenario.title}（{facts}）　指纹 {one.fingerprint}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


@dataclass
class Review:
    """A review of a library; `notes` are said once, of no story."""

    library: Library
    notes: list[str] = field(default_factory=list)


def review(library: Library, data: Path | None, each: Callable[[str], None]) -> Review:
    """Review a library's stories; `each` is told the name of a story that takes a while."""
    home = data_dir(data)
    settings, problems = load(settings_file(home))
    done = Review(library, [problem_text(problem) for problem in problems])
    work = _Work(library, settings, done)
    voice = (settings.voice_engine, settings.voice_model, settings.voice_command)
    parts = [shipped("assets") / part for part in ("fonts", "words", "voice", "pictures")]
    cached = CachedReviewer(
        work.begin,
        review_cache.ground(
            PACKAGE,
            [*parts, shipped("scenarios") / "catalogue"],
            [*voice, settings.language, settings.recordings],
        ),
        home / "cache" / review_cache.FOLDER,
        settings.recordings,
    )
    work.cached = cached
    try:
        done.library = cached.reviewed_library(library, each)
    finally:
        work.close()
    return done


@dataclass
class _Work:
    """The reviewing itself: made when the first story is looked at, closed after the last."""

    library: Library
    settings: Settings
    done: Review
    cached: CachedReviewer | None = None
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
        prepare_pygame()
        # They bring pygame and the voice, which a check of known stories does without.
        from kiosk import composition  # noqa: PLC0415
        from kiosk.review.story_checks.review_context import ReviewContext  # noqa: PLC0415
        from kiosk.review.story_checks.speech import open_silent_mixer  # noqa: PLC0415
        from kiosk.scenario.reading.library_cache import words_of  # noqa: PLC0415
        from kiosk.segmenter import shipped_segmenter  # noqa: PLC0415
        from kiosk.voice.engines import speaking_process  # noqa: PLC0415
        from kiosk.voice.text_normaliser import load_wording, shipped_wording  # noqa: PLC0415

        composition.drawing_without_display()
        if self.settings.recordings is not None or self.library.own_folders:
            open_silent_mixer()
        words = words_of(self.library, shipped_segmenter())
        stories = composition.stories_of(replace(self.library, loaded=(), words=words))
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
        from kiosk.voice.speaking_process import UNTOLD  # noqa: PLC0415  as above

        error = bench.voice.error.rstrip("。") if bench.voice else ""
        self.done.notes.append(NO_VOICE.format(error=error or UNTOLD))
        if bench.voice:
            bench.voice.close()
        if self.cached is not None:
            self.cached.whole = False
        return replace(bench, voice=None)

    def _review(self, one: Loaded, data: bytes) -> tuple[Problem, ...]:
        from kiosk.review.story_review import review_story  # noqa: PLC0415
        from kiosk.voice.phonemes import NoSpelling  # noqa: PLC0415

        if self.bench is None:
            raise RuntimeError("begin() makes the bench")
        text = story_text(StoryFile(one.file, one.name, data), read_workbook)
        try:
            found = review_story(one, text.data, self.bench)
        except NoSpelling:
            self.bench = self._without_voice(self.bench)
            found = review_story(one, text.data, self.bench)
        return tuple(text.placed(problem) for problem in found)
