"""The three that are compared: how each is made, started and sized."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from stand import PYTHON, ROOT, morning, prepare
from walk import Page, arguments, plain

HERE = Path(__file__).resolve().parent
FONT = ROOT / "assets" / "fonts" / "KioskSansSC-Regular.otf"
RENPY = Path("/usr/share/games/renpy/renpy.py")
GRACE = 5.0
MEGABYTE = 1e6
BASE = {"required", "important", "standard"}
"""Priorities of packages that every Debian has."""


class MissingError(Exception):
    """Something that isn't installed; the message says how it is."""


@dataclass
class Contender:
    """One that is compared: a command, what it reads of the environment, what it weighs in MB."""

    name: str
    command: list[str]
    size: float
    environment: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    def start(self, screen: str) -> int:
        """Start it on a screen and give its process."""
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SDL_", "KIOSK"))
        }
        env = {**kept, "DISPLAY": screen, "SDL_AUDIODRIVER": "dummy", **self.environment}
        self._process = subprocess.Popen(
            self.command,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._process.pid

    def stop(self) -> None:
        """End it with all it started."""
        if self._process is None:
            return
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def kiosk(data: Path) -> Contender:
    """Give this program, with its environment, its speech and its stories."""
    prepare(data)
    command = [str(PYTHON), "-P", "-m", "kiosk", "run", "--data", str(data), *arguments()]
    folders = [ROOT / name for name in ("kiosk", "assets", "scenarios")]
    size = sum(map(megabytes, [*folders, PYTHON.parents[1].resolve()])) + installed("python3")
    traced = ["sh", "-c", 'exec "$@" 9> "$FRAMES"', "kiosk", *command]
    told = {"FRAMES": str(data.with_name("trace")), "KIOSK_TRACE_FD": "9"}
    return Contender("本程序", traced, size, {"PYTHONPATH": str(ROOT), "TZ": morning(), **told})


def page(pages: list[Page], folder: Path, modules: Path) -> Contender:
    """Give Chromium's kiosk mode on a page whose story inkjs tells; MissingError."""
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if not chromium or not node:
        raise MissingError("没有 chromium 或 node：apt install chromium nodejs")
    if not (modules / "inkjs").is_dir():
        raise MissingError(f"没有 inkjs：npm ci --prefix {HERE}")
    shutil.copytree(HERE / "page", folder)
    shutil.copy(modules / "inkjs" / "dist" / "ink.js", folder)
    shutil.copy(FONT, folder / "font.otf")
    compiled = subprocess.run(
        [node, "-e", COMPILE, str(modules / "inkjs" / "dist" / "ink-full.js")],
        input=ink(pages),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    told = f"const STORY = {compiled.strip()};\nconst PAGES = {json.dumps(plain(pages), ensure_ascii=False)};\n"
    (folder / "story.js").write_text(told, encoding="utf-8")
    quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
    quiet += [
        "--disable-sync",
        "--no-default-browser-check",
        "--disable-extensions",
        "--noerrdialogs",
    ]
    quiet += ["--lang=zh-CN", "--disable-features=Translate"]
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")
    address = (folder / "index.html").as_uri()
    profile = f"--user-data-dir={folder.with_name('profile')}"
    command = [chromium, "--kiosk", *quiet, profile, f"--app={address}"]
    return Contender("Chromium + inkjs", command, installed("chromium") + megabytes(folder))


COMPILE = """
const {Compiler} = require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(new Compiler(text).Compile().ToJson());
"""


def ink(pages: list[Page]) -> str:
    """Give the pages as a story in ink: a knot a page, one choice in each."""
    text = "-> page0\n"
    for number, one in enumerate(pages):
        lines = "\n".join(f"\\{line}" for line in one.lines)
        text += f"=== page{number}\n{lines}\n+ [go] -> page{(number + 1) % len(pages)}\n"
    return text


def game(pages: list[Page], folder: Path) -> Contender:
    """Give a game of Debian's Ren'Py; MissingError."""
    if not RENPY.exists():
        raise MissingError("没有 renpy：apt install renpy")
    inner = folder / "game"
    shutil.copytree(HERE / "game", inner)
    shutil.copy(FONT, inner / "font.otf")
    (inner / "pages.json").write_text(
        json.dumps(plain(pages), ensure_ascii=False), encoding="utf-8"
    )
    # an error it writes down is opened in an editor otherwise
    environment = {
        "FRAMES": str(folder / "frames"),
        "HOME": str(folder),
        "RENPY_EDIT_PY": "/dev/null",
    }
    size = installed("renpy") + megabytes(folder)
    return Contender(
        "Ren'Py",
        ["/usr/bin/python3", str(HERE / "launch.py"), str(RENPY), str(folder)],
        size,
        environment,
    )


def installed(package: str) -> float:
    """Give what a Debian package weighs when installed, in MB, with all it depends on beyond the base."""
    left_out = ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
    options = ["--recurse", "--installed", *(f"--no-{kind}" for kind in left_out)]
    told = subprocess.run(
        ["apt-cache", "depends", *options, package], capture_output=True, text=True, check=True
    ).stdout
    names = {line for line in told.splitlines() if line and line[0] not in " <|"}
    form = "${Priority} ${Installed-Size} ${Package}\n"
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", form, *names], capture_output=True, text=True, check=False
    ).stdout
    rows = [row for line in told.splitlines() if len(row := line.split()) == len(form.split())]
    return sum(int(size) for priority, size, _ in rows if priority not in BASE) * 1024 / MEGABYTE


def megabytes(folder: Path) -> float:
    """Give what the files of a folder hold, in MB."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / MEGABYTE
