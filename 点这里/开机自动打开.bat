@echo off
rem From now on the kiosk starts by itself once somebody has logged in.
chcp 65001 >nul
set "start=%APPDATA%\Microsoft\Windows\Start Menu\Programs\Startup\fanzha-kiosk.bat"
rem The first line of that file makes its shell read the path in the second as it is written here.
> "%start%" echo @chcp 65001 ^>nul
>> "%start%" echo @call "%~dp0..\scripts\run.bat"
if errorlevel 1 goto failed
echo 以后登录 Windows，一体机就自己打开。不要了：按 Win+R，输入 shell:startup，删掉 fanzha-kiosk.bat。
goto end
:failed
echo 没有写成。请用平时登录的那个用户再试一次。
:end
pause
