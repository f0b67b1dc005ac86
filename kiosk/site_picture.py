"""The pictures a site brings itself: the police's own QR code, on a poster or alone; its logo."""

from __future__ import annotations

import io
from pathlib import Path

import pygame

from kiosk.app_link import AppLink, Pixels, Refusal, choose_link, fingerprint
from kiosk.scenario.problems import Problem
from kiosk.scenario.reading.picture_file import fault_of, picture_bytes
from kiosk.settings import UNTIED, Settings
from kiosk.values import dataclass

WHAT = {"qr_picture": "二维码图片", "site_logo": "标志图片"}
"""What the settings that name pictures are called in messages."""


class PictureRefusedError(ValueError):
    """A picture that can't be read; `problem` says which, why and what to do, and stands nowhere yet."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem."""
        super().__init__(f"{problem.message}。{problem.advice}。")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SiteCode:
    """The link a site's QR code leads to, whether staff have confirmed that very link, and what was refused."""

    link: AppLink
    confirmed: bool
    problems: tuple[Problem, ...]


def site_code(settings: Settings) -> SiteCode:
    """Give the link of a site's settings; what they ask for and can't have is told where they ask for it."""
    pixels, problems = site_pixels(settings, "qr_picture")
    link, refused = choose_link(settings.qr_payload, settings.qr_hosts, pixels)
    told = [settings.placed(_link_problem(one), one.setting) for one in refused]
    now, given = fingerprint(link.url), settings.qr_confirmed
    if given and given != now:
        variant = "untied" if given == UNTIED else ""
        void = Problem.of("confirmation-void", variant, given=given, url=link.url, now=now)
        told.append(settings.placed(void, "qr_confirmed"))
    return SiteCode(link, given == now, (*problems, *told))


def site_pixels(settings: Settings, name: str) -> tuple[Pixels | None, tuple[Problem, ...]]:
    """Give the pixels of a picture a setting names, if any, and what kept them from being read."""
    path: Path | None = getattr(settings, name)
    if path is None:
        return None, ()
    try:
        return pixels_of(path, WHAT[name]), ()
    except PictureRefusedError as error:
        return None, (settings.placed(error.problem, name),)


def _link_problem(refusal: Refusal) -> Problem:
    with_host = {"qr_picture": "picture-host", "qr_payload": "payload-host"}
    without = {"qr_picture": "picture", "qr_payload": "payload", "qr_hosts": "hosts"}
    variant = (with_host if refusal.host else without)[refusal.setting]
    return Problem.of("link-refused", variant, reason=refusal.reason, host=refusal.host)


def pixels_of(path: Path, what: str = "二维码图片") -> Pixels:
    """Give a picture's pixels; PictureRefusedError where it can't be opened or would take too much.

    `what` names it in the message. It is asked for before the first screen is there: a poster of gigabytes
    or a pipe must not keep the kiosk from starting.
    """
    try:
        data = picture_bytes(path)
    except OSError as error:
        raise _not_opened(path, what) from error
    # A poster may be a strip; and a drawing is no picture of a code.
    fault = fault_of("", data)
    if fault is not None and fault.variant == "other":
        raise _not_opened(path, what)
    if fault is not None and fault.variant != "narrow":
        problem = Problem.of("bad-picture", fault.variant, name=path.name, **dict(fault.figures))
        raise PictureRefusedError(
            Problem.of(
                "picture-refused", "other", what=what, fault=problem.message, mend=problem.advice
            )
        )
    try:
        surface = pygame.image.load(io.BytesIO(data), path.name)
        return Pixels(pygame.image.tobytes(surface, "RGB"), *surface.get_size())
    except (pygame.error, ValueError, MemoryError) as error:
        raise _not_opened(path, what) from error


def _not_opened(path: Path, what: str) -> PictureRefusedError:
    return PictureRefusedError(Problem.of("picture-refused", what=what, path=path))
