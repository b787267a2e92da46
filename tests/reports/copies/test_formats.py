"""Repeated papers as table, workbook and JSON: what is told, and that no file is obeyed."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.reports.copies.found import QINGHE, YUNLING
from wenfeng.columns import width
from wenfeng.copies import Duplicates, Exchange
from wenfeng.reports import Page
from wenfeng.reports.copies import WRITERS
from wenfeng.reports.copies.wording import percent


def test_json_keeps_the_contract(found: Duplicates) -> None:
    data: Any = json.loads(WRITERS["json"](found, Page()))
    assert data["schema"] == "wenfeng.duplicates/1"
    first = data["documents"][0]
    assert (first["path"], first["sha256"]) == ("上报/清河县.docx", "0" * 64)
    assert (first["title"], first["characters"]) == ("清河县供水问题整改方案", len(QINGHE))
    pair = data["pairs"][0]
    assert (pair["a"], pair["b"], pair["kind"]) == ("上报/清河县.docx", "上报/云岭县.docx", "near")
    assert (pair["similarity"], pair["coverage_a"], pair["coverage_b"]) == (0.716, 0.34, 0.41)
    for passage in pair["passages"]:
        assert QINGHE[slice(*passage["a"])] == passage["text"]
        assert "云岭县" in YUNLING[slice(*passage["b"])]
    assert pair["exchanges"][0] == {"a": "清河县", "b": "云岭县", "times": 3}
    group = data["groups"][0]
    assert group["members"] == ["上报/清河县.docx", "上报/云岭县.docx"]
    assert group["proposal"] and group["kind"] == "copied" and group["keep"] == group["members"][0]
    assert group["extras"][0]["path"] == "上报/云岭县.docx"
    assert data["documents"][1]["copied"] == 0.62
    assert data["documents"][1]["largest"] == {"path": "上报/清河县.docx", "share": 0.41}
    assert data["failures"][0]["path"] == "上报/坏.docx"
    assert data["summary"]["documents"] == 3 and data["summary"]["near"] == 1


def test_a_paper_without_anything_copied_has_no_source(found: Duplicates) -> None:
    data: Any = json.loads(WRITERS["json"](replace(found, shares=()), Page()))
    assert {(one["copied"], one["largest"]) for one in data["documents"]} == {(0.0, None)}


def test_table(found: Duplicates) -> None:
    text = WRITERS["table"](found, Page(width=80)).decode()
    for words in (
        "请退回云岭县重写",
        "文件都在：上报",
        "· 对水源地每月巡查一次（云岭县.docx）",
        "照搬（换了名称）　相似度 71%",
        "甲  清河县.docx　34%在乙里",
        "清河县→云岭县 3处、石桥镇→柳林镇",
        "去年/通知.docx（以前存入的）",
        "未能读取 上报/坏.docx：文件已损坏",
        "跳过 1 份：照片.pptx",
    ):
        assert words in text
    proposals, pairs = text.index("留一份"), text.index("重复的文件 2 对")
    assert proposals < pairs < text.index("各份文件的复制比") < text.index("比对了 3 份文件")
    assert all(width(line) <= 80 for line in text.splitlines())


def test_the_table_obeys_no_file(found: Duplicates) -> None:
    papers = (replace(found.papers[0], name="甲\x1b[31m\u202e.docx"), *found.papers[1:])
    text = WRITERS["table"](replace(found, papers=papers), Page()).decode()
    assert "\x1b" not in text and "\u202e" not in text


def test_near_copies_are_told_as_copied_only_where_names_were_exchanged(found: Duplicates) -> None:
    plain = replace(found.pairs[0], exchanges=())
    text = WRITERS["table"](replace(found, pairs=(plain,)), Page()).decode()
    assert "大部分相同　相似度 71%" in text and "照搬" not in text.partition("重复的文件")[2]


def test_who_changed_only_dates_is_not_said_to_have_changed_names(found: Duplicates) -> None:
    dates = (Exchange("2023年4月28日", "2023年5月19日"), Exchange("三月底前", "四月底前"))
    dated = replace(found.pairs[0], exchanges=dates)
    text = WRITERS["table"](replace(found, pairs=(dated,)), Page()).decode()
    assert "大部分相同　相似度 71%" in text and "2023年4月28日→2023年5月19日" in text


def test_papers_of_several_folders_keep_the_part_that_differs(found: Duplicates) -> None:
    named = ("/年报/甲/方案.txt", "/年报/甲/乙/方案.txt", "/年报/甲丙/方案.txt")
    papers = tuple(replace(found.papers[0], name=name) for name in named)
    lone = replace(found, papers=papers, pairs=(replace(found.pairs[0], a=1, b=2),))
    text = WRITERS["table"](replace(lone, groups=(), shares=()), Page()).decode()
    assert "文件都在：/年报\n" in text
    assert "甲  甲/乙/方案.txt" in text and "乙  甲丙/方案.txt" in text


def test_of_papers_stored_before_nothing_is_said_to_have_been_given(found: Duplicates) -> None:
    stored = replace(found, papers=tuple(replace(one, stored=True) for one in found.papers))
    text = WRITERS["table"](stored, Page()).decode()
    assert "以前存入的有 4 份重复：完全相同 1 对" in text and "文件都在" not in text
    assert "<b>4</b>份以前存入的" in WRITERS["html"](stored, Page()).decode()


@pytest.mark.parametrize("form", WRITERS)
def test_nothing_repeated(found: Duplicates, form: str) -> None:
    nothing = Duplicates(found.papers[:1], (), (), (), ((),), 0.4)
    made = WRITERS[form](nothing, Page())
    if form in ("table", "html"):
        assert "比对了 1 份文件，没有相似度达到 40% 的。" in made.decode()


def test_a_large_family_is_told_by_its_first_members(found: Duplicates) -> None:
    papers = tuple(replace(found.papers[0], name=f"{n}号.docx") for n in range(1000))
    group = replace(found.groups[0], members=tuple(range(1000)), extras=())
    family = replace(found, papers=papers, groups=(group,), pairs=(), shares=(), common=())
    text = WRITERS["table"](family, Page()).decode()
    assert "1000 份" in text and "8号.docx 等 999 份" in text and "9号.docx" not in text
    page = WRITERS["html"](family, Page()).decode()
    assert "另外 987 份" in page and "999号.docx" in page


def test_the_workbook_holds_no_formula(found: Duplicates) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    papers = (replace(found.papers[0], name="=cmd|' /C calc'!A0", title="+1"), *found.papers[1:])
    book = openpyxl.load_workbook(
        io.BytesIO(WRITERS["excel"](replace(found, papers=papers), Page()))
    )
    assert book.sheetnames == ["汇总", "重复对", "复制比", "未能读取"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    pairs = [[cell.value for cell in row] for row in book["重复对"]]
    assert [row[1] for row in pairs[1:]] == ["完全相同", "照搬（换了名称）"]
    assert pairs[2][2] == 71 and pairs[2][9] == "清河县→云岭县 3处\n石桥镇→柳林镇"
    assert [cell.value for cell in book["复制比"][2]][3:] == [
        100,
        "去年/通知.docx（以前存入的）",
        100,
    ]
    assert [cell.value for cell in book["未能读取"][3]][:2] == ["上报/照片.pptx", "跳过"]


@pytest.mark.parametrize(
    ("share", "words"),
    [(1.0, "100%"), (0.999, "99%"), (0.58, "58%"), (0.29, "29%"), (0.004, "不到1%"), (0.0, "0%")],
)
def test_shares_are_never_more_than_they_are(share: float, words: str) -> None:
    assert percent(share) == words
