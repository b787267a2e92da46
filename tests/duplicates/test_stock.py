"""Stock phrases: known beforehand, so that two papers are enough to leave them out."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from tests.duplicates.plans import papers, paragraphs
from wenfeng.copies import Pair, Paper
from wenfeng.duplicates import find
from wenfeng.duplicates.aligning import prepared
from wenfeng.duplicates.boilerplate import Boilerplate
from wenfeng.duplicates.fingerprints import SHINGLE
from wenfeng.duplicates.judging import judge, lay
from wenfeng.duplicates.neutral import neutral
from wenfeng.duplicates.stock import stock
from wenfeng.resources import lexicon

PHRASES = [one for group in lexicon("stock")["phrases"].values() for one in group]
NOTHING_LEARNED = Boilerplate(np.zeros(0, np.uint64), np.zeros(0))

FORMULAS = (
    "各乡镇人民政府，各街道办事处，县政府各部门、各直属单位：",
    "现印发给你们，请结合实际，认真贯彻落实。",
    "以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神。",
    "统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局，坚持稳中求进工作总基调。",
    "成立由主要领导任组长，分管领导任副组长，有关部门负责人为成员的工作领导小组。",
    "领导小组下设办公室，办公室设在县政府办公室，负责日常工作。",
    "各责任单位要按照职责分工，密切配合，形成工作合力。",
    "坚持举一反三，建立健全长效机制，实行销号管理，整改一项、销号一项。",
    "对工作不力、进展缓慢的予以通报批评，造成严重后果的，依法依规追究责任。",
    "充分利用广播、电视、报刊、网络等媒体，广泛宣传，营造良好氛围。",
)


def part(text: str) -> float:
    """How much of a text stands in stock phrases."""
    return float(stock(prepared(text)).mean())


def formal(seed: int) -> str:
    """A plan with all the formulas, in one order, between paragraphs of its own."""
    own = paragraphs(seed, len(FORMULAS), sentences=2)
    return "\n".join(line for both in zip(FORMULAS, own, strict=True) for line in both)


def judged(one: str, other: str, threshold: float) -> Pair | None:
    a, b = (lay(Paper("", text), NOTHING_LEARNED) for text in (one, other))
    return judge(0, 1, (a, b), threshold)


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_stock(text: str) -> None:
    assert part(text) > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "各镇街、各单位",
        "全面贯彻落实党的十九大、党的二十大精神，全面贯彻党的十九届五中全会精神",
        "整改一个、\n    销号一个",
        "加强组织领导、加强 督促检查",
    ],
)
def test_numerals_spaces_and_punctuation_do_not_matter(text: str) -> None:
    bare = re.sub(r"[\s、]", "", text)
    assert part(text) == part(bare)


def test_a_congress_is_stock_whatever_its_number() -> None:
    assert part("全面贯彻落实党的十九大精神") == part("全面贯彻落实党的二十大精神") == 1


@pytest.mark.parametrize(
    "text",
    [
        "河堤南段十二处塌方由水利站于汛前用浆砌石补齐，老桥两侧加装护栏八十米。",
        "食堂采购改为每周二公开询价，三家以上报价，菜价与超市当日牌价一并贴在打饭窗口。",
        "退还多收的取暖费四万余元，逐户上门签字，名单在小区门口公示七天。",
        "夜间巡逻增加一班，重点看护化肥厂后墙和废弃砖窑。",
        "把去年压下的二十三件信访件逐件翻出来，谁经手谁登门。",
    ],
)
def test_what_a_plan_says_of_its_own_is_not(text: str) -> None:
    assert part(text) == 0


def test_only_the_phrase_in_a_sentence_is_covered() -> None:
    text = "老街排水沟清淤由城管队包干，切实加强组织领导，落实工作责任，月底请居民代表看现场。"
    paper = prepared(text)
    covered = "".join(text[place] for place in paper.places[stock(paper)])
    assert covered == "切实加强组织领导落实工作责任"


def test_a_word_or_two_between_phrases_belong_to_them() -> None:
    assert part("切实加强组织领导，并且认真抓好贯彻落实") == 1
    assert part("切实加强组织领导，对老街七户住房漏水认真抓好贯彻落实") < 0.8


@pytest.mark.parametrize("text", ["", "。", "清河", "1", "整改方案"])
def test_short_texts_hold_none(text: str) -> None:
    found = stock(prepared(text))
    assert len(found) == len(prepared(text).codes)
    assert not found.any()


def test_two_papers_that_share_only_formulas_are_no_pair() -> None:
    for a, b in combinations(range(4), 2):
        assert find(papers([formal(a), formal(b)])).pairs == ()
        assert judged(formal(a), formal(b), 0.4) is None


def test_formulas_make_hardly_any_likeness() -> None:
    pair = judged(formal(1), formal(2), 0.001)
    assert pair is None or pair.similarity < 0.1


def test_a_page_of_formulas_is_not_lifted() -> None:
    page = "".join(FORMULAS)
    one, other = ("\n".join((*paragraphs(seed, 8), page)) for seed in (1, 2))
    assert judged(one, other, 0.4) is None


def test_a_lifted_passage_between_formulas_is_found() -> None:
    taken = paragraphs(9, 1, sentences=4)
    one, other = ("\n".join((formal(seed), *taken, FORMULAS[-1])) for seed in (1, 2))
    (pair,) = find(papers([one, other])).pairs
    assert pair.kind == "partial"
    assert any(taken[0][:-1] in passage.text for passage in pair.passages)


def test_copies_with_formulas_are_copies_formulas_and_all() -> None:
    other = formal(1).replace(paragraphs(1, 10, sentences=2)[4], paragraphs(7, 1)[0])
    (pair,) = find(papers([formal(1), other])).pairs
    assert pair.similarity > 0.8
    assert any(FORMULAS[1] in passage.text for passage in pair.passages)


def test_papers_of_nothing_but_formulas_can_be_copies() -> None:
    text = "\n".join(FORMULAS)
    (pair,) = find(papers([text, text])).pairs
    assert pair.kind == "identical"


def test_there_are_many_phrases_each_once() -> None:
    assert len(PHRASES) >= 500
    assert len(set(PHRASES)) == len(PHRASES)


@pytest.mark.parametrize("group", lexicon("stock")["phrases"])
def test_phrases_are_long_enough_to_count(group: str) -> None:
    for phrase in lexicon("stock")["phrases"][group]:
        assert len(neutral([phrase]).codes) >= SHINGLE, phrase
