"""A version of a story: its file as it is now, or what a storyboard made earlier carries of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kiosk.review.storyboard.pieces import Section, debrief_plays, story_sections
from kiosk.review.storyboard.record import STORY, Record, picture_fingerprint
from kiosk.scenario.catalogue import Catalogue, LawEntry
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Scenario
from kiosk.scenario.reading.library import Loaded
from kiosk.scenario.serialise import from_plain, to_plain
from kiosk.storage import UNREADABLE
from kiosk.values import dataclass
from kiosk.visit.play import NoSuchPlace


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """A story as somebody read it: its words, the articles it names, its fingerprint.

    `picture` is the fingerprint of a picture the story brings along, `picture_file` that picture,
    where it is there; `on` is the day a storyboard was made of it, `name` the file it comes from.
    """

    scenario: Scenario
    fingerprint: str
    catalogue: Catalogue
    name: str
    picture: str = ""
    picture_file: Path | None = None
    on: str = ""

    @classmethod
    def of_file(cls, one: Loaded, catalogue: Catalogue) -> StoryVersion | None:
        """Give the version a file holds; None where it can't be played."""
        if one.scenario is None:
            return None
        file = next(iter(one.pictures), None)
        picture = picture_fingerprint(file) if file else ""
        return cls(one.scenario, one.fingerprint, catalogue, one.name, picture, picture_file=file)

    @classmethod
    def of_record(cls, record: Record, name: str) -> StoryVersion | None:
        """Give the version a storyboard carries; None where it carries no story that can be played."""
        if record.kind != STORY:
            return None
        try:
            scenario = from_plain(record.content["scenario"], Scenario)
            laws = tuple(
                LawEntry(str(id_), str(law), str(article), str(text), "")
                for id_, (law, article, text) in record.content["laws"].items()
            )
            picture = str(record.content["picture"])
            # Nobody has checked a record: its ways may lead in a circle or nowhere.
            playable = Graph(scenario).extremes() is not None and bool(debrief_plays(scenario))
        except (*UNREADABLE, NoSuchPlace):
            return None
        catalogue = Catalogue(laws=laws)
        told = cls(scenario, record.fingerprint, catalogue, name, picture, on=record.on)
        return told if playable else None

    def record(self, today: date) -> Record:
        """Give what its storyboard carries."""
        laws = {
            entry.id: [entry.law, entry.article, entry.paraphrase]
            for entry in self.catalogue.laws
            if entry.id in self.scenario.law
        }
        content = {"scenario": to_plain(self.scenario), "laws": laws, "picture": self.picture}
        return Record(STORY, self.fingerprint, today.isoformat(), content)

    def sections(
        self, usual_question: str, said: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[Section, ...]:
        """Give the version in numbered pieces."""
        return story_sections(
            self.scenario,
            self.catalogue,
            usual_question=usual_question,
            picture=self.picture,
            said=said,
        )
