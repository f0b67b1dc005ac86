"""When each character is heard."""

from __future__ import annotations

import array
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.text_normaliser import Said, load_wording, shipped_wording
from kiosk.voice.timeline import clause_start, estimated_marks, of_length, of_marks

WORDING = load_wording(shipped_wording())
TEXT = "您好，请拨打96110。"


def test_captions_alone_pass_at_the_speed_the_format_counts_by() -> None:
    assert of_length("一" * 33).seconds == pytest.approx(10)
    assert of_length("一" * 25, slow=True).seconds == pytest.approx(10)


def test_captions_light_a_clause_from_its_start() -> None:
    line = of_length(TEXT)
    assert TEXT[slice(*line.lit(4.5 / 3.3))] == "请拨"


def test_at_the_end_everything_has_been_said() -> None:
    assert of_length(TEXT).reached(99) == len(TEXT)


def test_marks_of_what_is_said_light_what_is_written() -> None:
    said = WORDING.word(TEXT)
    marks = [(n, n * 300) for n, c in enumerate(said.text) if c.isalnum()]
    line = of_marks(TEXT, said, marks, 4.0)
    assert TEXT[slice(*line.lit(said.text.index("六") * 0.3 + 0.01))] == "请拨打96"


def test_characters_of_a_word_share_its_time() -> None:
    said = Said.as_written("您好吗")
    line = of_marks("您好吗", said, [(0, 0), (2, 500)], 0.8)
    assert line.at == (0.0, 0.25, 0.5)


def test_a_long_pause_after_a_word_is_not_part_of_it() -> None:
    said = Said.as_written("您好，再见")
    line = of_marks("您好，再见", said, [(0, 0), (3, 5000)], 6.0)
    assert line.at[1] <= 0.4


@pytest.mark.parametrize(
    ("text", "upto", "start"),
    [
        ("您好，再见", 2, 0),
        ("您好，再见", 4, 3),
        ("转¥20,000元", 7, 0),
        ("在8:30见", 5, 0),
        (".5元，共9", 2, 1),
        ("是吗？好。", 5, 3),
        ("", 0, 0),
    ],
)
def test_a_clause_begins_after_punctuation_but_not_inside_a_number(
    text: str, upto: int, start: int
) -> None:
    assert clause_start(text, upto) == start


def test_speech_without_marks_is_matched_to_its_pauses() -> None:
    rate = 8000
    said = "您好，请拨打电话。再见"
    sound = array.array("h")
    for count in (2, 5, 2):
        sound.extend(round(9000 * math.sin(n / 5)) for n in range(count * rate // 4))
        sound.extend([0] * (rate // 3))
    times = dict(estimated_marks(said, sound, rate))
    assert times[0] == pytest.approx(0, abs=20)
    assert times[3] == pytest.approx(500 + 333, abs=20)
    assert times[9] == pytest.approx(500 + 333 + 1250 + 333, abs=20)


def test_silence_has_no_marks() -> None:
    assert estimated_marks("您好", array.array("h", [0] * 8000), 8000) == []


SAID = st.text("您好请拨打九六，。！ ", min_size=1, max_size=30)


@given(SAID, st.lists(st.tuples(st.integers(-3, 40), st.integers(0, 9000)), max_size=12))
def test_whatever_the_marks_the_lit_words_stay_inside_the_text_and_go_forward(
    text: str, marks: list[tuple[int, int]]
) -> None:
    line = of_marks(text, Said.as_written(text), sorted(marks, key=lambda m: m[1]), 9.5)
    reached = [line.reached(n / 4) for n in range(45)]
    assert reached == sorted(reached)
    for n in range(45):
        start, end = line.lit(n / 4)
        assert 0 <= start <= end <= len(text)


@given(SAID, st.lists(st.integers(-32768, 32767), max_size=3000))
def test_whatever_the_sound_estimated_marks_go_forward(text: str, values: list[int]) -> None:
    marks = estimated_marks(text, array.array("h", values), 1000)
    assert [m[1] for m in marks] == sorted(m[1] for m in marks)
    assert all(text[i].isalnum() for i, _ in marks)
