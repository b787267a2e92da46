"""Packs XML parts into an Office file (OOXML) with nothing in it that changes between runs."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = f"{OFFICE_RELATIONS}/officeDocument"


def _relations(pairs: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f"<Relationship Id={quoteattr(f'rId{number}')} Type={quoteattr(kind)}"
        f" Target={quoteattr(target)}/>"
        for number, (kind, target) in enumerate(pairs, 1)
    )
    space = f"{PACKAGE}/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{items}</Relationships>'


def _types(parts: Mapping[str, tuple[str, str]]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def package(
    main: str, parts: Mapping[str, tuple[str, str]], relations: Iterable[tuple[str, str]]
) -> bytes:
    """Zip ``parts`` (name → content type and XML); ``relations`` are those of ``main``."""
    folder, name = posixpath.split(main)
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations([(DOCUMENT, main)]),
        f"{folder}/_rels/{name}.rels": _relations(relations),
    } | {part: xml for part, (_, xml) in parts.items()}
    buffer = io.BytesIO()
    # Stored, not deflated: the bytes must not depend on which zlib this Python was built with.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, xml in files.items():
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, xml.encode())
    return buffer.getvalue()
