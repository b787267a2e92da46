"""Names and dates put in the place of others, told from other words that differ."""

from __future__ import annotations

import pytest

from tests.duplicates.plans import papers, paragraphs
from wenfeng.duplicates import find
from wenfeng.duplicates.exchanges import exchanged

BODY = paragraphs(5, 6)


def with_name(name: str) -> str:
    """A plan that names somebody three times."""
    one, two, three, four, five, six = BODY
    half = two.index("，") + 1
    return "\n".join(
        [one, name + two[:half] + name + two[half:], three, f"由{name}负责，{four}"]
    ) + (f"\n{five}\n{six}")


def told(a: str, b: str) -> list[tuple[str, str, int]]:
    (pair,) = find(papers([with_name(a), with_name(b)])).pairs
    return [(one.a, one.b, one.times) for one in pair.exchanges]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("清河县", "云岭县"),
        ("柳林镇", "桃源乡"),
        ("清河县", "大石桥市"),
        ("青山村", "红旗社区"),
        ("张伟", "李娜"),
        ("财政局", "水利局"),
        ("教育局", "卫生健康局"),
        ("2014年3月5日", "2015年6月7日"),
        ("2014年3月5日", "2014年12月31日"),
        ("2014年3月", "2014年4月"),
        ("二〇一四年三月", "二〇一五年六月"),
    ],
)
def test_each_name_exchanged_is_told_with_how_often(a: str, b: str) -> None:
    assert told(a, b) == [(a, b, 3)]
    assert told(b, a) == [(b, a, 3)]


@pytest.mark.parametrize(
    ("a", "b", "name"),
    [
        ("清河县人民政府", "云岭县人民政府", ("清河县", "云岭县", 3)),
        ("中共清河县委", "中共云岭县委", ("清河县", "云岭县", 3)),
        ("清河县水务局", "清河县财政局", ("水务局", "财政局", 3)),
        ("副县长张伟", "副县长李建国", ("张伟", "李建国", 3)),
        ("张伟同志", "李娜同志", ("张伟", "李娜", 3)),
    ],
)
def test_a_name_inside_a_longer_one_is_told(a: str, b: str, name: tuple[str, str, int]) -> None:
    assert name in told(a, b)


def test_several_names_are_told_each() -> None:
    found = told("县财政局、县水利局", "县民政局、县教育局")
    assert sorted(found) == [("水利局", "教育局", 3), ("财政局", "民政局", 3)]


def test_the_name_exchanged_most_often_comes_first() -> None:
    one = f"2014年3月5日\n{with_name('清河县')}"
    other = f"2015年6月7日\n{with_name('云岭县')}"
    (pair,) = find(papers([one, other])).pairs
    assert [exchange.times for exchange in pair.exchanges] == [3, 1]


@pytest.mark.parametrize("name", ["清河县", "张伟", "财政局", "2014年3月5日"])
def test_where_nothing_was_exchanged_nothing_is_told(name: str) -> None:
    assert told(name, name) == []


def test_no_person_is_made_of_the_words_around() -> None:
    assert told("县水务局", "市水务局") in ([], [("县水务局", "市水务局", 3)])


@pytest.mark.parametrize(("a", "b"), [("36.5万元", "1280万元"), ("12个", "34个")])
def test_figures_are_no_names(a: str, b: str) -> None:
    assert told(a, b) == []


@pytest.mark.parametrize(
    ("one", "mine", "other", "theirs"),
    [
        ("整改措施", (2, 4), "整改方案", (2, 4)),
        ("由清河县", (1, 1), "由云岭县", (1, 3)),
        ("加快建设", (0, 2), "全力建设", (0, 2)),
        ("投资36万元", (2, 4), "投资48万元", (2, 4)),
        ("甲" * 40 + "县", (0, 40), "乙" * 40 + "县", (0, 40)),
        ("", (0, 0), "", (0, 0)),
    ],
)
def test_other_words_are_no_names(
    one: str, mine: tuple[int, int], other: str, theirs: tuple[int, int]
) -> None:
    assert exchanged(one, mine, other, theirs) is None
