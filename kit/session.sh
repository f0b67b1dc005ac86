#!/bin/sh
# Lets a user's machine show the kiosk and nothing else: a session of its own without a desktop, logged in
# by itself, in which no keys lead to another. As root: --session USER, or --no-session.
root=${KIOSK_ROOT:-}   # for a machine that is being prepared, and for tests
entry=$root/usr/share/xsessions/fanzha-kiosk.desktop
keys=$root/etc/X11/xorg.conf.d/50-fanzha-kiosk.conf
login=$root/etc/lightdm/lightdm.conf.d/50-fanzha-kiosk.conf

[ -n "$root" ] || [ "$(id -u)" = 0 ] || {
  echo "这一步要管理员：在前面加上 sudo。" >&2
  exit 1
}
if [ "$1" = --no-session ]; then
  rm -f "$entry" "$keys" "$login"
  echo "以后开机照常登录桌面。"
  exit
fi
user=${2:-}
home=$(getent passwd "$user" | cut -d: -f6)
[ -n "$user" ] && [ -x "$home/fanzha-kiosk/current/scripts/session" ] || {
  echo "用户“$user”还没有装一体机。请先用这个用户双击“安装”，再来这一步：sudo sh 安装.sh --session 用户名" >&2
  exit 1
}
set -e
mkdir -p "$(dirname "$entry")" "$(dirname "$keys")"
cat > "$entry" << END
[Desktop Entry]
Type=Application
Name=反诈互动训练一体机
Exec=$home/fanzha-kiosk/current/scripts/session
DesktopNames=fanzha-kiosk
END
cat > "$keys" << END
# Neither Ctrl+Alt+F1 nor Ctrl+Alt+Backspace leads out, and the screen stays on.
Section "ServerFlags"
  Option "DontVTSwitch" "true"
  Option "DontZap" "true"
  Option "BlankTime" "0"
  Option "StandbyTime" "0"
  Option "SuspendTime" "0"
  Option "OffTime" "0"
EndSection
END
if [ -d "$root/etc/lightdm" ]; then
  mkdir -p "$(dirname "$login")"
  cat > "$login" << END
[Seat:*]
autologin-user=$user
autologin-user-timeout=0
autologin-session=fanzha-kiosk
END
  echo "以后开机直接进一体机，没有桌面。退出一体机就回到登录的画面。取消：sudo sh 安装.sh --no-session"
else
  echo "登录的画面不是 LightDM：请在那里选“反诈互动训练一体机”这个会话，自动登录照系统的办法设。"
fi
