"""Files, folders and archives compared: what becomes a paper, what a failure, what is found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import wenfeng
from wenfeng import pipeline
from wenfeng.copies import Duplicates
from wenfeng.errors import ConfigError

TASKS = (
    "清理机关闲置办公用房{n}间，腾出的房间统一交由{unit}机关事务中心登记入账，钥匙逐间交接签字。",
    "{unit}殡仪馆取消花圈寄存费，礼厅使用费每场降到八十元，收费牌挂在大门左侧的砖墙上。",
    "对{unit}六十七座小型水库逐座钻探取样，坝体渗漏的先降水位再灌浆，工期避开四月的灌溉。",
    "给独居老人装一键呼叫器{n}台，夜里呼叫由值班的村医接听，十分钟内到不了的请邻居先看一眼。",
    "镇卫生院的彩超机每周二、周五拉到山上的教学点，给学生查心脏，查出毛病的由{unit}慈善会垫付路费。",
    "把烤烟合同里的扣级条款改成当面复评，烟农不服的封样送{unit}质检所，封条由双方各签一半。",
)
HEAD = "{unit}民生实事整改方案\n"
OTHER = """{unit}档案馆搬迁方案
馆藏七万卷按全宗号装箱，一箱一单，由押运员和接收员当面点清。
新库房恒温恒湿机组试运行满三十天、记录无间断的，方可上架。
"""


def plan(unit: str, n: int) -> str:
    return (HEAD + "\n".join(TASKS)).format(unit=unit, n=n) + f"\n{unit}人民政府\n2024年3月{n}日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan, its copy by another county, one of something else, and a file that is broken."""
    given = tmp_path / "上报"
    given.mkdir()
    (given / "清河县.txt").write_text(plan("清河县", 12), "utf-8")
    (given / "云岭县.txt").write_text(plan("云岭县", 25), "utf-8")
    (given / "档案馆.txt").write_text(OTHER.format(unit="清河县"), "utf-8")
    (given / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (given / "照片.pptx").write_bytes(b"")
    return given


def kinds(found: Duplicates) -> dict[frozenset[str], str]:
    return {
        frozenset(Path(found.papers[n].name).stem for n in (pair.a, pair.b)): pair.kind
        for pair in found.pairs
    }


def test_a_copy_with_names_changed_is_found_and_what_cannot_be_read_is_told(folder: Path) -> None:
    found = pipeline.find_duplicates([folder])
    assert kinds(found) == {frozenset(("清河县", "云岭县")): "near"}
    (pair,) = found.pairs
    assert {"清河县", "云岭县"} in [{one.a, one.b} for one in pair.exchanges]
    for passage in pair.passages:
        assert found.papers[pair.a].text[slice(*passage.a)] == passage.text
    assert [Path(one.path).name for one in found.failures] == ["坏.docx"]
    assert [Path(one.path).name for one in found.skipped] == ["照片.pptx"]


def test_the_package_has_a_door_of_its_own(folder: Path) -> None:
    assert kinds(wenfeng.find_duplicates([folder])) == kinds(pipeline.find_duplicates([folder]))
    assert wenfeng.find_duplicates([folder], threshold=1.0).threshold == 1.0


def test_what_lies_in_an_archive_is_compared_with_what_lies_beside_it(
    folder: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "邻县.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "云岭县.txt", "云岭县.txt")
    found = pipeline.find_duplicates([folder / "清河县.txt", packed])
    assert kinds(found) == {frozenset(("清河县", "云岭县")): "near"}


def test_a_letter_around_papers_is_none_itself(folder: Path, tmp_path: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail.set_content("请查收我县的整改方案，妥否，请批示。\n")
    attached = (folder / "云岭县.txt").read_bytes()
    mail.add_attachment(attached, maintype="text", subtype="plain", filename="方案.txt")
    (tmp_path / "信.eml").write_bytes(mail.as_bytes())
    found = pipeline.find_duplicates([tmp_path / "信.eml", folder / "清河县.txt"])
    assert [Path(paper.name).name for paper in found.papers] == ["方案.txt", "清河县.txt"]
    assert found.pairs


def test_a_file_without_text_fails_and_a_short_one_does_not(tmp_path: Path) -> None:
    for name, text in (
        ("空", ""),
        ("一字", "阅"),
        ("二十字", "请各单位于本周五前报送上半年工作总结材料。"),
    ):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    found = pipeline.find_duplicates([tmp_path])
    assert {Path(paper.name).stem for paper in found.papers} == {"一字", "二十字"}
    assert [Path(one.path).stem for one in found.failures] == ["空"]
    assert not found.pairs


def test_a_paper_holds_every_block_and_what_its_head_says(tmp_path: Path) -> None:
    text = "清河县供水整改方案\n一、修管\n清河县水务局\n2024年3月1日"
    (tmp_path / "方案.txt").write_text(text, "utf-8")
    (made,) = pipeline.find_duplicates([tmp_path]).papers
    assert (made.text, made.format) == (text, "txt")
    assert (made.title, made.issuers) == ("清河县供水整改方案", ("清河县水务局",))
    assert made.date and made.date.isoformat() == "2024-03-01"


def test_reading_and_comparing_are_told(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.find_duplicates([folder], progress=lambda *one: told.append(one))
    assert ("正在读取", 4, 4) in told
    last = told[-1]
    assert last[0] == "正在比对" and last[1] == last[2]


def test_results_of_an_earlier_run_are_no_papers(folder: Path) -> None:
    (folder / "查重.txt").write_text(plan("清河县", 12), "utf-8")
    found = pipeline.find_duplicates([folder], aside=[folder / "查重.txt"])
    assert len(found.papers) == 3


@pytest.mark.parametrize(
    ("text", "share"), [("0.4", 0.4), ("40%", 0.4), (" 65％ ", 0.65), ("1", 1.0)]
)
def test_thresholds(text: str, share: float) -> None:
    assert pipeline.threshold_of(text) == share


@pytest.mark.parametrize("text", ["", "0", "-0.1", "1.5", "120%", "一半", "nan", "inf"])
def test_wrong_thresholds(text: str) -> None:
    with pytest.raises(ConfigError, match="相似度"):
        pipeline.threshold_of(text)
