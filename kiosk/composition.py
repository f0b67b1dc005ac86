"""Wires the rooms: settings, stories, words, voice and stage become one running kiosk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pygame

from kiosk.authoring.story_workbooks import read_workbook
from kiosk.packs.brought import with_brought
from kiosk.packs.live_sets import LiveSet
from kiosk.paths import shipped
from kiosk.scenario.graph import minutes_of
from kiosk.scenario.model import Scenario
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.library import Library, shipped_pictures
from kiosk.scenario.reading.library_cache import open_library, words_of
from kiosk.screens.flow import Flow
from kiosk.screens.kit import AppCode, Kit, Logo
from kiosk.segmenter import SEGMENTED, shipped_segmenter
from kiosk.settings import Settings
from kiosk.site_picture import site_code, site_pixels
from kiosk.storage import read_text
from kiosk.ui.surface_cache import SurfaceCache
from kiosk.ui.text.fonts import Fonts, measured
from kiosk.ui.text.word_breaks import WordBreaks
from kiosk.ui.theme import assumed_diagonal
from kiosk.values import dataclass
from kiosk.visit.deck import Deck
from kiosk.words import Words

log = logging.getLogger(__name__)


class Minutes(Mapping[str, int]):
    """How long each of some stories takes, by id; worked out when it is asked for: no first picture tells it."""

    def __init__(self, scenarios: Iterable[Scenario]) -> None:
        self._scenarios = {scenario.id: scenario for scenario in scenarios}
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        """Give the minutes of a story's longest play; KeyError where there is none of that id."""
        if name not in self._known:
            self._known[name] = minutes_of(self._scenarios[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        return iter(self._scenarios)

    def __len__(self) -> int:
        """Give how many stories there are."""
        return len(self._scenarios)


@dataclass(frozen=True, slots=True)
class Stories:
    """What can be played, and all that is known about the files."""

    library: Library
    deck: Deck
    minutes: Mapping[str, int]
    approved: frozenset[str] = frozenset()
    """Ids of those whose very words were approved."""
    left_out: tuple[Scenario, ...] = ()
    """Those that are left out as they aren't approved."""


def open_stories(
    paths: list[Path],
    cache: Path | None,
    today: date,
    live: LiveSet | None = None,
    *,
    approved_only: bool = False,
) -> Stories:
    """Load the stories under some paths; where none can be played, the shipped ones.

    Without paths these are the shipped ones with those of the live set, which come first and take the
    place of shipped ones of the same id. With `approved_only` a story that isn't approved as it stands
    is left out, and takes nobody's place.
    """
    left_out: list[Scenario] = []

    def only(library: Library) -> Library:
        return _approved(library, left_out) if approved_only else library

    own = shipped("scenarios")
    catalogue = own / "catalogue"
    pictures = shipped_pictures(shipped("assets"))
    library = only(
        open_library(
            paths or [own],
            catalogue,
            today,
            cache,
            pictures=pictures,
            workbooks=read_workbook,
            words=shipped_segmenter(),
        )
    )
    if not library.scenarios and paths:
        log.warning("给的文件夹里没有可以播放的剧本，改播自带的剧本")
        spare = open_library(
            [own], catalogue, today, cache, pictures=pictures, words=shipped_segmenter()
        )
        # Of folders there are problems too; those of the catalogue both have.
        own_folders = tuple(one for one in library.problems if one not in spare.problems)
        library = replace(
            spare,
            loaded=(*spare.loaded, *library.loaded),
            problems=(*own_folders, *spare.problems),
        )
    if live is not None and not paths:
        brought = open_library(
            [live.stories],
            catalogue,
            today,
            cache,
            pictures=pictures,
            workbooks=read_workbook,
            words=shipped_segmenter(),
        )
        library = with_brought(library, only(brought), live)
    return replace(stories_of(library), left_out=tuple(left_out))


def word_breaks(stories: Stories) -> WordBreaks:
    """Give where rows of the interface's words and of some stories may not end."""
    return WordBreaks(interface_runs(), stories.library.words)


def interface_runs() -> list[str]:
    """Give the segmented runs of the interface's words; none where their file can't be read."""
    try:
        return read_text(shipped("assets") / "words" / SEGMENTED).splitlines()
    except (OSError, ValueError) as error:
        log.warning("界面文字的分词用不了（%s），换行可能断开词语", error)
        return []


def _approved(library: Library, left_out: list[Scenario]) -> Library:
    """Give a library in which what isn't approved can't be played; what is left out is added to those."""
    left_out += [one.scenario for one in library.loaded if one.scenario and not one.approved]
    loaded = tuple(
        one if one.scenario is None or one.approved else replace(one, scenario=None)
        for one in library.loaded
    )
    return replace(library, loaded=loaded)


def of_set(settings: Settings, live: LiveSet | None) -> Settings:
    """Give the settings with the pictures the live set brings in place of the site's own."""
    if live is None:
        return settings
    logo, code = live.part("logo"), live.part("qr")
    return replace(
        settings,
        site_logo=logo or settings.site_logo,
        qr_picture=code or settings.qr_picture,
    )


def stories_of(library: Library) -> Stories:
    """Give what can be played of a library; the words of its texts are found where they aren't known."""
    if not library.words:
        library = replace(library, words=words_of(library, shipped_segmenter()))
    scenarios = tuple(
        _with_picture(one.scenario, one.pictures)
        for one in library.loaded
        if one.scenario is not None
    )
    approved = frozenset(
        one.scenario.id for one in library.loaded if one.scenario is not None and one.approved
    )
    return Stories(library, Deck(scenarios), Minutes(scenarios), approved)


def _with_picture(scenario: Scenario, pictures: tuple[Path, ...]) -> Scenario:
    """Give the scenario with the path of a picture that lies in its own folder."""
    return replace(scenario, picture=str(pictures[0].absolute())) if pictures else scenario


def site_logo(settings: Settings) -> tuple[Logo | None, tuple[Problem, ...]]:
    """Give the site's logo if it has one, and what kept it from being read."""
    pixels, problems = site_pixels(settings, "site_logo")
    if pixels is None or settings.site_logo is None:
        return None, problems
    return Logo(str(settings.site_logo.absolute()), pixels.width / pixels.height), problems


@dataclass(frozen=True, slots=True)
class Site:
    """What a site brings itself: its link and its logo, and what the settings ask for and can't have."""

    code: AppCode
    logo: Logo | None
    problems: tuple[Problem, ...]


def site_of(settings: Settings) -> Site:
    """Give what the settings bring; pictures are read and looked through for a code."""
    code = site_code(settings)
    logo, refused = site_logo(settings)
    return Site(AppCode(code.link, confirmed=code.confirmed), logo, (*code.problems, *refused))


def diagonal_of(settings: Settings, display: float | None, size: tuple[int, int]) -> float:
    """Give the diagonal in inches: the site's word, else the display's, else one that is usual."""
    return settings.diagonal_inches or display or assumed_diagonal(*size)


def make_kit(  # noqa: PLR0913 (what a kit is made from)
    size: tuple[int, int],
    stories: Stories,
    settings: Settings,
    *,
    site: Site | None = None,
    diagonal: float | None = None,
    open_now: Callable[[], bool] = lambda: True,
    visitors: Callable[[], int] = lambda: 0,
    paused: Callable[[], datetime | None] = lambda: None,
) -> Kit:
    """Give what a visit needs, for a screen of that size in pixels.

    `site` is what the settings bring, where that is known already. It is always within its hours until a
    `NextVisit` follows the clock: a picture is the same at whatever hour it is drawn.
    """
    assets = shipped("assets")
    words = Words.of_language(assets / "words", settings.language)
    site = site or site_of(settings)
    return Kit(
        words=words,
        fonts=Fonts(assets / "fonts", word_breaks(stories), measured(assets / "fonts")),
        deck=stories.deck,
        catalogue=stories.library.catalogue,
        size=size,
        diagonal=diagonal_of(settings, diagonal, size),
        minutes=stories.minutes,
        settings=settings,
        navigate=Flow,
        code=site.code,
        logo=site.logo,
        open_now=open_now,
        visitors=visitors,
        paused=paused,
    )


def on_display(kit: Kit, size: tuple[int, int], diagonal: float | None) -> Kit:
    """Give the kit for another display: its size in pixels, its diagonal in inches where that is known."""
    return replace(kit, size=size, diagonal=diagonal_of(kit.settings, diagonal, size))


def renewed(kit: Kit, stories: Stories, settings: Settings, site: Site) -> Kit:
    """Give a kit with other stories and what the site's pictures are then; all else stays."""
    return replace(
        kit,
        deck=stories.deck,
        catalogue=stories.library.catalogue,
        minutes=stories.minutes,
        settings=settings,
        code=site.code,
        logo=site.logo,
    )


def make_surfaces(kit: Kit) -> SurfaceCache:
    """Give what drawing needs."""
    return SurfaceCache(kit.fonts, shipped("assets") / "pictures", kit.size)


def drawing_without_display() -> None:
    """Get pygame ready to draw pictures where there is no screen."""
    pygame.font.init()
