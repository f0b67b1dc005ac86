"""What the doctor is told and what it says: an installation, and findings as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.paths import shipped
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.scenario.reading.library import Library


@dataclass(frozen=True, slots=True)
class Installation:
    """One kiosk: its data directory, its folders of stories, what is shipped, its clock's day.

    `catalogue` is the folder whose `catalogue` subfolder is read. `shown` is the size in pixels of the
    screen a running kiosk stands on, `library` what it plays; where there is none, the system is asked
    and the folders are read.
    """

    data: Path
    scenarios: tuple[Path, ...]
    catalogue: Path
    assets: Path
    today: date
    shown: tuple[int, int] | None = None
    library: Library | None = None

    @property
    def plays_shipped(self) -> bool:
        """Tell whether the shipped stories play, with whatever was brought on a stick."""
        return self.scenarios == (self.catalogue,)

    @classmethod
    def here(cls, data: Path, today: date, scenarios: tuple[Path, ...] = ()) -> Installation:
        """Give this installation, with the shipped stories unless others are named."""
        own = shipped("scenarios")
        return cls(data, scenarios or (own,), own, shipped("assets"), today)


class Health(Enum):
    """How something is: all well, staff should know, or the kiosk can't do its work."""

    OK = ("正常", "ok")
    NOTICE = ("提醒", "notice")
    ERROR = ("错误", "error")

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at: `check` names it for programs, `subject` for people."""

    check: str
    subject: str
    health: Health
    message: str
    advice: str = ""

    def text(self) -> str:
        """Give the finding for people: how it is, what, and what to do."""
        line = f"[{self.health.zh}] {self.subject}：{self.message}"
        return f"{line}\n       怎么办：{self.advice}" if self.advice else line

    def as_json(self) -> dict[str, str]:
        """Give the finding for programs; keys and check names stay as they are."""
        return {
            "check": self.check,
            "subject": self.subject,
            "health": self.health.en,
            "message": self.message,
            "advice": self.advice,
        }


def exit_code(findings: Iterable[Diagnosis]) -> int:
    """Give 1 where anything keeps the kiosk from its work, else 0."""
    return int(any(finding.health is Health.ERROR for finding in findings))


def as_text(findings: Iterable[Diagnosis]) -> str:
    """Give all findings for people, with a closing line that counts."""
    listed = tuple(findings)
    errors = sum(finding.health is Health.ERROR for finding in listed)
    notices = sum(finding.health is Health.NOTICE for finding in listed)
    if errors:
        closing = f"{errors} 个错误，{notices} 个提醒。请先处理错误。"
    elif notices:
        closing = f"可以使用。{notices} 个提醒。"
    else:
        closing = "一切正常。"
    return "\n".join([*(finding.text() for finding in listed), closing])


def as_json(findings: Iterable[Diagnosis]) -> dict[str, Any]:
    """Give all findings as one document for programs: `exit` and `findings`."""
    listed = tuple(findings)
    return {"exit": exit_code(listed), "findings": [finding.as_json() for finding in listed]}
