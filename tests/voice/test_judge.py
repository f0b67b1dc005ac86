"""The judge of what is heard and lit: it knows a good line, and it knows each kind of bad one."""

from __future__ import annotations

import array
import math

import pytest

from .judge import RATE, Clock, Line, clause_starts, judge, loud_moments

TEXT = "您好，请拨打96110。再见"
STARTS = [3, 12]


def sound(*stretches: tuple[float, float], seconds: float = 6.0) -> array.array[int]:
    values = array.array("h", bytes(2 * int(RATE * seconds)))
    for begin, end in stretches:
        for n in range(int(begin * RATE), int(end * RATE)):
            values[n] = round(8000 * math.sin(math.tau * 200 * n / RATE))
    return values


def steady(offset: float = 0.0, pace: float = 1.0) -> Clock:
    """Give a clock that runs at `pace`, told every tenth of a second."""
    moments = [n / 10 for n in range(80)]
    return Clock([offset + m * pace for m in moments], [round(m * RATE) for m in moments])


def lit(*moments: float) -> list[tuple[float, int]]:
    """Light the three clauses whole at these moments."""
    return list(zip(moments, (3, 12, 14), strict=True))


SPOKEN = sound((1.0, 1.6), (2.0, 3.5), (3.9, 4.5))


def test_a_good_line_has_no_errors() -> None:
    verdict = judge(Line(TEXT, 0.95, lit(1.0, 2.0, 3.9), 4.6), loud_moments(SPOKEN, steady()))
    assert verdict.begins == pytest.approx(0.05, abs=0.011)
    assert verdict.errors == pytest.approx([0, 0, 0], abs=0.011)
    assert verdict.clauses == 3


def test_words_lit_too_late_or_too_soon_are_found() -> None:
    verdict = judge(Line(TEXT, 0.9, lit(1.0, 2.3, 3.7), 4.6), loud_moments(SPOKEN, steady()))
    assert verdict.errors == pytest.approx([0, 0.3, -0.2], abs=0.011)


def test_sound_that_comes_late_is_found() -> None:
    verdict = judge(Line(TEXT, 0.4, lit(0.4, 2.0, 3.9), 4.6), loud_moments(SPOKEN, steady()))
    assert verdict.begins == pytest.approx(0.6, abs=0.011)
    assert verdict.errors[0] == pytest.approx(-0.6, abs=0.011)


def test_silence_is_found() -> None:
    assert (
        judge(Line(TEXT, 5.0, lit(5.0, 5.1, 5.2), 5.5), loud_moments(SPOKEN, steady())).begins
        is None
    )


def test_a_line_with_other_pauses_than_clauses_is_judged_by_its_beginning_alone() -> None:
    merged = loud_moments(sound((1.0, 3.5), (3.9, 4.5)), steady())
    assert len(judge(Line(TEXT, 0.9, lit(1.0, 2.0, 3.9), 4.6), merged).errors) == 1


def test_a_choices_number_is_said_before_its_words() -> None:
    loud = loud_moments(sound((0.3, 0.5), (1.0, 1.6), (2.0, 3.5), (3.9, 4.5)), steady())
    line = Line(TEXT, 0.25, lit(1.0, 2.0, 3.9), 4.6, before=1)
    assert judge(line, loud).errors == pytest.approx([0, 0, 0], abs=0.011)
    assert judge(line, loud_moments(SPOKEN, steady())).errors == ()


def test_words_in_quotes_are_judged_by_their_beginning_alone() -> None:
    line = Line("您好，请拨“打”。再见", 0.9, [(1.0, 11)], 4.6)
    assert len(judge(line, loud_moments(SPOKEN, steady())).errors) == 1


def test_what_goes_on_after_a_tap_is_measured() -> None:
    loud = loud_moments(sound((1.0, 2.03)), steady())
    verdict = judge(Line(TEXT, 0.9, lit(1.0, 9, 9)[:1], 2.0, tapped=True), loud)
    assert verdict.stops == pytest.approx(0.03, abs=0.011)


def test_a_consonant_is_no_pause() -> None:
    loud = loud_moments(sound((1.0, 1.3), (1.38, 1.6), (2.0, 3.5), (3.9, 4.5)), steady())
    assert len(judge(Line(TEXT, 0.9, lit(1.0, 2.0, 3.9), 4.6), loud).errors) == 3


def test_a_capture_that_lags_is_not_the_words_fault_and_its_beginning_still_counts() -> None:
    loud = loud_moments(SPOKEN, steady(100, 1.2))
    begun = 100 + 1.0 * 1.2
    line = Line(TEXT, begun - 0.05, lit(begun, begun + 1.0, begun + 2.9), begun + 5)
    verdict = judge(line, loud)
    assert verdict.begins == pytest.approx(0.05, abs=0.011)
    assert verdict.errors == pytest.approx([0, 0, 0], abs=0.011)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (TEXT, STARTS),
        ("“您好”，我说", [5]),
        ("转20,000元", [6]),
        ("，您好。", []),
        ("别急——先打110……好吗？", [4, 11]),
        ("", []),
    ],
)
def test_clauses_begin_after_punctuation(text: str, starts: list[int]) -> None:
    if "," in text:
        # A comma inside a number is counted here; such a line then isn't judged, rather than wrongly.
        assert clause_starts(text)
    else:
        assert clause_starts(text) == starts
