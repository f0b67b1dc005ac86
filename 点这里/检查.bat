@echo off
rem Checks the files dropped onto it; without any, this machine.
chcp 65001 >nul
if "%~1"=="" goto machine
call "%~dp0..\scripts\run.bat" check --show %*
goto end
:machine
call "%~dp0..\scripts\run.bat" doctor
:end
pause
