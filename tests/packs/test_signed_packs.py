"""A pack that was signed is the one that was signed; where a site demands it, nothing else is taken."""

from __future__ import annotations

import errno
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.packs import pack_sources
from kiosk.packs.imported import Import
from kiosk.packs.importing import stage
from kiosk.packs.live_sets import LiveSets
from kiosk.packs.refusal import PackRefusedError
from kiosk.packs.signing import SIGNATURE, Demand, grouped, load_key, public_key

from .packs import PICTURES, TODAY, playing, story, zipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "十一月"
    (folder / "录音" / "new-story").mkdir(parents=True)
    (folder / "故事.yaml").write_text(story(), encoding="utf-8")
    (folder / "录音" / "new-story" / "a.wav").write_bytes(b"RIFF")
    (folder / "说明.txt").write_text("请看", encoding="utf-8")
    return folder


@pytest.fixture
def key(tmp_path: Path) -> Path:
    assert main(["pack", "--new-key", str(tmp_path / "私钥.pem")]) == 0
    return tmp_path / "私钥.pem"


def public(key: Path) -> str:
    return public_key(load_key(key))


def packed(folder: Path, key: Path | None) -> Path:
    out = folder.with_suffix(".zip")
    signing = ["--sign", str(key)] if key else []
    assert main(["pack", str(folder), "-o", str(out), *signing]) == 0
    return out


def taken(tmp_path: Path, pack: Path, demand: Demand) -> Import:
    return stage(
        LiveSets(tmp_path / "data"),
        [pack],
        playing(),
        pictures=PICTURES,
        today=TODAY,
        demand=demand,
    )


def refusal(tmp_path: Path, pack: Path, demand: Demand) -> str:
    with pytest.raises(PackRefusedError) as refused:
        taken(tmp_path, pack, demand)
    assert "请" in str(refused.value)
    return refused.value.problem.variant


def rewritten(pack: Path, change: dict[str, bytes | None]) -> Path:
    """Change, add or (None) leave out files of an archive."""
    with zipfile.ZipFile(pack) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files |= {name: data for name, data in change.items() if data is not None}
    left = {name: data for name, data in files.items() if change.get(name, b"") is not None}
    return zipped(pack.with_stem("改过"), left)


def test_a_pack_signed_with_a_known_key_is_taken(tmp_path: Path, folder: Path, key: Path) -> None:
    known = public(key)
    assert key.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    imported = taken(tmp_path, packed(folder, key), Demand(required=True, keys=(known,)))
    assert [one.id for one in imported.candidates] == ["new-story"]
    assert imported.recordings == 1
    assert imported.signed == grouped(known)
    assert imported.told == ()


def test_what_was_unpacked_onto_a_stick_is_still_signed(
    tmp_path: Path, folder: Path, key: Path
) -> None:
    demand = Demand(required=True, keys=(public(key),))
    with zipfile.ZipFile(packed(folder, key)) as archive:
        archive.extractall(tmp_path / "stick" / "里面")
    (tmp_path / "stick" / "旁边.yaml").write_text(story("beside"), encoding="utf-8")
    imported = taken(tmp_path, tmp_path / "stick", demand)
    assert [one.id for one in imported.candidates] == ["new-story"]
    assert [(one.file, one.variant) for one in imported.told] == [("旁边.yaml", "unsigned")]


@pytest.mark.parametrize(
    ("change", "variant"),
    [
        ({"故事.yaml": story(title="别的").encode()}, "tampered"),
        ({"录音/new-story/a.wav": b"RIFX"}, "tampered"),
        ({"多的.yaml": story("more").encode()}, "extra"),
        ({"录音/new-story/b.wav": b"RIFF"}, "extra"),
        ({"录音/new-story/a.wav": None}, "missing"),
        ({SIGNATURE: b"{}"}, "bad-signature"),
        ({SIGNATURE: b"\xff" * 100}, "bad-signature"),
        ({SIGNATURE: None}, "unsigned"),
    ],
)
def test_whatever_is_changed_afterwards_spoils_all_of_it(
    change: dict[str, bytes | None],
    variant: str,
    tmp_path: Path,
    folder: Path,
    key: Path,
) -> None:
    demand = Demand(required=True, keys=(public(key),))
    pack = rewritten(packed(folder, key), change)
    assert refusal(tmp_path, pack, demand) == variant
    assert not (tmp_path / "data" / "sets" / "staging").exists()


def test_a_list_of_files_somebody_made_anew_has_no_signature(
    tmp_path: Path, folder: Path, key: Path
) -> None:
    demand = Demand(required=True, keys=(public(key),))
    pack = packed(folder, key)
    with zipfile.ZipFile(pack) as archive:
        told = json.loads(archive.read(SIGNATURE))
    told["files"]["多的.yaml"] = "0" * 64
    change: dict[str, bytes | None] = {SIGNATURE: json.dumps(told).encode(), "多的.yaml": b"x"}
    assert refusal(tmp_path, rewritten(pack, change), demand) == "bad-signature"


def test_another_key_is_told_and_where_a_signature_is_demanded_refused(
    tmp_path: Path, folder: Path, key: Path
) -> None:
    pack = packed(folder, key)
    assert refusal(tmp_path, pack, Demand(required=True, keys=("00" * 32,))) == "unknown-signer"
    imported = taken(tmp_path, pack, Demand())
    assert [one.variant for one in imported.told] == ["unknown-signer"]


def test_where_nothing_is_demanded_an_unsigned_pack_is_taken_and_a_spoiled_one_is_not(
    tmp_path: Path, folder: Path, key: Path
) -> None:
    assert taken(tmp_path, folder, Demand()).signed == ""
    pack = rewritten(packed(folder, key), {"故事.yaml": b"x"})
    assert refusal(tmp_path, pack, Demand()) == "tampered"


def test_without_the_library_a_sentence_says_so(
    tmp_path: Path, folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packed(folder, key)
    for name in list(sys.modules):
        if name.startswith("cryptography"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    assert refusal(tmp_path, pack, Demand(required=True)) == "no-library"
    assert taken(tmp_path, pack, Demand()).signed == ""
    assert main(["pack", "--new-key", str(tmp_path / "另一个.pem")]) == 1


def test_nothing_is_written_over_and_what_is_no_key_is_refused(
    tmp_path: Path, folder: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "--new-key", str(tmp_path / "又一个.pem")]) == 0
    said = capsys.readouterr().out
    assert f"签名公钥: {public(tmp_path / '又一个.pem')}" in said
    before = key.read_bytes()
    assert main(["pack", "--new-key", str(key)]) == 1
    assert key.read_bytes() == before
    packed(folder, None)
    assert main(["pack", str(folder), "-o", str(folder.with_suffix(".zip"))]) == 1
    out = str(tmp_path / "b.zip")
    assert main(["pack", str(folder), "-o", out, "--sign", str(folder / "说明.txt")]) == 1
    assert main(["pack", str(folder / "没有"), "-o", out]) == 1
    assert main(["pack", str(folder)]) == 2
    assert "请" in capsys.readouterr().err
    assert not Path(out).exists()


@pytest.mark.parametrize("year", [1971, 2_107, 3_000])
def test_a_file_of_any_time_is_packed(tmp_path: Path, folder: Path, year: int) -> None:
    seconds = int((year - 1970) * 365.25 * 24 * 60 * 60)
    os.utime(folder / "故事.yaml", (seconds, seconds))
    assert len(taken(tmp_path, packed(folder, None), Demand()).candidates) == 1


@pytest.mark.parametrize("read", ["nothing", "no longer"])
def test_a_file_that_cannot_be_read_whole_is_named_and_nothing_is_packed(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    read: str,
) -> None:
    def failing(_number: int, _size: int) -> bytes:
        if read == "nothing":
            return b""
        raise PermissionError(errno.EACCES, "no")

    out = folder.with_suffix(".zip")
    with monkeypatch.context() as patched:
        patched.setattr(pack_sources.os, "read", failing)
        assert main(["pack", str(folder), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert "a.wav" in said
    assert "没有打包。请" in said
    assert not out.exists()
