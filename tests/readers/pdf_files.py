"""Builds small PDF files byte by byte, for the tests of the PDF reader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

# The standard padding of passwords (ISO 32000-1, algorithm 2).
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"
# A Chinese font that is not embedded: its character codes are UTF-16.
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>"
)
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]"
    b"/ItalicAngle 0/Ascent 860/Descent -140/CapHeight 700/StemV 80>>>>"
)


def words(text: str, x: float, y: float, size: float = 16, turn: str = "1 0 0 1") -> bytes:
    """Content that shows text at a point; ``turn`` are the first four numbers of its matrix."""
    code = text.encode("utf-16-be").hex().encode()
    return b"BT /F1 %g Tf %s %g %g Tm <%s> Tj ET\n" % (size, turn.encode(), x, y, code)


def rules(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """Content that draws a grid in long strokes."""
    flat = b"".join(b"%g %g m %g %g l S\n" % (xs[0], y, xs[-1], y) for y in ys)
    return flat + b"".join(b"%g %g m %g %g l S\n" % (x, ys[0], x, ys[-1]) for x in xs)


def picture(x: float, y: float, width: float, height: float) -> bytes:
    """Content that shows a black picture."""
    image = b"BI /W 2 /H 2 /BPC 8 /CS /G ID \0\0\0\0 EI"
    return b"q %g 0 0 %g %g %g cm %s Q\n" % (width, height, x, y, image)


def pdf(
    *pages: bytes,
    page: bytes = b"",
    catalog: bytes = b"",
    objects: Sequence[bytes] = (),
    forms: Sequence[bytes] = (),
    user: bytes | None = None,
    owner: bytes = b"owner",
) -> bytes:
    """A file of pages given by their content.

    ``page`` and ``catalog`` are put into these dictionaries; extra ``objects`` are numbered from
    10; ``forms`` are contents of form XObjects /X0, /X1 …; ``user`` is the password to open it.
    """
    body: dict[int, bytes] = {4: _FONT % 5, 5: _DESCENDANT}
    body.update(enumerate(objects, 10))
    key, encryption = _encryption(user, owner) if user is not None else (b"", b"")
    names = b""
    for number, form in enumerate(forms):
        head = (
            b"<</Type/XObject/Subtype/Form/BBox[-2000 -2000 2000 2000]"
            b"/Resources<</Font<</F1 4 0 R>>/XObject<</X0 50 0 R>>>>"
        )
        body[50 + number] = _stream(head, form, key, 50 + number)
        names += b"/X%d %d 0 R" % (number, 50 + number)
    kids = b""
    for number, content in enumerate(pages):
        at = 100 + 2 * number
        body[at] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 4 0 R>>/XObject<<%s>>>>%s>>" % (at + 1, names, page)
        )
        body[at + 1] = _stream(b"<<", content, key, at + 1)
        kids += b"%d 0 R " % at
    body[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog
    body[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    return _written(body, encryption)


def _stream(head: bytes, content: bytes, key: bytes, number: int) -> bytes:
    if key:
        salt = number.to_bytes(3, "little") + b"\0\0"
        content = _rc4(hashlib.md5(key + salt).digest()[: len(key) + 5], content)
    return b"%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content)


def _written(body: dict[int, bytes], encryption: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places: dict[int, int] = {}
    for number in sorted(body):
        places[number] = len(out)
        out += b"%d 0 obj%s\nendobj\n" % (number, body[number])
    start = len(out)
    table = b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items()
    )
    trailer = b"/ID[<%s><%s>]%s" % (_ID.hex().encode(), _ID.hex().encode(), encryption)
    size = max(body) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n" % (
        table,
        size,
        trailer,
    )
    return out + b"startxref\n%d\n%%%%EOF" % start


def _encryption(user: bytes, owner: bytes) -> tuple[bytes, bytes]:
    """The key and the entry of 40 bit RC4 encryption (ISO 32000-1, 7.6.3)."""
    padded, secret = (user + _PADDING)[:32], (owner + _PADDING)[:32]
    lock = _rc4(hashlib.md5(secret).digest()[:5], padded)
    rights = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + lock + rights + _ID).digest()[:5]
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        lock.hex().encode(),
        _rc4(key, _PADDING).hex().encode(),
    )
    return key, entry


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
