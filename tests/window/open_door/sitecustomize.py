"""Opens staff's pages by a touch at 待机, for tests of what lies behind the door.

Python imports it at the start of a program whose PYTHONPATH names this folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

if "run" in sys.orig_argv:
    from kiosk.paths import shipped
    from kiosk.screens.attract import AttractScreen
    from kiosk.staff.desk import Desk
    from kiosk.staff.screens.menu import MenuScreen
    from kiosk.words import Words

    def _opened(self: AttractScreen, _now: float) -> MenuScreen:
        words = Words.of_language(shipped("assets") / "words" / "staff", "zh-CN")
        data = Path(sys.orig_argv[sys.orig_argv.index("--data") + 1])
        desk = Desk(words=words, data=data, home=self.kit.flow.attract)
        return MenuScreen(self.kit, self.session, desk=desk)

    AttractScreen.start = _opened  # type: ignore[method-assign]
