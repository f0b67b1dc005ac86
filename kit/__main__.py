"""`scripts/kit`: makes the install kit; needs a network."""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

from kit.build import NoInstallerError, build
from kit.hashes import LIST
from kit.systems import INSTALLER, PYTHON, SYSTEMS


def main() -> int:
    """Make the kit that is asked for; 0 done, 1 something isn't to be had."""
    parser = argparse.ArgumentParser(
        prog="scripts/kit", description="做安装盘：拿到没有网络的机器上装。"
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        default=Path("build/kit"),
        metavar="DIR",
        help="做到哪里，不写就是 build/kit",
    )
    parser.add_argument(
        "--system", action="append", choices=SYSTEMS, help="给哪种机器，可以写几次；不写就是全部"
    )
    parser.add_argument(
        "--debian",
        default="",
        metavar="RELEASE",
        help="Linux 用这一版 Debian 软件包里的 Python（例如 bookworm），不用 python-build-standalone",
    )
    parser.add_argument(
        "--python-installer", type=Path, metavar="EXE", help=f"下载好的 {INSTALLER}，一起放进去"
    )
    asked = parser.parse_args()
    systems = [SYSTEMS[name] for name in asked.system or SYSTEMS]
    try:
        folder = build(asked.out.absolute(), systems, asked.debian, asked.python_installer)
    except NoInstallerError as error:
        print(error, file=sys.stderr)
        return 1
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"没有做成：{error}\n请看网络。GitHub 慢或者不通，用镜像（UV_PYTHON_INSTALL_MIRROR、PIP_INDEX_URL），"
            "或者 --debian bookworm 用 Debian 的 Python。",
            file=sys.stderr,
        )
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"做好了：{folder}（{size / 1e6:.0f} MB），整个文件夹复制到 U 盘。")
    listed = hashlib.sha256((folder / LIST).read_bytes()).hexdigest()
    print(f"清单 {LIST} 的 SHA-256：{listed}")
    if any(not system.debian for system in systems) and not asked.python_installer:
        print(
            f"Windows 还要 Python 自己的安装程序：https://www.python.org/ftp/python/{PYTHON}/{INSTALLER}，放进这个文件夹。"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
