# Sets $python to a Python the kiosk runs on, else to one that prepare.py can name the faults of.
for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
  "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
done
python=$(command -v "${PYTHON:-python3}") && return
echo "没有找到 Python：请安装 Python 3.11 到 3.14（例如 sudo apt install python3 python3-venv），再运行一次。" >&2
echo "No Python found: install Python 3.11 to 3.14 (sudo apt install python3 python3-venv) and run this again." >&2
exit 1
