"""The habits of one plan: how it numbers, which labels it uses, where its brackets stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.dice import Dice
from corpus.fragments import Phrases
from corpus.world import han

HEADS = {"{han}、": 0.93, "第{han}部分　": 0.03, "{han}、 ": 0.04}
GROUPS = {"（{han}）": 0.85, "({han})": 0.1, "（{han}） ": 0.05}
ITEMS = {"{n}.": 0.5, "{n}．": 0.12, "{n}、": 0.2, "{n}. ": 0.1, "（{n}）": 0.06, "第{han}，": 0.02}
SUBS = {"（{n}）": 0.6, "({n})": 0.2, "{circle}": 0.2}
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
INDENTS = {"　　": 0.6, "": 0.25, "    ": 0.15}


@dataclass(frozen=True, slots=True)
class Style:
    """Chosen once for a plan."""

    heads: str
    groups: str
    items: str
    subs: str
    indent: str
    labels: Mapping[str, str]
    table: Mapping[str, str]
    titles: bool
    title_stop: str
    stop_first: bool  # …。（…） rather than …（…）。
    joiner: str
    separator: str
    gap: str  # between the labels of a bracket
    brackets: str
    due_first: bool

    def head(self, number: int) -> str:
        return self.heads.format(han=han(number))

    def group(self, number: int) -> str:
        return self.groups.format(han=han(number))

    def item(self, number: int) -> str:
        return self.items.format(n=number, han=han(number))

    def sub(self, number: int) -> str:
        return self.subs.format(n=number, circle=CIRCLES[number - 1])


def choose_style(dice: Dice, phrases: Phrases, room: bool) -> Style:
    items = dice.weighted(ITEMS)
    labels = {key: dice.pick(phrases.texts("labels", key)) for key in phrases.of("labels")}
    if room:
        labels["lead_unit"] = labels["lead_room"]
        labels["support"] = labels["support_room"]
    return Style(
        heads=dice.weighted(HEADS),
        groups=dice.weighted(GROUPS),
        items=items,
        subs="{circle}" if items == "（{n}）" else dice.weighted(SUBS),
        indent=dice.weighted(INDENTS),
        labels=labels,
        table=_table_labels(dice, phrases, room),
        titles=dice.chance(0.55),
        title_stop=dice.weighted({"。": 0.85, "：": 0.07, "　": 0.08}),
        stop_first=dice.chance(0.7),
        joiner=dice.weighted({"；": 0.5, "。": 0.4, "，": 0.1}),
        gap=dice.weighted({"；": 0.74, "，": 0.1, " ": 0.08, "　": 0.08}),
        brackets=dice.weighted({"（）": 0.94, "【】": 0.06}),
        due_first=dice.chance(0.12),
        separator=dice.weighted({"、": 0.82, " ": 0.06, "；": 0.03, "，": 0.05, "/": 0.04}),
    )


def _table_labels(dice: Dice, phrases: Phrases, room: bool) -> dict[str, str]:
    """Column heads; 科室 only in houses that have such."""
    keys = (key for key in phrases.of("table") if not key.endswith(("_cells", "_line")))
    fit = {key: [t for t in phrases.texts("table", key) if room or "科室" not in t] for key in keys}
    return {key: dice.pick(texts) for key, texts in fit.items()}
