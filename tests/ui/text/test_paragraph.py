"""A paragraph knows where each of its words stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.ui.text.paragraph import Paragraph, Span, Style, lay
from tests.kits import SMALL, shared

INK = (0, 0, 0)
RED = (150, 0, 0)
texts = st.text("您好96110，。“”App转账 \n", min_size=1, max_size=60)


def laid(
    text: str, width: int = 400, spans: tuple[Span, ...] = (), *, middle: bool = False
) -> Paragraph:
    return lay(shared(SMALL)[0].fonts, text, Style(40, INK), width, spans, centred=middle)


@settings(max_examples=60)
@given(texts, st.booleans())
def test_the_runs_together_are_the_rows(text: str, middle: bool) -> None:  # noqa: FBT001
    paragraph = laid(text, middle=middle)
    for number, row in enumerate(paragraph.rows):
        assert (
            "".join(r.text for r in paragraph.runs if r.row == number) == text[row.start : row.end]
        )


@settings(max_examples=60)
@given(texts, st.data())
def test_the_boxes_of_neighbouring_ranges_meet_and_dont_overlap(
    text: str, data: st.DataObject
) -> None:
    paragraph = laid(text)
    middle = data.draw(st.integers(0, len(text)))
    left, right = paragraph.boxes(0, middle), paragraph.boxes(middle, len(text))
    whole = paragraph.boxes(0, len(text))
    assert sum(box.w for box in (*left, *right)) == sum(box.w for box in whole)
    # Where a row is cut in two, the second begins where the first ends.
    assert not any(a.y == b.y and a.x < b.x < a.right for a in left for b in right)


def test_an_empty_range_has_no_box() -> None:
    assert laid("您好").boxes(1, 1) == ()


def test_a_range_over_two_rows_has_a_box_on_each() -> None:
    paragraph = laid("您" * 15, width=400)
    boxes = paragraph.boxes(8, 12)
    assert [box.w for box in boxes] == [80, 80]
    assert boxes[0].y < boxes[1].y
    assert boxes[1].x == 0


def test_a_span_has_its_own_colour_and_weight_and_nothing_else() -> None:
    paragraph = laid("不要转账给他", spans=(Span(2, 4, RED),))
    assert [(r.text, r.colour, r.bold) for r in paragraph.runs] == [
        ("不要", INK, False),
        ("转账", RED, True),
        ("给他", INK, False),
    ]


def test_pages_cover_all_characters() -> None:
    text = "您好，我是平台客服。" * 8
    paragraph = laid(text)
    rows = 2
    pages = -(-len(paragraph.rows) // rows)
    ranges = [paragraph.page(rows, number) for number in range(pages)]
    assert "".join(text[start:end] for start, end in ranges) == text
    assert paragraph.page(rows, pages) == (0, 0)


def test_the_same_paragraph_is_laid_out_once() -> None:
    assert laid("您好") is laid("您好")
