"""Carries a kit to a bare Debian that has no Python and no network, and looks whether it holds there.

    python scripts/kit_trial.py KIT SECOND_KIT [-o FOLDER]    as root; needs debootstrap, systemd-container, util-linux

The Debian is booted whole, with systemd and a screen (Xvfb); it is logged in as `hall`, whose session
starts whatever lies in the autostart folder. KIT is installed, started by that, updated to SECOND_KIT
and rolled back; a damaged kit is refused; its supervisor is frozen with systemd and without. Each step is printed with its seconds, pictures of the screen
and what was said are left in FOLDER. Ends with 1 at the first step that doesn't hold.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

PACKAGES = "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,xvfb"
RELEASE, MIRROR = "bookworm", "http://deb.debian.org/debian"
USER, HOME, RUNTIME = "hall", "home/hall", "/run/user/1000"
DATA = f"{HOME}/.local/share/fanzha-kiosk"
STICK, SECOND, BAD = (f"/media/{name}" for name in ("stick", "second", "damaged"))
SCREEN = "var/tmp/Xvfb_screen0"
UNITS = {
    # What a desktop does when it is logged in to: a screen, then all autostart entries.
    "screen.service": f"""
[Unit]
Before=graphical-session.target

[Service]
ExecStart=/usr/bin/Xvfb :0 -screen 0 1920x1080x24 -nolisten tcp -fbdir /{Path(SCREEN).parent}
ExecStartPost=/bin/sh -c 'until [ -S /tmp/.X11-unix/X0 ]; do sleep 0.1; done'
""",
    "desktop.target": """
[Unit]
Requires=screen.service
After=screen.service
BindsTo=graphical-session.target
Wants=xdg-desktop-autostart.target
""",
}
STORY, RENAMED = "scenarios/冒充客服.yaml", ("编号: kefu-baiwan", "编号: kefu-2")
FEW = 1000
"""Colours an empty screen may have, or the page that stands while the program comes back; 待机 has more."""
JOURNAL = "journal.db"
COUNTED = {"tally.json", "shown.json", *(JOURNAL + end for end in ("", "-wal", "-shm"))}
"""What the kiosk goes on writing while nobody does anything."""


class FailedError(Exception):
    """A step of the trial didn't hold."""


class Machine:
    """A booted Debian in a folder, with no network."""

    def __init__(self, root: Path, binds: dict[str, Path]) -> None:
        self.root = root
        words = [f"--bind-ro={path}:{place}" for place, path in binds.items()]
        self._process = subprocess.Popen(
            [
                "systemd-nspawn",
                "-q",
                "-D",
                root,
                "-b",
                "--private-network",
                "--register=no",
                "--keep-unit",
                *words,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        until(
            "it has booted",
            lambda: (
                bool(self._first)
                and self.said("systemctl is-system-running") in {"running", "degraded"}
            ),
            120,
        )

    @property
    def _first(self) -> str:
        found = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return found.read_text().strip() if found.exists() else ""

    def run(self, command: str, *, user: str = "root") -> subprocess.CompletedProcess[str]:
        """Run a shell's command in it as a user, and give what became of it."""
        entered = ["nsenter", "-t", self._first, "-a"]
        if user != "root":
            entered += ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
        env = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
        if user != "root":
            env += [f"HOME=/{HOME}", f"XDG_RUNTIME_DIR={RUNTIME}"]
        inner = ["sh", "-c", f"cd; {command}"]
        return subprocess.run([*entered, *env, *inner], capture_output=True, text=True, check=False)

    def said(self, command: str, *, user: str = "root") -> str:
        """Run a command in it and give what it printed."""
        return self.run(command, user=user).stdout.strip()

    def off(self) -> None:
        """Shut it down."""
        if self._process.poll() is None:
            self.run("systemctl poweroff")
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def picture(self) -> Image.Image:
        """Give what stands on its screen, out of Xvfb's own memory file (XWD)."""
        data = (self.root / SCREEN).read_bytes()
        head = struct.unpack(">25I", data[:100])
        begin = head[0] + 12 * head[19]
        width, height, row = head[4], head[5], head[12]
        return Image.frombuffer("RGB", (width, height), data[begin:], "raw", "BGRX", row, 1)

    def shows(self) -> bool:
        """Tell whether more than an empty screen stands there."""
        try:
            colours = self.picture().getcolors(1 << 24)
        except (OSError, ValueError, struct.error):
            return False
        return colours is not None and len(colours) > FEW


def until(what: str, true: Callable[[], bool], seconds: float = 90) -> None:
    """Wait until something is so; FailedError where it doesn't come."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise FailedError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.2)


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Print a step and the seconds it took."""
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:7.1f} s  {what}", flush=True)


def check(true: object, what: str) -> None:
    """Hold something to be so."""
    if not true:
        raise FailedError(what)


def kept(root: Path) -> dict[str, str]:
    """Give, by name, the hash of all that the kiosk has written and that isn't cache or log."""
    data = root / DATA
    return {
        path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.relative_to(data).parts[0] not in {"cache", "logs"}
    }


def rows(root: Path) -> dict[str, int]:
    """Give how many rows each table of the journal holds."""
    with tempfile.TemporaryDirectory() as temporary:
        for path in (root / DATA).glob(f"{JOURNAL}*"):
            shutil.copy(path, temporary)
        with contextlib.closing(sqlite3.connect(Path(temporary) / JOURNAL)) as journal:
            names = [
                row[0]
                for row in journal.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            ]
            counted = (f'SELECT count(*) FROM "{name}"' for name in names)  # noqa: S608  its own names
            return {
                name: journal.execute(ask).fetchone()[0]
                for name, ask in zip(names, counted, strict=True)
            }


def prepared(base: Path, root: Path) -> None:
    """Make a fresh copy of the bare Debian, with a user who is logged in by the start."""
    if not base.exists():
        half = base.with_name(base.name + ".half")
        shutil.rmtree(half, ignore_errors=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", RELEASE, half, MIRROR],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        half.rename(base)
    check(not list(base.glob("usr/bin/python3*")), "the bare Debian has no Python")
    subprocess.run(["rm", "-rf", root], check=True)
    subprocess.run(["cp", "-a", base, root], check=True)
    subprocess.run(["useradd", "-R", root, "-m", "-s", "/bin/bash", USER], check=True)
    lingers = root / "var" / "lib" / "systemd" / "linger" / USER
    lingers.parent.mkdir(parents=True, exist_ok=True)
    lingers.touch()
    config = root / HOME / ".config"
    for name, text in UNITS.items():
        path = config / "systemd" / "user" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    wanted = config / "systemd" / "user" / "default.target.wants" / "desktop.target"
    wanted.parent.mkdir()
    wanted.symlink_to("../desktop.target")
    environment = config / "environment.d" / "screen.conf"
    environment.parent.mkdir()
    east = (
        11 - datetime.now(UTC).hour + 12
    ) % 24 - 12  # eleven in the morning: after hours it is dark
    environment.write_text(f"DISPLAY=:0\nTZ=<TRIAL>{-east:+d}\n")
    subprocess.run(["chown", "-R", "1000:1000", root / HOME], check=True)


def damaged(kit: Path, copy: Path) -> None:
    """Make a copy of a kit in which one byte is another, as on a stick that wears out."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kit, copy)
    with (copy / "parts" / "program.tar.gz").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))


class Trial:
    """One machine, and what is done on it step by step; FailedError at the first that doesn't hold."""

    def __init__(self, kit: Path, second: Path, out: Path) -> None:
        self.out, self.root = out, out / "root"
        self.place = self.root / HOME / "fanzha-kiosk"
        self.names = [(one / "parts" / "version").read_text() for one in (kit, second)]
        self._binds = {STICK: kit, SECOND: second, BAD: out / "damaged"}
        with step("bare Debian, logged in as an ordinary user, no Python"):
            prepared(out / "base", self.root)
        damaged(second, out / "damaged")
        self.machine = Machine(self.root, self._binds)
        self.kept: dict[str, str] = {}
        self.rows: dict[str, int] = {}

    def install(self, stick: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Call what is clicked on a stick, and note what it says."""
        done = self.machine.run(" ".join(("sh", f"{stick}/安装.sh", *words)), user=USER)
        with (self.out / "said.txt").open("a", encoding="utf-8") as file:
            call = " ".join(("$ sh 安装.sh", *words))
            file.write(f"{call}\n{done.stdout}{done.stderr}[{done.returncode}]\n\n")
        return done

    def current(self) -> str:
        """Give the name of the version that starts."""
        return (self.place / "current").readlink().name

    def unit(self, what: str) -> str:
        """Give what the user's systemd tells of the kiosk."""
        told = f"systemctl --user show -P {what} fanzha-kiosk.service"
        return self.machine.said(told, user=USER)

    def shown(self, picture: str) -> None:
        """Wait until the kiosk says that it shows something, and keep a picture of that."""
        until("the kiosk is ready", lambda: self.unit("ActiveState") == "active", 120)
        until("a picture stands", self.machine.shows)
        self.machine.picture().save(self.out / picture)

    def runs(self, version: str) -> None:
        """Hold that the program that runs now is that version, and the link leads to it."""
        check(self.current() == version, f"{version} is the current one")
        told = self.machine.said(
            f"tr '\\0' '\\n' < /proc/{self.unit('MainPID')}/environ | grep ^PYTHONPATH="
        )
        check(told.endswith(version), f"{version} runs, not {told}")

    def first_day(self) -> None:
        """Install, switch off and on, set it up, bring a story."""
        network = self.machine.said("tail -n +3 /proc/net/dev | grep -v ' lo:' | wc -l")
        check(network == "0", f"there is no network: {network}")
        with step("installed from the stick"):
            check(self.install(STICK).returncode == 0, "the kit installs")
        self.machine.off()
        with step("switched on: booted, logged in, its first picture stands"):
            self.machine = Machine(self.root, self._binds)
            self.shown("first.png")
        self.runs(self.names[0])
        with step("settings, and a story brought"):
            settings = self.root / DATA / "settings.yaml"
            settings.write_text("站点名称: 城东支行\n屏幕对角线: 43\n", encoding="utf-8")
            shutil.chown(settings, 1000, 1000)
            story = (self.place / "current" / STORY).read_text(encoding="utf-8")
            brought = story.replace(*RENAMED, 1)
            (self.root / HOME / "故事.yaml").write_text(brought, encoding="utf-8")
            load = "fanzha-kiosk/current/scripts/run load --yes --fast --silent 故事.yaml"
            told = self.machine.run(load, user=USER)
            check(told.returncode == 0, f"a story is loaded: {told.stdout}{told.stderr}")
        self.kept, self.rows = kept(self.root), rows(self.root)
        check(any(name.startswith("sets/") for name in self.kept), "the story is there")

    def damaged_stick(self) -> None:
        """Refuse what isn't as its list says, and change nothing."""
        with step("a damaged stick is refused, nothing has changed"):
            refused = self.install(BAD)
            check(refused.returncode == 1, "it is refused")
            check("安装盘坏了" in refused.stdout, "it says why")
            check(len(list((self.place / "versions").iterdir())) == 1, "nothing is left of it")
            self.runs(self.names[0])

    def update(self) -> None:
        """Bring it up to date and freeze it."""
        with step("updated from a second stick, its first picture stands"):
            check(self.install(SECOND).returncode == 0, "the second kit installs")
            self.shown("updated.png")
        self.runs(self.names[1])
        self.unchanged()
        with step("its supervisor frozen (SIGSTOP): killed and started again by systemd"):
            main = self.unit("MainPID")
            self.machine.run(f"kill -STOP {main}")
            until("another one runs", lambda: self.unit("MainPID") not in {main, "0"}, 60)
            self.shown("watchdog.png")

    def back(self) -> None:
        """Go back to the version before."""
        with step("rolled back, its first picture stands"):
            check(self.install(SECOND, "--back").returncode == 0, "it goes back")
            self.shown("back.png")
        self.runs(self.names[0])
        self.unchanged()
        sockets = self.machine.said("cat /proc/net/tcp* /proc/net/udp* | grep -vc local_address")
        check(sockets == "0", f"nobody has opened a socket to a network: {sockets}")
        user = self.machine.said(f"stat -c %U /proc/{self.unit('MainPID')}")
        check(user == USER, f"it runs as an ordinary user, not {user}")

    def without_systemd(self) -> None:
        """Start it as a session without systemd does, by a shell that watches it, and freeze it."""
        self.machine.run("systemctl --user stop fanzha-kiosk.service", user=USER)
        until("the screen is empty", lambda: not self.machine.shows())
        with step("started without systemd, its first picture stands"):
            zone = 'TZ="$(sed -n s/^TZ=//p .config/environment.d/screen.conf)"'
            shell = "setsid fanzha-kiosk/current/scripts/kept >/dev/null 2>&1 & echo $!"
            kept = self.machine.said(f"export DISPLAY=:0 {zone}; {shell}", user=USER)
            until("a picture stands", self.machine.shows)
        with step("its supervisor frozen (SIGSTOP): killed and started again by the shell"):
            main = self.below(kept)
            self.machine.run(f"kill -STOP {main}")
            until("another one runs", lambda: self.below(kept) not in {main, ""})
            until("a picture stands", self.machine.shows)
            self.machine.picture().save(self.out / "shell.png")
        self.machine.run(f"kill {kept}")
        until("all of it has ended", lambda: not self.machine.shows())

    def below(self, shell: str) -> str:
        """Give the program that a shell has started, empty for none; what watches it is a part of the shell."""
        look = f"cd /proc && for one in $(cat {shell}/task/{shell}/children); do echo $one $(cat $one/comm); done"
        found = [line.split() for line in self.machine.said(look).splitlines()]
        return next((one for one, *name in found if name and name != ["kept"]), "")

    def unchanged(self) -> None:
        """Hold that settings, stories and records are as they were; counts go on, other files may come."""
        now = kept(self.root)
        lost = [
            name
            for name, digest in self.kept.items()
            if name not in COUNTED and now.get(name) != digest
        ]
        check(not lost, f"kept as they were: {lost}")
        noted = rows(self.root)
        fewer = [name for name, count in self.rows.items() if noted.get(name, 0) < count]
        check(not fewer, f"nothing noted is gone: {fewer}")

    def end(self) -> None:
        """Switch it off and keep what systemd wrote down."""
        with contextlib.suppress(OSError):
            (self.out / "journal.txt").write_text(self.machine.said("journalctl --no-pager -b"))
        self.machine.off()


def main() -> int:
    """Try the kits named."""
    parser = argparse.ArgumentParser(description="Tries an install kit on a bare Debian.")
    parser.add_argument("kit", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("build/kit-trial"))
    asked = parser.parse_args()
    out = asked.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    (out / "said.txt").unlink(missing_ok=True)
    trial = Trial(asked.kit.absolute(), asked.second.absolute(), out)
    try:
        for part in (
            trial.first_day,
            trial.damaged_stick,
            trial.update,
            trial.back,
            trial.without_systemd,
        ):
            part()
    except FailedError as error:
        print(f"FAILED   {error}", file=sys.stderr)
        return 1
    finally:
        trial.end()
    installed = trial.place / "versions" / trial.names[0]
    print(
        f"{megabytes(asked.kit):7.0f} MB the kit, {megabytes(installed):.0f} MB a version installed"
    )
    return 0


def megabytes(folder: Path) -> float:
    """Give how much the files of a folder hold."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


if __name__ == "__main__":
    sys.exit(main())
