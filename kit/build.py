"""Makes the folder that is carried to a machine without a network."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from kit import hashes, pythons, wheels
from kit.systems import INSTALLER, INSTALLER_SHA256, PYTHON, System

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = (
    *("kiosk", "kit", "scenarios", "assets", "docs", "scripts", "点这里"),
    *("requirements.lock", "pyproject.toml"),
    *("LICENSE", "NOTICE", "CHANGELOG.md", "README.md", "README.zh-CN.md"),
)
"""What of the repository goes onto a machine."""
_DIGITS = 8


class NoInstallerError(Exception):
    """The file that was named isn't Python's own installer; the message is Chinese."""


def build(out: Path, systems: Sequence[System], release: str, installer: Path | None) -> Path:
    """Make a kit for some systems below `out` and give its folder; one of that name is replaced.

    With a `release`, Linux gets that Debian's Python instead of python-build-standalone. `installer`
    is Python's own for Windows, where it is at hand; NoInstallerError where it is another file.
    """
    if installer and _sha256(installer.read_bytes()) != INSTALLER_SHA256:
        raise NoInstallerError(
            f"{installer} 不是 {INSTALLER}，或者没有下载完整。"
            f"请从 https://www.python.org/ftp/python/{PYTHON}/{INSTALLER} 重新下载。"
        )
    program = packed(ROOT, PROGRAM)
    name = version_name(ROOT, program)
    cache = out / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as temporary:
        folder = Path(temporary) / "kit"
        parts = folder / "parts"
        (parts / "wheels").mkdir(parents=True)
        (parts / "program.tar.gz").write_bytes(program)
        (parts / "version").write_text(name, encoding="ascii")
        for system in systems:
            _add(system, parts, release, cache)
        _scripts(folder, windows=any(not system.debian for system in systems))
        if installer:
            shutil.copyfile(installer, folder / INSTALLER)
        hashes.write(folder)
        done = out / f"反诈一体机-{name}"
        shutil.rmtree(done, ignore_errors=True)
        folder.rename(done)
    done.chmod(0o755)
    return done


def _add(system: System, parts: Path, release: str, cache: Path) -> None:
    """Add what one system needs: its Python, and the wheels for that."""
    python = PYTHON
    if system.debian:
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            folder = Path(temporary) / "python"
            if release:
                python = pythons.debian(release, system, folder, cache)
            else:
                python = pythons.standalone(system, folder, cache)
            archive = parts / f"python-{system.name}.tar.gz"
            archive.write_bytes(packed(folder.parent, ("python",)))
    kiosk, maker = (ROOT / f"requirements{which}.lock" for which in ("", "-kit"))
    lock = kiosk.read_text(encoding="ascii")
    pip = maker.read_text(encoding="ascii")
    wheels.fetch(lock, system, python, parts / "wheels")
    wheels.fetch(wheels.only(pip, "pip"), system, python, parts / "wheels")


def _scripts(folder: Path, *, windows: bool) -> None:
    """Add what is clicked, and what that calls before there is a Python."""
    here = ROOT / "kit"
    for path in (here / "stick").iterdir():
        if path.suffix != ".bat":
            shutil.copy(path, folder / path.name)
        elif windows:
            text = path.read_bytes().decode()
            for mark, value in (
                ("@INSTALLER@", INSTALLER),
                ("@SHA256@", INSTALLER_SHA256),
                ("@VERSION@", PYTHON),
            ):
                text = text.replace(mark, value)
            (folder / path.name).write_bytes(text.encode())
    shutil.copy(here / "session.sh", folder / "parts")
    if windows:
        shutil.copy(here / "hashes.py", folder / "parts")
        shutil.copy(here / "开机器.bat", folder / "parts")


def version_name(root: Path, program: bytes) -> str:
    """Give the name of a program's version: its number, and what tells two of one number apart."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['version']}-{_sha256(program)[:_DIGITS]}"


def packed(root: Path, names: Sequence[str]) -> bytes:
    """Give files and folders as a .tar.gz whose bytes depend on what they hold and on nothing else."""
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in (one for name in names for one in _below(root / name)):
            entry = archive.gettarinfo(path, path.relative_to(root).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = 0
            entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
            if entry.isreg():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    return buffer.getvalue()


def _below(path: Path) -> Iterator[Path]:
    """Give a file, or a folder and all in it, in one order everywhere; no compiled Python."""
    if path.name == "__pycache__" or path.suffix == ".pyc":
        return
    yield path
    if path.is_dir() and not path.is_symlink():
        for child in sorted(path.iterdir()):
            yield from _below(child)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
