"""What was played is in the journal, and nothing else: checked against the rules of plays, not the journal's own code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.records.journal_file import journal_file, open_read
from kiosk.records.kiosk_id import kiosk_id
from kiosk.records.shown import Shown, shown_file
from kiosk.records.tally import Counted
from kiosk.report.figures import figures
from kiosk.report.letter import letter
from kiosk.report.period import Period
from kiosk.report.tables import tables
from kiosk.review import gallery
from kiosk.scenario.graph import Graph
from kiosk.scenario.model import Kind, Scenario
from kiosk.scenario.serialise import fingerprint
from kiosk.screens.kit import Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.recall import RecallScreen
from kiosk.speech import Heard
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.visit.debrief import Debrief
from kiosk.visit.score import score
from tests.driven_loop import DrivenLoop
from tests.kits import kit

from .walked import SATURDAY, Clocks, Walk, own_kit


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    walk = Walk(own_kit(), tmp_path)
    yield walk
    walk.journal.close()
    walk.shown.close()


def scam(walk: Walk) -> Scenario:
    return next(s for s in walk.kit.deck.scenarios if s.kind is Kind.SCAM)


def test_a_finished_play_is_one_row_and_each_decision_another(walk: Walk) -> None:
    story = scam(walk)
    extremes = Graph(story).extremes()
    assert extremes is not None
    walk.deck = "老年人专场"
    session = walk.play(Session(seed=7), story, extremes.worst_choices)
    walk.home()
    walk.close()
    (play,) = session.visit.plays
    (row,) = walk.rows("SELECT * FROM play")
    local = SATURDAY.astimezone()
    assert row["kiosk"] == kiosk_id(walk.data)
    assert row["visit"] == row["id"] > 0
    assert (row["day"], row["quarter"]) == (
        f"{local:%Y-%m-%d}",
        local.hour * 4 + local.minute // 15,
    )
    assert row["utc_offset"] * 60 == local.utcoffset().total_seconds()  # type: ignore[union-attr]
    assert (row["clock"], row["deck"], row["trial"]) == ("trusted", "老年人专场", 0)
    assert (row["number"], row["attempt"], row["from_step"]) == (1, 1, 1)
    assert (row["verb"], row["left_by"], row["place"]) == ("completed", "", play.position.id)
    assert row["story"] == fingerprint(story)
    assert row["scaled"] * 100 == score(play) == extremes.worst
    assert row["success"] == 0
    assert row["loss"] == play.lost > 0
    assert row["spared"] == min(story.wallet, extremes.most_lost) - play.lost
    assert row["spotted_at"] is None
    assert row["install"] is None
    choices = walk.rows("SELECT * FROM choice ORDER BY step")
    assert [one["step"] for one in choices] == list(range(1, len(play.steps) + 1))
    for one, debrief in zip(choices, Debrief.of(play).rows, strict=True):
        assert (one["scene"], one["seconds"]) == (debrief.scene.id, 4.0)
        told = walk.rows(
            f"SELECT * FROM story_choice WHERE scene = '{one['scene']}' AND number = {one['number']}"  # noqa: S608
        )
        assert [t["words"] for t in told] == [debrief.choice.text]
        assert one["verdict"] == told[0]["verdict"] == debrief.choice.verdict.en
        assert one["loss"] == told[0]["loss"] == debrief.choice.loss
    met = walk.rows("SELECT * FROM cue_met ORDER BY step")
    assert [m["words"] for m in met] == [one.words for one in Debrief.of(play).met]
    assert [m["words"] for m in met if m["missed"]] == [
        one.words for one in Debrief.of(play).missed
    ]
    assert walk.rows("SELECT id, name FROM kiosk") == [{"id": row["kiosk"], "name": "示范银行"}]


def test_every_play_of_every_story_is_written_as_it_was(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    walk = Walk(own_kit(), tmp_path)
    plays = []
    for number, story in enumerate(walk.kit.deck.scenarios):
        extremes = Graph(story).extremes()
        assert extremes is not None
        for choices in (extremes.best_choices, extremes.most_lost_choices):
            plays += walk.play(Session(seed=number), story, choices).visit.plays
            walk.home()
    walk.close()
    rows = walk.rows("SELECT * FROM play ORDER BY id")
    for row, play in zip(rows, plays, strict=True):
        with subtests.test(story=play.scenario.id):
            assert (row["scaled"] * 100, row["loss"]) == (score(play), play.lost)
            assert row["place"] == play.position.id
    for table, many in (
        ("story_place", lambda s: len(s.places)),
        ("story_choice", lambda s: sum(len(scene.choices) for scene in s.scenes)),
    ):
        (found,) = walk.rows(f"SELECT count(*) AS n FROM {table}")  # noqa: S608
        assert found["n"] == sum(many(s) for s in walk.kit.deck.scenarios)


def test_a_play_that_was_left_says_where_and_how(walk: Walk) -> None:
    story = scam(walk)
    for how in ("exit", "idle", "other", "cut"):
        first = walk.begin(Session(seed=len(how)), story)
        after = walk.choose(first, 0)
        if how == "exit":
            walk.see(walk.kit.flow.leave(after, walk.clocks.running))
        elif how == "idle":
            walk.see(walk.kit.flow.still_there(after, walk.clocks.running), 20.0)
        elif how == "other":
            walk.begin(after.session, walk.kit.deck.scenarios[0])
        else:
            walk.observer.broke()
        walk.home()
    walk.close()
    rows = walk.rows("SELECT * FROM play ORDER BY id")
    assert [row["left_by"] for row in rows] == ["exit", "idle", "exit", "exit", "cut"]
    assert {row["verb"] for row in rows} == {"abandoned"}
    assert all(row["scaled"] is row["success"] is row["spared"] is None for row in rows)
    assert rows[0]["place"] != story.scenes[0].id
    assert rows[0]["duration"] == 9.0
    assert rows[1]["duration"] == 28.0


def test_the_time_to_decide_leaves_out_what_lay_over_the_scene(walk: Walk) -> None:
    screen = walk.on(walk.begin(Session(seed=1), scam(walk)))
    opened = screen.hurried()
    walk.see(opened, 3.0)
    walk.see(walk.kit.flow.help(opened, walk.clocks.running), 50.0)
    walk.see(opened.again(), 2.0)
    walk.see(walk.kit.flow.outcome(screen.session, screen.play, 0, walk.clocks.running))
    walk.home()
    walk.close()
    assert [row["seconds"] for row in walk.rows("SELECT seconds FROM choice")] == [5.0]


def test_settings_are_those_at_the_end_and_the_voice_counts_where_it_was_heard(walk: Walk) -> None:
    first = walk.begin(Session(seed=1), scam(walk))
    loud = Comfort(slow=True, look=Look.LARGE_CONTRAST, volume=1)
    walk.see(walk.choose(first.comforted(loud), 0), audible=True)
    walk.home()
    keyed = Session(seed=2, keyed=True, comfort=Comfort(volume=0))
    walk.play(keyed, scam(walk))
    walk.home()
    walk.close()
    names = "look, slow, volume, voiced, keyed"
    rows = walk.rows(f"SELECT {names} FROM play ORDER BY id")  # noqa: S608
    assert [tuple(row.values()) for row in rows] == [
        ("large_contrast", 1, 0.35, 1, 0),
        ("normal", 0, 0.0, 0, 1),
    ]


def test_a_return_is_told_from_a_first_try_and_one_taken_up_again_counts_its_own_decisions(
    walk: Walk,
) -> None:
    story, now = scam(walk), walk.clocks.running
    extremes = Graph(story).extremes()
    assert extremes is not None
    session = walk.play(Session(seed=3), story, extremes.worst_choices)
    (play,) = session.visit.plays
    assert len(play.steps) > 1
    last = len(play.steps)
    rewound = walk.kit.flow.rewound(session, play, last, now)
    walk.see(rewound)
    session = walk.to_the_end(rewound)
    session = walk.play(session, walk.kit.deck.scenarios[0])
    walk.home()
    walk.play(Session(seed=4), story)
    walk.home()
    walk.close()
    rows = walk.rows("SELECT * FROM play ORDER BY id")
    assert [(r["number"], r["attempt"], r["from_step"]) for r in rows] == [
        (1, 1, 1),
        (2, 2, last),
        (3, 1, 1),
        (1, 1, 1),
    ]
    assert [r["visit"] for r in rows] == [rows[0]["id"]] * 3 + [rows[3]["id"]]
    again = session.visit.plays[1]
    assert rows[1]["scaled"] * 100 == score(again)
    steps = walk.rows(f"SELECT step FROM choice WHERE play = {rows[1]['id']}")  # noqa: S608
    assert [one["step"] for one in steps] == list(range(last, len(again.steps) + 1))


def test_answers_and_the_install_page_belong_to_the_play_before(walk: Walk) -> None:
    flow, stories = walk.kit.flow, walk.kit.deck.scenarios
    session = walk.play(walk.play(Session(seed=5), stories[0]), stories[1])
    asked = walk.see(flow.quiz(session, session.visit.plays[-1]), 6.0)
    assert isinstance(asked, RecallScreen)
    walk.see(replace(asked, picked=asked.recall.right))
    screen = walk.see(flow.questions(session, session.visit.plays[-1]), 3.0)
    said = []
    while isinstance(screen, QuizScreen):
        kind = list(Kind)[len(said) % 2]
        said.append((screen.question.scenario.id, screen.question.item, kind))
        after = screen.answered(kind)
        walk.see(after)
        walk.see(flow.help(after, walk.clocks.running))
        walk.see(replace(after))  # back from help it isn't answered once more
        screen = walk.see(flow.next_question(after.session, after.questions, after.number + 1), 3.0)
        session = after.session
    install = flow.install(session)
    walk.see(install, 30.0)
    walk.see(flow.help(install, walk.clocks.running), 9.0)
    walk.see(replace(install), 12.0)
    walk.home()
    walk.close()
    plays = walk.rows("SELECT id, install FROM play ORDER BY id")
    assert [one["install"] for one in plays] == [None, 42.0]
    rows = walk.rows("SELECT * FROM answer ORDER BY number")
    assert {row["play"] for row in rows} == {plays[1]["id"]}
    before, *after_ = rows
    assert (before["stage"], before["story"], before["success"]) == ("before", stories[0].id, 1)
    assert (before["seconds"], before["said"]) == (6.0, stories[0].id)
    assert [(r["story"], r["item"], r["kind"], r["said"], r["success"]) for r in after_] == [
        (story, item.id, item.kind.en, kind.en, int(item.kind is kind))
        for story, item, kind in said
    ]
    assert {row["seconds"] for row in after_} == {3.0}


def test_visitors_plays_and_staffs_own_tries_are_counted_apart(walk: Walk) -> None:
    stories = walk.kit.deck.scenarios
    session = walk.play(Session(seed=1), stories[0])
    walk.begin(session, stories[1])
    walk.home()
    walk.begin(Session(seed=9, trial=True), stories[2])
    walk.home()

    def counts(tally: object) -> list[int]:
        return [tally.count(what) for what in (Counted.VISITORS, Counted.PLAYS, Counted.TRIALS)]  # type: ignore[attr-defined]

    assert counts(walk.tally) == [1, 2, 1]
    walk.tally.add(Counted.FAULTS)
    walk.close()
    assert Shown(shown_file(walk.data)).order == (stories[0].id, stories[1].id)
    assert [row["trial"] for row in walk.rows("SELECT trial FROM play ORDER BY id")] == [0, 0, 1]


def test_what_was_counted_is_known_after_a_restart(tmp_path: Path) -> None:
    # The clock on the wall is the machine's, as the tally's day is.
    clocks = Clocks(wall=datetime.now(UTC).timestamp())
    first = Walk(own_kit(), tmp_path, clocks=clocks)
    first.play(Session(seed=1), first.kit.deck.scenarios[0])
    first.home()
    first.tally.add(Counted.RESTARTS)
    first.close()
    second = Walk(own_kit(), tmp_path, clocks=clocks)
    second.tally.add(Counted.RESTARTS)
    second.close()
    assert [second.tally.count(what) for what in Counted] == [1, 1, 0, 0, 2]


def test_a_moved_clock_is_told_of_every_play_it_may_have_dated_wrongly(tmp_path: Path) -> None:
    for moved, days in ((-3600.0, 0), (-365 * 86400.0, 365)):
        data = tmp_path / str(moved)
        walk = Walk(own_kit(), data)
        story = walk.kit.deck.scenarios[0]
        walk.play(Session(seed=1), story)
        walk.home()
        screen = walk.begin(Session(seed=2), story, 2.0)
        walk.clocks.wall += moved
        walk.to_the_end(screen)
        walk.home()
        walk.play(Session(seed=3), story)
        walk.home()
        walk.close()
        rows = walk.rows("SELECT day, clock, duration FROM play ORDER BY id")
        last = "before_build" if days else "jumped"
        assert [row["clock"] for row in rows] == ["jumped", "jumped", last]
        assert all(0 < row["duration"] < 100 for row in rows)
        at = datetime.fromtimestamp(walk.clocks.wall, UTC).astimezone().date().isoformat()
        assert rows[2]["day"] == at
        # and the report says what that leaves open, counting them or not
        with closing(open_read(journal_file(data))) as journal:
            for undated, told in ((True, "已计入总数，没有计入每日和时段"), (False, "没有计入")):
                found = figures(
                    journal, Period(SATURDAY.date(), SATURDAY.date()), with_undated=undated
                )
                text = "".join(
                    one.text for one in letter(found, tables(found), "", SATURDAY.date()).paragraphs
                )
                assert (
                    f"另有3场的时钟不可信，日期不能确定，{told}；其中有多少属于本期，不能确定"
                    in text
                )


def test_a_real_loop_tells_of_every_screen(canvas: object, tmp_path: Path) -> None:
    walk = Walk(kit(), tmp_path)
    stage = DrivenLoop(canvas, walk.kit, standing=walk.observer)  # type: ignore[arg-type]
    counted = []
    for name in ("start", "story-1", "leave", "leave-yes", "start", "story-2", "main"):
        stage.tap(name)
        counted.append(walk.tally.count())
    walk.close()
    assert counted == [0, 1, 1, 1, 1, 2, 2]
    rows = walk.rows("SELECT verb, left_by FROM play ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [("abandoned", "exit"), ("initialized", "")]


def test_staffs_own_try_shows_on_every_screen_and_ends_at_attract(tmp_path: Path) -> None:
    own = own_kit()
    trial = Session(seed=99, trial=True)
    for name, screen in gallery.story_states(own, trial, own.deck.scenarios[0]):
        marked = [i for i in screen.view(0.0, Heard()).items if getattr(i, "paragraph", None)]
        assert any(i.paragraph.text == "试玩" for i in marked), name  # type: ignore[attr-defined]
    home = own.flow.install(trial).view(0.0, Heard()).target_for("enter")
    assert home is not None
    assert not home.then(1.0).session.trial  # type: ignore[attr-defined]
    assert not journal_file(tmp_path).exists()


def test_a_fault_in_noting_is_no_fault_of_the_screen(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(walk.journal, "played", broken)
    walk.play(Session(seed=1), walk.kit.deck.scenarios[0])
    assert "没有记下来" in caplog.text


def test_the_journal_holds_no_time_finer_than_a_quarter_hour(walk: Walk) -> None:
    walk.play(Session(seed=1), walk.kit.deck.scenarios[0])
    walk.home()
    walk.close()
    with closing(open_read(journal_file(walk.data))) as base:
        for table, columns in (("play", "*"), ("answer", "*"), ("choice", "*")):
            for row in base.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608
                told = json.dumps(row, ensure_ascii=False)
                assert f"{SATURDAY.astimezone():%H:%M}" not in told
                assert str(round(SATURDAY.timestamp()))[:7] not in told
