"""`.venv/bin/python build/licences.py`: resources/licences/, a file for everything that the installers ship.

The packages' come from the metadata of their wheels, as requirements.lock pins them; the others' from this system (run
it on Debian 12 after `bash build/test.sh` has set up .venv). Each file begins with a line of name, version and licence.
A package that the bundle leaves out (app.spec) has no file. The fonts' licences lie beside the fonts.
"""

import re
import sys
import sysconfig
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "resources" / "licences"
LEFT_OUT = ("charset-normalizer", "pillow", "pip", "pycparser", "tzdata", "pyside6-addons", "shiboken6")
"""Not shipped; or the same as pyside6-essentials."""
COMMON = Path("/usr/share/common-licenses")
FITTING = {"License :: Public Domain": "Public Domain", "License :: OSI Approved :: BSD License": "BSD"}
UNNAMED = {"sqlcipher3": "Zlib"}
"""Whose metadata name none; read from its text."""
BOOTLOADER = (
    "PyInstaller 的引导程序：GPL-2.0-or-later，附例外条款：用它做成的程序可以按任何条款分发。\n"
    "The bootloader of PyInstaller is under the GPL, version 2 or later, with an exception that allows to distribute\n"
    "programs made with it under any terms.\n"
)
FCITX = """Copyright (C) 2011~2017 by CSSlayer <wengxt@gmail.com>

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above Copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above Copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the authors nor the names of its contributors may be used to endorse or promote products derived
   from this software without specific prior written permission.
"""
QT = """Qt、PySide6 和 shiboken6 按 GNU 较宽松公共许可证第 3 版使用。
它们是程序文件夹中单独的动态链接库，可以换成自己编译的版本。
源代码见 https://download.qt.io/official_releases/，
Qt 中所含第三方代码的许可证见 https://doc.qt.io/qt-6/licenses-used-in-qt.html。

"""
SQLCIPHER = """Copyright (c) 2008-2025, ZETETIC LLC. All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:
    * Redistributions of source code must retain the above copyright notice, this list of conditions and the following
      disclaimer.
    * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
      following disclaimer in the documentation and/or other materials provided with the distribution.
    * Neither the name of the ZETETIC LLC nor the names of its contributors may be used to endorse or promote products
      derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY ZETETIC LLC ''AS IS'' AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO,
THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL ZETETIC
LLC BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION)
HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
SQLITE = "The author disclaims copyright to this source code (https://sqlite.org/copyright.html).\n"
RUNTIME = (
    "Windows 版带有 Microsoft Visual C++ 运行库（vcruntime140、msvcp140），按微软的可再发行条款随程序分发。\n"
    "The installer for Windows brings Microsoft's Visual C++ runtime along, under its terms for redistribution.\n"
)
SYSTEM = {  # on Linux alone, from Debian: the library, and the package whose copyright file tells
    "libxcb": "libxcb-cursor0",
    "libxkbcommon": "libxkbcommon0",
    "libffi": "libffi8",
    "bzip2": "libbz2-1.0",
    "xz": "liblzma5",
    "expat": "libexpat1",
    "libatomic": "libatomic1",
}


def packages() -> dict[str, str]:
    """What each package's file holds, by the package's name."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)
    return {name: _of(distribution(name)) for name in names if name not in LEFT_OUT}


def _of(package: Distribution) -> str:
    meta = package.metadata
    named = meta["License-Expression"] or (meta["License"] or "").split(" (")[0] or UNNAMED.get(meta["Name"], "")
    classified = [FITTING[each] for each in meta.get_all("Classifier") or () if each in FITTING]
    files = [file for file in package.files or () if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)]
    texts = [Path(str(file.locate())).read_text(encoding="utf-8") for file in files if "_vendor" not in str(file)]
    if meta["Name"].startswith("PySide6"):
        texts = [QT, *((COMMON / name).read_text(encoding="utf-8") for name in ("LGPL-3", "GPL-3"))]
    assert texts, f"{meta['Name']} brings no licence"
    head = f"{meta['Name']} {package.version}：{named or ' '.join(classified)}"
    return "\n\n".join([head, *(text.strip() for text in texts)]) + "\n"


def others() -> dict[str, str]:
    """What is shipped and no package of the lock file."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    python = next(
        file for file in (stdlib / "LICENSE.txt", Path("/usr/share/doc/python3.11/copyright")) if file.is_file()
    )
    apache = (COMMON / "Apache-2.0").read_text(encoding="utf-8")
    known = {
        "python": f"Python 3.11：PSF-2.0\n\n{python.read_text(encoding='utf-8')}",
        "sqlite": f"SQLite：Public Domain\n\n{SQLITE}",
        "sqlcipher": f"SQLCipher（在 sqlcipher3 之中）：BSD-3-Clause\n\n{SQLCIPHER}",
        "openssl": "OpenSSL 3（其加密算法，在 sqlcipher3 之中）：Apache-2.0\n\n"
        f"Copyright (c) 1998-2025 The OpenSSL Project Authors. All rights reserved.\n\n{apache}",
        "pyinstaller": f"PyInstaller：GPL-2.0-or-later WITH Bootloader-exception\n\n{BOOTLOADER}",
        "fcitx-qt5": f"fcitx-qt5 1.2.7（Linux 版）：BSD-3-Clause\n\n{FCITX}",
        "microsoft-runtime": f"Microsoft Visual C++ 运行库（Windows 版）\n\n{RUNTIME}",
    }
    for name, package in SYSTEM.items():
        text = Path(f"/usr/share/doc/{package}/copyright").read_text(encoding="utf-8")
        known[name] = f"{name}（Linux 版）\n\n{text}"
    return known


def main() -> None:
    for old in LICENCES.glob("*.txt"):
        old.unlink()
    for name, text in {**packages(), **others()}.items():
        (LICENCES / f"{name}.txt").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(list(LICENCES.glob('*.txt')))} licences\n")


if __name__ == "__main__":
    main()
