"""The Word file made for plans that are none: its entries in a table, comments at the cells."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import docx as python_docx
import pytest
from corpus.stored import Plan, stored_plans

from tests.marking.word_packages import DAY, Seen, blocks, package, seen
from tests.notation import doc
from wenfeng.domain import Document, Finding, Header, Profile, Report, Span, Unread
from wenfeng.errors import InputError
from wenfeng.extract import extract
from wenfeng.marking import marked

PLAN = """# 清河县供水问题整改方案
2024年3月1日
| 序号 | 存在问题 | 整改措施 | 责任单位 | 整改时限 |
| 1 | 管网漏损率高 | 更换老旧管网12公里 | 县水务局 | 2024年5月底前 |
| 2 | 水费不开票 | 统一印制票据⏎推行扫码缴费 |  | 尽快 |
"""


def finding(document: Document, rule: str, words: str, entry: str | None) -> Finding:
    """A finding about the first place where the words stand; about the title where it is empty."""
    at = next(n for n, one in enumerate(document.blocks) if words in one.text)
    start = document.blocks[at].text.index(words)
    span = Span(at, start, start + len(words))
    return Finding(rule, "error", entry, f"关于{rule}", "改正", "第三条", span)


def report(text: str, *wanted: tuple[str, str, int | None]) -> Report:
    """A report with findings: rule, words, number of the entry."""
    document = doc(text, "方案.xlsx")
    reading = extract(document)
    ids = [entry.id for entry in reading.entries]
    findings = (finding(document, r, w, None if n is None else ids[n]) for r, w, n in wanted)
    return Report(document, reading, Profile("general", "通用"), tuple(findings))


def made(text: str, *wanted: tuple[str, str, int | None]) -> bytes:
    return marked(report(text, *wanted), None, date=DAY)


def table(data: bytes) -> list[list[str]]:
    (found,) = python_docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_the_entries_stand_in_the_table() -> None:
    assert table(made(PLAN)) == [
        ["序号", "问题", "措施", "责任主体", "时限"],
        ["1", "管网漏损率高", "更换老旧管网12公里", "县水务局", "2024年5月底前\n2024-05-31"],
        ["2", "水费不开票", "统一印制票据\n推行扫码缴费", "（未写）", "尽快"],
    ]


def test_the_head_says_what_was_checked_and_when() -> None:
    texts = [one.text for one in blocks(made(PLAN)) if not one.cell]
    assert texts[:4] == [
        "清河县供水问题整改方案",
        "文件：方案.xlsx",
        "文件日期：2024年3月1日",
        "检查日期：2026年3月5日",
    ]
    assert "2 个条目；错误 0 条" in texts[4]


@pytest.mark.parametrize(
    ("rule", "words", "entry", "covered"),
    [
        ("owner.missing", "", 1, "（未写）"),
        ("owner.vague", "县水务局", 0, "县水务局"),
        ("deadline.vague", "尽快", 1, "尽快"),
        ("deadline.past", "2024年5月底前", 0, "2024年5月底前"),
        ("problem.repeated", "漏损率高", 0, "漏损率高"),
        ("measure.vague", "老旧管网", 0, "老旧管网"),
        ("measure.vague", "票据\n推行", 1, "票据\n推行"),
        ("read.uncertain", "县水务局", 0, "县水务局"),
        ("structure.count", "清河县", 0, "更换老旧管网12公里"),
    ],
)
def test_comments_stand_in_the_column_they_are_about(
    rule: str, words: str, entry: int, covered: str
) -> None:
    (found,) = seen(made(PLAN, (rule, words, entry)))
    assert found.words == covered
    assert found.text == f"【错误】关于{rule}\n建议：改正\n出处：第三条（{rule}）"


def test_findings_about_the_whole_document_quote_its_words() -> None:
    data = made(PLAN, ("structure.order", "供水问题", None), ("form.title", "", None))
    assert [one.words for one in seen(data)] == ["“供水问题”", "关于form.title"]
    texts = [one.text for one in blocks(data)]
    assert "第1段：“供水问题”" in texts


def test_sections_have_rows_of_their_own() -> None:
    text = """# 云岭县任务分工
一、重点任务
（一）修路。修通十公里。（责任单位：县交通局）
二、其他任务
（一）建桥。建成两座。（责任单位：县住建局）"""
    rows = table(made(text))
    assert [row[0] for row in rows[1:]] == ["重点任务", "一", "其他任务", "一"]
    assert len(set(rows[1])) == 1


def test_a_document_without_entries() -> None:
    data = made("# 通知\n请各单位报送材料。", ("structure.section-missing", "报送", None))
    assert [one.words for one in seen(data)] == ["“报送”"]
    assert any("没有找到" in one.text for one in blocks(data))


def test_pages_lie_across_and_the_header_is_repeated() -> None:
    document = python_docx.Document(io.BytesIO(made(PLAN)))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.tables[0]._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")
    fonts = document.styles["Normal"].element.xpath("w:rPr/w:rFonts/@w:eastAsia")
    assert fonts == ["仿宋"]
    assert document.styles["Heading 1"].element.xpath("w:rPr/w:rFonts/@w:eastAsia") == ["黑体"]
    assert not document.styles["Title"].element.xpath("w:rPr/w:rFonts/@w:asciiTheme")


def test_what_was_not_read_is_told() -> None:
    told = report(PLAN)
    told = replace(told, document=replace(told.document, unread=(Unread("图片（2张）", "第3段"),)))
    assert "第3段：图片（2张）" in [one.text for one in blocks(marked(told, None, date=DAY))]


def test_characters_that_no_xml_may_hold() -> None:
    odd = PLAN.replace("漏损", "漏\x0b\x00损\ud800").replace("票据", "<w:p>&amp;")
    told = report(odd)
    header = Header(title="题\x08目" * 200)
    data = marked(replace(told, reading=replace(told.reading, header=header)), None, date=DAY)
    assert table(data)[1][1] == "管网漏损\ufffd率高"
    assert "<w:p>&amp;" in table(data)[2][2]


def test_the_same_report_gives_the_same_bytes() -> None:
    wanted = ("owner.missing", "", 1)
    assert made(PLAN, wanted) == made(PLAN, wanted)


def test_a_word_file_that_reads_differently_is_not_written_into() -> None:
    """Another program had to read it, or it was changed since: the places would be wrong."""
    told = report(PLAN, ("owner.missing", "", 1))
    told = replace(told, document=replace(told.document, format="docx"))
    other = package("<w:p><w:r><w:t>别的文字</w:t></w:r></w:p>")
    for data in (other, b"PK\x03\x04 broken"):
        assert table(marked(told, data, date=DAY))[0][0] == "序号"


def test_the_senders_own_file_is_written_into() -> None:
    data = package("<w:p><w:r><w:t>完善制度，尽快落实。</w:t></w:r></w:p>")
    document = Document("方案.docx", "docx", "0" * 64, blocks(data))
    wrong = finding(document, "deadline.vague", "尽快", None)
    told = Report(document, extract(document), Profile("general", "通用"), (wrong,))
    done = marked(told, data, date=DAY)
    assert blocks(done) == blocks(data)
    assert [one.words for one in seen(done)] == ["尽快"]


def test_a_protected_file_is_refused_not_replaced() -> None:
    guarded = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    data = package("<w:p><w:r><w:t>尽快落实</w:t></w:r></w:p>", settings=guarded)
    document = Document("方案.docx", "docx", "0" * 64, blocks(data))
    wrong = finding(document, "deadline.vague", "尽快", None)
    told = Report(document, extract(document), Profile("general", "通用"), (wrong,))
    with pytest.raises(InputError, match="限制编辑"):
        marked(told, data, date=DAY)
    assert marked(replace(told, findings=()), data, date=DAY) == data


@cache
def plans() -> list[Plan]:
    found = list(stored_plans())
    return found[:: len(found) // 40][:40]


@pytest.mark.parametrize("index", range(40))
def test_generated_plans(index: int) -> None:
    """Every value of every entry commented: each comment on words of its row."""
    document = doc(plans()[index]["text"].replace("|", "／"), "方案.txt")
    reading = extract(document)
    findings = tuple(
        Finding("read.checked", "info", entry.id, "核对", "", "", value.span)
        for entry in reading.entries
        for value in entry.values()
    )
    told = Report(document, reading, Profile("general", "通用"), findings)
    data = marked(told, None, date=DAY)
    found: list[Seen] = seen(data) if findings else []
    assert len(found) == len(findings)
    cells = [one.text for one in blocks(data) if one.cell]
    for one, wanted in zip(found, findings, strict=True):
        span = wanted.span
        words = document.blocks[span.block].text[span.start : span.end]
        assert any(one.words.strip() in cell for cell in cells)
        assert one.words == words if any(words in cell for cell in cells) else one.words.strip()
