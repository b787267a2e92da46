"""Where two readings compete, the entry holds both (两可)."""

from __future__ import annotations

from tests.notation import doc
from wenfeng.domain import Doubt
from wenfeng.extract import extract


def doubts(text: str) -> list[tuple[Doubt, ...]]:
    return [entry.doubts for entry in extract(doc(text)).entries]


PLAN = "青禾县粮库整改方案\n一、整改措施\n"


def test_a_parenthesis_behind_the_last_item_may_be_its_own() -> None:
    first, last = doubts(
        f"{PLAN}1.检修仓房。更换测温电缆。\n2.清理库存。逐仓核对。（责任单位：县粮库；2025年5月底前完成）"
    )
    assert last == ()
    (doubt,) = first
    assert doubt.about == "owner"
    assert "县粮库；2025年5月底前" in doubt.reading
    assert "只管其中最后一条（2）" in doubt.other


def test_lines_below_a_list_are_the_lists() -> None:
    assert doubts(
        f"{PLAN}1.检修仓房。更换测温电缆。\n2.清理库存。逐仓核对。\n"
        "责任单位：县粮库\n完成时限：2025年5月底前"
    ) == [(), ()]


def test_every_group_that_ends_so_leaves_no_doubt() -> None:
    group = (
        "1.检修仓房。更换测温电缆。\n2.清理库存。逐仓核对。（责任单位：{}；2025年5月底前完成）\n"
    )
    text = "青禾县粮库整改方案\n一、整改措施\n（一）仓房\n{}（二）账目\n{}".format(
        group.format("县粮库"), group.format("县粮食局")
    )
    assert doubts(text) == [()] * 4


def test_a_month_just_before_the_date_of_the_paper() -> None:
    text = f"{PLAN}1.检修仓房。（责任单位：县粮库；6月底前完成）\n青禾县粮食局\n2025年8月2日"
    ((doubt,),) = doubts(text)
    assert (doubt.reading, doubt.other) == ("6月底前＝2025-06-30", "6月底前＝2026-06-30")


def test_a_month_put_off_to_the_next_year() -> None:
    text = f"{PLAN}1.检修仓房。（责任单位：县粮库；6月底前完成）\n青禾县粮食局\n2025年11月2日"
    ((doubt,),) = doubts(text)
    assert (doubt.reading, doubt.other) == ("6月底前＝2026-06-30", "6月底前＝2025-06-30")


def test_a_month_after_the_date_is_no_question() -> None:
    text = f"{PLAN}1.检修仓房。（责任单位：县粮库；9月底前完成）\n青禾县粮食局\n2025年8月2日"
    assert doubts(text) == [()]


def test_two_problems_that_a_measure_takes_up_alike() -> None:
    text = (
        "青禾县粮库整改方案\n一、存在的主要问题\n"
        "1.三号仓电缆老化，没有更换。\n2.五号仓电缆老化，没有更换。\n"
        "3.账目不清。\n二、整改措施\n（一）仓房电缆老化，没有更换的全部更换。（责任单位：县粮库；2025年5月底前）"
    )
    ((doubt,),) = doubts(text)
    assert doubt.about == "problem"
    assert {doubt.reading[0], doubt.other[0]} == {"三", "五"}


def test_holidays_not_yet_published_are_told() -> None:
    text = (
        f"{PLAN}1.检修仓房。（责任单位：县粮库；自印发之日起15个工作日内）\n"
        "青禾县粮食局\n2038年12月20日"
    )
    ((doubt,),) = doubts(text)
    assert "放假安排不在工作日历里" in doubt.why
