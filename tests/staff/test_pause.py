"""A pause outlives the program, whatever its file holds, and a kiosk that is paused shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.composition import make_kit
from kiosk.screens.attract import AttractScreen
from kiosk.screens.paused import PausedScreen
from kiosk.settings import Settings
from kiosk.speech import Heard
from kiosk.staff.pause import FILE, Pause
from kiosk.ui.screen import ANY_KEY
from tests.kits import stories

AT = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001


def test_a_pause_outlives_the_program_and_is_over_for_good(tmp_path: Path) -> None:
    data = tmp_path / "data"
    pause = Pause(data, lambda: AT + timedelta(seconds=12))
    assert pause.since() is None
    pause.begin()
    assert Pause(data, lambda: AT + timedelta(days=1)).since() == AT
    again = Pause(data, lambda: AT + timedelta(days=1))
    again.begin()
    assert again.since() == AT
    again.end()
    assert again.since() is None
    assert Pause(data).since() is None


@pytest.mark.parametrize("held", [b"", b"soon", b"\xff\xfe"])
def test_a_pause_whose_file_is_damaged_is_a_pause(tmp_path: Path, held: bytes) -> None:
    (tmp_path / FILE).write_bytes(held)
    assert Pause(tmp_path, lambda: AT).since() == AT


def test_a_pause_that_cannot_be_kept_is_told_and_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    pause = Pause(tmp_path / "data", lambda: AT)
    with pytest.raises(OSError, match="data"):
        pause.begin()
    assert pause.since() == AT


def test_a_paused_kiosk_shows_it_instead_of_attract_and_nobody_gets_past(tmp_path: Path) -> None:
    pause = Pause(tmp_path, lambda: AT)
    kit = make_kit((1366, 768), stories(), Settings(), paused=pause.since)
    assert isinstance(kit.flow.attract(0.0), AttractScreen)
    pause.begin()
    screen = kit.flow.attract(0.0)
    assert isinstance(screen, PausedScreen)
    assert screen.idle_timeout is None
    view = screen.view(0.0, Heard())
    assert "09:30" in "".join(str(getattr(item, "paragraph", "")) for item in view.items)
    for key in ANY_KEY:
        target = view.target_for(key)
        assert target is not None
        after = target.then(1.0)
        assert isinstance(after, PausedScreen)
        assert after.utterance is not None
    assert screen.utterance is None
