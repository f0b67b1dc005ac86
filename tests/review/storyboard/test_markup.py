"""Whatever a story holds, only what the page itself made counts as markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.review.storyboard.markup import Markup, tag


@given(st.text(), st.text())
def test_markup_escapes_all_but_its_own(text: str, value: str) -> None:
    made = tag("b", text, title=value)
    inside = made.removeprefix("<b").removesuffix("</b>")
    assert "<" not in inside
    assert inside.count(">") == 1
    assert inside.count('"') == 2
    assert tag("p", made) == f"<p>{made}</p>"
    assert isinstance(made, Markup)
