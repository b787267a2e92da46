"""Builds small OpenDocument files for the tests, zipped or flat."""

from __future__ import annotations

import io
import zipfile

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": f"{_OASIS}:office:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "style": f"{_OASIS}:style:1.0",
        "draw": f"{_OASIS}:drawing:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)


def flat(kind: str, body: str, styles: str = "", automatic: str = "", master: str = "") -> bytes:
    """A flat XML file (fodt, fods)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES}>'
        f"<office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def packed(
    kind: str,
    body: str,
    styles: str = "",
    automatic: str = "",
    manifest: str = "",
    more: dict[str, str] | None = None,
) -> bytes:
    """A zip package (odt, ods); ``more`` are further parts by name."""
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {SPACES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}>"
        f"<office:styles>{styles}</office:styles></office:document-styles>",
        # As old programs write it, with a document type.
        "META-INF/manifest.xml": '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC '
        '"-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
        f"<manifest:manifest>{manifest}</manifest:manifest>",
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
