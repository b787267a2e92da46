"""The RTF reader, seen from outside: hand-made files imitating several producers in, blocks out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Block, Cell, Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f3\froman\fcharset2 Symbol;}"
    r"{\f10\fnil\fcharset2 Wingdings;}{\f13\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f14\fnil\fcharset136 \'b2\'d3;}{\f15\fnil\fcharset128 x;}}"
)


def file(body: str | bytes, head: str = r"\ansi\ansicpg936\deff0\uc1" + FONTS) -> bytes:
    raw = body if isinstance(body, bytes) else body.encode("ascii")
    return b"{\\rtf1" + head.encode("ascii") + raw + b"}"


def u(text: str) -> str:
    """Text as ``\\uN?``, the way LibreOffice and WPS write it."""
    pieces = []
    for char in text:
        units = char.encode("utf-16-le")
        for place in range(0, len(units), 2):
            unit = int.from_bytes(units[place : place + 2], "little", signed=True)
            pieces.append(char if char.isascii() else f"\\u{unit}?")
    return "".join(pieces)


def gbk(text: str) -> str:
    """Text as ``\\'hh`` in a Chinese font, the way Chinese Word writes it."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def blocks(body: str | bytes, **head: str) -> tuple[Block, ...]:
    return rtf.read(file(body, **head))[0]


def texts(body: str | bytes, **head: str) -> list[str]:
    return [block.label + block.text for block in blocks(body, **head)]


def unread(body: str) -> tuple[Unread, ...]:
    return rtf.read(file(body))[1]


def row(*cells: str, edges: tuple[str, ...] = (), intbl: str = r"\intbl") -> str:
    """A row as Word writes it: the definition before the cells and again behind them."""
    marks = edges or tuple(rf"\cellx{1000 * number}" for number in range(1, len(cells) + 1))
    shape = r"\trowd\trgaph108\trleft0" + "".join(r"\clbrdrt\brdrs" + mark for mark in marks)
    inner = "".join(rf"{cell}\cell " for cell in cells)
    return rf"{shape} \pard\plain{intbl} {{\f13 {inner}}}\pard{intbl} {{{shape}\row }}\pard "


def cells(body: str) -> list[tuple[str, str]]:
    """Each cell as row,column+rows,columns and its text."""
    return [
        (f"{c.row},{c.column}+{c.rows},{c.columns}", block.text)
        for block in blocks(body)
        if (c := block.cell) is not None
    ]


# Characters


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\f13 " + gbk("整改"), "整改"),
        (r"\f13 \'d5" + "\r\n" + r"\'fb\'b8\'c4", "整改"),
        (r"\f13 \'81@\'81\\\'81\{\'81\}", "丂乗亄亇"),
        (r"\f14 \'be\'e3\'a7\'ef", "整改"),
        (r"\f15 \'90\'ae\'89\'fc", "整改"),
        (r"\f0 " + gbk("整改单位"), "整改单位"),
        (r"\f0 \'93a\'94 \'e9t\'e9", "“a” été"),
        (u("整改") + r"{\b " + u("方案") + "}", "整改方案"),
        (r"\u25972\'d5\u25913\'b8", "整改"),
        (r"\uc2 \u25972\'d5\'fb\u25913\'b8\'c4\uc1", "整改"),
        (r"\uc0 \u25972 \u25913 A\uc1", "整改A"),
        (r"{\uc0 \u25972}\u25913??", "整改?"),
        (u("\U0001f607吉"), "\U0001f607吉"),
        (r"\u-10187?x", "x"),
        (r"\u25972 {?}\u25913\b0 a", "整?改a"),
        (r"\loch\af0\hich\af0\dbch\f13 " + gbk("甲") + r"\loch\f0 A\hich B", "甲AB"),
        (r"a\tab b\line c\~d\_e\-f\emdash\bullet\ldblquote g", "a\tb\nc\xa0d-ef—•“g"),
        (r"a\page b\column c\softline d", "abcd"),
        (r"\{a\}\\", "{a}\\"),
        (r"{\f10 \'fe}\u-3928?{\f10\u-3928?}x", "☑\uf0a8□x"),
        (r"{\f3 \'b7}x", "x"),
        (r"{\field{\*\fldinst SYMBOL 254 \\f " + '"Wingdings" \\\\s 12}{\\fldrslt\\f10}}x', "☑x"),
        (r"{\field{\*\fldinst{HYPERLINK " + '"http://x"' + r"}}{\fldrslt{\ul link}}}x", "linkx"),
        (r"{\upr{bad}{\*\ud{" + u("好") + "}}}x", "好x"),
        (r"{\*\htmltag64 <p>}\htmlrtf \htmlrtf0 x{\*\htmltag72 </p>}", "x"),
        (r"{\*\bkmkstart _a}x{\*\bkmkend _a}{\xe y}{\*\unknown z}{\unknown w}", "xw"),
        (r"{\mmath{\*\moMath{\mr x}{\mf{\mfPr{\mtype bar}}{\mnum{\mr 1}}}}}", "x1"),
        ("a\\\nb", "a|b"),
    ],
)  # fmt: skip
def test_what_counts_as_text(body: str, expected: str) -> None:
    assert "|".join(texts(body + r"\par")) == expected


@pytest.mark.parametrize(
    ("raw", "head"),
    [
        ("整改乗方案".encode("gbk"), r"\ansi\ansicpg936"),
        ("整改方案".encode("gbk"), r"\ansi\deff0{\fonttbl{\f0 SimSun;}}"),
        ("整改方案".encode(), r"\ansi\ansicpg1252"),
        ("整改方案".encode(), r"\ansi\ansicpg936" + FONTS + r"\f13 "),
        ("整改方案".encode("big5"), r"\ansi\ansicpg950"),
        ("été “”".encode("cp1252"), r"\ansi"),
    ],
)
def test_raw_bytes_beyond_ascii(raw: bytes, head: str) -> None:
    found = "".join(texts(b" " + raw + b"\\par", head=head)).strip()
    assert found in ("整改乗方案", "整改方案", "été “”")


def test_flat_font_tables_and_code_pages_of_fonts() -> None:
    head = r"\ansi{\fonttbl\f0\fnil A;\f1\fnil\fcharset134 B;\f2\cpg950 C;}"
    assert texts(r"\f1 \'d5\'fb\f2 \'be\'e3\par", head=head) == ["整整"]


# Paragraphs


def test_paragraphs_come_with_places_and_levels() -> None:
    styles = (
        r"{\stylesheet{\ql\f0 Normal;}{\s1\outlinelevel0 " + gbk("章") + r";}"
        r"{\s2\sbasedon0 heading 2;}{\s3\sbasedon2 x;}{\*\cs10 Default;}{\s4\sbasedon4 y;}}"
    )
    body = (
        r"\pard\plain\s1 a\par\pard \par\pard\s2 b\par\pard\s3 c\par"
        r"\pard\outlinelevel3 d\par\pard\s1\outlinelevel9 e\par\pard\s4 f"
    )
    found = blocks(styles + body)
    assert [(one.text, one.where, one.level) for one in found] == [
        ("a", "第1段", 1), ("b", "第2段", 2), ("c", "第3段", 2),
        ("d", "第4段", 4), ("e", "第5段", 0), ("f", "第6段", 0),
    ]  # fmt: skip
    assert found[0].style == "章"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        r"a{\deleted\revauthdel1 x}{\revised b}{\mvf y}{\mvt c}\plain\deleted z\plain d\par "
        r"e{\deleted\par }f\par"
    )
    assert texts(body) == ["abcd", "ef"]


def test_hidden_text_pictures_objects_and_comments_are_listed() -> None:
    picture = r"{\pict{\*\picprop{\sp{\sn a}{\sv b}}}\pngblip 89504e47}"
    body = (
        rf"a{{\v secret}}{{\*\shppict{picture}}}{{\nonshppict{picture}}}\par "
        r"b{\object\objemb{\*\objclass Excel}{\*\objdata 01}{\result{\pict 01}t}}"
        r"{\*\atnid Z}{\*\atnauthor Z}\chatn{\*\annotation{\*\atndate 1}\pard n\par}\par "
        r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv WW}}}}c"
        rf"{{\shp{{\*\shpinst{{\sp{{\sn pib}}{{\sv {picture}}}}}}}{{\shprslt {picture}}}}}\par "
    )
    found, missed = rtf.read(file(body))
    assert [one.text for one in found] == ["a", "bt", "c"]
    assert missed == (
        Unread("隐藏文字（6字）", "第1段"),
        Unread("图片（1张）", "第1段"),
        Unread("嵌入对象（1个）", "第2段"),
        Unread("艺术字（1个）", "第3段"),
        Unread("图片（1张）", "第3段"),
        Unread("批注（1条）", "第2段"),
    )


def test_binary_data_is_passed_over() -> None:
    body = b"a{\\pict\\bin12 }}}}\\par{{{{x}\\bin3 }}}b{\\pict\\bin999999999 x}\\par"
    assert texts(body) == ["ab"]


def test_notes_follow_the_text_and_boxes_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv y}}{\shptxt \pard f1\par f2\par}}{\shprslt z}}"
    old = r"{\*\do\dobxpage\dptxbx{\dptxbxtext g\par}\dpx1}"
    body = (
        r"a{\super\chftn}{\footnote\pard\chftn  n1\par n2}b{\footnote\ftnalt e1}\par "
        + box + r"c\par " + row("d" + old, "") + r"h\par"
    )  # fmt: skip
    assert [(one.kind, one.text.strip(), one.where) for one in blocks(body)] == [
        ("paragraph", "ab", "第1段"),
        ("paragraph", "c", "第2段"),
        ("textbox", "f1", "文本框1"),
        ("textbox", "f2", "文本框1第2段"),
        ("cell", "d", "表1第1行第1列"),
        ("cell", "", "表1第1行第2列"),
        ("textbox", "g", "文本框2"),
        ("paragraph", "h", "第3段"),
        ("footnote", "n1", "脚注1"),
        ("footnote", "n2", "脚注1第2段"),
        ("footnote", "e1", "尾注1"),
    ]


@pytest.mark.parametrize(("footer", "listed"), [(r"\chpgn", False), (gbk("水务局"), True)])
def test_headers_and_footers_are_listed_unless_page_numbers(footer: str, listed: bool) -> None:
    body = rf"{{\header \pard\par}}{{\footer\f13 {gbk('第')}{footer}{gbk('页')}\par}}x\par"
    assert texts(body) == ["x"]
    assert [one.what for one in unread(body)] == (["页眉页脚"] if listed else [])


# Automatic numbers

LISTS = (
    r"{\*\listtable{\list\listtemplateid1"
    r"{\listlevel\levelnfc37\levelnfcn37\levelstartat1{\leveltext\'02\'00\'a1\'a2;}"
    r"{\levelnumbers\'01;}\f13}"
    r"{\listlevel\levelnfc0\levelstartat1{\leveltext\leveltemplateid7\'03(\'01);}"
    r"{\levelnumbers\'02;}}{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f3}"
    r"{\listname ;}\listid7}}"
    r"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}"
    r"{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls2}}"
)


def test_numbers_shown_are_labels_wherever_the_text_of_the_number_stands() -> None:
    number = rf"{{\listtext\pard\plain\f13 {gbk('（一）')}\tab}}"
    word = rf"a{{\b \par {number}}}\pard\s1\ls1 {{b\par }}\pard c\par"
    assert texts(word) == ["a", "（一）b", "c"]
    assert blocks(word)[1].text == "b"
    wordpad = r"{\pntext\f0 1.\tab}{\*\pn\pnlvlbody\pndec{\pntxta.}}x\par"
    assert blocks(wordpad)[0].label == "1."


@pytest.mark.parametrize("bullet", [r"\f3\'b7", r"\u8226?", r"\u-3913?", r"\f10 l", "-"])
def test_bullets_are_no_numbers(bullet: str) -> None:
    assert texts(rf"{{\listtext\pard\plain{bullet}\tab}}\ls1 a\par") == ["a"]


def test_numbers_are_counted_where_the_file_shows_none() -> None:
    body = r"\ls1 a\par\ilvl1 b\par\par\ilvl2 c\par\pard\ls1 d\par\ls0 e\par\ls2 f\par"
    assert texts(LISTS + r"{\listtext\tab}" + body) == ["一、a", "(1)b", "c", "二、d", "e", "五、f"]


def test_numbers_in_cells_stand_in_the_text() -> None:
    number = r"{\listtext 1.\tab}"
    assert texts(row(number + r"\ls1 a\par " + r"{\listtext 2.\tab}b", "c")) == ["1.a\n2.b", "c"]


# Tables


def test_rows_make_tables_and_paragraphs_part_them() -> None:
    body = row(gbk("序号"), "") + row("1", r"a\par b") + r"x\par " + row("y")
    found = blocks(body)
    assert [(one.text, one.where) for one in found] == [
        ("序号", "表1第1行第1列"),
        ("", "表1第1行第2列"),
        ("1", "表1第2行第1列"),
        ("a\nb", "表1第2行第2列"),
        ("x", "第1段"),
        ("y", "表2第1行第1列"),
    ]
    assert found[0].cell == Cell(1, 1, 1)


def test_merges_by_marks_and_by_edges() -> None:
    start, go_on = r"\clvmgf\cellx1000", r"\clvmrg\cellx1000"
    body = (
        row("all", edges=(r"\cellx3000",))
        + row("wide", "", "r", edges=(r"\clmgf\cellx1000", r"\clmrg\cellx2000", r"\cellx3000"))
        + row("tall", "b", "c", edges=(start, r"\cellx2000", r"\cellx3000"))
        + row("", "d", "e", edges=(go_on, r"\cellx2040", r"\cellx3000"))
        + row("under", "f", edges=(r"\clvmrg\cellx1000", r"\cellx3000"))
    )
    assert cells(body) == [
        ("1,1+1,3", "all"),
        ("2,1+1,2", "wide"), ("2,3+1,1", "r"),
        ("3,1+3,1", "tall"), ("3,2+1,1", "b"), ("3,3+1,1", "c"),
        ("4,2+1,1", "d"), ("4,3+1,1", "e"),
        ("5,2+1,2", "f"),
    ]  # fmt: skip
    assert unread(body) == (Unread("被合并单元格遮住的文字（5字）", "表1第3行第1列"),)


def test_definitions_may_come_late_or_last_or_be_missing() -> None:
    late = r"\pard\intbl a\cell b\cell\trowd\cellx500\cellx1500\row"
    lasting = r"\trowd\cellx500\cellx1500\intbl a\cell b\cell\row c\cell\row\pard"
    missing = r"\intbl a\cell b\cell\row"
    bare = r"\trowd\cellx900\cellx1800 a\cell b\cell\row"
    zero = r"\trowd\cellx0\cellx0 \intbl a\cell b\cell\row"
    pair = [("1,1+1,1", "a"), ("1,2+1,1", "b")]
    assert cells(late) == cells(missing) == cells(bare) == cells(zero) == pair
    assert cells(r"\trowd\cellx500\cellx1500\intbl a\cell b\cell\cell\cell\row") == pair
    assert cells(lasting) == [*pair, ("2,1+1,1", "c"), ("2,2+1,1", "")]


def test_nested_tables_follow_the_table_that_holds_them() -> None:
    def inner(text: str) -> str:
        return (
            rf"\pard\intbl\itap2 {text}\nestcell{{\*\nesttableprops\trowd\cellx400\nestrow}}"
            r"{\nonesttables\par}"
        )

    outer = r"\trowd\cellx1000\cellx2000 \pard\intbl out\par " + inner("i1") + inner("i2")
    body = outer + r"\pard\intbl tail\cell next\cell\row\pard " + row("z", "")
    assert [(one.text, one.where) for one in blocks(body)] == [
        ("out\ntail", "表1第1行第1列"),
        ("next", "表1第1行第2列"),
        ("z", "表1第2行第1列"),
        ("", "表1第2行第2列"),
        ("i1", "表2第1行第1列"),
        ("i2", "表2第2行第1列"),
    ]


def test_deleted_rows_are_gone() -> None:
    gone = r"\trowd\cellx900\intbl{\deleted x\cell}{\deleted\trowd\cellx900\row}"
    assert cells(gone + row("y")) == [("1,1+1,1", "y")]
    assert blocks(gone) == ()


def test_paragraphs_marked_as_in_a_table_without_cells_are_kept() -> None:
    assert texts(r"\pard\intbl a\par b\par\pard c\par") == ["a", "b", "c"]
    assert texts(r"\trowd\cellx900\pard\intbl a\cell b") == ["a", "b"]


# Bad files


@pytest.mark.parametrize("data", [b"", b"x", b"{\\rt", "整改".encode(), b"{\\html1 x}"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        rtf.read(data)
    assert caught.value.hint


def test_space_and_marks_before_the_file_do_not_matter() -> None:
    assert [one.text for one in rtf.read(b"\xef\xbb\xbf\r\n{\\rtf1 a}\0\0")[0]] == ["a"]


def test_what_a_broken_end_means_is_listed() -> None:
    assert rtf.read(b"{\\rtf1 a\\par {b")[1] == (
        Unread("缺少的内容：文件没有结束标记，可能不完整", "文件末尾"),
    )
    found, missed = rtf.read(b"{\\rtf1 a\\par}} b\\par}")
    assert [one.text for one in found] == ["a"]
    assert missed == (Unread("结束标记之后的内容", "文件末尾"),)


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"{" * 100_000,
        b"{\\rtf1 " + b"{\\footnote a" * 3_000,
        b"{\\rtf1 " + b"{\\shp{\\*\\shpinst{\\shptxt a" * 3_000,
        b"{\\rtf1 " + b"\\intbl\\itap999999 a\\nestcell\\itap0\\par" * 300,
        b"{\\rtf1 {\\stylesheet" + b"{\\s1" * 3_000,
        b"{\\rtf1 {\\fonttbl" + b"{" * 3_000 + b"}" * 5_000,
        b"{\\rtf1 {\\stylesheet" + b"{\\s1\\sbasedon2 a;}{\\s2\\sbasedon1 b;}}\\s1 x",
        b"{\\rtf1 \\trowd" + b"\\cellx1" * 50_000 + b"\\cell\\row" * 50,
        b"{\\rtf1\\ansicpg99999999999 \\uc-5 \\u99999999 \\f-1 \\s-3 \\ls-2\\ilvl-9 x",
    ],
)
def test_hostile_structures_are_bounded(data: bytes) -> None:
    try:
        rtf.read(data)
    except InputError as error:
        assert "嵌套过深" in error.message


@pytest.mark.parametrize("cells", [r"\cell\row" * 99, r"\cell" * 2_000])
def test_endless_tables_are_refused(cells: str) -> None:
    shape = r"\trowd" + "".join(rf"\cellx{edge}" for edge in range(200, 5_000, 200))
    with pytest.raises(InputError, match="单元格过多"):
        rtf.read(file(shape + cells + r" x\row"), Limits(cells=1_000))


def test_endless_text_is_refused() -> None:
    with pytest.raises(InputError, match="文字太多"):
        rtf.read(file(r"a\par " * 1_000), Limits(characters=1_000))


WHOLE = file(
    LISTS
    + row("a", r"\u25972?", edges=(r"\clvmgf\cellx900", r"\cellx1800"))
    + r"{\header h}{\footnote n}{\shp{\*\shpinst{\shptxt b\par}}}{\pict\bin3 abc}\ls1 x\par"
    + gbk("整改")
)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_garbage_raises_only_input_errors(garbage: bytes) -> None:
    with contextlib.suppress(InputError):
        rtf.read(b"{\\rtf1 " + garbage)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_mutated_files_raise_only_input_errors(data: st.DataObject) -> None:
    spoilt = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        piece = data.draw(st.sampled_from([b"", b"{", b"}", b"\\", b"\\'", b"0", b"\xff", b"-9"]))
        spoilt[place : place + data.draw(st.integers(0, 3))] = piece
    try:
        found, _ = rtf.read(bytes(spoilt))
    except InputError:
        return
    # No lone surrogates: every text can be written out.
    assert all(one.text.encode() or not one.text for one in found)
