"""Writes a pack of speech, as `kiosk.voice.speech_pack` reads it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from kiosk.storage import write_whole
from kiosk.voice.speech_pack import FORMAT, INDEX, Entry

NOTE = "语音由计算机合成（AI-generated speech, Kokoro-82M v1.0, Apache-2.0）"
"""What every pack says of itself, as the rules for marking made sound ask."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same clips give the same bytes, whenever they are packed."""


def write(path: Path, clips: Iterable[tuple[Entry, bytes]]) -> int:
    """Write a pack, the old one standing until it is whole; give its bytes. Raises OSError."""
    ordered = sorted(clips, key=lambda clip: clip[0].key)
    facts = {entry.key: asdict(entry) for entry, _ in ordered}
    index = json.dumps(
        {"format": FORMAT, "note": NOTE, "clips": facts}, ensure_ascii=False, separators=(",", ":")
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr(_member(INDEX, zipfile.ZIP_DEFLATED), index)
        for entry, sound in ordered:
            packed.writestr(_member(f"{entry.key}.ogg", zipfile.ZIP_STORED), sound)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, whole.getvalue())
    return len(whole.getvalue())


def _member(name: str, how: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = how
    info.external_attr = 0o644 << 16
    return info
