"""The figures in the pages are those of the code, and the handbook can be followed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk import app_link, cli, settings_file
from kiosk.engine import loop, window
from kiosk.scenario import measures
from kiosk.scenario.schema import spellings
from kiosk.settings import Settings
from kiosk.supervisor import policy
from kiosk.ui import theme
from kiosk.voice import clip_cache, speaking_process, timeline
from tests.programs import program

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MEGABYTE = 1024 * 1024

PROGRAM = program("page_figures")


def test_the_pages_figures_and_tables_are_those_of_the_program() -> None:
    for page in PROGRAM.PAGES:
        told = page.read_text(encoding="utf-8")
        assert told == PROGRAM.written(told), f"run scripts/page_figures.py: {page.name}"


def test_no_figure_that_is_held_was_let_go() -> None:
    held = {page.name: PROGRAM.sources(page.read_text(encoding="utf-8")) for page in PROGRAM.PAGES}
    assert {name: len(sources) for name, sources in held.items() if sources} == {
        "campaign-pack.md": 6,
        "commands.md": 1,
        "decisions.md": 40,
        "reliability.md": 8,
        "report.md": 1,
        "visual-language.md": 11,
    }


def test_a_figure_that_differs_is_written_anew() -> None:
    page = "deaf for 9.9<!-- = engine.loop.DEAF_SECONDS --> s, **9<!-- = supervisor.policy.BUDGET --> times**"
    deaf, budget = f"{loop.DEAF_SECONDS:g}", policy.BUDGET
    assert PROGRAM.written(page) == page.replace("9.9", deaf).replace("**9", f"**{budget}")


def test_a_table_is_written_anew_and_keeps_what_was_written_by_hand() -> None:
    row = "| `COUNT_SECONDS` | {} | by hand |\n"
    head = "<!-- table pace -->\n| a | b | c |\n|---|---|---|\n"
    page = head + row.format(77) + "| `NO_MORE` | 1 | gone |\n<!-- end -->\n"
    anew = PROGRAM.written(page)
    assert row.format(f"{theme.Pace.COUNT_SECONDS:g}") in anew
    assert "NO_MORE" not in anew
    assert "`SHAKE_STEPS`" in anew
    assert anew.endswith("<!-- end -->\n")


@pytest.mark.parametrize(
    "figure",
    [
        f"is deaf for {loop.DEAF_SECONDS} s",
        f"at most {clip_cache.LIMIT // MEGABYTE} MB",
        f"after {['three', 'four', 'five'][speaking_process.QUICK_LOSSES - 3]} losses",
    ],
)
def test_the_architectures_figures_are_those_of_the_code(figure: str) -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert " ".join(figure.split()) in " ".join(page.split())


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
    assert {"doctor", "new", "pin", "storyboard", "voice"} <= set(called) <= set(cli.COMMANDS)


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
