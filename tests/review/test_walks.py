"""Ways through a story come to every place as each visitor meets it."""

from __future__ import annotations

from kiosk.review.plays import plays_to_everywhere
from tests.scenario.remembering import story


def test_every_place_is_walked_to_as_each_meets_it() -> None:
    met = [play.position for play in plays_to_everywhere(story())]
    assert len(met) == len(set(met))
    assert sum(place.id == "女儿来了" for place in met) == 2
    assert sum(place.id == "及时停住" for place in met) == 2
    assert sum(place.id == "又要钱" for place in met) == 1
