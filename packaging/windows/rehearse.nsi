; The installer of rehearse for Windows, for one user and without an administrator. build.py makes it.
; From there it takes: VERSION, FILES (a folder with all that goes in), OUTPUT.

Unicode true
Target amd64-unicode
!include MUI2.nsh

Name "Rehearse"
OutFile "${OUTPUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
BrandingText "rehearse ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Rehearse"
VIAddVersionKey FileDescription "Installs rehearse"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "The rehearse authors. MIT and Apache 2.0"

; Takes are in $LOCALAPPDATA\rehearse, which nothing here touches.
InstallDir "$LOCALAPPDATA\Programs\rehearse"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\rehearse"

!define MUI_ICON "${FILES}\rehearse.ico"
!define MUI_UNICON "${FILES}\rehearse.ico"
!define MUI_WELCOMEPAGE_TITLE "Practise interview answers out loud"
!define MUI_WELCOMEPAGE_TEXT "This installs rehearse for you alone. You need no administrator.$\r$\n$\r$\nIt downloads about 500 MB, which takes some minutes, and needs 2 GB of disk. After that, rehearse works without the internet, and nothing that you say leaves this computer.$\r$\n$\r$\nClick Install to begin."
!define MUI_FINISHPAGE_TITLE "Rehearse is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the Start menu. It opens in your browser."
!define MUI_FINISHPAGE_RUN "$INSTDIR\rehearse.cmd"
!define MUI_FINISHPAGE_RUN_TEXT "Open rehearse now"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Rehearse will be removed. Your takes stay where they are, in $LOCALAPPDATA\rehearse."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section
  SetOutPath "$INSTDIR"
  Delete "$INSTDIR\rehearse_aloud-*.whl" ; of an earlier version
  File /r "${FILES}\*"

  ; First, so that an installation that did not finish can be removed too.
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" DisplayName "Rehearse"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\rehearse.ico"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1

  DetailPrint "Downloading Python and the packages of rehearse. This takes some minutes."
  nsExec::ExecToLog '"$SYSDIR\cmd.exe" /d /c ""$INSTDIR\install.cmd""'
  Pop $0
  ${If} $0 != 0
    DetailPrint "The installation did not finish ($0)."
    MessageBox MB_OK|MB_ICONEXCLAMATION "Rehearse could not be installed. Check that this computer is connected to the internet and has 2 GB of free disk, then start this installer again." /SD IDOK
    SetErrorLevel 1
    Abort
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\Rehearse.lnk" "$INSTDIR\rehearse.cmd" "" "$INSTDIR\rehearse.ico" 0 SW_SHOWNORMAL "" "Practise interview answers out loud"
SectionEnd

; Only what the installer brought, by name: whatever else lies in the folder is somebody's.
Section Uninstall
  Delete "$SMPROGRAMS\Rehearse.lnk"
  RMDir /r "$INSTDIR\tools"
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\cache"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\rehearse_aloud-*.whl"
  Delete "$INSTDIR\constraints.txt"
  Delete "$INSTDIR\install.cmd"
  Delete "$INSTDIR\rehearse.cmd"
  Delete "$INSTDIR\rehearse.ico"
  Delete "$INSTDIR\uv.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
