"""Every scene, ending and quiz item of a story as the visitor sees it, as pictures for a page."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

import pygame

from kiosk.engine.painter import Painter
from kiosk.review.gallery import NOW
from kiosk.review.plays import plays_to_everywhere
from kiosk.scenario.model import Scenario
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.visit.quiz import Question

WIDTH = 720
"""Pixels of a picture: sharp at half the width of a page."""
MOST = 80
"""Pictures of places, and of quiz items; a graph beyond it is no story but a test."""


@dataclass(frozen=True, slots=True)
class StoryPictures:
    """Pictures as data URIs, of scenes and endings and of quiz items, by their ids."""

    places: Mapping[str, str] = field(default_factory=dict)
    quiz: Mapping[str, str] = field(default_factory=dict)


def story_pictures(kit: Kit, surfaces: SurfaceCache, scenario: Scenario) -> StoryPictures:
    """Give the pictures of a story, drawn without a display."""
    session = Session(seed=1)
    places: dict[str, KioskScreen] = {}
    for play in islice(plays_to_everywhere(scenario), MOST):
        screen = kit.flow.onward(session, play, NOW)
        places[play.position.id] = screen.hurried() if isinstance(screen, SceneScreen) else screen
    quiz: dict[str, KioskScreen] = {
        item.id: QuizScreen(kit, session, questions=(Question(scenario, item),))
        for item in scenario.quiz[:MOST]
    }
    canvas = pygame.Surface(kit.size)
    return StoryPictures(
        *(
            {name: _drawn(canvas, surfaces, screen) for name, screen in screens.items()}
            for screens in (places, quiz)
        )
    )


def _drawn(canvas: pygame.Surface, surfaces: SurfaceCache, screen: KioskScreen) -> str:
    Painter(canvas, surfaces).paint(screen.view(NOW, Heard()))
    return _data_uri(canvas)


def _data_uri(canvas: pygame.Surface) -> str:
    width, height = canvas.get_size()
    small = pygame.transform.smoothscale(canvas, (WIDTH, round(height * WIDTH / width)))
    png = io.BytesIO()
    pygame.image.save(small, png, "screen.png")
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode("ascii")
