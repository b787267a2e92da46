"""The tables of the page, each with what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .options import Row

Rows = list[Row]

_WAYS = {
    "wenfeng, pairs only": "文风，只找哪些份重复",
    "wenfeng": "文风，连同相同的段落、换掉的名称",
    "wenfeng, 2 processes": "文风，连同段落，两个进程",
    "datasketch, as documented": "datasketch，照它的文档写",
    "datasketch": "datasketch",
    "datasketch, more bands": "datasketch，带更窄",
    "datasketch, no common 5-grams": "datasketch，先去掉 6% 以上文稿有的五字串",
    "datasketch, rare 5-grams": "datasketch，先去掉 0.2% 以上文稿有的五字串",
    "rensa": "rensa",
    "rensa, more bands": "rensa，带更窄",
}
_KINDS = {
    "near": "改写 {}",
    "family": "{} 份一族",
    "section": "搬来一节",
    "all": "合计",
    "new": "没有抄的",
}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; columns after the first hold figures."""
    rule = "|" + "|".join(["---", *["---:"] * (len(head) - 1)]) + "|\n"
    return _line(head) + rule + "".join(map(_line, rows))


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |\n"


def _kind(kind: str) -> str:
    name, _, rest = kind.partition(" ")
    return _KINDS.get(name, name).format(rest)


def _share(figure: float | None, digits: int = 3) -> str:
    return "–" if figure is None else f"{figure:.{digits}f}"


def _quality(rows: Rows) -> str:
    kinds = [kind for kind in rows[0]["recall"] if not re.match("family", kind)]
    head = [
        "",
        "准确率",
        *(_kind(kind) for kind in kinds),
        "F1",
        "F1，连同节",
        "秒",
        "处理器秒",
        "MB",
    ]
    lines = [
        [
            _WAYS.get(row["way"], row["way"]),
            _share(row["precision"]),
            *(_share(row["recall"][kind]) for kind in kinds),
            _share(row["f1"]),
            _share(row["f1_all"]),
            *_spent(row),
        ]
        for row in rows
    ]
    first = rows[0]
    size = f"{first['documents']:,} 份，每份约 {first['characters']:,} 字。\n\n"
    return size + table(head, lines) + "\n" + _families_of(rows) + "\n" + _steps(rows)


def _spent(row: Row) -> list[str]:
    return [f"{row['total']:.1f}", f"{row['cpu']:.1f}", f"{row['peak']:.0f}"]


def _families_of(rows: Rows) -> str:
    kinds = [kind for kind in rows[0]["recall"] if kind.startswith("family")]
    head = ["召回率", *(_kind(kind) for kind in kinds), "准确率，逐对数", "界限"]
    return table(
        head,
        [
            [
                _WAYS.get(row["way"], row["way"]),
                *(_share(row["recall"][kind]) for kind in kinds),
                _share(row["of_pairs"]),
                "自定" if row["threshold"] is None else _share(row["threshold"], 2),
            ]
            for row in rows
        ],
    )


def _steps(rows: Rows) -> str:
    ours = [row for row in rows if row["way"].startswith("wenfeng")]
    head = ("用时分开", "装载程序", "筛选", "比对、分组")
    return table(head, [[_WAYS[row["way"]], *_parts(row)] for row in ours]) if ours else ""


def _parts(row: Row) -> Iterator[str]:
    return (f"{row['steps'].get(step, 0):.1f}" for step in ("load", "finding", "aligning"))


def _growth(rows: Rows) -> str:
    head = ("", "份数", "秒", "处理器秒", "MB", "文稿占 MB", "比上一行的增长指数")
    return table(
        head,
        [
            [
                _WAYS.get(row["way"], row["way"]),
                f"{row['documents']:,}",
                *_spent(row),
                f"{row['texts']:.0f}",
                _share(row["exponent"], 2),
            ]
            for row in sorted(rows, key=lambda row: list(_WAYS).index(row["way"]))
        ],
    )


def _against(rows: Rows) -> str:
    whole = rows[0]
    said = (
        f"{whole['documents']:,} 份，每份约 {whole['characters']:,} 字；"
        f"入库 {whole['add']:.0f} 秒，最多占内存 {whole['add_peak']:.0f} MB，"
        f"文件 {whole['size']:.0f} MB；"
        f"打开 {whole['open']:.3f} 秒，打开后查第一份 {whole['first'] * 1000:.0f} 毫秒，"
        f"查的时候最多占内存 {whole['peak']:.0f} MB。\n\n"
    )
    head = ("查的文稿", "份数", "说对的", "中位毫秒", "95% 在多少毫秒内", "最长毫秒")
    return said + table(
        head,
        [
            [_kind(row["kind"]), row["asked"], _share(row["right"])]
            + [f"{row[key] * 1000:.0f}" for key in ("median", "late", "longest")]
            for row in rows
        ],
    )


def _families(rows: Rows) -> str:
    head = ("一族多少份", "族数", "平均", "最低", "分成几组", "列出的对", "混进的别的文稿")
    keys = ("groups", "pairs", "strangers")
    said = f"文稿 {rows[0]['documents']:,} 份。\n\n" if rows else ""
    return said + table(
        head,
        [
            [f"{row['size']:,}", row["families"], _share(row["recall"]), _share(row["lowest"])]
            + [row[key] for key in keys]
            for row in rows
        ],
    )


def _templates(rows: Rows) -> str:
    head = ("文稿", "同一模板的", "次数", "误成的组", "误报的对", "最高相似度")
    keys = ("plans", "times", "groups", "pairs")
    return table(
        head,
        [
            [f"{row['documents']:,}", *(row[key] for key in keys), _share(row["highest"])]
            for row in rows
        ],
    )


def _passages(rows: Rows) -> str:
    head = (
        "",
        "份数",
        "找到的",
        "抄来的字标出",
        "别的字误标",
        "改过的句子里留下的字标出",
        "原文中标出",
    )
    keys = ("copied", "others", "reworded", "source")
    return table(
        head,
        [
            [_kind(row["kind"]), row["copies"], row["found"], *(_share(row[k]) for k in keys)]
            for row in rows
        ],
    )


_FOUND = {"identical": "相同", "near": "近似", "revision": "版本", "partial": "部分重复", "": "无"}


def _extremes(rows: Rows) -> str:
    head = ("文本", "最长字数", "找到", "相似度", "对不对", "秒", "MB")
    return table(
        head,
        [
            [
                row["name"],
                f"{row['longest']:,}",
                _FOUND.get(row["found"], row["found"]),
                _share(row.get("likeness")),
                "对" if row["right"] else "不对",
                *(f"{row[k]:.1f}" if k in row else "–" for k in ("total", "peak")),
            ]
            for row in rows
        ],
    )


def _formats(rows: Rows) -> str:
    head = ("方案", "找到的", "相似度 0.95 以上", "相同", "版本", "近似", "最低相似度", "误报的对")
    kinds = ("identical", "revision", "near")
    return table(
        head,
        [
            [
                *(row[key] for key in ("plans", "same", "alike")),
                *(row["kinds"].get(kind, 0) for kind in kinds),
                _share(row["lowest"]),
                row["wrong"],
            ]
            for row in rows
        ],
    )


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    words: str
    written: Callable[[Rows], str]


SECTIONS = {
    "quality": Section(
        "与 datasketch、rensa 比",
        "同样的文稿，同样从文本算起。别的做法从多像算起由已知的答案挑最好的，"
        "文风用自己固定的界限（相似度 0.4）。\n"
        "“照它的文档写”一行用 Python 字符串切五字串；其余各行由我们用 numpy 先切好、"
        "算成数再交给它们，比照文档写快得多。\n准确率把一族、一份抄件只数一次；召回率按抄法分。"
        "F1 先不计搬来的一节：整份比较的做法本来就找不到。",
        _quality,
    ),
    "growth": Section("文稿多了以后", "指数 1 是份数加倍、用时加倍。", _growth),
    "against": Section(
        "一份新文稿比对往年索引",
        "“说对的”：抄件的原件在报出的文稿里；没有抄的，什么也没有报。",
        _against,
    ),
    "families": Section(
        "许多单位抄同一份",
        "一族中有多少归在同一组里，平均的和最低的一族。组里每份改写 5% 到 30%。",
        _families,
    ),
    "templates": Section(
        "同一模板、内容不同",
        "三成到六成的字是模板，其余各填各的，都不是抄件。文稿数等于模板份数的，除了它们没有别的文稿，无从知道哪些是模板；最高相似度\n"
        "把报出的界限降到 0.02 来量。",
        _templates,
    ),
    "passages": Section(
        "标出的段落",
        "“抄来的字”是原样留下的原文（没有找到的抄件按一个字没有标算），“别的字”是抄的人自己写的；套话、人名地名、编号两边都不计。\n"
        "“原文中标出”看另一侧：原文被抄走的字标出多少。",
        _passages,
    ),
    "extremes": Section(
        "极短、极长、怪异的文本",
        "“找到”说的是前两份。5 MB 约合 167 万字。用时不含装载程序。",
        _extremes,
    ),
    "formats": Section(
        "同一方案的 Word 与 PDF",
        "方案用 python-docx 写成，一半带表格，页脚有页码，"
        "由 LibreOffice 转成 PDF，两份都按用户的文件读。",
        _formats,
    ),
}
