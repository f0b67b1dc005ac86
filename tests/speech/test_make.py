from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.voice.speech_pack import Pack
from speech import audit, make
from speech.cast import Recipe
from speech.lines import Wanted
from speech.make import Maker, NoVoice, Task, starts
from speech.reading import Reading
from speech.sound import Clip, finished
from speech.spoken import Spoken

from .reads import reader
from .sounds import spoken

CAST = {"旁白": Recipe((("zf_xiaoxiao", 1.0),), (("zf_xiaoxiao", 1.0),))}
WORDS = ("您要停。", "打九六。", "好。")


class Counting:
    """A model that says a tone for each syllable, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, reading: Reading, recipe: Recipe) -> Spoken:
        assert recipe.pace
        self.said.append(reading.text)
        return spoken(len(reading.sounds))


@pytest.fixture(autouse=True)
def _no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clip, "ogg", lambda clip: clip.samples.tobytes())


def tasks(*words: str, cast: dict[str, Recipe] = CAST) -> dict[str, list[Task]]:
    wanted = [Wanted(one, "旁白", one) for one in words]
    return {"story": make.tasks(wanted, reader(), cast)}


def run(folder: Path, model: Counting, wanted: dict[str, list[Task]], kept: str = "kept") -> Pack:
    Maker(folder, lambda: model, folder / kept).make(wanted, lambda *_: None)
    return Pack(folder / "story.zip")


def test_every_sentence_gets_a_clip_with_a_time_for_each_character(tmp_path: Path) -> None:
    packed = run(tmp_path, Counting(), tasks(*WORDS))
    for words in WORDS:
        entry = packed.find("旁白", words)
        assert entry is not None
        assert len(entry.starts) == len(words) - 1
        assert packed.sound(entry)


def test_only_what_changed_is_made_anew(tmp_path: Path) -> None:
    run(tmp_path, Counting(), tasks(*WORDS))
    again = Counting()
    packed = run(tmp_path, again, tasks("您要停。", "打九六。", "不好。"), kept="elsewhere")
    assert again.said == ["不好。"]
    assert packed.find("旁白", "好。") is None


def test_another_voice_makes_all_anew(tmp_path: Path) -> None:
    run(tmp_path, Counting(), tasks(*WORDS))
    slower = {"旁白": replace(CAST["旁白"], pace=3.2)}
    again = Counting()
    run(tmp_path, again, tasks(*WORDS, cast=slower), kept="elsewhere")
    assert sorted(again.said) == sorted(WORDS)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    model = Counting()

    def stop(done: int, _total: int, _left: float) -> None:
        if done == len(WORDS) - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Maker(tmp_path, lambda: model, tmp_path / "kept").make(tasks(*WORDS), stop)
    assert not (tmp_path / "story.zip").exists()
    run(tmp_path, model, tasks(*WORDS))
    assert sorted(model.said) == sorted(WORDS)


def test_nothing_to_make_loads_no_model(tmp_path: Path) -> None:
    run(tmp_path, Counting(), tasks(*WORDS))

    def never() -> Counting:
        raise AssertionError

    done = Maker(tmp_path, never, tmp_path / "kept").make(tasks(*WORDS), lambda *_: None)
    assert (done.made, done.had) == (0, len(WORDS))


def test_a_voice_nobody_made_is_named() -> None:
    with pytest.raises(NoVoice, match="孩子"):
        make.tasks([Wanted("好。", "孩子", "story/1")], reader(), CAST)


def test_each_letter_begins_by_itself_and_erhua_with_its_syllable() -> None:
    found = reader().read("打A P P，慢一点儿。")
    clip = finished(spoken(len(found.sounds)), 1.0)
    times = starts(found, clip)
    assert len(times) == 8
    assert times[0] < times[1] < times[2] < times[3]
    assert times[-1] == times[-2]


def test_what_another_run_has_made_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    model, other = Counting(), Counting()

    def beside(done: int, _total: int, _left: float) -> None:
        if done == 1:
            Maker(tmp_path, lambda: other, tmp_path / "kept").make(tasks(*WORDS), lambda *_: None)

    Maker(tmp_path, lambda: model, tmp_path / "kept").make(tasks(*WORDS), beside)
    assert len(model.said) == 1
    assert sorted([*model.said, *other.said]) == sorted(WORDS)


class Hurried(Counting):
    """A model that says a sentence a third faster than it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.paces: list[float] = []

    def speak(self, reading: Reading, recipe: Recipe) -> Spoken:
        self.paces.append(recipe.pace)
        return spoken(len(reading.sounds), 1 / (recipe.pace * 1.33))


def test_a_sentence_said_too_fast_is_said_again_slower() -> None:
    (task,) = tasks("您要停，打九六。")["story"]
    model = Hurried()
    clip = make.paced(model, task)
    assert len(model.paces) == 2
    assert model.paces[1] < model.paces[0]
    assert audit.SLOWEST <= audit.pace(clip.starts, clip.ms) <= audit.FASTEST


def test_a_short_sentence_has_no_pace_to_be_mended() -> None:
    (task,) = tasks("好。")["story"]
    model = Hurried()
    make.paced(model, task)
    assert len(model.paces) == 1


def test_a_sentence_with_a_take_of_its_own_is_said_at_that_pace_and_made_anew() -> None:
    wanted = [Wanted("好。", "旁白", "好。")]
    (usual,) = make.tasks(wanted, reader(), CAST)
    (other,) = make.tasks(wanted, reader(), CAST, {"好。": 0.9})
    assert other.recipe.pace == pytest.approx(0.9 * usual.recipe.pace)
    assert other.mark != usual.mark
