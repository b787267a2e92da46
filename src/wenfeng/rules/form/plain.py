"""Papers nobody has laid out (没有排版): one remark instead of one for each font and margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wenfeng.domain import Look
from wenfeng.rules.form.fonts import font_class, size_name
from wenfeng.rules.paper import Paper, paper, whole
from wenfeng.rules.rule import Case, Remark, Rule

# Fonts that somebody chooses for a paper; 宋体 and 等线 are what a program starts with.
_CHOSEN = ("仿宋", "楷体", "黑体", "小标宋")


def is_plain(found: Paper) -> bool:
    """Whether title and text are all in the fonts a program starts with."""
    looks = _looks(found)
    return found.flows and bool(looks) and not any(font_class(one.font) in _CHOSEN for one in looks)


def _looks(found: Paper) -> list[Look]:
    places = (*found.title, *found.text)
    return [block.look for _, block in places if block.look and block.look.font]


def _plain(case: Case) -> Iterator[Remark]:
    found = paper(case)
    if is_plain(found):
        ((font, size), _), *_ = Counter((one.font, one.size) for one in _looks(found)).most_common()
        yield Remark(
            None,
            whole(found.title[0]),
            f"全文没有按公文格式排版，多数字用的是{font}{size_name(size)}",
            "要正式印发的，套用本单位的公文模板：标题二号小标宋，正文三号仿宋，首行缩进 2 字符，"
            "页边距上 37、下 35、左 28、右 26 毫米；只作底稿的不必理会",
        )


_TEXT = "县水务局牵头，对全县四十八条沟渠逐条登记、逐条疏通，登记表一沟一页，存县水务局备查。"
_TASK = "1.清理淤塞沟渠，逐条登记、逐条疏通。（责任单位：县水务局；完成时限：2025年6月底前）"


def _example(title: str, text: str) -> str:
    return f"关于整治田间沟渠的通知⟨{title}⟩\n{_TEXT}⟨{text}⟩\n{_TASK}⟨{text}⟩"


RULES = (
    Rule(
        id="form.plain",
        title="没有按公文格式排版",
        level="info",
        why="从头到尾都是软件默认的字体，说明还没有排版；一条一条报出来没有用处，只说一次。",
        source="GB/T 9704—2012《党政机关公文格式》5.2、7.3：版面和各要素的字体字号",
        flag=_example("宋体 22磅 居中", "宋体 10.5磅"),
        ok=_example("方正小标宋简体 22磅 居中", "仿宋 16磅 缩进2"),
        check=_plain,
    ),
)
