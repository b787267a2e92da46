from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import mail
from wenfeng.readers.sniff import sniff

PLAN = b"\xd5\xfb\xb8\xc4\xb7\xbd\xb0\xb8"


def message(body: str = "见附件", **attachments: bytes) -> EmailMessage:
    found = EmailMessage()
    found["Subject"] = "关于报送整改方案的函"
    found["From"] = "a@example.cn"
    found["To"] = "b@example.cn"
    found.set_content(body)
    for name, content in attachments.items():
        found.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=f"{name}.docx"
        )
    return found


def texts(data: bytes) -> list[str]:
    return [block.text for block in mail.read(data)[0]]


def attached(data: bytes) -> dict[str, bytes | InputError]:
    return {member.name: member.content for member in mail.members(data)}


def test_the_text_is_a_document_and_attachments_are_members() -> None:
    data = message("请审阅。\n见附件。", 方案一=b"one", 方案二=b"two").as_bytes()
    assert texts(data)[:2] == ["请审阅。", "见附件。"]
    assert attached(data) == {"方案一.docx": b"one", "方案二.docx": b"two"}


def test_of_two_versions_of_the_text_the_page_is_read() -> None:
    found = message("平文")
    found.add_alternative(
        "<html><head><meta charset=gb2312></head><p>网页版</p><img src='cid:1'></html>",
        subtype="html",
    )
    found.get_payload()[1].add_related(b"png", "image", "png", cid="<1>")  # type: ignore[index,union-attr]
    blocks, unread = mail.read(found.as_bytes())
    assert [block.text for block in blocks] == ["网页版"]
    assert [one.what for one in unread] == ["图片1处"]
    assert attached(found.as_bytes()) == {}


@pytest.mark.parametrize(
    "header",
    [
        b'attachment; filename="=?gb2312?B?1fu4xLe9sLgx?=.docx"',
        b"attachment; filename*=GBK''%D5%FB%B8%C4%B7%BD%B0%B81.docx",
        b'attachment; filename="' + PLAN + b'1.docx"',
        'attachment; filename="整改方案1.docx"'.encode(),
        b'attachment;\r\n filename="=?utf-8?Q?=E6=95=B4=E6=94=B9?=\r\n'
        b' =?utf-8?Q?=E6=96=B9=E6=A1=881.docx?="',
    ],
)
def test_chinese_names_of_attachments(header: bytes) -> None:
    data = (
        b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: "
        + header
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--x--\r\n"
    )
    assert attached(data) == {"整改方案1.docx": b"abc"}


def test_text_in_gbk_without_a_word_about_it() -> None:
    data = b"From: a\r\nTo: b\r\nSubject: x\r\n\r\n" + "青禾县整改方案，请审阅。".encode("gbk")
    assert texts(data) == ["青禾县整改方案，请审阅。"]


def test_a_mail_attached_to_a_mail_is_a_member() -> None:
    outer = message()
    outer.add_attachment(message("里面的", 方案=b"one"))
    [(name, inner)] = attached(outer.as_bytes()).items()
    assert name == "附件1.eml"
    assert isinstance(inner, bytes)
    assert texts(inner)[0] == "里面的"


def test_a_name_that_leads_out_is_cut() -> None:
    found = message()
    found.add_attachment(b"x", maintype="application", subtype="pdf", filename="../../方案.pdf")
    assert list(attached(found.as_bytes())) == ["方案.pdf"]


def test_sealed_mails_are_refused_and_signatures_mentioned() -> None:
    sealed = message()
    sealed.replace_header("Content-Type", 'application/pkcs7-mime; name="smime.p7m"')
    with pytest.raises(InputError, match="加密"):
        mail.read(sealed.as_bytes())
    signed = MIMEMultipart("signed")
    signed.attach(MIMEText("正文", "plain", "utf-8"))
    signature = EmailMessage()
    signature.set_content(b"sig", "application", "pkcs7-signature", filename="smime.p7s")
    signed.attach(signature)
    blocks, unread = mail.read(signed.as_bytes())
    assert [block.text for block in blocks] == ["正文"]
    assert [one.what for one in unread] == ["数字签名"]
    assert attached(signed.as_bytes()) == {}


def test_the_number_of_attachments_is_bounded() -> None:
    data = message("", 甲=b"1", 乙=b"2").as_bytes()
    found = [member.content for member in mail.members(data, Limits(archive_files=1))]
    assert found[0] == b"1"
    assert isinstance(found[1], InputError)


def test_endless_nesting_is_refused() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3000)
    )
    with pytest.raises(InputError):
        mail.read(b"From: a\r\nTo: b\r\n" + deep + b"\r\nx")


@pytest.mark.parametrize(
    ("start", "suffix", "kind"),
    [
        (b"Received: from x\r\nFrom: a\r\nMIME-Version: 1.0\r\n\r\n", "", "eml"),
        (b"From: a\r\nSubject: b\r\nTo: c\r\n\r\n", ".txt", "eml"),
        (b"Subject: b\r\n\r\n", ".eml", "eml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; b=c\r\n\r\n", ".doc", "mht"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/related\r\n\r\n",
            "",
            "mht",
        ),
        (b"To: all units\r\n\r\nplease note", ".txt", "text"),
    ],
)
def test_mails_web_pages_and_letters_are_told_apart(start: bytes, suffix: str, kind: str) -> None:
    assert sniff(start, suffix) == kind


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=20))
def test_garbage_gives_text_or_an_input_error(at: int, junk: bytes) -> None:
    data = message("请审阅。", 方案=b"one" * 30).as_bytes()
    at %= len(data)
    damaged = data[:at] + junk + data[at + len(junk) :]
    try:
        mail.read(damaged)
        list(mail.members(damaged))
    except InputError:
        pass
