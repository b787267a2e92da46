"""Comments in the file that call for silence: for what they speak, and for what not."""

from __future__ import annotations

import pytest

from tests.notation import doc
from wenfeng import profiles
from wenfeng.domain import Report
from wenfeng.extract import extract
from wenfeng.rules import RULES, Case, judge
from wenfeng.waivers import waive

TITLES = {rule.id: rule.title for rule in RULES}


def checked(text: str) -> Report:
    document = doc(text)
    reading = extract(document)
    case = Case(document, reading, profiles.load("general"))
    report = Report(document, reading, case.profile, judge(case, {"owner.missing"}))
    return waive(report, (), TITLES)


def left(text: str) -> list[str | None]:
    return [finding.entry for finding in checked(text).findings]


PLAN = """云岭县河道整治工作方案{title}
一、主要任务
1.清理河滩垃圾。沿河设置垃圾箱二十个。{first}
2.疏浚河口。清淤两公里。{second}"""


def plan(**comments: str) -> str:
    marks = {key: f"⟪{words}⟫" for key, words in comments.items()}
    return PLAN.format(**{"title": "", "first": "", "second": "", **marks})


def test_a_comment_speaks_for_the_item_it_stands_at() -> None:
    assert left(plan()) == ["e1", "e2"]
    report = checked(plan(first="文风:忽略 owner.missing 由县长另行指定"))
    assert [f.entry for f in report.findings] == ["e2"]
    (waived,) = report.waived
    assert (waived.finding.entry, waived.reason) == ("e1", "由县长另行指定")
    assert waived.origin == "批注（整改办）"


def test_at_the_title_it_speaks_for_the_whole_plan() -> None:
    assert left(plan(title="文风：忽略 owner 责任分工另文印发")) == []


@pytest.mark.parametrize(
    "words",
    [
        "文风:忽略 deadline.missing 另文明确",
        "文风:忽略 owner.missing",
        "文风:忽略 ownr 另文明确",
        "请忽略 owner.missing 另文明确",
    ],
)
def test_other_comments_change_nothing(words: str) -> None:
    assert left(plan(first=words)) == ["e1", "e2"]


def test_in_a_table_any_cell_of_the_row_will_do() -> None:
    table = """整改清单
| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |
| 1 | 账目不清 | 逐笔核对 |  ⟪文风:忽略 owner.missing 主任空缺，到任后补⟫ | 2025年5月底前 |
| 2 | 库存不实 | 逐仓盘点 |  | 2025年6月底前 |"""
    assert left(table) == ["e2"]
