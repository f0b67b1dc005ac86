@echo off
rem Starts the version of the kiosk that is installed now.
chcp 65001 >nul
set /p version=<"%~dp0current"
:again
call "%~dp0versions\%version%\scripts\run.bat" %*
rem 70 is a fault it couldn't live with, less than nought what Windows ended; all else is an end of its own.
if %errorlevel% lss 0 goto fault
if %errorlevel% neq 70 goto end
:fault
timeout /t 2 /nobreak >nul
goto again
:end
if errorlevel 1 pause
