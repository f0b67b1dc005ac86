from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import numpy as np
import pytest

from speech import parts
from speech.parts import LONGEST, STYLE_SIZE, STYLES, PartsMissing


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "folder", lambda: tmp_path)


def packed(names: tuple[str, ...] = STYLES) -> bytes:
    """Give an archive like npm's, each style filled with its number."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for n, name in enumerate(names):
            data = np.full((LONGEST, STYLE_SIZE), n, dtype=np.float32).tobytes()
            info = tarfile.TarInfo(f"package/voices/{name}.bin")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def lay(folder: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "kokoro-js-1.2.1.tgz").write_bytes(data)
    monkeypatch.setattr(parts, "STYLES_SHA256", hashlib.sha256(data).hexdigest())


def test_styles_are_read_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, packed(), monkeypatch)
    found = parts.styles()
    assert set(found) == set(STYLES)
    assert found["zm_yunxi"].shape == (LONGEST, STYLE_SIZE)
    assert found["zm_yunxi"][3, 4] == STYLES.index("zm_yunxi")


def test_damaged_styles_are_named_with_a_next_step(tmp_path: Path) -> None:
    (tmp_path / "kokoro-js-1.2.1.tgz").write_bytes(b"half")
    with pytest.raises(PartsMissing, match=r"kokoro-js-1\.2\.1\.tgz 不对.*scripts/speech parts"):
        parts.styles()


def test_without_npm_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(PartsMissing, match="请安装 npm"):
        parts.styles()


def test_without_a_network_npms_own_words_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "ENOTFOUND registry\n")
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/npm")
    monkeypatch.setattr("subprocess.run", lambda *_a, **_k: failed)
    with pytest.raises(PartsMissing, match="ENOTFOUND registry。请接上网络"):
        parts.styles()


def test_a_missing_part_of_the_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WEIGHTS", ("no_such_package",))
    with pytest.raises(PartsMissing, match=r"no_such_package.*scripts/speech parts"):
        parts.weights()


def test_weights_of_other_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part.bin").write_bytes(b"other weights")
    monkeypatch.setattr(parts, "files", lambda _name: tmp_path)
    with pytest.raises(PartsMissing, match="校验码不同"):
        parts.weights()
