@echo off
rem Starts the version of the kiosk that is installed now.
chcp 65001 >nul
set /p version=<"%~dp0current"
call "%~dp0versions\%version%\scripts\run.bat" %*
if errorlevel 1 pause
