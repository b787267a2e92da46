"""Form rules (公文格式) on whole Word files: made by the standard, and made as people make them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from wenfeng.domain import Document, Finding, Profile
from wenfeng.extract import extract
from wenfeng.official import paper as official
from wenfeng.official import writing
from wenfeng.readers import File, read
from wenfeng.rules import form, length
from wenfeng.rules.rule import Case, judge_with

PROFILE = Profile("test", "测试")
TASKS = (
    "1.清理淤塞沟渠。对全县四十八条沟渠逐条登记、逐条疏通，登记表一沟一页，存县水务局备查。"
    "（责任单位：县水务局；完成时限：2025年6月底前）",
    "2.更换锈死闸门。十二座闸门全部更换，每座落实一名看管员，名单在村务公开栏公布。"
    "（责任单位：县水务局；完成时限：2025年8月底前）",
)


def judged(document: Document, profile: Profile = PROFILE) -> tuple[Finding, ...]:
    case = Case(document, extract(document), profile)
    return judge_with(form.RULES + length.RULES, case)


def opened(file: WordFile) -> Document:
    held = io.BytesIO()
    file.save(held)
    return read(File(held.getvalue(), "docx", ".docx"), "方案.docx")


def remarks(file: WordFile) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in judged(opened(file)):
        found.setdefault(finding.rule, []).append(finding.message)
    return found


def write(file: WordFile, text: str, font: str = "仿宋_GB2312", size: float = 16) -> Paragraph:
    line = file.add_paragraph()
    letters(line.add_run(text), font, size)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(28.95)
    line.paragraph_format.space_after = Pt(0)
    return line


def body(file: WordFile, text: str, font: str = "仿宋_GB2312", size: float = 16) -> Paragraph:
    line = write(file, text, font, size)
    line.paragraph_format.first_line_indent = Pt(32)
    return line


def letters(run: Run, font: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def pages(file: WordFile) -> None:
    for section in file.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)


def page_number(footer: object, align: WD_ALIGN_PARAGRAPH, font: str = "宋体") -> None:
    line = footer.paragraphs[0]  # type: ignore[attr-defined]
    line.alignment = align
    for text in ("— ", "PAGE", " —"):
        run = line.add_run(text if text != "PAGE" else "")
        run.font.size, run.font.name = Pt(14), font
        if text == "PAGE":
            for kind in ("begin", None, "end"):
                part = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    part.set(qn("w:fldCharType"), kind)
                else:
                    part.text = " PAGE "
                run._element.append(part)


def standard() -> WordFile:
    """A paper by GB/T 9704—2012 from beginning to end, with an annex on its side."""
    file = docx.Document()
    pages(file)
    number = write(file, "清政办发〔2025〕8号")
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in ("清河县人民政府办公室", "关于整治田间沟渠的通知"):
        write(file, words, "方正小标宋_GBK", 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(file, "各乡镇人民政府，县政府各部门：")
    body(file, "为保证今年汛期排水畅通，经县政府同意，现就整治田间沟渠的有关事项通知如下。")
    body(file, "一、主要任务", "黑体")
    body(file, "（一）疏通沟渠", "楷体_GB2312")
    for task in TASKS:
        body(file, task)
    body(file, "附件：1.沟渠登记表")
    body(file, "2.闸门看管员名单").paragraph_format.left_indent = Pt(48)
    for words in ("清河县人民政府办公室", "2025年3月5日"):
        line = write(file, words)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(64)
    section = file.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    pages(file)
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.left_margin = Mm(28), Mm(37)
    write(file, "附件1", "黑体")
    write(file, "沟渠登记表", "方正小标宋_GBK", 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = file.add_table(2, 2)
    for cell, words in zip(table._cells, ("序号", "沟渠", "1", "东干渠"), strict=True):
        cell.text = words
    file.settings.odd_and_even_pages_header_footer = True
    page_number(file.sections[0].footer, WD_ALIGN_PARAGRAPH.RIGHT)
    page_number(file.sections[0].even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    return file


def test_a_paper_by_the_standard_has_no_remarks() -> None:
    file = standard()
    assert remarks(file) == {}
    document = opened(file)
    assert len(document.pages) == 2
    assert [number.alignment for number in document.pages[0].numbers] == ["right", "left"]


@pytest.mark.parametrize(
    "font", ["仿宋", "方正仿宋_GBK", "FangSong", "华文仿宋", "CESI仿宋-GB2312"]
)
def test_any_product_of_a_class_will_do(font: str) -> None:
    file = standard()
    for line in file.paragraphs:
        for run in line.runs:
            fonts = run._element.rPr.rFonts
            if fonts.get(qn("w:eastAsia")) == "仿宋_GB2312":
                fonts.set(qn("w:eastAsia"), font)
    assert remarks(file) == {}


def paragraph(file: WordFile, start: str) -> Paragraph:
    return next(line for line in file.paragraphs if line.text.startswith(start))


def _letter_paper(file: WordFile) -> None:
    file.sections[0].page_width, file.sections[0].page_height = Mm(215.9), Mm(279.4)


def _word_margins(file: WordFile) -> None:
    file.sections[0].left_margin = file.sections[0].right_margin = Mm(31.8)


def _song_title(file: WordFile) -> None:
    letters(paragraph(file, "清河县人民政府办公室").runs[0], "宋体", 22)


def _pasted(file: WordFile) -> None:
    letters(paragraph(file, "2.更换").runs[0], "微软雅黑", 12)


def _latin_name_only(file: WordFile) -> None:
    """As filled from a template by a program that sets the Western font only."""
    for line in file.paragraphs:
        for run in line.runs:
            run._element.rPr.rFonts.attrib.pop(qn("w:eastAsia"))
            run.font.name = "仿宋_GB2312"


def _no_indent(file: WordFile) -> None:
    paragraph(file, "1.清理").paragraph_format.first_line_indent = Pt(0)


def _black_level(file: WordFile) -> None:
    letters(paragraph(file, "（一）").runs[0], "黑体", 16)


def _dense(file: WordFile) -> None:
    paragraph(file, "1.清理").paragraph_format.line_spacing = Pt(20)


def _centred_numbers(file: WordFile) -> None:
    file.sections[0].footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (_letter_paper, {"form.page"}),
        (_word_margins, {"form.margins"}),
        (_song_title, {"form.font-title"}),
        (_pasted, {"form.font-body"}),
        (_no_indent, {"form.indent"}),
        (_black_level, {"form.font-level"}),
        (_dense, {"form.pitch"}),
        (_centred_numbers, {"form.page-number"}),
        (_latin_name_only, {"form.plain"}),
    ],
)
def test_one_fault_gives_the_remark_of_its_rule(
    change: Callable[[WordFile], None], rules: set[str]
) -> None:
    file = standard()
    change(file)
    assert set(remarks(file)) == rules


def test_many_paragraphs_of_one_fault_are_one_remark() -> None:
    file = standard()
    for line in file.paragraphs:
        if line.text.startswith(("为保证", "1.清理", "2.更换")):
            letters(line.runs[0], "宋体", 16)
    assert remarks(file) == {
        "form.font-body": [
            "正文有 3 段不是仿宋体，用的是宋体，最早在第5段（为保证今年汛期排水畅通，…）"
        ]
    }


def test_a_note_in_another_font_inside_a_paragraph_changes_nothing() -> None:
    file = standard()
    letters(paragraph(file, "1.清理").add_run("（见图）"), "楷体", 14)
    assert remarks(file) == {}


def test_attachments_that_go_on_on_the_same_page_are_told() -> None:
    file = standard()
    write(file, "附件2", "黑体")
    write(file, "闸门看管员名单")
    assert remarks(file) == {"form.attachments": ["“附件2”没有另起一页"]}


def test_a_page_break_before_the_attachment_will_do() -> None:
    file = standard()
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    write(file, "附件2", "黑体")
    write(file, "闸门看管员名单")
    assert remarks(file) == {}


def test_a_profile_may_ask_for_another_size() -> None:
    profile = Profile("test", "测试", settings=((("form.font-body", "size"), 14.0),))
    found = judged(opened(standard()), profile)
    assert [one.rule for one in found] == ["form.font-body"]
    assert "不是四号字" in found[0].message


def test_a_profile_bounds_the_length_of_any_document() -> None:
    profile = Profile("test", "测试", settings=((("length.document", "most"), 100),))
    found = judged(opened(standard()), profile)
    assert [one.rule for one in found] == ["length.document"]
    assert "100 字" in found[0].message


def test_a_plan_as_a_program_starts_it_is_told_once() -> None:
    file = docx.Document()
    for text in ("田间沟渠整治工作方案", *TASKS, *TASKS):
        file.add_paragraph(text)
    assert list(remarks(file)) == ["form.plain"]


def test_a_ledger_has_no_title_page() -> None:
    file = docx.Document()
    file.add_paragraph("田间沟渠整治任务分解表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = file.add_table(len(TASKS) + 1, 2)
    for row, words in zip(table.rows, ("整治任务", *TASKS), strict=True):
        row.cells[0].text = words
    assert remarks(file) == {}


def test_papers_that_the_program_writes_itself_have_no_remarks() -> None:
    paper = official.begin("关于退回修改整治方案的通知")
    writing.title(paper, "关于退回修改田间沟渠整治方案的通知")
    writing.recipient(paper, "县水务局")
    writing.body(paper, "你单位报来的方案收悉。经审核，尚有四处需要修改，现予退回，请修改后重报。")
    writing.heading(paper, 1, "一、需要修改的内容")
    writing.heading(paper, 2, "（一）缺少责任主体")
    writing.body(paper, TASKS[0])
    writing.attachments(paper, ["修改意见一览表", "反馈问题对照表"])
    writing.signature(paper, "中共清河县委督查室", date(2025, 3, 5))
    writing.annex(paper, "修改意见一览表", 1, 2)
    assert judged(read(File(official.finish(paper), "docx", ".docx"), "通知.docx")) == ()


def test_form_is_never_an_error() -> None:
    assert {rule.level for rule in form.RULES + length.RULES} <= {"info", "warning"}
