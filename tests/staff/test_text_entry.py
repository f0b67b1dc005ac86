"""Any name a site may have can be typed by touch, by a keypad alone and on a keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.screens.kit import Session
from kiosk.speech import Heard
from kiosk.staff.gallery import desk_to_look_at
from kiosk.staff.pinyin import LETTERS, shipped_pinyin
from kiosk.staff.screens.text_entry import Mode, TextEntryScreen
from kiosk.ui.screen import Screen, Target
from tests.kits import SMALL, shared

KEY_OF = {letter: key for key, letters in LETTERS.items() for letter in letters}


@pytest.fixture
def taken() -> list[str]:
    return []


@pytest.fixture
def page(taken: list[str]) -> TextEntryScreen:
    kit, _ = shared(SMALL)
    desk = desk_to_look_at(kit)

    def done(text: str, now: float) -> Screen:
        taken.append(text)
        return desk.home(now)

    return TextEntryScreen(
        kit,
        Session(seed=1),
        desk=desk,
        heading="站点名称",
        asked="请写",
        most=30,
        opener=desk.home,
        done=done,
    )


def target(page: Screen, name: str) -> Target:
    return next(t for t in page.view(0.0, Heard()).targets if t.name == name)


def touch(page: Screen, *names: str) -> TextEntryScreen:
    for name in names:
        page = target(page, name).then(0.0)
    assert isinstance(page, TextEntryScreen)
    return page


def hit(page: Screen, keys: str) -> TextEntryScreen:
    """Hit keys of the keypad; E is Enter, < is Backspace."""
    for key in keys:
        name = {"E": "enter", "<": "backspace"}.get(key, key)
        found = page.view(0.0, Heard()).target_for(name)
        assert found is not None, key
        page = found.then(0.0)
    assert isinstance(page, TextEntryScreen)
    return page


def reading_of(char: str) -> str:
    return next(r for r, levels in shipped_pinyin().table.items() if char in "".join(levels))


def by_keypad(page: TextEntryScreen, char: str) -> TextEntryScreen:
    reading = reading_of(char)
    page = hit(page, "".join(KEY_OF[letter] for letter in reading))
    while char not in page.shown:
        before = page.first
        page = hit(page, "+")
        assert page.first != before
    return hit(page, "E" + str(page.shown.index(char) + 1))


def by_touch(page: TextEntryScreen, char: str) -> TextEntryScreen:
    page = touch(page, *(f"key-{KEY_OF[letter]}" for letter in reading_of(char)))
    while char not in page.shown:
        page = touch(page, "more")
    return touch(page, f"candidate-{page.shown.index(char) + 1}")


@pytest.mark.parametrize("write", [by_keypad, by_touch])
def test_a_name_with_rare_characters_is_written(
    page: TextEntryScreen,
    write: object,
    taken: list[str],
) -> None:
    assert callable(write)
    for char in "深圳濮阳南山":
        page = write(page, char)
    assert page.typed == "深圳濮阳南山"
    target(page, "enter").then(0.0)
    assert taken == ["深圳濮阳南山"]


def test_usual_words_take_one_touch_or_two_keys(page: TextEntryScreen) -> None:
    assert touch(page, "candidate-1", "candidate-2").typed == "银行支行"
    assert hit(page, "*1*2").typed == "银行支行"
    assert hit(page, "*").choosing


def test_a_keyboard_s_letters_are_pinyin(page: TextEntryScreen) -> None:
    page = hit(page, "yin")
    assert page.keys == "yin"
    assert "银" in page.candidates
    assert hit(page, "g").candidates != page.candidates
    assert hit(page, "E1").typed == page.shown[0]


def test_one_of_several_readings_is_meant(page: TextEntryScreen) -> None:
    page = hit(page, "426")
    seen = []
    for _ in range(5):
        page = hit(page, "*")
        seen.append(page.reading)
    assert seen == ["gan", "gao", "han", "hao", ""]
    assert all(
        char in "".join(shipped_pinyin().table["gao"]) for char in hit(page, "**").candidates
    )


def test_latin_letters_digits_blanks_and_marks(page: TextEntryScreen) -> None:
    page = hit(page, "/")
    assert page.mode is Mode.LATIN
    page = hit(page, "2E1" + "2E5")
    assert page.typed == "Ab"
    page = hit(page, "/")
    assert page.mode is Mode.DIGITS
    page = hit(page, "0120")
    page = hit(page, "/0")
    page = hit(page, "1E1")
    assert page.typed == "Ab0120 ·"


def test_backspace_takes_back_the_choice_then_the_keys_then_the_text_then_leaves(
    page: TextEntryScreen,
) -> None:
    page = hit(page, "*1")
    page = hit(page, "94E")
    assert page.choosing
    page = hit(page, "<")
    assert (page.choosing, page.keys) == (False, "94")
    page = hit(page, "<<")
    assert (page.keys, page.typed) == ("", "银行")
    page = hit(page, "<<")
    assert page.typed == ""
    found = page.view(0.0, Heard()).target_for("backspace")
    assert found is not None
    assert found.name == "back"


def test_what_begins_no_reading_and_figures_without_a_candidate_change_nothing(
    page: TextEntryScreen,
) -> None:
    spelt = hit(page, "94664")
    assert hit(spelt, "2").keys == "94664"
    marks = hit(page, "1")
    assert hit(hit(marks, "E"), "0").typed == ""


def test_no_more_is_taken_than_has_room(page: TextEntryScreen) -> None:
    full = replace(page, typed="行" * 29)
    refused = touch(full, "candidate-1")
    assert refused.typed == full.typed
    assert "30" in refused.notice


def test_nothing_is_not_taken(page: TextEntryScreen, taken: list[str]) -> None:
    for empty in (page, hit(page, "00")):
        after = target(empty, "enter").then(0.0)
        assert isinstance(after, TextEntryScreen)
        assert after.notice
    assert taken == []


def test_all_is_deleted_by_one_touch(page: TextEntryScreen) -> None:
    cleared = touch(hit(page, "*1*2946"), "clear")
    assert (cleared.typed, cleared.keys) == ("", "")
