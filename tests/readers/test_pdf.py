"""PDF files, built byte by byte: what is read, what is listed as unread, what is refused."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.pdf_files import pdf, picture, rules, words
from wenfeng.domain import Unread
from wenfeng.errors import InputError, ResourceError
from wenfeng.limits import Limits
from wenfeng.readers import ocr
from wenfeng.readers.pages import Page
from wenfeng.readers.pdf import read


@pytest.fixture(autouse=True, scope="module")
def _without_ocr() -> Iterator[None]:
    """Nothing here is to be recognised, whether the extra is installed or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "available", lambda: False)
        yield


XS, YS = (80.0, 130.0, 300.0, 500.0), (700.0, 670.0, 640.0)
ROWS = (("序号", "整改措施", "完成时限"), ("1", "修订制度", "2024年6月底前"))


def _cells() -> Iterator[bytes]:
    for row, y in zip(ROWS, YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            yield words(text, x + 5, y - 20)


TABLE = words("某某县整改方案", 200, 760, 22) + b"".join(_cells()) + rules(XS, YS)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)[0]]


def unread(data: bytes) -> list[Unread]:
    return list(read(data)[1])


EXPECTED = ["某某县整改方案", *ROWS[0], *ROWS[1]]


def test_table_and_title() -> None:
    blocks, left = read(pdf(TABLE))
    assert [block.text for block in blocks] == EXPECTED
    assert [block.where for block in blocks][:2] == ["第1页第1段", "第1页表1第1行第1列"]
    assert not left


def in_rectangles() -> bytes:
    return b"".join(
        b"%g %g %g %g re S\n" % (x0, y1, x1 - x0, y0 - y1)
        for x0, x1 in itertools.pairwise(XS)
        for y0, y1 in itertools.pairwise(YS)
    )


def in_filled_bars() -> bytes:
    flat = b"".join(b"%g %g %g 0.5 re f\n" % (XS[0], y, XS[-1] - XS[0]) for y in YS)
    return flat + b"".join(b"%g %g 0.5 %g re f\n" % (x, YS[-1], YS[0] - YS[-1]) for x in XS)


def in_one_path() -> bytes:
    return rules(XS, YS).replace(b" S\n", b" ") + b"S\n"


@pytest.mark.parametrize("drawn", [in_rectangles(), in_filled_bars(), in_one_path()])
def test_however_the_table_is_drawn(drawn: bytes) -> None:
    title = words("某某县整改方案", 200, 760, 22)
    assert texts(pdf(title + b"".join(_cells()) + drawn)) == EXPECTED


def test_table_inside_a_form_with_a_matrix() -> None:
    content = b"q 0.5 0 0 0.5 20 300 cm /X0 Do Q"
    assert texts(pdf(content, forms=[TABLE])) == EXPECTED


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned(turn: int) -> None:
    """Landscape tables are often set sideways on a page that the viewer turns."""
    content = {
        90: b"q 0 1 -1 0 842 0 cm ",
        180: b"q -1 0 0 -1 595 842 cm ",
        270: b"q 0 -1 1 0 -240 595 cm ",
    }[turn]
    assert texts(pdf(content + TABLE + b"Q", page=b"/Rotate %d" % turn)) == EXPECTED


def test_a_page_that_is_printed_sideways() -> None:
    assert texts(pdf(b"q 0 1 -1 0 820 0 cm " + TABLE + b"Q")) == EXPECTED


def test_sideways_text_in_a_cell_is_read() -> None:
    side = words("党建引领", 105, 650, 12, turn="0 1 -1 0")
    grid = rules((80, 130, 300), (710, 640))
    data = pdf(
        words("某某县整改方案正文若干字以上", 80, 760) + words("措施", 150, 680) + grid + side
    )
    assert texts(data)[1:] == ["党建引领", "措施"]


@pytest.mark.parametrize("mark", ["内部资料", "{内部}资料{"])
def test_watermarks_are_left_out_and_listed(mark: str) -> None:
    data = pdf(TABLE + words(mark, 200, 400, 60, turn="0.7 0.7 -0.7 0.7"))
    assert texts(data) == EXPECTED
    assert unread(data) == [Unread(f"斜排的文字（如水印：“{mark}”）", "第1页")]


def test_text_outside_the_page_and_outside_its_clip_is_not_read() -> None:
    clipped = b"q 80 500 60 30 re W n " + words("看得见的字看不见", 80, 505) + b"Q\n"
    data = pdf(words("页外", 700, 700) + clipped)
    assert texts(data) == ["看得见的"]
    assert unread(data) == [Unread("显示区域以外的文字（4字）", "第1页")]


def test_hidden_text_is_the_text_of_a_scan_or_left_out() -> None:
    hidden = b"3 Tr " + words("识别出的文字", 80, 700) + b"0 Tr "
    scan = pdf(picture(0, 0, 595, 842) + hidden * 8)
    assert texts(scan) == ["识别出的文字"]
    assert Unread("文字取自扫描时的识别层，可能有误", "第1页") in unread(scan)
    plain = pdf(words("正文。", 80, 700) + b"3 Tr " + words("隐藏", 80, 600))
    assert texts(plain) == ["正文。"]
    assert unread(plain) == [Unread("隐藏文字（2字）", "第1页")]


def test_radicals_and_upright_signs_become_plain_characters() -> None:
    assert texts(pdf(words("⼯作⽅案︵一︶", 80, 700))) == ["工作方案（一）"]


def test_pictures_notes_attachments_and_fields_are_listed() -> None:
    note = b"<</Type/Annot/Subtype/Text/Rect[0 0 10 10]/Contents(x)>>"
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V<FEFF5F204E09>/Rect[80 300 200 320]/P 100 0 R>>"
    )
    attached = b"<</Type/Filespec/F(a.xlsx)/UF(a.xlsx)/EF<</F 13 0 R>>>>"
    data = pdf(
        words("正文。", 80, 700) + picture(100, 100, 50, 50),
        page=b"/Annots[10 0 R 11 0 R]",
        catalog=b"/Names<</EmbeddedFiles<</Names[(a.xlsx) 12 0 R]>>>>/AcroForm<</Fields[11 0 R]>>",
        objects=[note, field, attached, b"<</Length 1>>stream\nx\nendstream"],
    )
    assert unread(data) == [
        Unread("表单填写内容（“张三”）", "第1页"),
        Unread("批注（1条）", "第1页"),
        Unread("图片（1张）", "第1页"),
        Unread("附件文件（1个：a.xlsx）", "整个文件"),
    ]


def test_fields_and_typed_remarks_that_are_drawn_are_read() -> None:
    remark = (
        b"<</Type/Annot/Subtype/FreeText/Rect[80 500 300 520]/F 4/Contents(x)/AP<</N 11 0 R>>>>"
    )
    shown = words("同意整改", 0, 2)
    look = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 220 20]/Resources<</Font<</F1 4 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(shown), shown)
    )
    data = pdf(words("正文。", 80, 700), page=b"/Annots[10 0 R]", objects=[remark, look])
    assert texts(data) == ["正文。", "同意整改"]


def test_passwords() -> None:
    assert texts(pdf(TABLE, user=b"")) == EXPECTED
    with pytest.raises(InputError, match="密码") as caught:
        read(pdf(TABLE, user=b"secret"))
    assert "取消密码" in caught.value.hint


def test_scans_without_the_extra() -> None:
    scan = picture(0, 0, 595, 842)
    data = pdf(TABLE, scan)
    assert texts(data) == EXPECTED
    assert Unread("扫描图片页，没有识别文字", "第2页") in unread(data)
    with pytest.raises(ResourceError):
        read(pdf(scan, scan + words("扫描全能王 创建", 400, 20, 8)))


def test_scans_go_to_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    seen = []

    def recognise(pixels: object, number: int, width: float, height: float, limits: Limits) -> Page:
        seen.append((pixels.shape, number, width, height))  # type: ignore[attr-defined]
        return Page(number, width, height, (), ())

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page_of_picture", recognise)
    read(pdf(TABLE, picture(0, 0, 595, 842)))
    assert seen == [((2339, 1653, 3), 2, 595.0, 842.0)]


def test_limits() -> None:
    for limits in (Limits(pages=1), Limits(characters=20)):
        with pytest.raises(InputError):
            read(pdf(TABLE, TABLE), limits)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", pdf(TABLE)[:60], b"\0" * 100])
def test_damaged_files(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


def test_a_page_tree_that_contains_itself() -> None:
    looped = pdf(TABLE).replace(b"/Kids[100 0 R ]", b"/Kids[2 0 R 100 0 R]")
    with contextlib.suppress(InputError):
        read(looped)


def test_a_form_that_draws_itself() -> None:
    data = pdf(b"/X0 Do", forms=[b"q /X0 Do Q " + words("一", 80, 700)])
    read(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_damaged_bytes_raise_nothing_else(seed: int, count: int) -> None:
    rng = random.Random(seed)
    data = bytearray(pdf(TABLE + picture(9, 9, 9, 9), page=b"/Rotate 90"))
    for _ in range(count):
        data[rng.randrange(len(data))] = rng.randrange(256)
    with contextlib.suppress(InputError, ResourceError):
        read(bytes(data))


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=300))
def test_garbage_raises_nothing_else(data: bytes) -> None:
    for one in (data, b"%PDF-1.7\n" + data, pdf(data)):
        with contextlib.suppress(InputError, ResourceError):
            read(one)
