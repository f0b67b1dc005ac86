"""Every scene, ending, debrief and quiz item of a story as the visitor sees it, as pictures for a page."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from itertools import islice

import pygame

from kiosk.engine.painter import Painter
from kiosk.review.gallery import NOW, SECONDS, numbered
from kiosk.review.plays import plays_to_everywhere
from kiosk.review.storyboard.pieces import DebriefPlay, debrief_plays
from kiosk.scenario.model import Scenario
from kiosk.screens.debrief import DebriefScreen
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.replay_screen import ReplayScreen
from kiosk.screens.scene import SceneScreen
from kiosk.speech import Heard
from kiosk.ui.screen import PieceName
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.values import dataclass
from kiosk.visit.deck import Deck
from kiosk.visit.quiz import Question

WIDTH = 720
"""Pixels of a picture: sharp at half the width of a page."""
MOST = 80
"""Pictures of places, and of quiz items; a graph beyond it is no story but a test."""


@dataclass(frozen=True, slots=True)
class StoryPictures:
    """Pictures as data URIs: of scenes and endings and of quiz items by their ids, of debriefs by play.

    `card` is how the story stands among those to choose from, `moments` what is seen where a step of
    the worst play is opened in its debrief, each with its name.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    quiz: Mapping[str, str] = field(default_factory=dict)
    debriefs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moments: tuple[tuple[str, str], ...] = ()
    card: str | None = None


def story_pictures(kit: Kit, surfaces: SurfaceCache, scenario: Scenario) -> StoryPictures:
    """Give the pictures of a story, drawn without a display."""
    session = Session(seed=1)
    places = _places(kit, session, scenario)
    quiz: dict[str, KioskScreen] = {
        item.id: QuizScreen(kit, session, questions=(Question(scenario, item),))
        for item in scenario.quiz[:MOST]
    }
    canvas = pygame.Surface(kit.size)
    alone = replace(kit, deck=Deck((scenario,)))
    drawn = {one.name: _debriefs(kit, session, one) for one in debrief_plays(scenario)}
    return StoryPictures(
        places={name: picture_of(canvas, surfaces, screen) for name, screen in places.items()},
        quiz={name: picture_of(canvas, surfaces, screen) for name, screen in quiz.items()},
        debriefs={
            name: tuple(picture_of(canvas, surfaces, page) for page in pages)
            for name, pages in drawn.items()
        },
        moments=tuple(
            (name, picture_of(canvas, surfaces, screen))
            for name, screen in islice(_moments(kit, session, drawn), MOST)
        ),
        card=picture_of(canvas, surfaces, alone.flow.choose(session, NOW)),
    )


def place_pictures(kit: Kit, surfaces: SurfaceCache, scenario: Scenario) -> Mapping[str, str]:
    """Give the pictures of a story's scenes and endings by their ids."""
    # A kit remembers stories by their ids, and two versions of one have the same.
    kit = replace(kit)
    canvas = pygame.Surface(kit.size)
    return {
        name: picture_of(canvas, surfaces, screen)
        for name, screen in _places(kit, Session(seed=1), scenario).items()
    }


def _places(kit: Kit, session: Session, scenario: Scenario) -> dict[str, KioskScreen]:
    """Give every scene with its choices, and every ending, by its id."""
    found: dict[str, KioskScreen] = {}
    for play in islice(plays_to_everywhere(scenario), MOST):
        screen = kit.flow.onward(session, play, NOW)
        found[play.position.id] = screen.hurried() if isinstance(screen, SceneScreen) else screen
    return found


def debrief_sentences(kit: Kit, scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """Give what each debrief says, on all its pages, by the name of its play.

    How long the play took and what can be pressed is left out: it is said of every story alike.
    """
    session = Session(seed=1)
    found: dict[str, tuple[str, ...]] = {}
    for one in debrief_plays(scenario):
        pieces = [piece for page in _debriefs(kit, session, one) for piece in page.pieces]
        said = [piece.utterance.text for piece in pieces if not _of_every_story(piece.name)]
        found[one.name] = tuple(dict.fromkeys(said))
    return found


def _of_every_story(name: PieceName) -> bool:
    return name == "took" or (isinstance(name, tuple) and name[0] == "how")


def _debriefs(kit: Kit, session: Session, one: DebriefPlay) -> tuple[DebriefScreen, ...]:
    """Give the pages of the debrief of a play."""
    screen = kit.flow.debrief(session, one.play, SECONDS)
    if not isinstance(screen, DebriefScreen):
        return ()
    return screen.told_pages


def _moments(
    kit: Kit, session: Session, debriefs: Mapping[str, tuple[DebriefScreen, ...]]
) -> Iterator[tuple[str, KioskScreen]]:
    """Give the screens on which the steps of the worst play are looked at again."""
    worst = list(debriefs)[: 2 if len(debriefs) > 1 else 1][-1]
    for debrief in debriefs[worst][:1]:
        for row in sorted(debrief.debrief.rows, key=lambda row: row.number):
            for number in range(len(row.screens), 0, -1):
                screen = ReplayScreen(
                    kit, session, back=debrief, play=debrief.play, row=row, number=-number
                )
                before = "" if number == 1 else "之前"
                yield from numbered(f"第{row.number}步{before}　{screen.scene.id}", screen.leaves)


def picture_of(canvas: pygame.Surface, surfaces: SurfaceCache, screen: KioskScreen) -> str:
    """Give a screen as a data URI, drawn on a canvas of its size."""
    Painter(canvas, surfaces).paint(screen.view(NOW, Heard()))
    return data_uri(canvas)


def data_uri(canvas: pygame.Surface, width: int = WIDTH) -> str:
    """Give what is on a canvas as a data URI of a PNG, so many pixels wide."""
    wide, high = canvas.get_size()
    small = pygame.transform.smoothscale(canvas, (width, round(high * width / wide)))
    png = io.BytesIO()
    pygame.image.save(small, png, "screen.png")
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode("ascii")
