"""Colours stand apart and sizes never fall under their millimetres."""

from __future__ import annotations

import pytest

from kiosk.ui.theme import (
    BAR_MM,
    CONTRAST,
    DAY,
    GAP_MM,
    LABEL_MM,
    READ_MM,
    Colour,
    Look,
    Palette,
    Scale,
    Theme,
    assumed_diagonal,
    contrast,
)
from tests.kits import FINE, SMALL, UPRIGHT, WIDE

SIZES = (WIDE, UPRIGHT, SMALL, FINE)


def pairs(palette: Palette) -> dict[str, tuple[Colour, Colour]]:
    """Give every colour words are written in with every colour they are written on."""
    tones = {
        "teal": palette.teal,
        "red": palette.red,
        "green": palette.green,
        "amber": palette.amber,
    }
    found = {
        f"{name} on {ground}": (tone.ink, surface)
        for name, tone in tones.items()
        for ground, surface in (
            ("its tint", tone.tint),
            ("card", palette.card),
            ("paper", palette.paper),
        )
    }
    found |= {f"white on {name}": (palette.on_dark, tone.ink) for name, tone in tones.items()}
    grounds = ("paper", "card", "screen", "bubble", "bubble_own", "spoken")
    found |= {f"ink on {g}": (palette.ink, getattr(palette, g)) for g in (*grounds, "invite")}
    found |= {f"ink2 on {g}": (palette.ink2, getattr(palette, g)) for g in ("paper", "card")}
    dark = ("device_top", "device_low", "device_soft")
    found |= {f"white on {g}": (palette.on_dark, getattr(palette, g)) for g in dark}
    for n, ground in enumerate(palette.attract):
        found |= {
            f"white on attract {n} {part}": (palette.on_dark, getattr(ground, part))
            for part in ("top", "low", "band")
        }
        found[f"slogan on its attract {n} band"] = palette.slogan, ground.band
    found["in quiet hours"] = palette.night.ink, palette.night.tint
    found["badge"] = palette.amber.ink, palette.badge
    found["cue on its tint"] = palette.red.ink, palette.red.tint
    return found


@pytest.mark.parametrize("palette", [DAY, CONTRAST], ids=["day", "contrast"])
def test_words_stand_out_seven_to_one_on_every_ground(palette: Palette) -> None:
    pale = {
        name: round(contrast(*two), 2) for name, two in pairs(palette).items() if contrast(*two) < 7
    }
    assert not pale


def test_high_contrast_is_higher_wherever_words_stand() -> None:
    day, high = pairs(DAY), pairs(CONTRAST)
    kept = ("slogan", "attract", "invite", "quiet")
    assert not [
        n for n in day if contrast(*high[n]) < contrast(*day[n]) and not any(k in n for k in kept)
    ]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert contrast((10, 20, 30), (10, 20, 30)) == 1


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("look", Look)
def test_no_size_falls_under_its_millimetres(size: tuple[int, int], look: Look) -> None:
    scale = Theme.of(size, assumed_diagonal(*size), look).scale
    least = {
        READ_MM: (
            scale.spoken,
            scale.choice,
            scale.title,
            scale.headline,
            scale.figure,
            scale.least,
        ),
        LABEL_MM: (scale.helper,),
        BAR_MM: (scale.bar, scale.button),
        GAP_MM: (scale.gap,),
    }
    for millimetres, sizes in least.items():
        assert all(px * scale.mm >= millimetres for px in sizes)


def test_a_millimetre_is_one_on_the_screen() -> None:
    # 21.5 inches at 1920 x 1080 have 0.248 mm a pixel.
    assert Scale.of(1920, 1080, 21.5).mm == pytest.approx(0.2479, abs=0.0005)


def test_a_large_text_is_a_quarter_larger_and_controls_stay() -> None:
    normal, large = (Theme.of(WIDE, 21.5, look).scale for look in (Look.NORMAL, Look.LARGE))
    assert large.spoken / normal.spoken == pytest.approx(1.25, abs=0.02)
    assert large.button == normal.button


def test_the_look_comes_back_after_three_presses() -> None:
    assert Look.NORMAL.after().after().after() is Look.NORMAL
