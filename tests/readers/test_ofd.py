"""OFD files of many producers give the same paragraphs and tables; what is not text is listed."""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from write_ofd import Figure, Glyph, Package, Paper, Style, grid, pack, text, write

from wenfeng.domain import Unread
from wenfeng.errors import InputError, ResourceError
from wenfeng.limits import Limits
from wenfeng.readers import ocr
from wenfeng.readers.ofd import read
from wenfeng.readers.pages import Char, Page

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
XS, YS = (20.0, 40.0, 110.0, 190.0), (60.0, 70.0, 82.0)
ROWS = (("序号", "整改措施", "责任单位"), ("1", "开展排查整治，2025年底前完成", "市水务局"))


def _page(number: int = 1) -> Paper:
    """A title, a table with two rows, a closing line."""
    glyphs = [*text(f"第{number}批问题整改方案", 70, 40, 6)]
    for row, y in zip(ROWS, YS, strict=False):
        for words, x in zip(row, XS, strict=False):
            glyphs += text(words, x + 2, y + 6, 4)
    glyphs += text(f"抄送：各有关单位 {number}份 GDP < 5 & 完。", 20, 100, 4)
    return Paper(tuple(glyphs), tuple(grid(XS, YS)))


def _lines(*lines: str, extra: str = "") -> Paper:
    glyphs = [g for at, line in enumerate(lines) for g in text(line, 30, 40 + 20 * at)]
    return Paper(tuple(glyphs), extra=extra)


def _texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)[0]]


def _unread(data: bytes) -> set[tuple[str, str]]:
    return {(one.what, one.where) for one in read(data)[1]}


def _object(content: str, attributes: str = "", box: str = "30 30 100 10") -> str:
    return (
        f'<ofd:TextObject Boundary="{box}" Font="1" Size="4" {attributes}>{content}'
        "</ofd:TextObject>"
    )


def _code(words: str, attributes: str = "", x: float = 0, y: float = 4) -> str:
    return f'<ofd:TextCode X="{x}" Y="{y}" {attributes}>{words}</ofd:TextCode>'


PLAIN = write([_page(1), _page(2)])


def test_paragraphs_and_tables_have_their_places() -> None:
    blocks, unread = read(PLAIN)
    assert [(block.where, block.text) for block in blocks[:4]] == [
        ("第1页第1段", "第1批问题整改方案"),
        ("第1页表1第1行第1列", "序号"),
        ("第1页表1第1行第2列", "整改措施"),
        ("第1页表1第1行第3列", "责任单位"),
    ]
    assert blocks[7].text == "抄送：各有关单位 1份 GDP < 5 & 完。"
    assert blocks[-1].where == "第2页第2段"
    assert unread == ()


@pytest.mark.parametrize(
    "style",
    [
        Style(grouping="character", absolute=True, scale=0.3528),
        Style(grouping="paragraph", compressed=True, template=True, page_area=True),
        Style(documents=2, indented=True, glyph_ids=True, blocks=3),
        Style(prefix="", byte_order_mark=True),
        Style(prefix="o", encoding="GB18030", scale=14.75, compressed=True),
        Style(encoding="UTF-16", folder="文档_{}"),
    ],
    ids=["character", "paragraph", "documents", "default namespace", "gb18030", "utf-16"],
)
def test_every_way_of_writing_reads_the_same(style: Style) -> None:
    assert read(write([_page(1), _page(2)], style)) == read(PLAIN)


@pytest.mark.parametrize(
    "figures",
    [
        [
            Figure(f"M {a} {c} L {b} {c} L {b} {d} L {a} {d} C")
            for a, b in itertools.pairwise(XS)
            for c, d in itertools.pairwise(YS)
        ],
        [
            Figure(f"M {XS[0]} {y} L 190 {y} L 190 {y + 0.2} L 20 {y + 0.2} C", True, False)
            for y in YS
        ]
        + [Figure(f"M {x} 60 L {x} 82 L {x + 0.2} 82 L {x + 0.2} 60 C", True, False) for x in XS],
        [Figure(" ".join(figure.data for figure in grid(XS, YS)))],
        [*grid(XS, YS), Figure("M 10 10 Q 20 20 30 10 B 1 2 3 4 5 6 A 3 4 0 1 0 9 9 L 9.5 9.9 C")],
    ],
    ids=["rectangles", "thin fills", "one path", "curves beside"],
)
def test_table_lines_are_found_however_they_are_drawn(figures: list[Figure]) -> None:
    paper = Paper(_page().glyphs, tuple(figures))
    assert _texts(write([paper])) == _texts(write([_page()]))


def test_lines_drawn_as_pictures_make_a_table() -> None:
    images = "".join(
        f'<ofd:ImageObject ResourceID="9" Boundary="20 {y} 170 0.2" CTM="170 0 0 0.2 0 0"/>'
        for y in YS
    ) + "".join(
        f'<ofd:ImageObject ResourceID="9" Boundary="{x} 60 0.2 22" CTM="0.2 0 0 22 0 0"/>'
        for x in XS
    )
    assert _texts(write([Paper(_page().glyphs, extra=images)])) == _texts(write([_page()]))


def test_white_and_undrawn_lines_make_no_table() -> None:
    white = '<ofd:StrokeColor Value="255 255 255"/>'
    paths = "".join(
        f'<ofd:PathObject Boundary="0 0 0 0" {kind}>{color}<ofd:AbbreviatedData>{one.data}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for one in grid((20, 190), YS)
        for kind, color in (("", white), ('Stroke="false"', ""), ('Visible="false"', ""))
    )
    blocks, _ = read(write([Paper(_page().glyphs, extra=paths)]))
    assert all("行第1列" not in block.where or block.cell for block in blocks)
    assert blocks == read(write([Paper(_page().glyphs)]))[0]


@pytest.mark.parametrize(
    "location",
    [
        "/Doc_0/Pages/Page_0/Content.xml",
        "Doc_0/Pages/Page_0/Content.xml",
        "./Pages/../Pages/Page_0/Content.xml",
        "Pages\\Page_0\\Content.xml",
        " Pages/Page_0 ",
        "PAGES/PAGE_0/CONTENT.XML",
    ],
)
def test_locations_are_followed_as_producers_write_them(location: str) -> None:
    data = _edited(
        write([_lines("甲乙丙丁")]), "Doc_0/Document.xml", "Pages/Page_0/Content.xml", location
    )
    assert _texts(data) == ["甲乙丙丁"]


def test_locations_outside_the_package_lead_nowhere() -> None:
    data = write([_lines("甲乙丙丁")])
    for location in ("../../../etc/passwd", "/etc/passwd", "", "file:///etc/passwd"):
        with pytest.raises(InputError, match="第1页"):
            read(_edited(data, "Doc_0/Document.xml", "Pages/Page_0/Content.xml", location))


@pytest.mark.parametrize("code", ["gbk", "utf-8"])
def test_names_stored_in_gbk_are_found(code: str) -> None:
    folder = "材料0".encode(code)
    stand_in = "Q" * len(folder)
    parts = _parts(write([_lines("甲乙丙丁")], Style(folder="材料{}")))
    data = pack({name.replace("材料0", stand_in): part for name, part in parts.items()})
    # No flag says how the names are written: zipfile then takes them for code page 437.
    assert _texts(data.replace(stand_in.encode(), folder)) == ["甲乙丙丁"]


@pytest.mark.parametrize(
    "code",
    [
        _code("整改ABC方案"),
        _code("整改ABC方案", 'DeltaX="4 4"'),
        _code("整改ABC方案", 'DeltaX="g 2 4 2 2 g 9999999999 3"'),
        _code("整改ABC方案", 'DeltaX="4,4,2,2,2,4"'),
        _code("\n        整改ABC方案\n      ", 'DeltaX="4 4 2 2 2 4"'),
        _code("整改ABC方案", 'DeltaX="g -1e308 4 nan inf g"'),
        _code("整&#x6539;A&#66;C方&#x1;案", 'DeltaX="4 4 2 2 2 4"'),
        _code("整改", 'DeltaX="4"') + _code("ABC方案", x=8),
        "<ofd:CGTransform CodePosition='0'><ofd:Glyphs>1 2 3</ofd:Glyphs></ofd:CGTransform>"
        + _code("整改ABC方案"),
    ],
)
def test_steps_between_characters_may_be_given_in_many_ways(code: str) -> None:
    assert _texts(write([_lines(extra=_object(code))])) == ["整改ABC方案"]


def test_rare_characters_counted_as_two_keep_their_place() -> None:
    steps = 'DeltaX="4 2 2 4 4 4 40"'
    extra = _object(_code("张𠮷负责。", steps)) + _object(_code("后文"), box="50 30 20 10")
    assert _texts(write([_lines(extra=extra)])) == ["张𠮷负责。后文"]


def test_upright_text_keeps_its_characters() -> None:
    upright = _object(_code("责任单位", 'DeltaY="4 4 4"'), 'ReadDirection="90"', "30 30 5 20")
    steps = _object(_code("责任单位", 'DeltaX="4 4 4"'), 'ReadDirection="90"', "30 30 5 20")
    bare = _object(_code("责任单位"), 'ReadDirection="90"', "30 30 5 20")
    for extra in (upright, steps, bare):
        assert "".join(_texts(write([_lines(extra=extra)]))) == "责任单位"


def test_sideways_pages_are_turned() -> None:
    def turned(glyph: Glyph) -> str:
        x, y = 297 - glyph.y, glyph.x
        return _object(
            _code(glyph.text.replace("&", "&amp;").replace("<", "&lt;"), y=0),
            f'CTM="0 {glyph.size / 4} {-glyph.size / 4} 0 0 0"',
            f"{x} {y} 0 0",
        )

    page = _page()
    figures = tuple(
        Figure(re.sub(r"([\d.]+) ([\d.]+)", lambda m: f"{297 - float(m[2])} {m[1]}", one.data))
        for one in page.figures
    )
    sideways = Paper((), figures, 297, 210, "".join(map(turned, page.glyphs)))
    assert _texts(write([sideways])) == _texts(write([page]))


def test_sideways_text_in_cells_is_read_and_beside_the_table_listed() -> None:
    turned = 'CTM="0 1 -1 0 0 0"'
    words = _code("责任单位", y=0)
    plain = tuple(g for g in _page().glyphs if not (112 <= g.x <= 190 and g.y < 70 and g.y > 50))
    for x, unread in ((150, set()), (195, {("斜排的文字（如水印：“责任单位”）", "第1页")})):
        extra = _object(words, turned, f"{x} 61 0 0").replace('Size="4"', 'Size="2"')
        data = write([Paper(plain, _page().figures, extra=extra)])
        assert _unread(data) == unread
        assert ("责任单位" in _texts(data)) == (not unread)


def test_slanting_text_is_listed_and_left_out() -> None:
    mark = _object(_code("内部资料"), 'CTM="0.7 -0.7 0.7 0.7 0 0"', "60 120 50 50") * 3
    data = write([_lines("整改工作正常推进，没有问题。", extra=mark)])
    assert _texts(data) == ["整改工作正常推进，没有问题。"]
    assert _unread(data) == {("斜排的文字（如水印：“内部资料”）", "第1页")}


def test_what_people_do_not_see_is_listed() -> None:
    extra = (
        _object(_code("看不见"), 'Visible="false"')
        + _object(_code("看不见"), 'Alpha="0"')
        + _object('<ofd:FillColor Value="0 0 0" Alpha="0"/>' + _code("看不见"))
        + f'<ofd:PageBlock Visible="false">{_object(_code("看不见"))}</ofd:PageBlock>'
        + _object(_code("纸外"), box="300 30 20 10")
        + _object(_code("轮廓"), 'Fill="false"', "30 90 20 10")
    )
    data = write([_lines("正文一段。", extra=extra)])
    assert _texts(data) == ["正文一段。", "轮廓"]
    assert _unread(data) == {("隐藏文字（12字）", "第1页"), ("显示区域以外的文字（2字）", "第1页")}


def test_text_outside_the_boundary_of_its_object_is_kept() -> None:
    extra = _object(_code("整改到位", x=50), box="30 30 1 1")
    assert _texts(write([_lines(extra=extra)])) == ["整改到位"]


def test_private_characters_are_kept_and_counted() -> None:
    data = write([_lines(extra=_object(_code("可\ue123信\ue236")))])
    assert _texts(data) == ["可\ue123信\ue236"]
    assert _unread(data) == {("读不出的字（2个，字体没有文字编码）", "第1页")}


def _font(codes: Mapping[str, int], form: int) -> bytes:
    """A font that holds nothing but a table of its glyphs, in one of the usual formats."""
    pairs = sorted((ord(char), glyph) for char, glyph in codes.items())
    if form == 12:
        groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in pairs)
        table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(pairs)) + groups
    else:
        ends = [code for code, _ in pairs] + [0xFFFF]
        steps = [(glyph - code) & 0xFFFF for code, glyph in pairs] + [1]
        # The last character is found through the list of glyphs instead.
        places = [0] * (len(pairs) - 1) + [4, 0]
        steps[-2] = 0
        values = [*ends, 0, *ends, *steps, *places, pairs[-1][1]]
        head = struct.pack(">HHHHHHH", 4, 14 + 2 * len(values), 0, 2 * len(ends), 0, 0, 0)
        table = head + struct.pack(f">{len(values)}H", *values)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap


@pytest.mark.parametrize("form", [4, 12])
def test_private_characters_are_told_by_their_glyphs(form: int) -> None:
    font = _font({"信": 9, "可": 7, "⼈": 5, "人": 5}, form)
    fonts = '<ofd:Fonts><ofd:Font ID="3"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    parts = {"Doc_0/R.xml": _part("Res", fonts).encode(), "Doc_0/f.ttf": font}
    drawn = (
        '<ofd:CGTransform CodePosition="1" CodeCount="4" GlyphCount="4">'
        "<ofd:Glyphs>7 9 5 99</ofd:Glyphs></ofd:CGTransform>"
    )
    words = _object(_code("甲\ue001") + drawn + _code("\ue002\ue003\ue004", x=8))
    more = Package(parts, common="<ofd:PublicRes>R.xml</ofd:PublicRes>")
    data = write([_lines(extra=words.replace('Font="1"', 'Font="3"'))], more=more)
    assert _texts(data) == ["甲可信人\ue004"]
    assert _unread(data) == {("读不出的字（1个，字体没有文字编码）", "第1页")}
    for cut in range(0, len(font), 3):
        _texts(pack({**_parts(data), "Doc_0/f.ttf": font[:cut]}))


def _part(name: str, content: str, attributes: str = "") -> str:
    return f"<ofd:{name} {NS}{attributes}>{content}</ofd:{name}>"


def test_templates_lie_under_or_over_the_page() -> None:
    title = _object(_code("模板页的标题"), box="80 200 0 0")
    template = _part("Page", f"<ofd:Content><ofd:Layer>{title}</ofd:Layer></ofd:Content>")
    common = '<ofd:TemplatePage ID="77" BaseLoc="T.xml" ZOrder="Foreground"/>'
    more = Package({"Doc_0/T.xml": template.encode()}, common=common)
    use = '<ofd:Template TemplateID="77"/><ofd:Template TemplateID="78"/><ofd:Content>'
    data = write([_lines("正文一段。")], more=more)
    data = _edited(data, "Doc_0/Pages/Page_0/Content.xml", "<ofd:Content>", use)
    assert _texts(data) == ["正文一段。", "模板页的标题"]


def _composites(units: str, use: str) -> bytes:
    held = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
    resources = _part("Res", held, ' BaseLoc="Res"')
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    more = Package({"Doc_0/DocumentRes.xml": resources.encode()}, common=common)
    return write([_lines(extra=use)], more=more)


def _unit(name: str, content: str) -> str:
    return (
        f'<ofd:CompositeGraphicUnit ID="{name}" Width="9" Height="9">'
        f"<ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>"
    )


def _use(name: str) -> str:
    return (
        f'<ofd:CompositeObject ResourceID="{name}" Boundary="10 10 90 90" CTM="0.5 0 0 0.5 0 0"/>'
    )


def test_composite_objects_are_drawn() -> None:
    data = _composites(_unit("5", _object(_code("复合对象里的文字"))), _use("5") + _use("6"))
    assert _texts(data) == ["复合对象里的文字"]


def test_composites_that_hold_themselves_end() -> None:
    units = _unit("5", _use("6") * 9 + _object(_code("甲"))) + _unit("6", _use("5") * 9 + _use("6"))
    assert _texts(_composites(units, _use("5"))) == ["甲"]


def test_composites_that_multiply_are_refused() -> None:
    units = "".join(_unit(str(at), _use(str(at + 1)) * 10) for at in range(12))
    with pytest.raises(InputError, match="太多"):
        read(_composites(units, _use("0")))


def test_deep_blocks_are_refused() -> None:
    with pytest.raises(InputError, match="过深"):
        read(write([_lines("甲")], Style(blocks=150)))


def test_seals_are_listed_with_their_pages() -> None:
    stamps = "".join(f'<ofd:StampAnnot PageRef="{at}" Boundary="1 1 9 9"/>' for at in (1, 2, 4))
    entries = '<ofd:Signature BaseLoc="S1.xml"/><ofd:Signature BaseLoc="/Doc_0/Signs/S2.xml"/>'
    parts = {
        "Doc_0/Signs/Signatures.xml": _part("Signatures", entries),
        "Doc_0/Signs/S1.xml": _part("Signature", f"<ofd:SignedInfo>{stamps}</ofd:SignedInfo>"),
        "Doc_0/Signs/S2.xml": _part("Signature", "<ofd:SignedInfo/>"),
    }
    body = (
        "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
        '<ofd:Versions><ofd:Version ID="1"/><ofd:Version ID="2" Current="true"/></ofd:Versions>'
    )
    more = Package({name: part.encode() for name, part in parts.items()}, body=body)
    papers = [_lines(f"本页专门说明第{page}项工作。") for page in "甲乙丙丁"]
    assert _unread(write(papers, more=more)) == {
        ("电子签章（3个）", "第1—2页、第4页"),
        ("数字签名（1个）", "整个文件"),
        ("历史版本（1个）", "整个文件"),
    }


def test_annotations_and_attachments_are_listed() -> None:
    page = '<ofd:Page PageID="1"><ofd:FileLoc>A1.xml</ofd:FileLoc></ofd:Page>'
    mark = f"<ofd:Appearance>{_object(_code('内部资料'))}</ofd:Appearance>"
    notes = (
        f'<ofd:Annot Type="Watermark">{mark}</ofd:Annot>'
        '<ofd:Annot Type="Highlight"><ofd:Remark>请核实</ofd:Remark></ofd:Annot>'
        '<ofd:Annot Type="Path"/><ofd:Annot Type="Path"/><ofd:Annot Type="Link"/>'
        '<ofd:Annot Type="Stamp"/><ofd:Annot Type="Stamp" Visible="false"/>'
    )
    parts = {
        "Doc_0/Annots.xml": _part("Annotations", page),
        "Doc_0/A1.xml": _part("PageAnnot", notes),
        "Doc_0/Files.xml": _part("Attachments", '<ofd:Attachment Name="清单.xlsx"/>'),
    }
    document = (
        "<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Files.xml</ofd:Attachments>"
    )
    more = Package({name: part.encode() for name, part in parts.items()}, document)
    assert _unread(write([_lines("正文一段。")], more=more)) == {
        ("水印（“内部资料”）", "第1页"),
        ("批注（“请核实”）", "第1页"),
        ("手写批注（2处）", "第1页"),
        ("图章（1个）", "第1页"),
        ("附件文件（1个：清单.xlsx）", "整个文件"),
    }


def test_the_current_version_is_read() -> None:
    data = write([_lines("旧版"), _lines("新版")], Style(documents=2))
    version = (
        f"<ofd:DocVersion {NS}><ofd:DocRoot>../Doc_1/Document.xml</ofd:DocRoot></ofd:DocVersion>"
    )
    body = '<ofd:Versions><ofd:Version ID="1" Current="true" BaseLoc="Doc_0/V.xml"/></ofd:Versions>'
    parts = _parts(data)
    root = parts["OFD.xml"].decode()
    first = root.index("<ofd:DocBody>"), root.index("</ofd:DocBody>")
    parts["OFD.xml"] = (root[: first[1]] + body + "</ofd:DocBody></ofd:OFD>").encode()
    parts["Doc_0/V.xml"] = version.encode()
    assert _texts(pack(parts)) == ["新版"]


# Pictures and scans

IMAGE = '<ofd:ImageObject ResourceID="8" Boundary="{0}" CTM="{1} 0 0 {2} 0 0"/>'
WHOLE = IMAGE.format("0 0 210 297", 210, 297)


def _pictured(papers: list[Paper], name: str = "scan.png", picture: bytes = b"") -> bytes:
    resources = (
        f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image">'
        f"<ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    parts = {"Doc_0/DocumentRes.xml": resources.encode(), f"Doc_0/Res/{name}": picture}
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    return write(papers, more=Package(parts, common=common))


def test_pictures_are_counted() -> None:
    small = IMAGE.format("30 150 40 40", 40, 40)
    data = _pictured([_lines("正文一段。", extra=small * 2 + IMAGE.format("400 9 9 9", 9, 9))])
    assert _unread(data) == {("图片（2张）", "第1页")}


def test_words_behind_a_scan_are_used_and_said_to_be_recognised() -> None:
    words = "整治工作方案由市水务局牵头负责，年底前完成全部整改任务，逾期未完成的予以通报批评。"
    for layer in (
        _object(_code(words), 'Alpha="0"') + WHOLE,
        WHOLE + _object(_code(words), 'Fill="false"'),
    ):
        data = _pictured([_lines(extra=layer)])
        assert _texts(data) == [words]
        note = ("文字取自扫描时的识别层，可能有误", "第1页")
        assert _unread(data) == {note, ("图片（1张）", "第1页")}
    covered = _pictured([_lines(extra=_object(_code(words)) + WHOLE)], "scan.jpg")
    assert ("文字取自扫描时的识别层，可能有误", "第1页") in _unread(covered)
    watermark = _pictured([_lines(extra=_object(_code(words)) + WHOLE)], "mark.png")
    assert _unread(watermark) == {("图片（1张）", "第1页")}


def test_scans_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ResourceError, match="扫描"):
        read(_pictured([_lines(extra=WHOLE)]))
    data = _pictured([_lines("正文一段。"), _lines(extra=WHOLE)])
    assert _texts(data) == ["正文一段。"]
    assert ("扫描图片页，没有识别文字", "第2页") in _unread(data)


def _black(width: int, height: int, shade: str = "black") -> bytes:
    image = pytest.importorskip("PIL.Image")
    packed = io.BytesIO()
    image.new("RGB", (width, height), shade).save(packed, "png")
    return packed.getvalue()


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, list[int], tuple[int, int]]]:
    """Stands in for recognition: notes page numbers, some pixels and sizes, and sees one line."""
    asked: list[tuple[int, list[int], tuple[int, int]]] = []

    def page_of_picture(pixels: Any, number: int, width: float, height: float, _: Limits) -> Page:
        rows = len(pixels)
        shades = [int(pixels[rows * at // 8][9][0]) for at in (1, 3, 5, 7)]
        asked.append((number, shades, (round(width), round(height))))
        chars = [Char(c, 90 + 12 * i, 90, 102 + 12 * i, 102, 0.9) for i, c in enumerate("识别出字")]
        return Page(number, width, height, tuple(chars), (), (Unread("印章", "第1页"),))

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page_of_picture", page_of_picture)
    return asked


def test_scans_are_recognised(recognised: list[tuple[int, list[int], tuple[int, int]]]) -> None:
    blocks, unread = read(_pictured([_lines(extra=WHOLE)], picture=_black(60, 80)))
    assert [(block.text, block.where) for block in blocks] == [("识别出字", "第1页第1段")]
    assert blocks[0].recognised[0].confidence == pytest.approx(0.9)
    assert unread == (Unread("印章", "第1页"),)
    assert recognised == [(1, [0, 0, 0, 0], (595, 842))]


def test_strips_of_a_scan_are_laid_together(
    recognised: list[tuple[int, list[int], tuple[int, int]]],
) -> None:
    first, third = (IMAGE.format(f"0 {top} 210 105", 210, 105) for top in (0, 148.5))
    beyond = IMAGE.format("-9999 -9999 99999 10073", 99999, 10073)
    words = _object(_code("附图"), box="30 200 20 10")
    data = _pictured([_lines(extra=first + third + words)], picture=_black(60, 20))
    assert _texts(data) == ["识别出字", "附图"]
    read(_pictured([_lines(extra=beyond + beyond)], picture=_black(60, 20)))
    assert [shades for _, shades, _ in recognised] == [[0, 255, 0, 255], [0, 255, 255, 255]]


def test_high_pictures_are_not_cut(
    recognised: list[tuple[int, list[int], tuple[int, int]]],
) -> None:
    narrow = IMAGE.format("0 0 210 297", 210, 297)
    read(_pictured([_lines(extra=narrow)], picture=_black(20, 90)))
    assert recognised[0][1] == [0, 0, 0, 0]


def test_words_drawn_as_outlines_are_said_to_be_there() -> None:
    outline = "M 1 1 " + "B 1 1 2 2 3 3 " * 300
    data = write([_lines("正文一段。"), Paper((), (Figure(outline),) * 10)])
    assert _unread(data) == {("以图形绘出的文字", "第2页")}


def test_pictures_that_cannot_be_decoded_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL.Image")
    monkeypatch.setattr(ocr, "available", lambda: True)
    for name, said in (
        ("scan.jb2", "图片格式 jb2 不支持或图片已损坏"),
        ("a/../..", "图片文件缺失"),
    ):
        data = _pictured([_lines("前文在此。"), _lines(extra=WHOLE)], name, b"\x97JB2")
        assert (f"扫描图片页，没有识别文字（{said}）", "第2页") in _unread(data)


# Bad input


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _edited(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = _parts(data)
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return pack(parts)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pack({"Encryptions.xml": "<a/>", "OFD.xml": "<a/>"}), "加密"),
        (pack({"Doc_0/encryptions.xml": "<a/>"}), "加密"),
        (pack({"other.xml": "<a/>"}), "没有文档"),
        (pack({"OFD.xml": "<a/>"}), "没有文档"),
        (pack({"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody/></ofd:OFD>"}), "缺少文档部件"),
        (pack({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DTD"),
        (pack({"OFD.xml": "<a"}), "损坏"),
        (_edited(PLAIN, "Doc_0/Document.xml", "Page_1/", "Page_7/"), "缺少第2页"),
        (_edited(PLAIN, "Doc_0/Pages/Page_1/Content.xml", "</ofd:Content>", ""), "损坏"),
        (PLAIN[:-200], "损坏"),
        (b"", "损坏"),
    ],
)
def test_bad_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(data)


def test_limits_are_kept() -> None:
    for limits in (Limits(pages=1), Limits(characters=30), Limits(parts=2)):
        with pytest.raises(InputError, match="太多"):
            read(PLAIN, limits)
    with pytest.raises(InputError, match="扫描页太多"):
        read(_pictured([_lines(extra=WHOLE)]), Limits(scanned_pages=0))


@pytest.mark.parametrize(
    "box", ["", "0 0 0 0", "0 0 -5 9", "a b c d", "nan 0 inf 9", "0 0 1e300 9"]
)
def test_senseless_page_sizes_become_a4(box: str) -> None:
    data = _edited(PLAIN, "Doc_0/Document.xml", "0 0 210 297", box)
    assert read(data) == read(PLAIN)


def test_senseless_numbers_do_no_harm() -> None:
    paths = "".join(
        f"<ofd:PathObject Boundary='{bad}' CTM='{bad}'><ofd:AbbreviatedData>{bad} M {bad} L {bad}"
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for bad in ("", "nan", "1e308 1e308 1e308 1e308 1e308 1e308", "M L C", "x 1 2 3 4 5 6")
    )
    objects = _object(_code("字", 'DeltaX="1e308"'), 'CTM="1e308 1e308 1e308 1e308 1e308 1e308"')
    assert _texts(write([_lines("正文一段。", extra=paths + objects)])) == ["正文一段。"]


RICH = _composites(
    _unit("5", _object(_code("复合对象里的文字"))),
    _use("5")
    + WHOLE
    + _object(_code("看不见"), 'Alpha="0"')
    + _object(_code("整改", "DeltaX='g 1 4'")),
)


def _reads_or_refuses(data: bytes) -> None:
    try:
        read(data)
    except (InputError, ResourceError) as error:
        assert error.message and error.hint


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_garbage_is_refused(data: bytes) -> None:
    _reads_or_refuses(data)
    _reads_or_refuses(RICH[:40] + data + RICH[40:])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_parts_are_read_or_refused(data: st.DataObject) -> None:
    parts = _parts(RICH)
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(0, 6))
        content[at:end] = data.draw(
            st.sampled_from([b"", b"9", b"-", b"1e9", b"<", b" g 99 ", b"\xff"])
        )
    _reads_or_refuses(pack({**parts, name: bytes(content)}))
