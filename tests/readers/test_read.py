"""A path becomes a Document by its content; what cannot be read is refused with a way out."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import CONTAINERS, READERS, SUFFIXES, read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PAGE = "<html><body><table><tr><td>任务<td>单位<tr><td>甲<td>云坪乡</table></body></html>"
SPREADSHEET = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="清单"><Table><Row>
 <Cell><Data ss:Type="String">云坪乡</Data></Cell></Row></Table></Worksheet></Workbook>""".encode()


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


def workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["任务", "单位"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_document_carries_name_format_and_digest(tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_bytes("青禾县整改方案\n".encode())
    document = read_file(file, "整改/方案.txt")
    assert (document.name, document.format) == ("整改/方案.txt", "txt")
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert [b.text for b in document.blocks] == ["青禾县整改方案"]
    assert document.unread == ()


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.md", "# 甲\n".encode(), "md"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "csv"),
        ("a.tsv", "甲\t乙\n1\t2\n".encode(), "csv"),
        ("a.htm", PAGE.encode(), "html"),
        ("a.xlsx", workbook(), "xlsx"),
        ("a.XLSX", workbook(), "xlsx"),
        ("a", "甲".encode(), "txt"),
        ("a.log", "甲".encode(), "txt"),
        ("a.html", "甲<br>乙".encode("gb18030"), "html"),
    ],
)
def test_names_that_tell_the_truth(tmp_path: Path, name: str, data: bytes, form: str) -> None:
    (tmp_path / name).write_bytes(data)
    document = read_file(tmp_path / name, name)
    assert (document.format, document.unread) == (form, ())


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.xls", PAGE.encode("gb18030"), "html"),
        ("a.xls", b"<table><tr><td>1<td>2</table>", "html"),
        ("a.xls", "任务\t单位\n甲\t乙\n".encode("gb18030"), "csv"),
        ("a.doc", PAGE.encode("utf-16"), "html"),
        ("a.docx", ("\ufeff<!DOCTYPE html>" + PAGE).encode(), "html"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(), "mht"),
        ("a.txt", PAGE.encode(), "html"),
        ("a.docx", workbook(), "xlsx"),
        ("a.doc", "青禾县整改方案".encode(), "txt"),
        ("a.doc", b"\xef\xbb\xbf{\\rtf1\\ansi plan\\par}", "rtf"),
        ("a.xls", SPREADSHEET, "excel-xml"),
        ("a.xls", SPREADSHEET.partition(b"?>")[2], "excel-xml"),
    ],
)
def test_names_that_do_not_are_noted(tmp_path: Path, name: str, data: bytes, form: str) -> None:
    (tmp_path / name).write_bytes(data)
    document = read_file(tmp_path / name, name)
    assert document.format == form
    assert document.unread[0].what.startswith("扩展名与内容不符：扩展名是 ." + name[2:])
    assert document.unread[0].where == "文件"


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        (b"", "空的", "保存"),
        (b" \n\t\n", "没有可读的文字", "空白"),
        (OLE, "已损坏", "另存"),
        (b"Rar!\x1a\x07\0", "rar", "解压"),
        (b"MZ\x90\0" + bytes(60), "程序", "文档"),
        (packed(), "没有文件", "确认"),
        (packed("ppt/presentation.xml"), "演示文稿", "docx"),
        (packed("mimetype", "content.xml"), "绘图", "docx"),
        (b"PK\x03\x04broken", "损坏", "重新"),
        (b"\x00\x01\x02\x03" * 30, "编码", "UTF-8"),
    ],
)
def test_what_is_not_read_is_named(tmp_path: Path, data: bytes, said: str, hint: str) -> None:
    file = tmp_path / "材料.txt"
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_file(file, "材料.txt")
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_a_broken_docx_is_called_damaged(tmp_path: Path) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(b"\x00\x01\x02\x03" * 30)
    with pytest.raises(InputError, match="已损坏"):
        read_file(file, "方案.docx")


def test_an_odt_whose_first_words_cannot_be_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<a/>")
    data = bytearray(stream.getvalue())
    start = data.index(b"mimetype") + len(b"mimetype")
    data[start : start + 2] = b"\xff\xff"
    with pytest.raises(zlib.error):
        zipfile.ZipFile(io.BytesIO(data)).read("mimetype")
    file = tmp_path / "方案.odt"
    file.write_bytes(data)
    with pytest.raises(InputError, match="损坏"):
        read_file(file, "方案.odt")


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        read_file(tmp_path / "无.docx", "无.docx")
    with pytest.raises(InputError, match="文件夹"):
        read_file(tmp_path, "夹")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(InputError, match="不是普通文件"):
        read_file(tmp_path / "管道.txt", "管道.txt")


def test_no_permission_and_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "方案.txt"
    file.write_text("青禾县", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(InputError, match="没有权限"):
            read_file(file, "方案.txt")
    with pytest.raises(InputError, match="太大"):
        read_file(file, "方案.txt", Limits(file_size=0))


def test_a_page_of_pictures_says_what_it_held(tmp_path: Path) -> None:
    (tmp_path / "扫描.html").write_bytes(b"<html><body><img src=1><img src=2></body></html>")
    with pytest.raises(InputError, match="没有可读的文字（只有：图片2处）"):
        read_file(tmp_path / "扫描.html", "扫描.html")


def test_every_suffix_has_a_reader() -> None:
    assert set(SUFFIXES.values()) == set(READERS | CONTAINERS) - {"word-xml", "excel-xml"}


def test_reading_text_loads_no_heavy_library() -> None:
    code = (
        "import sys, pathlib, wenfeng.readers as r; r.READERS['txt'](b'abc', r.DEFAULT_LIMITS);"
        "sys.exit(bool({'lxml', 'openpyxl', 'docx', 'email'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


STARTS = st.sampled_from([b"", OLE, b"PK\x03\x04", b"<html>", b"\xff\xfe", b"%PDF-", b"<?xml "])
ENDINGS = st.sampled_from([*SUFFIXES, ".doc", ".xls", ""])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@given(start=STARTS, rest=st.binary(max_size=120), suffix=ENDINGS)
def test_random_bytes_are_read_or_refused(
    folder: Path, start: bytes, rest: bytes, suffix: str
) -> None:
    file = folder / f"随机{suffix}"
    file.write_bytes(start + rest)
    try:
        document = read_file(file, file.name)
    except InputError as error:
        assert error.hint
    else:
        assert document.blocks
