@echo off
rem Makes the installer on Windows itself, as build/installer.sh windows does on Debian: out\installers\gridapp-VERSION-x64.exe
rem Needs python.org's Python 3.11 (64 bit) and NSIS 3 (makensis in PATH or in its usual folder); the network for packages.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0.." || exit /b 1
rem Of two builds of one commit the files shall be the same: this is the time that stands in them.
set PYTHONHASHSEED=0
for /f %%t in ('git log -1 "--format=%%ct" 2^>nul') do set SOURCE_DATE_EPOCH=%%t
set WORK=%CD%\out\installer\windows
set OUT=%CD%\out\installers
set VENV=%CD%\out\windows-venv
if exist "%WORK%" rmdir /s /q "%WORK%"
mkdir "%WORK%" || exit /b 1
if not exist "%OUT%" mkdir "%OUT%"

py -3.11 -m venv "%VENV%" || exit /b 1
set PYTHON=%VENV%\Scripts\python.exe
"%PYTHON%" build\wheels.py win32 >"%WORK%\wheels.lock" || exit /b 1
"%PYTHON%" -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: -r "%WORK%\wheels.lock" || exit /b 1

"%PYTHON%" -m PyInstaller --noconfirm --log-level WARN --distpath "%WORK%" --workpath "%CD%\out\pyinstaller" app.spec || exit /b 1
"%PYTHON%" build\windows\closure.py "%WORK%\gridapp" || exit /b 1
start "" /wait "%WORK%\gridapp\gridapp.exe" --selftest "%WORK%\selftest"
type "%WORK%\selftest\selftest.txt" || exit /b 1
findstr /x /c:"all ok" "%WORK%\selftest\selftest.txt" >nul || exit /b 1

set MAKENSIS=makensis
if exist "%ProgramFiles(x86)%\NSIS\makensis.exe" set MAKENSIS=%ProgramFiles(x86)%\NSIS\makensis.exe
"%PYTHON%" -c "import tomllib; print('set VERSION=' + tomllib.load(open('pyproject.toml', 'rb'))['project']['version'])" >"%WORK%\version.cmd" || exit /b 1
call "%WORK%\version.cmd"
set NAME=gridapp-%VERSION%-x64.exe
"%PYTHON%" build\windows\files.py "%WORK%\gridapp" >"%WORK%\files.nsh" || exit /b 1
"%MAKENSIS%" /V2 /INPUTCHARSET UTF8 "/DVERSION=%VERSION%" "/DROOT=%CD%" "/DWORK=%WORK%" "/DOUTPUT=%OUT%\%NAME%" build\windows\gridapp.nsi || exit /b 1
"%PYTHON%" -c "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), '', sys.argv[2])" "%OUT%\%NAME%" "%NAME%" >"%OUT%\%NAME%.sha256" || exit /b 1
type "%OUT%\%NAME%.sha256"
