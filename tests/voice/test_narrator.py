"""What the narrator says and tells, with a clock, a preparer and a loudoutput of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from kiosk.speech import Heard, Utterance
from kiosk.voice.jobs import Job, Speech, Ticket, VoiceState
from kiosk.voice.narrator import PATIENCE, Narrator, Parts
from kiosk.voice.timeline import SLOW_CAPTION_SPEED, TAIL, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.voice.output import Sound

HELLO = Utterance("a/1", "您好，再见。")
OTHER = Utterance("a/2", "请拨打电话。")


class FakePreparer:
    """Hands out tickets the test settles."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []
        self.waiting: list[Job] = []
        self.closed = False
        self.ends = True

    def request(self, job: Job) -> Ticket:
        self.tickets.append(Ticket(job))
        return self.tickets[-1]

    def ahead(self, jobs: Iterable[Job]) -> None:
        self.waiting = list(jobs)

    def state(self) -> VoiceState:
        return VoiceState("假的", alive=True, device=True, failures=0, error="")

    def close(self) -> None:
        self.closed = True

    def ended(self, _until: float) -> bool:
        return self.ends

    def finish(self, seconds: float = 3.0) -> Speech:
        """Settle the last ticket with speech of even pace."""
        text = self.tickets[-1].job.utterance.text
        step = seconds / len(text)
        at = tuple(n * step for n in range(len(text)))
        upto = tuple(range(1, len(text) + 1))
        line = Timeline(text, seconds, at, upto, (0.5,) * round(seconds * 20))
        speech = Speech(cast("Any", f"{text}@{seconds}"), line)
        self.tickets[-1].settle(speech)
        return speech


class FakeOutput:
    """Notes what is played."""

    def __init__(self) -> None:
        self.audible = True
        self.playing: tuple[object, float] | None = None
        self.volume = 0.0
        self.works = True

    def play(self, sound: Sound, start: float = 0.0) -> bool:
        if self.works:
            self.playing = (sound, start)
        return self.works

    def stop(self) -> None:
        self.playing = None

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def close(self) -> None:
        self.stop()


@pytest.fixture
def preparer() -> FakePreparer:
    return FakePreparer()


@pytest.fixture
def output() -> FakeOutput:
    return FakeOutput()


@pytest.fixture
def narrator(preparer: FakePreparer, output: FakeOutput) -> Narrator:
    return Narrator(Parts(preparer, output))  # type: ignore[arg-type]


def test_nothing_wanted_is_nothing_heard(narrator: Narrator) -> None:
    assert narrator.heard(5.0) == Heard()


def test_speech_that_is_ready_begins_in_the_same_frame(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 10.0)
    speech = preparer.finish()
    assert narrator.heard(10.0).audible
    assert output.playing == (speech.sound, 0.0)


def test_the_words_are_lit_clause_by_clause_and_then_it_is_done(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    narrator.want(HELLO, 10.0)
    preparer.finish(3.0)
    narrator.want(HELLO, 10.1)
    assert narrator.heard(10.7).lit == (0, 2)
    assert narrator.heard(12.2).lit == (3, 5)
    assert narrator.heard(12.2).level == pytest.approx(0.5)
    assert not narrator.heard(13.1 + TAIL - 0.02).done
    end = narrator.heard(13.1 + TAIL + 0.01)
    assert (end.done, end.upto, end.audible) == (True, 6, False)


def test_wanting_the_same_again_changes_nothing(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish()
    for n in range(200):
        narrator.want(Utterance("a/1", "您好，再见。"), n / 60)
    assert len(preparer.tickets) == 1
    assert output.playing is not None


def test_another_take_says_it_again(narrator: Narrator, preparer: FakePreparer) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish()
    narrator.want(Utterance("a/1", "您好，再见。", repetition=1), 9.0)
    assert len(preparer.tickets) == 2
    assert preparer.tickets[0].job == preparer.tickets[1].job


def test_wanting_nothing_stops_at_once(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish()
    narrator.want(HELLO, 0.1)
    narrator.want(None, 0.2)
    assert output.playing is None
    assert narrator.heard(0.2) == Heard()


def test_speech_that_comes_after_it_was_given_up_is_not_played(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    first = preparer.tickets[0]
    narrator.want(OTHER, 0.1)
    first.settle(None)
    narrator.heard(0.2)
    assert output.playing is None
    assert narrator.heard(0.2).utterance == OTHER


def test_a_slow_voice_is_waited_for_a_moment_and_then_captions_begin_without_it(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    assert narrator.heard(PATIENCE - 0.01).upto == 0
    assert narrator.heard(PATIENCE).upto == 1
    preparer.finish()
    later = narrator.heard(PATIENCE + 0.5)
    assert output.playing is None
    assert (later.audible, later.level, later.upto) == (False, 0.0, 2)


def test_where_there_is_no_voice_captions_begin_at_once_and_end_by_their_length(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.tickets[0].settle(None)
    length = len(HELLO.text) / 3.3 + TAIL
    assert narrator.heard(0.0).upto == 1
    assert not narrator.heard(length - 0.02).done
    assert narrator.heard(length + 0.02).done


def test_a_loudoutput_that_refuses_leaves_captions(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    output.works = False
    narrator.want(HELLO, 0.0)
    preparer.finish()
    assert narrator.heard(0.0).upto == 1
    assert not narrator.heard(0.0).audible


def test_without_a_device_the_time_passes_as_with_one_and_nothing_is_called_audible(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    output.audible = False
    narrator.want(HELLO, 0.0)
    preparer.finish(3.0)
    narrator.want(HELLO, 0.0)
    assert narrator.heard(0.7).lit == (0, 2)
    assert not narrator.heard(0.7).audible


def test_slower_asks_for_the_slower_voice(narrator: Narrator, preparer: FakePreparer) -> None:
    narrator.slow = True
    narrator.want(HELLO, 0.0)
    assert preparer.tickets[-1].job.slow


def test_slower_in_the_middle_goes_on_from_the_clause(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish(3.0)
    narrator.want(HELLO, 0.0)
    narrator.heard(2.2)
    narrator.slow = True
    assert narrator.heard(2.25).audible
    slow = preparer.finish(6.0)
    heard = narrator.heard(2.3)
    assert output.playing == (slow.sound, 3.0)
    assert heard.lit == (3, 4)
    assert narrator.heard(2.3 + 3.0 + TAIL + 0.01).done


def test_slower_during_captions_goes_on_where_they_are(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    begun, changed = 20.0, 21.3
    narrator.want(HELLO, begun)
    preparer.tickets[0].settle(None)
    assert narrator.heard(begun).upto == 1  # here they begin
    before = narrator.heard(changed)
    assert before.upto == HELLO.text.index("见") + 1
    narrator.slow = True
    after = narrator.heard(changed)
    assert (after.upto, after.lit) == (before.upto, before.lit)
    left = (len(HELLO.text) - before.upto + 1) / SLOW_CAPTION_SPEED + TAIL
    assert not narrator.heard(changed + left - 0.02).done
    assert narrator.heard(changed + left + 0.02).done


def test_lines_to_come_are_made_at_the_present_speed(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    narrator.ahead([HELLO, OTHER])
    assert preparer.waiting == [Job(HELLO), Job(OTHER)]
    narrator.slow = True
    narrator.ahead([OTHER])
    assert preparer.waiting == [Job(OTHER, slow=True)]


def test_volume_stays_between_nothing_and_all(narrator: Narrator, output: FakeOutput) -> None:
    assert output.volume == pytest.approx(0.8)
    narrator.volume = 1.7
    assert (narrator.volume, output.volume) == (1.0, 1.0)
    narrator.volume = -1
    assert output.volume == 0.0


def test_closing_is_silent_and_ends_the_preparer(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish()
    narrator.heard(0.0)
    assert narrator.close()
    assert output.playing is None
    assert preparer.closed


def test_closing_tells_of_a_thread_that_does_not_end(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    preparer.ends = False
    assert not narrator.close(0.0)


def test_the_loop_may_say_the_same_every_frame_and_nothing_is_asked_anew(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrator.slow, narrator.volume = True, 0.5
    narrator.want(HELLO, 0.0)
    set_to: list[float] = []
    monkeypatch.setattr(output, "set_volume", set_to.append)
    for frame in range(3):
        narrator.slow, narrator.volume = True, 0.5
        narrator.want(HELLO, frame / 60)
    assert len(preparer.tickets) == 1
    assert set_to == []


def test_slower_during_captions_asks_for_no_voice(
    narrator: Narrator, preparer: FakePreparer
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.tickets[0].settle(None)
    narrator.heard(0.5)
    narrator.slow = True
    assert len(preparer.tickets) == 1


def test_slower_after_the_last_word_says_nothing_again(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput
) -> None:
    narrator.want(HELLO, 0.0)
    preparer.finish(3.0)
    narrator.heard(0.0)
    narrator.heard(3.0)
    output.playing = None
    narrator.slow = True
    preparer.finish(6.0)
    assert narrator.heard(3.0 + TAIL).done
    assert output.playing is None


def test_news_of_devices_are_looked_at_now(
    narrator: Narrator, preparer: FakePreparer, output: FakeOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(preparer, "wake", lambda: told.append("wake"), raising=False)
    monkeypatch.setattr(output, "look_again", lambda *, gone: told.append(gone), raising=False)
    narrator.devices_changed(gone=True)
    assert told == [True, "wake"]


def test_the_sounds_of_the_place_give_way_to_speech_and_to_nothing_else(
    narrator: Narrator, preparer: FakePreparer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[float, bool]] = []

    class Place:
        def want(self, _wanted: object, _now: float, *, volume: float, speaking: bool) -> None:
            told.append((volume, speaking))

    monkeypatch.setattr(narrator, "_sound_effects", Place())
    narrator.want(HELLO, 0.0)
    narrator.sounds(frozenset(), 0.0)  # it waits for the voice
    preparer.finish(3.0)
    narrator.heard(0.0)
    narrator.volume = 0.5
    narrator.sounds(frozenset(), 2.9)
    narrator.sounds(frozenset(), 3.1)  # the rest after the last word
    narrator.want(OTHER, 4.0)
    preparer.tickets[-1].settle(None)
    narrator.heard(4.0)
    narrator.sounds(frozenset(), 4.1)  # captions alone
    assert told == [(0.8, False), (0.5, True), (0.5, False), (0.5, False)]
