"""Labels (责任单位：、完成时限：、整改措施：) in running text, and what a table header says.

A label names one of the fields of an entry. ``segments`` divides a text at its labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from wenfeng.domain import OwnerRole
from wenfeng.resources import lexicon

Field = Literal[
    "lead", "support", "supervise", "deadline", "problem", "measure", "progress", "other"
]

# labels set wide: 责 任 人：, 时　限：
_SPACED = (
    r"责[ \u3000]+任[ \u3000]+(?:人|单[ \u3000]*位|部[ \u3000]*门)"
    r"|(?:完[ \u3000]+成|整[ \u3000]+改|办[ \u3000]+结)[ \u3000]+时[ \u3000]+(?:限|间)"
    r"|责[ \u3000]+任[ \u3000]+领[ \u3000]+导|牵[ \u3000]+头[ \u3000]+单[ \u3000]+位"
    r"|时[ \u3000]+限|措[ \u3000]+施|问[ \u3000]+题"
    r"|责任[ \u3000]+(?:单位|部门|人)|(?:完成|整改)[ \u3000]*时[ \u3000]+限"
)
# labels that need no boundary before them: in flattened text they run into what precedes
_PLAIN = (
    "(?:责任单位|责任部门|责任人|责任领导|牵头单位|配合单位|整改时限|完成时限|整改措施|督导单位)"
)
# other shapes of the characters in labels: older ones, and those that OCR takes for them
_LOOK_ALIKE = str.maketrans("単單責仼時間門領導協負務題査", "单单责任时间门领导协负务题查")
OWNER_FIELDS: dict[str, OwnerRole] = {
    "lead": "lead",
    "support": "support",
    "supervise": "supervise",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A label and its value: ``text[start:end]`` is the value, ``label`` the words used."""

    fields: tuple[Field, ...]
    label: str
    label_start: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def classify(words: str) -> tuple[Field, ...]:
    """The fields a label or a column header names, in the order of the words; () for none.

    责任单位及完成时限 names two. 整改任务和措施 names one.
    """
    words = re.sub(r"[\s\u3000]+", "", words).translate(_LOOK_ALIKE)
    words = re.sub(r"[:：]$", "", words)
    if not words or len(words) > 24 or words in lexicon("labels")["owner"]["never"]:
        return ()
    for field in ("other", "progress"):
        if words in lexicon("labels")[field]["words"]:
            return (field,)
    inner = re.sub(r"[（(][^（）()]*[）)]", "", words)
    for candidate in dict.fromkeys((inner, words)):
        found = _whole(candidate)
        if found:
            return found
    return ()


def nearest(words: str) -> str:
    """The usual header that differs in one character (责任单莅), else the words themselves."""
    for usual in lexicon("labels")["usual"]["headers"]:
        if len(usual) == len(words) and sum(map(str.__ne__, usual, words)) == 1:
            return str(usual)
    return words


def is_label(text: str) -> bool:
    """Whether a text is a label and nothing else: 完成时限：, 【责任单位】."""
    return bool(classify(text.strip(" \u3000【】[]〔〕:：")))


def _whole(words: str) -> tuple[Field, ...]:
    match = _label_regex().fullmatch(words)
    if match:
        return (_field(match),)
    fields: list[Field] = []
    for piece in re.split(r"[及和与、/／\\]|以及", words):
        match = _label_regex().fullmatch("时间" + piece if piece == "进度" else piece)
        if match is None and fields and len(piece) <= 4:
            continue  # 责任人/科室, 整改时限及类型
        if match is None:
            return ()
        field = _field(match)
        if field not in fields:
            fields.append(field)
    return tuple(fields)


@lru_cache(maxsize=2048)
def segments(text: str) -> tuple[Segment, ...]:
    """Every labelled value of a text, in order. A value ends where the next label begins."""
    found = [m for m in _in_text_regex().finditer(text.translate(_LOOK_ALIKE))]
    out: list[Segment] = []
    for i, match in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        fields = classify(match["label"])
        if match["label"] in lexicon("labels")["measure"]["in_text"]:
            fields = ("measure",)
        if not fields or (match["is"] and fields[0] not in (*OWNER_FIELDS, "deadline")):
            continue
        value_start = match.end()
        value_end = value_start + len(text[value_start:end].rstrip(" \t\u3000\xa0\n【[〔"))
        out.append(Segment(fields, match["label"], match.start("label"), value_start, value_end))
    return tuple(out)


def _field(match: re.Match[str]) -> Field:
    group = match.lastgroup
    assert group is not None
    return group.rstrip("0123456789")  # type: ignore[return-value]


def _any(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w) for w in ordered) + ")"


@cache
def _label_pattern() -> str:
    """One alternation; the name of the group that matched tells the field."""
    words = lexicon("labels")
    owner = words["owner"]
    prefix, link, noun = _any(owner["prefix"]), _any(owner["link"]), _any(owner["noun"])
    role = {name: _any(owner[name]) for name in OWNER_FIELDS}
    parts = [
        rf"(?P<other>{_any(words['other']['words'])})",
        rf"(?P<progress>{_any(words['progress']['words'])})",
        rf"(?P<supervise>{prefix}{{0,2}}{role['supervise']}{link}{{0,2}}{noun})",
        rf"(?P<support>{prefix}{{0,2}}{role['support']}{link}{{0,2}}{noun})",
        rf"(?P<lead>{prefix}{{0,2}}{role['lead']}{link}{{0,2}}{noun}|{_any(owner['also_lead'])})",
    ]
    for field in ("deadline", "problem", "measure"):
        own = words[field]
        parts.append(
            rf"(?P<{field}>{_any(own['prefix'])}{{0,3}}{_any(own['noun'])}{_any(own['suffix'])}?)"
        )
    return "(?:" + "|".join(parts) + ")"


@cache
def _label_regex() -> re.Pattern[str]:
    roles = lexicon("labels")["owner"]
    bare = {
        "lead4": [w for w in roles["bare"] if w in roles["lead"] or w == "主责任"],
        "support4": [w for w in roles["bare"] if w in roles["support"]],
        "supervise4": [w for w in roles["bare"] if w in roles["supervise"]],
    }
    alone = "|".join(f"(?P<{name}>{_any(words)})" for name, words in bare.items())
    return re.compile(f"(?:{_label_pattern()}|{alone})[0-9０-９一二三四五六七八九十]{{0,2}}")


@cache
def _in_text_regex() -> re.Pattern[str]:
    """A label at a boundary, followed by a colon (or closed by 】, as in 【责任单位】)."""
    anonymous = re.sub(r"\?P<\w+>", "?:", _label_pattern())
    bare = _any(lexicon("labels")["owner"]["bare"])
    one = rf"(?:{anonymous}|{bare}|{_SPACED})(?:[（(][^（）()]{{1,8}}[）)])?"
    return re.compile(
        rf"(?:^|(?<=[\s，,。；;：:（(【\[〔、—\-）)题])|(?={_PLAIN}[ \u3000]*[：:]))"
        rf"(?P<label>{one}(?:[及和与、/／]{one})?[ ]?[0-9０-９一二三四五六七八九十]{{0,2}})"
        rf"[ \u3000]*(?:[:：]|[】\]〕][ \u3000]*[:：]?|(?P<is>[为是]))[ \u3000]*",
        re.MULTILINE,
    )
