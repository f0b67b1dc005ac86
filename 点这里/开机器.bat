@echo off
rem Starts the kiosk; the window stays open only where something went wrong.
chcp 65001 >nul
call "%~dp0..\scripts\run.bat"
if errorlevel 1 pause
