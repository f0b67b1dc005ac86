"""The locks hold exact versions with hashes for every machine, and nothing of the one that made them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN, TEST, TEST_CE = "requirements.lock", "requirements-test.lock", "requirements-test-ce.lock"


def entries(name: str) -> dict[str, str]:
    """Give, by package, its versions and markers as they stand in a lock."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        match = re.match(r"([a-z0-9-]+)(==.*?)( \\)?$", line)
        if match:
            found[match[1]] = found.get(match[1], "") + match[2]
    return found


@pytest.mark.parametrize("name", [RUN, TEST, TEST_CE])
def test_a_lock_is_only_versions_markers_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            assert re.fullmatch(
                r"[a-z0-9-]+==[\w.]+( ; [\w\s.<>=!'()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?",
                line,
            ), line
    assert "://" not in text


@pytest.mark.parametrize("package", ["numpy", "setuptools", "pillow"])
def test_the_kiosk_is_not_given_what_slows_its_start(package: str) -> None:
    assert package not in entries(RUN)


def test_each_python_gets_one_pygame() -> None:
    for name in (RUN, TEST):
        assert entries(name)["pygame"].endswith("python_full_version < '3.14'")
        assert entries(name)["pygame-ce"].endswith("python_full_version >= '3.14'")
    assert "pygame" not in entries(TEST_CE)
    assert ";" not in entries(TEST_CE)["pygame-ce"]


def test_the_tests_run_on_the_very_versions_of_the_kiosk() -> None:
    run, test = entries(RUN), entries(TEST)
    assert {name: test.get(name) for name in run} == run


def test_windows_speech_is_locked_too() -> None:
    assert "sys_platform == 'win32'" in entries(RUN)["comtypes"]
    assert "sys_platform == 'linux'" in entries(RUN)["espeakng-loader"]
