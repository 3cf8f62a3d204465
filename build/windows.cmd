@echo off
rem Makes the installer on Windows itself, as build/installer.sh windows does on Debian: out\installers\gridapp-VERSION-x64.exe
rem Needs python.org's Python 3.11 (64 bit) and NSIS 3 (makensis in PATH or in its usual folder); the network for packages.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONHASHSEED=0
cd /d "%~dp0.." || exit /b 1
set WORK=%CD%\out\installer\windows
set OUT=%CD%\out\installers
set VENV=%CD%\out\windows-venv
if not exist "%WORK%" mkdir "%WORK%"
if not exist "%OUT%" mkdir "%OUT%"

py -3.11 -m venv "%VENV%" || exit /b 1
set PYTHON=%VENV%\Scripts\python.exe
"%PYTHON%" build\wheels.py win32 >"%WORK%\wheels.lock" || exit /b 1
"%PYTHON%" -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: -r "%WORK%\wheels.lock" || exit /b 1

"%PYTHON%" -m PyInstaller --noconfirm --log-level ERROR --distpath "%WORK%" --workpath "%CD%\out\pyinstaller" app.spec || exit /b 1
"%PYTHON%" build\windows\closure.py "%WORK%\gridapp" || exit /b 1
start /wait "" "%WORK%\gridapp\gridapp.exe" --selftest "%WORK%\selftest"
type "%WORK%\selftest\selftest.txt"
findstr /x /c:"all ok" "%WORK%\selftest\selftest.txt" >nul || exit /b 1

set MAKENSIS=makensis
if exist "%ProgramFiles(x86)%\NSIS\makensis.exe" set MAKENSIS=%ProgramFiles(x86)%\NSIS\makensis.exe
for /f "tokens=3 delims= " %%v in ('findstr /b /c:"version = " pyproject.toml') do set VERSION=%%~v
"%PYTHON%" build\windows\files.py "%WORK%\gridapp" >"%WORK%\files.nsh" || exit /b 1
"%MAKENSIS%" /V2 /INPUTCHARSET UTF8 "/DVERSION=%VERSION%" "/DROOT=%CD%" "/DWORK=%WORK%" "/DOUTPUT=%OUT%\gridapp-%VERSION%-x64.exe" build\windows\gridapp.nsi || exit /b 1
certutil -hashfile "%OUT%\gridapp-%VERSION%-x64.exe" SHA256
