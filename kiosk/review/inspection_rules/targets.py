"""Whether everything can be pressed by touch and by key, has a name, and something is heard.

Nothing stands where staff knock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator

from kiosk.engine.knock import corner
from kiosk.review.gallery import NOW
from kiosk.review.screen_probe import Defect, InspectedScreen, ScreenProbe
from kiosk.ui.screen import Target
from kiosk.words import SPOKEN_FOLDER

BACK, LEAVE = "backspace", "leave"
AT_ONCE = ("device-answer", "device-hang_up")
"""A call's own buttons."""
CHOICE = "choice-"
"""How the targets of choices are named."""


def check(inspected: InspectedScreen) -> Iterator[Defect]:
    """Give the targets that no key reaches or nobody could name, and what is seen or heard alone."""
    probe = inspected.still
    yield from _speech(probe)
    yield from _names(probe.view.targets)
    yield from _at_the_door(probe)
    yield from _keys([target for target in probe.view.targets if not target.bare])


def _speech(probe: ScreenProbe) -> Iterator[Defect]:
    screen = probe.screen
    if not screen.read_aloud:
        return
    if not screen.script or not all(one.text.strip() for one in screen.script):
        yield Defect("没有声音", "这个画面没有什么可读出来的")
    said = screen.utterance
    # The interface may talk around what is seen; the story's own words must stand there.
    if said is None or said.id.startswith(SPOKEN_FOLDER):
        return
    if not any(place.name == screen.piece_name for place in probe.view.said):
        yield Defect("没有字幕", f"正在读的“{said.text}”没有写在画面上")


def _at_the_door(probe: ScreenProbe) -> Iterator[Defect]:
    """Give what stands in the corner that staff knock at: their taps would press it."""
    if probe.screen.behind_the_door:
        return
    place = corner(probe.screen.theme.scale)
    for target in probe.view.targets:
        if target.box is not None and target.box != probe.whole and target.box.meets(place):
            yield Defect("敲门处有按钮", f"按钮 {target.name} 在左上角，工作人员敲门会按到它")


def _names(targets: tuple[Target, ...]) -> Iterator[Defect]:
    for target in targets:
        if target.box is not None and not target.bare and not target.label.strip():
            yield Defect("没有名称", f"按钮 {target.name} 没有读得出来的名称")
    for name, times in Counter(target.name for target in targets).items():
        if times > 1:
            yield Defect("按钮重名", f"有 {times} 个按钮都叫 {name}")


def _keys(targets: list[Target]) -> Iterator[Defect]:
    for key, times in Counter(key for target in targets for key in target.keys).items():
        if times > 1:
            yield Defect("按键重复", f"键 {key} 同时管着 {times} 个按钮")
    by_key = [_result(target) for target in targets if target.keys]
    back = any(BACK in target.keys for target in targets)
    for target in targets:
        if target.name == LEAVE and back:
            # Backspace is 返回 here; the screen it goes back to has 退出.
            continue
        if target.name.startswith(AT_ONCE) and not any(t.name.startswith(CHOICE) for t in targets):
            # A call's buttons work from the first ring; the keys of the choices come with them.
            continue
        if not target.keys and _result(target) not in by_key:
            yield Defect("没有按键", f"按钮 {target.name} 用小键盘按不到")


def _result(target: Target) -> Hashable:
    """Give what a press leads to, so that two ways to the same are known as one."""
    screen = target.then(NOW)
    return type(screen), screen.identity, screen.comfort
