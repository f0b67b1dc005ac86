"""What holds for every test: no window, no sound, in CI no skip, and whose turn it is."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from benchmarks.stand import morning

if TYPE_CHECKING:
    import pygame
    from xdist.remote import Producer

# What is collected stays: looking for garbage among all of it again and again took a twentieth of the time.
gc.disable()
GARBAGE = 20_000
"""Objects made since the last look, at which some of them are looked through."""

# before anything imports pygame; a test that wants a real window or real sound says so itself
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
# a kiosk outside its opening hours is dark and silent
os.environ["TZ"] = morning()
time.tzset()

# a busy machine is not a fault of the program
# where all must pass before it lands, the same examples are tried each time; at a desk, others
settings.register_profile("kiosk", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kiosk")

NO_SKIP = "KIOSK_NO_SKIP"
"""Set in CI, where everything a test could miss is installed."""


BY_THE_CLOCK = (
    *(f"tests/window/test_{part}.py" for part in ("display", "ends", "speech", "start", "touch")),
    "tests/voice/test_capture.py",
)
"""What compares a running kiosk or its sound with the clock: one after another, and first."""

WINDOWS = "tests/window/"
"""What waits for real kiosks: begun beside what goes by the clock."""

LONG = (
    "tests/review/test_inspection.py", "tests/devices/test_devices.py", "tests/commands/test_storyboard.py",
    "tests/speech/test_shipped_speech.py", "tests/authoring/test_cells.py", "tests/authoring/test_commands.py",
    "tests/review/story_checks/test_text_fit.py", "tests/review/story_checks/test_examples.py",
    "tests/staff/test_staff_pages.py", "tests/review/storyboard/test_interface.py", "tests/review/test_golden.py",
    "tests/commands/test_check_review.py", "tests/commands/test_nothing_overwritten.py",
    "tests/packaging/test_wheel.py", "tests/scenario/test_any_story.py",
)  # fmt: skip
"""What computes long in one file: begun before the rest, the longest first, so that no worker ends alone with it."""


WITHOUT_PYGAME = (
    *(f"tests/{room}/" for room in (
        "app_link", "authoring", "clock", "commands", "docs", "kit", "log", "packaging", "paths", "patterns", "records", "scenario", "segmenter",
        "settings", "storage", "supervisor", "terminal", "toml_file", "values", "visit", "words",
    )),
    *(f"tests/voice/test_{part}.py" for part in (
        "clip_cache", "engines", "judge", "loudness", "recording_script", "recordings",
        "speaking_process", "system_voice", "text_normaliser", "time_stretch", "timeline", "voices",
    )),
    *(f"tests/report/test_{part}.py" for part in ("documents", "figures", "statistics")),
    *(f"tests/packs/test_{part}.py" for part in ("hostile_sticks", "killed", "pack_settings", "sticks")),
    "tests/staff/test_names.py",
)  # fmt: skip
"""What says nothing about pygame and so runs `once`; packaging/test_turns.py holds it to that."""

ALIKE_ON_BOTH = (
    *(f"tests/{room}/" for room in (
        "called", "composition", "devices", "doctor", "next_visit", "observer", "os_errors", "outputs", "packs",
        "report", "review/story_checks", "review/storyboard", "speech",
    )),
    *(f"tests/review/test_{part}.py" for part in ("check_page", "walks", "whole_visit")),
    *(f"tests/review/inspection_rules/test_{part}.py" for part in ("large_is_larger", "spoken_and_shown")),
    *(f"tests/screens/test_{part}.py" for part in (
        "attract", "attract_demo", "caption_bar", "captions", "choose", "flow", "grade", "hearing", "hurry",
        "left_to_the_eye", "pages", "pieces", "quiz_contact", "recall", "score_card", "sounds", "station",
        "wallet", "why_panel",
    )),
    *(f"tests/staff/test_{part}.py" for part in (
        "campaign_report", "check", "frame", "handbook", "load_pages", "lockout", "pause", "pin",
        "pinyin", "settings_pages", "settings_store", "setup", "staff_words", "status", "stick_look",
        "text_entry", "today", "totals",
    )),
    *(f"tests/voice/test_{part}.py" for part in (
        "maker", "preparer", "recording_session", "sentences", "speech_packs",
    )),
)  # fmt: skip
"""What walks screens that pygame has measured, and asks of them what our own code decides: `once`, too.

That both pygames measure, draw, mix and open windows alike is asked of both where it is the point:
`ui`, `engine`, `assets`, `voice`, the golden screens, the inspection, a whole visit in a window.
"""


def _by_the_clock(nodeid: str) -> bool:
    return nodeid.startswith(BY_THE_CLOCK)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def turns(files: Iterable[str]) -> list[str]:
    """Give test files in the order in which their turn comes: the others fill the time of the last workers.

    What goes by the clock is first; then windows and what computes long by turns, so that the cores are
    neither idle nor all taken meanwhile.
    """
    files = list(dict.fromkeys(files))
    free = [file for file in files if not _by_the_clock(file)]
    windows = [file for file in free if file.startswith(WINDOWS)]
    long = [file for file in LONG if file in free]
    by_turns = filter(None, chain.from_iterable(zip_longest(windows, long)))
    return list(dict.fromkeys([*filter(_by_the_clock, files), *by_turns, *files]))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Give a worker for each core, and two more where real windows are waited for most of the time.

    What goes by the clock runs first, beside windows that wait and what computes by turns.
    """
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return cores if "not window" in config.option.markexpr else cores + 2


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among what every test needs."""
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)
    gc.enable()


class Turns(LoadScopeScheduling):
    """Gives a worker a file at a time, all that goes by the clock to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return "by the clock" if _by_the_clock(nodeid) else _file(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Turns | None:
    if config.getoption("dist") != "load":
        return None  # another way was asked for
    config.option.loadscopereorder = False
    return Turns(config, log)


@pytest.hookimpl(tryfirst=True)  # before `-m` asks for the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        only_there = item.get_closest_marker("ce")
        if item.nodeid.startswith((*WITHOUT_PYGAME, *ALIKE_ON_BOTH)) and not only_there:
            item.add_marker(pytest.mark.once)
    order = {file: number for number, file in enumerate(turns(_file(one.nodeid) for one in items))}
    items.sort(key=lambda item: order[_file(item.nodeid)])


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get(NO_SKIP) and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped here ({NO_SKIP}): {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.fixture
def canvas() -> Iterator[pygame.Surface]:
    """Give a canvas: no window, nobody looks."""
    import pygame  # noqa: PLC0415 (most tests need none)

    from tests.kits import SMALL  # noqa: PLC0415

    pygame.display.init()
    pygame.font.init()
    yield pygame.display.set_mode(SMALL)
    pygame.display.quit()
