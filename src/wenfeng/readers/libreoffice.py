"""LibreOffice as a second way (备用读法): converts old formats that the first way cannot follow.

Nothing of it is needed; it is used where it is installed. It runs without a window, with a fresh
profile in which macros are off, on a copy of the file, inside the bounds of this process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from wenfeng.limits import Limits
from wenfeng.readers import allowance

_PLACES = {
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
# What each format becomes. The filter is named, since LibreOffice left to itself takes a damaged
# file for a text and makes gibberish of it.
_CONVERSIONS = {
    "doc": (".doc", "MS Word 97", "odt"),
    "rtf": (".rtf", "Rich Text Format", "odt"),
    "xls": (".xls", "MS Excel 97", "ods"),
}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop>
</item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is, or None."""
    places = (shutil.which("soffice"), shutil.which("libreoffice"), *_PLACES.get(sys.platform, ()))
    return next((place for place in places if place and os.path.isfile(place)), None)


def convert(data: bytes, form: str, limits: Limits) -> tuple[str, bytes] | None:
    """The file in a format of LibreOffice's own, and which; None where that does not work out."""
    office = program()
    if office is None or not limits.office_seconds or form not in _CONVERSIONS:
        return None
    suffix, known_as, to = _CONVERSIONS[form]
    allowance.more(limits.office_seconds)
    with TemporaryDirectory(prefix="wenfeng-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"source{suffix}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += [
            f"--infilter={known_as}",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        try:
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=limits.office_seconds,
                env={**os.environ, "HOME": name},
            )
            made = (folder / "out" / f"source.{to}").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
    return (to, made) if made else None
