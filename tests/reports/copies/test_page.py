"""The page: passages linked both ways, boilerplate grey, names marked; nothing of a file runs."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import html

from tests.reports.copies.found import NOTICE, QINGHE, YUNLING, paper
from wenfeng.copies import Duplicates, Exchange, Pair, Passage
from wenfeng.reports import Page
from wenfeng.reports.copies import WRITERS, as_html
from wenfeng.reports.copies.side_by_side import MOST


def page(found: Duplicates) -> str:
    return WRITERS["html"](found, Page()).decode()


def tree(found: Duplicates) -> html.HtmlElement:
    return html.fromstring(page(found))


def texts(found: Duplicates, number: int = 1) -> list[html.HtmlElement]:
    """Both sides of a pair."""
    (pair,) = tree(found).xpath(f"//details[@id='p{number}']")
    return pair.xpath(".//div[@class='text']")  # type: ignore[no-any-return]


def two(a: str, b: str, *passages: Passage, exchanges: tuple[Exchange, ...] = ()) -> Duplicates:
    pair = Pair(0, 1, "partial", 0.5, 0.5, 0.5, passages, exchanges)
    return Duplicates((paper("甲.txt", a), paper("乙.txt", b)), (pair,), (), (), (), 0.4)


def test_only_our_style_and_script_may_run(found: Duplicates) -> None:
    made = page(found)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)
    style = re.search(r"<style>(.*?)</style>", made, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", made, re.DOTALL)
    assert policy and style and len(scripts) == 1
    for kind, text in (("style", style[1]), ("script", scripts[0])):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]
    assert "&lt;script&gt;alert(1)" in made and "&lt;b&gt;抢修" in made
    assert not re.search(r'\s(?:src|style|on\w+)="', made)


def test_words_of_a_file_are_escaped_wherever_they_stand() -> None:
    bad = '"><script>x</script>\x00\u202e'
    one = replace(paper(bad, bad + NOTICE), title=bad)
    pair = Pair(0, 1, "near", 0.9, 1, 1, (Passage((0, 9), (0, 9), bad),), (Exchange(bad, bad),))
    made = page(Duplicates((one, one), (pair,), (), (), (), 0.4))
    assert made.count("<script>") == 1 and "\u202e" not in made and "\x00" not in made


def test_every_character_of_both_texts_is_there_in_order(found: Duplicates) -> None:
    for side, text in zip(texts(found, 2), (QINGHE, YUNLING), strict=True):
        lines = [line.text_content() for line in side.xpath(".//p")]
        assert lines == text.split("\n")


def test_every_passage_leads_to_its_like_and_back(found: Duplicates) -> None:
    whole = tree(found)
    links = [a for side in texts(found, 2) for a in side.xpath(".//a[@id]")]
    assert len(links) == 4
    for link in links:
        (partner,) = whole.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert partner.get("href") == f"#{link.get('id')}"
        assert partner.text_content()[-7:] == link.text_content()[-7:]
    names = whole.xpath("//@id")
    assert len(names) == len(set(names))


def test_the_passages_hold_what_is_the_same_and_nothing_else(found: Duplicates) -> None:
    a, b = ([one.text_content() for one in side.xpath(".//a")] for side in texts(found, 2))
    assert a == [
        "更换清河县城区老旧管网12公里，由清河县水务局牵头，",
        "公开水费账目，每季度末在清河县政府网站公布。",
    ]
    assert b == [
        "公开水费账目，每季度末在云岭县政府网站公布。",
        "更换云岭县城区老旧管网12公里，由云岭县水务局牵头，",
    ]


def test_names_are_marked_where_the_other_side_has_others(found: Duplicates) -> None:
    a, b = texts(found, 2)
    assert [one.text for one in a.xpath(".//b")] == ["清河县"] * 3  # not those of the title
    assert {one.get("title") for one in a.xpath(".//b")} == {"对方写作：云岭县"}
    assert {one.get("title") for one in b.xpath(".//b")} == {"对方写作：清河县"}
    assert "石桥镇" not in [one.text for one in a.xpath(".//b")]


def test_boilerplate_is_grey(found: Duplicates) -> None:
    grey = [one.text_content() for one in texts(found, 2)[0].xpath(".//*[@class='c']")]
    assert grey == [QINGHE.split("\n")[1], QINGHE.split("\n")[-1]]


def test_a_passage_over_two_paragraphs_is_one_stop(found: Duplicates) -> None:
    first, second = texts(found, 1)[0].xpath(".//a")
    assert first.get("id") == "p1a0" and first.get("tabindex") is None
    assert second.get("id") is None and second.get("tabindex") == "-1"
    assert first.get("href") == second.get("href") == "#p1b0"


def test_passages_that_overlap_lose_no_text_and_no_link() -> None:
    text = "修路架桥通水通电，年底完成。"
    found = two(text, text * 2, Passage((0, 8), (0, 8), ""), Passage((2, 6), (16, 20), ""),
                Passage((6, 12), (20, 26), ""))  # fmt: skip
    a, b = texts(found)
    assert a.text_content().strip() == text and b.text_content().strip() == text * 2
    assert [one.text_content() for one in a.xpath(".//a")] == ["修路架桥通水通电", "，年底完"]
    assert [one.get("href") for one in b.xpath(".//a")] == ["#p1a0", "#p1a0", "#p1a2"]


def test_ranges_beyond_the_text_do_no_harm() -> None:
    found = two("甲", "", Passage((0, 99), (0, 99), "甲"), exchanges=(Exchange("", "乙"),))
    a = texts(found)[0]
    assert a.text_content().strip() == "甲"
    assert "这里没有它的全文" in page(found)


def test_long_stretches_are_folded_but_their_ends(found: Duplicates) -> None:
    own = "\n".join(f"第{n}件事是只有甲说到的，乙一字没提。" for n in range(200))
    same = "\n".join(f"第{n}件事两份都说到，一字不差。" for n in range(200))
    begin = len(own) + 1
    passage = Passage((begin, begin + len(same)), (0, len(same)), same)
    a, b = texts(two(f"{own}\n{same}", same, passage))
    told = [one.text_content() for one in a.xpath(".//summary")]
    assert len(told) == 2 and "没有相同的段落" in told[0] and "与对方相同" in told[1]
    (folded,) = b.xpath(".//details")
    assert len(folded.xpath("./p")) == 198 and len(b.xpath(".//p")) == 200


def test_one_endless_line_is_folded_too() -> None:
    a, _ = texts(two("事" * 30_000, "物"))
    (folded,) = a.xpath(".//details")
    assert "没有相同的段落" in folded.text_content()
    assert "".join(line.text_content() for line in a.xpath(".//p")) == "事" * 30_000


def test_of_a_huge_text_the_beginning_is_shown() -> None:
    huge = "清理旧账。" * 1_000_000
    made = page(two(huge, huge, Passage((0, len(huge)), (0, len(huge)), huge)))
    assert len(made) < 10 * MOST
    assert f"以下 {len(huge) - MOST:,} 字太长" in made


def test_a_passage_behind_the_end_of_what_is_shown_has_no_link() -> None:
    text = "物" * MOST + "清理旧账。"
    found = two("清理旧账。", text, Passage((0, 5), (MOST, MOST + 5), "清理旧账。"))
    (link,) = texts(found)[0].xpath(".//a")
    assert link.get("href") is None and link.text_content() == "清理旧账。"


def test_only_the_most_alike_are_shown_in_full(
    found: Duplicates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_html, "IN_FULL", 1)
    whole = tree(found)
    assert [one.get("id") for one in whole.xpath("//details[@class='pair']")] == ["p1"]
    assert len(whole.xpath("//tr[@data-pair]")) == 2
    assert "只对照前 1 对" in whole.text_content()


def test_the_page_stays_small(found: Duplicates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_html, "LARGEST", 900)
    assert len(tree(found).xpath("//details[@class='pair']")) == 1
    monkeypatch.setattr(as_html, "LARGEST", 90)
    assert len(tree(found).xpath("//details[@class='pair']")) == 1


def test_of_very_many_the_first_are_in_the_page(
    found: Duplicates, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"groups": 1, "shares": 2, "members": 1, "extras": 1}
    monkeypatch.setattr(as_html, "MOST", few)
    monkeypatch.setattr(as_html, "FIRST", few)
    whole = tree(found)
    assert len(whole.xpath("//section")) == 1
    assert "另有 1 组" in whole.text_content() and "其余 1 份" in whole.text_content()


def test_shares_groups_and_failures_are_told(found: Duplicates) -> None:
    said = " ".join(tree(found).text_content().split())
    for words in (
        "请退回云岭县重写。",
        "留下这份",
        "复制比 62% 最大单一来源 41%",
        "以前存入的",
        "文件已损坏",
        "跳过 1 份",
    ):
        assert words in said
