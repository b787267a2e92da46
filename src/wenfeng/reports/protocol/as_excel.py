"""A draw as a workbook (抽查): what was drawn, how many of each kind, every file with its rank."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.draws import Draw
from wenfeng.reports.as_excel import workbook
from wenfeng.reports.excel_sheets import Row, Sheet
from wenfeng.reports.protocol import wording

DRAWN = (("序号", 7), ("类别", 26), ("单位", 24), ("标题", 44), ("文件", 44), ("抽查情况", 20))
STRATA = (("类别", 36), ("总数", 8), ("应抽", 8), ("抽中", 8))
FILES = (
    ("类别", 26),
    ("次序", 7),
    ("抽中", 7),
    ("文件", 40),
    ("标题", 36),
    ("内容相同的", 24),
    ("文件指纹", 68),
    ("排序值", 68),
)
FAILED = (("文件", 50), ("原因", 50), ("怎么办", 60))
METHOD = (("项目", 16), ("内容", 90))


def write(draw: Draw) -> bytes:
    """The draw as a workbook."""
    return workbook(_sheets(draw))


def _sheets(draw: Draw) -> Iterator[Sheet]:
    yield Sheet("抽中", DRAWN, _drawn(draw))
    yield Sheet("各类份数", STRATA, _strata(draw))
    yield Sheet("全部文件", FILES, _files(draw))
    if draw.failures:
        failed = ((one.path, one.error, one.hint) for one in draw.failures)
        yield Sheet("未能读取", FAILED, failed)
    yield Sheet("抽查方法", METHOD, _method(draw))


def _drawn(draw: Draw) -> Iterator[Row]:
    rows = ((stratum.kind, one) for stratum in draw.strata for one in stratum.drawn)
    for number, (kind, one) in enumerate(rows, start=1):
        yield number, kind, wording.unit_of(one), wording.title_of(one), one.name, ""


def _strata(draw: Draw) -> Iterator[Row]:
    for one in draw.strata:
        yield one.kind, len(one.candidates), one.quota, len(one.drawn)


def _files(draw: Draw) -> Iterator[Row]:
    for stratum in draw.strata:
        for place, one in enumerate(stratum.candidates):
            mark = "√" if place < stratum.quota else ""
            copies = "\n".join(one.copies)
            title = wording.title_of(one)
            yield stratum.kind, place + 1, mark, one.name, title, copies, one.sha256, one.rank


def _method(draw: Draw) -> Iterator[Row]:
    yield "抽查日期", wording.day_of(draw)
    yield "抽查范围", "\n".join(draw.places)
    yield "份数", wording.count_line(draw)
    yield "比例", wording.share_line(draw.quota)
    yield "种子", draw.seed
    yield "方法", wording.METHOD
    yield "核对", wording.CHECK
