@echo off
rem Run by the installer in the folder that it filled: rehearse, its packages and a Python of its own, all in there.
setlocal
set "here=%~dp0"
set "UV_TOOL_DIR=%here%tools"
set "UV_TOOL_BIN_DIR=%here%bin"
set "UV_PYTHON_INSTALL_DIR=%here%python"
set "UV_CACHE_DIR=%here%cache"
set "UV_NO_CONFIG=1"
cd /d "%here%"

for %%F in (rehearse_aloud-*.whl) do set "wheel=%%F"
uv.exe tool install --managed-python --python 3.12 --force --constraints constraints.txt ".\%wheel%[offline]"
rem A program that cannot start has an exit code below zero, which "if errorlevel 1" lets through.
if not "%errorlevel%" == "0" exit /b 1
if not exist bin\rehearse.exe exit /b 1
rmdir /s /q cache 2>nul
exit /b 0
