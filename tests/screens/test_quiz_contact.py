"""A quiz item comes on the device it would come by, and looks the same true or false."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import composition
from kiosk.devices.faces import STRANGER, shipped_faces
from kiosk.devices.places import shipped_places
from kiosk.scenario.model import Channel, Kind
from kiosk.screens.kit import Kit, Session
from kiosk.screens.quiz import QuizScreen
from kiosk.screens.quiz_contact import state
from kiosk.settings import Settings
from kiosk.ui.items import Text
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.visit.quiz import Question
from tests.kits import SMALL, UPRIGHT, WIDE, shared, stories
from tests.sample import every_story


@pytest.fixture(scope="module")
def kit() -> Kit:
    composition.drawing_without_display()
    return composition.make_kit((1920, 1080), stories(), Settings())


def questions(kit: Kit) -> list[Question]:
    return [Question(story, item) for story in kit.deck.scenarios for item in story.quiz]


def test_every_item_stands_on_its_device_with_who_it_comes_from(kit: Kit) -> None:
    for question in questions(kit):
        shown = state(kit.words, question)
        contact = shown.contact
        assert contact is not None
        assert contact.name == question.item.sender
        assert [line.text for _, line in shown.lines] == [question.item.text]


@pytest.mark.parametrize("channel", Channel)
def test_scam_and_genuine_look_alike(kit: Kit, channel: Channel) -> None:
    one = questions(kit)[0]
    two = [
        state(kit.words, replace(one, item=replace(one.item, channel=channel, kind=kind)))
        for kind in Kind
    ]
    assert two[0].scene == two[1].scene
    assert two[0].contact == two[1].contact


def test_no_shipped_sender_is_given_away_by_quotes() -> None:
    senders = [item.sender for story in every_story() for item in story.quiz]
    assert not [sender for sender in senders if set(sender) & set("“”")]


def test_who_is_met_stands_where_they_would_be_met(kit: Kit) -> None:
    one = questions(kit)[0]

    def met(sender: str) -> tuple[str, str]:
        item = replace(one.item, channel=Channel.FACE_TO_FACE, sender=sender)
        shown = state(kit.words, replace(one, item=item))
        assert shown.contact is not None
        return shown.contact.portrait, shown.scene.device.place

    assert met("银行柜员") == ("柜员", "银行柜台")
    assert met("社区民警")[0] == met("协勤员")[0] == "真民警男"
    assert met("一位老同学") == (STRANGER, kit.words("device.door"))


def test_every_sender_of_the_file_is_drawn_standing_in_a_place_that_is_known() -> None:
    faces, places = shipped_faces(), shipped_places()
    for sender in faces.senders:
        assert sender.portrait in places.people
        known = [word for place in places.known for word in place.words]
        assert any(word in sender.place for word in known)


def test_no_face_in_a_quiz_tells_more_than_its_portrait_at_rest(kit: Kit) -> None:
    for question in questions(kit):
        shown = state(kit.words, question)
        assert shown.contact is not None
        assert shown.face(shown.contact) == shown.contact.portrait


# Once it is answered -----------------------------------------------------------------------------

SAID = "这里是反诈中心，请把钱转到安全账户，别告诉家里人。"
LIT = ("转到安全账户", "别告诉家里人")


def asked(kit: Kit, channel: Channel, kind: Kind, look: Look = Look.NORMAL) -> QuizScreen:
    """Give a question whose item lights two pieces of what it says."""
    one = questions(kit)[0]
    item = replace(one.item, channel=channel, kind=kind, text=SAID, say="", words=LIT)
    question = replace(one, item=item)
    return QuizScreen(kit, Session(0, comfort=Comfort(look=look)), questions=(question,))


def lit_words(screen: QuizScreen) -> set[str]:
    """Give the words that stand in bold and in the colour of what they are, anywhere on a screen."""
    colours = screen.theme.colours
    truth = colours.red if screen.question.item.kind is Kind.SCAM else colours.green
    texts = [i for i in screen.still.composed.front if isinstance(i, Text)]
    found = set()
    for text in texts:
        if not set(text.paragraph.text) - set(SAID) or "…" in text.paragraph.text:
            runs = "".join(
                run.text if run.bold and run.colour == truth.ink else "|"
                for run in text.paragraph.runs
            )
            found |= {words for words in LIT if words in runs}
    return found


@pytest.mark.parametrize("size", [WIDE, SMALL, UPRIGHT], ids=str)
@pytest.mark.parametrize("look", [Look.NORMAL, Look.LARGE], ids=str)
def test_once_answered_its_words_are_lit_on_whatever_device_it_came_by(
    size: tuple[int, int], look: Look
) -> None:
    kit = shared(size)[0]
    for channel in Channel:
        for kind in Kind:
            for said in Kind:
                screen = asked(kit, channel, kind, look).answered(said)
                assert lit_words(screen) == {*LIT}, (channel, kind)
                lit = screen.still.composed.lit_places
                assert {place.trusted for place in lit} == {kind is Kind.GENUINE}
                assert {place.turn for place in lit} == {0, 1}


def test_before_it_is_answered_nothing_is_lit_and_the_device_is_the_same_either_way(
    kit: Kit,
) -> None:
    for channel in Channel:
        scam, genuine = (asked(kit, channel, kind) for kind in Kind)
        assert not scam.still.composed.lit_places
        assert scam.still.composed.front == genuine.still.composed.front


def test_an_item_that_lights_nothing_is_answered_as_ever(kit: Kit) -> None:
    for question in questions(kit):
        bare = replace(question, item=replace(question.item, words=()))
        screen = QuizScreen(kit, Session(0), questions=(bare,)).answered(Kind.SCAM)
        assert not screen.still.composed.lit_places
