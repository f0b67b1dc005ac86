"""换剧本 in a real window: good, mixed and hostile files, and the way back; by keys in tests/staff."""

from __future__ import annotations

from pathlib import Path

from kiosk.packs.live_sets import DROP_FOLDER, LiveSets
from kiosk.staff.pin import PinStore
from tests.packs.packs import HOSTILE, story

from .displays import TURNED, Display, at
from .harness import running
from .test_door import PIN
from .test_staff_day import inside


def locked(data: Path) -> None:
    """Set a PIN, and let unapproved stories play all the same."""
    PinStore(data).set(PIN)
    (data / "settings.yaml").write_text("只播放已审核的: 否\n", encoding="utf-8")


def held(data: Path) -> list[str]:
    live = LiveSets(data).current()
    return [one.id for one in live.held] if live else []


@at(TURNED)
def test_staff_load_stories_and_bring_the_set_before_back(display: Display, tmp_path: Path) -> None:
    folder = tmp_path / DROP_FOLDER
    folder.mkdir()
    (folder / "好的.yaml").write_text(story(), encoding="utf-8")
    (folder / "坏的.yaml").write_text("标题：x", encoding="utf-8")
    locked(tmp_path)
    with running(display, tmp_path) as kiosk:
        inside(kiosk)
        kiosk.tap("load")
        kiosk.until(lambda: "stick-1" in kiosk.targets, "the folder noticed")
        kiosk.tap("stick-1")
        kiosk.see("ImportScreen", patience=120)
        assert {"story-1", "story-2", "make-live", "report"} <= set(kiosk.targets)
        kiosk.tap("story-2")
        kiosk.see("StoryScreen")
        kiosk.tap("back")
        kiosk.see("ImportScreen")
        kiosk.tap("make-live")
        kiosk.see("DoneScreen")
        assert held(tmp_path) == ["new-story"]
        kiosk.tap("attract")
        kiosk.see("AttractScreen")
        kiosk.until(lambda: "换上了另一套" in kiosk.log(), "the new stories at 待机")
        inside(kiosk)
        kiosk.tap("load")
        kiosk.until(lambda: "bring-back" in kiosk.targets, "a set to bring back")
        kiosk.tap("bring-back")
        kiosk.until(lambda: held(tmp_path) == [], "the set before")
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()


def test_hostile_files_are_told_and_the_kiosk_goes_on(
    shared_display: Display, tmp_path: Path
) -> None:
    folder = tmp_path / DROP_FOLDER
    folder.mkdir()
    for name in (
        "pipe",
        "link-to-the-root",
        "very-deep",
        "story-without-end",
        "archive-that-climbs-out",
        "names-of-odd-characters",
        "aliases-without-end",
        "noise-named-as-a-workbook",
    ):
        HOSTILE[name].build(folder)
    locked(tmp_path)
    with running(shared_display, tmp_path) as kiosk:
        inside(kiosk)
        kiosk.tap("load")
        kiosk.until(lambda: "stick-1" in kiosk.targets, "the folder noticed")
        kiosk.tap("stick-1")
        kiosk.see("ImportScreen", patience=120)
        assert "make-live" not in kiosk.targets
        kiosk.tap("more")
        kiosk.tap("report")
        kiosk.until((folder / "检查报告.html").is_file, "the report")
        kiosk.until(lambda: "back" in kiosk.targets, "the page after it")
        kiosk.tap("back")
        kiosk.see("SourcesScreen")
        assert held(tmp_path) == []
        assert kiosk.end() == 0
        assert "Traceback" not in kiosk.log() + kiosk.errors()
