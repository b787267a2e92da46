"""What belongs to the form of a paper, and what only looks like it."""

from __future__ import annotations

import pytest

from wenfeng.duplicates.frames import frame


def form(text: str) -> str:
    """The characters of a text that are form, without spaces at either end."""
    return "|".join(text[start:end].strip() for start, end in sorted(frame(text)))


def all_form(text: str) -> bool:
    inside = {at for start, end in frame(text) for at in range(start, end)}
    return all(at in inside for at, letter in enumerate(text) if not letter.isspace())


@pytest.mark.parametrize(
    "line",
    [
        "一、总体要求",
        "（三）加强组织领导",
        "第三章 监督检查",
        "填表说明：本表一式三份。",
        "没有这项内容的，填写时应注明“无”。",
        "抄送：县委办公室，县人大常委会办公室。",
        "主送：各乡镇人民政府",
        "清河县人民政府办公室　　2014年3月5日印发",
        "清河县人民政府办公室 二〇一四年三月五日印发",
        "清政办发〔2014〕12号",
        "云岭委[2016]3号",
        "清教字（2014）第8号",
        "各乡镇人民政府，街道办事处，县政府各部门：",
        "各区、县（市）和市直各部门（单位）党委（党组）：",
        "县教育局、财政局、审计局（督查室）：",
        "    各有关企业、各行业协会会员单位：",
        "索 引 号：\t0012/2014-00031\t主题分类：\t综合政务",
        "标　　题：云岭县人民政府关于公布行政审批目录的通知",
        "发文机关：清河县人民政府\t成文日期：2014年3月5日",
    ],
)
def test_lines_that_are_form(line: str) -> None:
    assert all_form(line)


@pytest.mark.parametrize(
    "line",
    [
        "为做好防汛工作，县防汛指挥部会同水利局：",
        "根据检查结果，食堂采购改为每周公开询价，由后勤科、财务室：",
        "河堤南段塌方由水利站在汛前用浆砌石补齐。",
        "本县2014年3月5日印发过两万份明白纸，逐户上门讲解。",
        "文件清政办发〔2014〕12号要求的三件事已经做完",
        "食堂采购改为每周公开询价，三家以上报价",
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert not all_form(line)
    assert form(line) == ""


def test_of_a_labelled_line_only_the_label_is_form() -> None:
    assert form("整改措施：河堤南段塌方由水利站补齐。") == "整改措施："


def test_the_addressees_stand_at_the_head() -> None:
    line = "各乡镇人民政府，街道办事处，县政府各部门："
    assert form("关于清理占道的通知\n" + line + "\n东街两侧清理。") == line
    assert form("东街两侧占道摊点清理干净。" * 150 + "\n" + line) == ""


def test_titles_of_laws_and_papers_are_form() -> None:
    text = "对照《河道管理条例》和《清河县防汛预案》补齐塌方，口号是《干》。"
    assert form(text) == "《河道管理条例》|《清河县防汛预案》"


def test_asides_that_tell_how_to_fill_in_are_form() -> None:
    assert form("整改时限（请写明年月日）以会议为准（第三次）") == "（请写明年月日）"


@pytest.mark.parametrize(
    "text",
    [
        "\u3000" * 60_000,
        "\n" * 60_000,
        " \n" * 30_000,
        "填写" * 30_000,
        "（" * 60_000,
        "（" + "请" * 60_000,
        "《" * 60_000,
        "索" + " " * 60_000,
        "县局" + " " * 60_000,
        "2014" + " " * 60_000,
        "一、" * 30_000,
        "各单位，" * 20_000,
    ],
)
def test_hostile_lines_come_to_an_end(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in frame(text))
