"""The kinds of machine a kit can be made for, and the Python each is given."""

from __future__ import annotations

from dataclasses import dataclass, field

PYTHON = "3.13.15"
"""The Python a kit carries, the newest that both of its sources had; pygame has wheels up to 3.13."""
INSTALLER = f"python-{PYTHON}-amd64.exe"
INSTALLER_SHA256 = "edec09c4853aeae9ac36efb8c9f95b6b8e2fee65eee56d9767a8b7c69c574403"
"""Of Python's own installer for Windows, as Microsoft's winget-pkgs lists it for Python.Python.3.13."""

_LINUX_WHEELS = (
    *(f"manylinux_2_{minor}" for minor in range(28, 4, -1)),
    "manylinux2014",
    "manylinux2010",
    "manylinux1",
)


@dataclass(frozen=True)
class System:
    """A kind of machine: its name, what pip calls it, and what a marker in a lock is told about it."""

    name: str
    platforms: tuple[str, ...]
    marked: dict[str, str] = field(hash=False)
    debian: str = ""
    """The name of its processor in Debian; empty where there is no Debian for it."""


def _linux(machine: str, debian: str) -> System:
    marked = {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": machine,
    }
    platforms = tuple(f"{kind}_{machine}" for kind in _LINUX_WHEELS)
    return System(f"linux-{machine}", platforms, marked, debian)


SYSTEMS = {
    system.name: system
    for system in (
        _linux("x86_64", "amd64"),
        _linux("aarch64", "arm64"),
        System(
            "windows-x86_64",
            ("win_amd64",),
            {
                "sys_platform": "win32",
                "platform_system": "Windows",
                "os_name": "nt",
                "platform_machine": "AMD64",
            },
        ),
    )
}
