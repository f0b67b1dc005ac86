"""Shares and discernment with their intervals: pure arithmetic on counts.

Sources: the interval of a share is Wilson's (E. B. Wilson, JASA 22, 1927); d′ and c with the log-linear
correction are M. J. Hautus, Behavior Research Methods 27, 1995; their variance is H. Gourevitch and
E. Galanter, Psychometrika 32, 1967, summed by visits as K.-Y. Liang and S. Zeger do it, Biometrika 73,
1986, because the plays of one visit are one person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist

from kiosk.values import dataclass

Z95 = NormalDist().inv_cdf(0.975)
"""Standard deviations to either side of a 95 % interval."""

FEW = 30
"""Cases below which a share says little: half its 95 % interval is wider than 17 percentage points."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of an estimate."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some cases; `value` is between 0 and 1, None of no case."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.count / self.of if self.of else None

    @property
    def few(self) -> bool:
        """Whether there are too few cases for the share to say much."""
        return self.of < FEW

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval; None of no case."""
        if not self.of:
            return None
        share, z2 = self.count / self.of, Z95 * Z95
        middle = (share + z2 / (2 * self.of)) / (1 + z2 / self.of)
        half = (
            Z95
            / (1 + z2 / self.of)
            * sqrt(share * (1 - share) / self.of + z2 / (4 * self.of * self.of))
        )
        # at the ends the formula gives 0 and 1 but for rounding
        low = 0.0 if self.count == 0 else middle - half
        high = 1.0 if self.count == self.of else middle + half
        return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Case:
    """One play as discernment sees it: whose visit, what it was, and whether it was taken for a scam."""

    visit: str
    scam: bool
    taken_for_scam: bool


@dataclass(frozen=True, slots=True)
class Discerning:
    """How well scam was told from genuine.

    `hits` are scams handled as such, `false_alarms` genuine contacts refused to one's own harm.
    `d_prime` is 0 where both are as frequent and grows with the difference; `c` is 0 where nobody leans
    either way, below 0 where all is rather taken for a scam, above where all is rather believed. Both
    are None unless there were cases of both kinds.
    """

    hits: Share
    false_alarms: Share
    d_prime: float | None = None
    d_prime_interval: Interval | None = None
    c: float | None = None
    c_interval: Interval | None = None

    @property
    def few(self) -> bool:
        """Whether either kind has too few cases to say much."""
        return self.hits.few or self.false_alarms.few


def discerning(cases: Iterable[Case]) -> Discerning:
    """Give how well some plays told scam from genuine."""
    told = tuple(cases)
    hits = _share(case.taken_for_scam for case in told if case.scam)
    alarms = _share(case.taken_for_scam for case in told if not case.scam)
    if not hits.of or not alarms.of:
        return Discerning(hits, alarms)
    hit, alarm = _corrected(hits), _corrected(alarms)
    z_hit, z_alarm = _NORMAL.inv_cdf(hit), _NORMAL.inv_cdf(alarm)
    per_hit = 1 / (hits.of * _NORMAL.pdf(z_hit))
    per_alarm = 1 / (alarms.of * _NORMAL.pdf(z_alarm))
    of_d: dict[str, float] = {}
    of_c: dict[str, float] = {}
    for case in told:
        off = case.taken_for_scam - (hit if case.scam else alarm)
        pull = off * (per_hit if case.scam else per_alarm)
        of_d[case.visit] = of_d.get(case.visit, 0.0) + (pull if case.scam else -pull)
        of_c[case.visit] = of_c.get(case.visit, 0.0) - pull / 2
    d_prime, c = z_hit - z_alarm, -(z_hit + z_alarm) / 2
    return Discerning(
        hits, alarms, d_prime, _around(d_prime, of_d.values()), c, _around(c, of_c.values())
    )


def _share(marks: Iterable[bool]) -> Share:
    all_of_them = list(marks)
    return Share(sum(all_of_them), len(all_of_them))


def _corrected(share: Share) -> float:
    """Give a share that is neither 0 nor 1: half a case is added to either side."""
    return (share.count + 0.5) / (share.of + 1)


def _around(estimate: float, pulls: Iterable[float]) -> Interval:
    half = Z95 * sqrt(sum(pull * pull for pull in pulls))
    return Interval(estimate - half, estimate + half)


def quantile(values: Sequence[float], share: float) -> float | None:
    """Give the value below which a share of some values lies, between neighbours by their distance.

    None where there is no value; `share` is between 0 and 1.
    """
    if not values:
        return None
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])
