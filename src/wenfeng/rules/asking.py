"""Whether a profile speaks of rules that there are, and answers what they ask (核对口径)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from wenfeng.domain import Profile, Setting
from wenfeng.errors import ConfigError
from wenfeng.rules.rule import Ask, Rule

_KINDS = {
    bool: "true 或 false",
    int: "整数",
    float: "数字",
    str: "加引号的文字",
    tuple: "方括号里的一组文字",
}


def verify_with(rules: tuple[Rule, ...], profile: Profile) -> None:
    """Raises ConfigError, naming file and key, for an unknown rule, key or kind of value."""
    known = {rule.id: rule for rule in rules}
    file = f"{profile.name}.toml"
    for table, named in (("levels", profile.levels), ("clauses", profile.clauses)):
        for rule, _ in named:
            if rule not in known:
                raise _unknown(f'{file} 中 {table}."{rule}"：没有这条规则', rule, known)
    for (rule, key), value in profile.settings:
        place = f'{file} 中 settings."{rule}"'
        if rule not in known:
            raise _unknown(f"{place}：没有这条规则", rule, known)
        asked = {ask.key: ask for ask in known[rule].asks}
        if key not in asked:
            raise _unknown(f"{place}.{key}：没有这一项", key, asked)
        _verify_value(f"{place}.{key}", asked[key], value)


def _verify_value(place: str, ask: Ask, value: Setting) -> None:
    wanted = type(ask.default)
    if type(value) is not wanted and not (wanted is float and type(value) is int):
        raise ConfigError(f"{place}：写法不对", f"请填写{_KINDS[wanted]}（{ask.meaning}）。")
    if ask.day and value and not _is_day(str(value)):
        raise ConfigError(f"{place}：“{value}”不是日期", f"请写成如 2014-09-30（{ask.meaning}）。")
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts if ask.choices else ():
        if text not in ask.choices:
            allowed = "、".join(ask.choices)
            raise ConfigError(f"{place}：没有“{text}”", f"可以写：{allowed}（{ask.meaning}）。")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unknown(what: str, name: str, known: Mapping[str, object]) -> ConfigError:
    near = get_close_matches(name, known, n=1)
    meant = f"是不是想写 {near[0]}？" if near else f"可以写：{'、'.join(known) or '没有'}。"
    return ConfigError(what, meant)
