; SPDX-License-Identifier: AGPL-3.0-or-later
; The installer: for the person who runs it, in the person's own folder, without an administrator.
; /S installs silently, /D=FOLDER (last) elsewhere. What the person made is never touched.
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
!endif
SetDateSave off
SetOverwrite on
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Hanji"
!define CLASSES "Software\Classes"

Name "$(NAME)"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Hanji"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "Hanji ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Hanji"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Hanji setup"
VIAddVersionKey "CompanyName" "The Hanji authors"
VIAddVersionKey "LegalCopyright" "AGPL-3.0-or-later"

!define MUI_ICON "${HERE}\hanji.ico"
!define MUI_UNICON "${HERE}\hanji.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\hanji-gui.exe"
; NSIS's own Korean leaves the particle open, "Hanji(을)를".
!define MUI_PAGE_HEADER_SUBTEXT "$(WHERE)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(WHERE_MORE)"
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_SUBTEXT "$(INSTALLING)"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(INSTALLED)"
!define MUI_FINISHPAGE_TEXT "$(INSTALLED_MORE)"
!define MUI_FINISHPAGE_RUN_TEXT "$(START)"
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_SUBTEXT "$(REMOVING)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(REMOVING_MORE)"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_SUBTEXT "$(REMOVING)"
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Korean"
!insertmacro MUI_LANGUAGE "English"

LangString NAME ${LANG_KOREAN} "한지"
LangString NAME ${LANG_ENGLISH} "Hanji"
LangString WHERE ${LANG_KOREAN} "한지를 설치할 폴더를 선택하십시오."
LangString WHERE ${LANG_ENGLISH} "Choose the folder in which to install Hanji."
LangString WHERE_MORE ${LANG_KOREAN} "한지를 다음 폴더에 설치합니다. 관리자 권한과 인터넷이 필요 없습니다. 다른 폴더에 설치하려면 [찾아보기]를 누르십시오. [설치]를 누르면 설치를 시작합니다."
LangString WHERE_MORE ${LANG_ENGLISH} "Hanji will be installed in the following folder. It needs neither an administrator nor the internet. To install it elsewhere, click Browse. Click Install to begin."
LangString INSTALLING ${LANG_KOREAN} "한지를 설치하고 있습니다."
LangString INSTALLING ${LANG_ENGLISH} "Please wait while Hanji is being installed."
LangString INSTALLED ${LANG_KOREAN} "한지를 설치했습니다"
LangString INSTALLED ${LANG_ENGLISH} "Hanji is installed"
LangString INSTALLED_MORE ${LANG_KOREAN} "시작 메뉴의 ‘한지’에서 열 수 있습니다. 문서를 오른쪽 단추로 눌러 [연결 프로그램]에서 고를 수도 있습니다.$\r$\n$\r$\n[마침]을 누르면 이 창을 닫습니다."
LangString INSTALLED_MORE ${LANG_ENGLISH} "It is in the start menu. A document's right button has it under Open with.$\r$\n$\r$\nClick Finish to close this window."
LangString START ${LANG_KOREAN} "한지 실행"
LangString START ${LANG_ENGLISH} "Start Hanji"
LangString REMOVING ${LANG_KOREAN} "이 컴퓨터에서 한지를 제거합니다."
LangString REMOVING ${LANG_ENGLISH} "Remove Hanji from this computer."
LangString REMOVING_MORE ${LANG_KOREAN} "다음 폴더에서 한지를 제거합니다. 문서, 책, 설정과 장부는 그대로 둡니다. [제거]를 누르면 시작합니다."
LangString REMOVING_MORE ${LANG_ENGLISH} "Hanji will be removed from the following folder. Documents, books, settings and ledgers stay. Click Uninstall to begin."
LangString LINK ${LANG_KOREAN} "한지"
LangString LINK ${LANG_ENGLISH} "Hanji"
LangString OPEN ${LANG_KOREAN} "한지로 열기"
LangString OPEN ${LANG_ENGLISH} "Open with Hanji"
LangString PROJECT ${LANG_KOREAN} "한지 번역 검토"
LangString PROJECT ${LANG_ENGLISH} "Hanji review project"
LangString RUNNING ${LANG_KOREAN} "한지가 실행 중입니다. 한지를 닫고 다시 설치하십시오."
LangString RUNNING ${LANG_ENGLISH} "Hanji is running. Close it, then install again."

!macro Associate SUFFIX
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "Hanji.Document" ""
  WriteRegStr HKCU "${CLASSES}\Applications\hanji-gui.exe\SupportedTypes" "${SUFFIX}" ""
!macroend
!macro Dissociate SUFFIX
  DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "Hanji.Document"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
!macroend

Section
  ; An older version goes first, by its own list, so that no file of it stays; a program that runs is
  ; not replaced.
  IfFileExists "$INSTDIR\hanji-gui.exe" 0 fresh
    ClearErrors
    Delete "$INSTDIR\hanji-gui.exe"
    Delete "$INSTDIR\hanji.exe"
    IfErrors 0 +4
      MessageBox MB_ICONSTOP|MB_OK "$(RUNNING)" /SD IDOK
      SetErrorLevel 4
      Abort
    IfFileExists "$INSTDIR\uninstall.exe" 0 +2
      ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
    !include "${WORK}\removed.nsh"
  fresh:
  !include "${WORK}\files.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\$(LINK).lnk" "$INSTDIR\hanji-gui.exe"

  WriteRegStr HKCU "${CLASSES}\Applications\hanji-gui.exe" "FriendlyAppName" "$(LINK)"
  WriteRegStr HKCU "${CLASSES}\Applications\hanji-gui.exe\shell\open\command" "" '"$INSTDIR\hanji-gui.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\Hanji.Document" "" "$(OPEN)"
  WriteRegStr HKCU "${CLASSES}\Hanji.Document\DefaultIcon" "" "$INSTDIR\hanji-gui.exe,0"
  WriteRegStr HKCU "${CLASSES}\Hanji.Document\shell\open\command" "" '"$INSTDIR\hanji-gui.exe" "%1"'
  !include "${WORK}\associated.nsh"
  WriteRegStr HKCU "${CLASSES}\.hanji" "" "Hanji.Project"
  WriteRegStr HKCU "${CLASSES}\Hanji.Project" "" "$(PROJECT)"
  WriteRegStr HKCU "${CLASSES}\Hanji.Project\DefaultIcon" "" "$INSTDIR\hanji-gui.exe,0"
  WriteRegStr HKCU "${CLASSES}\Hanji.Project\shell\open\command" "" '"$INSTDIR\hanji-gui.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Hanji"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\hanji-gui.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Hanji authors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KIB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !include "${WORK}\removed.nsh"
  Delete "$INSTDIR\uninstall.exe"
  ; Only where nothing else lies in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\한지.lnk"
  Delete "$SMPROGRAMS\Hanji.lnk"
  DeleteRegKey HKCU "${CLASSES}\Applications\hanji-gui.exe"
  DeleteRegKey HKCU "${CLASSES}\Hanji.Document"
  DeleteRegKey HKCU "${CLASSES}\Hanji.Project"
  !include "${WORK}\dissociated.nsh"
  ReadRegStr $0 HKCU "${CLASSES}\.hanji" ""
  StrCmp $0 "Hanji.Project" 0 +2
    DeleteRegKey HKCU "${CLASSES}\.hanji"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
