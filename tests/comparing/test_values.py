"""What became of deadlines, owners and words."""

from __future__ import annotations

import pytest

from tests.notation import only
from wenfeng.comparing.deadlines import deadline_change
from wenfeng.comparing.owners import owner_changes
from wenfeng.comparing.wording import pieces, rewording


def deadline(words: str, year: str = "2025年3月1日") -> object:
    said = f"；完成时限：{words}" if words else ""
    return only(f"清河县方案\n1．更换管网。（责任单位：县水务局{said}）\n县水务局\n{year}").deadline


@pytest.mark.parametrize(
    ("old", "new", "move", "days"),
    [
        ("5月底前", "2025年5月31日前", None, None),
        ("5月底前", "7月底前", "later", 61),
        ("2025年12月底前", "2026年1月底前", "later", 31),
        ("7月底前", "5月底前", "earlier", -61),
        ("5月底前", "", "removed", None),
        ("", "5月底前", "added", None),
        ("", "", None, None),
        ("5月底前", "力争5月底前", "vaguer", None),
        ("力争5月底前", "5月底前", "firmer", None),
        ("力争5月底前", "力争6月底前", "later", 30),
        ("5月底前", "长期坚持", "vaguer", None),
        ("5月底前", "尽快", "vaguer", None),
        ("尽快", "5月底前", "firmer", None),
        ("长期坚持", "尽快", "vaguer", None),
        ("尽快", "立行立改", "firmer", None),
        ("尽快", "适时", "reworded", None),
        ("长期坚持", "长期坚持", None, None),
        ("3月—6月", "4月—6月", "reworded", None),
    ],
)
def test_deadlines(old: str, new: str, move: str | None, days: int | None) -> None:
    change = deadline_change(deadline(old), deadline(new))  # type: ignore[arg-type]
    assert (change and change.move, change and change.days) == (move, days)


def test_the_same_words_a_year_later_put_a_deadline_off() -> None:
    change = deadline_change(deadline("5月底前"), deadline("5月底前", "2026年3月1日"))  # type: ignore[arg-type]
    assert change and (change.move, change.days) == ("later", 365)


def test_a_day_that_only_one_version_can_tell_is_no_change() -> None:
    undated = only("方案\n1．更换管网。（责任单位：县水务局；完成时限：5月底前）").deadline
    assert undated and undated.end is None
    assert deadline_change(deadline("5月底前"), undated) is None  # type: ignore[arg-type]


def owners(said: str) -> object:
    return only(f"方案\n1．更换老旧管网。（{said}；完成时限：2025年5月底前）").owners


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("责任单位：县水务局", "责任单位：县水务局", []),
        ("责任单位：县人社局", "责任单位：县人力资源和社会保障局", []),
        ("责任人：陆清源", "责任人：副局长陆清源", []),
        ("责任单位：县水务局、县财政局", "责任单位：县财政局、县水务局", []),
        ("责任单位：县水务局", "责任单位：县财政局", ["removed 县水务局", "added 县财政局"]),
        ("责任单位：县水务局、县财政局", "责任单位：县水务局", ["removed 县财政局"]),
        ("牵头单位：县水务局", "牵头单位：县水务局；配合单位：县财政局", ["added 县财政局"]),
        (
            "牵头单位：县水务局；配合单位：县财政局",
            "牵头单位：县财政局；配合单位：县水务局",
            ["role 县财政局", "role 县水务局"],
        ),
    ],
)
def test_owners(old: str, new: str, changes: list[str]) -> None:
    found = owner_changes(owners(old), owners(new))  # type: ignore[arg-type]
    told = [f"{c.move} {(c.new or c.old).name}" for c in found if c.new or c.old]  # type: ignore[union-attr]
    assert sorted(told) == sorted(changes)


def marked(old: str, new: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "added": "[+{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("更换管网12公里", "更换管网15公里", "更换管网[-12][+15]公里"),
        ("由县财政局牵头", "由县审计局牵头", "由县[-财政][+审计]局牵头"),
        ("每月公布", "每月5日公布", "每月[+5日]公布"),
        ("清理旧账，追回欠款", "追回欠款", "[-清理旧账，]追回欠款"),
        ("甲乙丙丁", "甲子丙丑", "甲[-乙丙丁][+子丙丑]"),
        ("达到90%", "达到95.5%", "达到[-90%][+95.5%]"),
        ("", "补写", "[+补写]"),
    ],
)
def test_words(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("更换管网。", "更换管网"),
        ("更换 管网", "更换管网"),
        ("更换（管网）", "更换(管网)"),
        ("", ""),
    ],
)
def test_spaces_widths_and_the_last_stop_are_no_rewording(old: str, new: str) -> None:
    assert rewording("measure", old, new) is None


def test_both_texts_can_be_put_together_again() -> None:
    old, new = "清理旧账3笔；追回欠款，每月 Word 表报送。", "追回全部欠款；每季 Word 表报送县局。"
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.kind != "gone") == new
    assert len("".join(p.text for p in found if p.kind != "added")) == len(old)


@pytest.mark.parametrize("size", [20_000, 400_000])
def test_very_long_texts_are_bounded(size: int) -> None:
    found = pieces("甲乙，丙。" * (size // 5), "丁，" + "甲乙，丙。" * (size // 5))
    assert sum(len(p.text) for p in found if p.kind != "gone") >= size
