@echo off
rem Installs the kiosk from this folder or brings it up to date, without a network: 安装.bat, or 安装.bat --back.
chcp 65001 >nul
setlocal
set "place=%LOCALAPPDATA%\Programs\fanzha-kiosk"
set "python=%place%\python\python.exe"
set "installer=%~dp0@INSTALLER@"
if not exist "%~dp0parts\version" goto broken
set /p version=<"%~dp0parts\version"
set "program=%place%\versions\%version%"
if "%~1"=="--back" goto back

if exist "%python%" goto check
if not exist "%installer%" goto fetch
certutil -hashfile "%installer%" SHA256 | find /i "@SHA256@" >nul
if errorlevel 1 goto foreign
echo 安装 Python……
"%installer%" /quiet InstallAllUsers=0 TargetDir="%place%\python" Include_launcher=0 Include_test=0 Include_doc=0 Include_tcltk=0 Shortcuts=0 AssociateFiles=0 PrependPath=0
if not exist "%python%" goto nopython

:check
echo 核对文件……
rem The dot: a backslash before a quote would hide it.
"%python%" "%~dp0parts\hashes.py" "%~dp0."
if errorlevel 1 goto broken
if exist "%program%\installed" goto put
echo 复制程序……
if exist "%program%" rmdir /s /q "%program%"
"%python%" -m tarfile -e "%~dp0parts\program.tar.gz" "%program%"
if errorlevel 1 goto full
echo 安装组件，打开一次看看……要一两分钟。
:put
set "PYTHONPATH=%program%"
"%python%" -P -m kit.install put --place "%place%" --version "%version%" --wheels "%~dp0parts\wheels"
if errorlevel 1 goto end
copy /y "%~dp0parts\开机器.bat" "%place%\开机器.bat" >nul
call :entry "%USERPROFILE%\Desktop\开机器.bat"
call :entry "%APPDATA%\Microsoft\Windows\Start Menu\Programs\Startup\fanzha-kiosk.bat"
echo 以后登录 Windows，一体机就自己打开。
goto end

:back
if not exist "%place%\before" goto none
set /p version=<"%place%\before"
set "program=%place%\versions\%version%"
set "PYTHONPATH=%program%"
"%python%" -P -m kit.install back --place "%place%"
goto end

:entry
rem The first line of that file makes its shell read the path in the second as it is written here.
> "%~1" echo @chcp 65001 ^>nul
>> "%~1" echo @call "%place%\开机器.bat"
exit /b

:fetch
echo 缺 Python 的安装程序。请在能上网的电脑上下载
echo     https://www.python.org/ftp/python/@VERSION@/@INSTALLER@
echo 放进这个文件夹，和“安装”在一起，再双击“安装”。
goto end
:foreign
echo %installer% 不是 Python 官网上的那个文件，或者没有下载完整。请重新下载。什么都没有改动。
goto end
:nopython
echo Python 没有装上。请重新启动电脑，再双击“安装”；还不行，请找管理员：单位可能不允许安装程序。
goto end
:broken
echo 安装盘坏了：有文件和清单不一样。原来的版本没有改动。请重新做一个安装盘。
goto end
:full
echo 复制不进 %place%：多半是磁盘满了，要 1 GB 空间。原来的版本没有改动。
rmdir /s /q "%program%"
goto end
:none
echo 这台机器上只有一个版本，没有上一版可以退回。
:end
pause
