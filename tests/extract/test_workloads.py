"""How many tasks each owner has (任务量)."""

from __future__ import annotations

from tests.notation import doc
from wenfeng.extract import extract

TEXT = """
| 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
| 1 | 发放补贴 | 市人社局 | 市财政局 | 2025年5月底前 |
| 2 | 清理欠薪 | 市人力资源和社会保障局 | 各区县 | 2025年6月底前 |
| 3 | 核对账目 | 市财政局、王某某 | 市人社局 | 2025年7月底前 |"""


def test_ways_of_writing_are_added_up_and_groups_left_out() -> None:
    found = {w.name: (w.written, w.lead, w.support) for w in extract(doc(TEXT)).workloads}
    assert found == {
        "市人社局": (("市人社局", "市人力资源和社会保障局"), 2, 1),
        "市财政局": (("市财政局",), 1, 1),
        "王某某": (("王某某",), 1, 0),
    }
