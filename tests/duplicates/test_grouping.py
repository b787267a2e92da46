"""Groups: copies, versions, briefings on one matter, what only the others say, shares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.duplicates.plans import papers, paragraphs, plan, rewritten
from wenfeng.copies import Duplicates, Group, Paper
from wenfeng.duplicates import find

PAPER = Paper("清河县.docx", plan(1), title="清河县整改方案", issuers=("清河县人民政府",))
BULLETINS = [
    Paper(
        f"简报{n}.docx",
        "\n".join([*paragraphs(50, 4), *paragraphs(60 + n, 1)]),
        title=f"信访简报第{n}期",
    )
    for n in range(1, 6)
]


def copy(unit: str, part: float = 0.0, of: int = 1) -> Paper:
    text = rewritten(plan(of), part, len(unit)).replace("清河县", unit)
    return Paper(f"{unit}.docx", text, title=f"{unit}整改方案", issuers=(f"{unit}人民政府",))


def group(given: list[Paper]) -> Group:
    (found,) = find(given).groups
    return found


def check(found: Duplicates) -> None:
    """What holds for all groups and shares."""
    members = [number for one in found.groups for number in one.members]
    assert len(set(members)) == len(members)
    for one in found.groups:
        assert len(one.members) > 1
        assert one.keep in one.members
        for extra in one.extras:
            assert extra.paper in one.members
            assert extra.paper != one.keep
            assert found.papers[extra.paper].text[slice(*extra.place)] == extra.text
    for share in found.shares:
        assert 0 <= share.largest <= share.copied + 1e-6 <= 1 + 1e-6
        assert share.source != share.paper


def test_no_pairs_no_groups() -> None:
    found = find([PAPER, Paper("乙", plan(2))])
    assert (found.pairs, found.groups, found.shares) == ((), (), ())


@pytest.mark.parametrize("size", [2, 3, 50])
def test_one_file_many_times_is_a_group_of_its_own_kind(size: int) -> None:
    found = find([replace(PAPER, name=f"{n}.docx") for n in range(size)])
    check(found)
    (one,) = found.groups
    assert one.kind == "identical"
    assert one.members == tuple(range(size))
    assert len(found.pairs) == size - 1
    assert {pair.kind for pair in found.pairs} == {"identical"}


def test_copies_of_other_counties_are_one_group() -> None:
    one = group([PAPER, copy("云岭县", 0.1), Paper("别的", plan(9)), copy("大石桥市", 0.2)])
    assert one.kind == "copied"
    assert one.members == (0, 1, 3)


def test_versions_are_one_group_that_starts_from_the_latest() -> None:
    drafts = [
        replace(PAPER, name=f"{name}.docx", text=rewritten(plan(1, unit=""), 0.1, n))
        for n, name in enumerate(("整改方案（送审稿）", "整改方案（印发）", "整改方案（初稿）"))
    ]
    one = group(drafts)
    assert one.kind == "revision"
    assert one.keep == 1


def test_briefings_on_one_matter_fit_one_issue() -> None:
    one = group(BULLETINS)
    assert one.kind == "issue"
    assert one.members == tuple(range(5))


def test_what_only_the_others_say_is_told() -> None:
    found = find(BULLETINS)
    check(found)
    (one,) = found.groups
    for number in set(one.members) - {one.keep}:
        told = "".join(extra.text for extra in one.extras if extra.paper == number)
        assert paragraphs(60 + number + 1, 1)[0].startswith(told[:20])
        assert len(told) > 60


def test_two_families_are_two_groups_the_larger_first() -> None:
    names = ("云岭县", "石门县", "桃源县", "柳林县")
    small = [copy(unit, 0.1, of=2) for unit in names[:2]]
    large = [copy(unit, 0.1, of=1) for unit in names]
    found = find([*small, *large])
    check(found)
    assert [one.members for one in found.groups] == [(2, 3, 4, 5), (0, 1)]


def test_a_lifted_section_makes_no_group() -> None:
    section = "\n".join(paragraphs(901, 3))
    texts = [f"{plan(1, 20)}\n{section}", f"{plan(2, 20)}\n{section}"]
    found = find(papers([*texts, *(plan(n, 20) for n in range(3, 20))]))
    assert [pair.kind for pair in found.pairs] == ["partial"]
    assert found.groups == ()


def test_shares_name_the_largest_source_and_count_what_several_have_once() -> None:
    parts = [paragraphs(n, 5) for n in range(3)]
    pieced = "\n".join([*parts[0], *parts[1], *parts[2][:2]])
    texts = [
        "\n".join([*parts[0], *paragraphs(7, 3)]),
        "\n".join([*parts[1][:3], *paragraphs(8, 9)]),
    ]
    found = find(papers([*texts, pieced]))
    check(found)
    share = {one.paper: one for one in found.shares}[2]
    assert share.source == 0
    assert share.largest == pytest.approx(5 / 12, abs=0.03)
    assert share.copied == pytest.approx(8 / 12, abs=0.04)


def test_every_paper_of_a_pair_has_a_share() -> None:
    found = find([PAPER, *(copy(f"{c}山县", 0.2) for c in "东西南北"), Paper("别的", plan(9))])
    check(found)
    assert [share.paper for share in found.shares] == [0, 1, 2, 3, 4]
