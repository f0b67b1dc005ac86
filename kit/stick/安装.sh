#!/bin/sh
# Installs the kiosk from this folder or brings it up to date, without a network, for the user who calls it.
#   sh 安装.sh                    sh 安装.sh --back             the version before
#   sudo sh 安装.sh --session USER    logs USER into the kiosk alone; --no-session ends that
here=$(cd "$(dirname "$0")" && pwd) || exit 1
place=${KIOSK_PLACE:-$HOME/fanzha-kiosk}

leave() { # CODE SENTENCE...
  code=$1 && shift
  [ $# -eq 0 ] || printf '%s\n' "$@"
  if [ -t 0 ]; then
    printf '\n按回车键关闭这个窗口。'
    read -r _
  fi
  exit "$code"
}

case ${1:-} in
  --session | --no-session)
    sh "$here/parts/session.sh" "$@"
    exit ;;
  --back)
    [ -e "$place/before/installed" ] || leave 1 "这台机器上只有一个版本，没有上一版可以退回。"
    # by the program of the version before, which is known to work
    program=$(cd -P "$place/before" && pwd)
    PYTHONPATH=$program "$program/.venv/bin/python" -P -m kit.install back --place "$place"
    leave $? ;;
  "") ;;
  *) leave 2 "没有这一项：$1。直接双击“安装”，或者 sh 安装.sh --back 退回上一版。" ;;
esac

[ "$(id -u)" != 0 ] || [ -n "${KIOSK_PLACE:-}" ] || leave 1 "请用平时登录的那个用户来装，不要用 root 或 sudo。什么都没有改动。"
python=$here/parts/python-linux-$(uname -m).tar.gz
[ -f "$python" ] || leave 1 "这个安装盘不是给这种机器（$(uname -s) $(uname -m)）做的。什么都没有改动。"

echo "核对文件……"
(cd "$here" && sha256sum --check --quiet SHA256SUMS) >&2 ||
  leave 1 "安装盘坏了：上面写着 FAILED 的文件和清单不一样。什么都没有改动。请重新做一个安装盘。"

version=$(cat "$here/parts/version") || leave 1 "安装盘不完整。请重新做一个。"
program=$place/versions/$version
if [ ! -e "$program/installed" ]; then
  echo "复制程序……"
  rm -rf "$program"
  mkdir -p "$program" &&
    tar -xzf "$here/parts/program.tar.gz" -C "$program" &&
    tar -xzf "$python" -C "$program" || {
    rm -rf "$program"
    leave 1 "复制不进 $place：多半是磁盘满了（要 1 GB 空间）。原来的版本没有改动。"
  }
  echo "安装组件，打开一次看看……要一两分钟。"
fi
PYTHONPATH=$program "$program/python/bin/python3" -P -m kit.install put \
  --place "$place" --version "$version" --wheels "$here/parts/wheels"
leave $?
