"""Proposals in words a clerk can act on: the files are named, what to do is said."""

from __future__ import annotations

import re
from datetime import date

import pytest

from wenfeng.copies import Extra, GroupKind, Paper
from wenfeng.duplicates.proposing import best, propose

KINDS: list[GroupKind] = ["identical", "revision", "copied", "issue"]


def paper(name: str, text: str = "", day: date | None = None, title: str = "") -> Paper:
    form = name.rpartition(".")[2]
    return Paper(name, text, format=form, date=day, title=title)


def kept(kind: GroupKind, *given: Paper) -> str:
    return given[best(kind, given, tuple(range(len(given))), ())].name


def test_of_the_same_file_the_one_that_can_be_edited_and_is_no_second_copy() -> None:
    assert kept("identical", paper("方案.pdf"), paper("方案.docx")) == "方案.docx"
    for second in ("方案(1).docx", "方案 - 副本.docx", "方案（2）.docx", "方案 copy.docx"):
        assert kept("identical", paper(second), paper("方案.docx")) == "方案.docx"
    assert kept("identical", paper("甲/方案.docx"), paper("乙/方案.docx")) == "甲/方案.docx"


def test_of_versions_the_latest() -> None:
    old, new = date(2014, 3, 1), date(2015, 3, 1)
    assert kept("revision", paper("甲.docx", day=new), paper("乙.docx", day=old)) == "甲.docx"
    drafts = [paper(f"方案（{stage}）.docx") for stage in ("征求意见稿", "印发", "初稿", "送审稿")]
    assert kept("revision", *drafts) == "方案（印发）.docx"


def test_of_copies_the_earliest() -> None:
    days = [date(2014, 5, 1), date(2014, 3, 1), date(2014, 4, 1)]
    given = [paper(f"{n}.docx", day=day) for n, day in enumerate(days)]
    assert kept("copied", *given) == "1.docx"


def test_of_briefings_the_longest() -> None:
    assert kept("issue", paper("一.docx", "短"), paper("二.docx", "长" * 9)) == "二.docx"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [2, 3, 9])
def test_a_proposal_says_how_many_which_to_keep_and_what_to_do(kind: GroupKind, size: int) -> None:
    given = [paper(f"上报/第{n}份.docx", title="整改方案") for n in range(size)]
    words = propose(kind, given, tuple(range(size)), 1, ())
    assert words.startswith(f"这{size}份")
    assert "《第1份.docx》" in words
    assert words.endswith("。")
    assert re.search(r"留|以《|请核对", words)
    assert "上报/" not in words
    assert not re.search(r"[A-Za-z]{3,}", words.replace("docx", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_list_is_cut_short(kind: GroupKind) -> None:
    given = [paper(f"第{n}份.docx") for n in range(500)]
    words = propose(kind, given, tuple(range(500)), 0, ())
    assert len(words) < 200
    assert "500" in words


def test_what_only_the_others_say_is_to_be_taken_in() -> None:
    given = [paper("一.docx", title="信访简报"), paper("二.docx", title="信访简报")]
    without = propose("issue", given, (0, 1), 0, ())
    extra = Extra(1, (0, 5), "新增五处点位")
    words = propose("issue", given, (0, 1), 0, (extra,))
    assert words != without
    assert "《二.docx》" in words
    assert "简报" in words
