"""Mails (邮件, eml; RFC 5322, MIME): the text is a document, attachments are files inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import html, text
from wenfeng.readers.containers import Allotment, Member, clean_name
from wenfeng.readers.encoding import decode
from wenfeng.readers.layout import Content

_DEEPEST = 30
_ENDINGS = {
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "text/html": ".html",
    "text/plain": ".txt",
}
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Part:
    """A leaf of the mail: its text, a picture in its text, or an attachment."""

    message: Message
    role: str
    name: str = ""


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The text of the mail itself; nothing where it only carries attachments."""
    blocks: Content = ((), ())
    for part in _parts(data):
        if part.role == "text":
            more = _text(part.message, limits)
            blocks = (blocks[0] + more[0], blocks[1] + more[1])
        elif part.role == "signature":
            blocks = (blocks[0], (*blocks[1], Unread("数字签名", "邮件")))
    return blocks


def members(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The attachments, mails attached to the mail among them."""
    allotment = Allotment(limits)
    for part in _parts(data):
        if part.role != "attachment":
            continue
        content: bytes | InputError
        try:
            content = _bytes(part.message, allotment)
        except InputError as error:
            content = error
        yield Member(part.name, content)


def _parts(data: bytes) -> Iterator[_Part]:
    try:
        mail = BytesParser(policy=compat32).parsebytes(data)
        parts = list(_leaves(mail, 0))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise InputError(
            "邮件已损坏，无法读取", "请用邮件程序打开，把附件另存出来再检查。"
        ) from error
    unnamed = 0
    for part in parts:
        if part.role == "attachment" and not part.name:
            unnamed += 1
            ending = _ENDINGS.get(part.message.get_content_type(), "")
            part = _Part(part.message, part.role, f"附件{unnamed}{ending}")
        yield part


def _leaves(message: Message, depth: int, within: str = "") -> Iterator[_Part]:
    if depth > _DEEPEST:
        raise InputError("邮件结构嵌套过深，无法读取", "请把附件另存出来再检查。")
    kind = message.get_content_type()
    if kind in _SEALED:
        raise InputError("邮件已加密，无法读取", "请用邮件程序打开，把附件另存出来再检查。")
    if kind == "multipart/alternative" and message.is_multipart():
        yield from _leaves(_best(message), depth + 1, kind)
    elif message.get_content_maintype() == "multipart" and message.is_multipart():
        for inner in _children(message):
            yield from _leaves(inner, depth + 1, kind)
    else:
        yield _leaf(message, kind, within)


def _leaf(message: Message, kind: str, within: str) -> _Part:
    name = _name(message)
    attached = name or message.get_content_disposition() == "attachment"
    if kind in _SIGNATURES:
        return _Part(message, "signature")
    if within == "multipart/related" and message["Content-ID"] and kind.startswith("image/"):
        return _Part(message, "picture")
    if kind in ("text/plain", "text/html") and not attached:
        return _Part(message, "text")
    return _Part(message, "attachment", name)


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    found = payload if isinstance(payload, list) else []
    return [one for one in found if isinstance(one, Message)]


def _best(message: Message) -> Message:
    """Of several versions of one text the page; it shows tables, plain text does not."""
    versions = _children(message)
    pages = [
        one for one in versions if any(p.get_content_type() == "text/html" for p in one.walk())
    ]
    return (pages or versions)[-1]


def _text(message: Message, limits: Limits) -> Content:
    payload = message.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return (), ()
    words = decode(payload, message.get_content_charset() or "")
    read_text = html.read if message.get_content_type() == "text/html" else text.read
    return read_text(_MARK + words.encode("utf-8", "replace"), limits)


def _bytes(message: Message, allotment: Allotment) -> bytes:
    inner = _children(message)
    payload = inner[0].as_bytes() if inner else message.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise InputError("邮件附件已损坏，无法读取", "请对方重新发送后再试。")
    allotment.take(len(payload))
    return payload


def _name(message: Message) -> str:
    for header, value in list(message.raw_items()):
        # Bytes beyond ASCII, which many mail programs put there as they are (GBK).
        if header.lower().startswith("content-") and not value.isascii():
            message.replace_header(header, _decoded(value.encode("utf-8", "surrogateescape"), ""))
    found = message.get_filename()
    return clean_name(_words(collapse_rfc2231_value(found))) if found else ""


def _words(header: str) -> str:
    """A header value in plain words: encoded words resolved, bare bytes read as Chinese."""
    try:
        pieces = decode_header(header)
    except (HeaderParseError, ValueError):
        return header
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset or "")
        for piece, charset in pieces
    )


def _decoded(piece: bytes, charset: str) -> str:
    try:
        return decode(piece, charset)
    except InputError:
        return piece.decode("gb18030", "replace")
