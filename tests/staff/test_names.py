"""Whatever a file is called on a stick, its copy has a name any system takes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.packs.campaign_pack import Part, is_story, part_of
from kiosk.packs.pack_sources import safe_name
from kiosk.packs.signing import SIGNATURE

RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in "0123456789")}
PARTS = [
    "CON",
    "con.",
    ".",
    "..",
    "~",
    "~$",
    " ",
    "a",
    "é",
    "e\u0301",
    ".yaml",
    "长" * 90,
    "\udcff",
]


@given(st.text() | st.lists(st.sampled_from(PARTS)).map("".join))
def test_a_copys_name_is_one_any_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0\n\t')
    assert safe == unicodedata.normalize("NFC", safe)
    assert not safe.endswith((".", " "))
    assert not safe.startswith((".", "~", " "))
    assert safe.partition(".")[0].strip().casefold() not in RESERVED
    assert len(safe.encode()) <= 255
    assert safe_name(safe) == safe


@given(st.sampled_from(["yaml", "yml", "xlsx", "wav"]))
def test_an_ending_is_kept(ending: str) -> None:
    assert safe_name("名" * 200 + f".{ending}").endswith(f".{ending}")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("标语.txt", Part.SLOGANS),
        ("Slogans.YAML", Part.SLOGANS),
        ("设置.yaml.txt", Part.SETTINGS),
        ("settings.yml", Part.SETTINGS),
        ("LOGO.PNG", Part.LOGO),
        ("二维码.jpeg", Part.QR),
        ("节目单.txt", Part.DECK),
        ("标语.jpg", None),
        ("logo.yaml", None),
        ("孙子来电.yaml", None),
        ("设置.docx", None),
    ],
)
def test_what_a_file_is_is_told_by_its_name(name: str, part: Part | None) -> None:
    assert part_of(name) is part


@pytest.mark.parametrize(
    ("name", "story"),
    [
        ("a.yaml", True),
        ("a.YML.txt", True),
        ("a.xlsx", True),
        ("设置.yaml", False),
        ("a.txt", False),
        ("a.docx", False),
        (SIGNATURE, False),
    ],
)
def test_what_ought_to_be_a_story_is_told_by_its_name(name: str, story: bool) -> None:  # noqa: FBT001 - pytest hands it in
    assert is_story(name) is story


def test_these_names_can_be_written(tmp_path: Path) -> None:
    for name in PARTS:
        (tmp_path / safe_name(name)).touch()
