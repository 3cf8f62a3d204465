; The installer for Windows 10 and 11, 64 bit: for the person alone who runs it, no administrator, in Chinese.
; Compiled by build/windows.sh and build/windows.cmd, which define VERSION, ROOT (the sources), WORK (the bundle under
; gridapp/ and files.nsh) and OUTPUT.
Unicode true
!ifdef QUICK ; to try with
    SetCompressor zlib
!else
    SetCompressor /SOLID lzma
    SetCompressorDictSize 64
!endif
SetDateSave off ; or the same bundle would make another file each time
ManifestSupportedOS all
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define NAME "网格员考核"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\gridapp"
Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\gridapp"
InstallDirRegKey HKCU "Software\gridapp" "Program"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "${NAME}"
VIAddVersionKey /LANG=2052 FileDescription "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 LegalCopyright "MIT licence"

!define MUI_ICON "${ROOT}/resources/icons/gridapp.ico"
!define MUI_UNICON "${ROOT}/resources/icons/gridapp.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只为您本人安装，不需要管理员，也不需要网络。$\r$\n$\r$\n以前装过的，会升级到这个版本；您的数据文件不会改动，新版本第一次打开时会先自动备份。$\r$\n$\r$\n单击“下一步”继续。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里有“${NAME}”的图标，双击就能打开。$\r$\n$\r$\n数据文件的扩展名是 .gridapp，双击也能打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\gridapp.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载程序。您的数据不会删除。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "已卸载"
!define MUI_FINISHPAGE_TEXT "数据没有删除：$\r$\n$\r$\n数据文件（*.gridapp）在保存时选的位置，一般在$\r$\n$DOCUMENTS$\r$\n$\r$\n示范镇和本人的设置在$\r$\n$LOCALAPPDATA\gridapp"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE SimpChinese

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_ICONSTOP|MB_OK "这台电脑的 Windows 是 32 位的，本程序需要 64 位的 Windows 10 或更新的版本，没有安装。" /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
    ${IfNot} ${AtLeastWin10}
        MessageBox MB_ICONSTOP|MB_OK "这台电脑的 Windows 太旧，本程序需要 64 位的 Windows 10 或更新的版本，没有安装。" /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
FunctionEnd

!macro Free file
    IfFileExists "$INSTDIR\${file}" 0 +5
    ClearErrors
    FileOpen $0 "$INSTDIR\${file}" a
    IfErrors taken
    FileClose $0
!macroend

!macro Closed un
; A program that is running keeps its files from being replaced: the person closes it first.
Function ${un}Closed
    again:
    !insertmacro Free gridapp.exe
    !insertmacro Free gridapp-cmd.exe
    Return
    taken:
    MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "“${NAME}”正开着。请先关闭它，再单击“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
FunctionEnd
!macroend
!insertmacro Closed ""
!insertmacro Closed "un."

Section
    Call Closed
    RMDir /r "$INSTDIR\_internal" ; of the version before; nobody's data lie there
    !include "${WORK}/files.nsh"
    SetOutPath "$INSTDIR"
    File "${ROOT}/resources/icons/gridapp-data.ico"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\gridapp.exe"
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\gridapp.exe"

    WriteRegStr HKCU "Software\gridapp" "Program" "$INSTDIR"
    WriteRegStr HKCU "Software\Classes\.gridapp" "" "gridapp.data"
    WriteRegStr HKCU "Software\Classes\gridapp.data" "" "${NAME}数据"
    WriteRegStr HKCU "Software\Classes\gridapp.data\DefaultIcon" "" "$INSTDIR\gridapp-data.ico"
    WriteRegStr HKCU "Software\Classes\gridapp.data\shell\open\command" "" '"$INSTDIR\gridapp.exe" "%1"'
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; the desktop looks for icons anew

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\gridapp.exe"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    IntFmt $0 "0x%08X" $0
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section Uninstall
    Call un.Closed
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\gridapp.exe"
    Delete "$INSTDIR\gridapp-cmd.exe"
    Delete "$INSTDIR\gridapp-data.ico"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR" ; stays if anything else lies in it
    DeleteRegKey HKCU "Software\gridapp"
    DeleteRegKey HKCU "Software\Classes\.gridapp"
    DeleteRegKey HKCU "Software\Classes\gridapp.data"
    DeleteRegKey HKCU "${UNINSTALL}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
