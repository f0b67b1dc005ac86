"""A visitor who leaves without a word: asked after a while, and then nothing of the visit is left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .displays import SMALL, Display
from .harness import Kiosk
from .visits import FRESH, by_key, by_touch

SETTINGS = "待机秒数: 15\n倒数秒数: 5\n"
"""The shortest that the settings allow."""


def settled(display: Display, data: Path) -> Kiosk:
    """Give a kiosk that starts and has little patience."""
    data.mkdir()
    (data / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    return Kiosk(display, data)


def left_alone(kiosk: Kiosk) -> None:
    """Let a visitor set everything to their liking, and say no more."""
    by_touch(kiosk, "start")
    for name in ("look", "slow", "volume"):
        by_touch(kiosk, name)
    by_touch(kiosk, "leave")  # a screen of few words: speech counts as somebody being there
    set_by_visitor = kiosk.see("LeaveScreen")["session"]
    assert set_by_visitor == {**FRESH, "look": "LARGE", "slow": True, "volume": 4}


def test_one_who_is_still_there_goes_on_and_one_who_has_left_leaves_nothing(tmp_path: Path) -> None:
    # All wait at the same time: no clock is turned, the seconds are real ones.
    displays = Display(SMALL), Display(SMALL), Display(SMALL)
    kiosks = [settled(display, tmp_path / str(n)) for n, display in enumerate(displays)]
    try:
        there, gone, nobody = kiosks
        for kiosk in kiosks:
            kiosk.see("AttractScreen")
        with ThreadPoolExecutor() as visitors:
            list(visitors.map(left_alone, (there, gone)))

        asked = there.see("StillThereScreen")
        assert "anywhere" in there.targets
        there.ready()
        by_touch(there, "anywhere")
        back = there.see("LeaveScreen")
        assert back["session"]["look"] == "LARGE"
        by_key(there, "main")  # 继续
        assert there.see("ChooseScreen")["session"]["slow"]
        quiet = [e["t"] for e in there.events if e["ev"] == "voice" and e["id"] is None]
        spoke = max(t for t in quiet if t < asked["t"])
        assert asked["t"] - spoke > 14.9, "asked too soon after the last words"

        question = gone.see("StillThereScreen")["t"]
        home = gone.see("AttractScreen")
        assert home["session"] == FRESH
        # Its first picture may come late; a countdown of fewer seconds than are set is shorter than that.
        assert home["t"] - question > 4.0, "the countdown was cut short"
        by_key(gone, "start")
        assert gone.see("ChooseScreen")["session"] == FRESH

        # Nobody is asked at attract, however long it waits.
        began = nobody.events[0]["t"]
        nobody.until(lambda: nobody.frame["t"] > began + 21, "more than the idle time")
        assert {e["screen"] for e in nobody.events if e["ev"] == "frame"} == {"AttractScreen"}
        assert [kiosk.end() for kiosk in kiosks] == [0, 0, 0]
    finally:
        for kiosk in kiosks:
            kiosk.close()
        for display in displays:
            display.close()
