from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from lxml import html

from wenfeng.domain import (
    Batch,
    Block,
    Cell,
    Entry,
    Feedback,
    Finding,
    Match,
    Report,
    Response,
    Skipped,
    Span,
    Text,
    Waived,
)
from wenfeng.reports.as_html import write

TITLES = {"owner.missing": "没有责任主体", "deadline.vague": "时限不具体"}


def tree_of(batch: Batch) -> Any:
    return html.fromstring(write(batch, TITLES).decode())


def words(batch: Batch) -> str:
    return " ".join(tree_of(batch).text_content().split())


def only(batch: Batch) -> Report:
    return batch.reports[0]


def with_report(batch: Batch, **changes: Any) -> Batch:
    return replace(batch, reports=(replace(only(batch), **changes),))


def with_blocks(batch: Batch, *blocks: Block) -> Batch:
    """A plan of these blocks in which nothing was found."""
    report = only(batch)
    document = replace(report.document, blocks=blocks)
    reading = replace(report.reading, entries=())
    return with_report(batch, document=document, reading=reading, findings=())


def test_a_reader_finds_everything_in_it(batch: Batch) -> None:
    text = words(batch)
    for expected in (
        *("青禾县供水整改方案", "青政办〔2025〕7号", "管网漏损率高", "更换老旧管网12公里。"),
        *("县水务局", "配合：县财政局", "2025-05-31", "没有责任主体", "写明由谁负责", "依据甲"),
        *("图片", "plans/坏.docx", "文件已损坏", "请重新导出", "2 条错误".replace(" ", "")),
        *("退回", "第4段", "deadline.vague", "群众反映强烈"),
    ):
        assert expected in text, expected


def test_words_of_a_plan_cannot_become_markup(batch: Batch) -> None:
    page = write(batch).decode()
    assert "=完善&lt;应急&gt;预案" in page
    assert "<应急>" not in page


def test_the_page_needs_nothing_from_outside(batch: Batch) -> None:
    page = write(batch).decode()
    tree = html.fromstring(page)
    assert not tree.xpath("//link | //img | //iframe | //object | //@src | //@action")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert not re.search(r"https?:|@import|url\(|\beval\b", page)


def test_the_page_allows_its_own_script_and_style_and_nothing_else(batch: Batch) -> None:
    tree = tree_of(batch)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for tag in ("script", "style"):
        (element,) = tree.xpath(f"//{tag}")
        hashed = b64encode(sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{hashed}'" in policy
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "</style></title><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% raw %}",
    ],
)
def test_hostile_words_are_shown_and_do_nothing(batch: Batch, hostile: str) -> None:
    tree = tree_of(hostile_everywhere(batch, hostile))
    assert len(tree.xpath("//script")) == 1 and not tree.xpath("//img")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert tree.text_content().count(hostile) > 10


def hostile_everywhere(batch: Batch, hostile: str) -> Batch:
    report = only(batch)
    entry = report.reading.entries[0]
    taken = Text(hostile, Span(0, 0, len(hostile)))
    owner = replace(entry.owners[0], name=hostile, span=taken.span)
    entry = replace(
        entry,
        number=hostile,
        heading=hostile,
        problem=taken,
        measures=(taken,),
        owners=(owner,),
        deadline=None,
    )
    finding = Finding(
        hostile, "error", entry.id, hostile, hostile, hostile, Span(0, 0, len(hostile))
    )
    blocks = (replace(report.document.blocks[0], text=hostile, where=hostile, label=hostile),)
    header = replace(report.reading.header, title=hostile, issuers=(hostile,))
    changed = replace(
        report,
        document=replace(report.document, name=hostile, blocks=blocks),
        reading=replace(report.reading, header=header, entries=(entry,)),
        findings=(finding,),
        waived=(Waived(finding, hostile, hostile),),
        responses=(Response(Feedback(hostile, hostile, hostile, hostile), "weak"),),
    )
    return replace(batch, reports=(changed, changed))


def test_what_hides_is_spelt_out(batch: Batch) -> None:
    text = words(with_blocks(batch, Block("paragraph", "甲\x00乙\u202e丙\ud800", "第1段")))
    assert "甲[U+0000]乙[U+202E]丙[U+D800]" in text


def test_missing_and_vague_values_are_marked_in_their_cells(batch: Batch) -> None:
    tree = tree_of(batch)
    assert "没有责任主体" in tree.xpath("//td[@class='lacks']")[0].text_content()
    assert "尽快" in tree.xpath("//td[@class='weak']")[0].text_content()


def test_a_finding_of_no_column_stands_at_the_number_of_its_entry(batch: Batch) -> None:
    doubt = Finding("read.ambiguous", "info", "1", "有两种读法", "", "", Span(2, 0, 3))
    (link,) = tree_of(with_report(batch, findings=(doubt,))).xpath("//table[@class='entries']//a")
    assert (link.text, link.get("href"), link.get("title")) == ("1", "#d1f1", "有两种读法")
    assert link.getparent().text.strip() == "1"


def test_a_chart_of_rules_says_their_names_and_how_often_they_spoke(batch: Batch) -> None:
    labels = tree_of(hinted(batch)).xpath("//figure[@class='levels'][1]//*[name()='text']/text()")
    assert {"没有责任主体\u30002", "时限不具体\u30001", "measure.missing\u30001"} <= set(labels)


def test_a_chart_has_a_bar_for_each_level_of_a_rule(batch: Batch) -> None:
    bars = "//figure[@class='levels'][1]//*[name()='rect']"
    assert len(tree_of(batch).xpath(bars)) == 3
    assert len(tree_of(hinted(batch)).xpath(bars)) == 4


def hinted(batch: Batch) -> Batch:
    """The batch with its lack of an owner said a second time, as a hint about the first entry."""
    report = only(batch)
    hint = replace(report.findings[0], level="info", entry="1")
    first = replace(report.reading.entries[0], owners=())
    reading = replace(report.reading, entries=(first, *report.reading.entries[1:]))
    return with_report(batch, reading=reading, findings=(*report.findings, hint))


def test_a_hint_is_not_marked_like_an_error(batch: Batch) -> None:
    tree = tree_of(hinted(batch))
    assert [len(tree.xpath(f"//td[@class='{kind}']")) for kind in ("hint", "lacks")] == [1, 1]


def test_a_file_without_entries_is_marked_and_not_passed(batch: Batch) -> None:
    report = replace(only(batch), findings=())
    empty = replace(report, reading=replace(report.reading, entries=()))
    tree = tree_of(Batch((report, empty), ()))
    assert [td.text for td in tree.xpath("//td[@class='nothing']")] == ["0"]
    assert [td.text_content() for td in tree.xpath("//h2/span")] == ["通过", "待核"]


def test_every_link_leads_somewhere(batch: Batch) -> None:
    tree = tree_of(replace(batch, reports=batch.reports * 2))
    places = tree.xpath("//@id")
    assert len(places) == len(set(places))
    assert {link.removeprefix("#") for link in tree.xpath("//@href")} <= set(places)


def test_findings_stand_under_their_entry(batch: Batch) -> None:
    groups = tree_of(batch).xpath("//table[@class='findings']/tbody")
    assert [group.xpath("tr[1]")[0].text_content() for group in groups] == [
        "全文",
        "条目 2　=完善<应急>预案",
    ]
    assert [len(group.xpath("tr[@data-rule]")) for group in groups] == [1, 2]


def test_sources_are_listed_once(batch: Batch) -> None:
    report = only(batch)
    doubled = with_report(batch, findings=(*report.findings, *report.findings))
    assert words(doubled).count("依据甲") == 1


def test_the_text_shows_what_was_taken(batch: Batch) -> None:
    tree = tree_of(batch)
    taken = {
        kind: [node.text_content() for node in tree.xpath(f"//p/span[contains(@class, '{kind}')]")]
        for kind in ("problem", "measure", "owner", "deadline")
    }
    legend = {"problem": "问题", "measure": "措施", "owner": "责任主体", "deadline": "时限"}
    for kind, name in legend.items():
        taken[kind].remove(name)
    assert "".join(taken["problem"]) == "管网漏损率高"
    assert taken["measure"] == ["更换老旧管网12公里。", "=完善<应急>预案"]
    assert taken["owner"] == ["县水务局", "县财政局"]
    assert taken["deadline"] == ["5月底前", "尽快"]


def test_findings_are_marked_at_their_words_and_gaps_at_their_place(batch: Batch) -> None:
    tree = tree_of(batch)
    lines = [node.text_content() for node in tree.xpath("//*[contains(@class, 'under')]")]
    assert lines == ["管网漏", "尽快"]
    (gap,) = tree.xpath("//a[contains(@class, 'gap')]")
    assert gap.get("title") == "没有责任主体" and gap.tail is None
    assert gap.getnext().text == "=完善<应急>预案"


def table(*cells: tuple[str, Cell]) -> list[Block]:
    return [Block("cell", text, "表1", cell=cell) for text, cell in cells]


def test_tables_are_shown_with_their_merged_cells(batch: Batch) -> None:
    blocks = table(
        ("序号", Cell(1, 1, 1)),
        ("责任", Cell(1, 1, 2, columns=2)),
        ("1", Cell(1, 2, 1, rows=2)),
        ("甲", Cell(1, 2, 2)),
        ("乙", Cell(1, 2, 3)),
        ("丙", Cell(1, 3, 3)),
    )
    tree = tree_of(with_blocks(batch, *blocks))
    rows = tree.xpath("//table[@class='copy']/tr")
    shown = [
        [(td.text or "", td.get("rowspan"), td.get("colspan")) for td in row.xpath("td")]
        for row in rows
    ]
    assert shown == [
        [("序号", None, None), ("责任", None, "2")],
        [("1", "2", None), ("甲", None, None), ("乙", None, None)],
        [("", None, None), ("丙", None, None)],
    ]


def test_texts_of_many_documents_are_folded(batch: Batch) -> None:
    opened = "//details[@class='text']/@open"
    assert tree_of(batch).xpath(opened)
    assert not tree_of(replace(batch, reports=batch.reports * 4)).xpath(opened)


def test_what_was_waived_is_folded_with_its_reason(batch: Batch) -> None:
    waived = Waived(only(batch).findings[0], "县里另有安排", "wenfeng.toml")
    tree = tree_of(with_report(batch, findings=(), waived=(waived,)))
    folded = tree.xpath("//details[not(@open)]")[0].text_content()
    assert "不再提示的意见 1 条" in folded
    assert "县里另有安排" in folded and "wenfeng.toml" in folded


def test_feedback_stands_beside_the_entries_that_answer_it(batch: Batch) -> None:
    responses = (
        Response(
            Feedback("管网漏损严重", "意见.docx", "第2段", "群众意见"),
            "answered",
            (Match("1", 0.83), Match("2", 0.5)),
        ),
        Response(Feedback("水价不公开", "意见.docx", "第3段"), "unanswered"),
    )
    tree = tree_of(with_report(batch, responses=responses))
    rows = [row.text_content() for row in tree.xpath("//table[@class='responses']/tbody/tr")]
    assert "已回应" in rows[0] and "更换管网（相近 83%）" in rows[0] and "多处" in rows[0]
    assert "没有回应" in rows[1] and "水价不公开" in rows[1]
    assert "反馈意见 2 条：已回应 1 条，回应笼统 0 条，没有回应 1 条" in tree.text_content()


def test_nothing_is_said_of_feedback_where_none_was_given(batch: Batch) -> None:
    assert "反馈意见" not in words(batch)


def test_what_was_skipped_is_told(batch: Batch) -> None:
    skipped = (Skipped("材料/汇报.pptx", "演示文稿，先另存为 PDF"),)
    assert "跳过 1 份：汇报.pptx（演示文稿" in words(replace(batch, skipped=skipped))


def test_the_same_batch_gives_the_same_bytes(batch: Batch) -> None:
    assert write(batch, TITLES) == write(batch, TITLES)


def test_a_block_may_hold_more_values_than_text(batch: Batch) -> None:
    """Spans of a reading that went wrong cost a mark, not the report."""
    report = only(batch)
    entry: Entry = replace(report.reading.entries[0], span=Span(1, 0, 900))
    far = replace(report.findings[0], span=Span(1, 800, 900))
    reading = replace(report.reading, entries=(entry,))
    tree = tree_of(with_report(batch, reading=reading, findings=(far,)))
    assert len(tree.xpath("//a[@id='d1t1']")) == 1


def test_an_empty_batch_is_a_page() -> None:
    assert "0 份文件" in words(Batch((), ())).replace("0份", "0 份")
