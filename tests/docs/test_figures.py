"""The figures in the pages are those of the code, and the handbook can be followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk import app_link, cli, settings_file, supervisor
from kiosk.engine import loop, window
from kiosk.scenario import measures
from kiosk.scenario.model import Verdict
from kiosk.scenario.reading import parse, text
from kiosk.scenario.reading.reader import MOST_PROBLEMS
from kiosk.scenario.schema import spellings
from kiosk.settings import Settings
from kiosk.ui import theme
from kiosk.ui.theme import LEADING
from kiosk.ui.theme.scale import LARGE
from kiosk.voice import clip_cache, narrator, output, process, timeline

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MEGABYTE = 1024 * 1024

FIGURES = {
    f"is deaf for {loop.DEAF_SECONDS} s": "architecture.md",
    f"ignores touches for {loop.DEAF_SECONDS} s": "decisions.md",
    f"at most {clip_cache.LIMIT // MEGABYTE} MB": "architecture.md",
    f"{clip_cache.LIMIT // MEGABYTE} MB of clips": "decisions.md",
    f"{clip_cache.ROOM_LEFT // MEGABYTE} MB of the disk": "decisions.md",
    f"after {narrator.PATIENCE} s is a caption": "decisions.md",
    f"Captions run at {timeline.CAPTION_SPEED} characters": "decisions.md",
    f"makes it\n{timeline.SLOW_CAPTION_SPEED}": "decisions.md",
    f"a buffer of {output.BUFFER} samples": "decisions.md",
    f"{parse.DEPTH}\nlevels": "decisions.md",
    f"{parse.EVENTS / 1e6} million events": "decisions.md",
    f"{text.STICK_CAP // 1024} kB a file": "decisions.md",
    f"{text.COMMAND_CAP // MEGABYTE} MB from the command line": "decisions.md",
    f"At most {MOST_PROBLEMS}\nproblems": "decisions.md",
    f"{measures.FULL}, less {measures.COST[Verdict.RISKY]} for each 冒险": "decisions.md",
    f"{measures.COST[Verdict.FALL]} for each 上当, not below 0; {measures.PASS} is": "decisions.md",
    f"line spacing of 1.3 or more (ours is {LEADING})": "decisions.md",
    f"大字 is {LARGE} times": "decisions.md",
    f"an em of at least {theme.READ_MM:g} mm": "decisions.md",
    f"helpers\n{theme.LABEL_MM} mm": "decisions.md",
    f"at least {theme.BAR_MM:g} mm high and {theme.GAP_MM:g} mm apart": "decisions.md",
    f"polls, every {loop.IDLE_MS} or {window.LOOK_MS} ms": "decisions.md",
    f"at all else {['four', 'five', 'six'][1000 // loop.STILL_MS - 4]} times a second": "decisions.md",
    f"between two frames, {loop.SPARE_SECONDS * 1000:g} ms at a time": "decisions.md",
    f"{app_link.SHARE_OF_SHORT_SIDE:.0%}".replace("%", " %"): "decisions.md",
    app_link.DEFAULT_LINK: "decisions.md",
    f"**Idle: {Settings().idle_seconds:g} s": "decisions.md",
    f"{Settings().install_idle_seconds:g} on the install page": "decisions.md",
    f"then {Settings().countdown_seconds:g} s of": "decisions.md",
    f"after {['one', 'two', 'three', 'four', 'five', 'six'][supervisor.BUDGET - 1]} crashes": "commands.md",
    f"after {['three', 'four', 'five'][process.QUICK_LOSSES - 3]} losses": "architecture.md",
    "the pace of\nthe voice; a story's minutes are reckoned by it": "decisions.md",
}
"""What stands on which page; made from the constants the program runs by."""


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_on_a_page_is_that_of_the_code(figure: str) -> None:
    def plain(words: str) -> str:
        return " ".join(words.lower().split())

    page = (DOCS / FIGURES[figure]).read_text(encoding="utf-8")
    assert plain(figure) in plain(page)


def test_captions_run_as_the_minutes_are_reckoned() -> None:
    assert timeline.CAPTION_SPEED == measures.CHARS_PER_SECOND


def test_every_host_the_code_allows_is_named() -> None:
    page = (DOCS / "decisions.md").read_text(encoding="utf-8")
    for host, mark in app_link.ALLOWED.items():
        assert host in page
        assert mark.removeprefix("id") in page


HANDBOOK = (DOCS / "staff-handbook.zh-CN.md").read_text(encoding="utf-8")


def test_the_handbooks_settings_are_read_without_a_problem(tmp_path: Path) -> None:
    known = spellings(Settings)
    blocks = re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)
    inline = re.findall(r"`([\u4e00-\u9fff]+: [^`]+)`", HANDBOOK)
    assert blocks
    assert inline
    for written in (*blocks, *inline):
        file = tmp_path / "settings.yaml"
        file.write_text(written.replace("那个域名", "www.example.cn"), encoding="utf-8")
        read, problems = settings_file.load(file)
        assert problems == ()
        assert read != Settings()
        assert set(re.findall(r"^(\S+):", written, re.MULTILINE)) <= set(known)


def test_the_handbooks_commands_are_there() -> None:
    called = re.findall(r"scripts[/\\]run(?:\.bat)? ([a-z]+)", HANDBOOK)
    assert {"doctor", "check", "new", "voice"} <= set(called) <= set(cli.COMMANDS)


def test_the_handbooks_keys_are_the_windows() -> None:
    (table,) = re.findall(r"## 小键盘\n(.*?)\n## ", HANDBOOK, re.DOTALL)
    named = {
        key.strip()
        for cell in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
        for key in cell.split()
        if key.isascii()
    }
    known = {
        key.replace("enter", "Enter").replace("backspace", "Backspace")
        for key in window.KEYS.values()
    }
    assert named - {"F8"} <= {*known, "−"}
    for needed in ("Enter", "0", "/", "*", ".", "Backspace"):
        assert needed in named
