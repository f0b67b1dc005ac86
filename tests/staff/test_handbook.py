"""What the handbook says of the door and of wiping the screen is what the program does."""

from __future__ import annotations

from pathlib import Path

from kiosk.engine import knock
from kiosk.staff.lockout import FREE
from kiosk.staff.screens.clean import CLEAN_SECONDS

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "staff-handbook.zh-CN.md"


def test_the_handbooks_way_in_is_the_loops() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    numbers = "零一二三四五六七八九"
    assert f"连点{numbers[knock.TAPS]}下，第{numbers[knock.TAPS]}下**按住不放**" in text
    assert " ".join(knock.KEYS).replace("-", "−") in text
    assert f"输错{numbers[FREE]}次" in text
    assert f"{CLEAN_SECONDS:.0f} 秒里摸哪里都没有反应" in text
