"""Every page of staff's in every state can be read and pressed, by touch and by keypad, at every size."""

from __future__ import annotations

import pytest

from kiosk.review import inspection
from kiosk.staff.gallery import states
from kiosk.ui.theme import Look
from tests.kits import FINE, SMALL, UPRIGHT, WIDE, shared


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(UPRIGHT, marks=pytest.mark.once),
        pytest.param(SMALL, marks=pytest.mark.once),
        pytest.param(WIDE, marks=pytest.mark.ce),
        pytest.param(FINE, marks=pytest.mark.ce),
    ],
    ids=str,
)
def test_nothing_is_wrong_with_any_page(size: tuple[int, int]) -> None:
    kit, surfaces = shared(size)
    found = inspection.inspect_states(kit, surfaces, states(kit), Look.NORMAL)
    assert not [
        f"{one.rule} {one.text}: {', '.join(map(str, places[:3]))}"
        for one, places in inspection.grouped(found).items()
    ]


def test_no_two_states_have_one_name() -> None:
    kit, _ = shared(WIDE)
    names = [name for name, _ in states(kit)]
    assert len(names) == len(set(names))
