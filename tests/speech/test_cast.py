from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from kiosk.paths import shipped
from kiosk.scenario.spoken import VISITOR_VOICE
from kiosk.speech import NARRATOR_VOICE
from kiosk.voice.voices import load_voices
from speech.cast import BadCast, Recipe, load_cast, load_takes
from speech.parts import LONGEST, STYLE_SIZE, STYLES

STYLES_OF_NUMBERS = {
    name: np.full((LONGEST, STYLE_SIZE), n, dtype=np.float32) for n, name in enumerate(STYLES)
}


def test_every_voice_of_the_stories_has_a_recipe() -> None:
    names = set(load_voices(shipped("scenarios") / "catalogue" / "voices.yaml"))
    assert set(load_cast()) == names
    assert {NARRATOR_VOICE, VISITOR_VOICE} <= names


def test_no_two_people_are_made_alike() -> None:
    for (_, one), (_, other) in combinations(load_cast().items(), 2):
        shares = [dict(mixture.timbre) for mixture in (one, other)]
        apart = sum(abs(shares[0].get(n, 0) - shares[1].get(n, 0)) for n in STYLES)
        assert apart + 5 * abs(one.size - other.size) >= 0.3


def test_timbre_and_manner_are_mixed_each_for_itself() -> None:
    recipe = Recipe((("zf_xiaobei", 0.5), ("zm_yunxi", 0.5)), (("zm_yunyang", 1.0),))
    style = recipe.style(STYLES_OF_NUMBERS, 40)[0]
    timbre = (STYLES.index("zf_xiaobei") + STYLES.index("zm_yunxi")) / 2
    assert style.shape == (STYLE_SIZE,)
    assert set(style[:128]) == {timbre}
    assert set(style[128:]) == {STYLES.index("zm_yunyang")}


def test_a_larger_person_is_asked_to_speak_faster_for_the_stretching() -> None:
    larger, smaller = (Recipe((), (), size=size).speed for size in (1.1, 1.0))
    assert larger == pytest.approx(1.1 * smaller)


def test_a_sentence_keeps_near_its_voices_pace_and_a_short_one_is_not_drawn_out() -> None:
    recipe = Recipe((), (), pace=3.4)
    assert recipe.between(10) == pytest.approx((3.4 * 0.94, 3.4 * 1.06))
    assert 1 / recipe.between(1)[0] < 0.7
    assert recipe.between(1)[0] < recipe.between(3)[0] < recipe.between(6)[0]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ('[voice."旁白"]\ntimbre = {nobody = 1.0}', "nobody"),
        ('[voice."旁白"]\ntimbre = {zm_yunxi = 0.5}', "不是 1"),
        ('[voice."旁白"]\npace = 3.4', "没有写"),
        ('[voice."旁白"]\ntimbre = {zm_yunxi = 1.0}\nsize = 2.0', "size"),
        ('[voice."旁白"]\ntimbre = {zm_yunxi = 1.0}\npace = 5.0', "pace"),
        ("[voice", "读不出来"),
    ],
)
def test_a_wrong_recipe_is_named(tmp_path: Path, given: str, named: str) -> None:
    path = tmp_path / "cast.toml"
    path.write_text(given, encoding="utf-8")
    with pytest.raises(BadCast, match=named):
        load_cast(path)


def test_a_sentence_may_be_said_again_at_another_pace(tmp_path: Path) -> None:
    path = tmp_path / "takes.toml"
    path.write_text('"好。" = 0.9\n', encoding="utf-8")
    assert load_takes(path) == {"好。": 0.9}
    path.write_text('"好。" = 2\n', encoding="utf-8")
    with pytest.raises(BadCast, match="好。"):
        load_takes(path)
    path.write_text("不是这样写", encoding="utf-8")
    with pytest.raises(BadCast, match="读不出来"):
        load_takes(path)


def test_the_takes_that_are_shipped_are_whole() -> None:
    assert all(words for words in load_takes())
