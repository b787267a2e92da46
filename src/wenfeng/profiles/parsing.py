"""A profile's TOML to a Profile (检查口径的写法). What is wrong is told by file and key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args

from wenfeng.domain import (
    LEVELS,
    Bound,
    Campaign,
    Content,
    Level,
    Profile,
    Recognition,
    Section,
    Setting,
)
from wenfeng.profiles.table import Table

_KEYS = (
    "title",
    "source",
    "summary",
    "based_on",
    "recognise",
    "campaign",
    "levels",
    "settings",
    "clauses",
    "sections",
    "bounds",
)


def profile_of(name: str, data: dict[str, Any], base: Profile | None, *, shipped: bool) -> Profile:
    """What a file says on top of the profile it is based on."""
    table = Table(f"{name}.toml", "", data, tried=shipped)
    table.allow(*_KEYS)
    start = base or Profile(name, "")
    source = table.text("source", start.source)
    return replace(
        start,
        name=name,
        title=table.text("title"),
        source=source,
        summary=table.text("summary", ""),
        levels=_merged(start.levels, _levels(table.table("levels"))),
        settings=_merged(start.settings, _settings(table.table("settings"))),
        clauses=_merged(start.clauses, _clauses(table.table("clauses"), source)),
        recognition=_recognition(table.table("recognise")),
        campaign=_campaign(table.table("campaign")) if "campaign" in data else start.campaign,
        sections=_sections(table, source) if "sections" in data else start.sections,
        bounds=_bounds(table, source) if "bounds" in data else start.bounds,
    )


def _merged(below: tuple[tuple[Any, Any], ...], own: tuple[tuple[Any, Any], ...]) -> Any:
    return tuple({**dict(below), **dict(own)}.items())


def _levels(table: Table) -> tuple[tuple[str, Level | None], ...]:
    return tuple((rule, _level(table, rule)) for rule in table.data)


def _level(table: Table, rule: str) -> Level | None:
    word = table.text(rule)
    for level in LEVELS:
        if word == level:
            return level
    if word != "off":
        raise table.wrong(rule, f"“{word}”不是级别", "请填写 error、warning、info 或 off")
    return None


def _clauses(table: Table, source: str) -> tuple[tuple[str, str], ...]:
    return tuple((rule, _cited(source, table.text(rule))) for rule in table.data)


def _settings(table: Table) -> tuple[tuple[tuple[str, str], Setting], ...]:
    found: list[tuple[tuple[str, str], Setting]] = []
    for rule in table.data:
        asked = table.table(rule)
        found += [((rule, key), _setting(asked, key)) for key in asked.data]
    return tuple(found)


def _setting(table: Table, key: str) -> Setting:
    value = table.data[key]
    if isinstance(value, list):
        return table.texts(key)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, get_args(Setting)[:4]):
        return value  # type: ignore[no-any-return]
    raise table.wrong(key, "不能是这样的值", "请填写文字、数字、true 或 false，或一组文字")


def _recognition(table: Table) -> Recognition:
    table.allow("titles", "mentions", "years", "except_titles")
    return Recognition(
        titles=table.patterns("titles"),
        mentions=table.patterns("mentions"),
        years=table.whole_numbers("years"),
        except_titles=table.patterns("except_titles"),
    )


def _campaign(table: Table) -> Campaign:
    table.allow("start", "end")
    start, end = table.day("start"), table.day("end")
    if start and end and start > end:
        raise table.wrong("end", "早于 start", "请核对起止日期")
    return Campaign(start, end)


def _sections(table: Table, source: str) -> tuple[Section, ...]:
    return tuple(_section(one, source) for one in table.tables("sections"))


def _section(table: Table, source: str) -> Section:
    table.allow("name", "words", "except_words", "required", "entries", "source", "contents")
    own = _cited(source, table.text("source", ""))
    return Section(
        name=table.text("name"),
        words=table.patterns("words", needed=True),
        except_words=table.patterns("except_words"),
        contents=tuple(_content(one, source, own) for one in table.tables("contents")),
        required=table.yes_or_no("required", True),
        source=own,
        entries=_entries(table),
    )


def _entries(table: Table) -> Literal["", "problem", "measure"]:
    match table.text("entries", ""):
        case "":
            return ""
        case "problem":
            return "problem"
        case "measure":
            return "measure"
    raise table.wrong("entries", "写法不对", '请填写 "problem" 或 "measure"')


def _content(table: Table, source: str, own: str) -> Content:
    table.allow("name", "words", "source")
    cited = table.text("source", "")
    return Content(
        table.text("name"),
        table.patterns("words", needed=True),
        _cited(source, cited) if cited else own,
    )


def _bounds(table: Table, source: str) -> tuple[Bound, ...]:
    return tuple(_bound(one, source) for one in table.tables("bounds"))


def _bound(table: Table, source: str) -> Bound:
    table.allow("name", "most", "unit", "words", "titles", "source")
    return Bound(
        name=table.text("name"),
        most=table.number("most"),
        unit=table.text("unit"),
        words=table.patterns("words", groups=1),
        titles=table.patterns("titles"),
        source=_cited(source, table.text("source", "")),
    )


def _cited(source: str, clause: str) -> str:
    """第二条 alone is a clause of the profile's own paper."""
    return f"{source}{clause}" if not clause or clause.startswith("第") else clause
