"""Rules about what stands around the text: number of the paper, recipients, numbering, date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Block, Span
from wenfeng.rules.form.plain import is_plain
from wenfeng.rules.paper import DATE, Place, paper, paper_number, whole
from wenfeng.rules.rule import Case, Remark, Rule, short

_SOURCE = "GB/T 9704—2012《党政机关公文格式》"
_IN_FORCE = 2012
_HEXAGON = "〔﹝"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_FIGURES = "[0-9０-９]{1,2}"
# 3、4月 and 5、6号 name days, they number nothing.
_DAYS = rf"\s*{_FIGURES}\s*[月日号点、]"
_FAULTS = (
    ("“一、”写成了“{0}”", re.compile(rf"\s*({_CHINESE}\s*[.．,，])(?![0-9])")),
    ("“（一）”写成了“{0}”", re.compile(rf"\s*([（(]{_CHINESE}[）)]\s*[、.．，,])")),
    ("“1.”写成了“{0}”", re.compile(rf"\s*({_FIGURES}\s*、)(?!{_DAYS})")),
    ("“（1）”写成了“{0}”", re.compile(rf"\s*([（(]{_FIGURES}[）)]\s*[、.．，,])")),
)
_SPACE = re.compile(r"[ \u3000\xa0]*")
_FIGURES_OF = str.maketrans(
    "〇零○Oo一二三四五六七八九０１２３４５６７８９", "000001234567890123456789"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
# Below so many characters from the left, a date that should stand at the right stands at the left.
_LEFT = 8
_TAB = 4


def _number(case: Case) -> Iterator[Remark]:
    found = paper(case)
    for place in (*found.head, *found.text[:1]) if found.title else ():
        match = paper_number(place[1].text)
        if match is None or _is_old(match["year"]):
            continue
        wrong = list(_number_faults(match))
        if wrong:
            serial = str(int(match["serial"].translate(_WIDE)))
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            right = f"{match['code']}〔{year}〕{serial}号"
            yield Remark(
                None,
                whole(place),
                f"发文字号“{short(place[1].text.strip())}”{'，'.join(wrong)}",
                f"写成“{right}”",
            )


def _is_old(year: str) -> bool:
    """Whether a year, in figures or in words, lies before the standard."""
    figures = year.translate(_FIGURES_OF)
    return len(figures) == 4 and figures.isdecimal() and int(figures) <= _IN_FORCE


def _number_faults(match: re.Match[str]) -> Iterator[str]:
    if match["open"] not in _HEXAGON:
        yield f"年份用了“{match['open']}{match['close']}”（应为六角括号〔〕）"
    if len(match["year"]) != 4:
        yield "年份没有写全"
    if match["nth"]:
        yield "顺序号多了“第”字"
    if match["serial"][0] in "0０":
        yield "顺序号前面补了 0"
    if not match["end"]:
        yield "少了“号”字"


def _recipient(case: Case) -> Iterator[Remark]:
    place = paper(case).recipient
    if place is None:
        return
    index, block = place
    wrong = []
    if block.text.rstrip().endswith(":"):
        wrong.append("末尾是半角冒号（应为全角“：”）")
    if _starts(block) >= 1:
        wrong.append("没有顶格")
    if wrong:
        said = f"主送机关“{short(block.text.strip(), 16)}”{'，'.join(wrong)}"
        end = len(block.text.rstrip())
        yield Remark(None, Span(index, end - 1, end), said, "主送机关居左顶格，最后标全角冒号")


def _starts(block: Block) -> float:
    """How many characters from the left margin a line that is set to the left begins."""
    blank = _SPACE.match(block.text)
    typed = blank[0] if blank else ""
    wide = typed.count("\u3000")
    own = block.look.indent if block.look and block.look.alignment != "center" else 0
    return own + wide + (len(typed) - wide) / 2


def _punctuation(case: Case) -> Iterator[Remark]:
    text = paper(case).text
    for message, mark in _FAULTS:
        found = [(one, match) for one in text if (match := mark.match(_shown(one[1])))]
        if not found:
            continue
        place, match = found[0]
        written = re.sub(r"\s", "", match[1])
        where = f"，有 {len(found)} 处，最早在{place[1].where}"
        yield Remark(
            None,
            _mark_span(place, match),
            message.format(written) + where,
            "层次依次写成“一、”“（一）”“1.”“（1）”，带括号的后面不加标点",
        )


def _shown(block: Block) -> str:
    return block.label + block.text


def _mark_span(place: Place, match: re.Match[str]) -> Span:
    """The number in the text; an automatic one has no place in it."""
    index, block = place
    if block.label:
        return Span(index, 0, 0)
    return Span(index, match.start(1), match.end(1))


def _date(case: Case) -> Iterator[Remark]:
    found = paper(case)
    laid = found.flows and not is_plain(found)
    for place in found.dates:
        match = DATE.fullmatch(place[1].text.strip())
        if match is None or _is_old(match["year"]):
            continue
        wrong = list(_date_faults(match))
        if laid and _stands_left(place[1]):
            wrong.append("靠左了")
        if wrong:
            yield Remark(
                None,
                whole(place),
                f"成文日期“{place[1].text.strip()}”{'，'.join(wrong)}",
                "年、月、日用阿拉伯数字写全，不补 0，右边空四字"
                "（不盖章的，首字比署名首字右移二字）",
            )


def _date_faults(match: re.Match[str]) -> Iterator[str]:
    pieces = [match[name].translate(_WIDE) for name in ("year", "month", "day")]
    if not all(piece.isascii() and piece.isdecimal() for piece in pieces):
        yield "没有用阿拉伯数字"
        return
    if len(pieces[0]) != 4:
        yield "年份没有写全"
    if any(piece.startswith("0") for piece in pieces[1:]):
        yield "月、日前面补了 0"


def _stands_left(block: Block) -> bool:
    look = block.look
    if look is None or look.alignment in ("right", "center"):
        return False
    blank = len(block.text) - len(block.text.lstrip())
    tabs = block.text[:blank].count("\t")
    return _starts(block) + tabs * _TAB < _LEFT and not tabs


_TASK = "1.清理淤塞沟渠。（责任单位：县水务局；完成时限：2025年6月底前）"
_SIGNED = f"关于整治田间沟渠的通知\n{_TASK}\n清河县水务局\n"

RULES = (
    Rule(
        id="form.number",
        title="发文字号的写法不合标准",
        level="warning",
        why="发文字号是查文件、引文件的依据，写法不一就查不到。2012年以前的文件不查。",
        source=f"{_SOURCE} 7.2.5：年份应标全称，用六角括号〔〕括入；"
        "发文顺序号不加“第”字，不编虚位，后面加“号”字",
        flag=f"清政办发（2025）第08号\n关于整治田间沟渠的通知\n{_TASK}",
        ok=f"清政办发〔2025〕8号\n关于整治田间沟渠的通知\n{_TASK}",
        check=_number,
    ),
    Rule(
        id="form.recipient",
        title="主送机关的写法不合标准",
        level="info",
        why="主送机关顶格写，后面用全角冒号，收文的人一眼看到是不是给自己的。",
        source=f"{_SOURCE} 7.3.2：主送机关居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号",
        flag=f"关于整治田间沟渠的通知\n各乡镇人民政府:\n{_TASK}",
        ok=f"关于整治田间沟渠的通知\n各乡镇人民政府：\n{_TASK}",
        check=_recipient,
    ),
    Rule(
        id="form.punctuation",
        title="层次序数的标点不合标准",
        level="info",
        why="序数写法一致，层次才看得清，程序也才读得准。",
        source=f"{_SOURCE} 7.3.3：结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注；"
        "GB/T 15834—2011《标点符号用法》附录B",
        flag="关于整治田间沟渠的通知\n1、清理淤塞沟渠。（责任单位：县水务局；完成时限：2025年6月底前）",
        ok=f"关于整治田间沟渠的通知\n{_TASK}",
        check=_punctuation,
    ),
    Rule(
        id="form.date",
        title="成文日期的写法不合标准",
        level="warning",
        why="成文日期是文件生效和计算期限的起点。2012年以前的文件不按这一条查。",
        source=f"{_SOURCE} 7.3.5.4：用阿拉伯数字将年、月、日标全，年份应标全称，月、日不编虚位",
        flag=f"{_SIGNED}2025年03月05日",
        ok=f"{_SIGNED}2025年3月5日",
        check=_date,
    ),
)
