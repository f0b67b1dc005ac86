"""Shares and discernment have the values of the published formulas, and intervals that hold what they promise."""

from __future__ import annotations

from random import Random
from statistics import NormalDist

import pytest

from kiosk.report.statistics import Case, Share, discerning, quantile


def cases(scams: int, spotted: int, genuine: int, refused: int) -> list[Case]:
    """Give plays of so many visits, one each."""
    kinds = [(True, n < spotted) for n in range(scams)]
    kinds += [(False, n < refused) for n in range(genuine)]
    return [Case(str(n), scam, taken) for n, (scam, taken) in enumerate(kinds)]


def test_wilsons_interval_is_that_of_the_tables() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I
    whole = Share(81, 263).interval
    assert whole is not None
    assert (round(whole.low, 4), round(whole.high, 4)) == (0.2553, 0.3662)
    zero = Share(0, 20).interval
    assert zero is not None
    assert (zero.low, round(zero.high, 4)) == (0.0, 0.1611)


def test_nothing_is_said_of_no_case() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None
    only_scams = discerning(cases(40, 30, 0, 0))
    assert only_scams.d_prime is None
    assert only_scams.c is None
    assert only_scams.hits == Share(30, 40)


def test_discernment_is_hautus_log_linear() -> None:
    found = discerning(cases(80, 60, 40, 10))
    # by hand: H = 60.5/81 = .746914, F = 10.5/41 = .256098; z = .664793 and -.655457
    assert found.d_prime == pytest.approx(1.32025, abs=2e-4)
    assert found.c == pytest.approx(-0.004668, abs=2e-4)


def test_the_interval_is_gourevitch_and_galanters_where_each_visit_is_one_play() -> None:
    found = discerning(cases(4000, 3000, 2000, 500))
    normal = NormalDist()
    hit, alarm = 3000.5 / 4001, 500.5 / 2001
    variance = hit * (1 - hit) / (4000 * normal.pdf(normal.inv_cdf(hit)) ** 2)
    variance += alarm * (1 - alarm) / (2000 * normal.pdf(normal.inv_cdf(alarm)) ** 2)
    half = 1.959964 * variance**0.5
    assert found.d_prime is not None
    assert found.d_prime_interval is not None
    assert found.c_interval is not None
    assert found.d_prime_interval.high - found.d_prime == pytest.approx(half, rel=1e-3)
    assert found.c_interval.high - found.c_interval.low == pytest.approx(half, rel=1e-3)


def test_all_right_or_all_wrong_stays_finite() -> None:
    best, worst = discerning(cases(10, 10, 10, 0)), discerning(cases(10, 0, 10, 10))
    assert best.d_prime == pytest.approx(3.3806, abs=1e-3)  # z(10.5/11) - z(.5/11)
    assert worst.d_prime == pytest.approx(-3.3806, abs=1e-3)


def test_who_refuses_everything_and_who_believes_everything_discern_nothing() -> None:
    refusing, believing = discerning(cases(50, 50, 50, 50)), discerning(cases(50, 0, 50, 0))
    assert refusing.d_prime == pytest.approx(0)
    assert believing.d_prime == pytest.approx(0)
    assert refusing.c is not None
    assert believing.c is not None
    assert refusing.c < 0 < believing.c


def test_plays_of_one_visit_count_less_than_as_many_visits() -> None:
    alone = [Case(str(n), n % 2 == 0, n % 4 < 2) for n in range(400)]
    together = [Case(str(n // 8), one.scam, n // 8 % 2 == 0) for n, one in enumerate(alone)]
    apart = [Case(str(n), one.scam, one.taken_for_scam) for n, one in enumerate(together)]
    wide, narrow = discerning(together).c_interval, discerning(apart).c_interval
    assert wide is not None
    assert narrow is not None
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_the_interval_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    rng, inside, rounds = Random(4), 0, 400  # noqa: S311 - made-up cases, no secret
    normal = NormalDist()
    truth = normal.inv_cdf(0.7) - normal.inv_cdf(0.2)
    for _ in range(rounds):
        spotted = sum(rng.random() < 0.7 for _ in range(90))
        refused = sum(rng.random() < 0.2 for _ in range(60))
        interval = discerning(cases(90, spotted, 60, refused)).d_prime_interval
        assert interval is not None
        inside += interval.low <= truth <= interval.high
    assert 0.92 <= inside / rounds <= 0.98


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0), (0.25, 1.75)])
def test_a_quantile_lies_between_its_neighbours(share: float, expected: float) -> None:
    assert quantile([4, 1, 3, 2], share) == pytest.approx(expected)
    assert quantile([], share) is None
