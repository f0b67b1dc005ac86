"""The figures of a report, from a journal and a range of days; no document is made here.

Counted are plays that visitors began on days of the range, by a clock that could be trusted. What staff
tried themselves is in no figure but its own. A play whose clock could not be trusted may have been on
any day: it is in no figure of a day, and in the others only where that is asked for.

How many went which way, what was missed and how scam was told from genuine is counted of first tries
alone: whoever plays a story again knows how it ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from kiosk.records.told_apart import SUMS, TAKEN
from kiosk.records.totals_code import DayTotals
from kiosk.report.period import Period
from kiosk.report.statistics import Case, Discerning, Share, discerning, quantile
from kiosk.scenario.model import Kind, Stance, Verdict
from kiosk.values import dataclass

HOURS = 24


# What there is ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the whole range; money is of the stories, in yuan, and nobody's own.

    `spared` is of scams, `lost` of all. `visits` counts visits in which a story was begun: one person may come twice. `returns` are plays of
    a story that had been played in the same visit. `undated` are plays whose clock couldn't be trusted,
    of whatever day; `trials` those of staff. `points_first` and `points_again` are mean scores, 0 to
    100, of `pairs`: a story finished in a first try and again later in the visit, its last play.
    """

    visits: int
    plays: int
    finished: int
    first_tries: int
    first_finished: int
    returns: int
    returns_finished: int
    lost: int
    spared: int
    trials: int
    undated: int
    pairs: int
    points_first: float | None
    points_again: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a day, an hour or a kiosk: visits begun, plays, plays finished."""

    visits: int = 0
    plays: int = 0
    finished: int = 0


@dataclass(frozen=True, slots=True)
class KioskFigures:
    """A kiosk and what was played on it."""

    id: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Leaving:
    """Plays that were not finished, by how they ended; `running` are those nothing more is known of."""

    exit: int = 0
    idle: int = 0
    cut: int = 0
    running: int = 0


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A scene or an ending: `came` first tries, of which `left` for good here without an ending."""

    number: int
    id: str
    words: str
    ending: bool
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class WayFigures:
    """A way from one place to another and how many first tries took it.

    `number` is the choice's, from 1; 0 where a scene has no choice. `seconds` is the median until it was
    pressed, None where nobody did.
    """

    start: str
    number: int
    goal: str
    words: str
    verdict: Verdict | None
    stance: Stance | None
    took: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class StoryFigures:
    """A story in one wording: another wording is another story.

    `points` is the mean score of finished first tries, 0 to 100. `handled` are scams handled as such,
    of a genuine story those that were not refused.
    """

    hash: str
    id: str
    title: str
    kind: Kind
    type: str
    plays: int
    finished: int
    first_tries: int
    first_finished: int
    points: float | None
    handled: Share
    places: tuple[PlaceFigures, ...]
    ways: tuple[WayFigures, ...]


@dataclass(frozen=True, slots=True)
class CueFigures:
    """A 破绽: how often it was met in first tries, and how often the decision after it wasn't careful."""

    story: str
    words: str
    technique: str
    note: str
    missed: Share


@dataclass(frozen=True, slots=True)
class TechniqueFigures:
    """A 手法 and its 破绽 taken together."""

    name: str
    missed: Share


@dataclass(frozen=True, slots=True)
class DeckFigures:
    """How scam was told from genuine in one part of the first tries.

    `refused_scams` and `refused_genuine` are decisions to refuse among all decisions: where both are
    high the deck frightens and doesn't teach.
    """

    name: str
    discerning: Discerning
    refused_scams: Share
    refused_genuine: Share


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """Right answers: of 先想一想, and of 再考考您 by what the question really was."""

    before: Share
    after_scams: Share
    after_genuine: Share


@dataclass(frozen=True, slots=True)
class InstallFigures:
    """How often 安装 App was shown, in how many visits, and seconds it stood: quartiles."""

    shown: int
    visits: int
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class UseFigures:
    """Plays by how they were set at their end, and by how the machine spoke."""

    large: int
    contrast: int
    slow: int
    keyed: int
    captions_only: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a report tells. `stances` counts decisions by what the story was and what was done."""

    period: Period
    with_undated: bool
    totals: Totals
    kiosks: tuple[KioskFigures, ...]
    days: Mapping[date, Counted]
    hours: tuple[Counted, ...]
    leaving: Leaving
    stories: tuple[StoryFigures, ...]
    cues: tuple[CueFigures, ...]
    techniques: tuple[TechniqueFigures, ...]
    whole: DeckFigures
    decks: tuple[DeckFigures, ...]
    first_story: DeckFigures
    later_stories: DeckFigures
    stances: Mapping[tuple[Kind, Stance], int]
    quiz: QuizFigures
    install: InstallFigures
    use: UseFigures
    sheets: tuple[DayTotals, ...] = ()
    """日计 of kiosks whose journals are not here; in no other figure."""


# How it is counted --------------------------------------------------------------------------------

_CHOSEN = """
CREATE TEMP TABLE chosen AS
  SELECT * FROM play
  WHERE trial = 0 AND ((clock = 'trusted' AND day BETWEEN :first AND :last)
                       OR (clock <> 'trusted' AND :undated))
"""
_INDEXES = (
    "CREATE INDEX temp.chosen_visit ON chosen (visit, story, attempt)",
    "CREATE UNIQUE INDEX temp.chosen_id ON chosen (id)",
)
_TRIED = f"""
CREATE TEMP TABLE tried AS
  SELECT chosen.id, chosen.visit, chosen.deck, chosen.number = 1 AS opening,
         chosen.story, story.kind, {SUMS}
  FROM chosen JOIN story ON story.hash = chosen.story
    LEFT JOIN choice ON choice.play = chosen.id
  WHERE attempt = 1 AND verb = 'completed' GROUP BY chosen.id
"""  # noqa: S608 (our own words)
"""First tries that ended."""
_STARTED = "(SELECT visit, min(number) AS number FROM chosen GROUP BY visit)"


def figures(journal: sqlite3.Connection, period: Period, *, with_undated: bool = False) -> Figures:
    """Give the figures of a journal, or of several merged into one; sqlite3.Error where it can't be read."""
    return _Counting(journal, period, with_undated=with_undated).figures()


def days_there(journal: sqlite3.Connection) -> Period | None:
    """Give the days from the first to the last play by a clock that could be trusted; None of no play."""
    first, last = journal.execute(
        "SELECT min(day), max(day) FROM play WHERE trial = 0 AND clock = 'trusted'"
    ).fetchone()
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if first else None


@dataclass(slots=True)
class _Told:
    """Cases and decisions of one part of the first tries."""

    cases: list[Case] = field(default_factory=list)
    stances: Counter[tuple[Kind, Stance]] = field(default_factory=Counter)

    def figures(self, name: str) -> DeckFigures:
        """Give what they come to."""
        return DeckFigures(
            name,
            discerning(self.cases),
            _refused(self.stances, Kind.SCAM),
            _refused(self.stances, Kind.GENUINE),
        )


@dataclass(slots=True)
class _Parts:
    """The first tries that ended: all, the first of a visit and the later ones, and deck by deck."""

    whole: _Told = field(default_factory=_Told)
    opening: _Told = field(default_factory=_Told)
    later: _Told = field(default_factory=_Told)
    decks: dict[str, _Told] = field(default_factory=dict)

    def of(self, deck: str, *, opening: bool) -> tuple[_Told, ...]:
        """Give those a play belongs to."""
        own = self.decks.setdefault(deck, _Told())
        return self.whole, self.opening if opening else self.later, own


class _Counting:
    """Counts one range of one journal."""

    def __init__(self, journal: sqlite3.Connection, period: Period, *, with_undated: bool) -> None:
        self._journal, self._period, self._with_undated = journal, period, with_undated

    def figures(self) -> Figures:
        for table in ("chosen", "tried"):
            self._journal.execute(f"DROP TABLE IF EXISTS temp.{table}")
        self._journal.execute(_CHOSEN, self._bounds)
        for index in _INDEXES:
            self._journal.execute(index)
        self._journal.execute(_TRIED)
        parts, cues = self._parts(), self._cues()
        return Figures(
            period=self._period,
            with_undated=self._with_undated,
            totals=self._totals(),
            kiosks=self._kiosks(),
            days=self._days(),
            hours=self._hours(),
            leaving=self._leaving(),
            stories=self._stories(),
            cues=cues,
            techniques=_by_technique(cues),
            whole=parts.whole.figures("全部"),
            decks=tuple(
                part.figures(name or "没有专场") for name, part in sorted(parts.decks.items())
            ),
            first_story=parts.opening.figures("到场的第一个剧本"),
            later_stories=parts.later.figures("同一次使用里后来的剧本"),
            stances=dict(parts.whole.stances),
            quiz=self._quiz(),
            install=self._install(),
            use=self._use(),
        )

    @property
    def _bounds(self) -> dict[str, str | int]:
        return {
            "first": self._period.first.isoformat(),
            "last": self._period.last.isoformat(),
            "undated": int(self._with_undated),
        }

    def _row(self, query: str, **values: object) -> tuple[int, ...]:
        return tuple(self._journal.execute(query, values).fetchone())

    # Sums ---------------------------------------------------------------------------------------

    def _totals(self) -> Totals:
        plays = self._row(
            """SELECT count(DISTINCT visit), count(*),
                      total(verb = 'completed'), total(attempt = 1),
                      total(attempt = 1 AND verb = 'completed'), total(attempt > 1),
                      total(attempt > 1 AND verb = 'completed'), total(loss),
                      total(spared) FILTER (WHERE story IN (SELECT hash FROM story WHERE kind = 'scam'))
               FROM chosen"""
        )
        trials, undated = self._row(
            """SELECT total(trial = 1 AND clock = 'trusted' AND day BETWEEN :first AND :last),
                      total(trial = 0 AND clock <> 'trusted') FROM play""",
            **self._bounds,
        )
        pairs = self._journal.execute(
            """SELECT count(*), 100 * avg(first.scaled), 100 * avg(again.scaled)
               FROM chosen AS first JOIN chosen AS again
                 ON again.visit = first.visit AND again.story = first.story
               WHERE first.attempt = 1 AND first.scaled IS NOT NULL AND again.attempt =
                 (SELECT max(attempt) FROM chosen AS one WHERE one.visit = first.visit
                    AND one.story = first.story AND one.attempt > 1 AND one.scaled IS NOT NULL)"""
        ).fetchone()
        return Totals(*(int(one) for one in (*plays, trials, undated)), *pairs)

    def _kiosks(self) -> tuple[KioskFigures, ...]:
        rows = self._journal.execute(
            """SELECT chosen.kiosk, coalesce(kiosk.name, ''), count(DISTINCT visit), count(*),
                      sum(verb = 'completed')
               FROM chosen LEFT JOIN kiosk ON kiosk.id = chosen.kiosk
               GROUP BY chosen.kiosk ORDER BY count(*) DESC, chosen.kiosk"""
        )
        return tuple(KioskFigures(id_, name, Counted(*counts)) for id_, name, *counts in rows)

    def _days(self) -> dict[date, Counted]:
        rows = self._journal.execute(
            f"""SELECT day, count(start.visit), count(*), sum(verb = 'completed')
                FROM chosen LEFT JOIN {_STARTED} AS start
                  ON start.visit = chosen.visit AND start.number = chosen.number
                WHERE clock = 'trusted' GROUP BY day"""  # noqa: S608 (our own words)
        )
        counted = {date.fromisoformat(day): Counted(*counts) for day, *counts in rows}
        return {day: counted.get(day, Counted()) for day in self._period.days}

    def _hours(self) -> tuple[Counted, ...]:
        rows = self._journal.execute(
            f"""SELECT quarter / 4, count(start.visit), count(*), sum(verb = 'completed')
                FROM chosen LEFT JOIN {_STARTED} AS start
                  ON start.visit = chosen.visit AND start.number = chosen.number
                WHERE clock = 'trusted' GROUP BY 1"""  # noqa: S608 (our own words)
        )
        counted = {hour: Counted(*counts) for hour, *counts in rows}
        return tuple(counted.get(hour, Counted()) for hour in range(HOURS))

    def _leaving(self) -> Leaving:
        found = self._row(
            """SELECT total(left_by = 'exit'), total(left_by = 'idle'), total(left_by = 'cut'),
                      total(verb = 'initialized') FROM chosen WHERE verb <> 'completed'"""
        )
        return Leaving(*map(int, found))

    # How scam was told from genuine -------------------------------------------------------------

    def _parts(self) -> _Parts:
        parts = _Parts()
        for visit, deck, opening, kind, taken in self._journal.execute(
            f"SELECT visit, deck, opening, kind, {TAKEN} FROM tried"  # noqa: S608 (our own words)
        ):
            case = Case(str(visit), kind == Kind.SCAM.en, bool(taken))
            for part in parts.of(deck, opening=opening):
                part.cases.append(case)
        rows = self._journal.execute(
            """SELECT deck, opening, kind, stance, count(*) FROM tried
               JOIN choice ON choice.play = tried.id GROUP BY 1, 2, 3, 4"""
        )
        for deck, opening, kind, stance, count in rows:
            for part in parts.of(deck, opening=opening):
                part.stances[_kind(kind), _stance(stance)] += count
        return parts

    def _handled(self) -> dict[str, Share]:
        """Give, by story, the first tries that ended and were handled as they should be."""
        rows = self._journal.execute(
            f"""SELECT story, sum(({TAKEN}) = (kind = 'scam')), count(*)
                FROM tried GROUP BY story"""  # noqa: S608 (our own words)
        )
        return {story: Share(good, of) for story, good, of in rows}

    # Stories ------------------------------------------------------------------------------------

    def _stories(self) -> tuple[StoryFigures, ...]:
        took, handled = self._took(), self._handled()
        left: dict[str, Counter[str]] = defaultdict(Counter)
        for story, place, count in self._journal.execute(
            """SELECT story, place, count(*) FROM chosen
               WHERE attempt = 1 AND verb <> 'completed' GROUP BY 1, 2"""
        ):
            left[story][place] = count
        rows = self._journal.execute(
            """SELECT hash, story.id, title, kind, type, count(*), sum(verb = 'completed'),
                      sum(attempt = 1), sum(attempt = 1 AND verb = 'completed'),
                      100 * avg(CASE WHEN attempt = 1 THEN scaled END)
               FROM chosen JOIN story ON story.hash = chosen.story
               GROUP BY hash ORDER BY count(*) DESC, story.id, hash"""
        ).fetchall()
        found = []
        for hash_, id_, title, kind, type_, plays, finished, tries, ended, points in rows:
            ways, places = self._map(hash_, tries, took[hash_], left[hash_])
            found.append(
                StoryFigures(
                    hash=hash_,
                    id=id_,
                    title=title,
                    kind=_kind(kind),
                    type=type_,
                    plays=plays,
                    finished=finished,
                    first_tries=tries,
                    first_finished=ended,
                    points=points,
                    handled=handled.get(hash_, Share(0, 0)),
                    places=places,
                    ways=ways,
                )
            )
        return tuple(found)

    def _took(self) -> dict[str, dict[tuple[str, int], list[float]]]:
        """Give the seconds until each choice was made in first tries, by story, scene and number."""
        took: dict[str, dict[tuple[str, int], list[float]]] = defaultdict(lambda: defaultdict(list))
        for story, scene, number, seconds in self._journal.execute(
            """SELECT chosen.story, scene, choice.number, seconds FROM chosen
               JOIN choice ON choice.play = chosen.id WHERE attempt = 1"""
        ):
            took[story][scene, number].append(seconds)
        return took

    def _map(
        self,
        story: str,
        begun: int,
        took: Mapping[tuple[str, int], Sequence[float]],
        left: Mapping[str, int],
    ) -> tuple[tuple[WayFigures, ...], tuple[PlaceFigures, ...]]:
        """Give the ways and the places of a story, each with how many first tries came there."""
        places = self._journal.execute(
            "SELECT number, id, words, kind, goto FROM story_place WHERE story = ? ORDER BY number",
            (story,),
        ).fetchall()
        choices: dict[str, list[tuple[int, str, str, str, str]]] = defaultdict(list)
        for scene, *choice in self._journal.execute(
            """SELECT scene, number, words, verdict, stance, goto FROM story_choice
               WHERE story = ? ORDER BY scene, number""",
            (story,),
        ):
            choices[scene].append(tuple(choice))
        onward = {
            id_: [choice[4] for choice in choices[id_]] or ([goto] if goto else [])
            for _, id_, _, _, goto in places
        }
        came: Counter[str] = Counter({places[0][1]: begun} if places else {})
        ways: list[WayFigures] = []
        for id_ in _forward(onward):
            for number, words, verdict, stance, goal in choices[id_]:
                seconds = took.get((id_, number), ())
                came[goal] += len(seconds)
                ways.append(
                    WayFigures(
                        id_, number, goal, words, _verdict(verdict), _stance(stance),
                        len(seconds), quantile(seconds, 0.5),
                    )
                )  # fmt: skip
            if not choices[id_]:
                for goal in onward[id_]:
                    passed = max(0, came[id_] - left.get(id_, 0))
                    came[goal] += passed
                    ways.append(WayFigures(id_, 0, goal, "", None, None, passed, None))
        return tuple(ways), tuple(
            PlaceFigures(number, id_, words, kind == "ending", came[id_], left.get(id_, 0))
            for number, id_, words, kind, _ in places
        )

    # What was missed ----------------------------------------------------------------------------

    def _cues(self) -> tuple[CueFigures, ...]:
        met: Counter[tuple[str, int]] = Counter()
        missed: Counter[tuple[str, int]] = Counter()
        # what was met at one decision is the same for many: few lists, counted by the database
        for story, numbers, bad, count in self._journal.execute(
            """SELECT chosen.story, met, verdict <> 'safe', count(*) FROM chosen
               JOIN choice ON choice.play = chosen.id WHERE attempt = 1 GROUP BY 1, 2, 3"""
        ):
            for number in json.loads(numbers):
                met[story, number] += count
                missed[story, number] += count if bad else 0
        rows = self._journal.execute(
            """SELECT story_cue.story, number, title, words, technique, note
               FROM story_cue JOIN story ON hash = story_cue.story WHERE story_cue.kind = 'cue'"""
        )
        found = [
            CueFigures(title, words, technique, note, Share(missed[story, n], met[story, n]))
            for story, n, title, words, technique, note in rows
            if met[story, n]
        ]
        return tuple(sorted(found, key=lambda cue: (-cue.missed.count, cue.story, cue.words)))

    # The rest -----------------------------------------------------------------------------------

    def _quiz(self) -> QuizFigures:
        rows = self._journal.execute(
            """SELECT stage, answer.kind, sum(answer.success), count(*) FROM chosen
               JOIN answer ON answer.play = chosen.id GROUP BY 1, 2"""
        )
        found: dict[tuple[str, str], Share] = {
            (stage, kind if stage == "after" else ""): Share(right, of)
            for stage, kind, right, of in rows
        }
        none = Share(0, 0)
        return QuizFigures(
            found.get(("before", ""), none),
            found.get(("after", Kind.SCAM.en), none),
            found.get(("after", Kind.GENUINE.en), none),
        )

    def _install(self) -> InstallFigures:
        rows = self._journal.execute(
            "SELECT visit, install FROM chosen WHERE install IS NOT NULL"
        ).fetchall()
        seconds = [stood for _, stood in rows]
        return InstallFigures(
            len(rows),
            len({visit for visit, _ in rows}),
            *(quantile(seconds, share) for share in (0.25, 0.5, 0.75)),
        )

    def _use(self) -> UseFigures:
        found = self._row(
            """SELECT total(look = 'large'), total(look = 'large_contrast'), total(slow),
                      total(keyed), total(voiced = 0) FROM chosen"""
        )
        return UseFigures(*map(int, found))


def _refused(stances: Mapping[tuple[Kind, Stance], int], kind: Kind) -> Share:
    return Share(
        stances.get((kind, Stance.REFUSE), 0),
        sum(count for (of, _), count in stances.items() if of is kind),
    )


def _by_technique(cues: Iterable[CueFigures]) -> tuple[TechniqueFigures, ...]:
    missed: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for cue in cues:
        missed[cue.technique] += cue.missed.count
        met[cue.technique] += cue.missed.of
    found = [TechniqueFigures(name, Share(missed[name], of)) for name, of in met.items()]
    return tuple(sorted(found, key=lambda one: (-one.missed.count, one.name)))


def _forward(onward: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the places so that every way leads forward; what stands on a circle is left out."""
    waiting: Counter[str] = Counter(goal for goals in onward.values() for goal in goals)
    ready = [place for place in onward if not waiting[place]]
    ordered: list[str] = []
    while ready:
        place = ready.pop(0)
        ordered.append(place)
        for goal in onward.get(place, ()):
            waiting[goal] -= 1
            if not waiting[goal] and goal in onward:
                ready.append(goal)
    return ordered


_KINDS = {kind.en: kind for kind in Kind}
_STANCES = {stance.en: stance for stance in Stance}
_VERDICTS = {verdict.en: verdict for verdict in Verdict}


def _kind(name: str) -> Kind:
    return _KINDS[name]


def _stance(name: str) -> Stance:
    return _STANCES[name]


def _verdict(name: str) -> Verdict:
    return _VERDICTS[name]
