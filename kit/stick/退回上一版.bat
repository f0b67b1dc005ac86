@echo off
rem Goes back to the version before the last update.
chcp 65001 >nul
call "%~dp0安装.bat" --back
