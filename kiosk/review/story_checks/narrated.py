"""What is narrated is drawn: words after which a visitor looks for something on the device, by a list.

A list finds what is often forgotten and no more; what it doesn't know it lets pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kiosk.devices import registry
from kiosk.devices.aftermath import result_of
from kiosk.patterns import pattern
from kiosk.review.story_checks.review_context import LocatedFinding, ReviewedStory
from kiosk.scenario.checks.check_context import found
from kiosk.scenario.model import NARRATOR, Device, Form, Result, Scene
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class _Told:
    """Words of the voice that tells, the key that draws them, and whether a scene draws it already."""

    words: re.Pattern[str]
    key: str
    drawn: Callable[[Device], bool]


_SCENES = (
    _Told(re.compile("围[了着]一圈|围[了着]好些人|围满了"), "围观", lambda d: d.crowd),
    _Told(
        re.compile("又有电话打进来|又打进来|又来电话|又打来电话"), "来电", lambda d: bool(d.caller)
    ),
    _Told(re.compile("大?红章|公章"), "印章", lambda d: bool(d.seal)),
    _Told(re.compile("二维码"), "二维码", lambda d: bool(d.code)),
)
_SHARED = pattern("共享一开|打开了?共享|开了共享")
_UNSHARED = pattern("关掉?了?共享")
_RESULTS = (
    (re.compile("您.{0,4}退了群|您退出了?群"), {Result.LEFT_GROUP, Result.REMOVED}),
    (re.compile("被踢出群|踢出了?群"), {Result.REMOVED}),
    (re.compile("网页.{0,2}打不开"), {Result.PAGE_GONE}),
    (
        re.compile("您.{0,3}挂断?了?电话|您按掉了?电话"),
        {Result.CALL_ENDED, Result.DIALLING, Result.CLOSED, Result.TRANSFERRED},
    ),
)


def check(reviewed: ReviewedStory) -> Iterator[LocatedFinding]:
    """Find what a story tells to be seen and its devices don't show."""
    for scene in reviewed.scenario.scenes:
        yield from _scene(scene)
        yield from _choices(scene)


def _scene(scene: Scene) -> Iterator[LocatedFinding]:
    paper = any(line.form is Form.PAPER for line in scene.lines)
    for line in scene.lines:
        for told in _SCENES if line.speaker == NARRATOR else ():
            met = told.words.search(line.text)
            if met and not told.drawn(scene.device) and not paper:
                problem = found(
                    "narrated-not-drawn", line.mark, "text", words=met.group(), key=told.key
                )
                yield LocatedFinding(problem)


def _choices(scene: Scene) -> Iterator[LocatedFinding]:
    own = registry.kind(scene.channel)
    for choice in scene.choices:
        text, result = choice.consequence, result_of(scene, choice)
        wanted = [
            (met.group(), "结果")
            for words, results in _RESULTS
            if (met := words.search(text)) and results & own.results and result not in results
        ]
        shows = choice.aftermath.sharing
        shows = scene.device.sharing if shows is None else shows
        if (met := _SHARED.search(text)) and not shows and not own.in_person:
            wanted.append((met.group(), "共享屏幕"))
        if (met := _UNSHARED.search(text)) and shows:
            wanted.append((met.group(), "共享屏幕"))
        for words, key in wanted:
            problem = found(
                "narrated-not-drawn", choice.mark, "consequence", "after", words=words, key=key
            )
            yield LocatedFinding(problem)
