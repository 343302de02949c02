@echo off
rem Opens rehearse in your browser: double-click it. The window that it runs in stays open for other commands.
setlocal
title Rehearse

rem A checkout's own, then the installer's, then where pipx and uv put it, then the path.
set "found="
for %%F in (
    "%~dp0..\..\.venv\Scripts\rehearse.exe"
    "%~dp0bin\rehearse.exe"
    "%USERPROFILE%\.local\bin\rehearse.exe"
    "rehearse.exe"
) do (
    if not defined found if exist "%%~fF" set "found=%%~fF"
    if not defined found if not "%%~$PATH:F" == "" set "found=%%~$PATH:F"
)
if not defined found goto missing

for %%F in ("%found%") do set "PATH=%%~dpF;%PATH%"
cd /d "%USERPROFILE%"
"%found%" web
echo.
echo Type a command here, for example: rehearse progress. Or close this window.
cmd /k
exit /b

:missing
echo rehearse is not installed yet, or not where this starter looks for it.
echo.
echo To install it, open a Command Prompt in the folder of rehearse and follow README.md, under Install.
echo If it is installed, type in a Command Prompt: rehearse
echo.
pause
exit /b 1
