"""Rules about who is responsible (责任主体)."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.domain import Entry, Owner, Span
from wenfeng.lang.names import is_specific_unit
from wenfeng.lang.patterns import lazy
from wenfeng.resources import lexicon
from wenfeng.rules.rule import Ask, Case, Remark, Rule

_NEEDS = ("person", "unit")
_EQUALS = 0
_NAMED = {"person": "责任人", "unit": "责任单位"}
# whose post it is stays open: 分管领导, 局负责同志
_NOBODY = lazy(
    "(?:单位|部门|机关|科室|股室|[局镇乡县校院村站所])?(?:分管|主管|相关|有关|主要|班子|值班)?"
    "(?:领导|负责人|负责同志|成员|干部)(?:同志)?"
)
_LEADS = lazy("牵头|主办|主责|第一|首要|总负责")


def _missing(case: Case) -> Iterator[Remark]:
    for entry in case.reading.entries:
        if any(o.role in ("lead", "support") for o in entry.owners):
            continue
        supervised = [o.name for o in entry.owners]
        message = (
            f"只写明督办方（{'、'.join(supervised)}），没有责任单位或责任人"
            if supervised
            else "没有写明责任单位或责任人"
        )
        yield Remark(
            entry.id,
            entry.span,
            message,
            "请补充：责任单位：【单位名称】，责任人：【姓名、职务】",
            mild=entry.kind == "stage",  # who does the steps is often said of the whole plan
        )


def _vague(case: Case) -> Iterator[Remark]:
    for entry in case.tasks:
        leads = [o for o in entry.owners if o.role == "lead"]
        if leads and all(o.kind == "group" for o in leads):
            names = "、".join(o.name for o in leads)
            yield Remark(
                entry.id,
                _place(entry, leads),
                f"责任主体只有“{names}”，没有具体到单位或个人",
                "请写明由哪个单位牵头、哪些单位配合",
            )


def _person_required(case: Case) -> Iterator[Remark]:
    """A person (or a post held by one) and a unit; ``needs`` may ask for only one of them."""
    needs = case.profile.setting("owner.person-required", "needs", _NEEDS)
    for entry in case.tasks:
        leads = [o for o in entry.owners if o.role == "lead"]
        given = {need for need in _NAMED if any(_gives(o, need) for o in leads)}
        if any(map(is_specific_unit, entry.section)):  # 二、县水务局: every item below is its own
            given.add("unit")
        missing = [need for need in needs if need not in given]
        # none at all is owner.missing, nobody in particular owner.vague
        if missing and any(o.kind != "group" for o in leads):
            names = "、".join(o.name for o in leads)
            lacking = "和".join(_NAMED[need] for need in missing)
            yield Remark(
                entry.id,
                _place(entry, leads),
                f"责任主体写的是“{names}”，没有写明{lacking}",
                f"请补充{lacking}" + ("的姓名、职务" if missing == ["person"] else "的名称"),
            )


def _gives(owner: Owner, need: str) -> bool:
    """Whether an owner is a person, or a unit; 县委办主任王某 is both."""
    if owner.kind in ("person", "post"):
        somebody = _NOBODY.fullmatch(owner.name) is None
        return somebody if need == "person" else _unit_before_post(owner.name)
    return owner.kind == need


def _unit_before_post(name: str) -> bool:
    posts = tuple(lexicon("units")["posts"])
    cuts = range(2, len(name))
    return any(name[cut:].startswith(posts) and is_specific_unit(name[:cut]) for cut in cuts)


def _lead_missing(case: Case) -> Iterator[Remark]:
    """Only supporters; where the profile sets ``equals``, also so many units of equal standing."""
    equals = case.profile.setting("owner.lead-missing", "equals", _EQUALS)
    for entry in case.tasks:
        owners = [o for o in entry.owners if o.role != "supervise"]
        leads = [o for o in owners if o.role == "lead"]
        if owners and not leads:
            message = f"只写明配合单位（{_listed(owners)}），没有写明由谁牵头"
        elif equals and len(leads) >= equals and _alike(leads):
            message = f"{len(leads)}个责任单位并列（{_listed(leads)}），没有写明由谁牵头"
        else:
            continue
        yield Remark(entry.id, _place(entry, owners), message, "请写明牵头单位：【单位名称】")


def _alike(leads: list[Owner]) -> bool:
    """Whether all are units, and no label says which of them leads."""
    return all(o.kind == "unit" and not _LEADS.search(o.label) for o in leads)


def _listed(owners: list[Owner], most: int = 4) -> str:
    names = "、".join(o.name for o in owners[:most])
    return f"{names}等" if len(owners) > most else names


def _place(entry: Entry, owners: list[Owner]) -> Span:
    return owners[0].span if owners[0].scope == "own" else entry.span


def _inconsistent(case: Case) -> Iterator[Remark]:
    for workload in case.reading.workloads:
        if workload.variant is None:
            continue
        entry, span = next(
            (e.id, o.span)
            for e in case.reading.entries
            for o in e.owners
            if o.name == workload.variant
        )
        names = "、".join(f"“{name}”" for name in workload.written)
        yield Remark(
            entry,
            span,
            f"同一单位有几种写法：{names}",
            f"请统一写法，例如都写作“{workload.name}”",
        )


_PLAN = """县粮食局领导班子整改方案
一、整改的总体要求和目标
2014年底前确保查摆出的问题全部整改。
二、存在的主要问题
1.办公用房超标。
三、整改措施
1.办公用房超标的，腾退3间，门牌摘下交档案室。"""

RULES = (
    Rule(
        id="owner.missing",
        title="没有责任主体",
        level="error",
        why="没有责任单位或责任人的措施，到期时不知道该问谁，也无法销号。",
        source="湘群办发〔2014〕31号第四条：没有具体明确整改责任人和整改时限的，都要打回修改完善",
        flag="1.精简会议。全县性会议减少三分之一。（完成时限：2025年6月底前）",
        ok="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）",
        check=_missing,
    ),
    Rule(
        id="owner.vague",
        title="责任主体不具体",
        level="warning",
        why="“各有关部门”人人有责，等于无人负责。",
        source="湘群办发〔2014〕31号第二条：逐条落实到班子成员头上，明确整改责任人、责任单位",
        flag="1.清理办公用房。（责任单位：各有关部门；完成时限：2025年6月底前）",
        ok="1.清理办公用房。（责任单位：县机关事务服务中心；完成时限：2025年6月底前）",
        check=_vague,
    ),
    Rule(
        id="owner.person-required",
        title="没有同时写明责任人和责任单位",
        level="warning",
        why="只写单位，到期时不知道该找谁；只写人，调走以后没有单位接着办。",
        source="湘群办发〔2014〕31号第二条：逐条落实到班子成员头上，明确整改责任人、责任单位",
        flag=_PLAN + "（责任单位：局办公室；完成时限：2014年9月底前）",
        ok=_PLAN + "（责任人：副局长贺青；责任单位：局办公室；完成时限：2014年9月底前）",
        check=_person_required,
        profile="hunan-2014-simple",
        asks=(Ask("needs", _NEEDS, "要写明哪几样：person 责任人，unit 责任单位", choices=_NEEDS),),
    ),
    Rule(
        id="owner.lead-missing",
        title="没有牵头单位",
        level="info",
        why="都是配合的，没有人召集，事情容易落空。",
        source="绍群组办发〔2014〕13号各项任务：分别列明牵头单位、配合单位",
        flag="1.精简会议。全县性会议减少三分之一。（配合单位：县委办公室、县政府办公室；完成时限：2025年6月底前）",
        ok="1.精简会议。全县性会议减少三分之一。（牵头单位：县委办公室；配合单位：县政府办公室；完成时限：2025年6月底前）",
        check=_lead_missing,
        asks=(Ask("equals", _EQUALS, "几个责任单位并列而没有写明谁牵头，也要报；0 表示不查"),),
    ),
    Rule(
        id="owner.inconsistent-name",
        title="同一单位写法不一",
        level="info",
        why="一份方案里简称、全称混用，按单位拆分任务和统计台账时会算成两个单位。",
        source="文风的约定：同一单位在一份文件里只用一种写法；简称与全称见 abbreviations.toml",
        flag="""1.发放补贴。（责任单位：市人社局；完成时限：2025年6月底前）
2.清理欠薪。（责任单位：市人力资源和社会保障局；完成时限：2025年6月底前）""",
        ok="""1.发放补贴。（责任单位：市人社局；完成时限：2025年6月底前）
2.清理欠薪。（责任单位：市人社局、市财政局；完成时限：2025年6月底前）""",
        check=_inconsistent,
    ),
)
