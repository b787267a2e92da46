"""What the Word files and workbooks that are written here have in common (Office Open XML)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

# The earliest day a zip can name; every part bears it, so that equal content gives equal bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_SURROGATES = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the characters that XML cannot hold; a lone surrogate becomes �."""
    return _ILLEGAL.sub("", _SURROGATES.sub("\ufffd", text))


def package(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, the same bytes for the same parts whenever it is made."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells the system it was made on
            archive.writestr(info, data)
    return held.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package that was made here; not for those of strangers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
