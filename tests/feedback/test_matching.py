"""Which entries take up which opinion, and how (意见与条目对应)."""

from __future__ import annotations

import pytest

from tests.notation import doc, read
from wenfeng.domain import Feedback, Response
from wenfeng.feedback import items, match

PLAN = """清河镇整改方案
1.会议多、陪会多。全镇会议每月不超过两次，每次不超过一小时。（责任单位：党政办；完成时限：2025年6月底前）
2.公务接待超标准。来客凭公函在食堂用餐，不上烟酒。（责任单位：党政办；完成时限：2025年6月底前）
3.背街小巷路灯少。新装路灯六十盏。（责任单位：城建办；完成时限：2025年6月底前）
4.垃圾清运不及时。增加保洁员十二名，垃圾一天一清。（责任单位：环卫站；完成时限：2025年6月底前）
5.服务态度生硬。进一步强化服务意识，不断改善服务态度。（责任单位：便民中心；完成时限：2025年6月底前）"""


def answers(opinions: list[str], plan: str = PLAN) -> list[Response]:
    asked = tuple(Feedback(text, "意见.txt", "第1段") for text in opinions)
    return list(match(asked, read(plan)))


def matched(response: Response) -> list[str]:
    return [one.entry for one in response.matches]


@pytest.mark.parametrize(
    ("opinion", "entry"),
    [
        ("天天开会，干部没空下村", "e1"),
        ("请客吃饭太多，大吃大喝", "e2"),
        ("晚上巷子里黑灯瞎火", "e3"),
        ("村口垃圾成堆，没人收垃圾", "e4"),
    ],
)
def test_words_of_the_street_find_official_ones(opinion: str, entry: str) -> None:
    (response,) = answers([opinion])
    assert (response.status, matched(response)) == ("answered", [entry])


def test_what_nobody_takes_up_is_unanswered() -> None:
    response = answers(["天天开会", "低保评得不公"])[1]
    assert (response.status, response.matches, response.twice) == ("unanswered", (), False)


def test_empty_words_are_a_weak_answer() -> None:
    (response,) = answers(["窗口的人态度差，爱理不理"])
    assert (response.status, matched(response)) == ("weak", ["e5"])


def test_a_problem_without_a_measure_is_a_weak_answer() -> None:
    plan = (
        "| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n"
        "| 1 | 路灯损坏 |  | 李青 | 6月底 |\n| 2 | 会议多 | 每月不超过两次 | 周平 | 6月底 |"
    )
    (response,) = answers(["路灯坏了没人修"], plan)
    assert (response.status, matched(response)) == ("weak", ["e1"])


def test_a_problem_that_no_entry_takes_up_is_a_weak_answer_without_a_match() -> None:
    plan = (
        "清河镇整改方案\n一、存在的主要问题\n1.路灯损坏多。\n2.会议多。\n3.低保评议不公开。\n"
        "二、整改措施\n1.会议多的减下来，每月不超过两次。（责任单位：党政办；完成时限：2025年6月底前）"
    )
    response = answers(["开会太多", "低保评得不公"], plan)[1]
    assert (response.status, response.matches) == ("weak", ())


def test_a_problem_listed_apart_lends_its_words_to_the_measure() -> None:
    plan = (
        "清河镇整改方案\n第一部分 查摆出的主要问题\n问题1：会议多，支书天天往镇里跑。\n"
        "问题2：三公里进村道路坑洼不平。\n问题3：橘子卖不出去。\n"
        "第二部分 整改措施\n1.每月10日合并召开例会。（责任单位：党政办；时限：2025年6月底）\n"
        "2.筹资硬化道路，加装护栏。（责任单位：交通站；时限：2025年6月底）\n"
        "3.组建合作社统一销售橘子。（责任单位：农技站；时限：2025年6月底）\n"
        "4.三台公车钥匙统一保管。（责任单位：党政办；时限：2025年6月底）"
    )
    (response,) = answers(["支书老往镇里跑"], plan)
    assert matched(response) == ["e1"]


def test_two_matters_in_one_opinion_are_answered_twice() -> None:
    (response,) = answers(["路灯坏了没人修，村口的垃圾也没人收"])
    assert sorted(matched(response)) == ["e3", "e4"]
    assert response.twice and response.status == "answered"


def test_measures_of_one_problem_are_one_answer() -> None:
    plan = (
        "| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n"
        "| 1 | 会议多 | 会议每月不超过两次 | 周平 | 6月底 |\n"
        "| ^ | ^ | 站所负责人不再陪会 | 周平 | 6月底 |\n"
        "| 2 | 路灯少 | 新装路灯六十盏 | 李青 | 6月底 |"
    )
    (response,) = answers(["开会太多，陪会也多"], plan)
    assert len(response.matches) == 1 and not response.twice


def test_the_opinion_that_is_nearer_has_the_entry() -> None:
    alone = answers(["河里有垃圾"])[0].matches[0]
    near, far = answers(["垃圾没人收，保洁员太少，清运慢", "河里有垃圾"])
    assert matched(near) == ["e4"]
    assert not far.matches or far.matches[0].similarity < alone.similarity


def test_similarities_fall_and_stay_between_0_and_1() -> None:
    for response in answers(["路灯坏了没人修，村口的垃圾也没人收", "天天开会", "公款吃喝"]):
        told = [one.similarity for one in response.matches]
        assert told == sorted(told, reverse=True)
        assert all(0 < one <= 1 for one in told)


def test_boilerplate_is_no_likeness() -> None:
    (response,) = answers(["进一步加强工作，切实落实责任，完善有关制度"])
    assert response.status == "unanswered"


@pytest.mark.parametrize("plan", ["", "关于开会的通知\n定于周五下午开会。"])
def test_a_plan_without_entries_answers_nothing(plan: str) -> None:
    assert [one.status for one in answers(["天天开会"], plan)] == ["unanswered"]


def test_no_opinions() -> None:
    assert match((), read(PLAN)) == ()


def test_the_answer_does_not_hang_on_the_order_of_the_opinions() -> None:
    opinions = [item for item in items(doc("1.天天开会\n2.公款吃喝\n3.巷子里没有路灯"))]
    there = {r.feedback.text: (r.status, r.matches) for r in match(opinions, read(PLAN))}
    back = {r.feedback.text: (r.status, r.matches) for r in match(opinions[::-1], read(PLAN))}
    assert there == back
