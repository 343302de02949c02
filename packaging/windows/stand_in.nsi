; In the place of uv under Wine, which cannot run uv itself: notes how it was called, and leaves what uv would.
; Where STAND_IN_FAILS is set it fails and leaves nothing.

Unicode true
Target amd64-unicode
OutFile "${OUTPUT}"
RequestExecutionLevel user
SilentInstall silent

Section
  ReadEnvStr $1 UV_TOOL_DIR
  ReadEnvStr $2 UV_TOOL_BIN_DIR
  ReadEnvStr $3 UV_PYTHON_INSTALL_DIR
  ReadEnvStr $4 STAND_IN_FAILS
  StrCmp $4 "" works
  SetErrorLevel 1
  Abort
works:
  CreateDirectory "$1"
  CreateDirectory "$2"
  CreateDirectory "$3"
  FileOpen $0 "$1\called.txt" w
  FileWrite $0 "$CMDLINE$\r$\n"
  FileClose $0
  CopyFiles /SILENT "$SYSDIR\hostname.exe" "$2\rehearse.exe"
SectionEnd
