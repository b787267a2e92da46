"""The reader of Word 97–2003 and WPS files, seen from outside: bytes in, blocks and unread out."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.word_files import (
    CHARACTER_PAGES,
    COMMENT_REFERENCES,
    DELETED,
    DRAWINGS,
    FONTS,
    FOOTNOTE_REFERENCES,
    FOOTNOTES,
    HIDDEN,
    IN_TABLE,
    INNER,
    LISTS,
    OVERRIDES,
    SECTIONS,
    SHAPES,
    SPECIAL,
    STYLES,
    TEXT_BOXES,
    Par,
    compound,
    definition,
    level,
    listed,
    lists,
    overrides,
    plc,
    row,
    sprm,
    style,
    styles,
    word,
)
from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import doc

FILES = Path(__file__).parent / "files" / "doc"
CHINESE, BULLET = 39, 23
MERGED_ROW, MERGED_FIRST, BELOW, TOP = 0x02, 0x01, 0x20, 0x60


def texts(data: bytes) -> list[str]:
    return [block.label + block.text for block in doc.read(data)[0]]


def cells(data: bytes) -> list[tuple[str, Cell | None]]:
    return [(block.text, block.cell) for block in doc.read(data)[0] if block.kind == "cell"]


def blocks(data: bytes) -> tuple[Block, ...]:
    return doc.read(data)[0]


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as caught:
        doc.read(data, limits or Limits())
    assert caught.value.hint
    return caught.value.message


# Text


def test_paragraphs_have_text_and_place() -> None:
    first, second = blocks(word("关于整改\r", "\r", "一、问题\u00a0：\r"))
    assert (first.text, first.where, first.kind) == ("关于整改", "第1段", "paragraph")
    assert (second.text, second.where) == ("一、问题\u00a0：", "第2段")


def test_signs_inside_a_paragraph() -> None:
    assert texts(word("甲\x0b乙\t丙\x1e丁\x1f戊\r")) == ["甲\n乙\t丙-丁戊"]


def test_a_page_break_between_words_is_a_line_break() -> None:
    assert texts(word("甲\x0c乙\x0c\r", "\x0c丙\r", "\x0c\r")) == ["甲\n乙", "丙"]


def test_characters_outside_the_basic_plane() -> None:
    data = word("𠀀字\U0001f600\r", Par("隐藏后\r", runs=((0, 1, HIDDEN),)))
    assert texts(data) == ["𠀀字\U0001f600", "藏后"]


def test_half_a_character_does_no_harm() -> None:
    assert texts(word("甲\ud840乙\r")) == ["甲\ufffd乙"]


def test_a_page_break_ends_a_paragraph_only_at_the_end_of_a_section() -> None:
    data = word("甲\x0c乙\x0c", "丙\r", parts={SECTIONS: plc((0, 4, 6), (bytes(12),) * 2)})
    assert texts(data) == ["甲\n乙", "丙"]


def test_pieces_in_any_order_and_of_both_widths() -> None:
    data = word("整改方案 ", "plan A\r", "第二段\r", pieces=((5, 0), (8, 0), (12, 0), (16, 0)))
    assert texts(data) == ["整改方案 plan A", "第二段"]


def test_bytes_of_code_page_1252() -> None:
    data = word("abc", "整\r", pieces=((3, 0), (5, 0)))
    assert texts(data.replace(b"abc", b"\x93a\x94")) == ["“a”整"]


def test_text_without_a_last_mark_counts() -> None:
    assert texts(word("甲\r", "乙")) == ["甲", "乙"]


# What characters and paragraphs are


def test_hidden_text_is_unread() -> None:
    found, unread = doc.read(word(Par("前隐藏后\r", runs=((1, 3, HIDDEN),))))
    assert [one.text for one in found] == ["前后"]
    assert unread == (Unread("隐藏文字（2字）", "第1段"),)


def test_hidden_by_style_and_shown_again() -> None:
    sheet = styles(style("Normal"), style("批示", characters=HIDDEN))
    shown = sprm(0x083C, 0)
    data = word(Par("藏现藏\r", style=1, runs=((1, 2, shown),)), parts={STYLES: sheet})
    assert texts(data) == ["现"]


def test_the_opposite_of_the_style() -> None:
    sheet = styles(style("Normal"), style("批示", characters=HIDDEN))
    opposite = sprm(0x083C, 0x81)
    data = word(Par("藏现\r", style=1, runs=((1, 2, opposite),)), parts={STYLES: sheet})
    assert texts(data) == ["现"]


def test_deleted_text_is_gone_and_inserted_text_stays() -> None:
    inserted = sprm(0x0801, 1)
    assert texts(word(Par("甲删增\r", runs=((1, 2, DELETED), (2, 3, inserted))))) == ["甲增"]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    assert texts(word(Par("上\r", runs=((1, 2, DELETED),)), "下\r")) == ["上下"]


def test_pieces_change_properties_in_short_and_at_length() -> None:
    short = 0x5C << 1 | 1 << 8
    data = word("甲乙丙丁\r", pieces=((1, 0), (2, short), (3, 1), (5, 0)), groups=(DELETED,))
    assert texts(data) == ["甲丁"]


def test_only_the_result_of_a_field_is_text() -> None:
    link = "\x13 HYPERLINK http://a.b \x14点此\x15"
    entry = "\x13 XE 索引 \x15"
    nested = "\x13 IF \x13 PAGE \x141\x15 = 1 \x14首页\x15"
    assert texts(word(f"甲{link}{entry}乙{nested}\r")) == ["甲点此乙首页"]


def test_a_field_over_several_paragraphs_and_one_without_end() -> None:
    assert texts(word("\x13 TOC \x14一、总则\r", "二、分则\x15\r", "\x13 没有结尾\r")) == [
        "一、总则",
        "二、分则",
        " 没有结尾",
    ]


def test_fields_that_show_their_instruction() -> None:
    ring = "\x13 eq \\o\\ac(○,3)\x15"
    pinyin = "\x13 EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(zhěng,gǎi),整改)\x15"
    symbol = '\x13 SYMBOL 254 \\f "Wingdings" \\s 12 \x15'
    found, unread = doc.read(word(f"{ring}{pinyin}{symbol}\x13 EQ \\f(1,2)\x15。\r"))
    assert [one.text for one in found] == ["③整改☑。"]
    assert unread == (Unread("嵌入对象（1个）", "第1段"),)


def test_symbols_of_symbol_fonts() -> None:
    name = "Wingdings".encode("utf-16-le") + b"\0\0"
    font = bytes(39) + name
    fonts = struct.pack("<HHB", 1, 0, len(font)) + font
    symbol = SPECIAL + sprm(0x6A09, 0xF0FE << 16)
    typed = sprm(0x4A4F, 0)
    paragraph = Par("(甲(乙）\uf0a8\r", runs=((2, 3, symbol), (5, 6, typed)))
    assert texts(word(paragraph, parts={FONTS: fonts})) == ["(甲☑乙）□"]


def test_heading_levels_by_style_and_by_paragraph() -> None:
    sheet = styles(
        style("Normal"),
        style("标题 1", builtin=1),
        style("一级", sprm(0x2640, 1)),
        style("依据它", base=2),
    )
    data = word(
        Par("甲\r", style=1), Par("乙\r", style=3), Par("丙\r", sprm(0x2640, 2)), "丁\r",
        parts={STYLES: sheet},
    )  # fmt: skip
    assert [block.level for block in blocks(data)] == [1, 2, 3, 0]
    assert [block.style for block in blocks(data)][:2] == ["heading 1", "依据它"]


# Automatic numbers


def numbered(*definitions: tuple[bytes, ...]) -> dict[int, bytes]:
    named = tuple((number, ()) for number in range(1, len(definitions) + 1))
    return {LISTS: lists(*definitions), OVERRIDES: overrides(*named)}


def test_numbers_in_chinese_at_several_levels() -> None:
    levels = (level("%1、", CHINESE), level("（%2）", CHINESE), level("%2.%3", flags=4))
    parts = numbered(levels + (level("", BULLET),) * 6)
    order = (0, 1, 1, 2, 0, 1, 3)
    data = word(*(Par("事\r", listed(1, depth)) for depth in order), parts=parts)
    labels = [block.label for block in blocks(data)]
    assert labels == ["一、", "（一）", "（二）", "2.1", "二、", "（一）", ""]


def test_a_list_named_by_the_style_or_taken_away() -> None:
    sheet = styles(style("Normal"), style("条", listed(1)))
    plain = sprm(0x460B, 0)
    preserved = sprm(0x460B, -1)
    data = word(
        Par("甲\r", style=1), Par("乙\r", plain, style=1), Par("丙\r", preserved),
        parts={STYLES: sheet} | numbered((level("第%1条 ", CHINESE),)),
    )  # fmt: skip
    assert texts(data) == ["第一条甲", "乙", "第二条丙"]


def test_a_list_that_starts_anew() -> None:
    start = struct.pack("<II", 5, 0x10)
    own = struct.pack("<II", 0, 0x30) + level("（%1）", start=8)
    held = {
        LISTS: lists((level("%1."),)),
        OVERRIDES: overrides((1, ()), (1, (start,)), (1, (own,))),
    }
    data = word(*(Par("甲\r", listed(number)) for number in (1, 1, 2, 2, 3)), parts=held)
    assert [block.label for block in blocks(data)] == ["1.", "2.", "5.", "6.", "（8）"]


# Tables


def test_a_table_with_blank_cells_between_paragraphs() -> None:
    data = word("前\r", *row("序号", "问题"), *row("1", ""), "后\r")
    assert [(block.text, block.where) for block in blocks(data)] == [
        ("前", "第1段"),
        ("序号", "表1第1行第1列"),
        ("问题", "表1第1行第2列"),
        ("1", "表1第2行第1列"),
        ("", "表1第2行第2列"),
        ("后", "第2段"),
    ]


def test_cells_merged_across_by_edges_and_by_flags() -> None:
    data = word(
        *row("甲", "乙", "丙"),
        *row("宽", "丙二", edges=(0, 2000, 3000)),
        *row("并", "", "丙三", flags=(MERGED_FIRST, MERGED_ROW, 0)),
    )
    assert cells(data)[3:] == [
        ("宽", Cell(1, 2, 1, 1, 2)),
        ("丙二", Cell(1, 2, 3)),
        ("并", Cell(1, 3, 1, 1, 2)),
        ("丙三", Cell(1, 3, 3)),
    ]


def test_cells_merged_downwards_though_their_edges_differ_a_little() -> None:
    data = word(
        *row("甲", "乙", flags=(TOP, 0)),
        *row("", "丙", edges=(8, 995, 2010), flags=(BELOW, 0)),
    )
    assert cells(data) == [
        ("甲", Cell(1, 1, 1, 2, 1)),
        ("乙", Cell(1, 1, 2)),
        ("丙", Cell(1, 2, 2)),
    ]


def test_an_indented_row_and_a_row_with_more_cells_than_said() -> None:
    data = word(
        *row("甲", "乙"), *row("丙", edges=(1000, 2000)), *row("丁", "戊", "己", edges=(0, 1000))
    )
    assert cells(data)[2:] == [
        ("丙", Cell(1, 2, 2)),
        ("丁", Cell(1, 3, 1)),
        ("戊", Cell(1, 3, 2, 1, 2)),
        ("己", Cell(1, 3, 4)),
    ]


def test_a_cell_of_several_paragraphs_and_numbers() -> None:
    parts = numbered((level("%1、", CHINESE),))
    held = (Par("问题\r", IN_TABLE + listed(1)), Par("措施\x07", IN_TABLE + listed(1)))
    end = Par("\x07", IN_TABLE + sprm(0x2417, 1) + definition((0, 1000)))
    assert cells(word(*held, end, parts=parts)) == [("一、问题\n二、措施", Cell(1, 1, 1))]


def test_a_table_in_a_cell_follows_its_table() -> None:
    end = sprm(0x244C, 1) + definition((0, 500, 1000))
    inner_cell = INNER + sprm(0x244B, 1)
    inner = (Par("内一\r", inner_cell), Par("内二\r", inner_cell), Par("\r", INNER + end))
    outer_end = Par("\x07", IN_TABLE + sprm(0x2417, 1) + definition((0, 1000, 2000)))
    data = word(
        Par("前\r", IN_TABLE), *inner, Par("后\x07", IN_TABLE), Par("邻\x07", IN_TABLE), outer_end
    )
    assert cells(data) == [
        ("前\n后", Cell(1, 1, 1)),
        ("邻", Cell(1, 1, 2)),
        ("内一", Cell(2, 1, 1)),
        ("内二", Cell(2, 1, 2)),
    ]


def test_a_deleted_row_is_gone() -> None:
    gone = row("乙")
    end = Par("\x07", gone[-1].changes, runs=((0, 1, DELETED),))
    assert cells(word(*row("甲"), gone[0], end)) == [("甲", Cell(1, 1, 1))]


def test_modifiers_after_the_definition_of_a_row() -> None:
    merged = sprm(0x5624, 0x0200)
    downwards = sprm(0xD62B, bytes((0, 3)))
    below = sprm(0xD62B, bytes((0, 1)))
    first, second = row("甲", "", "丙"), row("", "", "丁")
    data = word(
        *first[:-1], Par("\x07", first[-1].changes + merged + downwards),
        *second[:-1], Par("\x07", second[-1].changes + merged + below),
    )  # fmt: skip
    assert cells(data) == [
        ("甲", Cell(1, 1, 1, 2, 1)),
        ("丙", Cell(1, 1, 2)),
        ("丁", Cell(1, 2, 2)),
    ]


def test_a_row_whose_definition_is_in_the_data_stream() -> None:
    layout = definition((0, 1000, 2000, 3000), (MERGED_FIRST, MERGED_ROW, 0))
    stream = b"\0" * 6 + struct.pack("<H", len(layout)) + layout
    for code in (0x6646, 0x646B):
        end = Par("\x07", IN_TABLE + sprm(0x2417, 1) + sprm(code, 6))
        held = tuple(Par(f"{one}\x07", IN_TABLE) for one in ("甲", "", "丙"))
        data = word(*row("一", "二", "三"), *held, end, data=stream)
        assert cells(data)[3] == ("甲", Cell(1, 2, 1, 1, 2))


def test_a_table_cut_off_before_its_row_ends() -> None:
    assert [text for text, _ in cells(word(Par("甲\x07", IN_TABLE), Par("乙\r", IN_TABLE)))] == [
        "甲",
        "乙",
    ]


# What stands beside the text


def test_notes_follow_the_text_and_comments_are_unread() -> None:
    main = Par("正文\x02\x05\r", runs=((2, 4, SPECIAL),))
    data = word(
        main, Par("\x02脚注的话\r"), "\r", "批注的话\r",
        lengths=(5, 7, 0, 0, 5),
        parts={
            FOOTNOTE_REFERENCES: plc((2, 5), (b"\1\0",)),
            FOOTNOTES: plc((0, 6, 7)),
            COMMENT_REFERENCES: plc((3, 5), (bytes(30),)),
        },
    )  # fmt: skip
    found, unread = doc.read(data)
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("paragraph", "正文", "第1段"),
        ("footnote", "脚注的话", "脚注1"),
    ]
    assert unread == (Unread("批注（1条）", "第1段"),)


def test_headers_with_words_and_macros_are_unread() -> None:
    streams = {"Macros/VBA/dir": b"x"}
    data = word("正文\r", "清皋县文件\r", "第 1 页\r", lengths=(3, 0, 12), streams=streams)
    assert doc.read(data)[1] == (
        Unread("页眉页脚", "各页（清皋县文件）"),
        Unread("宏", "整个文件"),
    )


def test_pictures_and_objects() -> None:
    object_field = "\x13 EMBED Excel.Sheet.8 \x14\x01\x15"
    control = "\x13 CONTROL Forms.TextBox.1 \x14\x01\x15"
    drawn = Par(f"图\x01{object_field}{control}\r", runs=((1, 2, SPECIAL),))
    data = Par("表单\x01域\r", runs=((2, 3, SPECIAL + sprm(0x0806, 1)),))
    assert doc.read(word(drawn, data))[1] == (
        Unread("图片（1张）", "第1段"),
        Unread("嵌入对象（1个）", "第1段"),
        Unread("表单控件（1个）", "第1段"),
    )


def record(kind: int, content: bytes, count: int = 0) -> bytes:
    return struct.pack("<HHI", count << 4 | 0xF, kind, len(content)) + content


def shape(number: int, *properties: int) -> bytes:
    held = b"".join(struct.pack("<HI", one, 0) for one in properties)
    return record(
        0xF004,
        record(0xF00A, struct.pack("<II", number, 0)) + record(0xF00B, held, len(properties)),
    )


def drawing(*shapes: bytes) -> bytes:
    return record(0xF000, b"") + b"\0" + record(0xF002, record(0xF003, b"".join(shapes)))


def boxed(*shapes: bytes, anchor: int, boxes: tuple[int, ...]) -> bytes:
    spots = plc((1, 3), (struct.pack("<I", anchor) + bytes(22),))
    ends = tuple(2 * n for n in range(len(boxes) + 2))
    held = (struct.pack("<14xII", number, 0) for number in (*boxes, 0))
    text = "".join(f"{n}\r" for n in range(1, len(boxes) + 1)) + "\r\r"
    return word(
        Par("正\x08\r", runs=((1, 2, SPECIAL),)), text,
        lengths=(3, 0, 0, 0, 0, 0, len(text)),
        parts={DRAWINGS: drawing(*shapes), SHAPES: spots, TEXT_BOXES: plc(ends, held)},
    )  # fmt: skip


def test_text_boxes_also_in_groups_and_pictures_that_float() -> None:
    group = record(0xF003, shape(7) + shape(8, 0x0104) + shape(9))
    found, unread = doc.read(boxed(shape(1), group, anchor=7, boxes=(9,)))
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("paragraph", "正", "第1段"),
        ("textbox", "1", "文本框1"),
    ]
    assert unread == (Unread("图片（1张）", "第1段"),)


def test_a_text_box_without_anchor_comes_last() -> None:
    assert texts(boxed(shape(1), anchor=1, boxes=(1, 5))) == ["正", "1", "2"]


def test_a_file_that_libreoffice_wrote() -> None:
    """Revisions, fields, lists in many formats, merged and nested tables, by another program."""
    found, unread = doc.read((FILES / "libreoffice.doc").read_bytes())
    by_text = {block.text: block for block in found}
    assert by_text["总标题"].level == 1
    assert {
        "隐藏前隐藏后",
        "行一\n行二\t制表",
        "修订：插入的字结尾",
        "链接：点此",
        "勾选☑合格",
    } <= set(by_text)
    assert "这一段的段落标记已删除，与这段合为一段。" in by_text
    labels = [by_text[f"级别{depth}"].label for depth in range(9)]
    assert labels == ["十三、", "（一）", "1.", "①", "A)", "i.", "十三.一.1", "01", "甲、"]
    assert by_text["竖并"].cell == Cell(1, 2, 1, 3, 1)
    assert by_text["方块\n第二段"].cell == Cell(1, 3, 3, 2, 2)
    assert by_text["外2前\n外2后"].cell == Cell(2, 1, 2)
    assert by_text["内12"].cell == Cell(3, 1, 2)
    assert by_text["最内2"].cell == Cell(4, 1, 2)
    assert unread == (
        Unread("隐藏文字（6字）", "第3段"),
        Unread("图片（1张）", "第9段"),
        Unread("页眉页脚", "各页（清皋县人民政府文件）"),
        Unread("批注（1条）", "第8段"),
    )


# Bad input


def test_what_cannot_be_read_says_why() -> None:
    assert "打开密码" in refused(word("密\r", flags=0x0300))
    assert "Word 97 以前" in refused(word("旧\r", version=0x68))
    assert "不是 Word 文档" in refused(compound({"Workbook": b"x"}))
    assert "打开密码" in refused(compound({"EncryptedPackage": b"x"}))
    assert "字数太多" in refused(word("很长的文件\r"), Limits(characters=3))
    assert "找不到正文" in refused(compound({"WordDocument": struct.pack("<HH", 0xA5EC, 0xC1)}))


def test_a_missing_part_of_the_text_is_no_blank_text() -> None:
    data = word("甲乙\r")
    place = data.index(struct.pack("<HIH", 0, 1024, 0)) + 2
    assert "不完整" in refused(data[:place] + struct.pack("<I", 900_000) + data[place + 4 :])


def test_the_other_table_stream_is_tried() -> None:
    data = word("甲\r", flags=0)
    assert texts(data) == ["甲"]
    flags = data.index(struct.pack("<HH", 0xA5EC, 0xC1)) + 10
    assert texts(data[:flags] + struct.pack("<H", 0x0200) + data[flags + 2 :]) == ["甲"]


def test_styles_in_a_circle() -> None:
    sheet = styles(style("一", base=1), style("二", base=0))
    assert texts(word(Par("甲\r", style=1), parts={STYLES: sheet})) == ["甲"]


def test_a_drawing_that_claims_gigabytes_ends() -> None:
    endless = record(0xF000, b"") + b"\0" + struct.pack("<HHI", 0xF, 0xF002, 0xFFFF_FFF0)
    assert texts(word("甲\r", parts={DRAWINGS: endless})) == ["甲"]


def test_a_page_named_a_thousand_times_is_read_once() -> None:
    pages = plc((0,) * 1001, (struct.pack("<I", 3),) * 1000)
    assert texts(word("甲\r", parts={CHARACTER_PAGES: pages})) == ["甲"]


def test_tables_nested_without_end_are_flattened() -> None:
    deep = IN_TABLE + sprm(0x6649, 1_000_000)
    assert "甲" in texts(word(Par("甲\r", deep), "乙\r"))


SAMPLE = word(
    Par("一、甲\x02\x08\x13 PAGE \x141\x15隐\r", runs=((3, 5, SPECIAL), (14, 15, HIDDEN))),
    *row("甲", "乙", flags=(TOP, MERGED_ROW)),
    Par("丙\r", listed(1), style=1),
    "脚注\r", "\r",
    lengths=(27, 4),
    pieces=((9, 0), (30, 1), (31, 0)),
    groups=(DELETED,),
    parts={
        STYLES: styles(style("Normal"), style("标题", listed(1) + HIDDEN, base=0)),
        FOOTNOTE_REFERENCES: plc((3, 5), (b"\1\0",)),
        FOOTNOTES: plc((0, 3, 4)),
        SHAPES: plc((4, 9), (struct.pack("<I", 1) + bytes(22),)),
        DRAWINGS: drawing(shape(1, 0x0104)),
        LISTS: lists((level("%1、", CHINESE),)),
        OVERRIDES: overrides((1, (struct.pack("<II", 0, 0x30) + level("%1"),))),
    },
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=4)), max_size=8
    ),
    st.integers(0, len(SAMPLE)),
)
@settings(max_examples=150, deadline=None)
def test_damage_is_read_or_refused(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(SAMPLE)
    for place, content in changes:
        data[place : place + len(content)] = content
    for damaged in (bytes(data), bytes(data[:cut])):
        with suppress(InputError):
            doc.read(damaged)


@given(st.binary(max_size=600))
@settings(max_examples=50, deadline=None)
def test_garbage_in_a_word_stream_is_refused(content: bytes) -> None:
    with suppress(InputError):
        doc.read(compound({"WordDocument": b"\xec\xa5\xc1\0" + content, "1Table": content}))
    with suppress(InputError):
        doc.read(content)
