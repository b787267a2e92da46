"""Names for files (文件名) that Windows, WPS and every mail program take."""

from __future__ import annotations

import re

# Characters, the suffix included: short enough for the folder above it to have a name as well.
LONGEST = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]+')
_DEVICES = re.compile(r"\A(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?=\.|$)", re.IGNORECASE)


def file_name(stem: str, suffix: str, taken: set[str]) -> str:
    """A name that is not yet taken, upper and lower case alike; it is taken then."""
    plain = plain_name(stem)
    number = 1
    while True:
        mark = f"（{number}）" if number > 1 else ""
        room = LONGEST - len(suffix) - len(mark)
        name = f"{plain[:room].rstrip(' .') or '未命名'}{mark}{suffix}"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1


def plain_name(name: str) -> str:
    """The name without what may not stand in one; empty where nothing is left."""
    return _DEVICES.sub(r"_\g<0>", _FORBIDDEN.sub(" ", name).strip(" ."))
