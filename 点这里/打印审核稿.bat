@echo off
rem Writes what is to be approved of the stories dropped onto it; without any, of the shipped ones.
chcp 65001 >nul
if "%~1"=="" goto shipped
call "%~dp0..\scripts\run.bat" storyboard --interface --show -o "%USERPROFILE%\审核材料" %*
goto end
:shipped
call "%~dp0..\scripts\run.bat" storyboard --interface --show -o "%USERPROFILE%\审核材料" "%~dp0..\scenarios"
:end
pause
