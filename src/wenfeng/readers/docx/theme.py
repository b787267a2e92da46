"""The fonts of a Word theme (主题字体), which styles call by role: minorEastAsia, majorHAnsi …"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.readers.wordml import local

_ROLES = {"EastAsia": "ea", "Ascii": "latin", "HAnsi": "latin"}
# Where the theme names no East Asian font itself, it names one for each script.
_SCRIPT = "Hans"
_GROUPS = tuple(
    f"{{{space}}}{name}"
    for space in (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    )
    for name in ("majorFont", "minorFont")
)


@dataclass(slots=True)
class Theme:
    """The theme of a document, read when a font of it is asked for first."""

    root: Callable[[], etree._Element | None]
    _fonts: Mapping[str, str] | None = field(default=None)

    def font(self, role: str) -> str:
        """The font of a role; ``""`` where the theme has none."""
        if self._fonts is None:
            self._fonts = _fonts(self.root())
        return self._fonts.get(role, "")


def _fonts(root: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in () if root is None else root.iter(*_GROUPS):
        name = local(group)
        faces = {local(one): one.get("typeface", "") for one in group if local(one) != "font"}
        scripts = {one.get("script"): one.get("typeface", "") for one in group}
        faces["ea"] = faces.get("ea") or scripts.get(_SCRIPT, "")
        for word, kind in _ROLES.items():
            found[name.removesuffix("Font") + word] = faces.get(kind, "")
    return found
