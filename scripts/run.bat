@echo off
rem Installs what the kiosk needs, once, and starts it: scripts\run.bat [--windowed 1280x720 ^| doctor ^| ...]
chcp 65001 >nul
set "root=%~dp0.."
fc /b "%root%\requirements.lock" "%root%\.venv\lock" >nul 2>&1 && goto run
set "python=py -3"
where py >nul 2>&1 || set "python=python"
%python% -c "" >nul 2>&1 || (echo 没有找到 Python：请从 www.python.org 安装 Python 3.11 到 3.14，再运行一次。 / No Python found: install 3.11 to 3.14. & pause & exit /b 1)
%python% "%root%\scripts\prepare.py" .venv requirements.lock || (pause & exit /b 1)
:run
set "PYTHONPATH=%root%"
set "KIOSK_CALLED=%~0"
"%root%\.venv\Scripts\python.exe" -P -m kiosk %*
