@echo off
rem Takes the stories dropped onto it; without any, those of the stick that is plugged in.
chcp 65001 >nul
call "%~dp0..\scripts\run.bat" load %*
pause
