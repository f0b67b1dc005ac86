"""Another set made live while the kiosk runs: the visit under way goes on, the next one has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kiosk.packs.live_sets import LiveSets
from tests.packs.packs import story

from .displays import Display, environment
from .harness import Kiosk, running
from .visits import by_touch, offered, stories


def load(data: Path, *arguments: object) -> int:
    """Do from a terminal what staff's page does."""
    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "kiosk", "load", *map(str, arguments)),
            *("--data", str(data), "--fast", "--silent"),
        ],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=240,
    )
    return done.returncode


def leave(kiosk: Kiosk) -> None:
    """End the visit."""
    by_touch(kiosk, "leave")
    kiosk.see("LeaveScreen")
    kiosk.key("1")
    kiosk.see("AttractScreen")


def renewed(kiosk: Kiosk, count: int) -> None:
    """Wait until 待机 is made of so many stories."""
    kiosk.until(
        lambda: f"一共 {count} 个" in (kiosk.log().splitlines() or [""])[-1], "another set", 60
    )


def test_a_set_made_live_meanwhile_is_there_at_the_next_attract_and_goes_again(
    shared_display: Display, tmp_path: Path
) -> None:
    data, stick, shipped = tmp_path / "data", tmp_path / "stick", len(stories())
    stick.mkdir()
    (stick / "新的.yaml").write_text(story(), encoding="utf-8")
    (stick / "坏的.yaml").write_text("标题：x", encoding="utf-8")
    with running(shared_display, data) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        assert offered(kiosk) == shipped
        assert load(data, stick, "--yes") == 1  # the bad one is refused, the good one live
        by_touch(kiosk, "story-1")
        kiosk.see("SceneScreen")
        by_touch(kiosk, "show-all")
        assert "另一套" not in kiosk.log()  # nobody's visit is disturbed
        leave(kiosk)
        renewed(kiosk, shipped + 1)
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        assert offered(kiosk) == shipped + 1
        leave(kiosk)
        assert load(data, "--back") == 0
        renewed(kiosk, shipped)  # at 待机 itself, without a visit
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        assert offered(kiosk) == shipped
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()


def test_a_kiosk_that_starts_plays_the_live_set(shared_display: Display, tmp_path: Path) -> None:
    data, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    (stick / "新的.yaml").write_text(story(), encoding="utf-8")
    assert load(data, stick, "--yes") == 0
    (data / "sets" / "staging" / "half").mkdir(parents=True)
    with running(shared_display, data) as kiosk:
        by_touch(kiosk, "start")
        kiosk.see("ChooseScreen")
        assert offered(kiosk) == len(stories()) + 1
        by_touch(kiosk, "story-1")
        kiosk.see("SceneScreen")
        assert kiosk.end() == 0
    assert not (data / "sets" / "staging").exists()
    live = LiveSets(data).current()
    assert live is not None
    assert list(live.faults()) == []
