"""The quiet bar that shows the rest at once promises what is to come, and no more."""

from __future__ import annotations

from kiosk.review import gallery
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from tests.kits import SMALL, walked


def test_only_a_scene_with_choices_promises_them() -> None:
    promised: dict[bool, set[str]] = {True: set(), False: set()}
    for _, screen in walked(SMALL):
        if isinstance(screen, SceneScreen):
            targets = screen.view(gallery.NOW, Heard()).targets
            labels = {target.label for target in targets if target.name == "show-all"}
            promised[bool(screen.scene.choices)] |= labels
    assert all("选项" in label for label in promised[True])
    assert not any("选项" in label for label in promised[False])
    assert all(promised.values())
