from __future__ import annotations

from dataclasses import replace

from lxml import html

from wenfeng.domain import Batch, Skipped
from wenfeng.reports.as_html import write


def words(batch: Batch) -> str:
    return " ".join(html.fromstring(write(batch).decode()).text_content().split())


def test_a_reader_finds_everything_in_it(batch: Batch) -> None:
    text = words(batch)
    for expected in (
        *("青禾县供水整改方案", "青政办〔2025〕7号", "管网漏损率高", "更换老旧管网12公里。"),
        *("县水务局", "配合：县财政局", "2025-05-31", "没有责任主体", "写明由谁负责", "依据甲"),
        *("图片", "plans/坏.docx", "文件已损坏", "请重新导出", "2 条错误".replace(" ", "")),
    ):
        assert expected in text, expected


def test_words_of_a_plan_cannot_become_markup(batch: Batch) -> None:
    page = write(batch).decode()
    assert "=完善&lt;应急&gt;预案" in page
    assert "<应急>" not in page


def test_the_page_needs_nothing_from_outside(batch: Batch) -> None:
    page = write(batch).decode()
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe")
    assert "http" not in page and "@import" not in page


def test_missing_and_vague_values_are_marked_in_their_cells(batch: Batch) -> None:
    tree = html.fromstring(write(batch).decode())
    assert "没有责任主体" in tree.xpath("//td[@class='lacks']")[0].text_content()
    assert "尽快" in tree.xpath("//td[@class='weak']")[0].text_content()


def test_one_bar_a_rule(batch: Batch) -> None:
    tree = html.fromstring(write(batch).decode())
    assert len(tree.xpath("//*[name()='rect']")) == 3


def hinted(batch: Batch) -> Batch:
    """The batch with its lack of an owner said a second time, as a hint about the first entry."""
    report = batch.reports[0]
    hint = replace(report.findings[0], level="info", entry="1")
    second = replace(report.reading.entries[0], owners=())
    reading = replace(report.reading, entries=(second, *report.reading.entries[1:]))
    return replace(
        batch, reports=(replace(report, reading=reading, findings=(*report.findings, hint)),)
    )


def test_bars_of_one_rule_are_told_apart_by_level(batch: Batch) -> None:
    page = write(hinted(batch), {"owner.missing": "没有责任主体"}).decode()
    labels = html.fromstring(page).xpath("//*[name()='text'][@x='0']/text()")
    assert sorted(label for label in labels if "主体" in label) == [
        "没有责任主体",
        "没有责任主体（提示）",
    ]


def test_a_hint_is_not_marked_like_an_error(batch: Batch) -> None:
    tree = html.fromstring(write(hinted(batch)).decode())
    assert [len(tree.xpath(f"//td[@class='{kind}']")) for kind in ("hint", "lacks")] == [1, 1]


def test_a_file_without_entries_is_marked(batch: Batch) -> None:
    report = batch.reports[0]
    empty = replace(report, reading=replace(report.reading, entries=()))
    tree = html.fromstring(write(Batch((report, empty), ())).decode())
    assert [td.text for td in tree.xpath("//td[@class='nothing']")] == ["0"]


def test_what_was_skipped_is_told(batch: Batch) -> None:
    skipped = (Skipped("材料/汇报.pptx", "演示文稿，先另存为 PDF"),)
    assert "跳过 1 份：汇报.pptx（演示文稿" in words(replace(batch, skipped=skipped))


def test_an_empty_batch_is_a_page() -> None:
    assert "0 份文件" in words(Batch((), ())).replace("0份", "0 份")
