"""What the docx reader says of looks, pages and comments (版式、页面、批注)."""

from __future__ import annotations

import pytest

from tests.readers.test_docx import field, p, part, r, tbl, tc, tr, word, zipped
from wenfeng.domain import Comment, Look, Page, PageNumber, Span
from wenfeng.readers import docx
from wenfeng.readers.layout import Laid

THEME = (
    "<a:fontScheme><a:majorFont><a:latin typeface='Cambria'/><a:ea typeface=''/>"
    "<a:font script='Hans' typeface='黑体'/></a:majorFont>"
    "<a:minorFont><a:latin typeface='Calibri'/><a:ea typeface=''/>"
    "<a:font script='Jpan' typeface='游明朝'/><a:font script='Hans' typeface='等线'/>"
    "</a:minorFont></a:fontScheme>"
)
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
)


def laid(body: str, **parts: str) -> Laid:
    return docx.read_laid(word(body, **parts))


def look(body: str, **parts: str) -> Look:
    found = laid(body, **parts).blocks[0].look
    assert found is not None
    return found


def run(**values: str) -> str:
    """A w:rPr: fonts by script, other properties by name."""
    fonts = "".join(f' w:{k}="{values.pop(k)}"' for k in ("ascii", "eastAsia") if k in values)
    inner = f"<w:rFonts{fonts}/>" if fonts else ""
    rest = "".join(f'<w:{key} w:val="{value}"/>' for key, value in values.items())
    return f"<w:rPr>{inner}{rest}</w:rPr>"


def style(key: str, inner: str, base: str = "", kind: str = "paragraph", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{key}"/>{based}'
        f"{inner}</w:style>"
    )


def styled(key: str) -> str:
    return f'<w:pStyle w:val="{key}"/>'


def test_fonts_of_the_theme_by_default() -> None:
    found = look(p("正文"), styles=DEFAULTS, theme=THEME)
    assert (found.font, found.latin, found.size) == ("等线", "Calibri", 10.5)


def test_a_theme_goes_before_a_name_in_one_place_and_a_later_name_before_the_theme() -> None:
    both = '<w:rPr><w:rFonts w:eastAsia="楷体" w:eastAsiaTheme="majorEastAsia"/></w:rPr>'
    assert look(p(r("正文", both)), theme=THEME).font == "黑体"
    assert look(p(r("正文", run(eastAsia="仿宋"))), styles=DEFAULTS, theme=THEME).font == "仿宋"


def test_a_name_for_western_letters_leaves_the_chinese_font() -> None:
    found = look(p(r("正文", run(ascii="仿宋"))), styles=DEFAULTS, theme=THEME)
    assert (found.font, found.latin) == ("等线", "仿宋")


def test_one_name_for_different_letters_is_not_mixed_up() -> None:
    body = p(r("甲乙", run(ascii="仿宋"))) + p(r("甲乙", run(eastAsia="仿宋")))
    looks = [one.look for one in laid(body).blocks]
    assert [(one.font, one.latin) for one in looks if one] == [("", "仿宋"), ("仿宋", "")]


def test_nothing_said_is_nothing_known() -> None:
    assert look(p("正文")) == Look()


def test_styles_through_their_bases_and_over_defaults() -> None:
    styles = (
        DEFAULTS
        + style("a", run(eastAsia="宋体"), more=' w:default="1"')
        + style("b", "<w:pPr><w:jc w:val='center'/></w:pPr>" + run(eastAsia="仿宋", sz="32"), "a")
        + style("c", run(b="1"), "b")
    )
    found = look(p("正文", properties=styled("c")), styles=styles, theme=THEME)
    assert (found.font, found.size, found.bold, found.alignment) == ("仿宋", 16, True, "center")
    assert look(p("正文"), styles=styles, theme=THEME).font == "宋体"


def test_bold_in_a_bold_style_is_not_bold_and_a_run_has_the_last_word() -> None:
    styles = style("a", run(b="1"), more=' w:default="1"') + style(
        "s", run(b="1"), kind="character"
    )
    assert look(p("正文"), styles=styles).bold
    assert not look(p(r("正文", run(rStyle="s"))), styles=styles).bold
    assert look(p(r("正文", run(rStyle="s", b="1"))), styles=styles).bold
    assert not look(p(r("正文", run(b="0"))), styles=styles).bold


def test_most_characters_decide_each_thing_by_itself() -> None:
    body = p(
        r("四个字符", run(eastAsia="仿宋", sz="32")),
        r("又三字", run(eastAsia="黑体", sz="32")),
        r("另外三", run(eastAsia="黑体", sz="28")),
    )
    found = look(body)
    assert (found.font, found.size) == ("黑体", 16)


def test_what_a_field_asks_for_has_no_weight() -> None:
    code = r("PAGEREF and a long instruction", run(eastAsia="黑体"))
    body = p(
        r("正文", run(eastAsia="仿宋")), field("{", code, "|", r("3", run(eastAsia="仿宋")), "}")
    )
    assert look(body).font == "仿宋"


def test_a_run_that_shows_nothing_has_no_weight() -> None:
    formula = "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"
    mark = f"<w:r>{run(sz='16')}<w:commentReference/></w:r>"
    assert look(p(formula, mark)) == look(p(formula))


@pytest.mark.parametrize(
    ("indent", "first", "left"),
    [
        ('w:firstLine="640"', 2, 0),
        ('w:firstLineChars="200" w:firstLine="400"', 2, 0),
        ('w:firstLineChars="0" w:firstLine="640"', 2, 0),
        ('w:left="640" w:hanging="640"', 0, 2),
        ('w:leftChars="100" w:left="999"', 1, 1),
        ('w:firstLine="32pt"', 2, 0),
        ('w:firstLine="无"', 0, 0),
    ],
)
def test_indents_in_characters(indent: str, first: float, left: float) -> None:
    found = look(p(r("正文", run(sz="32")), properties=f"<w:ind {indent}/>"))
    assert (found.indent, found.left) == (first, left)


def test_a_hanging_line_puts_away_the_first_line_of_the_style() -> None:
    styles = style("a", '<w:pPr><w:ind w:firstLineChars="200"/></w:pPr>', more=' w:default="1"')
    own = '<w:ind w:left="200" w:hanging="200"/>'
    assert look(p("正文"), styles=styles).indent == 2
    assert look(p("正文", properties=own), styles=styles).indent == 0


def test_the_indent_of_a_list_lies_over_the_style_and_under_the_paragraph() -> None:
    level = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="400" w:hanging="200"/></w:pPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = style("a", '<w:pPr><w:ind w:firstLine="200"/></w:pPr>', more=' w:default="1"')
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    own = number + '<w:ind w:left="0" w:firstLine="400"/>'
    assert look(p("正文", properties=number), styles=styles, numbering=level).indent == 1
    assert look(p("正文", properties=own), styles=styles, numbering=level).indent == 2


def test_alignment_right_indent_and_fixed_lines() -> None:
    own = (
        '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:rightChars="400"/>'
        '<w:jc w:val="right"/>'
    )
    found = look(p("正文", properties=own))
    assert (found.alignment, found.right, found.pitch) == ("right", 4, 28.95)
    assert look(p("正文", properties='<w:spacing w:line="360" w:lineRule="auto"/>')).pitch is None


def test_equal_looks_are_one_object_and_cells_have_none() -> None:
    found = laid(p("甲") + p("乙") + tbl(tr("丙"))).blocks
    assert found[0].look is found[1].look
    assert found[2].look is None


def test_readers_that_know_no_looks_get_none() -> None:
    data = word(p("甲"))
    assert docx.read(data)[0][0].look is None


BREAK = '<w:r><w:br w:type="page"/></w:r>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098"/></w:sectPr>'


@pytest.mark.parametrize(
    ("between", "begins"),
    [
        ("", False),
        (p(BREAK), True),
        (p(BREAK) + p(), True),
        (p() * 2, False),
        (p() * 9, None),
        (p(BREAK) + tbl(tr("表")), False),
        (p("", properties=SECTION), True),
    ],
)
def test_where_a_page_begins(between: str, begins: bool | None) -> None:
    found = laid(p("正文") + between + p("附件1")).blocks
    assert found[-1].text == "附件1"
    assert found[-1].look is not None
    assert found[-1].look.new_page is begins


def test_a_break_before_in_or_behind_a_paragraph() -> None:
    body = (
        p("甲", BREAK)
        + p("乙")
        + p(BREAK, "丙")
        + p("丁", properties="<w:pageBreakBefore/>")
        + p("<w:r><w:lastRenderedPageBreak/><w:t>戊</w:t></w:r>")
        + p("己")
    )
    looks = [block.look for block in laid(body).blocks]
    assert [one.new_page for one in looks if one] == [False, True, True, True, True, False]


def test_a_section_that_goes_on_begins_no_page() -> None:
    first = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = p("甲", properties=first) + p("乙") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    found = laid(body).blocks[1].look
    assert found is not None
    assert found.new_page is False


def sheet(width: int, height: int, more: str = "", margins: str = "") -> str:
    return (
        f'<w:sectPr>{more}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="2098"'
        f' w:bottom="1984" w:left="1587" w:right="1474" w:footer="1400"{margins}/></w:sectPr>'
    )


def test_pages_of_each_section() -> None:
    body = p("甲") + p("乙", properties=sheet(11906, 16838)) + p("丙") + sheet(16838, 11906)
    first, second = laid(body).pages
    assert first == Page(0, 210.0, 297.0, 37.0, 35.0, 28.0, 26.0, 24.7)
    assert (second.block, second.width, second.height) == (2, 297.0, 210.0)


def test_a_section_that_ends_in_an_empty_paragraph() -> None:
    body = p("甲") + p(properties=sheet(11906, 16838)) + p("乙") + sheet(16838, 11906)
    assert [page.block for page in laid(body).pages] == [0, 1]


def test_the_room_for_binding_counts_as_margin() -> None:
    (page,) = laid(p("甲") + sheet(11906, 16838, margins=' w:gutter="567"')).pages
    assert page.left == 38.0


def test_pages_that_are_not_described_are_not_known() -> None:
    assert laid(p("甲")).pages == ()


def test_the_grid_says_lines_and_characters() -> None:
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
    styles = style("a", run(sz="32"), more=' w:default="1"')
    body = p("甲") + sheet(11906, 16838).replace("</w:sectPr>", f"{grid}</w:sectPr>")
    (page,) = laid(body, styles=styles).pages
    assert (page.lines, page.characters) == (22, 28)


def paged(section: str, settings: str = "", **footers: str) -> Laid:
    """A file whose footers have relations rodd and reven."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{key}" Type="{relation}/{kind}" Target="{key}.xml"/>'
        for key, kind in [*((one, "footer") for one in footers), ("settings", "settings")]
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return docx.read_laid(
        zipped(
            {
                "word/document.xml": part("document", f"<w:body>{p('甲')}{section}</w:body>"),
                "word/_rels/document.xml.rels": (
                    f'<Relationships xmlns="{package}">{links}</Relationships>'
                ),
                "word/settings.xml": part("settings", settings),
                **{f"word/{key}.xml": part("ftr", inner) for key, inner in footers.items()},
            }
        )
    )


def numbered(align: str, before: str = "— ", after: str = " —") -> str:
    letters = run(ascii="宋体", sz="28")
    code = "<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>"
    return p(
        r(before, letters),
        field("{", code, "|", r("1", letters), "}"),
        r(after, letters),
        properties=f'<w:jc w:val="{align}"/>',
    )


def reference(key: str, kind: str) -> str:
    return f'<w:footerReference w:type="{kind}" r:id="r{key}"/>'


def test_page_numbers_of_odd_and_even_pages() -> None:
    section = sheet(11906, 16838, reference("odd", "default") + reference("even", "even"))
    switch = "<w:evenAndOddHeaders/>"
    found = paged(section, switch, odd=numbered("right"), even=numbered("left"))
    assert found.pages[0].numbers == (
        PageNumber("宋体", 14, "right", "—"),
        PageNumber("宋体", 14, "left", "—"),
    )
    without = paged(section, odd=numbered("right"), even=numbered("left"))
    assert without.pages[0].numbers == (PageNumber("宋体", 14, "right", "—"),)


def test_a_page_number_without_dashes_and_a_footer_without_a_number() -> None:
    section = sheet(11906, 16838, reference("odd", "default"))
    assert paged(section, odd=numbered("center", "", "")).pages[0].numbers[0].dash == ""
    assert paged(section, odd=p("内部资料")).pages[0].numbers == ()


def test_a_page_number_in_a_frame_or_a_box_stands_where_that_stands() -> None:
    section = sheet(11906, 16838, reference("odd", "default"))
    framed = numbered("left").replace("<w:jc", '<w:framePr w:xAlign="outside"/><w:jc')
    boxed = p(
        '<w:r><w:pict><v:shape style="mso-position-horizontal:outside"><v:textbox>'
        f"<w:txbxContent>{numbered('left')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    for footer in (framed, boxed):
        assert paged(section, odd=footer).pages[0].numbers[0].alignment == "outside"


def test_a_page_number_that_was_never_counted_looks_as_it_is_asked_for() -> None:
    letters = run(ascii="宋体", sz="28")
    code = f"<w:r>{letters}<w:instrText> PAGE </w:instrText></w:r>"
    section = sheet(11906, 16838, reference("odd", "default"))
    (page,) = paged(section, odd=p(field("{", code, "}"))).pages
    assert page.numbers == (PageNumber("宋体", 14, "left", ""),)


def test_a_later_section_goes_on_with_the_footer_before() -> None:
    first = sheet(11906, 16838, reference("odd", "default"))
    section = p("乙", properties=first) + p("丙") + sheet(16838, 11906)
    assert [len(page.numbers) for page in paged(section, odd=numbered("right")).pages] == [1, 1]


# --- comments -------------------------------------------------------------------------------


def start(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def end(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/>'


def point(key: int) -> str:
    return f'<w:r><w:commentReference w:id="{key}"/></w:r>'


def said(key: int, text: str, author: str = "贺青") -> str:
    return f'<w:comment w:id="{key}" w:author="{author}">{p(text)}</w:comment>'


def about(body: str, *comments: str) -> list[tuple[str, list[str]]]:
    """Each comment's text, and the words it is about."""
    found = laid(body, comments="".join(comments))
    return [
        (one.text, [found.blocks[s.block].text[s.start : s.end] for s in one.spans])
        for one in found.comments
    ]


def test_a_comment_is_about_words() -> None:
    body = p("责任单位：", start(1), r("有关单位"), end(1), point(1), r("。"))
    found = laid(body, comments=said(1, "文风:忽略 owner.vague 已另行明确"))
    assert found.comments == (
        Comment("贺青", "文风:忽略 owner.vague 已另行明确", (Span(0, 5, 9),)),
    )
    assert found.unread == ()


def test_a_comment_over_several_paragraphs() -> None:
    body = p("一二", start(1), r("三四")) + p("五六") + p("七", end(1), point(1), r("八"))
    assert about(body, said(1, "改")) == [("改", ["三四", "五六", "七"])]


def test_marks_between_paragraphs_belong_to_the_next() -> None:
    body = start(1) + p("甲") + end(1) + p(point(1), "乙")
    assert about(body, said(1, "改")) == [("改", ["甲"])]


def test_a_comment_in_a_cell_of_several_lines() -> None:
    cell = tc(p("一行"), p("二", start(1), r("三四"), end(1), point(1)))
    assert about(tbl(tr("甲", cell)), said(1, "改")) == [("改", ["三四"])]


def test_a_comment_at_a_point_and_one_at_nothing() -> None:
    body = p("甲乙", point(1), r("丙"))
    found = laid(body, comments=said(1, "此处") + said(2, "无处"))
    assert [one.spans for one in found.comments] == [(Span(0, 2, 2),), ()]


def test_hidden_breaks_and_fields_before_a_comment_move_it() -> None:
    code = "<w:r><w:instrText>REF x</w:instrText></w:r>"
    body = p(BREAK, field("{", code, "|", r("甲"), "}"), start(1), r("乙丙"), end(1), point(1))
    assert about(body, said(1, "改")) == [("改", ["乙丙"])]


def test_a_comment_of_several_paragraphs_and_an_empty_one() -> None:
    two = f'<w:comment w:id="1">{p("一")}{p("二")}</w:comment>'
    found = laid(p("甲", point(1), point(2)), comments=two + said(2, ""))
    assert [one.text for one in found.comments] == ["一\n二"]
    assert [one.what for one in found.unread] == ["批注（1条）"]


def test_marks_the_wrong_way_round_harm_nothing() -> None:
    body = p("甲", end(1), r("乙"), start(1), r("丙"), point(1))
    assert about(body, said(1, "改")) == [("改", [""])]
