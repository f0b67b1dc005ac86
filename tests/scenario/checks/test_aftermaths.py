"""What a device shows after a choice can't be used either, and keeps to what is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.scenario import checks
from kiosk.scenario.checks.check_context import CheckContext
from kiosk.scenario.model import Aftermath, Result, Scenario
from tests.kits import stories

STORY = stories().deck.scenarios[0]


def codes(aftermath: Aftermath, loss: int = 0) -> set[str]:
    """Give what is wrong with a shipped story whose first choice leads to this."""
    at = next(n for n, scene in enumerate(STORY.scenes) if scene.choices)
    scene = STORY.scenes[at]
    first = replace(scene.choices[0], aftermath=aftermath, loss=loss)
    changed = replace(scene, choices=(first, *scene.choices[1:]))
    story: Scenario = replace(STORY, scenes=(*STORY.scenes[:at], changed, *STORY.scenes[at + 1 :]))
    return {finding.code for finding in checks.findings(CheckContext(story))}


@pytest.mark.parametrize(
    "aftermath",
    [
        Aftermath(Result.DIALLING, number="13812345678"),
        Aftermath(notice="点 pay.example.com 领取"),
        Aftermath(sent="我的卡号 6222021234567890123"),
        Aftermath(filled=("卡号：6222021234567890123",)),
        Aftermath(caller="13812345678"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_nothing_shown_after_a_choice_can_be_dialled_opened_or_paid_to(
    aftermath: Aftermath,
) -> None:
    assert "usable" in codes(aftermath)


def test_masked_numbers_pass() -> None:
    assert "usable" not in codes(Aftermath(Result.DIALLING, number="+00 ··· 3318"))


@pytest.mark.parametrize(
    ("aftermath", "loss", "wrong"),
    [
        (Aftermath(Result.TRANSFERRED), 0, True),
        (Aftermath(Result.TRANSFERRED), 500, False),
        (Aftermath(Result.TRANSFERRED, amount=500), 500, False),
        (Aftermath(Result.TRANSFERRED, amount=5_000), 500, True),
        (Aftermath(Result.TRANSFERRED, amount=500), 0, False),
        (Aftermath(), 500, False),
    ],
)
def test_a_transfer_shows_what_is_lost(aftermath: Aftermath, loss: int, *, wrong: bool) -> None:
    assert ("result-sum" in codes(aftermath, loss)) is wrong
