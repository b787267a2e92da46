"""Names of those responsible (责任主体): what kind a name is, and where a list of names divides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from wenfeng.domain import OwnerKind
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon

_BLANK = lazy(
    r"[\s_＿—－\-/／\\.。…、，,;；:：（）()无略空×xX]*|待定|待填.*|【待填.*|暂无|未定|另行确定"
)
_ALIAS = lazy(r"[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]")
_COUNT_ONLY = lazy(
    r"(?:[0-9０-９一二三四五六七八九十百]*[个家名位]?)?(?:部门|单位|地|机构|方面|科室|处室|成员|同志|人|人员|地方|企业|组织)?"
)
_GROUP_OPEN = lazy(
    r"各(?:级|县|市|区|乡|镇|街|村|州|地|省|部|单|科|处|院|系|片|有关|相关|成员|责任)"
)
_EVERY_KIND = lazy(r"各(?:项|类|种|样|方面|环节)")  # 各项准备工作: things, not bodies
_MASKED = lazy(r"[某×*＊XxＸ○]")
_OFFICE = lazy(r"[局委办厅部处科室股]$")
_OF_OFFICE = lazy(r"[局委办厅处科室院校镇乡县市区村站所会]|部部")
_NO_NAME = lazy(
    r"将|报送|^(?:[请由于向把为在已拟要]|组成|联合(?![社会党国体大工])|会同|要求|不?含|包括|不?包含|例如|尤其|特别是)|[0-9０-９][年月日%]|[0-9０-９一二三四五六七八九十两]+[个余多]?[处所家座条]$|[，。；：！？《》]"
)
_CUT = lazy(r"[、，,；;/／\\|\n\t \u3000\xa0（(\[【）)\]】：:]")
_HAN = r"[^\W\d_a-zA-Z]"  # a Chinese character; a range of code points compiles much slower
_SPACED_NAME = lazy(rf"(?<!{_HAN})({_HAN})[ \u3000\xa0]+({_HAN})(?!{_HAN})")
_SPACED_END = lazy(rf"{_HAN}[ \u3000\xa0]+{_HAN}$")
_LEFT_OPEN = lazy(r"[（(][^（）()]*$")
_AND_OTHERS = lazy(r"等(?:[0-9０-９一二三四五六七八九十]*[个家名位]?(?:部门|单位|人|人员)?)?$")
_BROKEN = lazy(r"\s*\n\s*")
_CONJUNCTION = lazy(r"以及|和|与|及|暨")
_SHORT_NAME = lazy(rf"{_HAN}{{2,4}}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its place in the text it was taken from."""

    text: str
    kind: OwnerKind
    start: int
    end: int


def is_blank(text: str) -> bool:
    """Whether a value says nothing: empty, dashes, 无, 待定."""
    return _BLANK.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def kind_of(name: str) -> OwnerKind:
    """Whether a name is a person, a post, a unit or a group (个人、职务、单位、群体)."""
    bare = _ALIAS.sub("", name).strip()
    if _is_group(bare):
        return "group"
    if is_person(bare):
        return "person"
    if _ends_with_post(bare):
        return "post"
    return "unit"


@lru_cache(maxsize=8192)
def is_person(name: str) -> bool:
    """Whether a name is a person's, alone or with a post or 同志 (张某某、副镇长郝某某)."""
    name = re.sub(r"(?:同志|等同志)$", "", name).strip()
    compact = re.sub(r"[\s\u3000·]", "", name).rpartition("的")[2]
    if _plain_person(compact):
        return True
    words = re.split(r"[\s\u3000]+", name)
    if len(words) > 1 and any(_plain_person(w) for w in words):
        return any(_ends_with_post(w) for w in words)
    if compact in lexicon("units")["posts"] or len(compact) > 16:
        return False
    if compact.startswith(_words("verbs")) and not _OF_OFFICE.search(compact):
        return False
    return any(
        (_plain_person(compact[-size:]) and _ends_with_post(compact[:-size]))
        or (_plain_person(compact[:size]) and _ends_with_post(compact[size:]))
        for size in (2, 3, 4)
    )


def looks_like_name(text: str) -> bool:
    """Whether words standing alone name somebody who can be responsible."""
    bare = _ALIAS.sub("", text).strip()
    if not 2 <= len(bare) <= 30 or re.search(r"[，。；：！？《》“”\"0-9]", bare):
        return bare in _classes()
    return is_specific_unit(bare) or _is_group(bare) or is_person(bare) or _ends_with_post(bare)


@lru_cache(maxsize=8192)
def is_specific_unit(name: str) -> bool:
    """Whether a name ends like a unit's and says more than the ending."""
    words = lexicon("units")
    if name in words["never"] or _NO_NAME.search(name) or name.endswith(_words("common_endings")):
        return False
    if name.startswith(_words("verbs")) and not (_OFFICE.search(name) and len(name) <= 14):
        return False
    suffixes = _words("suffixes")
    if name in words["whole"]:
        return True
    return name.endswith(suffixes) and not (len(name) <= 2 and name in suffixes)


def split_names(text: str, offset: int = 0) -> tuple[Name, ...]:
    """Divides a list of names (市委办、市政府办和各有关部门); ``offset`` is added to the places.

    A closing 等 is dropped; 等有关部门 gives the group 有关部门; an alias in parentheses is no part
    of the name. A name is never cut inside (市人力资源和社会保障局 stays whole).
    """
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        spans.extend(_at_conjunctions(text, start, end))
    names = (_name(text, start, end, offset) for start, end in spans)
    return tuple(name for name in names if name is not None)


def _name(text: str, start: int, end: int, offset: int) -> Name | None:
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip(" \t\n\u3000\xa0:：由及和与"))
    trail = len(raw.rstrip(" \t\n\u3000\xa0。；;，,、:："))
    if lead >= trail:
        return None
    start, end = start + lead, start + trail
    words = text[start:end]
    if not words.startswith("各"):
        words = _ALIAS.sub("", words).strip() or words
    words = _LEFT_OPEN.sub("", words)
    words = _AND_OTHERS.sub("", words.removesuffix("同志").removesuffix("等"))
    if _SPACED_NAME.fullmatch(words) or _SPACED_END.search(words):
        words = re.sub(r"[\s\u3000]", "", words)
    words = _BROKEN.sub("", words) if "\n" in words else words
    if not words or is_blank(words):
        return None
    return Name(words, kind_of(words), offset + start, offset + end)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cuts at 、，；/ and spaces outside parentheses, and after 等."""
    out: list[tuple[int, int]] = []
    joined = {m.start(1) + 1: m.end(2) - 1 for m in _SPACED_NAME.finditer(text)}
    depth = 0
    start = 0
    skip_to = 0
    for match in _CUT.finditer(text):
        i, char = match.start(), match[0]
        if i < skip_to:
            continue
        if i in joined:
            skip_to = joined[i]
        elif char in "（([【":
            depth += 1
        elif char in "）)]】":
            depth = max(0, depth - 1)
            if depth == 0 and _joins_another(text, start, i + 1):
                out.append((start, i + 1))
                start = i + 1
        elif depth == 0 and (char not in "：:" or _names_both(text, start, i)):
            out.append((start, i))
            start = i + 1
    out.append((start, len(text)))
    return [cut for start, end in _rejoined(text, out) for cut in _after_deng(text, start, end)]


def _names_both(text: str, start: int, at: int) -> bool:
    """党政办：李明 – a unit or a post, and who of it."""
    left = text[start:at].strip()
    right = re.match(r"[^、，,；;/（(\s]{2,6}", text[at + 1 :].lstrip())
    if right is None or not is_person(right[0]):
        return False
    return is_specific_unit(left) or _ends_with_post(left)


def _joins_another(text: str, start: int, at: int) -> bool:
    """综合执法局（安监局）规划局: a sign was lost behind the alias of a whole name."""
    following = re.match(r"[^、，,；;/（(\s]{3,20}", text[at:])
    whole = _ALIAS.sub("", text[start:at])
    if following is None or len(whole) < 3 or whole.startswith("各"):
        return False
    return all(_OFFICE.search(name) and is_specific_unit(name) for name in (whole, following[0]))


def _rejoined(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Puts together what only looks like a list: 各区、县（市）;  吴某某 副县长."""
    out: list[tuple[int, int]] = []
    for start, end in cuts:
        if out and _belongs_together(text, out[-1], (start, end)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _belongs_together(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    a, b = text[slice(*left)].strip(), _ALIAS.sub("", text[slice(*right)]).strip()
    between = text[left[1] : right[0]]
    if not a or not b:
        return False
    if between in " \u3000\xa0\t" and len(b) == 1 and is_person(a + b):
        return True
    if between in " \u3000\xa0\t":
        return (_plain_person(a) and _ends_with_post(b) and not _plain_person(b)) or (
            _ends_with_post(a) and _plain_person(b) and not is_person(a)
        )
    if between == "、" and _ends_with_post(a) and not is_person(a) and is_person(b):
        return _holds_both(a, b)
    if between == "、" and re.search(r"[\s\u3000]", a) and is_person(a):
        return _ends_with_post(b) and not is_person(b)
    if between == "、" and re.search(
        r"各(?:级|地区?|区|县|市|州|省|乡镇?|镇|街道|片区|科|处|单位)$", a
    ):
        return bool(
            re.match(
                r"(?:县|市|区|州|自治区|直辖市|乡|镇|街道|村|社区|园区|开发区|室|各部门|部门|单位)",
                b,
            )
        ) and not is_specific_unit(re.sub(r"^(?:县|市|区)(?=.{2})", "", b))
    return False


def _holds_both(post: str, person: str) -> bool:
    """县委常委、副县长张某某; 党组书记、局长李某 – but 书记、副局长王某 are two people."""
    if _plain_person(person) or not post.endswith(("书记", "常委", "委员", "成员")):
        return False
    return post.endswith(("常委", "委员", "党组成员")) or not re.match(r".{0,6}副", person)


def _after_deng(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A、B等有关部门: the group after 等 is a name of its own, unless it says nothing."""
    if "等" not in text[start:end]:
        return [(start, end)]
    match = re.search(r"(?<=.)等(?=.)", text[start:end])
    if not match or text[start + match.end() - 2 : start + match.end()] in (
        "平等",
        "高等",
        "中等",
        "对等",
    ):
        return [(start, end)]
    rest = text[start + match.end() : end].strip(" \u3000。")
    head = (start, start + match.start())
    if _COUNT_ONLY.fullmatch(rest) or not rest or rest in ("同志",):
        return [head]
    return [head, (start + match.end(), end)]


def _at_conjunctions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cuts at 和, 与, 及 between whole names, not inside one (市人力资源和社会保障局)."""
    found: list[tuple[int, int]] = []
    while middle := _between_names(text[start:end]):
        found.append((start, start + middle[0]))
        start += middle[1]
    return [*found, (start, end)]


def _between_names(piece: str) -> tuple[int, int] | None:
    """Where the first conjunction between two whole names begins and ends."""
    if _CONJUNCTION.search(piece) is None:
        return None
    if re.search(
        r"(?:有关|相关|各|成员)[^和与及]{0,4}(?:部门|单位|地区|方面)[和与及](?:单位|部门|地方|个人|人员)$",
        piece,
    ):
        return None
    if re.match(r"各.*(?:党委|党工委|党支部|党组)[和与及、](?:人民)?(?:政府|管委会)$", piece):
        return None
    for match in _CONJUNCTION.finditer(piece):
        left = _ALIAS.sub("", piece[: match.start()]).strip()
        right = piece[match.end() :].strip()
        if _inside_parentheses(piece, match.start()) or len(right) < 2:
            continue
        if _complete(left, right):
            return match.span()
    return None


def _inside_parentheses(text: str, at: int) -> bool:
    head = text[:at]
    return sum(head.count(c) for c in "（([【") > sum(head.count(c) for c in "）)]】")


def _complete(left: str, right: str) -> bool:
    """Whether the words left of a conjunction are a whole name, not the first half of one."""
    if len(left) < 2:
        return False
    if _plain_person(left):
        return is_person(right) or _ends_with_post(right)
    if is_person(left) or _ends_with_post(left) or _is_group(left):
        return True
    return is_specific_unit(left)


def _is_group(name: str) -> bool:
    if name in _classes() or _GROUP_OPEN.match(name):
        return True
    if _EVERY_KIND.search(name):
        return False
    if name.startswith(("各", "全体", "全部", "所有", "有关", "相关", "其他", "其它", "广大")):
        return True
    if re.fullmatch(r".{0,8}(?:有关|相关|其他|其它|各|所属|直属|全体).{0,10}", name):
        return not _plain_person(name)
    return name.endswith(_group_words())


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(lexicon("units")[kind])


@cache
def _group_words() -> tuple[str, ...]:
    return tuple(word for word in lexicon("units")["groups"] if len(word) > 2)


@cache
def _classes() -> frozenset[str]:
    return frozenset(lexicon("units")["classes"])


def _plain_person(name: str) -> bool:
    units = lexicon("units")
    if _MASKED.search(name) and 2 <= len(name) <= 4 and name[0] in units["surnames"]:
        return True
    if not _SHORT_NAME.fullmatch(name) or name in units["never"]:
        return False
    if name.endswith(_words("suffixes")) or _ends_with_post(name):
        return False
    if name.startswith(_words("compound_surnames")):
        return 3 <= len(name) <= 4
    surnames = units["surnames"] + (units["rare_surnames"] if len(name) == 3 else "")
    return len(name) <= 3 and name[0] in surnames and name not in _classes()


def _ends_with_post(name: str) -> bool:
    return name.endswith(_words("posts"))
