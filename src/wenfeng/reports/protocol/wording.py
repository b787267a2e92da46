"""What the formats say alike of a draw: how many there were, by what method, how to check it."""

from __future__ import annotations

from fractions import Fraction

from wenfeng.draws import Candidate, Draw, Quota
from wenfeng.reports.wording import NO_TITLE

METHOD = (
    "文件指纹是文件内容的 SHA-256，写成小写十六进制。"
    "排序值：把种子、一个换行符、文件指纹连成一段文字（UTF-8），取这段文字的 SHA-256。"
    "每一类按排序值由小到大排列，取前面应抽的份数。"
    "文件名、存放位置和先后不影响结果；内容相同的文件只算一份。"
)
CHECK = (
    "任何人凭种子和原文件都可以重做：在 Linux 上运行 sha256sum 文件 得到指纹，"
    "再运行 printf '%s\\n%s' 种子 指纹 | sha256sum 得到排序值。"
)


def share_line(quota: Quota) -> str:
    """How many of each kind: 每类抽 20%，四舍五入，不足 1 份的抽 1 份."""
    least = f"，每类至少 {quota.least} 份" if quota.least else ""
    if quota.share is None:
        return f"每类抽 {quota.number} 份{least}，不足的全部抽取"
    return f"每类抽 {percent(quota.share)}，份数四舍五入{least}，不足的全部抽取"


def percent(share: Fraction) -> str:
    """A share as people write it."""
    return f"{float(share * 100):.6g}%"


def numbers(draw: Draw) -> dict[str, int]:
    """The numbers of a draw, by the names that JSON gives them."""
    return {
        "files": sum(len(one.candidates) for one in draw.strata),
        "drawn": sum(len(one.drawn) for one in draw.strata),
        "copies": sum(len(c.copies) for one in draw.strata for c in one.candidates),
        "failures": len(draw.failures),
        "skipped": len(draw.skipped),
    }


def count_line(draw: Draw) -> str:
    """How many files there were, and what became of them."""
    count = numbers(draw)
    copies = f"，另有 {count['copies']} 份与其中的内容相同、不重复计算" if count["copies"] else ""
    failed = f"；{count['failures']} 份未能读取，没有参加抽取" if count["failures"] else ""
    skipped = f"；{count['skipped']} 份不是方案的文件跳过" if count["skipped"] else ""
    return (
        f"参加抽取的文件 {count['files']} 份{copies}，抽中 {count['drawn']} 份{failed}{skipped}。"
    )


def title_of(candidate: Candidate) -> str:
    """The title of a plan, else that there is none."""
    return candidate.title or NO_TITLE


def unit_of(candidate: Candidate) -> str:
    """Who signed a plan; empty where nobody can tell."""
    return "、".join(candidate.units)


def day_of(draw: Draw) -> str:
    """The day of the draw in words."""
    return f"{draw.day.year}年{draw.day.month}月{draw.day.day}日"
