"""Pictures must be there: shipped covers and portraits, or files in the story's own folder."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.scenario.near import did_you_mean
from kiosk.scenario.subject import Finding, Subject

ENDINGS = (".png", ".jpg", ".jpeg", ".svg")


def is_own(picture: str) -> bool:
    """Tell whether a picture is named as a file of the story's own folder."""
    return picture.lower().endswith(ENDINGS)


def check(subject: Subject) -> Iterator[Finding]:
    """Find pictures nobody has."""
    story, known = subject.scenario, subject.pictures
    if is_own(story.picture):
        if story.picture not in subject.own_files:
            yield Finding(
                "no-picture",
                f"剧本文件夹里没有图片“{story.picture}”{did_you_mean(story.picture, subject.own_files)}",
                "把图片和剧本放在同一个文件夹里，名称的大小写也要一样",
                story.mark,
                "picture",
            )
    elif known and story.picture and story.picture not in known.covers:
        yield Finding(
            "no-picture",
            f"没有叫“{story.picture}”的图片{did_you_mean(story.picture, known.covers)}",
            f"现有的图片：{'、'.join(sorted(known.covers))}",
            story.mark,
            "picture",
        )
    for character in story.cast:
        if known and character.portrait and character.portrait not in known.portraits:
            yield Finding(
                "no-picture",
                f"没有叫“{character.portrait}”的头像"
                f"{did_you_mean(character.portrait, known.portraits)}",
                f"现有的头像：{'、'.join(sorted(known.portraits))}",
                character.mark,
                "portrait",
            )
