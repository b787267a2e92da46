"""Signs that a measure can be checked: what counts as one, and what only looks like it."""

import pytest

from wenfeng.learned.signs import signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("清退办公用房3间", "quantity"),
        ("每周三抽查一次", "frequency"),
        ("对低保户逐户核对", "each"),
        ("印发《公务接待办法》", "named"),
        ("出台农村公路养护办法", "paper"),
        ("建立问题台账", "record"),
        ("在办事大厅公示", "place"),
        ("约谈欠薪企业负责人", "act"),
        ("考核靠前的给予奖励", "reward"),
        ("进一步加强管理", "zeal"),
        ("加强管理", "effort"),
        ("增强责任意识", "mind"),
        ("围绕5个方面用力", "hollow"),
    ],
)
def test_a_sign_is_seen(text: str, sign: str) -> None:
    assert sign in signs(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("围绕5个方面用力", "quantity"),
        ("把握三个维度", "quantity"),
        ("下好全县一盘棋", "quantity"),
        ("完善各项规章制度", "paper"),
        ("制定相关措施和办法", "paper"),
        ("进一步提高认识", "act"),
    ],
)
def test_what_only_looks_like_a_sign_is_none(text: str, sign: str) -> None:
    assert sign not in signs(text)


def test_how_many_clauses_say_something_is_counted() -> None:
    assert "clauses-none" in signs("提高认识，加强领导")
    assert "clauses-some" in signs("提高认识，清退办公用房3间")
    assert "clauses-all" in signs("清退办公用房3间")
