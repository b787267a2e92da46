"""Comments in Word files: on the exact words, and nothing else in the file changed."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from tests.marking.word_packages import (
    DAY,
    HEAD,
    STRICT,
    W,
    blocks,
    mark,
    members,
    on,
    package,
    seen,
    words,
    zipped,
)
from wenfeng.domain import Span
from wenfeng.errors import InputError
from wenfeng.marking import Note, comment
from wenfeng.readers import docx

BOLD = "<w:rPr><w:b/></w:rPr>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, looks: str = "") -> str:
    return f"<w:r>{looks}{t(text)}</w:r>"


def p(*inner: str, looks: str = "") -> str:
    return f"<w:p>{looks}{''.join(inner)}</w:p>"


def ins(*inner: str, name: str = "ins", key: int = 1) -> str:
    head = f'w:id="{key}" w:author="张三" w:date="2025-01-01T00:00:00Z"'
    return f"<w:{name} {head}>{''.join(inner)}</w:{name}>"


def deleted(text: str) -> str:
    inner = f"<w:r><w:delText>{text}</w:delText></w:r>"
    return f'<w:del w:id="9" w:author="张三" w:date="2025-01-01T00:00:00Z">{inner}</w:del>'


def table(*rows: tuple[str, ...]) -> str:
    """Cells are paragraphs' XML."""
    inner = "".join(f"<w:tr>{''.join(f'<w:tc>{c}</w:tc>' for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def control(inner: str, *settings: str) -> str:
    properties = "".join(f"<w:{one}/>" for one in settings)
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def only(body: str, wanted: str, block: int = 0, **parts: str) -> str:
    """The words under a comment on the wanted words; the text must read as before."""
    data = package(body, **parts)
    before = blocks(data)
    done = mark(data, on(before[block], wanted))
    assert [one.text for one in blocks(done)] == [one.text for one in before]
    (found,) = words(done)
    return found


def document(data: bytes) -> str:
    return members(data)["word/document.xml"].decode()


RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>cong</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>淙</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)


def field(code: str, *result: str) -> str:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText> {code}</w:instrText></w:r>{middle}{''.join(result)}{end}"


TOC_BEGINS, TOC_ENDS = field("TOC", "|").split("|")
LINK = field('HYPERLINK "http://example.com"', r("第三条"))
SHAPES = {
    "inside a run": (p(r("整改责任没有落实到人")), "没有落实"),
    "a whole run": (p(r("整改"), r("责任"), r("到人")), "责任"),
    "across runs": (p(r("整改责"), r("任没", BOLD), r("有落实")), "责任没有"),
    "several texts in a run": (p(f"<w:r>{t('甲乙')}{t('丙丁')}</w:r>"), "乙丙"),
    "tab": (p(f"<w:r>{t('甲乙')}<w:tab/>{t('丙丁')}</w:r>"), "乙\t丙"),
    "after a tab": (p(f"<w:r>{t('甲乙')}<w:tab/>{t('丙丁')}</w:r>"), "丙"),
    "line break": (p(f"<w:r>{t('甲乙')}<w:br/>{t('丙丁')}</w:r>"), "乙\n丙"),
    "hyphen": (p(f"<w:r>{t('甲')}<w:noBreakHyphen/>{t('丙')}</w:r>"), "甲-"),
    "blanks that are not shown": (p("<w:r><w:t>  甲乙 丙  </w:t></w:r>"), "乙 "),
    "insertion": (p(r("甲"), ins(r("乙丙")), r("丁")), "乙丙"),
    "half an insertion": (p(r("甲"), ins(r("乙丙丁")), r("戊")), "甲乙"),
    "inside an insertion": (p(ins(r("乙丙丁"))), "丙"),
    "moved": (p(r("甲"), ins(r("乙丙"), name="moveTo"), r("丁")), "丙丁"),
    "over a deletion": (p(r("甲乙"), deleted("去掉"), r("丙丁")), "乙丙"),
    "hyperlink": (p('<w:hyperlink w:anchor="x">', r("见附件一"), "</w:hyperlink>"), "附件"),
    "link made by a field": (p(r("按照"), LINK, r("办理")), "照第三"),
    "up to a field": (p(r("按照"), field("REF a", r("第三条")), r("办理")), "照"),
    "a line of a table of contents": (
        p(TOC_BEGINS, r("一、目标")) + p(r("二、任务"), TOC_ENDS),
        "目标",
    ),
    "content control": (p(r("责任人："), control(r("张某某"), "richText")), "某某"),
    "two paragraphs of a cell": (table((p(r("甲乙")) + p(r("丙丁")),)), "乙\n丙"),
    "a cell around a nested table": (
        table((p(r("甲乙")) + table((p(r("里面")),)) + p(r("丙丁")),)),
        "乙\n丙",
    ),
    "soft page break": (p(f"<w:r><w:lastRenderedPageBreak/>{t('甲乙')}</w:r>"), "甲"),
    "astral characters": (p(r("𠮷林县，𠮷林")), "林县，𠮷"),
}


@pytest.mark.parametrize(("body", "wanted"), SHAPES.values(), ids=SHAPES)
def test_the_comment_covers_exactly_the_words(body: str, wanted: str) -> None:
    found = only(body, wanted)
    # A nested table lies between the two paragraphs; people see it under the comment.
    assert found.replace("里面\n", "") == wanted


WHOLE = {
    "pinyin": (p(r("前"), RUBY, r("后")), "淙", "淙"),
    "half of what stands beside pinyin": (p(r("前文"), RUBY, r("后")), "文淙", "文淙"),
    "symbol": (
        p(f'<w:r>{t("甲")}<w:sym w:font="Wingdings" w:char="F0FE"/>{t("乙")}</w:r>'),
        "甲",
        "甲",
    ),
    "simple field": (
        p('<w:fldSimple w:instr="DATE">', r("三月五日"), "</w:fldSimple>"),
        "月五",
        "三月五日",
    ),
    "field": (p(r("按照"), field("REF a", r("第三条")), r("办理")), "照第三", "照第三条"),
    "half a field": (
        p(r("按照"), field("REF a", r("第三"), r("条")), r("办理")),
        "条办",
        "第三条办",
    ),
    "field in a field": (
        p(r("按"), field("IF", r("第"), field("REF a", r("三")), r("条")), r("办")),
        "三",
        "第三条",
    ),
    "a control that Word fills in": (
        p(r("日期："), control(r("三月五日"), "date")),
        "五日",
        "三月五日",
    ),
}


@pytest.mark.parametrize(("body", "wanted", "covered"), WHOLE.values(), ids=WHOLE)
def test_what_cannot_be_split_is_covered_whole(body: str, wanted: str, covered: str) -> None:
    assert only(body, wanted) == covered


def test_runs_keep_their_looks_when_split() -> None:
    looks = '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:b/><w:sz w:val="32"/></w:rPr>'
    data = package(p(f'<w:r w:rsidR="00A1">{looks}{t("甲乙丙")}</w:r>'))
    done = document(mark(data, on(blocks(data)[0], "乙")))
    assert done.count(looks) == 3
    assert done.count('<w:r w:rsidR="00A1">') == 3


def test_recorded_changes_of_looks_keep_numbers_of_their_own() -> None:
    change = '<w:rPr><w:b/><w:rPrChange w:id="7" w:author="a"><w:rPr/></w:rPrChange></w:rPr>'
    data = package(p(r("甲乙丙", change)))
    found = re.findall(
        r'<w:rPrChange w:id="(\d+)"', document(mark(data, on(blocks(data)[0], "乙")))
    )
    assert len(found) == len(set(found)) == 3


def test_split_text_keeps_its_blanks() -> None:
    data = package(p("<w:r><w:t>甲 乙</w:t></w:r>"))
    done = mark(data, on(blocks(data)[0], "甲 "))
    assert words(done) == ["甲 "]
    assert blocks(done)[0].text == "甲 乙"


def test_remarks_in_the_xml_stay() -> None:
    data = package(
        p("<!-- 注 --><?keep me?>", r("甲乙丙")) + p("<w:r><w:t>丁<!-- x -->戊</w:t></w:r>")
    )
    first, second = blocks(data)
    done = mark(data, on(first, "乙"), on(second, "戊"))
    assert "<!-- 注 --><?keep me?>" in document(done)
    assert words(done) == ["乙", "戊"]


def test_the_reader_finds_the_comments_again() -> None:
    data = package(p(r("甲乙"), ins(r("丙丁"))) + table((p(r("戊己")) + p(r("庚辛")),)))
    first, second = blocks(data)
    done = mark(data, on(first, "乙丙", "一"), on(second, "己\n庚", "二"))
    found = docx.read_laid(done).comments
    assert [(one.author, one.text) for one in found] == [("文风", "一"), ("文风", "二")]
    assert [one.spans for one in found] == [(Span(0, 1, 3),), (Span(1, 1, 4),)]


def test_several_comments_at_one_place_and_crossing() -> None:
    data = package(p(r("甲乙丙丁戊")))
    (block,) = blocks(data)
    notes = [
        on(block, w, f"【错误】{n}")
        for n, w in enumerate(("乙丙", "乙丙", "丙丁", "甲乙丙丁戊", "戊"))
    ]
    found = seen(mark(data, *notes))
    assert [one.words for one in found] == ["乙丙", "乙丙", "丙丁", "甲乙丙丁戊", "戊"]
    assert [one.text for one in found] == [f"【错误】{n}" for n in range(5)]


def test_the_words_of_a_comment() -> None:
    data = package(p(r("甲乙")))
    text = "【错误】没有“责任人” <b>&\n建议：\x07写明\n依据：第三条"
    (found,) = seen(mark(data, on(blocks(data)[0], "甲", text)))
    assert found.text == text.replace("\x07", "")
    assert found.author == "文风"
    done = members(mark(data, on(blocks(data)[0], "甲")))["word/comments.xml"].decode()
    assert 'w:date="2026-03-05T09:30:00Z"' in done
    assert 'w:initials="文"' in done


def empty_at(body: str, offset: int, block: int = 0) -> str:
    data = package(body)
    found = blocks(data)[block]
    offset = len(found.text) if offset < 0 else offset
    done = mark(data, Note(found.anchor, offset, offset, "【错误】缺", "error"))
    assert [one.text for one in blocks(done)] == [one.text for one in blocks(data)]
    return words(done)[0]


@pytest.mark.parametrize(
    ("text", "offset", "covered"),
    [
        ("完善制度。加强考勤，按时到岗。", -1, "按时到岗。"),
        ("完善制度。加强考勤，按时到岗。", 5, "完善制度。"),
        ("完善制度", -1, "完善制度"),
        ("完善制度", 0, "完善制度"),
        ("加强考勤，按时到岗", 0, "加强考勤"),
        ("加强考勤。  ", -1, "加强考勤。"),
        ("。。。", -1, "。。。"),
    ],
)
def test_where_something_is_missing_the_words_before_are_covered(
    text: str, offset: int, covered: str
) -> None:
    assert empty_at(p(r(text)), offset) == covered


def test_a_blank_stretch_counts_as_empty() -> None:
    data = package(p(r("加强考勤    ")))
    (block,) = blocks(data)
    assert words(mark(data, Note(block.anchor, 4, 8, "缺", "info"))) == ["加强考勤"]


def test_an_empty_cell_takes_the_comment_itself() -> None:
    body = table((p(r("措施")), p()))
    assert empty_at(body, 0, block=1) == ""
    data = package(body)
    done = document(mark(data, Note(blocks(data)[1].anchor, 0, 0, "缺", "error")))
    cell = done[done.index("</w:tc><w:tc>") :]
    assert cell.index("commentReference") < cell.index("</w:tc></w:tr>")


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    f"{p(r('监督电话'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    f"<v:shape><v:textbox><w:txbxContent>{p(r('监督电话'))}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_words_in_a_text_box_are_commented_where_the_box_is_anchored() -> None:
    data = package(p(r("前"), BOX, r("后")))
    block = next(one for one in blocks(data) if one.kind == "textbox")
    done = mark(data, on(block, "电话", "【提示】核对\n建议：写全"))
    (found,) = seen(done)
    assert found.text == "【提示】核对（指文本框里的“电话”）\n建议：写全"
    inside = re.findall("<w:txbxContent>(.*?)</w:txbxContent>", document(done))
    assert len(inside) == 2 and not any("comment" in one for one in inside)
    start, end = (document(done).index(f"commentRange{one}") for one in ("Start", "End"))
    assert start < document(done).index("AlternateContent") < end


NOTES = f'<w:footnote w:id="2">{p(r("另有规定的除外"))}</w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def test_words_in_a_footnote_are_commented_at_its_reference() -> None:
    data = package(p(r("按规定办理"), CALL, r("，按时")), footnotes=NOTES)
    block = next(one for one in blocks(data) if one.kind == "footnote")
    done = mark(data, on(block, "另有规定"))
    assert seen(done)[0].text == "【错误】看这里（指脚注里的“另有规定”）"
    assert members(done)["word/footnotes.xml"] == members(data)["word/footnotes.xml"]
    start, end = (document(done).index(f"commentRange{one}") for one in ("Start", "End"))
    assert start < document(done).index("footnoteReference") < end


def test_a_footnote_nobody_refers_to_is_commented_on_the_first_paragraph() -> None:
    data = package(p(r("标题")) + p(r("正文")), footnotes=NOTES)
    block = next(one for one in blocks(data) if one.kind == "footnote")
    assert words(mark(data, on(block, "另有"))) == ["标题"]


OLD = (
    '<w:comment w:id="4" w:author="李四" w:date="2025-01-01T00:00:00Z"><w:p><w:r><w:t>旧意见'
    "</w:t></w:r></w:p></w:comment>"
)


def test_comments_that_are_there_survive() -> None:
    body = p(
        '<w:commentRangeStart w:id="4"/>',
        r("甲乙丙"),
        '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
        r("丁"),
    )
    data = package(body, comments=OLD)
    found = seen(mark(data, on(blocks(data)[0], "乙丙丁")))
    assert [(one.author, one.words) for one in found] == [("李四", "甲乙丙"), ("文风", "乙丙丁")]
    assert found[0].text == "旧意见"


def test_numbers_do_not_clash_with_marks_whose_comment_is_gone() -> None:
    body = p('<w:commentRangeStart w:id="11"/>', r("甲"), '<w:commentRangeEnd w:id="11"/>')
    data = package(body, comments=OLD)
    done = mark(data, on(blocks(data)[0], "甲"))
    assert 'w:comment w:id="12"' in members(done)["word/comments.xml"].decode()


def test_only_the_parts_concerned_change() -> None:
    others = {"word/media/image1.png": b"\x89PNG" + bytes(500), "word/theme/theme1.xml": b"<a/>"}
    data = package(p(r("甲乙")), others, styles="<w:style/>", settings="<w:zoom/>")
    done = mark(data, on(blocks(data)[0], "甲"))
    before, after = members(data), members(done)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert list(after) == [*before, "word/comments.xml"]
    for old, new in zip(infos(data), infos(done), strict=False):
        assert (old.filename, old.date_time, old.compress_type, old.external_attr) == (
            *(new.filename, new.date_time, new.compress_type),
            new.external_attr,
        )


def test_with_comments_already_there_only_two_parts_change() -> None:
    data = package(p(r("甲乙")), comments=OLD)
    done = mark(data, on(blocks(data)[0], "甲"))
    before, after = members(data), members(done)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


def test_nothing_to_say_leaves_the_file_as_it_is() -> None:
    data = package(p(r("甲")))
    assert comment(data, (), date=DAY) == data


def test_the_head_of_the_part_stays() -> None:
    data = package(p(r("甲乙")))
    before, after = (document(one) for one in (data, mark(data, on(blocks(data)[0], "甲"))))
    head = before[: before.index("<w:body>")]
    assert head.startswith(HEAD) and "mc:Ignorable" in head
    assert after.startswith(head)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_other_encodings_stay(encoding: str) -> None:
    files = members(package(p(r("甲乙𠮷丙"))))
    text = files["word/document.xml"].decode().replace("UTF-8", encoding)
    data = zipped({**files, "word/document.xml": text.encode(encoding)})
    done = members(mark(data, on(blocks(data)[0], "乙𠮷")))["word/document.xml"]
    after = done.decode(encoding)
    assert after.startswith(text[: text.index("<w:body>")])
    assert "乙𠮷" in after


def test_strict_files() -> None:
    data = package(p(r("甲乙丙")), space=STRICT)
    done = mark(data, on(blocks(data)[0], "乙"))
    assert words(done) == ["乙"]
    rels = members(done)["word/_rels/document.xml.rels"].decode()
    assert "purl.oclc.org/ooxml/officeDocument/relationships/comments" in rels
    assert W not in document(done) + members(done)["word/comments.xml"].decode()


def test_a_main_part_by_another_name() -> None:
    data = package(p(r("甲乙丙")), main="Inhalt/Haupt.xml")
    done = mark(data, on(blocks(data)[0], "乙"))
    assert [one.words for one in seen(done, "Inhalt/Haupt.xml", "Inhalt/comments.xml")] == ["乙"]
    types = members(done)["[Content_Types].xml"].decode()
    assert 'PartName="/Inhalt/comments.xml"' in types


def test_a_name_taken_by_a_part_that_is_not_related() -> None:
    data = package(p(r("甲乙")), {"word/comments.xml": b"<else/>"})
    done = mark(data, on(blocks(data)[0], "甲"))
    assert members(done)["word/comments.xml"] == b"<else/>"
    assert [one.words for one in seen(done, part="word/comments1.xml")] == ["甲"]


def test_without_a_list_of_relations_one_is_made() -> None:
    files = members(package(p(r("甲乙")), footnotes=NOTES))
    del files["word/_rels/document.xml.rels"]
    data = zipped(files)
    done = mark(data, on(blocks(data)[0], "甲"))
    assert words(done) == ["甲"]
    assert [one.text for one in blocks(done)] == [one.text for one in blocks(data)]


def test_relations_have_numbers_of_their_own() -> None:
    data = package(p(r("甲")), styles="", settings="", numbering="")
    rels = members(mark(data, on(blocks(data)[0], "甲")))["word/_rels/document.xml.rels"]
    keys = [one.get("Id") for one in ElementTree.fromstring(rels)]
    assert len(keys) == len(set(keys)) == 4


def test_macros_survive() -> None:
    macro = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}
    data = package(p(r("甲")), macro)
    done = mark(data, on(blocks(data)[0], "甲"))
    assert members(done)["word/vbaProject.bin"] == macro["word/vbaProject.bin"]


def test_a_place_that_is_not_there_is_told() -> None:
    data = package(p(r("甲")))
    with pytest.raises(InputError, match="与检查时的不一样"):
        mark(data, Note("p:99", 0, 1, "缺", "error"))


def test_more_comments_than_word_can_take() -> None:
    data = package(p(r("甲")))
    (block,) = blocks(data)
    with pytest.raises(InputError, match="批注太多"):
        mark(data, *[on(block, "甲")] * 32_768)
