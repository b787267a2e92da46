"""The record of a draw (抽查记录) in the form of official documents, to be signed."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng import official
from wenfeng.draws import Candidate, Draw
from wenfeng.reports.protocol import wording

TITLE = "整改方案抽查记录"
ANNEX = "参加抽取的文件及排序"
_LINE = 22
_STRATA = (
    official.Column("类别", 46),
    official.Column("总数", 14, "center"),
    official.Column("应抽", 14, "center"),
    official.Column("抽中", 14, "center"),
)
_DRAWN = (
    official.Column("序号", 9, "center"),
    official.Column("类别", 24),
    official.Column("单位和标题", 38),
    official.Column("文件", 29),
)
_FILES = (
    official.Column("次序", 9, "center"),
    official.Column("文件", 40),
    official.Column("文件指纹", 39),
    official.Column("抽中", 9, "center"),
)
_FAILED = (official.Column("文件", 44), official.Column("原因", 56))
_SIGNERS = ("抽取人", "监督人", "记录人")


def write(draw: Draw) -> bytes:
    """The record as a Word file."""
    paper = official.begin(TITLE)
    official.title(paper, TITLE)
    official.heading(paper, 1, "一、抽查范围")
    official.body(paper, f"抽查日期：{wording.day_of(draw)}。")
    official.body(paper, f"抽查范围：{'、'.join(draw.places)}。{wording.count_line(draw)}")
    official.heading(paper, 1, "二、抽查方法")
    official.body(paper, f"按单位类别分层抽取，{wording.share_line(draw.quota)}。")
    official.body(paper, f"种子：{draw.seed}。")
    official.body(paper, wording.METHOD)
    official.body(paper, wording.CHECK)
    official.heading(paper, 1, "三、抽查结果")
    official.table(paper, _STRATA, _strata(draw))
    official.body(paper, "抽中的文件如下：")
    official.table(paper, _DRAWN, _drawn(draw))
    if draw.failures:
        official.heading(paper, 1, "四、未能读取的文件")
        official.body(paper, "以下文件没有参加抽取，请逐份核实：")
        official.table(paper, _FAILED, ((one.path, one.error) for one in draw.failures))
    official.attachments(paper, [ANNEX])
    for signer in _SIGNERS:
        official.body(paper, f"{signer}：{official.blank('签名')}")
    official.annex(paper, ANNEX)
    for stratum in draw.strata:
        official.body(paper, f"{stratum.kind}：")
        official.table(paper, _FILES, _files(stratum.candidates, stratum.quota))
    return official.finish(paper)


def _strata(draw: Draw) -> Iterator[tuple[str, ...]]:
    for one in draw.strata:
        yield one.kind, str(len(one.candidates)), str(one.quota), str(len(one.drawn))
    count = wording.numbers(draw)
    quotas = sum(one.quota for one in draw.strata)
    yield "合计", str(count["files"]), str(quotas), str(count["drawn"])


def _drawn(draw: Draw) -> Iterator[tuple[str, ...]]:
    rows = ((stratum.kind, one) for stratum in draw.strata for one in stratum.drawn)
    for number, (kind, one) in enumerate(rows, start=1):
        unit = wording.unit_of(one)
        yield str(number), kind, f"{unit}\n{wording.title_of(one)}".strip(), one.name


def _files(candidates: tuple[Candidate, ...], quota: int) -> Iterator[tuple[str, ...]]:
    for place, one in enumerate(candidates, start=1):
        digits = "\n".join(one.sha256[at : at + _LINE] for at in range(0, 64, _LINE))
        names = "\n".join((one.name, *(f"（内容相同：{copy}）" for copy in one.copies)))
        yield str(place), names, digits, "√" if place <= quota else ""
