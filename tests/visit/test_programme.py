"""What plays: in the order staff gave, without what they turned off, by day and hour; and never nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import Settings
from kiosk.settings_file import read_settings
from kiosk.visit.programme import Pool, Programme, Unkept, meets, programme
from tests.kits import stories

MONDAY = datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001 (as the wall's clock shows it)
ALL = ("call-96110", "gongjianfa", "kefu-baiwan", "shuadan")
GROUPS = {one.name: one.group for one in stories().library.catalogue.types}
TITLES = {"shuadan": "动动手指，一天三百", "call-96110": "96110 打来了"}
"""Titles with a comma and with a blank, which a rule may name all the same."""
POOL = Pool(
    tuple(replace(s, title=TITLES.get(s.id, s.title)) for s in stories().deck.scenarios),
    frozenset({"gongjianfa", "shuadan"}),
    GROUPS,
)


def set_by(text: str) -> Settings:
    settings, problems = read_settings(text.encode(), "settings.yaml")
    assert problems == ()
    return settings


def ids(found: Programme) -> tuple[str, ...]:
    return tuple(story.id for story in found.deck.scenarios)


def playing(text: str, now: datetime = MONDAY) -> tuple[str, ...]:
    return ids(programme(POOL, set_by(text), now))


def test_where_nothing_is_set_all_play_in_the_order_of_their_files() -> None:
    assert ids(programme(POOL, Settings(), MONDAY)) == ALL


def test_stories_named_in_the_order_come_first() -> None:
    assert playing("剧本顺序: shuadan、没有的、kefu-baiwan\n") == (
        "shuadan",
        "kefu-baiwan",
        "call-96110",
        "gongjianfa",
    )


def test_stories_that_are_off_do_not_play() -> None:
    assert playing("停播剧本: shuadan, call-96110\n") == ("gongjianfa", "kefu-baiwan")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("真事", ("call-96110",)),
        ("骗局", ("gongjianfa", "kefu-baiwan", "shuadan")),
        ("冒充公检法", ("gongjianfa",)),
        ("冒充公检法、刷单返利", ("gongjianfa", "shuadan")),
        ("call-96110，shuadan", ("call-96110", "shuadan")),
        ("call-96110 shuadan", ("call-96110", "shuadan")),
        ("动动手指，一天三百", ("shuadan",)),
        ("96110 打来了", ("call-96110",)),
        ("全部", ALL),
        ("老年人", tuple(s.id for s in POOL.scenarios if "老年人" in s.audience)),
        ("真实联系", ("call-96110",)),
    ],
)
def test_a_rule_names_stories_by_audience_type_group_kind_id_or_title(
    wanted: str, found: tuple[str, ...]
) -> None:
    assert playing(f"播放安排: {wanted}\n") == found


def test_groups_of_types_name_their_stories() -> None:
    group = GROUPS["冒充公检法"]
    found = [s.id for s in POOL.scenarios if meets(s, group, POOL)]
    assert found == [s.id for s in POOL.scenarios if GROUPS[s.type] == group]
    assert "gongjianfa" in found


def test_what_plays_changes_with_the_hour_and_outside_all_rules_everything_plays() -> None:
    text = "播放安排: 周一 9:00-12:00 刷单返利；周一 真事\n"
    assert playing(text) == ("shuadan",)
    assert playing(text, MONDAY.replace(hour=12)) == ("call-96110",)
    assert playing(text, MONDAY.replace(day=1, month=12)) == ALL


@pytest.mark.parametrize(
    ("written", "there"), [("", True), ("", False), ("是", False), ("否", True)]
)
def test_unapproved_stories_play_unless_the_site_or_its_pin_says_otherwise(
    written: str, *, there: bool
) -> None:
    settings = set_by(f"只播放已审核的: {written}\n") if written else Settings()
    found = ids(programme(POOL, settings, MONDAY, approved_only=there))
    only = written == "是" or (not written and there)
    assert found == (("gongjianfa", "shuadan") if only else ALL)


def test_a_wish_that_leaves_nothing_is_not_kept_and_told() -> None:
    pool = replace(POOL, approved=frozenset())
    settings = set_by(
        "停播剧本: " + "、".join(ALL) + "\n播放安排: 没有这样的\n只播放已审核的: 是\n"
    )
    found = programme(pool, settings, MONDAY)
    assert ids(found) == ALL
    assert found.unkept == (Unkept.APPROVED, Unkept.OFF, Unkept.RULE)


_names = st.sampled_from([*ALL, "没有的", "老年人", "真事"])


@given(
    order=st.lists(_names),
    off=st.lists(_names),
    rule=st.lists(_names),
    hour=st.integers(0, 23),
    only=st.booleans(),
)
def test_there_is_always_something_to_play_and_nothing_twice(
    order: list[str],
    off: list[str],
    rule: list[str],
    hour: int,
    *,
    only: bool,
) -> None:
    lines = [("剧本顺序", order), ("停播剧本", off), ("播放安排", rule)]
    text = "".join(f"{key}: {'、'.join(names)}\n" for key, names in lines if names)
    found = ids(programme(POOL, set_by(text), MONDAY.replace(hour=hour), approved_only=only))
    assert found
    assert len(set(found)) == len(found)
    assert set(found) <= set(ALL)


def test_without_any_story_nothing_is_told() -> None:
    assert programme(Pool(()), set_by("停播剧本: a\n"), MONDAY).unkept == ()


# 专场 --------------------------------------------------------------------------------------------

DECKS = {"银行专场": ("shuadan", "call-96110", "gongjianfa", "nobody"), "空专场": ("nobody",)}


def with_decks(*shown: str) -> Pool:
    return replace(POOL, decks=DECKS, shown=shown)


def in_deck(text: str, *shown: str, now: datetime = MONDAY) -> list[str]:
    found = programme(with_decks(*shown), set_by(text), now)
    return [story.id for story in found.deck.scenarios]


def test_a_deck_that_is_chosen_plays_those_of_its_stories_there_are() -> None:
    assert set(in_deck("专场: 银行专场\n")) == {"shuadan", "call-96110", "gongjianfa"}


def test_in_a_deck_what_was_begun_last_comes_last() -> None:
    for last in ("shuadan", "call-96110", "gongjianfa"):
        others = [one for one in ("shuadan", "call-96110", "gongjianfa") if one != last]
        assert in_deck("专场: 银行专场\n", *others, last)[-1] == last
        assert in_deck("播放安排: 周一 银行专场\n", *others, last)[-1] == last


def test_without_a_deck_the_order_is_staffs() -> None:
    order = in_deck("剧本顺序: shuadan\n", "shuadan")
    assert order[0] == "shuadan"


def test_a_rule_goes_before_the_chosen_deck_and_only_while_it_holds() -> None:
    text = "专场: 银行专场\n播放安排: 周二 kefu-baiwan\n"
    assert set(in_deck(text)) == {"shuadan", "call-96110", "gongjianfa"}
    assert in_deck(text, now=MONDAY + timedelta(days=1)) == ["kefu-baiwan"]


def test_a_deck_of_which_nothing_is_there_is_told_and_all_plays() -> None:
    for name in ("空专场", "没有这个专场"):
        found = programme(with_decks(), set_by(f"专场: {name}\n"), MONDAY)
        assert found.unkept == (Unkept.DECK,)
        assert len(found.deck.scenarios) == len(POOL.scenarios)


def test_a_turned_off_story_doesnt_play_in_a_deck() -> None:
    assert "shuadan" not in in_deck("专场: 银行专场\n停播剧本: shuadan\n")
