"""The program in sessions whose locale is not UTF-8: old desktops, cron, plain C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk
from tests.sample import SAMPLE, SCENARIOS

ROOT = Path(kiosk.__file__).resolve().parent.parent
PLAIN = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}

STORY = SAMPLE[0]

needs_locale = pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own names")


def run(*arguments: str, **session: str) -> subprocess.CompletedProcess[bytes]:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **PLAIN, **session}
    command = [sys.executable, "-P", "-m", "kiosk", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, timeout=240, check=False)


@pytest.mark.ce  # a story is drawn at every size
@needs_locale
def test_a_story_is_looked_at_whole_in_a_session_without_utf8() -> None:
    ended = run("check", str(STORY))
    assert ended.returncode == 0, ended.stdout.decode()
    assert STORY.name in ended.stdout.decode()


@needs_locale
def test_what_is_told_stays_in_the_consoles_own_code() -> None:
    ended = run("check", str(SCENARIOS), "--fast", PYTHONIOENCODING="gb18030")
    assert ended.returncode == 0
    assert STORY.name in ended.stdout.decode("gb18030")


@needs_locale
def test_a_file_with_a_chinese_name_is_found(tmp_path: Path) -> None:
    story = tmp_path / "我的剧本.yaml"
    story.write_bytes(STORY.read_bytes())
    ended = run("play", str(story), "--choices", "2,1")
    assert ended.returncode == 0, ended.stderr.decode()
