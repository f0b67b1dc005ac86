"""An arm of poses/ fits everybody who is drawn standing, in their own colours."""

from __future__ import annotations

import re

import numpy as np
import pygame
import pytest

from kiosk.paths import shipped
from kiosk.ui.figure import FOLDER, SHADE, SHADED_SKIN, SKIN, SLEEVE, posed
from kiosk.ui.images import Images

PICTURES = shipped("assets") / "pictures"
IMAGES = Images(PICTURES)
PEOPLE = sorted(path.stem for path in (PICTURES / "standing").glob("*.svg") if "-" not in path.stem)
POSES = sorted(path.stem for path in (PICTURES / FOLDER).glob("*.svg"))


def text_of(folder: str, name: str) -> str:
    return (PICTURES / folder / f"{name}.svg").read_text(encoding="utf-8")


def pixels(name: str) -> np.ndarray:
    surface = IMAGES.draw(name, (240, 300))
    return np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8).reshape(300, 240, 4)


@pytest.mark.parametrize("pose", POSES)
def test_everybody_can_take_every_pose_in_their_own_colours(pose: str) -> None:
    for person in PEOPLE:
        figure, arm = text_of("standing", person), text_of(FOLDER, pose)
        own = posed(figure, arm)
        assert not re.search(f"{SLEEVE}|{SHADE}|{SKIN}|{SHADED_SKIN}", own), person
        drawn = set(re.findall(r"#\w{6}", own))
        assert drawn <= set(re.findall(r"#\w{6}", figure + arm)), person
        for whole in (f"standing/{person}+{pose}", f"standing/{person}-严肃+{pose}"):
            assert (pixels(whole)[:, :, 3] == 255).mean() > 0.3


@pytest.mark.parametrize("pose", POSES)
def test_a_pose_is_seen_and_leaves_the_other_side_as_it_was(pose: str) -> None:
    for person in PEOPLE:
        calm, moved = pixels(f"standing/{person}"), pixels(f"standing/{person}+{pose}")
        assert np.array_equal(calm[:, :80], moved[:, :80]), person
        assert (calm != moved).any(axis=2).sum() > 1500, person
        face = slice(98, 138), slice(92, 140)
        assert np.array_equal(calm[face], moved[face]), person


def test_every_two_poses_differ() -> None:
    for person in PEOPLE:
        looks = [pixels(f"standing/{person}+{pose}").tobytes() for pose in POSES]
        assert len(set(looks)) == len(POSES)


def test_a_mood_and_a_pose_are_worn_at_once() -> None:
    plain, glad = pixels("standing/柜员+拦住"), pixels("standing/柜员-高兴+拦住")
    assert not np.array_equal(plain[98:150], glad[98:150])
    assert np.array_equal(plain[170:], glad[170:])


def test_who_is_drawn_otherwise_keeps_no_arm_by_accident() -> None:
    with pytest.raises(ValueError, match="手势"):
        posed("<svg></svg>", text_of(FOLDER, POSES[0]))
