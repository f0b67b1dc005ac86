"""Make a virtual environment from a lock file, unless it has been made from that very file.

    python scripts/prepare.py .venv requirements.lock

The lock is copied into the environment last: an equal copy there means all is installed, and
nothing is done. The environment before stays until the new one is whole. Written so that a
Python too old for the kiosk can still say so.
"""

import contextlib
import os
import shutil
import subprocess
import sys

STAMP = "lock"
OWN = "requirements.lock"  # of the kiosk's own environment
OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def explain(chinese, english):
    """Write a sentence in both languages; give the exit code of a program that can't go on."""
    for text in (chinese, english):
        with contextlib.suppress(UnicodeError):  # a console that has no Chinese
            print(text, file=sys.stderr)
    return 1


def missing():
    """Say what this Python lacks; None where it lacks nothing."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return (
            "Python "
            + version
            + " 太旧：请安装 Python 3.11 到 3.14（www.python.org），再运行一次。",
            "Python " + version + " is too old: install Python 3.11 to 3.14 and run this again.",
        )
    try:
        import ensurepip  # Debian takes it out
        import venv
    except ImportError:
        package = "python{0}.{1}-venv".format(*sys.version_info[:2])
        return (
            "这个 Python 缺少 venv：请运行 sudo apt install " + package + "，再运行一次。",
            "This Python has no venv: run sudo apt install " + package + " and run this again.",
        )
    return None


def python_of(venv):
    """Give the path of an environment's Python."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(venv, *parts)


def install(venv, lock):
    """Make the environment and install the lock into it; CalledProcessError where that fails."""
    env = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.pop("PYTHONPATH", None)
    subprocess.check_call([sys.executable, "-m", "venv", venv], env=env)
    pip = [python_of(venv), "-m", "pip", "--quiet", "--no-input"]
    # the lock names everything, so nothing is resolved and nothing is built
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    if os.path.basename(lock) != OWN:
        # of what tests and tools bring most is never imported: Python compiles the rest when it is
        options.append("--no-compile")
    subprocess.check_call([*pip, "install", *options, "-r", lock], env=env)
    # Python 3.11 puts it there, and with it `import pygame` takes five times as long
    # (later ones don't; said quietly, or pip would warn that it isn't there)
    subprocess.check_call([*pip, "--quiet", "uninstall", "-y", "setuptools"], env=env)
    # whoever starts it later may not be allowed to write beside the program
    subprocess.call([python_of(venv), "-m", "compileall", "-q", "kiosk"], cwd=ROOT, env=env)


def same(one, other):
    """Tell whether two files are there and equal."""
    try:
        with open(one, "rb") as left, open(other, "rb") as right:
            return left.read() == right.read()
    except OSError:
        return False


def main():
    """Prepare the environment named first from the lock named second; both beside scripts/."""
    lack = missing()
    if lack:
        return explain(*lack)
    venv, lock = (os.path.join(ROOT, name) for name in sys.argv[1:3])
    if same(lock, os.path.join(venv, STAMP)):
        return 0
    print("第一次启动要安装，请稍候…… / Installing, please wait", file=sys.stderr)
    try:
        renew(venv, lock)
    except OSError as error:
        return explain(
            "安装没有完成：写不进 " + venv + "（" + str(error.strerror) + "）。"
            "请检查权限和剩余空间，再运行一次。",
            "The installation did not finish: cannot write " + venv + ".",
        )
    except (subprocess.CalledProcessError, KeyboardInterrupt):
        return explain(
            "安装没有完成。请接上网络再运行一次；网络慢时先设置镜像："
            "PIP_INDEX_URL=https://pypi.tuna.tsinghua.edu.cn/simple。"
            "网络没有问题时，是这台机器没有现成的安装包：要 x86-64 或 ARM64，Linux 要 glibc 2.28 以上。",
            "The installation did not finish. Connect to the network and run this again. Packages are "
            "there for x86-64 and ARM64, on Linux with glibc 2.28 or later.",
        )
    return 0


def renew(venv, lock):
    """Replace the environment by one made from the lock; where that fails the old one stays."""
    stamp = os.path.join(venv, STAMP)
    before = venv + ".before"
    if os.path.exists(stamp):  # whole, made from another lock
        shutil.rmtree(before, ignore_errors=True)
        os.rename(venv, before)
    shutil.rmtree(venv, ignore_errors=True)  # what an interrupted start left
    try:
        install(venv, lock)
        shutil.copyfile(lock, stamp)
    except BaseException:
        shutil.rmtree(venv, ignore_errors=True)
        if os.path.exists(before):
            os.rename(before, venv)
        raise
    shutil.rmtree(before, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
