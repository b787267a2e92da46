"""The second way: a stand-in program does what LibreOffice would, so that nothing is installed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from wenfeng import readers
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import File, libreoffice

STAND_IN = """#!{python}
import shutil, sys, time
arguments = sys.argv[1:]
source, folder = arguments[-1], arguments[arguments.index("--outdir") + 1]
open({log!r}, "a").write(" ".join(arguments) + "\\n")
if "{behaviour}" == "hang":
    time.sleep(60)
if "{behaviour}" == "convert":
    import os
    os.makedirs(folder, exist_ok=True)
    shutil.copy({made!r}, folder + "/source." + arguments[arguments.index("--convert-to") + 1])
"""
BROKEN = File(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc", ".doc")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a Unix script")


def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str) -> Path:
    made, log, script = (tmp_path / name for name in ("made", "log", "soffice"))
    made.write_bytes(b"converted")
    words = {"python": sys.executable, "log": str(log), "made": str(made), "behaviour": behaviour}
    script.write_text(STAND_IN.format(**words), "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return log


def test_a_conversion_runs_windowless_on_a_copy_with_macros_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = office(tmp_path, monkeypatch, "convert")
    assert libreoffice.convert(b"old", "doc", DEFAULT_LIMITS) == ("odt", b"converted")
    said = log.read_text("utf-8")
    assert "--headless" in said
    assert "-env:UserInstallation=file:///" in said
    assert not Path(said.split()[-1]).exists()


@pytest.mark.parametrize("behaviour", ["hang", "fail"])
def test_a_conversion_that_does_not_work_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str
) -> None:
    office(tmp_path, monkeypatch, behaviour)
    assert libreoffice.convert(b"old", "doc", Limits(office_seconds=1)) is None


def test_it_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = office(tmp_path, monkeypatch, "convert")
    assert libreoffice.convert(b"old", "doc", Limits(office_seconds=0)) is None
    assert not log.exists()


def test_what_cannot_be_read_directly_is_read_the_second_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path, monkeypatch, "convert")
    monkeypatch.setitem(readers.READERS, "odt", readers.READERS["txt"])
    document = readers.read(BROKEN, "方案.doc")
    assert [block.text for block in document.blocks] == ["converted"]
    assert "LibreOffice" in document.unread[0].what


def test_without_a_second_way_the_first_reason_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(InputError, match="损坏"):
        readers.read(BROKEN, "方案.doc")
    office(tmp_path, monkeypatch, "convert")  # and so where the result is no better
    with pytest.raises(InputError, match="损坏"):
        readers.read(BROKEN, "方案.doc")


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice")
def test_the_real_program_converts_what_is_sound_and_refuses_the_rest() -> None:
    made = libreoffice.convert(rb"{\rtf1\ansi plan\par}", "rtf", DEFAULT_LIMITS)
    assert made is not None
    assert readers.READERS["odt"](made[1], DEFAULT_LIMITS)[0][0].text == "plan"
    assert libreoffice.convert(BROKEN.data * 9, "doc", DEFAULT_LIMITS) is None
