"""Which written names mean one unit (同一单位)."""

from __future__ import annotations

import pytest

from wenfeng.lang.units import groups, same_unit, written_differently
from wenfeng.resources import lexicon

SAME = (
    ("市人社局", "市人力资源和社会保障局"),
    ("人社局", "市人力资源社会保障局"),
    ("县委办", "县委办公室"),
    ("县政府办", "县人民政府办公室"),
    ("青禾县财政局", "县财政局"),
    ("财政局", "县财政局"),
    ("市市场监管局", "市市场监督管理局"),
    ("县发改委", "县发展和改革委员会"),
    ("县城管执法局", "县城市管理综合行政执法局"),
    ("县委编办", "县委机构编制委员会办公室"),
    ("组织部", "县委组织部"),
    ("市财政局（国资委）", "市财政局"),
    ("县行政审批服务局", "县行政审批局"),
    ("县审批服务局", "县行政审批局"),
)
OTHER = (
    ("县人社局", "市人社局"),
    ("县委", "县委办公室"),
    ("办公室", "县委办公室"),
    ("县教育局", "县教育体育局"),
    ("团县委", "县委"),
    ("县公安局交警大队", "县公安局"),
    ("城镇管理局", "镇管理局"),
    ("县纪委监委", "县纪委"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_unit(one: str, other: str) -> None:
    assert same_unit(one, other) and same_unit(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_units(one: str, other: str) -> None:
    assert not same_unit(one, other) and not same_unit(other, one)


def test_a_level_left_out_is_no_other_way_of_writing() -> None:
    assert not written_differently("县财政局", "财政局")
    assert written_differently("县人社局", "人力资源和社会保障局")


def test_names_of_one_unit_are_counted_together() -> None:
    names = ("市人社局", "市财政局", "市人力资源和社会保障局", "财政局")
    assert groups(names) == (("市人社局", "市人力资源和社会保障局"), ("市财政局", "财政局"))


def test_a_full_form_stands_for_one_short_form_only() -> None:
    for table in lexicon("abbreviations").values():
        full = [form for forms in table.values() for form in forms]
        assert sorted(full) == sorted(set(full))
        assert not set(full) & set(table)
