"""Two versions in every format: nothing of a file is obeyed, all of the changes are told."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest

from tests.notation import doc, read
from wenfeng.columns import width
from wenfeng.comparing import compare
from wenfeng.domain import Failure, Finding, Profile, Report, Span
from wenfeng.reports import Page
from wenfeng.reports.comparison import WRITERS
from wenfeng.versions import Versions

OLD = """清河县整改方案
1．更换老旧管网12公里。（责任单位：县水务局；完成时限：2025年5月底前）
2．清理<b>旧账</b>。（责任单位：县财政局；完成时限：2025年6月底前）
3．整治占道经营。（责任单位：县城管局；完成时限：2025年6月底前）"""
NEW = """清河县整改方案
1．更换老旧管网15公里<script>alert(1)</script>。（责任单位：县审计局；完成时限：2025年7月底前）
2．开通镇村公交两条。（责任单位：县交通局；完成时限：2025年6月底前）
3．整治占道经营。（责任单位：县城管局；完成时限：2025年6月底前）"""


def report(text: str, name: str, *findings: Finding) -> Report:
    return Report(doc(text, name), read(text), Profile("general", ""), findings)


@pytest.fixture
def versions() -> Versions:
    old, new = read(OLD).entries, read(NEW).entries
    fixed = Finding("a.fixed", "warning", old[0].id, "旧毛病", "", "", Span(1, 0, 0))
    fresh = Finding("a.new", "error", new[1].id, "新毛病\x1b[31m", "改", "", Span(2, 0, 0))
    both = Finding("a.both", "info", old[2].id, "老毛病", "", "", Span(3, 0, 0))
    again = Finding("a.both", "info", new[2].id, "老毛病", "", "", Span(3, 0, 0))
    comparison = compare(
        report(OLD, "旧/方案.txt", fixed, both), report(NEW, "新/方案.txt", fresh, again)
    )
    return Versions((comparison,), failures=(Failure("旧/坏.docx", "文件已损坏", "请重新导出"),))


def test_json(versions: Versions) -> None:
    data: Any = json.loads(WRITERS["json"](versions, Page()))
    assert data["schema"] == "wenfeng.compare/1"
    (one,) = data["documents"]
    assert (one["old"]["path"], one["new"]["path"]) == ("旧/方案.txt", "新/方案.txt")
    changed, same = one["pairs"]
    assert changed["deadline"]["change"] == "later" and changed["deadline"]["days"] == 61
    assert changed["deadline"]["old"]["end"] == "2025-05-31"
    assert [(c["change"], (c["new"] or c["old"])["name"]) for c in changed["owners"]] == [
        ("removed", "县水务局"),
        ("added", "县审计局"),
    ]
    assert {"kind": "gone", "text": "12"} in changed["rewordings"][0]["pieces"]
    assert not same["changed"]
    assert [entry["number"] for entry in one["added"]] == ["2"]
    assert one["added"][0]["split_from"] is None and one["gone"][0]["merged_into"] is None
    told = {state: len(one["findings"][state]) for state in ("fixed", "remaining", "new")}
    assert told == {"fixed": 1, "remaining": 1, "new": 1}
    assert one["summary"]["deadlines_later"] == 1
    assert data["failures"][0]["path"] == "旧/坏.docx"


def test_table(versions: Versions) -> None:
    text = WRITERS["table"](versions, Page(width=80)).decode()
    for words in (
        "时限推迟 61 天：2025年5月底前（2025-05-31） → 2025年7月底前（2025-07-31）",
        "责任主体由县水务局改为县审计局",
        "【删：12】【增：15】",
        "新增的条目 1 条",
        "删去的条目 1 条",
        "新出现  错误  条目 2",
        "未能读取 旧/坏.docx",
    ):
        assert words in text
    assert "\x1b" not in text
    assert all(width(line) <= 80 for line in text.splitlines())


def test_colours_are_ours_and_closed_on_every_line(versions: Versions) -> None:
    text = WRITERS["table"](versions, Page(width=50, colour=True)).decode()
    assert "\x1b[31m【删：12】\x1b[0m" in text.replace("\x1b[0m\x1b[31m", "")
    for line in text.splitlines():
        assert len(re.findall("\x1b\\[[1-9]", line)) == line.count("\x1b[0m")


def test_html_marks_changes_and_obeys_nothing(versions: Versions) -> None:
    page = WRITERS["html"](versions, Page()).decode()
    assert "<del>12</del>" in page and "<ins>15" in page
    assert "<script" not in page and "&lt;script&gt;" in page and "&lt;b&gt;" in page
    assert "\x1b" not in page and "[U+001B]" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy and style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1] and "script-src" not in policy[1]
    assert not re.search(r'(?:src|href|style)="', page)


def test_html_puts_what_is_gone_behind_what_stood_before_it(versions: Versions) -> None:
    page = WRITERS["html"](versions, Page()).decode()
    order = [page.index(words) for words in ("15</ins>", "旧账", "镇村公交", "占道经营")]
    assert order == sorted(order)
