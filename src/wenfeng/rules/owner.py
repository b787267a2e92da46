"""Rules about who is responsible (责任主体)."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.rules.rule import Case, Remark, Rule


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
                leads[0].span if leads[0].scope == "own" else entry.span,
                f"责任主体只有“{names}”，没有具体到单位或个人",
                "请写明由哪个单位牵头、哪些单位配合",
            )


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
