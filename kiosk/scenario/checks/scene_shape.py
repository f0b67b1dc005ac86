"""A scene has lines, and either one next place or two or three choices."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.model import Scene
from kiosk.scenario.subject import Finding, Subject

FEWEST = 2
MOST = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Find scenes of another shape, and a story without scenes or endings."""
    story = subject.scenario
    if not story.scenes:
        yield Finding("no-scenes", "没有场景", "在“场景”下面至少写一个", story.mark, "scenes")
    if not story.endings:
        yield Finding("no-endings", "没有结局", "在“结局”下面至少写一个", story.mark, "endings")
    for place in story.places:
        if not place.lines:
            yield Finding("no-lines", f"“{place.id}”没有台词", "至少写一句", place.mark, "lines")
    for scene in story.scenes:
        yield from _ways(scene)


def _ways(scene: Scene) -> Iterator[Finding]:
    count = len(scene.choices)
    if count and scene.goto:
        yield Finding(
            "both-ways",
            f"“{scene.id}”既有选择又有“去”",
            "有选择就删掉场景的“去”",
            scene.mark,
            "goto",
        )
    elif not count and not scene.goto:
        yield Finding(
            "no-way-on",
            f"“{scene.id}”之后没有下文",
            "写两三个“选择”，或者写“去”",
            scene.mark,
        )
    elif count and not FEWEST <= count <= MOST:
        yield Finding(
            "choice-count",
            f"“{scene.id}”有 {count} 个选择，应当是两个或三个",
            "只有一条路时，删掉选择，写“去”；多于三个时，合并几个",
            scene.mark,
            "choices",
        )
