"""换剧本: which stick, what is on it, and one press that makes the good of it live."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.packs import import_process
from kiosk.packs.imported import Candidate, Import, Standing
from kiosk.packs.live_sets import DROP_FOLDER, LiveSet
from kiosk.packs.sticks import Stick, sticks_here
from kiosk.paths import RefusedError
from kiosk.scenario.problems import Problem, Severity
from kiosk.speech import Heard
from kiosk.staff import reports, told
from kiosk.staff.screens.frame import Action, StaffScreen
from kiosk.staff.screens.rows import Light, Row
from kiosk.staff.task import Tell
from kiosk.ui.screen import Screen
from kiosk.values import dataclass

FIRST = 2
"""Problems or changes of a story that its row shows; the rest stands on a page of its own."""
MOST_TOLD = 12
"""Files that weren't taken, named one by one."""
LONGEST_NAME = 40
"""Characters of a file's name that are shown."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Playing:
    """What plays as staff's page shows it: how many stories were brought, and whether a set can come back."""

    brought: int = 0
    can_bring_back: bool = False

    @classmethod
    def of(cls, live: LiveSet | None, *, can_bring_back: bool) -> Playing:
        """Give it for the live set."""
        return cls(len(live.held) if live else 0, can_bring_back)


def opened(menu: StaffScreen, now: float) -> Screen:  # noqa: ARG001 (as the menu opens its pages)
    """Give the first page; what plays is read while it waits."""
    return SourcesScreen(menu.kit, menu.session, desk=menu.desk, under=menu).reading()


@dataclass(frozen=True, eq=False, kw_only=True)
class _LoadScreen(StaffScreen):
    """What the pages share: the page below, and what plays."""

    under: StaffScreen
    playing: Playing = Playing()

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("load.title")

    @property
    def note(self) -> str:
        """Give what plays now."""
        if not self.playing.brought:
            return self.text("load.playing_shipped")
        return self.text("load.playing", count=self.playing.brought)

    @property
    def approved_only(self) -> bool:
        """Tell whether stories that aren't approved are left out."""
        return self.kit.settings.plays_approved_only(pin_set=self.desk.playing.approved_only)

    def back(self, now: float) -> Screen:  # noqa: ARG002
        """Give the page this one was opened from."""
        return self.under

    def _playing(self) -> Playing:
        """Read what plays; it is a file's worth, so a task does it."""
        sets = self.desk.sets
        return Playing.of(sets.current(), can_bring_back=sets.can_bring_back)


@dataclass(frozen=True, eq=False, kw_only=True)
class SourcesScreen(_LoadScreen):
    """Which sticks there are, and the way back to the set before; `result` is what was done last."""

    sticks: tuple[Stick, ...] = ()
    result: str = ""

    def reading(self, result: str = "") -> SourcesScreen:
        """Give this page, which reads first what plays."""

        def came(playing: Playing, _: float) -> Screen:
            return replace(self, playing=playing, result=result, doing=None, notice="")

        return self.does(lambda _: self._playing(), came)(0.0)

    def tick(self, now: float, heard: Heard) -> Screen:
        """Look which sticks there are by now."""
        after = super().tick(now, heard)
        if after is not self or self.doing is not None:
            return after
        sticks = self.desk.sticks.ask()
        return self if sticks == self.sticks else replace(self, sticks=sticks)

    @property
    def rows(self) -> Sequence[Row]:
        """Give what was done, and a row for each stick."""
        rows = []
        if self.result:
            rows.append(
                Row(self.result, Light.GOOD, self.text("load.done"), self.text("load.next_attract"))
            )
        for n, stick in enumerate(self.sticks):
            name = told.clipped(stick.name, LONGEST_NAME)
            title = self.text("load.folder" if stick.is_folder else "load.stick", name=name)
            state = self.text("load.plugged")
            rows.append(
                Row(
                    title,
                    Light.GOOD,
                    state,
                    self.text("load.look"),
                    then=self._looked_into(stick),
                    name=f"stick-{n + 1}",
                )
            )
        if not self.sticks:
            rows.append(Row(self.text("load.plug_in"), note=self.text("load.plug_in_note")))
            rows.append(Row(self.text("load.no_stick_folder"), note=str(self._folder)))
        return rows

    @property
    def _folder(self) -> Path:
        return self.desk.data / DROP_FOLDER

    @property
    def actions(self) -> Sequence[Action]:
        """Give the way back to the set before, and to the shipped stories alone."""
        found = []
        if self.playing.can_bring_back:
            back = self.does(self._bring_back, self._after("load.brought_back"))
            found.append(Action("bring-back", self.text("load.back_set"), back))
        if self.playing.brought:
            shipped = self.does(self._play_shipped, self._after("load.only_shipped"))
            found.append(Action("shipped", self.text("load.shipped"), shipped))
        return found

    def _bring_back(self, _: Tell) -> Playing:
        self.desk.sets.bring_back()
        return self._playing()

    def _play_shipped(self, _: Tell) -> Playing:
        self.desk.sets.play_shipped()
        return self._playing()

    def _after(self, key: str) -> Callable[[Playing, float], Screen]:
        result = self.text(key)
        return lambda playing, _: replace(self, playing=playing, result=result, doing=None)

    def _looked_into(self, stick: Stick) -> Callable[[float], Screen]:
        """Give what a press on a stick brings: it is copied and checked, then listed."""

        def work(tell: Tell) -> Import:
            def progress(what: str, done: int, total: int) -> None:
                tell(told.doing(self.desk.words, what, done, total))

            return import_process.imported(self.desk.data, [stick.path], progress)

        def listed(imported: Import, _: float) -> Screen:
            return ImportScreen(
                self.kit,
                self.session,
                desk=self.desk,
                under=self,
                playing=self.playing,
                stick=stick,
                imported=imported,
            )

        return self.does(work, listed)


@dataclass(frozen=True, eq=False, kw_only=True)
class _OverSources(_LoadScreen):
    """A page over that of sticks, to which it goes back as things are then."""

    under: SourcesScreen
    imported: Import

    def back(self, now: float) -> Screen:  # noqa: ARG002
        """Give the page of sticks; what was copied is left, and taken away with the next import."""
        return self.under.reading()


@dataclass(frozen=True, eq=False, kw_only=True)
class ImportScreen(_OverSources):
    """What is on a stick, story by story; `instead` are the twins staff chose, `result` what was written last."""

    stick: Stick
    instead: tuple[int, ...] = ()
    result: str = ""

    @property
    def title(self) -> str:
        """Give the title with the stick's name."""
        key = "load.folder" if self.stick.is_folder else "load.stick"
        return self.text(key, name=told.clipped(self.stick.name, LONGEST_NAME))

    @property
    def note(self) -> str:
        """Give that the stick isn't needed any more."""
        return "" if self.stick.is_folder else self.text("load.unplug")

    @property
    def taken(self) -> tuple[int, ...]:
        """Give the numbers of the stories that would be made live."""
        return self.imported.chosen(self.instead)

    # What stands there ----------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each story, one for all that is as it was, and what else there is."""
        return list(self._rows())

    def _rows(self) -> Iterator[Row]:
        if self.result:
            yield Row(self.result, Light.GOOD, self.text("load.written"))
        if not self.taken and not self.imported.brings_more:
            yield Row(self.text("load.nothing_new"), note=self.text("load.nothing_new_note"))
        same: list[Candidate] = []
        for number, one in enumerate(self.imported.candidates):
            if one.standing is Standing.SAME and not self.is_twin(number):
                same.append(one)
            else:
                yield self._story(number, one)
        if same:
            name = told.clipped(same[0].shown, LONGEST_NAME)
            many = self.text("import.same_many", name=name, count=len(same))
            state = told.state(self.desk.words, same[0])
            yield Row(many if len(same) > 1 else name, Light.GOOD, state)
        yield from self._rest()

    def _rest(self) -> Iterator[Row]:
        words, imported = self.desk.words, self.imported
        brought = told.brings(words, imported)
        if brought:
            yield Row("、".join(brought), Light.GOOD, self.text("load.brings"))
        if imported.signed:
            by = self.text("load.signed_by", who=imported.signed)
            yield Row(by, Light.GOOD, self.text("load.signed"))
        not_taken = self.text("load.not_taken")
        for problem in imported.told[:MOST_TOLD]:
            name = told.clipped(problem.file, LONGEST_NAME)
            yield Row(name, Light.NOTE, not_taken, detail=(told.place(words, problem),))
        more = len(imported.told) - MOST_TOLD
        if more > 0:
            yield Row(self.text("load.more_told", count=more), Light.NOTE, not_taken)
        rest = told.ignored(words, imported)
        if rest:
            yield Row(rest)

    def is_twin(self, number: int) -> bool:
        """Tell whether there are several files of a story's id, of which one is taken."""
        return any(number in twins for twins in self.imported.twins)

    def _story(self, number: int, one: Candidate) -> Row:
        words = self.desk.words
        note = told.note(words, one, approved_only=self.approved_only)
        if one.title and one.playable:
            note = f"{told.clipped(one.title, LONGEST_NAME)}　{note}"
        detail = [told.twin(words, self.imported, number, self.taken)]
        errors = [p for p in one.problems if p.severity is Severity.ERROR]
        if one.standing is Standing.REFUSED:
            detail += [told.place(words, problem) for problem in errors[:FIRST]]
            more = len(errors) - FIRST
        else:
            detail += [told.change(words, change) for change in one.changes[:FIRST]]
            more = one.change_count - FIRST
        if more > 0:
            detail.append(self.text("load.more", count=more))
        return Row(
            told.clipped(one.shown, LONGEST_NAME),
            light_of(one),
            told.state(words, one),
            note,
            detail=tuple(filter(None, detail)),
            then=lambda _: self._opened(number),
            name=f"story-{number + 1}",
        )

    def _opened(self, number: int) -> Screen:
        return StoryScreen(
            self.kit,
            self.session,
            desk=self.desk,
            under=self,
            playing=self.playing,
            number=number,
        )

    # What can be done -----------------------------------------------------------------------------

    @property
    def actions(self) -> Sequence[Action]:
        """Give what makes it live, and what is written to the stick."""
        found = []
        if self.taken or self.imported.brings_more:
            count = len(self.taken)
            label = (
                self.text("load.make_live", count=count)
                if count
                else self.text("load.make_live_rest")
            )
            found.append(
                Action("make-live", label, self.does(self._make_live, self._live), main=True)
            )
        report = self.does(self._report, self._wrote)
        found.append(Action("report", self.text("load.report"), report))
        if any(one.playable for one in self.imported.candidates):
            pages = self.does(self._storyboards, self._wrote)
            found.append(Action("storyboards", self.text("load.storyboards"), pages))
        return found

    def _make_live(self, _: Tell) -> Playing:
        self.desk.sets.make_live(self.imported, self.taken)
        return self._playing()

    def _live(self, playing: Playing, now: float) -> Screen:  # noqa: ARG002 (as a task gives it)
        return DoneScreen(
            self.kit,
            self.session,
            desk=self.desk,
            under=self.under,
            playing=playing,
            imported=self.imported,
            taken=self.taken,
        )

    def _still_plugged(self) -> None:
        """Raise where the stick is gone: what is written to its place would lie on this machine."""
        if not self.stick.is_folder and all(one.path != self.stick.path for one in sticks_here()):
            raise RefusedError(self.text("load.gone"))

    def _report(self, _: Tell) -> str:
        self._still_plugged()
        now = datetime.now().astimezone()
        found = reports.write_report(
            self.stick.path, self.desk.words, self.imported, self.taken, now
        )
        return "、".join(path.name for path in found)

    def _storyboards(self, tell: Tell) -> str:
        self._still_plugged()
        tell(self.text("load.writing_storyboards"))
        return reports.write_storyboards(self.stick.path, self.imported, self.desk.data).name

    def _wrote(self, path: str, now: float) -> Screen:  # noqa: ARG002 (as a task gives it)
        return replace(self, result=self.text("load.written_at", path=path), doing=None, page=0)


def light_of(one: Candidate) -> Light:
    """Give how a story stands as a light."""
    if one.standing is Standing.REFUSED:
        return Light.BAD
    return Light.GOOD if one.approved or one.standing is Standing.SAME else Light.NOTE


@dataclass(frozen=True, eq=False, kw_only=True)
class StoryScreen(_LoadScreen):
    """All that is to be said of one story: problems with their places, and what has changed."""

    under: ImportScreen
    number: int

    @property
    def candidate(self) -> Candidate:
        """Give the story."""
        return self.under.imported.candidates[self.number]

    @property
    def title(self) -> str:
        """Give the file's name."""
        return told.clipped(self.candidate.shown, LONGEST_NAME)

    @property
    def note(self) -> str:
        """Give how it stands."""
        return told.state(self.desk.words, self.candidate)

    @property
    def rows(self) -> Sequence[Row]:
        """Give a row for each problem and each change."""
        words, one = self.desk.words, self.candidate
        head = Row(
            one.title or self.title,
            light_of(one),
            told.state(words, one),
            told.note(words, one, approved_only=self.approved_only),
        )
        changed = self.text("load.changed")
        changes = (
            Row(change.where, Light.NOTE, changed, detail=told.versions(words, change))
            for change in one.changes
        )
        return (head, *(self._problem(problem) for problem in one.problems), *changes)

    def _problem(self, problem: Problem) -> Row:
        light = Light.BAD if problem.severity is Severity.ERROR else Light.NOTE
        source = told.clipped(problem.source.strip(), 2 * LONGEST_NAME)
        advice = f"{problem.advice}。" if problem.advice else ""
        return Row(
            told.where(self.desk.words, problem),
            light,
            problem.severity.zh,
            problem.message,
            detail=tuple(filter(None, (source, advice))),
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Let staff take this one of several files of one id."""
        if not self.under.is_twin(self.number) or self.number in self.under.taken:
            return ()
        return (Action("use-this", self.text("load.use_this"), self._chosen, main=True),)

    def _chosen(self, now: float) -> Screen:  # noqa: ARG002
        under = self.under
        others = next(twins for twins in under.imported.twins if self.number in twins)
        kept = tuple(number for number in under.instead if number not in others)
        return replace(under, instead=(*kept, self.number), result="")


@dataclass(frozen=True, eq=False, kw_only=True)
class DoneScreen(_OverSources):
    """What was made live."""

    taken: tuple[int, ...]

    @property
    def title(self) -> str:
        """Give the title in the head line."""
        return self.text("load.done")

    @property
    def rows(self) -> Sequence[Row]:
        """Give the stories that are new, and when they begin to play."""
        words, imported = self.desk.words, self.imported
        taken = [imported.candidates[n] for n in self.taken]
        brought = told.brings(words, imported)
        rest = [Row("、".join(brought), Light.GOOD, self.text("load.brings"))] if brought else []
        title = self.text("load.done_title", count=len(taken)) if taken else self.text("load.done")
        plays = not taken or any(map(self._plays, taken))
        when = self.text("load.next_attract" if plays else "load.none_approved")
        head = Row(title, Light.GOOD if plays else Light.NOTE, self.text("load.done"), when)
        stories = map(self._story, taken)
        return (head, *stories, *rest)

    def _plays(self, one: Candidate) -> bool:
        return one.approved or not self.approved_only

    def _story(self, one: Candidate) -> Row:
        plays = self._plays(one)
        return Row(
            one.title,
            Light.GOOD if plays else Light.NOTE,
            told.state(self.desk.words, one),
            "" if plays else self.desk.words("import.left_out"),
        )

    @property
    def actions(self) -> Sequence[Action]:
        """Give the way to 待机, where they begin to play, and the way back to the set before."""
        found = [Action("attract", self.text("load.attract"), self.desk.home, main=True)]
        if self.playing.can_bring_back:
            said = self.text("load.brought_back")
            back = self.does(self._bring_back, lambda _, __: self.under.reading(said))
            found.append(Action("bring-back", self.text("load.back_set"), back))
        return found

    def _bring_back(self, _: Tell) -> None:
        self.desk.sets.bring_back()
