"""Titles, header and parts: what the document is, and that parts inherit nothing (分件)."""

from __future__ import annotations

import pytest

from tests.notation import names, read

BODY = "一、主要任务\n1.清淤河道。疏浚主河槽3公里。（责任单位：县水务局；完成时限：2025年6月底前）"
SIGNED = "青禾县水务局\n2025年3月10日"


@pytest.mark.parametrize(
    ("head", "title", "kind"),
    [
        ("青禾县河道整治工作方案", "青禾县河道整治工作方案", "工作方案"),
        ("青禾县水务局\n关于开展河道清淤的\n实施方案", None, "实施方案"),
        ("关于印发《青禾县河长制考核办法》的通知", None, "考核办法"),
        ("关于印发青禾县供水整改方案的通知", None, "整改方案"),
        ("青禾县问题整改台账（2025年）", "青禾县问题整改台账（2025年）", "整改台账"),
        ("首页 > 政务公开 > 河道\n青禾县河道整治工作要点", "青禾县河道整治工作要点", "工作要点"),
        ("附件2\n青禾县问题整改台账", "青禾县问题整改台账", "整改台账"),
        ("# 青禾县河道整治工作要点", "青禾县河道整治工作要点", "工作要点"),
    ],
)
def test_title_and_kind(head: str, title: str | None, kind: str) -> None:
    header = read(f"{head}\n{BODY}\n{SIGNED}").header
    assert header.title == (title or header.title)
    assert header.kind == kind


def test_a_title_over_two_lines_is_one() -> None:
    title = read(f"中共青禾县委\n党风整改实施方案\n{BODY}").header.title
    assert title.replace(" ", "") == "中共青禾县委党风整改实施方案"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青政办发〔2025〕12号", "青政办发〔2025〕12号"),
        ("青水[2024]3号", "青水〔2024〕3号"),
        ("发文字号：青委办〔2023〕105号", "青委办〔2023〕105号"),
    ],
)
def test_document_number(line: str, number: str) -> None:
    assert read(f"{line}\n河道整治工作方案\n{BODY}\n{SIGNED}").header.number == number


def test_a_cited_number_is_not_the_documents_own() -> None:
    text = f"河道整治工作方案\n根据《县河长令》（青河〔2019〕1号），制定本方案。\n{BODY}\n{SIGNED}"
    assert read(text).header.number == ""


@pytest.mark.parametrize(
    ("foot", "day", "issuers"),
    [
        ("青禾县水务局\n2025年3月10日", "2025-03-10", ("青禾县水务局",)),
        ("青禾县水务局 2025年3月10日", "2025-03-10", ("青禾县水务局",)),
        (
            "青禾县教育局\n青禾县财政局\n2025年3月10日",
            "2025-03-10",
            ("青禾县教育局", "青禾县财政局"),
        ),
        ("青禾县水务局\n二〇一四年九月三日", "2014-09-03", ("青禾县水务局",)),
        ("青禾县水务局\n2025年2月30日", None, ("青禾县水务局",)),
        ("", None, ()),
    ],
)
def test_signature(foot: str, day: str | None, issuers: tuple[str, ...]) -> None:
    header = read(f"河道整治工作方案\n{BODY}\n{foot}").header
    assert (header.date.isoformat() if header.date else None) == day
    assert header.issuers == issuers


def test_the_date_may_stand_under_the_title() -> None:
    header = read(f"河道整治工作方案\n（2025年3月10日）\n{BODY}").header
    assert header.date is not None
    assert header.date.isoformat() == "2025-03-10"


def test_signature_and_what_is_printed_below_belong_to_no_entry() -> None:
    entries = read(f"河道整治工作方案\n{BODY}\n{SIGNED}\n抄送：县人大办，县政协办。").entries
    assert len(entries) == 1
    assert "抄送" not in entries[0].measures[-1].text
    assert "水务局\n" not in entries[0].measures[-1].text


ANNEXES = f"""关于做好河道整治的通知
各乡镇：
现将方案印发给你们。
附件：1.河道清淤工作方案
      2.河堤加固工作方案
{SIGNED}
附件1
河道清淤工作方案
一、牵头单位：县水务局
二、主要任务
1.清除淤泥。疏浚主河槽3公里。（责任单位：县水务局；完成时限：2025年6月底前）
附件2
河堤加固工作方案
一、主要任务
1.加固河堤。砌筑石护坡400米。（完成时限：2025年8月底前）
2.栽种护堤林。栽植垂柳两千株。"""


def test_each_attachment_is_a_part_of_its_own() -> None:
    entries = [e for e in read(ANNEXES).entries if not e.measures[0].text.startswith("牵头")]
    assert [e.part for e in entries][-3:] == ["附件1", "附件2", "附件2"]


def test_nothing_is_inherited_from_one_part_by_another() -> None:
    *_, wall, trees = read(ANNEXES).entries
    assert names(wall) == names(trees) == []


@pytest.mark.parametrize("line", ["附件：河道清淤台账", "附件：1.河道清淤台账 2.河堤台账"])
def test_a_list_of_attachments_opens_no_part(line: str) -> None:
    entries = read(f"河道整治工作方案\n{BODY}\n{line}\n{SIGNED}").entries
    assert [e.part for e in entries] == [""]


def test_the_title_of_a_further_document_behind_the_signature_opens_a_part() -> None:
    text = (
        f"关于印发河道整治工作方案的通知\n各乡镇人民政府：\n现印发给你们，请认真执行。\n{SIGNED}\n"
        "河道整治工作方案\n一、主要任务\n1.清除淤泥。疏浚主河槽3公里，拓宽卡口两处。"
    )
    assert [names(e) for e in read(text).entries] == [[]]


def test_ids_count_through_all_parts() -> None:
    ids = [e.id for e in read(ANNEXES).entries]
    assert ids == [f"e{i}" for i in range(1, len(ids) + 1)]


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        ("填报单位：清河县水务局    填报日期：2023年4月10日", ("清河县水务局",)),
        ("填报单位（盖章）：清河县水务局", ("清河县水务局",)),
        ("单位名称：清河县第一中学", ("清河县第一中学",)),
        ("填报单位：", ()),
        ("责任单位：清河县水务局", ()),
    ],
)
def test_a_form_names_its_sender(line: str, issuers: tuple[str, ...]) -> None:
    table = "| 序号 | 存在问题 | 整改措施 | 责任人 |\n| 1 | 账目不清 | 逐笔核对 | 贺青 |"
    assert read(f"农村饮水安全问题整改台账\n{line}\n{table}").header.issuers == issuers


@pytest.mark.parametrize("day", ["2025年  月  日", "2025年X月XX日", "年  月  日", "××××年×月×日"])
def test_a_date_left_open_closes_the_body_all_the_same(day: str) -> None:
    reading = read(f"{BODY}\n2.加固桥梁，逐座检测。\n青禾县水务局\n{day}")
    assert [[m.text for m in e.measures] for e in reading.entries][-1] == ["加固桥梁，逐座检测。"]
