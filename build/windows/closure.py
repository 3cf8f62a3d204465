"""`python closure.py BUNDLE`: whether every DLL that the bundle's programs and libraries need is in it or in Windows.

Needs pefile. The exit status is 1 when one is missing, and each is named with who wants it.
"""

import sys
from pathlib import Path

import pefile

WINDOWS = set(
    """
advapi32 authz bcrypt bcryptprimitives cfgmgr32 combase comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dbghelp dcomp
dnsapi dwmapi dwrite dxgi gdi32 imm32 iphlpapi kernel32 mpr msimg32 msvcrt ncrypt netapi32 ntdll ole32 oleaut32 powrprof
propsys psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi uiautomationcore ucrtbase user32 userenv uxtheme version
wevtapi winhttp winmm winspool.drv wldap32 ws2_32 wtsapi32
""".split()
)
"""What Windows 10 has of its own, besides the api-ms-win-* names of the same; icuuc only its newer releases have."""


def main(bundle: Path) -> int:
    files = [file for file in sorted(bundle.rglob("*")) if file.suffix.lower() in (".exe", ".dll", ".pyd")]
    there = {file.name.lower() for file in files}
    missing = 0
    for file in files:
        for name in imports(file):
            plain = name.lower()
            at_home = plain.startswith(("api-ms-win-", "ext-ms-")) or plain.removesuffix(".dll") in WINDOWS
            if plain not in there and not at_home:
                missing += 1
                print(f"{file.relative_to(bundle)} needs {name}")
    print(f"{len(files)} programs and libraries, {missing} DLLs missing")
    return 1 if missing or not files else 0


def imports(file: Path) -> list[str]:
    """The DLLs that a file asks Windows for, at once or when first needed."""
    with pefile.PE(file, fast_load=True) as image:
        image.parse_data_directories(
            [pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{kind}"] for kind in ("IMPORT", "DELAY_IMPORT")]
        )
        entries = [*getattr(image, "DIRECTORY_ENTRY_IMPORT", ()), *getattr(image, "DIRECTORY_ENTRY_DELAY_IMPORT", ())]
        return [entry.dll.decode() for entry in entries]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
