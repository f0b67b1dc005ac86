"""After a choice the device shows what it did: as the story says, else as its control tells, never a guess."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices import registry
from kiosk.devices.aftermath import can_show, result_of, state_after
from kiosk.devices.device_state import DeviceState
from kiosk.devices.web import MASK
from kiosk.scenario.model import (
    VISITOR,
    Aftermath,
    Channel,
    Choice,
    Control,
    Device,
    Line,
    Result,
    Scene,
    Stance,
    Verdict,
)
from kiosk.screens.kit import Session
from kiosk.screens.outcome import OutcomeScreen
from kiosk.speech import Heard
from kiosk.ui.items import Text
from kiosk.visit.play import Play
from tests.kits import WIDE, shared, stories

STORY = stories().deck.scenarios[0]
WHO = STORY.cast[0].id
PAGE = Device(title="页", items=("姓名", "银行卡号", "短信验证码"))


def scene(channel: Channel, device: Device = Device(), *choices: Choice) -> Scene:  # noqa: B008 (frozen)
    return Scene("甲", channel, (Line(WHO, "请您照办。"),), WHO, device, choices=choices)


def choice(control: Control | None = None, **given: object) -> Choice:
    made = Choice("照办", Verdict.RISKY, Stance.COMPLY, "乙", "后果", "道理", control=control)
    return replace(made, **given)  # type: ignore[arg-type]  # the fields of a choice


def after(at: Scene, made: Choice) -> DeviceState:
    return state_after(shared(WIDE)[0].words, STORY, at, made)


def written(state: DeviceState) -> list[str]:
    return [text for text, _ in registry.texts(state)]


@pytest.mark.parametrize(
    ("channel", "control", "loss", "result"),
    [
        (Channel.PHONE, Control.HANG_UP, 0, Result.CALL_ENDED),
        (Channel.PHONE, Control.ANSWER, 0, Result.CONNECTED),
        (Channel.WEB, Control.CLOSE, 0, Result.CLOSED),
        (Channel.BANK_APP, Control.CLOSE, 0, Result.CLOSED),
        (Channel.BANK_APP, Control.CONFIRM, 500, Result.TRANSFERRED),
        (Channel.BANK_APP, Control.CONFIRM, 0, None),
        (Channel.WEB, Control.CONFIRM, 500, Result.SUBMITTED),
        (Channel.WEB, Control.CONFIRM, 0, None),
        (Channel.CHAT, Control.CONFIRM, 500, None),
        (Channel.PHONE, None, 500, None),
    ],
)
def test_a_control_tells_what_became_of_it(
    channel: Channel, control: Control | None, loss: int, result: Result | None
) -> None:
    assert result_of(scene(channel), choice(control, loss=loss)) is result


def test_what_is_written_goes_before_what_a_control_tells() -> None:
    made = choice(Control.CONFIRM, loss=500, aftermath=Aftermath(Result.PAGE_GONE))
    assert result_of(scene(Channel.WEB, PAGE), made) is Result.PAGE_GONE


def test_a_refused_call_without_a_control_is_left_as_it_was() -> None:
    at = scene(Channel.PHONE, Device(number="+00 ··· 3318"))
    state = after(at, choice())
    assert (state.result, state.scene) == (None, at)


def test_the_sum_on_the_screen_is_the_one_that_is_lost() -> None:
    at = scene(Channel.BANK_APP, Device(payee="陈··", amount=50_000))
    state = after(at, choice(loss=5_000, aftermath=Aftermath(Result.TRANSFERRED)))
    assert "¥5,000" in written(state)
    assert not any("50,000" in text for text in written(state))
    assert "收款人 陈··" in written(state)


def test_a_transfer_from_a_call_opens_the_bank_and_the_caller_is_gone() -> None:
    at = scene(Channel.PHONE, Device(number="+00 ··· 3318"))
    state = after(at, choice(loss=300, aftermath=Aftermath(Result.TRANSFERRED)))
    assert state.scene.channel is Channel.BANK_APP
    assert state.contact is None
    assert "+00 ··· 3318" not in written(state)


def test_the_bank_is_called_what_the_story_calls_it_elsewhere() -> None:
    made = choice(loss=300, aftermath=Aftermath(Result.TRANSFERRED))
    paying = scene(Channel.BANK_APP, Device(title="公司网银"))
    words = shared(WIDE)[0].words
    plain = replace(STORY, scenes=(scene(Channel.CHAT),))
    own = replace(STORY, scenes=(scene(Channel.CHAT), paying))
    assert words("device.bank") in written(state_after(words, plain, plain.scenes[0], made))
    assert "公司网银" in written(state_after(words, own, own.scenes[0], made))


def test_who_is_dialled_is_on_the_phone_and_nobody_else() -> None:
    at = scene(Channel.WEB, PAGE)
    state = after(at, choice(aftermath=Aftermath(Result.DIALLING, number="96110")))
    assert state.scene.channel is Channel.PHONE
    assert written(state) == ["96110"]


def test_the_fields_filled_in_are_those_whose_information_is_given_away() -> None:
    confirm = choice(Control.CONFIRM, loss=1, leaks=("姓名", "银行卡号", "验证码"))
    some = choice(leaks=("银行卡号",))
    at = scene(Channel.WEB, PAGE, confirm, some)
    assert dict(after(at, confirm).filled) == dict.fromkeys(PAGE.items, MASK)
    assert dict(after(at, some).filled) == {"银行卡号": MASK}
    assert after(at, choice()).filled == ()
    named = choice(aftermath=Aftermath(filled=("姓名：王··",)))
    assert after(at, named).filled == (("姓名", "王··"),)


def test_sharing_goes_on_until_it_is_said_to_be_closed() -> None:
    at = scene(Channel.BANK_APP, Device(sharing=True))
    assert after(at, choice()).scene.device.sharing
    assert not after(at, choice(aftermath=Aftermath(sharing=False))).scene.device.sharing
    begun = scene(Channel.PHONE)
    assert after(begun, choice(aftermath=Aftermath(sharing=True))).scene.device.sharing


def test_banners_of_before_are_gone_and_new_ones_are_read_out() -> None:
    at = scene(Channel.PHONE, Device(caller="96110", notice="旧的"))
    state = after(at, choice(aftermath=Aftermath(notice="您的银行：支出 800 元")))
    assert "旧的" not in written(state)
    assert "96110 来电" not in written(state)
    assert "您的银行：支出 800 元" in written(state)


def test_what_the_visitor_sends_is_their_bubble_and_else_what_they_did_is_told() -> None:
    at = scene(Channel.CHAT, Device(title="群"))
    sent = after(at, choice(aftermath=Aftermath(sent="好的。", reply="收到。")))
    assert [(line.speaker, line.text) for line in sent.scene.lines[1:]] == [
        (VISITOR, "好的。"),
        (WHO, "收到。"),
    ]
    assert not sent.act
    assert {"好的。", "收到。"} <= set(written(sent))
    did = after(at, choice())
    assert (did.act, did.scene.lines) == ("照办", at.lines)
    assert not after(scene(Channel.WEB, PAGE), choice()).act


@given(
    st.sampled_from(list(Channel)),
    st.sampled_from([None, *Control]),
    st.sampled_from([None, *Result]),
    st.integers(0, 1) | st.just(9_000),
    st.sets(st.sampled_from(["姓名", "验证码"])),
)
def test_whatever_is_written_is_shown_by_a_device_that_can_show_it(
    channel: Channel, control: Control | None, result: Result | None, loss: int, leaks: set[str]
) -> None:
    made = choice(
        control, loss=loss, leaks=tuple(leaks), aftermath=Aftermath(result, notice="通知")
    )
    at = scene(channel, PAGE, made)
    state = after(at, made)
    assert state.result is None or can_show(at, state.result)
    assert state.result is None or result is None or state.result is result
    assert not state.controls
    assert not state.placed
    assert "通知" in written(state)
    assert set(written(state)) == {text for text, _ in registry.texts(state) if text}


def test_every_result_stands_on_a_device_and_every_device_says_it() -> None:
    shown = {result for kind in registry.KINDS for result in kind.results | kind.brought_by}
    assert shown == set(Result)
    followed = {result for kind in registry.KINDS for result in kind.follows.values()}
    assert followed <= shown


def test_on_every_consequence_of_the_shipped_stories_the_device_agrees_with_the_money() -> None:
    kit, _ = shared(WIDE)
    seen = 0
    for story in kit.deck.scenarios:
        for at in story.scenes:
            for n, made in enumerate(at.choices):
                play = replace(Play.begin(story), way=(at,))
                screen = kit.flow.outcome(Session(seed=1), play, n, 0.0)
                assert isinstance(screen, OutcomeScreen)
                texts = {
                    item.paragraph.text
                    for item in screen.view(0.0, Heard()).items
                    if isinstance(item, Text)
                }
                if result_of(at, made) is Result.TRANSFERRED:
                    assert f"−¥{made.loss:,}" in texts, f"{story.id} {at.id} {made.text}"
                    seen += 1
                if made.control is Control.HANG_UP and not made.aftermath.result:
                    assert kit.words("device.call_over") in texts
                    assert not any(text.startswith(kit.words("device.in_call")) for text in texts)
    assert seen > 8
